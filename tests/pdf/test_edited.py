"""A letter finished by hand: LibreOffice opens it, somebody edits it, and it still becomes a PDF."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from pipeline import produce
from pipeline.documents import KINDS
from pipeline.docx.package import Docx
from pipeline.pdf.convert import Converted, convert
from pipeline.pdf.office import running as office
from pipeline.pdf.setting.engine import TypstEngine
from tests.conftest import job_for, sample, sample_kinds
from tests.pdf.test_accessibility import findings

HAND = Path(__file__).with_name("hand.py")
LETTERHEADS = ("revurdering", "tilbud", "ansoegning-udgifter")
"""A kind of letter for each: the kommune's, the provider's, the parents'."""
NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SAMPLES = dict(reversed([(kind, name) for name, kind in sample_kinds()]))

Edit = Callable[[str, str], "Edited"]


@dataclass(frozen=True)
class Edited:
    """An edited file, the pages LibreOffice shows of it, and how it was converted."""

    path: Path
    pages: int
    outcome: Converted

    @property
    def text(self) -> str:
        """The words of the PDF, white space and hyphens aside."""
        assert self.outcome.target
        document = pypdfium2.PdfDocument(self.outcome.target)
        try:
            return words("".join(page.get_textpage().get_text_range() for page in document))
        finally:
            document.close()


def words(text: str) -> str:
    return "".join(text.split()).replace("\ufffe", "-")


@pytest.fixture(scope="module")
def somebody() -> Iterator[Callable[[str, Path, Path], int]]:
    """LibreOffice, and somebody in front of it who does as asked."""
    program = office.found()
    python = office.bridge(program)
    assert python
    folder = Path(tempfile.mkdtemp(prefix="hjemmetraening-")).resolve()
    process = subprocess.Popen(
        [python, "-I", str(HAND), str(folder), str(program)], text=True, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout

    def edit(what: str, source: Path, target: Path) -> int:
        process.stdin.write(f"{what}\t{source}\t{target}\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    try:
        yield edit
        process.stdin.close()
        process.wait(30)
    finally:
        # Whatever became of the script, its LibreOffice is in its group.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        for socket in office._sockets(folder):
            socket.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def edit(
    somebody: Callable[[str, Path, Path], int], engine: TypstEngine, tmp_path: Path,
) -> Edit:
    """Make a letter, have it edited, and convert it: edit("corrected", "afgoerelse")."""

    def run(what: str, kind: str) -> Edited:
        sag = sample(SAMPLES[kind])
        letter = produce(sag, job_for(sag, kind, nr=None, formats=("docx",)))[0]
        source, target = tmp_path / "udkast.docx", tmp_path / "brev.docx"
        source.write_bytes(letter.files["docx"])
        pages = somebody(what, source, target)
        outcome, = convert([target], tmp_path / "ud", engine, today=NOW)
        return Edited(target, pages, outcome)

    return run


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_corrected_letter_of_every_kind_becomes_a_pdf(kind: str, edit: Edit, tmp_path: Path) -> None:
    edited = edit("corrected", kind)
    assert edited.outcome.problems == ()
    assert edited.outcome.engine == "typst"
    assert edited.outcome.pages == edited.pages
    for said in ("Rettet i hånden: »æøå« – 1½ €.", "Nyt afsnit med fed skrift og streg under.",
                 "Hele sætningen er skrevet om."):
        assert words(said) in edited.text
    docx = Docx.read(edited.path.read_bytes())
    for said in ("Et punkt mere på listen.", "En række mere."):
        assert (words(said) in edited.text) == (said.encode() in docx.parts["word/document.xml"])
    assert edited.outcome.target
    assert findings(edited.outcome.target.read_bytes(), docx, tmp_path) == []


@pytest.mark.parametrize("kind", LETTERHEADS)
@pytest.mark.parametrize("what", ["extended", "turned"])
def test_what_word_offers_besides_is_set_too(what: str, kind: str, edit: Edit) -> None:
    edited = edit(what, kind)
    assert edited.outcome.problems == ()
    assert edited.outcome.pages == edited.pages
    told = {"extended": ("solbaek.example.dk rød på gult2", "Overskrift skrevet i hånden",
                         "Noten er skrevet i hånden.", "Ny linje efter en tabulator.",
                         "som nogen har skrevet selv.", "Celle A1Celle B1Celle A2"),
            "turned": ("En liggende side.",)}[what]
    assert [said for said in told if words(said) not in edited.text] == []
    assert "Skaldetmed" not in edited.text


@pytest.mark.parametrize(("what", "code"), [
    ("tracked", "pdf-sporede-aendringer"), ("framed", "pdf-placering")])
def test_what_is_not_finished_is_refused_by_name(what: str, code: str, edit: Edit) -> None:
    edited = edit(what, "revurdering")
    assert (edited.outcome.exit_code, edited.outcome.target) == (1, None)
    assert {problem.code for problem in edited.outcome.problems} == {code}
