"""A context to DOCX against docxtpl; and where the time of a letter goes, stage by stage."""

from __future__ import annotations

import io
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from benchmarks.letters import META, NOON, letters, the_job, the_sample, varied
from benchmarks.table import row, title
from benchmarks.timing import median_ms, paired, ratio
from pipeline import read_sag, write
from pipeline.documents import KINDS
from pipeline.letters import Letter, checked, prepared
from pipeline.pdf.proof.check import check_pdf
from pipeline.tools import engine, environment, template_of


def docxtpl_bytes(source: Path) -> Callable[[Letter], bytes]:
    """What people write today: open, render, save."""
    sandbox = environment()

    def run(letter: Letter) -> bytes:
        document = DocxTemplate(str(source))
        document.render(letter.context, jinja_env=sandbox, autoescape=True)
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    return run


def composed(folder: Path) -> Path:
    """The template as one Word file, letterhead and passages in it."""
    source = folder / "composed.docx"
    source.write_bytes(template_of(KINDS["revurdering"], "kommune", None).source)
    return source


def rows() -> None:
    with tempfile.TemporaryDirectory() as folder:
        against_docxtpl(Path(folder))
        stages(Path(folder))


def against_docxtpl(folder: Path) -> None:
    some = letters(40)
    template = template_of(KINDS["revurdering"], "kommune", None)
    theirs = docxtpl_bytes(composed(folder))
    our_times, their_times = paired(lambda n: template.render(some[n].context),
                                    lambda n: theirs(some[n]), rounds=40)
    title("Ready context -> DOCX bytes, shipped revurdering")
    row("docxtpl: open, render, save", median_ms(their_times))
    row("hjemmetraening", median_ms(our_times))
    row("ratio", ratio(their_times, our_times), "x", "goal 50")


def stages(folder: Path) -> None:
    """A case with two letters, file to files; time per letter and stage."""
    sag, job = the_sample(), the_job()
    files = []
    for number in range(60):
        path = folder / f"sag{number}.json"
        path.write_text(json.dumps(varied(sag.data, number), default=float), encoding="utf-8")
        files.append(path)
    taken: dict[str, list[float]] = {}

    def timed(name: str, per: int, call: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = call()
        taken.setdefault(name, []).append((time.perf_counter() - start) / per)
        return result

    for number, path in enumerate(files):
        if number == 10:
            taken.clear()
        start = time.perf_counter()
        read = timed("read", 2, lambda path=path: read_sag(path))
        case, settings, _ = timed("validate", 2, lambda read=read: checked(read, job))
        pair = timed("project and derive", 2,
                     lambda case=case, settings=settings: prepared(case, settings, job))
        template = timed("template, known", 2,
                         lambda: template_of(KINDS["revurdering"], "kommune", None))
        for letter in pair:
            docx = timed("render (DOCX)", 1,
                         lambda letter=letter, t=template: t.render(letter.context))
            pdf = timed("typeset (PDF: walk and compile)", 1,
                        lambda docx=docx: engine().pdf(docx, metadata=META, timestamp=NOON))
            timed("check (text, tags, title)", 1,
                  lambda docx=docx, pdf=pdf: check_pdf(docx, pdf, META))
            data = {"docx": docx.data, "pdf": pdf.data}
            timed("write (both files, flushed)", 1,
                  lambda letter=letter, data=data: write(folder, f"x/{letter.view.recipient.id}", data))
        taken.setdefault("a letter in all", []).append((time.perf_counter() - start) / len(pair))
    title("A case -> DOCX and PDF on disk, per letter (two to a case)")
    for name, times in taken.items():
        row(name, median_ms(times))
