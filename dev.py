#!/usr/bin/env python3
"""One command for everything a developer or a first user does; of Python's own library only, on any system.

    python3 dev.py run                          the window
    python3 dev.py run search ARCHIVE WORDS     one of the program's commands
    python3 dev.py test -k bookmark             the tests

Nothing has to be there but a Python: the locked libraries go into `.venv`, and what Qt wants of the system is named,
and on Debian and Ubuntu installed where that may be done unasked. The first call takes a minute, later calls begin at
once. What this script has to say goes to stderr, so that `run … --json` can be piped.
"""

# Only what Python 3.7 can read may stand in this file: an older Python is told what is needed, not shown a SyntaxError.
from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parent
LOCK, BENCH_LOCK, PACKAGE_LOCK = (ROOT / f"requirements{name}.lock" for name in ("", "-bench", "-package"))
#: A mark in .venv for each lock: empty while its libraries go in, then it holds the stamp.
VENV, MARK, BENCH_MARK = ROOT / ".venv", ".installed", ".installed-bench"
BIN, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = str(BIN / f"python{EXE}")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}  # an editable install would fetch a build backend
PACKAGE_PATH = (ROOT / "packaging", ROOT / "src", ROOT)  # its modules, the program's and this one
BUNDLE = ROOT / "build" / "bundled.qarchive"
TRANSLATIONS = ROOT / "resources" / "translations"
BUNDLE_TEXTS, CODE = ROOT / "resources" / "archive", ROOT / "src" / "qa_reader"
BUNDLE_SOURCES = (BUNDLE_TEXTS, CODE / "importers", CODE / "importing.py", CODE / "archive", CODE / "search")

OLDEST, NEWEST, RUNNING = (3, 11), (3, 13), sys.version_info[:2]
UV = "uv==0.13.9"  # for `lock` alone, and so not in the lock: 20 MB that nobody else needs
#: Wheels only, since a build would fetch its tools unpinned.
PIP = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
APT_INSTALL = "apt-get install -y --no-install-recommends"

#: What Qt loads from the system and the Debian packages that have it, for any use and besides for a real screen.
# fmt: off
OFF_SCREEN = {
    "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1", "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
}
ON_SCREEN = {
    **OFF_SCREEN,
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libwayland-cursor.so.0": "libwayland-cursor0",
}
# fmt: on
CHINESE_FONT = {"a font for Chinese": "fonts-droid-fallback fonts-dejavu-core"}

#: What a failed command says, and what that means.
MEANINGS = {
    r"No space left on device": "The disk is full.",
    r"(?i)temporary failure|could not resolve|unreachable|max retries|sending request": "The network is out of reach.",
    r"DO NOT MATCH THE HASHES": "A download is not the file that requirements.lock names.",
    r"Could not get lock|Unable to acquire the dpkg": "Another program is installing packages: try again after it.",
}

# ---------------------------------------------------------------- the commands


def run(arguments: list[str]) -> int:
    """The program: its window, or one of its commands; --no-bundle leaves the bundled archive as it is."""
    sys.path.insert(0, str(ROOT / "src"))
    with_bundle = "--no-bundle" not in arguments
    arguments = [argument for argument in arguments if argument != "--no-bundle"]
    # asked of the program itself, before anything is installed for it
    from qa_reader.__main__ import is_command
    from qa_reader.ui import display

    word = arguments[0] if is_command(arguments) else None
    fault = display.fault(os.environ) if word is None else ""
    if fault:
        fail(fault, 2)
    libraries = {None: ON_SCREEN, "self-check": OFF_SCREEN}.get(word, {})
    prepare(libraries, bundle=with_bundle and word not in ("build", "--help", "--version"))
    become([PYTHON, "-m", "qa_reader", *arguments])


def test(arguments: list[str]) -> int:
    """The tests; arguments go to pytest."""
    prepare(OFF_SCREEN)
    os.chdir(ROOT)
    become([PYTHON, "-m", "pytest", *arguments])


def check(_arguments: list[str]) -> int:
    """Lint, format, types and import contracts: all of them, each reported."""
    prepare({})
    commands = {
        "lint": [PYTHON, "-m", "ruff", "check"],
        "format": [PYTHON, "-m", "ruff", "format", "--check"],
        "types": [PYTHON, "-m", "mypy"],
        "contracts": [str(BIN / f"lint-imports{EXE}")],
    }
    return 0 if all([passes(name, command) for name, command in commands.items()]) else 1  # noqa: C419 - all are run


