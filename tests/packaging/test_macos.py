"""What macOS is told; the app itself needs a Mac."""

from __future__ import annotations

import plistlib

from packers import macos, project

from qa_reader import citing


def test_the_description_is_a_plist_that_takes_archives_and_links() -> None:
    said = plistlib.loads(plistlib.dumps(macos.information()))
    assert [kind["LSItemContentTypes"] for kind in said["CFBundleDocumentTypes"]] == [[macos.TYPE]]
    exported = said["UTExportedTypeDeclarations"][0]
    assert exported["UTTypeIdentifier"] == macos.TYPE
    assert exported["UTTypeTagSpecification"]["public.filename-extension"] == ["qarchive"]
    assert said["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == [citing.SCHEME]
    assert said["CFBundleShortVersionString"] == project.version()


def test_the_entitlements_are_a_plist() -> None:
    file = project.PACKAGING / "macos" / "entitlements.plist"
    assert plistlib.loads(file.read_bytes())
