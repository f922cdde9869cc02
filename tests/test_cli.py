"""The command as people and programs meet it: what it prints, writes and ends with."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from tests.conftest import ROOT, SAMPLES, sample

SOLBAEK = str(SAMPLES / "kommuner" / "solbaek.toml")
ALMA = str(SAMPLES / "sager" / "alma-to-hjem.json")


def command(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "pipeline", *args], cwd=ROOT, capture_output=True,
        text=True, encoding="utf-8", timeout=120, env={**os.environ, "PYTHONUTF8": "1", **env})


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_has_help_and_is_in_the_readme(name: str) -> None:
    done = command(*([name] if name else []), "--help")
    assert done.returncode == 0
    assert "Usage: hjemmetraening" in done.stdout
    assert f"hjemmetraening {name}".strip() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_documents_lists_every_kind_for_people_and_programs() -> None:
    from pipeline.documents import KINDS

    listed = json.loads(command("documents", "--json").stdout)
    assert [kind["id"] for kind in listed] == list(KINDS)
    people = command("documents", "--lang", "en").stdout
    assert all(kind in people for kind in KINDS)
    assert "Re-evaluation" in people


def test_render_writes_private_files_under_the_agreed_names(tmp_path: Path) -> None:
    out = tmp_path / "ud"
    done = command("render", "revurdering", ALMA, "--out", str(out), "--kommune", SOLBAEK, "--json")
    assert done.returncode == 0, done.stderr
    letters = json.loads(done.stdout)
    assert [letter["modtager"] for letter in letters] == ["mor", "far"]
    data = sample("alma-to-hjem").data
    folder = data["sagsnummer"].replace("/", "%2F")
    day = data["revurderinger"][-1]["brevdato"]
    for letter in letters:
        for path in map(Path, letter["filer"]):
            assert path.relative_to(out).as_posix() == \
                f"{folder}/{day}-revurdering-{letter['modtager']}{path.suffix}"
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {p.suffix for p in out.rglob("*") if p.is_file()} == {".docx", ".pdf"}


def test_render_takes_a_date_a_number_and_a_format(tmp_path: Path) -> None:
    done = command("render", "tilsynsrapport", ALMA, "--out", str(tmp_path), "--kommune", SOLBAEK,
                   "--date", "2026-03-02", "--nr", "1", "--format", "docx", "--json")
    assert done.returncode == 0, done.stderr
    files = [Path(f).name for letter in json.loads(done.stdout) for f in letter["filer"]]
    assert files == ["2026-03-02-tilsynsrapport-mor.docx", "2026-03-02-tilsynsrapport-far.docx"]


FAILURES = [
    (("render", "revurdering", "findes-ikke.json", "--out", "OUT"), 2, "findes ikke"),
    (("render", "brev", ALMA, "--out", "OUT", "--kommune", SOLBAEK), 2, "dokument"),
    (("render", "revurdering", ALMA, "--out", "OUT", "--kommune", SOLBAEK, "--nr", "99"), 2, "nummer"),
    (("render", "revurdering", ALMA, "--out", "OUT", "--kommune", SOLBAEK, "--nr", "1", "--alle"), 2,
     "--alle"),
    (("render", "revurdering", ALMA, "--out", "OUT"), 1, "--kommune"),
    (("render", "revurdering", ALMA, "--out", "OUT", "--kommune", SOLBAEK, "--date", "1.1.2026"), 2,
     "ÅÅÅÅ-MM-DD"),
    (("render", "revurdering", ALMA, "--out", "OUT", "--kommune", SOLBAEK, "--format", "odt"), 2, "pdf"),
    (("render", "revurdering", ALMA, "--out", "OUT", "--kommune", ALMA), 1, "TOML"),
    (("validate",), 2, "KILDE"),
    (("pdf", ALMA, "--out", "OUT"), 1, "Word-dokument"),
    (("pdf", "findes-ikke.docx", "--out", "OUT"), 2, "findes ikke"),
    (("pdf", "a.docx", "b.docx", "--title", "T", "--out", "OUT"), 2, "--title"),
    (("pdf", ALMA, "--engine", "word", "--out", "OUT"), 2, "libreoffice"),
    (("findesikke",), 2, "findesikke"),
]


@pytest.mark.parametrize(("args", "code", "words"), FAILURES)
def test_a_failure_says_what_to_do_and_writes_nothing(
    args: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    done = command(*(str(tmp_path / "ud") if arg == "OUT" else arg for arg in args))
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*"))


BROKEN = sorted((SAMPLES / "fejl").glob("*.json"))


def test_there_are_broken_samples() -> None:
    assert len(BROKEN) >= 20


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_broken_sample_is_told_apart_and_nothing_is_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process: anything but a result or a refusal would come out of it here."""
    from pipeline.cli import group
    from pipeline.cli.report import ended_by
    from pipeline.errors import PipelineError

    codes = []
    for kind in ("revurdering", "tilsynsrapport", "partshoering"):
        try:
            codes.append(group.main(["render", kind, str(path), "--out", str(tmp_path), "--alle",
                                     "--kommune", SOLBAEK], standalone_mode=False) or 0)
        except PipelineError as error:
            codes.append(ended_by(error))
    assert 1 in codes
    assert set(codes) <= {0, 1, 2}
    assert "fejl" in capsys.readouterr().err.lower()
    for extra in tmp_path.rglob("*"):
        assert extra.is_dir() or extra.suffix in (".docx", ".pdf")