def screenshot(arguments: list[str]) -> int:
    """The real window, drawn off screen into a PNG: FILE [--dark] [--language zh_TW] [--search TEXT]."""
    prepare(OFF_SCREEN, bundle=True)
    become([PYTHON, "-m", "qa_reader.ui.screenshot", *arguments], QT_QPA_PLATFORM="offscreen")


def bench(arguments: list[str]) -> int:
    """The benchmarks; arguments go to tests.benchmarks."""
    prepare(OFF_SCREEN)
    if not is_installed(VENV, BENCH_LOCK, mark=BENCH_MARK):
        install_lock(BENCH_LOCK, BENCH_MARK)
    os.chdir(ROOT)
    # as the program is used: from bytecode, even where somebody's environment says to write none
    become([PYTHON, "-m", "tests.benchmarks", *arguments], PYTHONDONTWRITEBYTECODE="")


def translate(_arguments: list[str]) -> int:
    """The files of Qt Linguist brought up to date with the texts in the code; says what is to be translated."""
    prepare({})
    unfinished = 0
    for file in sorted(TRANSLATIONS.glob("*.ts")):
        step(f"Reading the texts for {file.name}", update_translations(file))
        found = file.read_text(encoding="utf-8")
        file.write_text(without_comments(found), encoding="utf-8")
        unfinished += found.count('type="unfinished"')
    say(f"{unfinished or 'Nothing'} to be translated.")
    return 1 if unfinished else 0


def update_translations(file: Path) -> list[str]:
    """The command that brings one file of Qt Linguist up to date; the same texts give the same bytes."""
    sources = [*map(str, sorted(CODE.rglob("*.py"))), str(texts_of_templates())]
    # without line numbers: else every change of the code would be one of this file
    options = "-silent -no-obsolete -sort-messages -locations none -tr-function-alias tr+=marked".split()
    return [str(BIN / f"pyside6-lupdate{EXE}"), *sources, *options, "-ts", str(file)]


def texts_of_templates() -> Path:
    """The `tr("…")` of the templates as a file of Python, which lupdate can read."""
    templates = sorted((ROOT / "resources" / "templates").glob("*.j2"))
    found = [text for template in templates for text in re.findall(r'\btr\("[^"]*"\)', template.read_text("utf-8"))]
    collected = ROOT / "build" / "texts_of_templates.py"
    collected.parent.mkdir(exist_ok=True)
    collected.write_text("\n".join(found) + "\n", encoding="utf-8")
    return collected


def without_comments(ts: str) -> str:
    """A file of Qt Linguist without the comments "#:" of the code, which lupdate takes for words to the translators."""
    return re.sub(r" *<extracomment>.*?</extracomment>\n", "", ts, flags=re.DOTALL)


def lock(arguments: list[str]) -> int:
    """The lock files anew from pyproject.toml; arguments go to uv, such as --upgrade."""
    make_venv()
    uv = BIN / f"uv{EXE}"
    if not uv.exists():
        step(f"Installing {UV} into .venv", [*PIP, UV])
    # Universal: with the markers for Windows and macOS. uv's own kind of lock would name hosts; this kind does not.
    options = "--quiet --universal --generate-hashes --no-header --python-version 3.11".split()
    for extra, file in (("dev", LOCK), ("bench", BENCH_LOCK), ("package", PACKAGE_LOCK)):
        # the others agree with the first: they go into one .venv, or freeze what it tested
        agrees = ["--constraint", LOCK.name] if file != LOCK else []
        command = [str(uv), "pip", "compile", "pyproject.toml", *options, "--extra", extra, "-o", file.name, *agrees]
        step(f"Writing {file.name}", [*command, *arguments])
    return 0


def package(arguments: list[str]) -> int:
    """What people install: deb, appimage, folder, wheel, windows, macos; arguments go to packaging/packers."""
    os.chdir(ROOT)
    become([sys.executable, "-m", "packers", *arguments], PYTHONPATH=os.pathsep.join(map(str, PACKAGE_PATH)))


COMMANDS = {function.__name__: function for function in (run, test, check, screenshot, bench, translate, lock, package)}

# ---------------------------------------------------------------- which Python


def version_fault(version: tuple[int, ...]) -> str:
    """What is wrong with this version of Python, "" for nothing."""
    if OLDEST <= version[:2] <= NEWEST:
        return ""
    age = "older" if version < OLDEST else "newer, and not tried yet"
    return f"QA Reader needs Python 3.11, 3.12 or 3.13; this one, {'.'.join(map(str, version))}, is {age}."


