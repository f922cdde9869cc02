"""Whatever a command writes, only its owner may read it, however careless the shell's own mask is."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from tests.conftest import ROOT, SAMPLES

SOLBAEK = str(SAMPLES / "kommuner" / "solbaek.toml")
CASE = str(SAMPLES / "sager" / "zoe-uden-leverandoer.json")
MINE = ("--kommune", SOLBAEK)

WRITING: dict[str, Sequence[str]] = {
    "render": ("revurdering", CASE, *MINE, "--out", "{ud}/breve", "--print-run", "{ud}/print.pdf",
               "--digital-post", "{ud}/post"),
    "batch": (CASE, "--kind", "revurdering", *MINE, "--out", "{ud}/a/b/breve", "--workers", "1",
              "--ledger", "{ud}/c/d/koersler.sqlite", "--print-run", "{ud}/print.pdf",
              "--digital-post", "{ud}/post/e"),
    "batch --form": (CASE, "--form", "{før}/blanket.pdf", *MINE, "--out", "{ud}/udfyldte",
                     "--workers", "1", "--for", "mor"),
    "sheet": ("revurdering", CASE, "--out", "{ud}/f/ark.xlsx"),
    "templates new": ("afgoerelse", "--out", "{ud}/g/ny.docx"),
    "templates fields": ("afgoerelse", "--out", "{ud}/felter.docx"),
    "templates check": ("{før}/brev.docx", "--kind", "afgoerelse", "--comments", "{ud}/rettes"),
    "templates preview": ("{før}/ny.docx", "--kind", "afgoerelse", "--out", "{ud}/proeve"),
    "forms blank": ("ansoegning-udgifter", "--out", "{ud}/h/blanket.pdf"),
    "forms map": ("{før}/blanket.pdf", "--kind", "ansoegning-udgifter", "--out", "{ud}/i/skema.toml"),
    "forms fill": ("{før}/blanket.pdf", "--case", CASE, *MINE, "--for", "mor",
                   "--out", "{ud}/j/udfyldt.pdf"),
    "forms flatten": ("{før}/blanket.pdf", "--out", "{ud}/k/flad.pdf"),
    "pdf": ("{før}/brev.docx", "--out", "{ud}/l/m"),
    "due": (CASE, "--by", "2030-01-01", *MINE, "--ics", "{ud}/n/frister.ics"),
    "start": ("ansoegning-hjemmetraening", CASE, "--as", "mor", "--out", "{ud}/r/ny.json"),
    "open": ("{før}/baerer.pdf", "--into", "{før}/tom.json", "--accept", "nye", *MINE, "--unproven",
             "--by", "Kim", "--out", "{ud}/flettet.json"),
    "strip": ("{før}/brev.docx", "--out", "{ud}/s/uden.docx"),
    "pseudonymise": (CASE, *MINE, "--out", "{ud}/o/delbare", "--key", "{ud}/p/noegle.txt"),
    "pseudonymise .jsonl": (CASE, *MINE, "--out", "{ud}/q/delbare.jsonl"),
}
"""Every command that writes; `{før}` is a folder with what it reads."""

ONLY_SHOWING = {"documents", "validate", "runs", "explain", "law", "serve", "roles"}
"""Commands that write no file of their own. `demo` is `render` many times."""


def run(place: Path, mask: int, *args: str) -> subprocess.CompletedProcess[str]:
    code = f"import os, sys; os.umask({mask}); from pipeline.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "TMPDIR": str(place)}, timeout=300)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter, a template and a form to read."""
    place = tmp_path_factory.mktemp("før")
    run(place, 0o022, "templates", "new", "afgoerelse", "--out", str(place / "ny.docx"))
    run(place, 0o022, "forms", "blank", "ansoegning-udgifter", "--out", str(place / "blanket.pdf"))
    run(place, 0o022, "render", "revurdering", CASE, *MINE, "--out", str(place / "breve"), "--format",
        "docx")
    letter = next((place / "breve").rglob("*.docx"))
    shutil.copyfile(letter, place / "brev.docx")
    run(place, 0o022, "render", "ansoegning-hjemmetraening", CASE, *MINE, "--out",
        str(place / "ansoegning"), "--format", "pdf", "--carry")
    shutil.copyfile(next((place / "ansoegning").rglob("*.pdf")), place / "baerer.pdf")
    case = json.loads(Path(CASE).read_text(encoding="utf-8"))
    (place / "tom.json").write_text(json.dumps({
        **{key: case[key] for key in ("skema", "sagsnummer", "barn", "parter")}, "ansoegninger": []}))
    return place


def modes(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything below a folder that somebody else may do something with."""
    for path in sorted(folder.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode != (0o700 if path.is_dir() else 0o600):
            yield path.relative_to(folder).as_posix(), oct(mode)


@pytest.mark.parametrize(("name", "mask"), [
    *((name, 0o000) for name in WRITING), *((name, 0o022) for name in ("render", "batch", "sheet"))])
def test_what_a_command_writes_is_its_owners_alone(
    name: str, mask: int, before: Path, tmp_path: Path,
) -> None:
    out, temporary = tmp_path / "ud", tmp_path / "tmp"
    for folder in (out, temporary):
        folder.mkdir()
    done = run(temporary, mask, *name.removesuffix(" --form").removesuffix(" .jsonl").split(),
               *(one.format(ud=out, før=before) for one in WRITING[name]))
    assert done.returncode in (0, 1, 3), done.stderr
    assert [path for path in out.rglob("*") if path.is_file()] != [], done.stderr
    assert list(modes(out)) == []
    assert list(temporary.iterdir()) == []


def test_the_look_would_see_a_file_that_others_may_read(tmp_path: Path) -> None:
    (tmp_path / "åben").write_text("")
    (tmp_path / "åben").chmod(0o640)
    assert list(modes(tmp_path)) == [("åben", "0o640")]


def test_every_command_is_among_those_that_write_or_those_that_do_not() -> None:
    writing = {name.split()[0] for name in WRITING}
    unknown = set(COMMANDS) - writing - ONLY_SHOWING - {"demo", "forms", "templates"}
    assert unknown == set()


def test_a_ledger_in_use_is_private_with_all_its_files(tmp_path: Path) -> None:
    """SQLite's own files beside the ledger hold what the ledger does."""
    code = (
        "import os, sys, stat; os.umask(0)\n"
        "from pathlib import Path; from pipeline.batch.ledger import Ledger; import datetime as dt\n"
        f"ledger = Ledger(Path({str(tmp_path)!r}) / 'ny' / 'koersler.sqlite')\n"
        "ledger.begin('{}', dt.date(2026, 1, 1), 'da', dt.datetime(2026, 1, 1))\n"
        f"found = Path({str(tmp_path)!r}).rglob('*')\n"
        "print({p.name: oct(stat.S_IMODE(p.stat().st_mode)) for p in found})")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    found = json.loads(done.stdout.replace("'", '"'))
    assert found.pop("ny") == "0o700"
    assert set(found) >= {"koersler.sqlite", "koersler.sqlite-wal", "koersler.sqlite-shm"}
    assert set(found.values()) == {"0o600"}
