; The setup for Windows, built by `dev.py package windows`; for the user who runs it, without an administrator.
; makensis on Linux builds it in the tests. UNTESTED on Windows: there was no such machine.
; Given: VERSION, VERSION4 (four numbers), PAYLOAD (the frozen folder), ICON, TARGET, KIB, PUBLISHER, HOME.
Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!include "MUI2.nsh"

!define CLASSES "Software\Classes"
!define KIND "QAReader.Archive"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\QAReader"

Name "QA Reader"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\QA Reader"
InstallDirRegKey HKCU "Software\QAReader" "Folder"

VIProductVersion "${VERSION4}"
VIAddVersionKey "ProductName" "QA Reader"
VIAddVersionKey "FileDescription" "QA Reader setup"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}, MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\QA Reader.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "TradChinese"

; What was installed, and never a folder "data" beside it: that is the reader's own (portable mode).
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\QA Reader.exe"
  Delete "$INSTDIR\qa-reader.exe"
!macroend

; Tells the shell that file types have changed.
!macro Refresh
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "Install"
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\QA Reader.lnk" "$INSTDIR\QA Reader.exe"

  WriteRegStr HKCU "${CLASSES}\.qarchive" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\.qarchive" "Content Type" "application/vnd.qa-reader.archive"
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "QA Reader archive"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\QA Reader.exe,0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\QA Reader.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\qa-reader" "" "URL:QA Reader"
  WriteRegStr HKCU "${CLASSES}\qa-reader" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\qa-reader\shell\open\command" "" '"$INSTDIR\QA Reader.exe" "%1"'

  WriteRegStr HKCU "Software\QAReader" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "QA Reader"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\QA Reader.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "${HOME}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KIB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  !insertmacro Refresh
SectionEnd

; Bookmarks, notes and settings stay where they are.
Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\QA Reader.lnk"
  DeleteRegKey HKCU "${CLASSES}\.qarchive"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegKey HKCU "${CLASSES}\qa-reader"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\QAReader"
  !insertmacro Refresh
SectionEnd
