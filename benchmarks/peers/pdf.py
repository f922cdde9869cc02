"""A Word file to PDF: ours, LibreOffice in every way it is used, WeasyPrint, dxpdf, bare Typst."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import typst

from benchmarks import soffice
from benchmarks.bare import bare_source
from benchmarks.batch import as_installed
from benchmarks.letters import META, NOON, letters, rendered
from benchmarks.peers import workers
from benchmarks.peers.equal import docx_text, same_pdf
from benchmarks.peers.hypertext import page
from benchmarks.peers.office import PORT, unoserver
from benchmarks.peers.workers import Absent, Worker
from benchmarks.table import compared, title
from benchmarks.timing import Told, burst, paired
from pipeline.docx.package import Docx
from pipeline.pdf import fonts
from pipeline.pdf.proof.check import check_pdf
from pipeline.tools import engine

ROUNDS, BURST = 8, 3
MANY = 20
"""Files in one call."""
WARM = (
    "Everybody is warm, and each letter is another family's of another structure. Ours makes tagged "
    "PDF/UA-1 and PDF/A-2a and looks at the result letter by letter; LibreOffice through unoserver and "
    "dxpdf make the PDF they make when nothing is asked, and neither looks. WeasyPrint does not read "
    "Word: it gets the same words as HTML, made beforehand and for free, once plain and once as "
    "PDF/UA-1. A bare Typst page of the same text is the floor. Ours sets less of Word than "
    "LibreOffice: what it cannot set it refuses by name, and LibreOffice is then the engine to choose.")
ONE = (
    "One file, one command, everything started anew, as from a shell. Ours starts Python and compiles "
    "nothing beforehand; LibreOffice has a profile that is there already. dxpdf and WeasyPrint start a "
    "Python of their own.")
SEVERAL = (
    "Twenty files in one call, time per file. LibreOffice starts once and converts one after the "
    "other; so does ours. Nothing is read back from LibreOffice's files; ours are checked.")


def rows() -> None:
    some = rendered(letters((ROUNDS + 3) * BURST, shapes=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files(some, folder)
        _warm(some, folder)
        _one(folder)
        _several(folder)


def files(some: list[Docx], folder: Path) -> None:
    """The letters on disk by number, as Word and as HTML of the same words."""
    for number, letter in enumerate(some):
        (folder / f"{number}.docx").write_bytes(letter.data)
        (folder / f"{number}.html").write_text(page(letter.data), encoding="utf-8")


def _warm(some: list[Docx], folder: Path) -> None:
    bare = [bare_source(letter.data) for letter in some]
    compiler = typst.Compiler(font_paths=[str(fonts.folder())], ignore_system_fonts=True)
    sides: dict[str, Callable[[int], object]] = {
        "ours": lambda n: _ours(some[n]),
        "floor": lambda n: compiler.compile(
            input=bare[n], format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=NOON)}
    with ExitStack() as held:
        theirs, absent = _peers(held, some, folder)
        several = [burst(side, BURST) for side in (sides | theirs).values()]
        taken = dict(zip(sides | theirs, paired(*several, rounds=ROUNDS), strict=True))
    title("A Word file to PDF, warm, a letter of two to three pages", WARM)
    compared("a Word file in memory to a PDF in memory", taken["ours"],
             {who: taken[who] for who in theirs} | absent,
             ("a bare Typst page of the same text", taken["floor"]))


def _ours(letter: Docx) -> bytes:
    """As a letter of ours is made: set, and looked at."""
    made = engine().pdf(letter, metadata=META, timestamp=NOON)
    if check_pdf(letter, made, META):
        raise RuntimeError("our own PDF does not say what its letter says")
    return made.data


def _peers(held: ExitStack, some: list[Docx], folder: Path,
           ) -> tuple[dict[str, Callable[[int], object]], dict[str, str]]:
    """Each peer's side, once its PDF says what the letter says; and those that are not there."""
    sides: dict[str, Callable[[int], object]] = {}
    absent: dict[str, str] = {}
    said = docx_text(some[0].data)
    same_pdf(said, _ours(some[0]), "hjemmetraening")
    try:
        worker = held.enter_context(workers.python())
    except Absent as missing:
        return sides, dict.fromkeys(("unoserver", "WeasyPrint", "dxpdf"), str(missing))
    for name, do, kind, more in (
            ("unoserver {}, LibreOffice kept warm", "unoserver", "docx", {"port": str(PORT)}),
            ("WeasyPrint {} on HTML", "weasyprint", "html", {}),
            ("WeasyPrint {} on HTML, as PDF/UA-1", "weasyprint", "html", {"variant": "pdf/ua-1"}),
            ("dxpdf {}", "dxpdf", "docx", {})):
        try:
            named = name.format(workers.version(worker, workers.DISTRIBUTIONS[do]))
            if do == "unoserver":
                held.enter_context(unoserver(worker, folder / "0.docx"))
        except Absent as missing:
            absent[do] = str(missing)
            continue
        target = folder / "theirs.pdf"
        worker.ask(do, source=str(folder / f"0.{kind}"), out=str(target), **more)
        same_pdf(said, target.read_bytes(), named)
        sides[named] = _side(worker, do, folder, kind, more)
    return sides, absent


