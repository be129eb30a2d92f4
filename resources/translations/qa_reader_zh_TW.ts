<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW">
<context>
    <name></name>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>&amp;About QA Reader</source>
        <translation>關於 QA Reader(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一頁(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Bookmark this thread</source>
        <translation>將這則問答加入書籤(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Bookmarks</source>
        <translation>書籤(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Build an archive from saved pages…</source>
        <translation>用儲存的網頁建立檔案庫(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Clear the search</source>
        <translation>清除搜尋(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Clear what was kept</source>
        <translation>清除保留的內容(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close this tab</source>
        <translation>關閉這個分頁(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Compare with…</source>
        <translation>對照閱讀(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Do again</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Enlarge the text</source>
        <translation>放大內文(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export everything you keep…</source>
        <translation>匯出所有保留的內容(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>檔案(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation>篩選條件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find in this thread</source>
        <translation>在這則問答中尋找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>下一頁(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>前往(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>說明(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import what was kept…</source>
        <translation>匯入保留的內容(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Keys and query language</source>
        <translation>按鍵與查詢語法(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>淺色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Look for it…</source>
        <translation>尋找檔案(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>使用手冊(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Move the folder…</source>
        <translation>移動資料夾(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;New folder</source>
        <translation>新增資料夾(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;New folder…</source>
        <translation>新增資料夾(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Next thread</source>
        <translation>下一則問答(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open archive…</source>
        <translation>開啟檔案庫(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Open in a new tab</source>
        <translation>在新分頁開啟(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Overview of the archive</source>
        <translation>檔案庫總覽(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Previous thread</source>
        <translation>上一則問答(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>列印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>結束(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Restore this backup…</source>
        <translation>還原這份備份(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜尋(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Show bookmarks</source>
        <translation>顯示書籤(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Shrink the text</source>
        <translation>縮小內文(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Tags…</source>
        <translation>標籤(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Take it off the list</source>
        <translation>從清單移除(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>復原(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Usual size of the text</source>
        <translation>內文原始大小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>檢視(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Visit sheet…</source>
        <translation>就診單(&amp;V)…</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>--map {0}: say COLUMN=FIELD</source>
        <translation>--map {0}：請寫成 COLUMN=FIELD</translation>
    </message>
    <message>
        <source>1 more asks nearly the same</source>
        <translation>另有 1 則幾乎相同的提問</translation>
    </message>
    <message>
        <source>A doctor, not named</source>
        <translation>未具名醫師</translation>
    </message>
    <message>
        <source>A range needs a field before it: asked:[2019 to 2021].</source>
        <translation>範圍前面需要欄位：asked:[2019 to 2021]。</translation>
    </message>
    <message>
        <source>A thread at rando&amp;m</source>
        <translation>隨機一則問答(&amp;M)</translation>
    </message>
    <message>
        <source>Add to the &amp;visit sheet</source>
        <translation>加入就診單(&amp;V)</translation>
    </message>
    <message>
        <source>Added by the source, not a doctor’s reply</source>
        <translation>由資料來源附加，並非醫師回覆</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年齡</translation>
    </message>
    <message>
        <source>Age not said</source>
        <translation>未說明年齡</translation>
    </message>
    <message>
        <source>All bookmarks</source>
        <translation>所有書籤</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>All replies from {0}</source>
        <translation>{0} 的所有回覆</translation>
    </message>
    <message>
        <source>All replies of {0}</source>
        <translation>{0} 的所有回覆</translation>
    </message>
    <message>
        <source>All that the list holds: {0}</source>
        <translation>清單中的全部：{0}</translation>
    </message>
    <message>
        <source>All threads</source>
        <translation>所有問答</translation>
    </message>
    <message>
        <source>All threads of the list</source>
        <translation>清單中的全部問答</translation>
    </message>
    <message>
        <source>Also searched: {0}.</source>
        <translation>一併搜尋：{0}。</translation>
    </message>
    <message>
        <source>Among</source>
        <translation>範圍</translation>
    </message>
    <message>
        <source>Another archive was opened before all was written.</source>
        <translation>尚未全部寫完，就開啟了另一個檔案庫。</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>檔案庫</translation>
    </message>
    <message>
        <source>Archives (*.qarchive)</source>
        <translation>檔案庫 (*.qarchive)</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提問年份</translation>
    </message>
    <message>
        <source>Askers’ names</source>
        <translation>提問者姓名</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Back&amp;ups…</source>
        <translation>備份(&amp;U)…</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>備份</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>藍色</translation>
    </message>
    <message>
        <source>Bookmark &amp;into…</source>
        <translation>加入書籤資料夾(&amp;I)…</translation>
    </message>
    <message>
        <source>Bookmark into…</source>
        <translation>加入書籤資料夾…</translation>
    </message>
    <message>
        <source>Bookmark moved</source>
        <translation>已移動書籤</translation>
    </message>
    <message>
        <source>Bookmarked last:</source>
        <translation>最近加入的書籤：</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>書籤</translation>
    </message>
    <message>
        <source>Bookmarks (*.html)</source>
        <translation>書籤 (*.html)</translation>
    </message>
    <message>
        <source>Bookmarks, notes and highlights of what moved went with it. What is no longer there stays among them.</source>
        <translation>移動過的問答，其書籤、筆記與螢光標示已一併移動；不在檔案庫中的仍保留在書籤裡。</translation>
    </message>
    <message>
        <source>Bookmarks: {0}</source>
        <translation>書籤：{0}</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Build the archive as</source>
        <translation>將檔案庫建立為</translation>
    </message>
    <message>
        <source>C&amp;lear what is kept…</source>
        <translation>清除保留的內容(&amp;L)…</translation>
    </message>
    <message>
        <source>Changed: {0}</source>
        <translation>已變更：{0}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>變更…</translation>
    </message>
    <message>
        <source>Chinese (simplified)</source>
        <translation>簡體中文</translation>
    </message>
    <message>
        <source>Chinese (traditional)</source>
        <translation>繁體中文</translation>
    </message>
    <message>
        <source>Choose a department in the tree, or type a few words into the search field.</source>
        <translation>請在樹狀目錄中選擇科別，或在搜尋欄輸入幾個字詞。</translation>
    </message>
    <message>
        <source>Choose a folder in the tree first.</source>
        <translation>請先在左側選取一個資料夾。</translation>
    </message>
    <message>
        <source>Choose a folder, a tag or a saved search in the tree first.</source>
        <translation>請先在左側選取資料夾、標籤或儲存的搜尋。</translation>
    </message>
    <message>
        <source>Choose what to remove in the tree or in the list first.</source>
        <translation>請先在左側或清單中選取要移除的項目。</translation>
    </message>
    <message>
        <source>Cite as</source>
        <translation>引用方式</translation>
    </message>
    <message>
        <source>Cite as: {0}</source>
        <translation>引用格式：{0}</translation>
    </message>
    <message>
        <source>Clear what is kept</source>
        <translation>清除保留的內容</translation>
    </message>
    <message>
        <source>Clear {0}</source>
        <translation>清除 {0}</translation>
    </message>
    <message>
        <source>Cleared: {0}</source>
        <translation>已清除：{0}</translation>
    </message>
    <message>
        <source>Close at once, leaving no &amp;trace</source>
        <translation>立即關閉，不留痕跡(&amp;T)</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>依系統配色(&amp;S)</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Content hash (SHA-256)</source>
        <translation>內容雜湊值 (SHA-256)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>複製連結(&amp;L)</translation>
    </message>
    <message>
        <source>Copy with c&amp;itation</source>
        <translation>複製並附出處(&amp;I)</translation>
    </message>
    <message>
        <source>Counting pages</source>
        <translation>正在計算頁數</translation>
    </message>
    <message>
        <source>DOCTOR&apos;S REPLY ({0})</source>
        <translation>醫師回覆（{0}）</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>Dep&amp;artments and bookmarks</source>
        <translation>科別與書籤(&amp;A)</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科別</translation>
    </message>
    <message>
        <source>Did you mean “{0}”?</source>
        <translation>您要找的是「{0}」嗎？</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>醫師</translation>
    </message>
    <message>
        <source>Doctor&apos;s reply ({0})</source>
        <translation>醫師回覆（{0}）</translation>
    </message>
    <message>
        <source>Doctors gave these answers to other people. They are no medical advice, and old ones may be wrong today.</source>
        <translation>這些是醫師給其他人的回答，並非醫療建議；較舊的回答如今可能已不正確。</translation>
    </message>
    <message>
        <source>Doctor’s reply</source>
        <translation>醫師回覆</translation>
    </message>
    <message>
        <source>Doctor’s reply ({0})</source>
        <translation>醫師回覆（{0}）</translation>
    </message>
    <message>
        <source>Doctor’s reply, cut by the source</source>
        <translation>醫師回覆（資料來源節錄）</translation>
    </message>
    <message>
        <source>E&amp;nlarge the lists</source>
        <translation>放大清單(&amp;N)</translation>
    </message>
    <message>
        <source>Each part of this is in some thread, but none has all of them.</source>
        <translation>每個部分都有問答含有，但沒有一則含有全部。</translation>
    </message>
    <message>
        <source>Empty the field</source>
        <translation>清空欄位</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>Export everything that you keep</source>
        <translation>匯出所有保留的內容</translation>
    </message>
    <message>
        <source>Export the bookmarks for a bro&amp;wser…</source>
        <translation>匯出書籤供瀏覽器使用(&amp;W)…</translation>
    </message>
    <message>
        <source>Export the bookmarks for a browser</source>
        <translation>匯出書籤供瀏覽器使用</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>匯出日期</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>已匯出至 {0}</translation>
    </message>
    <message>
        <source>Exported: {0}</source>
        <translation>匯出：{0}</translation>
    </message>
    <message>
        <source>Extract only: this thread is not in the archive. This is what the page that lists it quotes.</source>
        <translation>僅有節錄：這則問答不在檔案庫中。以下是列出它的網頁所引用的內容。</translation>
    </message>
    <message>
        <source>FAQ TOPICS: {0}</source>
        <translation>常見問題主題：{0}</translation>
    </message>
    <message>
        <source>FAQ topic</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>FAQ topics: {0}</source>
        <translation>常見問題主題：{0}</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Few threads have all of these words side by side; those that have “{0}” follow.</source>
        <translation>把這些字詞連在一起寫的問答很少；其後是含有「{0}」的問答。</translation>
    </message>
    <message>
        <source>Few threads have all of these words; those that have most of them follow.</source>
        <translation>包含所有這些字詞的問答不多；其後是包含其中大部分的問答。</translation>
    </message>
    <message>
        <source>Few threads have all of these words; those that have most of them stand among them.</source>
        <translation>含有全部字詞的問答很少；含有其中大部分的問答也列在其中。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>資料夾</translation>
    </message>
    <message>
        <source>Folder “{0}” made</source>
        <translation>已新增資料夾「{0}」</translation>
    </message>
    <message>
        <source>Folder “{0}” moved</source>
        <translation>已移動資料夾「{0}」</translation>
    </message>
    <message>
        <source>Folder “{0}” removed</source>
        <translation>已移除資料夾「{0}」</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>資料夾</translation>
    </message>
    <message>
        <source>For my visit to the doctor</source>
        <translation>我的就診單</translation>
    </message>
    <message>
        <source>From</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>從頭開始</translation>
    </message>
    <message>
        <source>Full sc&amp;reen</source>
        <translation>全螢幕(&amp;R)</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>綠色</translation>
    </message>
    <message>
        <source>Highlight in &amp;blue</source>
        <translation>以藍色標記(&amp;B)</translation>
    </message>
    <message>
        <source>Highlight in &amp;green</source>
        <translation>以綠色標記(&amp;G)</translation>
    </message>
    <message>
        <source>Highlight in &amp;pink</source>
        <translation>以粉紅色標記(&amp;P)</translation>
    </message>
    <message>
        <source>Highlight in &amp;yellow</source>
        <translation>以黃色標記(&amp;Y)</translation>
    </message>
    <message>
        <source>Highlight is {0} now</source>
        <translation>螢光標示已改為{0}</translation>
    </message>
    <message>
        <source>Highlight removed</source>
        <translation>已移除螢光標示</translation>
    </message>
    <message>
        <source>Highlighted</source>
        <translation>已標記</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>螢光標示</translation>
    </message>
    <message>
        <source>History</source>
        <translation>瀏覽紀錄</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>醫院</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>匯入</translation>
    </message>
    <message>
        <source>Import what was exported</source>
        <translation>匯入先前匯出的內容</translation>
    </message>
    <message>
        <source>In an emergency call your local emergency number.</source>
        <translation>緊急時請撥打當地的緊急電話。</translation>
    </message>
    <message>
        <source>In an emergency call {0}.</source>
        <translation>緊急時請撥打 {0}。</translation>
    </message>
    <message>
        <source>In my own words</source>
        <translation>我的自述</translation>
    </message>
    <message>
        <source>It is removed from the backups, too, and cannot be brought back.</source>
        <translation>備份中的內容也會一併清除，且無法復原。</translation>
    </message>
    <message>
        <source>It was here: {0}

If that is on a drive that is not connected, connect it and choose the archive again. It stays in “Open recent” until you take it off.</source>
        <translation>原本的位置：{0}

如果它在尚未連接的磁碟機上，請先連接磁碟機，再選擇一次這個檔案庫。在您移除之前，它會留在「最近開啟」清單中。</translation>
    </message>
    <message>
        <source>Its archive is not open: only the title is known.</source>
        <translation>其檔案庫未開啟：只知道標題。</translation>
    </message>
    <message>
        <source>JSON Lines, to build an archive of</source>
        <translation>JSON Lines，可用來建立檔案庫</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Keep here</source>
        <translation>存放在這裡</translation>
    </message>
    <message>
        <source>Keep this note</source>
        <translation>保留這則筆記</translation>
    </message>
    <message>
        <source>Kept in “{0}”</source>
        <translation>已存入「{0}」</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>授權條款</translation>
    </message>
    <message>
        <source>MORE INFO (added by the source, not a doctor&apos;s reply)</source>
        <translation>補充資訊（由資料來源附加，並非醫師回覆）</translation>
    </message>
    <message>
        <source>MY HIGHLIGHT</source>
        <translation>我的螢光標示</translation>
    </message>
    <message>
        <source>MY HIGHLIGHTS</source>
        <translation>我的螢光標示</translation>
    </message>
    <message>
        <source>MY NOTE</source>
        <translation>我的筆記</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>製作日期</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>Mark as &amp;read</source>
        <translation>標示為已讀(&amp;R)</translation>
    </message>
    <message>
        <source>Mark as not rea&amp;d</source>
        <translation>標示為未讀(&amp;D)</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>More info</source>
        <translation>補充資訊</translation>
    </message>
    <message>
        <source>More info (added by the source, not a doctor&apos;s reply)</source>
        <translation>補充資訊（由資料來源附加，並非醫師回覆）</translation>
    </message>
    <message>
        <source>More info (added by the source, not a doctor’s reply)</source>
        <translation>補充資訊（資料來源所附，並非醫師回覆）</translation>
    </message>
    <message>
        <source>More info, not a doctor’s reply</source>
        <translation>補充資訊，並非醫師回覆</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>Move them to “{0}”</source>
        <translation>移到「{0}」</translation>
    </message>
    <message>
        <source>Moved: {0}</source>
        <translation>已移動：{0}</translation>
    </message>
    <message>
        <source>My highlights</source>
        <translation>我的螢光標示</translation>
    </message>
    <message>
        <source>My note</source>
        <translation>我的筆記</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>我的筆記</translation>
    </message>
    <message>
        <source>My questions</source>
        <translation>我想問的問題</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Ne&amp;xt tab</source>
        <translation>下一個分頁(&amp;X)</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新資料夾</translation>
    </message>
    <message>
        <source>New tags, separated by commas</source>
        <translation>新標籤，以逗號分隔</translation>
    </message>
    <message>
        <source>New: {0}</source>
        <translation>新增：{0}</translation>
    </message>
    <message>
        <source>Next &amp;match</source>
        <translation>下一個符合處(&amp;M)</translation>
    </message>
    <message>
        <source>Next p&amp;art of the thread</source>
        <translation>問答的下一部分(&amp;A)</translation>
    </message>
    <message>
        <source>No archive was written.</source>
        <translation>沒有寫入任何檔案庫。</translation>
    </message>
    <message>
        <source>No department</source>
        <translation>未分科</translation>
    </message>
    <message>
        <source>No doctor&apos;s reply</source>
        <translation>無醫師回覆</translation>
    </message>
    <message>
        <source>No doctor’s reply to this question is in the archive.</source>
        <translation>檔案庫中沒有醫師對這個提問的回覆。</translation>
    </message>
    <message>
        <source>No longer there: {0}</source>
        <translation>已不存在：{0}</translation>
    </message>
    <message>
        <source>No text has these words; these threads have them in the name of a doctor, hospital, department or topic.</source>
        <translation>沒有內文包含這些字詞；以下問答的醫師、醫院、科別或主題名稱中有這些字詞。</translation>
    </message>
    <message>
        <source>No thread has all of these words side by side; these have “{0}”.</source>
        <translation>沒有一則問答把這些字詞連在一起寫；以下問答含有「{0}」。</translation>
    </message>
    <message>
        <source>No thread has all of these words; these have most of them.</source>
        <translation>沒有一則問答包含所有這些字詞；以下問答包含其中大部分。</translation>
    </message>
    <message>
        <source>No thread has all of these words; these have some of them.</source>
        <translation>沒有一則問答同時含有這些字詞；以下含有其中一部分。</translation>
    </message>
    <message>
        <source>No thread has “{0}”.</source>
        <translation>沒有任何問答含有「{0}」。</translation>
    </message>
    <message>
        <source>No thread has “{0}”; these have the other words.</source>
        <translation>沒有問答含有「{0}」；以下含有其他字詞。</translation>
    </message>
    <message>
        <source>None of it is bookmarked.</source>
        <translation>選取的項目都沒有書籤。</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未說明</translation>
    </message>
    <message>
        <source>Note on the hi&amp;ghlight…</source>
        <translation>為螢光標示加註(&amp;G)…</translation>
    </message>
    <message>
        <source>Note on the highlight</source>
        <translation>螢光標示的筆記</translation>
    </message>
    <message>
        <source>Note on the highlight changed</source>
        <translation>已變更螢光標示的筆記</translation>
    </message>
    <message>
        <source>Notes and highlights stay in either case.</source>
        <translation>無論如何，筆記與螢光標示都會保留。</translation>
    </message>
    <message>
        <source>Nothing to clear</source>
        <translation>沒有可清除的內容</translation>
    </message>
    <message>
        <source>Nothing to search for in “{0}”: there is no word in it.</source>
        <translation>「{0}」中沒有可搜尋的內容：其中沒有任何字詞。</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>目前：{0}</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Of the last 4 weeks</source>
        <translation>最近 4 週</translation>
    </message>
    <message>
        <source>Of the last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Of the last hour</source>
        <translation>最近一小時</translation>
    </message>
    <message>
        <source>Of today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Open a thread first, or choose rows of the list.</source>
        <translation>請先開啟一則問答，或在清單中選取幾列。</translation>
    </message>
    <message>
        <source>Open an archive</source>
        <translation>開啟檔案庫</translation>
    </message>
    <message>
        <source>Open in QA Reader</source>
        <translation>在 QA Reader 開啟</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在瀏覽器開啟</translation>
    </message>
    <message>
        <source>Open its archive</source>
        <translation>開啟它所在的檔案庫</translation>
    </message>
    <message>
        <source>Open the &amp;sample archive</source>
        <translation>開啟範例檔案庫(&amp;S)</translation>
    </message>
    <message>
        <source>P&amp;revious tab</source>
        <translation>上一個分頁(&amp;R)</translation>
    </message>
    <message>
        <source>Paper or PDF</source>
        <translation>紙張或 PDF</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉紅色</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>純文字</translation>
    </message>
    <message>
        <source>Please note</source>
        <translation>請注意</translation>
    </message>
    <message>
        <source>Pre&amp;vious match</source>
        <translation>上一個符合處(&amp;V)</translation>
    </message>
    <message>
        <source>Previo&amp;us part of the thread</source>
        <translation>問答的上一部分(&amp;U)</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>正在列印</translation>
    </message>
    <message>
        <source>Private &amp;reading</source>
        <translation>私密閱讀(&amp;R)</translation>
    </message>
    <message>
        <source>Private reading keeps nothing. Leave it to keep this.</source>
        <translation>私密閱讀不會保存任何內容。請先離開私密閱讀再保存。</translation>
    </message>
    <message>
        <source>Private reading keeps nothing. Leave it to restore a backup.</source>
        <translation>私密閱讀不會保存任何內容。請先離開私密閱讀再還原備份。</translation>
    </message>
    <message>
        <source>Put the backup of {0} in the place of all that you keep now? It has {1}. What you keep now is backed up first, so that you can come back to it.</source>
        <translation>要以 {0} 的備份取代您目前保留的所有內容嗎？備份中有{1}。目前的內容會先備份，之後仍可還原。</translation>
    </message>
    <message>
        <source>QA Reader</source>
        <translation>QA Reader</translation>
    </message>
    <message>
        <source>QUESTION ({0})</source>
        <translation>提問（{0}）</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查詢</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提問</translation>
    </message>
    <message>
        <source>Question ({0})</source>
        <translation>提問（{0}）</translation>
    </message>
    <message>
        <source>Question, cut by the source</source>
        <translation>提問（資料來源節錄）</translation>
    </message>
    <message>
        <source>R&amp;ename…</source>
        <translation>重新命名(&amp;E)…</translation>
    </message>
    <message>
        <source>Read as plain words, without quotes, brackets and field names.</source>
        <translation>已當作一般字詞處理，不含引號、括號與欄位名稱。</translation>
    </message>
    <message>
        <source>Read as plain words.</source>
        <translation>已當作一般字詞處理。</translation>
    </message>
    <message>
        <source>Read last</source>
        <translation>最近閱讀</translation>
    </message>
    <message>
        <source>Read marks</source>
        <translation>已讀標示</translation>
    </message>
    <message>
        <source>Read {0}</source>
        <translation>閱讀於 {0}</translation>
    </message>
    <message>
        <source>References (RIS)</source>
        <translation>書目（RIS）</translation>
    </message>
    <message>
        <source>Rem&amp;ove</source>
        <translation>移除(&amp;O)</translation>
    </message>
    <message>
        <source>Remo&amp;ve the highlight</source>
        <translation>移除螢光標示(&amp;V)</translation>
    </message>
    <message>
        <source>Remove the folder “{0}”?</source>
        <translation>要移除資料夾「{0}」嗎？</translation>
    </message>
    <message>
        <source>Remove what was read on this day ({0}) from the history for good?</source>
        <translation>要從瀏覽紀錄中永久移除這一天（{0}）讀過的內容嗎？</translation>
    </message>
    <message>
        <source>Remove {0} bookmark, too</source>
        <translation>同時移除 {0} 個書籤</translation>
    </message>
    <message>
        <source>Remove {0} bookmarks, too</source>
        <translation>同時移除 {0} 個書籤</translation>
    </message>
    <message>
        <source>Remove {0} line</source>
        <translation>移除 {0} 筆</translation>
    </message>
    <message>
        <source>Remove {0} lines</source>
        <translation>移除 {0} 筆</translation>
    </message>
    <message>
        <source>Remove {0} note</source>
        <translation>移除 {0} 則筆記</translation>
    </message>
    <message>
        <source>Remove {0} note for good?</source>
        <translation>要永久移除 {0} 則筆記嗎？</translation>
    </message>
    <message>
        <source>Remove {0} notes</source>
        <translation>移除 {0} 則筆記</translation>
    </message>
    <message>
        <source>Remove {0} notes for good?</source>
        <translation>要永久移除 {0} 則筆記嗎？</translation>
    </message>
    <message>
        <source>Removed from the history.</source>
        <translation>已從瀏覽紀錄移除。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重新命名</translation>
    </message>
    <message>
        <source>Rename “{0}”</source>
        <translation>將「{0}」重新命名</translation>
    </message>
    <message>
        <source>Reopen the closed &amp;tab</source>
        <translation>重新開啟關閉的分頁(&amp;T)</translation>
    </message>
    <message>
        <source>Reply of {0}</source>
        <translation>{0} 的回覆</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>還原這份備份</translation>
    </message>
    <message>
        <source>S&amp;hrink the lists</source>
        <translation>縮小清單(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;top comparing</source>
        <translation>停止對照(&amp;T)</translation>
    </message>
    <message>
        <source>SOURCE_DATE_EPOCH={0} is not a time ({1})</source>
        <translation>SOURCE_DATE_EPOCH={0} 不是時間 ({1})</translation>
    </message>
    <message>
        <source>Sa&amp;ve this search…</source>
        <translation>儲存這個搜尋(&amp;V)…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存新檔(&amp;A)…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存新檔</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>儲存這個搜尋</translation>
    </message>
    <message>
        <source>Saved pages and exports</source>
        <translation>儲存的網頁與匯出檔</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>儲存的搜尋</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已儲存：{0}</translation>
    </message>
    <message>
        <source>Saved: {0} ({1})</source>
        <translation>已儲存：{0}（{1}）</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>正在儲存 {0}</translation>
    </message>
    <message>
        <source>Search for what is sel&amp;ected</source>
        <translation>搜尋選取的文字(&amp;E)</translation>
    </message>
    <message>
        <source>Search moved</source>
        <translation>已移動搜尋</translation>
    </message>
    <message>
        <source>Search “{0}” removed</source>
        <translation>已移除搜尋「{0}」</translation>
    </message>
    <message>
        <source>Search “{0}” saved</source>
        <translation>已儲存搜尋「{0}」</translation>
    </message>
    <message>
        <source>Search: {0}</source>
        <translation>搜尋：{0}</translation>
    </message>
    <message>
        <source>Select text with the &amp;keys</source>
        <translation>用鍵盤選取文字(&amp;K)</translation>
    </message>
    <message>
        <source>Select words in the text first, or click on a highlight.</source>
        <translation>請先選取內文，或點選一處螢光標示。</translation>
    </message>
    <message>
        <source>Select words of the thread first.</source>
        <translation>請先選取問答中的文字。</translation>
    </message>
    <message>
        <source>Sent to the printer: {0}</source>
        <translation>已送至印表機：{0}</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性別</translation>
    </message>
    <message>
        <source>Sex not said</source>
        <translation>未說明性別</translation>
    </message>
    <message>
        <source>Side &amp;panel</source>
        <translation>側邊面板(&amp;P)</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>起始時間</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>標籤</translation>
    </message>
    <message>
        <source>Tag “{0}” removed</source>
        <translation>已移除標籤「{0}」</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>標籤</translation>
    </message>
    <message>
        <source>Taken back: {0}</source>
        <translation>已復原：{0}</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>操作未能完成。</translation>
    </message>
    <message>
        <source>The archive is a newer one: {0}.</source>
        <translation>這是較新的檔案庫：{0}。</translation>
    </message>
    <message>
        <source>The archive no longer has this thread. This is what you kept of it.</source>
        <translation>檔案庫中已沒有這則問答。以下是您保留的內容。</translation>
    </message>
    <message>
        <source>The archive of this link is none of those that were open here (its id is {0}). Open it once, and the link will find it.</source>
        <translation>這個連結所屬的檔案庫不曾在此開啟（其識別碼為 {0}）。請先開啟該檔案庫一次，之後連結就能找到它。</translation>
    </message>
    <message>
        <source>The archive {0} is not there.</source>
        <translation>找不到檔案庫 {0}。</translation>
    </message>
    <message>
        <source>The backup of {0} has taken its place ({1}); what was kept after it is not in it.</source>
        <translation>已改用{0}的備份（{1}）；在那之後保存的內容不在其中。</translation>
    </message>
    <message>
        <source>The backup of {0} is restored.</source>
        <translation>已還原 {0} 的備份。</translation>
    </message>
    <message>
        <source>The beginning of the question</source>
        <translation>提問的開頭</translation>
    </message>
    <message>
        <source>The bracket that closes here was not opened.</source>
        <translation>這裡的右括號沒有對應的左括號。</translation>
    </message>
    <message>
        <source>The bracket that opens here is not closed.</source>
        <translation>這裡的左括號沒有關閉。</translation>
    </message>
    <message>
        <source>The open thread: {0}</source>
        <translation>開啟中的問答：{0}</translation>
    </message>
    <message>
        <source>The printer cannot be reached, or the file cannot be written.</source>
        <translation>無法連上印表機，或無法寫入檔案。</translation>
    </message>
    <message>
        <source>The quote that opens here is not closed.</source>
        <translation>這裡的引號沒有關閉。</translation>
    </message>
    <message>
        <source>The source gives no text.</source>
        <translation>資料來源沒有提供內文。</translation>
    </message>
    <message>
        <source>The window cannot be opened, the installation may be damaged: {0!r}</source>
        <translation>無法開啟視窗，安裝可能已損壞：{0!r}</translation>
    </message>
    <message>
        <source>The window that is open on this data does not answer: here is another one.</source>
        <translation>已開啟的視窗沒有回應，因此開啟另一個視窗。</translation>
    </message>
    <message>
        <source>There already: {0}</source>
        <translation>原已存在：{0}</translation>
    </message>
    <message>
        <source>There are no threads to be saved.</source>
        <translation>沒有可儲存的問答。</translation>
    </message>
    <message>
        <source>There is no backup yet: one is made on each day on which something is kept.</source>
        <translation>尚無備份：每天只要保留了內容，就會建立一份備份。</translation>
    </message>
    <message>
        <source>There is no display to open the window on ({0}): start this from a desktop, through `ssh -X` or under `xvfb-run`, or use a command such as `search`, which needs none (--help lists them).</source>
        <translation>沒有可開啟視窗的顯示器（{0}）：請從桌面、透過 `ssh -X` 或在 `xvfb-run` 下啟動，或使用不需要顯示器的指令，例如 `search`（--help 列出所有指令）。</translation>
    </message>
    <message>
        <source>There is no field “{0}”; there are {1}.</source>
        <translation>沒有「{0}」這個欄位；可用的欄位有：{1}。</translation>
    </message>
    <message>
        <source>There is no good backup, so that bookmarks and notes begin anew.</source>
        <translation>沒有可用的備份，因此書籤與筆記將重新開始。</translation>
    </message>
    <message>
        <source>There is no thread in the list.</source>
        <translation>清單中沒有問答。</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>沒有可重做的動作。</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>沒有可復原的動作。</translation>
    </message>
    <message>
        <source>These are answers that were given to others. They are no medical advice.</source>
        <translation>這些是給其他人的回答，並非醫療建議。</translation>
    </message>
    <message>
        <source>These files may still hold some of it:
{0}</source>
        <translation>下列檔案可能仍含有部分內容：
{0}</translation>
    </message>
    <message>
        <source>These words are no longer in the text.</source>
        <translation>這段文字已不在內文中。</translation>
    </message>
    <message>
        <source>This bracket stands alone: a range is written asked:[2019 to 2021].</source>
        <translation>這個括號單獨出現：範圍請寫成 asked:[2019 to 2021]。</translation>
    </message>
    <message>
        <source>This link leads out of the program:</source>
        <translation>這個連結會離開本程式：</translation>
    </message>
    <message>
        <source>This reply is {0} year old. Medicine may have changed since.</source>
        <translation>這則回覆已有 {0} 年之久，醫學可能已有改變。</translation>
    </message>
    <message>
        <source>This reply is {0} years old. Medicine may have changed since.</source>
        <translation>這則回覆已有 {0} 年之久，醫學可能已有改變。</translation>
    </message>
    <message>
        <source>This thread is in an archive that is not open. This is what you kept of it.</source>
        <translation>這則問答所在的檔案庫目前未開啟。以下是您保留的內容。</translation>
    </message>
    <message>
        <source>This thread is in the archive “{0}”, which is not open. This is what you kept of it.</source>
        <translation>這則問答在檔案庫「{0}」中，該檔案庫目前未開啟。以下是您保留的內容。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>問答</translation>
    </message>
    <message>
        <source>Threads added: {0}, updated: {1}, unchanged: {2}, skipped: {3}.</source>
        <translation>新增 {0} 則問答、更新 {1} 則、未變更 {2} 則、略過 {3} 則。</translation>
    </message>
    <message>
        <source>Threads by department</source>
        <translation>各科別的問答數</translation>
    </message>
    <message>
        <source>Threads by year</source>
        <translation>各年份的問答數</translation>
    </message>
    <message>
        <source>Threads found</source>
        <translation>找到的問答</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Topic found in the titles</source>
        <translation>從標題找出的主題</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Untitled archive</source>
        <translation>未命名的檔案庫</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>使用這些檔案</translation>
    </message>
    <message>
        <source>Usual si&amp;ze of the lists</source>
        <translation>清單原始大小(&amp;Z)</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Web page (HTML)</source>
        <translation>網頁（HTML）</translation>
    </message>
    <message>
        <source>What I read: answers that doctors gave to others</source>
        <translation>我讀到的：醫師給他人的回覆</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>內容</translation>
    </message>
    <message>
        <source>What is kept (*.json)</source>
        <translation>保留的內容 (*.json)</translation>
    </message>
    <message>
        <source>What is kept, bookmarks of a browser (*.json *.html *.htm)</source>
        <translation>保留的內容、瀏覽器書籤 (*.json *.html *.htm)</translation>
    </message>
    <message>
        <source>Where shall the folder “{0}” be?</source>
        <translation>資料夾「{0}」要放在哪裡？</translation>
    </message>
    <message>
        <source>Write a &amp;note</source>
        <translation>寫筆記(&amp;N)</translation>
    </message>
    <message>
        <source>Writing pages</source>
        <translation>正在寫入頁面</translation>
    </message>
    <message>
        <source>Writing threads</source>
        <translation>正在寫入問答</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黃色</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>`only` is true or false</source>
        <translation>`only` 只能是 true 或 false</translation>
    </message>
    <message>
        <source>`{0}` is a list in square brackets</source>
        <translation>`{0}` 應是方括號內的清單</translation>
    </message>
    <message>
        <source>a batch needs --queries FILE.tsv and --run FILE.trec, and no QUERY</source>
        <translation>批次查詢需要 --queries FILE.tsv 與 --run FILE.trec，且不可有 QUERY</translation>
    </message>
    <message>
        <source>a date (2023-09-02)</source>
        <translation>日期 (2023-09-02)</translation>
    </message>
    <message>
        <source>a date range is written {0}:[2019 to 2021-06]</source>
        <translation>日期範圍請寫成 {0}:[2019 to 2021-06]</translation>
    </message>
    <message>
        <source>a date with a time</source>
        <translation>日期與時間</translation>
    </message>
    <message>
        <source>a doctor, not named</source>
        <translation>未具名醫師</translation>
    </message>
    <message>
        <source>a folder cannot be put into itself</source>
        <translation>資料夾不能放進自己裡面</translation>
    </message>
    <message>
        <source>a folder needs a name</source>
        <translation>資料夾需要名稱</translation>
    </message>
    <message>
        <source>a group is a list of words in square brackets</source>
        <translation>每一組應是方括號內的詞語清單</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>清單</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>數字</translation>
    </message>
    <message>
        <source>a saved search needs a name</source>
        <translation>儲存的搜尋需要名稱</translation>
    </message>
    <message>
        <source>a table of fields</source>
        <translation>欄位表</translation>
    </message>
    <message>
        <source>a text cannot be decompressed ({0})</source>
        <translation>有一段文字無法解壓縮 ({0})</translation>
    </message>
    <message>
        <source>a text cannot be read (it ends within a word)</source>
        <translation>有一段文字無法讀取 (在一個字詞中間結束)</translation>
    </message>
    <message>
        <source>a text cannot be read (it has a word that there is none of)</source>
        <translation>有一段文字無法讀取 (含有不存在的字詞)</translation>
    </message>
    <message>
        <source>a text claims to be {0} bytes long</source>
        <translation>有一段文字宣稱長達 {0} 位元組</translation>
    </message>
    <message>
        <source>a text holds a NUL character</source>
        <translation>有一段文字含有 NUL 字元</translation>
    </message>
    <message>
        <source>a text is not that of a thread ({0})</source>
        <translation>有一段文字不是問答的內容 ({0})</translation>
    </message>
    <message>
        <source>added by the source, not a doctor’s reply</source>
        <translation>由資料來源附加，並非醫師回覆</translation>
    </message>
    <message>
        <source>added {0}; changed {1}; the same {2}</source>
        <translation>新增：{0}；變更：{1}；相同：{2}</translation>
    </message>
    <message>
        <source>all threads</source>
        <translation>全部問答</translation>
    </message>
    <message>
        <source>an age range is written age:[20 to 39]</source>
        <translation>年齡範圍請寫成 age:[20 to 39]</translation>
    </message>
    <message>
        <source>an archive of questions and answers</source>
        <translation>問答檔案庫</translation>
    </message>
    <message>
        <source>an unknown field is nested too deeply or too long a number</source>
        <translation>有未知的欄位巢狀過深，或數字過長</translation>
    </message>
    <message>
        <source>and {0} more department in the tree</source>
        <translation>樹狀目錄中另有 {0} 個科別</translation>
    </message>
    <message>
        <source>and {0} more departments in the tree</source>
        <translation>樹狀目錄中另有 {0} 個科別</translation>
    </message>
    <message>
        <source>as in the archive</source>
        <translation>與檔案庫相同</translation>
    </message>
    <message>
        <source>asked {0}</source>
        <translation>提問於 {0}</translation>
    </message>
    <message>
        <source>bookmarks</source>
        <translation>個書籤</translation>
    </message>
    <message>
        <source>built</source>
        <translation>建立日期</translation>
    </message>
    <message>
        <source>built {0}</source>
        <translation>建立於 {0}</translation>
    </message>
    <message>
        <source>byte {0} in line {1}</source>
        <translation>第 {1} 行的位元組 {0}</translation>
    </message>
    <message>
        <source>cannot be used: {0}</source>
        <translation>無法使用：{0}</translation>
    </message>
    <message>
        <source>checking texts</source>
        <translation>正在檢查內文</translation>
    </message>
    <message>
        <source>content</source>
        <translation>內容</translation>
    </message>
    <message>
        <source>damaged ({0})</source>
        <translation>已損毀 ({0})</translation>
    </message>
    <message>
        <source>damaged, or not made by QA Reader: its tables are not those of the format ({0})</source>
        <translation>已損毀，或不是由 QA Reader 製作：資料表與格式不符 ({0})</translation>
    </message>
    <message>
        <source>damaged: a value is of a wrong type ({0})</source>
        <translation>已損毀：有一個值的型別錯誤 ({0})</translation>
    </message>
    <message>
        <source>damaged: it does not say its {0}</source>
        <translation>已損毀：缺少 {0}</translation>
    </message>
    <message>
        <source>damaged: it lacks what it should have ({0} …)</source>
        <translation>已損毀：缺少應有的內容 ({0} …)</translation>
    </message>
    <message>
        <source>damaged: its content hash is none ({0})</source>
        <translation>已損毀：內容雜湊值無效 ({0})</translation>
    </message>
    <message>
        <source>damaged: its dictionary cannot be used ({0})</source>
        <translation>已損毀：壓縮字典無法使用 ({0})</translation>
    </message>
    <message>
        <source>damaged: its format {0} is none that ever was</source>
        <translation>已損毀：格式 {0} 從未存在</translation>
    </message>
    <message>
        <source>damaged: its id is no UUID ({0})</source>
        <translation>已損毀：識別碼不是 UUID ({0})</translation>
    </message>
    <message>
        <source>damaged: its tables are not those of version {0} ({1})</source>
        <translation>已損毀：資料表與版本 {0} 不符 ({1})</translation>
    </message>
    <message>
        <source>damaged: its version {0} is none that ever was</source>
        <translation>已損毀：版本 {0} 從未存在</translation>
    </message>
    <message>
        <source>damaged: its words cannot be decompressed ({0})</source>
        <translation>已損毀：字詞表無法解壓縮 ({0})</translation>
    </message>
    <message>
        <source>damaged: its words claim to be {0} bytes long</source>
        <translation>已損毀：字詞表自稱有 {0} 位元組長</translation>
    </message>
    <message>
        <source>damaged: its words do not add up</source>
        <translation>已損毀：字詞表前後不符</translation>
    </message>
    <message>
        <source>damaged: the names of its departments cannot be read ({0})</source>
        <translation>已損毀：無法讀取科別名稱 ({0})</translation>
    </message>
    <message>
        <source>damaged: thread {0} calls itself {1}</source>
        <translation>已損毀：問答 {0} 自稱為 {1}</translation>
    </message>
    <message>
        <source>declares a document type, which no file of MedQuAD does; not read, because it could declare entities</source>
        <translation>宣告了文件類型，而 MedQuAD 的檔案不會這樣做；因其可能宣告實體，故未讀取</translation>
    </message>
    <message>
        <source>does not have the hash it should have</source>
        <translation>雜湊值不符</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空的</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>zh_TW</translation>
    </message>
    <message>
        <source>expected an object with the fields of a thread</source>
        <translation>應為含有問答欄位的物件</translation>
    </message>
    <message>
        <source>expected an object, found {0!r}</source>
        <translation>應為物件，卻是 {0!r}</translation>
    </message>
    <message>
        <source>expected {0}</source>
        <translation>應為{0}</translation>
    </message>
    <message>
        <source>expected {0}, found {1}</source>
        <translation>應為{0}，卻是{1}</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>finding bookmarked threads again</source>
        <translation>正在重新尋找已加書籤的問答</translation>
    </message>
    <message>
        <source>finding topics</source>
        <translation>正在尋找主題</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>個資料夾</translation>
    </message>
    <message>
        <source>folders can be {0} deep at most: choose another place</source>
        <translation>資料夾最多 {0} 層：請選擇別的位置</translation>
    </message>
    <message>
        <source>format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>format: {0} is not known; this program knows {1!r}</source>
        <translation>format：不認得 {0}；本程式認得 {1!r}</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>{0} 年至 {1} 年</translation>
    </message>
    <message>
        <source>has no title, no question and no reply</source>
        <translation>沒有標題、提問與回覆</translation>
    </message>
    <message>
        <source>has {0:,} characters; at most {1:,} are kept</source>
        <translation>有 {0:,} 個字元；最多保留 {1:,} 個</translation>
    </message>
    <message>
        <source>has {0:,} entries; at most {1:,} are kept</source>
        <translation>有 {0:,} 個項目；最多保留 {1:,} 個</translation>
    </message>
    <message>
        <source>has {0} question and no answer</source>
        <translation>有 {0} 個提問而沒有回答</translation>
    </message>
    <message>
        <source>has {0} questions and no answer</source>
        <translation>有 {0} 個提問而沒有回答</translation>
    </message>
    <message>
        <source>highlights</source>
        <translation>個螢光標示</translation>
    </message>
    <message>
        <source>holds a NUL character</source>
        <translation>含有 NUL 字元</translation>
    </message>
    <message>
        <source>id</source>
        <translation>識別碼</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>正在建立索引</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <source>it cannot be set aside: {0}</source>
        <translation>無法移到一旁：{0}</translation>
    </message>
    <message>
        <source>it was set aside as {0}</source>
        <translation>已移到一旁，改名為 {0}</translation>
    </message>
    <message>
        <source>its archive is not open</source>
        <translation>所在檔案庫未開啟</translation>
    </message>
    <message>
        <source>languages</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>larger than {0} MB</source>
        <translation>大於 {0} MB</translation>
    </message>
    <message>
        <source>larger than {0} MB; the rest of the file is not read</source>
        <translation>大於 {0} MB；檔案其餘部分未讀取</translation>
    </message>
    <message>
        <source>licence</source>
        <translation>授權條款</translation>
    </message>
    <message>
        <source>line {0}: longer than {1} MB</source>
        <translation>第 {0} 行：長度超過 {1} MB</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>第 {0} 行：{1}</translation>
    </message>
    <message>
        <source>line {0}: {1} columns where the header has {2}</source>
        <translation>第 {0} 行：有 {1} 欄，而標題列有 {2} 欄</translation>
    </message>
    <message>
        <source>made by a newer version of QA Reader (format {0}, this one reads {1})</source>
        <translation>由較新版本的 QA Reader 製作（格式 {0}，本版本讀取 {1}）</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>已遮蔽</translation>
    </message>
    <message>
        <source>merging the index</source>
        <translation>正在合併索引</translation>
    </message>
    <message>
        <source>name a QUERY, or a batch with --queries and --run</source>
        <translation>請指定 QUERY，或以 --queries 與 --run 指定批次查詢</translation>
    </message>
    <message>
        <source>neither DISPLAY nor WAYLAND_DISPLAY is set</source>
        <translation>DISPLAY 與 WAYLAND_DISPLAY 都未設定</translation>
    </message>
    <message>
        <source>no archive</source>
        <translation>沒有檔案庫</translation>
    </message>
    <message>
        <source>no archive is open</source>
        <translation>沒有開啟任何檔案庫</translation>
    </message>
    <message>
        <source>no longer in its archive</source>
        <translation>已不在檔案庫中</translation>
    </message>
    <message>
        <source>not a MedQuAD document: begins with &lt;{0}&gt;</source>
        <translation>不是 MedQuAD 文件：以 &lt;{0}&gt; 開頭</translation>
    </message>
    <message>
        <source>not a QA Reader archive</source>
        <translation>不是 QA Reader 檔案庫</translation>
    </message>
    <message>
        <source>not a database of QA Reader</source>
        <translation>不是 QA Reader 的資料庫</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>不是檔案</translation>
    </message>
    <message>
        <source>not a file of bookmarks and notes of QA Reader ({0})</source>
        <translation>不是 QA Reader 的書籤與筆記檔 ({0})</translation>
    </message>
    <message>
        <source>not readable as {0}: {1}</source>
        <translation>無法以 {0} 讀取：{1}</translation>
    </message>
    <message>
        <source>not understood, kept: {0}</source>
        <translation>無法理解，已保留：{0}</translation>
    </message>
    <message>
        <source>not valid JSON: a text in it does not end in its line</source>
        <translation>不是有效的 JSON：其中有一段文字未在該行結束</translation>
    </message>
    <message>
        <source>not valid JSON: {0}</source>
        <translation>不是有效的 JSON：{0}</translation>
    </message>
    <message>
        <source>not valid XML: {0}</source>
        <translation>不是有效的 XML：{0}</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>則筆記</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>無</translation>
    </message>
    <message>
        <source>nothing answers at {0}</source>
        <translation>{0} 沒有回應</translation>
    </message>
    <message>
        <source>nothing can be kept: the database for it is not open</source>
        <translation>無法保存：保存用的資料庫未開啟</translation>
    </message>
    <message>
        <source>nothing is kept, and nothing was written</source>
        <translation>沒有保存任何內容，因此未寫入檔案</translation>
    </message>
    <message>
        <source>nothing was understood, and no archive was written</source>
        <translation>沒有任何可理解的內容，因此未寫入檔案庫</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>聲明</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>question_id: {0!r} is no question&apos;s number</source>
        <translation>question_id：{0!r} 不是提問編號</translation>
    </message>
    <message>
        <source>question_text: is empty</source>
        <translation>question_text：是空的</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已讀</translation>
    </message>
    <message>
        <source>read threads</source>
        <translation>則已讀問答</translation>
    </message>
    <message>
        <source>reading {0}</source>
        <translation>正在讀取 {0}</translation>
    </message>
    <message>
        <source>replied {0}</source>
        <translation>回覆於 {0}</translation>
    </message>
    <message>
        <source>same department</source>
        <translation>同一科別</translation>
    </message>
    <message>
        <source>same topic: {0}</source>
        <translation>同一主題：{0}</translation>
    </message>
    <message>
        <source>saved searches</source>
        <translation>個儲存的搜尋</translation>
    </message>
    <message>
        <source>search index: a term has other positions than occurrences</source>
        <translation>搜尋索引：有一個詞的位置與出現次數不符</translation>
    </message>
    <message>
        <source>search index: {0}: {1}</source>
        <translation>搜尋索引：{0}：{1}</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>the archive of this thread is not open</source>
        <translation>這則問答所在的檔案庫沒有開啟</translation>
    </message>
    <message>
        <source>the blob {0} does not have the hash it should have</source>
        <translation>資料區塊 {0} 的雜湊值不符</translation>
    </message>
    <message>
        <source>the content hash is not that of the threads</source>
        <translation>內容雜湊值與問答不符</translation>
    </message>
    <message>
        <source>the counts of the departments are not those of the threads</source>
        <translation>科別的計數與問答不符</translation>
    </message>
    <message>
        <source>the counts of the topics are not those of the threads</source>
        <translation>主題的計數與問答不符</translation>
    </message>
    <message>
        <source>the file is broken off here: its list has no end</source>
        <translation>檔案在此中斷：清單沒有結尾</translation>
    </message>
    <message>
        <source>the file is broken off within this object</source>
        <translation>檔案在這個物件內中斷</translation>
    </message>
    <message>
        <source>the folder is not there any more</source>
        <translation>資料夾已不存在</translation>
    </message>
    <message>
        <source>the head of the file is not as it was written ({0})</source>
        <translation>檔頭與寫入時不同（{0}）</translation>
    </message>
    <message>
        <source>the highlight is not there any more</source>
        <translation>螢光標示已不存在</translation>
    </message>
    <message>
        <source>the output</source>
        <translation>輸出</translation>
    </message>
    <message>
        <source>the query cannot be read: {0} (at {1})</source>
        <translation>無法解讀查詢：{0}（位置 {1}）</translation>
    </message>
    <message>
        <source>the saved search is not there any more</source>
        <translation>儲存的搜尋已不存在</translation>
    </message>
    <message>
        <source>the search index cannot be built: a process that took part ended unasked</source>
        <translation>無法建立搜尋索引：參與建立的一個處理程序意外結束</translation>
    </message>
    <message>
        <source>the search index was made by another version ({0}; this is {1}, format {2})</source>
        <translation>搜尋索引由其他版本製作（{0}；本版本為 {1}，格式 {2}）</translation>
    </message>
    <message>
        <source>there is no `{0}` here, but `groups`, `without` and `only`</source>
        <translation>這裡沒有 `{0}`，只有 `groups`、`without` 與 `only`</translation>
    </message>
    <message>
        <source>there is no bookmark of {0}</source>
        <translation>{0} 沒有書籤</translation>
    </message>
    <message>
        <source>there is no search index</source>
        <translation>沒有搜尋索引</translation>
    </message>
    <message>
        <source>there is no such archive</source>
        <translation>沒有這個檔案庫</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>沒有這個檔案</translation>
    </message>
    <message>
        <source>there is no text to be marked</source>
        <translation>沒有可標示的文字</translation>
    </message>
    <message>
        <source>there is no thread {0}</source>
        <translation>沒有問答 {0}</translation>
    </message>
    <message>
        <source>there is no thread {0} in {1}</source>
        <translation>{1} 中沒有問答 {0}</translation>
    </message>
    <message>
        <source>this is no word: {0!r}</source>
        <translation>這不是詞語：{0!r}</translation>
    </message>
    <message>
        <source>this is not UTF-8 text</source>
        <translation>這不是 UTF-8 文字</translation>
    </message>
    <message>
        <source>this range ends before it begins</source>
        <translation>這個範圍的終點在起點之前</translation>
    </message>
    <message>
        <source>thread {0} calls itself {1}</source>
        <translation>問答 {0} 自稱為 {1}</translation>
    </message>
    <message>
        <source>thread {0} cannot be found by its title</source>
        <translation>無法以標題找到問答 {0}</translation>
    </message>
    <message>
        <source>thread {0} has the number {1}</source>
        <translation>問答 {0} 的編號為 {1}</translation>
    </message>
    <message>
        <source>thread {0}: {1}</source>
        <translation>問答 {0}：{1}</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>問答數</translation>
    </message>
    <message>
        <source>title</source>
        <translation>標題</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>topics found in the titles: {0}</source>
        <translation>從標題找出的主題：{0}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>真或假</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>visits</source>
        <translation>筆瀏覽紀錄</translation>
    </message>
    <message>
        <source>what is there</source>
        <translation>現有的值</translation>
    </message>
    <message>
        <source>what the archive says of itself does not have the hash it should have</source>
        <translation>檔案庫的自述與其雜湊值不符</translation>
    </message>
    <message>
        <source>writing the index</source>
        <translation>正在寫入索引</translation>
    </message>
    <message>
        <source>written by a newer version of QA Reader</source>
        <translation>由較新版本的 QA Reader 寫入</translation>
    </message>
    <message>
        <source>{0!r} is not of the form source:number (like sample:1001)</source>
        <translation>{0!r} 不符合「來源:編號」的形式（例如 sample:1001）</translation>
    </message>
    <message>
        <source>{0}</source>
        <comment>an age in years</comment>
        <translation>{0} 歲</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>{0} are no longer there</source>
        <translation>{0} 則已不存在</translation>
    </message>
    <message>
        <source>{0} bookmark</source>
        <translation>{0} 個書籤</translation>
    </message>
    <message>
        <source>{0} bookmark is in it.</source>
        <translation>其中有 {0} 個書籤。</translation>
    </message>
    <message>
        <source>{0} bookmark removed</source>
        <translation>已移除 {0} 個書籤</translation>
    </message>
    <message>
        <source>{0} bookmarks</source>
        <translation>{0} 個書籤</translation>
    </message>
    <message>
        <source>{0} bookmarks are in it and in the folders within.</source>
        <translation>其中及下層資料夾共有 {0} 個書籤。</translation>
    </message>
    <message>
        <source>{0} bookmarks removed</source>
        <translation>已移除 {0} 個書籤</translation>
    </message>
    <message>
        <source>{0} chosen thread</source>
        <translation>所選的 {0} 則問答</translation>
    </message>
    <message>
        <source>{0} chosen threads</source>
        <translation>所選的 {0} 則問答</translation>
    </message>
    <message>
        <source>{0} day ago</source>
        <translation>{0} 天前</translation>
    </message>
    <message>
        <source>{0} days ago</source>
        <translation>{0} 天前</translation>
    </message>
    <message>
        <source>{0} department</source>
        <translation>{0} 個科別</translation>
    </message>
    <message>
        <source>{0} departments</source>
        <translation>{0} 個科別</translation>
    </message>
    <message>
        <source>{0} folder</source>
        <translation>{0} 個資料夾</translation>
    </message>
    <message>
        <source>{0} folders</source>
        <translation>{0} 個資料夾</translation>
    </message>
    <message>
        <source>{0} highlight</source>
        <translation>{0} 個螢光標示</translation>
    </message>
    <message>
        <source>{0} highlight removed</source>
        <translation>已移除 {0} 處螢光標示</translation>
    </message>
    <message>
        <source>{0} highlights</source>
        <translation>{0} 個螢光標示</translation>
    </message>
    <message>
        <source>{0} highlights removed</source>
        <translation>已移除 {0} 處螢光標示</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{1}，共 {0} 則</translation>
    </message>
    <message>
        <source>{0} is no longer there</source>
        <translation>{0} 則已不存在</translation>
    </message>
    <message>
        <source>{0} kept in “{1}”</source>
        <translation>{0}已存入「{1}」</translation>
    </message>
    <message>
        <source>{0} line of the history</source>
        <translation>{0} 筆瀏覽紀錄</translation>
    </message>
    <message>
        <source>{0} lines of the history</source>
        <translation>{0} 筆瀏覽紀錄</translation>
    </message>
    <message>
        <source>{0} month ago</source>
        <translation>{0} 個月前</translation>
    </message>
    <message>
        <source>{0} months ago</source>
        <translation>{0} 個月前</translation>
    </message>
    <message>
        <source>{0} more ask nearly the same</source>
        <translation>另有 {0} 則幾乎相同的提問</translation>
    </message>
    <message>
        <source>{0} moved to “{1}”</source>
        <translation>{0}已移到「{1}」</translation>
    </message>
    <message>
        <source>{0} needs words on both sides.</source>
        <translation>{0} 兩側都需要字詞。</translation>
    </message>
    <message>
        <source>{0} needs words on its right.</source>
        <translation>{0} 右側需要字詞。</translation>
    </message>
    <message>
        <source>{0} note</source>
        <translation>{0} 則筆記</translation>
    </message>
    <message>
        <source>{0} notes</source>
        <translation>{0} 則筆記</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 則中的 {0} 則</translation>
    </message>
    <message>
        <source>{0} of {1} moved</source>
        <translation>{1}中有 {0} 則移動了位置</translation>
    </message>
    <message>
        <source>{0} page</source>
        <translation>{0} 頁</translation>
    </message>
    <message>
        <source>{0} pages</source>
        <translation>{0} 頁</translation>
    </message>
    <message>
        <source>{0} read mark</source>
        <translation>{0} 個已讀標示</translation>
    </message>
    <message>
        <source>{0} read marks</source>
        <translation>{0} 個已讀標示</translation>
    </message>
    <message>
        <source>{0} saved search</source>
        <translation>{0} 個儲存的搜尋</translation>
    </message>
    <message>
        <source>{0} saved searches</source>
        <translation>{0} 個儲存的搜尋</translation>
    </message>
    <message>
        <source>{0} tagged “{1}”</source>
        <translation>{0}已加上標籤「{1}」</translation>
    </message>
    <message>
        <source>{0} thread</source>
        <translation>{0} 則問答</translation>
    </message>
    <message>
        <source>{0} thread added to the visit sheet</source>
        <translation>已將 {0} 則問答加入就診單</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 則問答</translation>
    </message>
    <message>
        <source>{0} threads added to the visit sheet</source>
        <translation>已將 {0} 則問答加入就診單</translation>
    </message>
    <message>
        <source>{0} with {1}</source>
        <translation>{0}，使用 {1}</translation>
    </message>
    <message>
        <source>{0} year ago</source>
        <translation>{0} 年前</translation>
    </message>
    <message>
        <source>{0} years ago</source>
        <translation>{0} 年前</translation>
    </message>
    <message>
        <source>{0}, line {1}: write an id, a tab and the words</source>
        <translation>{0}，第 {1} 行：請寫識別碼、一個定位字元與字詞</translation>
    </message>
    <message>
        <source>{0}, line {1}: {2} is the id of another query, too</source>
        <translation>{0}，第 {1} 行：{2} 也是另一個查詢的編號</translation>
    </message>
    <message>
        <source>{0}, {1:.0f} ms</source>
        <translation>{0}，{1:.0f} 毫秒</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0}: PDF is made in the window, which has the fonts for it; here .html can be printed</source>
        <translation>{0}：PDF 請在視窗中製作，那裡才有所需的字型；在此可改存 .html 再列印</translation>
    </message>
    <message>
        <source>{0}: a character is not Unicode ({1})</source>
        <translation>{0}: 有一個字元不是 Unicode ({1})</translation>
    </message>
    <message>
        <source>{0}: a character is not Unicode, and cannot be kept ({1})</source>
        <translation>{0}: 有一個字元不是 Unicode，無法保存 ({1})</translation>
    </message>
    <message>
        <source>{0}: cannot be read: {1}</source>
        <translation>{0}: 無法讀取：{1}</translation>
    </message>
    <message>
        <source>{0}: cannot be written, because what was written does not verify: {1}</source>
        <translation>{0}: 無法寫入，因為寫入的內容未通過驗證：{1}</translation>
    </message>
    <message>
        <source>{0}: cannot be written: {1}</source>
        <translation>{0}: 無法寫入：{1}</translation>
    </message>
    <message>
        <source>{0}: damaged (a text in it is not Unicode)</source>
        <translation>{0}: 已損毀（其中有文字不是 Unicode）</translation>
    </message>
    <message>
        <source>{0}: damaged ({1})</source>
        <translation>{0}: 已損毀 ({1})</translation>
    </message>
    <message>
        <source>{0}: damaged, and cannot be set aside: {1}</source>
        <translation>{0}: 已損毀，且無法移到一旁：{1}</translation>
    </message>
    <message>
        <source>{0}: damaged: it has a thread of number {1}</source>
        <translation>{0}: 已損毀：有編號為 {1} 的問答</translation>
    </message>
    <message>
        <source>{0}: damaged: the blob {1} is not bytes</source>
        <translation>{0}: 已損毀：資料區塊 {1} 不是位元組</translation>
    </message>
    <message>
        <source>{0}: damaged: the index names a thread that is not there, and has to be built anew</source>
        <translation>{0}: 已損毀：索引列出了不存在的問答，必須重新建立</translation>
    </message>
    <message>
        <source>{0}: ends within {1}</source>
        <translation>{0}: 在 {1} 之中結束</translation>
    </message>
    <message>
        <source>{0}: has more than {1:,} lines, which no page has</source>
        <translation>{0}: 超過 {1:,} 行，沒有網頁會這麼長</translation>
    </message>
    <message>
        <source>{0}: has more than {1:,} tags, which no thread&apos;s page has</source>
        <translation>{0}: 超過 {1:,} 個標記，沒有問答網頁會這麼多</translation>
    </message>
    <message>
        <source>{0}: has neither a title nor a question before the line {1}</source>
        <translation>{0}: 在第 {1} 行之前沒有標題也沒有提問</translation>
    </message>
    <message>
        <source>{0}: has no column {1!r} (columns: {2})</source>
        <translation>{0}: 沒有 {1!r} 這一欄（欄：{2}）</translation>
    </message>
    <message>
        <source>{0}: holds no JSON object</source>
        <translation>{0}: 不含任何 JSON 物件</translation>
    </message>
    <message>
        <source>{0}: is empty</source>
        <translation>{0}: 是空的</translation>
    </message>
    <message>
        <source>{0}: is missing</source>
        <translation>{0}: 缺少</translation>
    </message>
    <message>
        <source>{0}: is not UTF-8</source>
        <translation>{0}: 不是 UTF-8</translation>
    </message>
    <message>
        <source>{0}: its columns are not known by their names; say which is which: qa-reader build --map COLUMN=FIELD</source>
        <translation>{0}：無法由名稱認出各欄；請說明各欄的意義：qa-reader build --map 欄名=FIELD</translation>
    </message>
    <message>
        <source>{0}: its index cannot be written to {1}: {2}</source>
        <translation>{0}: 無法將其索引寫入 {1}：{2}</translation>
    </message>
    <message>
        <source>{0}: its search index is damaged and has to be built anew ({1})</source>
        <translation>{0}: 搜尋索引已損毀，需要重新建立（{1}）</translation>
    </message>
    <message>
        <source>{0}: larger than {1} GB when unpacked</source>
        <translation>{0}: 解壓縮後大於 {1} GB</translation>
    </message>
    <message>
        <source>{0}: larger than {1} MB</source>
        <translation>{0}：大於 {1} MB</translation>
    </message>
    <message>
        <source>{0}: larger than {1} MB, which no file of this format is</source>
        <translation>{0}: 大於 {1} MB，這種格式的檔案不會這麼大</translation>
    </message>
    <message>
        <source>{0}: line {1} holds a NUL character: not a text file, or in an unknown encoding</source>
        <translation>{0}: 第 {1} 行含有 NUL 字元：不是文字檔，或編碼不明</translation>
    </message>
    <message>
        <source>{0}: line {1}: more than 100 dots in one key</source>
        <translation>{0}: 第 {1} 行：一個鍵中有超過 100 個點</translation>
    </message>
    <message>
        <source>{0}: line {1}: {2}</source>
        <translation>{0}：第 {1} 行：{2}</translation>
    </message>
    <message>
        <source>{0}: line {1}: {2} (a quote that is never closed?)</source>
        <translation>{0}: 第 {1} 行：{2}（是否有未關閉的引號？）</translation>
    </message>
    <message>
        <source>{0}: name a file that ends in one of {1}</source>
        <translation>{0}: 檔名請以下列之一結尾：{1}</translation>
    </message>
    <message>
        <source>{0}: neither UTF-8 ({1}) nor readable as Big5 or GB18030</source>
        <translation>{0}: 既不是 UTF-8 ({1})，也無法以 Big5 或 GB18030 讀取</translation>
    </message>
    <message>
        <source>{0}: neither UTF-8 nor readable as Big5 or GB18030</source>
        <translation>{0}: 既不是 UTF-8，也無法以 Big5 或 GB18030 讀取</translation>
    </message>
    <message>
        <source>{0}: no column is known to be a title, a question or a reply (columns: {1})</source>
        <translation>{0}: 沒有可辨認為標題、提問或回覆的欄（欄：{1}）</translation>
    </message>
    <message>
        <source>{0}: no list of JSON objects: {1}</source>
        <translation>{0}: 不是 JSON 物件的清單：{1}</translation>
    </message>
    <message>
        <source>{0}: none of its bookmarks leads to a thread</source>
        <translation>{0}：其中沒有任何書籤指向問答</translation>
    </message>
    <message>
        <source>{0}: not a description of an archive: {1}</source>
        <translation>{0}: 不是檔案庫的描述：{1}</translation>
    </message>
    <message>
        <source>{0}: not a file of bookmarks that a browser wrote</source>
        <translation>{0}：不是瀏覽器匯出的書籤檔</translation>
    </message>
    <message>
        <source>{0}: not a format that QA Reader knows ({1})</source>
        <translation>{0}: 不是 QA Reader 認得的格式（{1}）</translation>
    </message>
    <message>
        <source>{0}: not a link to a thread</source>
        <translation>{0}: 不是問答的連結</translation>
    </message>
    <message>
        <source>{0}: not a page of the public service: in lines 1 to {1} there is none that names the asker (“… Ask Date: 2023/09/02” or “…2023/09/02 提問：”) or a doctor (“Dr. … reply …” or “…2023/09/02 回覆：”)</source>
        <translation>{0}: 不是公共諮詢服務的網頁：第 1 至 {1} 行中，沒有任何一行寫出提問者（“… Ask Date: 2023/09/02” 或 “…2023/09/02 提問：”）或醫師（“Dr. … reply …” 或 “…2023/09/02 回覆：”）</translation>
    </message>
    <message>
        <source>{0}: not a regular file</source>
        <translation>{0}: 不是一般檔案</translation>
    </message>
    <message>
        <source>{0}: not readable after line {1}: {2}</source>
        <translation>{0}: 第 {1} 行之後無法讀取：{2}</translation>
    </message>
    <message>
        <source>{0}: not readable settings ({1}); {2}</source>
        <translation>{0}: 無法讀取的設定 ({1})；{2}</translation>
    </message>
    <message>
        <source>{0}: not valid JSON: {1}</source>
        <translation>{0}: 不是有效的 JSON：{1}</translation>
    </message>
    <message>
        <source>{0}: not valid TOML: {1}</source>
        <translation>{0}: 不是有效的 TOML：{1}</translation>
    </message>
    <message>
        <source>{0}: not valid {1}, {2}</source>
        <translation>{0}: 不是有效的 {1}，{2}</translation>
    </message>
    <message>
        <source>{0}: read {1}, added {2}, updated {3}, unchanged {4}, skipped {5}, in {6:.1f} s</source>
        <translation>{0}: 讀取 {1}、新增 {2}、更新 {3}、未變更 {4}、略過 {5}，費時 {6:.1f} 秒</translation>
    </message>
    <message>
        <source>{0}: temporary files cannot be written: {1}</source>
        <translation>{0}: 無法寫入暫存檔：{1}</translation>
    </message>
    <message>
        <source>{0}: the file of what you kept was damaged, and is set aside as {1}. {2}</source>
        <translation>{0}: 您保存內容的檔案已損毀，已移到一旁並改名為 {1}。{2}</translation>
    </message>
    <message>
        <source>{0}: the format {1} has no columns that --map could name</source>
        <translation>{0}: 格式 {1} 沒有可用 --map 指定的欄</translation>
    </message>
    <message>
        <source>{0}: the search index is of other threads</source>
        <translation>{0}: 搜尋索引屬於其他問答</translation>
    </message>
    <message>
        <source>{0}: the settings cannot be read: {1}</source>
        <translation>{0}: 無法讀取設定：{1}</translation>
    </message>
    <message>
        <source>{0}: the settings cannot be written: {1}</source>
        <translation>{0}: 無法寫入設定：{1}</translation>
    </message>
    <message>
        <source>{0}: the thread of this link, {1}, is not in it.</source>
        <translation>{0}：其中沒有這個連結所指的問答 {1}。</translation>
    </message>
    <message>
        <source>{0}: the vocabulary cannot be read: {1}</source>
        <translation>{0}：無法讀取詞彙表：{1}</translation>
    </message>
    <message>
        <source>{0}: there is no such archive, and no such command (--help lists the commands)</source>
        <translation>{0}: 沒有這個檔案庫，也沒有這個指令（--help 列出所有指令）</translation>
    </message>
    <message>
        <source>{0}: there is no such backup</source>
        <translation>{0}: 沒有這個備份</translation>
    </message>
    <message>
        <source>{0}: there is no such file or folder</source>
        <translation>{0}: 沒有這個檔案或資料夾</translation>
    </message>
    <message>
        <source>{0}: there is no thread {1}</source>
        <translation>{0}: 沒有問答 {1}</translation>
    </message>
    <message>
        <source>{0}: these are the queries themselves</source>
        <translation>{0}：這正是查詢所在的檔案</translation>
    </message>
    <message>
        <source>{0}: this is the archive itself</source>
        <translation>{0}: 這就是檔案庫本身</translation>
    </message>
    <message>
        <source>{0}: this temporary file is shorter than it was</source>
        <translation>{0}: 這個暫存檔比寫入時短</translation>
    </message>
    <message>
        <source>{0}: too long: {1} MB, at most {2} are kept</source>
        <translation>{0}: 過長：{1} MB，最多保留 {2} MB</translation>
    </message>
    <message>
        <source>{0}: what stands there of your tabs and places is not readable ({1}); {2}. Bookmarks and settings are not touched.</source>
        <translation>{0}: 其中關於分頁與位置的內容無法讀取 ({1})；{2}。書籤與設定不受影響。</translation>
    </message>
    <message>
        <source>{0}: what you kept was no longer there. {1}</source>
        <translation>{0}: 您保存的內容已不在此處。{1}</translation>
    </message>
    <message>
        <source>{0}: where you were last cannot be read: {1}</source>
        <translation>{0}: 無法讀取您上次的位置：{1}</translation>
    </message>
    <message>
        <source>{0}: whole</source>
        <translation>{0}: 完整</translation>
    </message>
    <message>
        <source>{0}: your tabs and places cannot be written: {1}</source>
        <translation>{0}: 無法寫入您的分頁與位置：{1}</translation>
    </message>
    <message>
        <source>{0}: {1!r} is no moment (2026-01-31T12:00:00+00:00)</source>
        <translation>{0}: {1!r} 不是時間點 (2026-01-31T12:00:00+00:00)</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <comment>a year and its threads</comment>
        <translation>{0} 年：{1} 則</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0}: {1}, the most</source>
        <translation>{0} 年：{1} 則（最多）</translation>
    </message>
    <message>
        <source>{0}; this is being done</source>
        <translation>{0}；正在進行</translation>
    </message>
    <message>
        <source>{0}={1}: {2!r} is not a field (fields: {3})</source>
        <translation>{0}={1}：{2!r} 不是欄位（欄位：{3}）</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}{day}日</translation>
    </message>
    <message>
        <source>“{0}” counts in the place of “{1}”, which no thread has.</source>
        <translation>沒有問答含有「{1}」，改以「{0}」計算。</translation>
    </message>
    <message>
        <source>“{0}” in {1}</source>
        <translation>{1} 中的「{0}」</translation>
    </message>
    <message>
        <source>“{0}” is no age: write age:34 or age:20-29</source>
        <translation>「{0}」不是年齡：請寫 age:34 或 age:20-29</translation>
    </message>
    <message>
        <source>“{0}” is no date: write {1}:2019 or {1}:2019-05-17</source>
        <translation>「{0}」不是日期：請寫 {1}:2019 或 {1}:2019-05-17</translation>
    </message>
    <message>
        <source>“{0}” is now “{1}”</source>
        <translation>「{0}」已改為「{1}」</translation>
    </message>
    <message>
        <source>”, “</source>
        <translation>」、「</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About QA Reader</source>
        <translation>關於 QA Reader</translation>
    </message>
    <message>
        <source>Bill of materials for machines (CycloneDX): {0}</source>
        <translation>供程式讀取的元件清單（CycloneDX）：{0}</translation>
    </message>
    <message>
        <source>Nothing of others is inside: the libraries were installed beside the program.</source>
        <translation>本程式未附帶他人的作品：所用程式庫另行安裝。</translation>
    </message>
    <message>
        <source>QA Reader {0}</source>
        <translation>QA Reader {0}</translation>
    </message>
    <message>
        <source>Reads archives of doctor-answered questions, with no network at all. MIT licence. It is no medical advice.</source>
        <translation>閱讀由醫師回答的問答檔案庫，完全不需網路。採 MIT 授權條款。內容並非醫療建議。</translation>
    </message>
    <message>
        <source>Works of others that are inside, and their licences</source>
        <translation>本程式所附他人作品及其授權條款</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Filters</source>
        <translation>篩選條件</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Remove the filter {0}</source>
        <translation>移除篩選條件「{0}」</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>Departing</name>
    <message>
        <source>A fault of the program: {0!r}</source>
        <translation>程式發生錯誤：{0!r}</translation>
    </message>
    <message>
        <source>Open an archive first.</source>
        <translation>請先開啟檔案庫。</translation>
    </message>
</context>
<context>
    <name>DepartmentTree</name>
    <message>
        <source>Departments and bookmarks</source>
        <translation>科別與書籤</translation>
    </message>
</context>
<context>
    <name>DepartmentTreeModel</name>
    <message>
        <source>All threads</source>
        <translation>全部問答</translation>
    </message>
    <message>
        <source>FAQ topics</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>No department</source>
        <translation>未分科</translation>
    </message>
    <message>
        <source>Topics found in the titles</source>
        <translation>從標題找出的主題</translation>
    </message>
</context>
<context>
    <name>EmergencyLine</name>
    <message>
        <source>If this is happening now, call your local emergency number at once. Do not wait for an answer here.</source>
        <translation>如果現在正發生這種情況，請立即撥打當地的緊急電話，不要在這裡等待答案。</translation>
    </message>
    <message>
        <source>If this is happening now, call {0} at once. Do not wait for an answer here.</source>
        <translation>如果現在正發生這種情況，請立即撥打 {0}，不要在這裡等待答案。</translation>
    </message>
    <message>
        <source>If you may hurt yourself, you do not have to be alone with this: call your local emergency number or a crisis line now, or somebody you trust.</source>
        <translation>如果您可能會傷害自己，您不必獨自面對：請現在就撥打當地的緊急電話或心理諮詢專線，或聯絡您信任的人。</translation>
    </message>
    <message>
        <source>If you may hurt yourself, you do not have to be alone with this: call {0} now, or somebody you trust.</source>
        <translation>如果您可能會傷害自己，您不必獨自面對：請現在就撥打 {0}，或聯絡您信任的人。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>No thread has all of these words.</source>
        <translation>沒有一則問答包含所有這些字詞。</translation>
    </message>
    <message>
        <source>No thread has all that the filters ask for.

Remove one of them above.</source>
        <translation>沒有一則問答符合所有篩選條件。

請移除上方的其中一項。</translation>
    </message>
    <message>
        <source>No thread here has all of these words.

Remove a filter above to look everywhere.</source>
        <translation>這裡沒有一則問答包含所有這些字詞。

請移除上方的篩選條件，搜尋全部內容。</translation>
    </message>
    <message>
        <source>Nothing is bookmarked yet.

The star of a thread, or Ctrl+D, keeps it here.</source>
        <translation>還沒有任何書籤。

按下問答的星號或 Ctrl+D，就會保存在這裡。</translation>
    </message>
    <message>
        <source>Nothing is highlighted yet.

Select words in a thread, and press Ctrl+1.</source>
        <translation>尚無螢光標示。

在問答中選取文字，再按 Ctrl+1。</translation>
    </message>
    <message>
        <source>Nothing is in here yet.

Drag threads here, or use “Bookmark into…”.</source>
        <translation>這裡還沒有內容。

可將問答拖到這裡，或使用「加入書籤資料夾…」。</translation>
    </message>
    <message>
        <source>Open an archive…</source>
        <translation>開啟檔案庫…</translation>
    </message>
    <message>
        <source>Remove the filters</source>
        <translation>移除篩選條件</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>搜尋全部內容</translation>
    </message>
    <message>
        <source>Search for “{0}”</source>
        <translation>搜尋「{0}」</translation>
    </message>
    <message>
        <source>Search only for what I typed</source>
        <translation>只搜尋我輸入的字詞</translation>
    </message>
    <message>
        <source>There are no notes yet.

Write one into “My note” beside a thread.</source>
        <translation>尚無筆記。

請寫在問答旁的「我的筆記」中。</translation>
    </message>
    <message>
        <source>There are no threads here.</source>
        <translation>這裡沒有問答。</translation>
    </message>
    <message>
        <source>Try fewer words, or a beginning: twitch*</source>
        <translation>請減少字詞，或只輸入開頭，例如 twitch*</translation>
    </message>
</context>
<context>
    <name>FacetPanel</name>
    <message>
        <source>Filters</source>
        <translation>篩選條件</translation>
    </message>
    <message>
        <source>Find a topic, a doctor…</source>
        <translation>尋找主題、醫師…</translation>
    </message>
    <message>
        <source>Find among the filters</source>
        <translation>在篩選條件中尋找</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>移除所有篩選條件</translation>
    </message>
</context>
<context>
    <name>FacetsModel</name>
    <message>
        <source>Fewer</source>
        <translation>顯示較少</translation>
    </message>
    <message>
        <source>No filter has “{0}” in its name.</source>
        <translation>沒有名稱含「{0}」的篩選條件。</translation>
    </message>
    <message>
        <source>People like me</source>
        <translation>和我相似的人</translation>
    </message>
    <message>
        <source>{0} more…</source>
        <translation>還有 {0} 個…</translation>
    </message>
    <message>
        <source>{0}, chosen</source>
        <translation>{0}，已選取</translation>
    </message>
    <message>
        <source>{0}: {1}, {2}</source>
        <translation>{0}：{1}，{2}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close (Esc)</source>
        <translation>關閉 (Esc)</translation>
    </message>
    <message>
        <source>Find in this thread</source>
        <translation>在這則問答中尋找</translation>
    </message>
    <message>
        <source>Find in this thread…</source>
        <translation>在這則問答中尋找…</translation>
    </message>
    <message>
        <source>Next (Return)</source>
        <translation>下一個 (Enter)</translation>
    </message>
    <message>
        <source>Previous (Shift+Return)</source>
        <translation>上一個 (Shift+Enter)</translation>
    </message>
    <message>
        <source>not in this thread</source>
        <translation>這則問答中沒有</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 處，共 {1} 處</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>QA Reader</source>
        <translation>QA Reader</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具列</translation>
    </message>
</context>
<context>
    <name>HitListModel</name>
    <message>
        <source>Loading…</source>
        <translation>載入中…</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>已加書籤</translation>
    </message>
    <message>
        <source>my note: {0}</source>
        <translation>我的筆記：{0}</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已讀</translation>
    </message>
</context>
<context>
    <name>HitView</name>
    <message>
        <source>Questions</source>
        <translation>提問</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>In a new tab: {0}</source>
        <translation>已在新分頁開啟：{0}</translation>
    </message>
    <message>
        <source>Search in</source>
        <translation>搜尋範圍</translation>
    </message>
    <message>
        <source>in: bookmarks</source>
        <translation>範圍：書籤</translation>
    </message>
    <message>
        <source>in: everything</source>
        <translation>範圍：全部</translation>
    </message>
    <message>
        <source>in: highlights</source>
        <translation>範圍：螢光標示</translation>
    </message>
    <message>
        <source>in: my notes</source>
        <translation>範圍：我的筆記</translation>
    </message>
    <message>
        <source>in: this department</source>
        <translation>範圍：這個科別</translation>
    </message>
    <message>
        <source>{0} hit</source>
        <translation>{0} 筆結果</translation>
    </message>
    <message>
        <source>{0} hits</source>
        <translation>{0} 筆結果</translation>
    </message>
    <message>
        <source>{0}, {1} ms</source>
        <translation>{0}，{1} 毫秒</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Contents</source>
        <translation>目錄</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>使用手冊</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>使用手冊的頁面</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜尋使用手冊</translation>
    </message>
    <message>
        <source>Search the manual…</source>
        <translation>搜尋使用手冊…</translation>
    </message>
    <message>
        <source>The manual has nothing on this.</source>
        <translation>使用手冊中沒有這方面的內容。</translation>
    </message>
    <message>
        <source>What was found in the manual</source>
        <translation>在使用手冊中找到的內容</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>The search index of “{0}” is damaged. It is being built anew.</source>
        <translation>「{0}」的搜尋索引已損壞，正在重新建立。</translation>
    </message>
</context>
<context>
    <name>NotePane</name>
    <message>
        <source>Keeping…</source>
        <translation>儲存中…</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已儲存</translation>
    </message>
    <message>
        <source>My note</source>
        <translation>我的筆記</translation>
    </message>
    <message>
        <source>Not kept: {0}</source>
        <translation>未儲存：{0}</translation>
    </message>
    <message>
        <source>Private reading keeps no notes.</source>
        <translation>私密閱讀不會保留筆記。</translation>
    </message>
    <message>
        <source>Write what you want to remember…</source>
        <translation>寫下您想記住的事…</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Thread</source>
        <translation>問答</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Making the preview…</source>
        <translation>正在製作預覽…</translation>
    </message>
    <message>
        <source>Page {0}</source>
        <translation>第 {0} 頁</translation>
    </message>
    <message>
        <source>Preview of the file</source>
        <translation>檔案預覽</translation>
    </message>
    <message>
        <source>Preview of the pages</source>
        <translation>頁面預覽</translation>
    </message>
    <message>
        <source>The beginning of {0}</source>
        <translation>{0}的開頭</translation>
    </message>
</context>
<context>
    <name>Privacy</name>
    <message>
        <source> (private)</source>
        <translation>（私密）</translation>
    </message>
</context>
<context>
    <name>PrivateLine</name>
    <message>
        <source>Leave private reading</source>
        <translation>離開私密閱讀</translation>
    </message>
    <message>
        <source>Private reading: no history, no read marks, no notes. Nothing of it is left when you leave it.</source>
        <translation>私密閱讀：不留瀏覽紀錄、已讀標示或筆記。離開後不會留下任何內容。</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>磁碟機</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>位置(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>檔案類型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Double Sided Printing</source>
        <translation>雙面列印</translation>
    </message>
    <message>
        <source>Long side binding</source>
        <translation>長邊裝訂</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Page &amp;Set:</source>
        <translation>頁面選擇(&amp;S)：</translation>
    </message>
    <message>
        <source>Short side binding</source>
        <translation>短邊裝訂</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>{0} highlight</source>
        <translation>{0} 處螢光標示</translation>
    </message>
    <message>
        <source>{0} highlights</source>
        <translation>{0} 處螢光標示</translation>
    </message>
    <message>
        <source>{0} thread</source>
        <translation>{0} 則問答</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 則問答</translation>
    </message>
</context>
<context>
    <name>ReadingDesk</name>
    <message>
        <source>No tab was closed.</source>
        <translation>沒有關閉過的分頁。</translation>
    </message>
    <message>
        <source>Nothing is marked in this thread.</source>
        <translation>這則問答中沒有標示任何符合處。</translation>
    </message>
    <message>
        <source>Open another thread in a new tab first (Ctrl+Return on its row).</source>
        <translation>請先在新分頁開啟另一則問答（在該列按 Ctrl+Enter）。</translation>
    </message>
</context>
<context>
    <name>ReadingTabs</name>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Close the others</source>
        <translation>關閉其他分頁</translation>
    </message>
    <message>
        <source>Close {0}</source>
        <translation>關閉「{0}」</translation>
    </message>
    <message>
        <source>Compare with the open thread</source>
        <translation>與開啟中的問答對照</translation>
    </message>
    <message>
        <source>New tab</source>
        <translation>新分頁</translation>
    </message>
    <message>
        <source>Open threads</source>
        <translation>開啟中的問答</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>&amp;Forget these</source>
        <translation>清除這份清單(&amp;F)</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>最近開啟(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ReplyPane</name>
    <message>
        <source>1 match</source>
        <translation>1 處符合</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一個符合處</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一個符合處</translation>
    </message>
    <message>
        <source>These are answers that were given to others. They are no medical advice.</source>
        <translation>這些是給其他人的回答，並非醫療建議。</translation>
    </message>
    <message>
        <source>This is no medical advice.</source>
        <translation>這並非醫療建議。</translation>
    </message>
    <message>
        <source>match {0} of {1}</source>
        <translation>第 {0} 處，共 {1} 處</translation>
    </message>
    <message>
        <source>{0} matches</source>
        <translation>{0} 處符合</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
    <message>
        <source>Search questions and replies…</source>
        <translation>搜尋提問與回覆…</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>A fault of the program: {0!r}</source>
        <translation>程式發生錯誤：{0!r}</translation>
    </message>
    <message>
        <source>The sample archive is missing from this installation. Open another archive.</source>
        <translation>這次安裝缺少範例檔案庫。請開啟其他檔案庫。</translation>
    </message>
    <message>
        <source>The sample archive was opened in its place.</source>
        <translation>已改為開啟範例檔案庫。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source> year</source>
        <translation> 年</translation>
    </message>
    <message>
        <source> years</source>
        <translation> 年</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Emergency number</source>
        <translation>緊急電話(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Font of the text</source>
        <translation>內文字型(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Suggest words, names and titles while I type</source>
        <translation>輸入時建議字詞、名稱與標題(&amp;S)</translation>
    </message>
    <message>
        <source>A reply is called &amp;old after</source>
        <translation>回覆超過多久視為較舊(&amp;O)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>依系統設定</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Every change counts at once, but for the language.</source>
        <translation>除了語言以外，所有變更立即生效。</translation>
    </message>
    <message>
        <source>Lan&amp;guage, from the next start on</source>
        <translation>語言，下次啟動時生效(&amp;G)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Search other &amp;words for the same, too</source>
        <translation>一併搜尋意思相同的其他說法(&amp;W)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Size of the &amp;lists</source>
        <translation>清單大小(&amp;L)</translation>
    </message>
    <message>
        <source>Size of the &amp;text</source>
        <translation>內文大小(&amp;T)</translation>
    </message>
    <message>
        <source>Space between l&amp;ines</source>
        <translation>行距(&amp;I)</translation>
    </message>
    <message>
        <source>your local emergency number</source>
        <translation>當地的緊急電話</translation>
    </message>
    <message>
        <source>{0} (not installed)</source>
        <translation>{0}（未安裝）</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>&amp;Use this key</source>
        <translation>使用這個按鍵(&amp;U)</translation>
    </message>
    <message>
        <source>A letter may differ</source>
        <translation>容許一個字母不同</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>提問者是誰</translation>
    </message>
    <message>
        <source>All commands have their usual keys again.</source>
        <translation>所有指令都已恢復預設按鍵。</translation>
    </message>
    <message>
        <source>Any word that begins so</source>
        <translation>以此開頭的任何字詞</translation>
    </message>
    <message>
        <source>Both words, in any form, anywhere</source>
        <translation>兩個字詞都有，任何詞形，任何位置</translation>
    </message>
    <message>
        <source>By whom and where</source>
        <translation>由誰、在哪裡回覆</translation>
    </message>
    <message>
        <source>Choose a command to give it another key.</source>
        <translation>請選擇一個指令以更改按鍵。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>指令與按鍵</translation>
    </message>
    <message>
        <source>Ctrl and the wheel over them</source>
        <translation>在其上按住 Ctrl 並捲動滾輪</translation>
    </message>
    <message>
        <source>Enlarge or shrink the text or the lists</source>
        <translation>放大或縮小內文或清單</translation>
    </message>
    <message>
        <source>Filter by words or keys…</source>
        <translation>以文字或按鍵篩選…</translation>
    </message>
    <message>
        <source>Filter the table</source>
        <translation>篩選表格</translation>
    </message>
    <message>
        <source>From the search field into the list</source>
        <translation>從搜尋欄移到清單</translation>
    </message>
    <message>
        <source>From these years only</source>
        <translation>只限這些年份</translation>
    </message>
    <message>
        <source>In the list: show those that ask nearly the same, hide them</source>
        <translation>在清單中：展開或收合幾乎相同的提問</translation>
    </message>
    <message>
        <source>In the search field and the lists</source>
        <translation>在搜尋欄與清單中</translation>
    </message>
    <message>
        <source>Its &amp;usual keys</source>
        <translation>預設按鍵(&amp;U)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Keys and query language</source>
        <translation>按鍵與查詢語法</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新按鍵</translation>
    </message>
    <message>
        <source>Next and previous place in find</source>
        <translation>尋找時的下一處與上一處</translation>
    </message>
    <message>
        <source>One letter left open</source>
        <translation>一個字母不限</translation>
    </message>
    <message>
        <source>One of them</source>
        <translation>其中之一</translation>
    </message>
    <message>
        <source>Only there</source>
        <translation>只限該處</translation>
    </message>
    <message>
        <source>Open in a new tab</source>
        <translation>在新分頁開啟</translation>
    </message>
    <message>
        <source>Press the new key of “{0}” in the field below.</source>
        <translation>請在下方欄位按下「{0}」的新按鍵。</translation>
    </message>
    <message>
        <source>Query language</source>
        <translation>查詢語法</translation>
    </message>
    <message>
        <source>Restore &amp;all defaults</source>
        <translation>全部恢復預設值(&amp;A)</translation>
    </message>
    <message>
        <source>Return and Shift+Return</source>
        <translation>Enter 與 Shift+Enter</translation>
    </message>
    <message>
        <source>The words in this order</source>
        <translation>字詞依此順序</translation>
    </message>
    <message>
        <source>The words near each other</source>
        <translation>字詞彼此相近</translation>
    </message>
    <message>
        <source>Without this word</source>
        <translation>不含這個字詞</translation>
    </message>
    <message>
        <source>middle button of the mouse</source>
        <translation>滑鼠中鍵</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}” already. Give that command another key first.</source>
        <translation>{0} 已經是「{1}」的按鍵。請先為該指令設定其他按鍵。</translation>
    </message>
    <message>
        <source>“{0}” has no key now.</source>
        <translation>「{0}」現在沒有按鍵。</translation>
    </message>
    <message>
        <source>“{0}” is now {1}.</source>
        <translation>「{0}」現在是 {1}。</translation>
    </message>
</context>
<context>
    <name>SideEntriesModel</name>
    <message>
        <source>FAQ topics</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>Looking for related threads…</source>
        <translation>正在尋找相關問答…</translation>
    </message>
    <message>
        <source>My highlights</source>
        <translation>我的螢光標示</translation>
    </message>
    <message>
        <source>None was found.</source>
        <translation>沒有找到。</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>相關問答</translation>
    </message>
    <message>
        <source>Similar Q&amp;A</source>
        <translation>相似問答</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>資料來源</translation>
    </message>
    <message>
        <source>The source lists none.</source>
        <translation>資料來源沒有列出。</translation>
    </message>
    <message>
        <source>The source names none.</source>
        <translation>資料來源沒有標示。</translation>
    </message>
    <message>
        <source>Topics found in the titles</source>
        <translation>從標題找出的主題</translation>
    </message>
    <message>
        <source>extract only</source>
        <translation>僅有節錄</translation>
    </message>
    <message>
        <source>no longer in the text</source>
        <translation>已不在內文中</translation>
    </message>
    <message>
        <source>why: {0}</source>
        <translation>理由：{0}</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Similar questions and related threads stand here while a thread is open.</source>
        <translation>有開啟的問答時，相似的提問與相關的問答會顯示在這裡。</translation>
    </message>
    <message>
        <source>Similar questions, related threads and FAQ topics</source>
        <translation>相似問答、相關問答與常見問題主題</translation>
    </message>
</context>
<context>
    <name>SortBox</name>
    <message>
        <source>Best match</source>
        <translation>最相關</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科別</translation>
    </message>
    <message>
        <source>Kept first</source>
        <translation>最早存入</translation>
    </message>
    <message>
        <source>Kept last</source>
        <translation>最近存入</translation>
    </message>
    <message>
        <source>My own order</source>
        <translation>自訂順序</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最舊</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>清單順序</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>標題</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{0} thread</source>
        <translation>{0} 則問答</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 則問答</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>FAQ topic</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建議</translation>
    </message>
    <message>
        <source>department</source>
        <translation>科別</translation>
    </message>
    <message>
        <source>doctor</source>
        <translation>醫師</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>問答</translation>
    </message>
</context>
<context>
    <name>TakeDialog</name>
    <message>
        <source>&amp;My notes and highlights</source>
        <translation>我的筆記與螢光標示(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Names of those who asked</source>
        <translation>提問者姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>列印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>儲存(&amp;S)…</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>紙張</translation>
    </message>
    <message>
        <source>Print and save</source>
        <translation>列印與儲存</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>問答</translation>
    </message>
    <message>
        <source>With</source>
        <translation>附上</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Link copied</source>
        <translation>已複製連結</translation>
    </message>
    <message>
        <source>Open a thread first.</source>
        <translation>請先開啟一則問答。</translation>
    </message>
    <message>
        <source>Passage copied, with citation</source>
        <translation>已複製段落並附出處</translation>
    </message>
    <message>
        <source>Thread copied, with citation</source>
        <translation>已複製問答並附出處</translation>
    </message>
</context>
<context>
    <name>Vacancy</name>
    <message>
        <source>No archive is open.</source>
        <translation>目前沒有開啟任何檔案庫。</translation>
    </message>
    <message>
        <source>The search index of “{0}” is being built. This has to be done once.</source>
        <translation>正在建立「{0}」的搜尋索引，只需建立一次。</translation>
    </message>
    <message>
        <source>“{0}” is being opened…</source>
        <translation>正在開啟「{0}」…</translation>
    </message>
</context>
<context>
    <name>VisitDialog</name>
    <message>
        <source>&amp;Add the open thread</source>
        <translation>加入開啟中的問答(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>列印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>儲存(&amp;S)…</translation>
    </message>
    <message>
        <source>Add &amp;bookmarks</source>
        <translation>加入書籤(&amp;B)</translation>
    </message>
    <message>
        <source>In my own words</source>
        <translation>我的自述</translation>
    </message>
    <message>
        <source>My questions, one a line</source>
        <translation>我想問的問題（每行一題）</translation>
    </message>
    <message>
        <source>Threads on the sheet</source>
        <translation>就診單上的問答</translation>
    </message>
    <message>
        <source>Threads, in the order of the sheet (drag to change it)</source>
        <translation>問答，依就診單順序（可拖曳調整）</translation>
    </message>
    <message>
        <source>Visit sheet</source>
        <translation>就診單</translation>
    </message>
</context>
<context>
    <name>Visiting</name>
    <message>
        <source>Open a thread first.</source>
        <translation>請先開啟一則問答。</translation>
    </message>
</context>
<context>
    <name>Watch</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>YearHistogram</name>
    <message>
        <source>Asked</source>
        <translation>提問年份</translation>
    </message>
    <message>
        <source>Asked {0}: {1}</source>
        <translation>{0} 年提問：{1} 則</translation>
    </message>
    <message>
        <source>No thread has a date.</source>
        <translation>沒有一則問答有日期。</translation>
    </message>
    <message>
        <source>Years in which the questions were asked</source>
        <translation>提問的年份</translation>
    </message>
    <message>
        <source>{0} from {1} to {2}</source>
        <translation>{1} 年至 {2} 年共 {0}</translation>
    </message>
    <message>
        <source>{0} without a date</source>
        <translation>{0} 則沒有日期</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>_CompareLine</name>
    <message>
        <source>At the left, to compare: {0}</source>
        <translation>左側對照：{0}</translation>
    </message>
    <message>
        <source>At the right, to compare: {0}</source>
        <translation>右側對照：{0}</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止對照</translation>
    </message>
</context>
<context>
    <name>_FacetView</name>
    <message>
        <source>Filters</source>
        <translation>篩選條件</translation>
    </message>
</context>
<context>
    <name>_NoteField</name>
    <message>
        <source>My note</source>
        <translation>我的筆記</translation>
    </message>
</context>
<context>
    <name>self._frame</name>
    <message>
        <source>QA Reader</source>
        <translation>QA Reader</translation>
    </message>
</context>
</TS>