def other_python(succeeds: Callable[[list[str]], bool]) -> list[str]:
    """The words that start the newest Python on PATH that will do, [] for none; pyenv's stand-ins start nothing."""
    versions = [f"3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    candidates = [words for version in versions for words in ([f"python{version}"], ["py", f"-{version}"])]
    program = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return next((words for words in candidates if succeeds([*words, "-c", program])), [])


# ---------------------------------------------------------------- what has to be there first


def prepare(libraries: Mapping[str, str], *, bundle: bool = False) -> None:
    """See to all a command needs: the system's packages in one call, the locked libraries, the bundled archive."""
    if sys.platform.startswith("linux"):
        install_packages(system_needs(libraries))
    with LOCK.open() as held:
        if sys.platform != "win32":
            fcntl.flock(held, fcntl.LOCK_EX)  # of two first calls at once the second waits here
        if not is_installed(VENV, LOCK):
            make_venv()
            install_lock()
        if bundle and is_stale(BUNDLE, BUNDLE_SOURCES):
            build_bundle()


def system_needs(libraries: Mapping[str, str]) -> dict[str, str]:
    """What this Linux lacks, each with the Debian packages that have it."""
    needs = missing_libraries(ON_SCREEN if missing_libraries(libraries) else {})  # 1 MB more: nobody is asked twice
    if libraries and ("libfontconfig.so.1" in needs or not has_chinese_font()):
        needs.update(CHINESE_FONT)
    if not is_installed(VENV, LOCK) and not importlib.util.find_spec("ensurepip"):
        own = f"python3.{RUNNING[1]}"
        needs["Python's venv"] = "python3-venv" if os.path.realpath("/usr/bin/python3").endswith(own) else f"{own}-venv"
    return needs


def missing_libraries(libraries: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL) -> dict[str, str]:
    """Those of the shared libraries that cannot be loaded."""
    missing = dict(libraries)
    for name in libraries:
        with suppress(OSError):
            load(name)
            del missing[name]
    return missing


def has_chinese_font() -> bool:
    """Whether fontconfig, which Qt asks, knows one: without, every Chinese character is a box and nobody says so."""
    config = ctypes.CDLL("libfontconfig.so.1")
    for name in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(config, name).restype = ctypes.c_void_p
    pattern, properties = config.FcNameParse(b":lang=zh"), config.FcObjectSetCreate()
    found = config.FcFontList(None, ctypes.c_void_p(pattern), ctypes.c_void_p(properties))
    return bool(found and ctypes.cast(found, ctypes.POINTER(ctypes.c_int))[0])  # FcFontSet begins with its count


def install_packages(needs: Mapping[str, str]) -> None:
    """Install what is missing where that may be done unasked, else say how; a missing font stops nothing."""
    if not needs:
        return
    say(f"Missing on this system: {', '.join(needs)}.")
    packages = " ".join(needs.values()).split()
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and succeeds([*sudo, "true"]):
        wait = "DPkg::Lock::Timeout=120"  # a system that has just started may be installing its updates
        apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", wait]
        step("Reading the lists of packages", [*apt, "update"], may_fail=True)  # one of them may be down
        step(f"Installing {len(packages)} packages", [*apt, *APT_INSTALL.split()[1:], *packages])
    elif set(needs) <= set(CHINESE_FONT):
        say(advice(packages, shutil.which))
    else:
        fail(advice(packages, shutil.which))


def advice(packages: Sequence[str], which: Callable[[str], str | None]) -> str:
    """What to type to have these packages, exactly, as far as this system is one we know."""
    if not which("apt-get"):
        return "Install what your system calls that, then try again."
    update, install = "apt-get update", f"{APT_INSTALL} {' '.join(packages)}"
    line = f"sudo {update} && sudo {install}" if which("sudo") else f"su -c '{update} && {install}'"
    return f"To install that, run this line, then try again:\n    {line}"


def stamp(lock_file: Path, version: tuple[int, ...]) -> str:
    """What a finished `.venv` is known by: the lock and the minor version of Python, not its patch release."""
    return f"{hashlib.sha256(lock_file.read_bytes()).hexdigest()} python{version[0]}.{version[1]}"


def is_installed(venv: Path, lock_file: Path, version: tuple[int, ...] = RUNNING, mark: str = MARK) -> bool:
    """Whether `.venv` holds what the lock asks for, put there for such a Python, which is still there."""
    note = venv / mark
    python_there = any((venv / name).exists() for name in ("bin/python", "Scripts/python.exe"))
    return python_there and note.exists() and note.read_text() == stamp(lock_file, version)


def make_venv() -> None:
    """Make `.venv`, or make it anew where it is half made, of another Python, or broken."""
    half_made = (VENV / MARK).exists() and not (VENV / MARK).read_text()
    program = f"import pip, sys; sys.exit(sys.version_info[:2] != {RUNNING})"
    if half_made or not succeeds([PYTHON, "-c", program]):
        base = getattr(sys, "_base_executable", sys.executable)  # this very Python may live in the .venv to be cleared
        step("Making .venv", [base, "-m", "venv", "--clear", str(VENV)])


def install_lock(lock_file: Path = LOCK, mark: str = MARK) -> None:
    """Install the locked libraries, every file checked by its hash."""
    (VENV / mark).write_text("")
    # jieba, a peer of the benchmarks, comes as source alone
    sources = ["--no-binary=jieba"] if lock_file == BENCH_LOCK else []
    command = [*PIP, *sources, "--require-hashes", "-r", str(lock_file)]
    step(f"Installing what {lock_file.name} names into .venv", command)
    (VENV / mark).write_text(stamp(lock_file, RUNNING))


def build_bundle() -> None:
    """Build the bundled archive; a build that is broken off leaves none that could be taken for whole."""
    unfinished = BUNDLE.with_name("unfinished.qarchive")
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.unlink(missing_ok=True)
    build = [PYTHON, "-m", "qa_reader", "build", str(BUNDLE_TEXTS), "-o", str(unfinished)]
    step("Building the bundled archive (--no-bundle leaves it)", build)
    unfinished.replace(BUNDLE)


def is_stale(product: Path, sources: Iterable[Path]) -> bool:
    """Whether a product is missing, or older than a file of its sources."""
    files = (file for source in sources for file in (source, *source.rglob("*")) if file.is_file())
    times = [file.stat().st_mtime for file in files if file.suffix != ".pyc"]
    return not product.exists() or product.stat().st_mtime < max(times, default=0)


def become(command: list[str], **more: str) -> NoReturn:
    """End this script as that command: on Windows by waiting for it, since exec there returns to the shell at once."""
    if os.name == "nt":
        sys.exit(subprocess.call(command, env={**ENVIRONMENT, **more}))
    os.execve(command[0], command, {**ENVIRONMENT, **more})


def succeeds(command: list[str]) -> bool:
    """Whether a command is there and ends well; what it says is of no interest."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def passes(name: str, command: list[str]) -> bool:
    """Run one check in sight, and say how it went."""
    began = time.monotonic()
    passed = subprocess.call(command, cwd=ROOT, env=ENVIRONMENT) == 0
    say(f"{name}: {'passed' if passed else 'FAILED'}, {time.monotonic() - began:.1f} s\n")
    return passed


def step(what: str, command: list[str], *, may_fail: bool = False) -> None:
    """Run a slow command out of sight: one line with its time; what it said is shown if it failed."""
    say(f"{what} …", end=" ")
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=False, capture_output=True)
    say(f"{'failed after ' if done.returncode else ''}{time.monotonic() - began:.1f} s")
    if done.returncode and not may_fail:
        fail(explain((done.stdout + done.stderr).decode(errors="replace")))


def explain(output: str) -> str:
    """The last lines of what a failed command said, and in plain words what it means where that is known."""
    said = [f"    {line}" for line in output.strip().splitlines()[-4:]]
    return "\n".join(said + [meaning for pattern, meaning in MEANINGS.items() if re.search(pattern, output)])


def say(text: str, end: str = "\n") -> None:
    """Tell the person at the terminal."""
    print(text, end=end, file=sys.stderr, flush=True)


def fail(text: str, code: int = 1) -> NoReturn:
    """End with a sentence instead of a traceback."""
    say(text)
    sys.exit(code)


def main(name: str = "--help", *arguments: str) -> int:
    """Do one command; its exit code."""
    fault = version_fault(sys.version_info[:3])
    if fault:
        other = other_python(succeeds)
        return subprocess.call([*other, __file__, name, *arguments]) if other else fail(fault)
    if name in ("-h", "--help"):
        print(__doc__, *(f"    {word:12}{command.__doc__}" for word, command in COMMANDS.items()), sep="\n")
        return 0
    if name not in COMMANDS:
        fail(f"There is no command {name!r}, only: {', '.join(COMMANDS)}.", 2)
    return COMMANDS[name](list(arguments))


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        fail("\nStopped.", 130)
    except OSError as error:  # a full disk, a folder that may not be written
        fail(f"{error.strerror or error}: {error.filename or ROOT}")
