"""A template checked without a case, by ours and docxtpl-lint: how long it takes, and what is found."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
from jinja2.filters import FILTERS

from benchmarks.batch import as_installed
from benchmarks.peers import workers
from benchmarks.peers.workers import Absent
from benchmarks.table import compared, row, title
from benchmarks.timing import paired
from pipeline.docx.compose import compose
from pipeline.docx.package import pack
from pipeline.templateset import TemplateSet
from pipeline.tools import environment

KIND = "revurdering"
READING = (
    "Each is a whole process over the same 13 documents. docxtpl-lint reads one Word file for itself "
    "and is told our filters' names; ours also reads letterhead and passages, holds every field "
    "against the schema and what a letter can lack, and looks at accessibility, and takes longer for "
    "it. The floor is Python started for nothing. The mistakes are planted one at a time, each in a "
    "copy of a shipped template (for docxtpl-lint with letterhead and passages put in); found means "
    "that it says more than of the template without the mistake. The list is ours, and half of it "
    "needs to know the case: docxtpl-lint could be told of that too (--data, --schema) and is not "
    "here.")
MISTAKES: Mapping[str, tuple[str, ...]] = {
    "a tag that is not closed": ("Kære {{ modtager.navn",),
    "a condition without an end": ("{%p if kommune.telefon %}", "Ring til os"),
    "an end without a condition": ("{%p endif %}",),
    "a filter misspelt": ("{{ brev.dato | datto }}",),
    "a syntax error": ("{{ kommune.navn + }}",),
    "words beside a paragraph's own tag": ("Ring {%p if kommune.telefon %}", "til os", "{%p endif %}"),
    "a row's tag outside a table": ("{%tr for m in maalstatus %}", "{{ m.titel }}", "{%tr endfor %}"),
    "two prefixes in one block": ("{%p if kommune.telefon %}{% endif %}",),
    "a loop's item after the loop": ("{%p for m in maalstatus %}", "{{ m.titel }}", "{%p endfor %}",
                                     "{{ m.vurdering }}"),
    "a field misspelt": ("{{ kommune.navnet }}",),
    "a field of a loop's item misspelt": (
        "{%p for m in maalstatus %}", "{{ m.title }}", "{%p endfor %}"),
    "a value the case may lack, unguarded": ("Ring på {{ sagsbehandler.telefon | telefon }}",),
    "a date written without its filter": ("Dato: {{ brev.dato }}",),
    "a text compared with no value it can have": (
        '{%p if revurdering.udfald == "ja" %}', "Ja", "{%p endif %}"),
}


def rows() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = as_installed(folder)
        _timed(own)
        _found(folder, own)


def _timed(own: dict[str, str]) -> None:
    files = [str(path) for path in sorted(TemplateSet().document(KIND).parent.glob("*.docx"))]
    sides: dict[str, Callable[[int], object]] = {
        "ours": lambda _: _ours(own, *files), "floor": lambda _: _run(own, sys.executable, "-c", "pass")}
    absent: dict[str, str] = {}
    try:
        sides[_named()] = lambda _: _lint(own, *files)
    except Absent as missing:
        absent["docxtpl-lint"] = str(missing)
    taken = dict(zip(sides, paired(*sides.values(), rounds=5, warm_up=1), strict=True))
    title("Templates checked", READING)
    floor = ("Python started for nothing", taken.pop("floor"))
    compared("13 templates checked, whole process", taken.pop("ours"), taken | absent, floor)


def _found(folder: Path, own: dict[str, str]) -> None:
    """How many of the planted mistakes each finds, and which it does not."""
    built_in = TemplateSet().document(KIND).read_bytes()
    mutants = [built_in, *(_with(built_in, lines) for lines in MISTAKES.values())]
    checks: dict[str, Callable[[list[bytes]], list[int]]] = {
        "hjemmetraening": lambda some: _counted(
            _ours(own, "--kind", KIND, *_put(folder, some)), len(some))}
    try:
        checks[_named()] = lambda some: _counted(
            _lint(own, *_put(folder, [_composed(data) for data in some])), len(some))
    except Absent as missing:
        print(f"  docxtpl-lint: {missing}", flush=True)
    for who, check in checks.items():
        before, *after = check(mutants)
        unseen = [what for what, count in zip(MISTAKES, after, strict=True) if count <= before]
        row(f"mistakes found by {who}", len(MISTAKES) - len(unseen), f"of {len(MISTAKES)}",
            f"not found: {'; '.join(unseen)}" if unseen else "")


def _counted(found: list[str], files: int) -> list[int]:
    """How much is said of each file, by the numbers that are their names."""
    return [sum(Path(name).stem == f"{number}" for name in found) for number in range(files)]


def _with(data: bytes, lines: tuple[str, ...]) -> bytes:
    """The template with more paragraphs at its end."""
    document = docx.Document(io.BytesIO(data))
    for words in lines:
        document.add_paragraph(words)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _composed(data: bytes) -> bytes:
    """The template with its letterhead and passages in it."""
    own = TemplateSet()
    passages = {name: path.read_bytes() for name, path in own.passages().items()}
    return pack(compose(data, own.letterhead("kommune").read_bytes(), passages, KIND))


def _put(folder: Path, some: list[bytes]) -> list[str]:
    """The templates as files that are named by their numbers."""
    paths = [folder / f"{number}.docx" for number in range(len(some))]
    for path, data in zip(paths, some, strict=True):
        path.write_bytes(data)
    return list(map(str, paths))


def _ours(own: dict[str, str], *asked: str) -> list[str]:
    """The file of each thing our check has to say."""
    told = json.loads(_run(
        own, sys.executable, "-m", "pipeline", "templates", "check", "--json", *asked))
    return [str(each["file"]) for each in told]


def _lint(own: dict[str, str], *files: str) -> list[str]:
    """The file of each thing docxtpl-lint has to say."""
    filters = ",".join(name for name in environment().filters if name not in FILTERS)
    told: dict[str, Any] = json.loads(_run(
        own, workers.script("docxtpl-lint"), "--no-config", "--autoescape", "--filters", filters,
        "--format", "json", *files))
    return [str(each["file"]) for each in told["files"] for _ in each["issues"]]


def _named() -> str:
    workers.script("docxtpl-lint")
    with workers.python() as worker:
        return f"docxtpl-lint {workers.version(worker, 'docxtpl-lint')}"


def _run(own: dict[str, str], *command: str) -> str:
    """What a whole process says; that it finds something is no failure."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=own)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr)
    return done.stdout