def _side(worker: Worker, do: str, folder: Path, kind: str, more: dict[str, str],
          ) -> Callable[[int], Told]:
    count = len(list(folder.glob(f"*.{kind}")))
    return lambda number: worker.timed(do, source=str(folder / f"{number % count}.{kind}"), **more)


def _one(folder: Path) -> None:
    """One file in a new process."""
    source = folder / "0.docx"
    sides: dict[str, Callable[[int], object]] = {"ours": lambda _: _command(folder, source)}
    absent: dict[str, str] = {}
    if soffice.available():
        sides["soffice --convert-to pdf"] = lambda _: soffice.convert_cold(source, folder / "profile")
    else:
        absent["soffice"] = "LibreOffice is not installed (Debian: apt-get install libreoffice-writer)"
    try:
        weasyprint = workers.script("weasyprint")
        sides["weasyprint on HTML"] = lambda _: _run(
            weasyprint, str(folder / "0.html"), str(folder / "weasyprint.pdf"))
        sides["dxpdf from Python"] = lambda _: _run(
            str(workers.PYTHON), "-c", "import dxpdf, sys; dxpdf.convert_file(*sys.argv[1:])",
            str(source), str(folder / "dxpdf.pdf"))
    except Absent as missing:
        absent |= dict.fromkeys(("weasyprint", "dxpdf"), str(missing))
    taken = dict(zip(sides, paired(*sides.values(), rounds=5, warm_up=1), strict=True))
    title("One Word file to PDF in a new process", ONE)
    compared("a file on disk to a PDF on disk", taken.pop("ours"), taken | absent)


def _several(folder: Path) -> None:
    """Many files in one call, time per file."""
    sources = [folder / f"{number}.docx" for number in range(MANY)]

    def office(_: int) -> None:
        _run("soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless",
             "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources))

    sides: dict[str, Callable[[int], object]] = {"ours": lambda _: _command(folder, *sources)}
    if soffice.available():
        sides["soffice --convert-to pdf, one call"] = office
    taken = {who: [each / MANY for each in times] for who, times in zip(
        sides, paired(*sides.values(), rounds=3, warm_up=0), strict=True)}
    title(f"{MANY} Word files to PDF in one call, per file", SEVERAL)
    compared("files on disk to PDF on disk", taken.pop("ours"), taken or {
        "soffice": "LibreOffice is not installed (Debian: apt-get install libreoffice-writer)"})


def _command(folder: Path, *sources: Path) -> None:
    """`hjemmetraening pdf`, a whole process with its bytecode kept, as an installed program has it."""
    _run(sys.executable, "-m", "pipeline", "pdf", *map(str, sources), "--out", str(folder / "ud"),
         own=as_installed(folder))


def _run(*command: str, own: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, env=own)
