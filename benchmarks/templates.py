"""What a template's author waits for: the check of the whole set, and old against new over letters."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import islice, repeat
from pathlib import Path

import docx

from benchmarks.table import row, title
from benchmarks.timing import median_ms, paired
from pipeline import Job, read_sag, read_settings, resources
from pipeline.changes.sides import Sides
from pipeline.templateset import TemplateSet

LETTERS = 200


def rows() -> None:
    title("Templates")
    row("templates check, the whole set, whole process", median_ms(paired(_check, rounds=5)[0]) / 1000,
        "s", "goal 2 s")
    with tempfile.TemporaryDirectory() as folder:
        old, new, same = _sides(Path(folder))
        times = paired(lambda _: _compare(old, new), lambda _: _compare(old, same), rounds=5, warm_up=1)
    changed, unchanged = (median_ms(taken) / LETTERS for taken in times)
    row("templates diff, a letter that changes", changed)
    row("templates diff, a letter that does not", unchanged)


def _check(_: int) -> None:
    subprocess.run([sys.executable, "-m", "pipeline", "templates", "check", "--json"], check=True,
                   capture_output=True)


def _sides(folder: Path) -> tuple[TemplateSet, TemplateSet, TemplateSet]:
    """The built-in set, the same with a paragraph more in one letter, and an equal one."""
    built_in = TemplateSet()
    document = docx.Document(str(built_in.document("revurdering")))
    document.add_paragraph("Hilsen {{ kommune.navn }}")
    document.save(str(folder / "ny.docx"))
    (folder / "ens.docx").write_bytes(built_in.document("revurdering").read_bytes())
    name = "dokumenter/revurdering.docx"
    return (built_in, built_in.instead(name, folder / "ny.docx"),
            built_in.instead(name, folder / "ens.docx"))


def _compare(old: TemplateSet, new: TemplateSet) -> None:
    samples = resources.samples()
    case = read_sag(samples / "sager" / "alma-to-hjem.json")
    settings = read_settings(samples / "kommuner" / "solbaek.toml")
    sides = Sides(old, new, Job("revurdering", settings=settings))
    letters = (letter for sag in repeat(case) for letter in sides.compared(sag))
    for _ in islice(letters, LETTERS):
        pass
