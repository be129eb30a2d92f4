"""The .app's description and the .dmg around it; the .app itself is made by `../qa-reader.spec`.

UNTESTED: there was no Mac. `.github/workflows/packages.yml` builds, tests and signs it where there is one.
"""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

import dev
from packers import folder, project

APP = project.DIST / "QA Reader.app"
#: The type that archives have on macOS.
TYPE = f"{project.COMPONENT}.archive"


def run(options: argparse.Namespace) -> int:
    """Freeze the app, sign it where QA_READER_SIGN_AS names an identity, and make the .dmg."""
    if platform.system() != "Darwin":
        dev.fail("An app for macOS is frozen on macOS: run this there.")
    if not (options.reuse and APP.exists()):
        folder.make(accept=options.accept)
    identity = os.environ.get("QA_READER_SIGN_AS")
    if identity:
        entitlements = str(project.PACKAGING / "macos" / "entitlements.plist")
        signing = [
            "codesign",
            "--force",
            "--deep",
            "--options",
            "runtime",
            "--timestamp",
            "--entitlements",
            entitlements,
        ]
        dev.step("Signing", [*signing, "--sign", identity, str(APP)])
    dev.step("Checking the app", [str(APP / "Contents" / "MacOS" / project.NAME), "self-check"])
    dev.say(f"{image()}")
    return 0


def image() -> Path:
    """Make the .dmg: the app beside a link to the folder it belongs into; the file."""
    made = project.DIST / f"QA-Reader-{project.version()}.dmg"
    stage = project.fresh(project.BUILD / "dmg")
    dev.step("Copying the app", ["ditto", str(APP), str(stage / APP.name)])
    (stage / "Applications").symlink_to("/Applications")
    pack = [
        "hdiutil",
        "create",
        "-volname",
        "QA Reader",
        "-srcfolder",
        str(stage),
        "-fs",
        "HFS+",
        "-format",
        "ULFO",
        "-ov",
    ]
    dev.step(f"Packing {made.name}", [*pack, str(made)])
    return made


def information() -> dict[str, object]:
    """What Info.plist says beyond PyInstaller's own: file type, links, languages, the oldest macOS."""
    return {
        "CFBundleDisplayName": "QA Reader",
        "CFBundleShortVersionString": project.version(),
        "CFBundleLocalizations": ["en", "zh-Hant"],
        "LSApplicationCategoryType": "public.app-category.medical",
        "LSMinimumSystemVersion": "13.0",  # Qt 6.11's own
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"{project.PUBLISHER}, MIT licence",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "QA Reader archive",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [TYPE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": TYPE,
                "UTTypeDescription": "QA Reader archive",
                "UTTypeConformsTo": ["public.database", "public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["qarchive"],
                    "public.mime-type": ["application/vnd.qa-reader.archive"],
                },
            }
        ],
        "CFBundleURLTypes": [
            {
                "CFBundleURLName": f"{project.COMPONENT}.link",
                "CFBundleURLSchemes": ["qa-reader"],
                "CFBundleTypeRole": "Viewer",
            }
        ],
    }