def test_validate_lists_all_problems_in_either_language(tmp_path: Path) -> None:
    data = json.loads(Path(ALMA).read_text(encoding="utf-8"))
    data["barn"]["cpr"] = "320199-9999"
    data["parter"][0]["kontakt"]["email"] = "ingen snabel"
    data["ukendt"] = 1
    path = tmp_path / "sag.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    danish = command("validate", str(path), "--json")
    english = command("validate", str(path), "--json", "--lang", "en")
    assert danish.returncode == english.returncode == 1
    listed = [json.loads(done.stdout)[0]["problemer"] for done in (danish, english)]
    assert {p["path"] for p in listed[0] if p["severity"] == "fejl"} == {
        "barn.cpr", "parter[0].kontakt.email", "ukendt"}
    assert [p["path"] for p in listed[0]] == [p["path"] for p in listed[1]]
    assert not {p["message"] for p in listed[0]} & {p["message"] for p in listed[1]}
    for secret in ("320199", "ingen snabel"):
        assert secret not in danish.stdout + danish.stderr + english.stdout


def test_pdf_sets_documents_edited_by_hand_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    import docx
    import pypdfium2

    made = command("render", "revurdering", ALMA, "--out", str(tmp_path), "--kommune", SOLBAEK,
                   "--format", "docx", "--json")
    source = Path(json.loads(made.stdout)[0]["filer"][0])
    document = docx.Document(str(source))
    document.add_paragraph("Skrevet til i hånden.")
    document.save(str(source))
    broken = tmp_path / "ødelagt.docx"
    broken.write_bytes(source.read_bytes()[:900])
    twin = tmp_path / "igen" / source.name
    twin.parent.mkdir()
    twin.write_bytes(source.read_bytes())
    done = command("pdf", str(broken), str(source), str(twin), "--out", str(tmp_path / "ud"), "--json")
    assert done.returncode == 1, done.stderr
    bad, good, second = json.loads(done.stdout)
    assert [p["code"] for p in bad["problemer"]] == ["docx-ulaeselig"]
    assert [p["code"] for p in second["problemer"]] == ["pdf-samme-navn"]
    assert (good["motor"], good["pdf"]) == ("typst", str(tmp_path / "ud" / f"{source.stem}.pdf"))
    assert [path.name for path in (tmp_path / "ud").iterdir()] == [f"{source.stem}.pdf"]
    pdf = pypdfium2.PdfDocument(good["pdf"])
    assert "Skrevet til i hånden." in pdf[len(pdf) - 1].get_textpage().get_text_range()
    pdf.close()
    people = command("pdf", str(source), "--out", str(tmp_path / "ud"))
    assert people.stdout == f"{good['pdf']}  (typst)\n"


