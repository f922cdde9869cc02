"""LibreOffice on this machine: found, old enough or not, and one of it running for one engine."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import MachineError, Problem, Text, text
from pipeline.pdf.office import keeper
from pipeline.temporary import private_folder

OLDEST = (7, 4)
"""Older ones tag lists and headings in ways nobody has checked for us."""

PLACES = (
    "/usr/bin/soffice", "/usr/bin/libreoffice", "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice")
START = 60.0
"""Seconds LibreOffice has to come up; a first start takes two to five."""
QUICK = 20.0
"""Seconds for a question about a program, such as its version."""

_VERSION = re.compile(r"LibreOffice\D* (\d+)\.(\d+)")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = ('<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
         "<value>{value}</value></prop></item>")
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    # A proxy that is not there: nothing a document names is ever fetched.
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{kind}Proxy{what}", value) for kind in ("HTTP", "HTTPS", "FTP")
      for what, value in (("Name", "127.0.0.1"), ("Port", "9"))))


class Stopped(Exception):
    """LibreOffice came to an end over a document."""


class Stuck(Stopped):
    """It had not ended after the time a document may take."""


class Failed(Exception):
    """LibreOffice could not make a PDF of a document, and is well itself."""


def found() -> Path:
    """The LibreOffice of this machine. Raises MachineError where there is none."""
    named = (shutil.which("soffice"), shutil.which("libreoffice"), *PLACES,
             *sorted(map(str, Path("/opt").glob("libreoffice*/program/soffice")), reverse=True))
    for place in named:
        if place and os.access(place, os.X_OK):
            return Path(place)
    raise MachineError([_problem("libreoffice-mangler", text(
        "LibreOffice er ikke installeret, eller kan ikke findes."))])


@functools.cache
def version(program: Path) -> tuple[int, int]:
    """The program's version. Raises MachineError where it is too old or does not say."""
    folder = private_folder("kontor")
    profile = f"-env:UserInstallation={folder.as_uri()}"
    said = _asked([str(program), profile, "--version"], str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    match = _VERSION.search(said or "")
    if match is None:
        raise MachineError([_problem("libreoffice-mangler", text(
            "LibreOffice er installeret, men kan ikke startes."))])
    number = (int(match[1]), int(match[2]))
    if number < OLDEST:
        raise MachineError([_problem("libreoffice-gammel", text(
            "LibreOffice {fundet} er for gammel.", fundet=f"{match[1]}.{match[2]}"))])
    return number


@functools.cache
def bridge(program: Path) -> str | None:
    """A Python with LibreOffice's bridge: LibreOffice's own, or the system's."""
    own = program.resolve().parent
    for place in (own / "python", own / "python3", own.parent / "Resources" / "python",
                  Path("/usr/bin/python3"), Path("/usr/local/bin/python3")):
        if os.access(place, os.X_OK) and _asked([str(place), "-I", "-c", "import uno"], "/") is not None:
            return str(place)
    return None


def _asked(command: list[str], folder: str) -> str | None:
    """What a program answers; None where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the words are our own
            command, env=_environment(folder), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=QUICK, check=True, text=True)
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return done.stdout


def _environment(folder: str) -> dict[str, str]:
    """Nobody's own settings: the same document gives the same pages for every user."""
    return {"PATH": f"{os.defpath}:/usr/local/bin", "HOME": folder, "TMPDIR": folder,
            "LC_ALL": "C.UTF-8"}


def _problem(code: str, message: Text) -> Problem:
    return Problem("libreoffice", code, text("PDF-motor"), message, text(
        "Installer LibreOffice Writer {aeldste} eller nyere (Debian og Ubuntu: apt install "
        "libreoffice-writer python3-uno), eller brug --engine typst.",
        aeldste=".".join(map(str, OLDEST))))


class Office:
    """One LibreOffice with a profile of its own, up until `close` or the end of the program.

    Raises MachineError where it cannot be started.
    """

    def __init__(self, program: Path, *, warm: bool, limit: float) -> None:
        self._limit = limit
        self.folder = private_folder("kontor")
        _settle(self.folder)
        python = bridge(program) if warm else None
        command = [python or sys.executable, "-I", keeper.__file__, str(self.folder), str(program),
                   "warm" if python else "cold"]
        try:
            # A group of its own: it ends as one, and a Ctrl-C is ours alone.
            self._keeper = subprocess.Popen(  # noqa: S603 - no shell; the words are our own
                command, env=_environment(str(self.folder)), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise MachineError([_problem("libreoffice-mangler", text(
                "LibreOffice er installeret, men kan ikke startes."))]) from None
        self.close = weakref.finalize(self, _end, self._keeper, self.folder, os.getpid())
        if self._answer(START) != "ready":
            self.close()
            raise MachineError([_problem("libreoffice-mangler", text(
                "LibreOffice er installeret, men kan ikke startes."))])

    def pdf(self, docx: bytes) -> bytes:
        """The document as PDF. Raises Failed; or Stopped, and then this office is closed."""
        source, target = self.folder / "out.docx", self.folder / "out.pdf"
        target.unlink(missing_ok=True)
        source.write_bytes(docx)
        answer = self._answer(self._limit, b"\n")
        if answer in (keeper.NOT_READ, keeper.NOT_WRITTEN):
            raise Failed
        if answer != keeper.DONE:
            self.close()
            raise Stopped if answer is not None else Stuck
        try:
            return target.read_bytes()
        finally:
            target.unlink()
            source.unlink()

    def _answer(self, limit: float, wish: bytes = b"") -> str | None:
        """The keeper's next word; empty where it has ended, None where it takes too long."""
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        try:
            self._keeper.stdin.write(wish)
            self._keeper.stdin.flush()
            if not select.select([self._keeper.stdout], [], [], limit)[0]:
                return None
            return self._keeper.stdout.readline().decode().strip()
        except (OSError, ValueError):
            return ""


def _settle(folder: Path) -> None:
    """The profile before its first start, and which sockets will be left over."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=name, value=value)
                    for path, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")
    (folder / "sockets").write_text("\n".join(map(str, _sockets(folder))), encoding="utf-8")


def _sockets(folder: Path) -> Iterator[Path]:
    """Where LibreOffice listens: it leaves these behind when it is killed."""
    profile = hashlib.md5((folder / "profile").as_uri().encode("utf-16-le"), usedforsecurity=False)
    for name in (folder.name, "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in profile.digest())):
        yield Path(f"/tmp/OSL_PIPE_{os.getuid()}_{name}")  # noqa: S108 - LibreOffice's own choice


def _end(process: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    """End the group and leave nothing behind; a forked child leaves its parent's alone."""
    if os.getpid() != owner:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        with contextlib.suppress(OSError):
            stream.close()
    for path in _sockets(folder):
        path.unlink(missing_ok=True)
    for _ in range(5):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