def test_pdf_lists_every_refusal_with_place_and_remedy(tmp_path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    for _ in range(2):
        run = document.add_paragraph("Ord").add_run()
        run._r.append(OxmlElement("w:object"))
    document.save(str(tmp_path / "brev.docx"))
    done = command("pdf", str(tmp_path / "brev.docx"), "--out", str(tmp_path / "ud"))
    assert done.returncode == 1
    assert "brødteksten, afsnit 1" in done.stderr
    assert "brødteksten, afsnit 2" in done.stderr
    assert "→" in done.stderr
    assert "»" not in done.stderr
    # The way to the words is told to people at a screen, not to a file.
    assert "--quote" not in done.stderr
    assert not (tmp_path / "ud").exists()
    quoted = command("pdf", str(tmp_path / "brev.docx"), "--out", str(tmp_path / "ud"), "--quote")
    assert "      »Ord[…]«" in quoted.stderr
    for more, words in ((), None), (("--quote",), "Ord[…]"):
        listed = command("pdf", str(tmp_path / "brev.docx"), "--out", str(tmp_path / "ud"), "--json",
                         *more)
        problem = json.loads(listed.stdout)[0]["problemer"][0]
        assert problem["path"] == "word/document.xml, afsnit 1"
        assert problem.get("words") == words
        assert "Ord" not in str({**problem, "words": ""})


def test_at_a_screen_pdf_says_how_to_see_the_words(tmp_path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    document.add_paragraph("Ord").add_run()._r.append(OxmlElement("w:object"))
    document.save(str(tmp_path / "brev.docx"))
    ours, theirs = os.openpty()
    args = [sys.executable, "-m", "pipeline", "pdf", str(tmp_path / "brev.docx"), "--out",
            str(tmp_path / "ud"), "--lang", "da"]
    subprocess.run(args, cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL, check=False)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):
        while more := os.read(ours, 4096):
            said += more
    os.close(ours)
    assert said.decode().rstrip().splitlines()[-1].endswith("--quote.")


def test_a_broken_template_ends_with_3_and_names_the_place(tmp_path: Path) -> None:
    import shutil

    import docx

    from pipeline import PipelineError, produce
    from tests.conftest import job_for

    for tag, words in (
            ("{{ barn.navm }}", "navm"), ("{% if barn %}", "afsnit"), ("{{ 1 | dto }}", "dto")):
        folder = tmp_path / words
        shutil.copytree(ROOT / "templates", folder)
        path = folder / "dokumenter" / "revurdering.docx"
        document = docx.Document(str(path))
        document.paragraphs[-1].insert_paragraph_before(tag)
        document.save(str(path))
        sag = sample("alma-to-hjem")
        with pytest.raises(PipelineError) as refused:
            produce(sag, job_for(sag, "revurdering", templates=folder))
        assert refused.value.exit_code == 3
        shown = " ".join(f"{p.path} {p.message}" for p in refused.value.problems)
        assert "revurdering.docx" in shown
        assert words in shown


def test_a_full_disk_or_a_file_in_the_way_is_the_machines_turn(tmp_path: Path) -> None:
    (tmp_path / "ud").write_text("en fil, ikke en mappe", encoding="utf-8")
    done = command("render", "revurdering", ALMA, "--out", str(tmp_path / "ud" / "x"),
                   "--kommune", SOLBAEK)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr


def test_help_loads_no_rendering_library() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pipeline", "--help"], cwd=ROOT,
        capture_output=True, text=True, encoding="utf-8", check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & {"docxtpl", "docx", "typst", "lxml", "jinja2", "pypdfium2", "pypdf",
                         "jsonschema", "babel"}


def test_a_fault_of_ours_shows_neither_traceback_nor_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline import cli
    from pipeline.batch import sources

    def broken(*_: object) -> object:
        raise KeyError("Alma Hemmelig")

    monkeypatch.setattr(sources, "parse_sag", broken)
    monkeypatch.setattr(sys, "argv", ["hjemmetraening", "validate", ALMA])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 5
    shown = "".join(capsys.readouterr())
    assert "KeyError" in shown
    assert "Hemmelig" not in shown
    assert "Traceback" not in shown
