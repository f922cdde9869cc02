"""Letters of a kommune's own templates: what is theirs changes, the rest is word for word the same."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.shared import Cm
from lxml import etree
from PIL import Image

from pipeline import resources
from pipeline.batch.jobs import Always
from pipeline.docx.package import Docx
from pipeline.errors import TemplateError, UsageError
from pipeline.flow import produce
from pipeline.key import render_key
from pipeline.templates.overlay import chosen_set
from tests.batch.families import SOLBAEK, digests, jsonl
from tests.conftest import ROOT, SAMPLES, job_for, sample, sample_kinds
from tests.test_cli import ALMA, command
from tests.test_golden import GOLDEN, outline

BUILT_IN = resources.templates()
LYNGHOEJ = SAMPLES / "kommuner" / "lynghoej.toml"
ALT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def logo() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (120, 120), (20, 90, 120)).save(made, "PNG")
    return io.BytesIO(made.getvalue())


def letterhead(folder: Path, alternative: str = "Solbæk Kommunes logo: en sol over en bæk") -> Path:
    """An own letterhead: a logo on the first page, other headers on even pages than on odd ones."""
    document = docx.Document(str(BUILT_IN / "brevpapir" / "kommune.docx"))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    picture = section.first_page_header.paragraphs[0].add_run().add_picture(logo(), height=Cm(1.2))
    picture._inline.docPr.set("descr", alternative)
    section.header.paragraphs[0].text = "Ulige side, sag {{ sagsnummer }}"
    section.even_page_header.paragraphs[0].text = "Lige side, {{ kommune.navn }}"
    section.first_page_footer.paragraphs[0].text = "Først i foden"
    section.even_page_footer.paragraphs[0].text = "Lige i foden"
    (folder / "brevpapir").mkdir(parents=True, exist_ok=True)
    document.save(str(folder / "brevpapir" / "kommune.docx"))
    return folder


def body(written: str) -> str:
    """The body of a golden file."""
    return written.partition("<word/footer")[0]


def letters(kind: str, **more: Any) -> Any:
    sag = sample("alma-to-hjem")
    return produce(sag, job_for(sag, kind, **more))


KOMMUNES = [(name, kind) for name, kind in sample_kinds()
            if name == "karla-tre-aar" and kind in ("afgoerelse", "partshoering", "tilsynsrapport")]


@pytest.mark.parametrize(("name", "kind"), KOMMUNES)
def test_another_letterhead_changes_headers_and_footers_and_nothing_else(
    name: str, kind: str, tmp_path: Path,
) -> None:
    sag = sample(name)
    made = produce(sag, job_for(sag, kind, formats=("docx",), templates=letterhead(tmp_path)))
    for letter in made:
        golden = (GOLDEN / name / f"{letter.stem.rpartition('/')[2]}.txt").read_text(encoding="utf-8")
        actual = outline(Docx.read(letter.files["docx"]))
        assert body(actual) == body(golden)
        assert actual != golden
        assert "Ulige side, sag" in actual


def test_there_are_kinds_to_hold_against_their_golden_files() -> None:
    assert len(KOMMUNES) == 3


def test_a_document_of_another_author_keeps_its_letterhead(tmp_path: Path) -> None:
    sag = sample("karla-tre-aar")
    plain, own = (produce(sag, job_for(sag, "tilbud", formats=("docx",), templates=templates,
                                       carry=False))
                  for templates in (None, letterhead(tmp_path)))
    assert [letter.files for letter in plain] == [letter.files for letter in own]


def page_texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_first_even_and_odd_pages_and_the_logo_are_in_the_pdf(tmp_path: Path) -> None:
    made = letters("revurdering", templates=letterhead(tmp_path), formats=("docx", "pdf"))[0]
    first, second, third, *_ = page_texts(made.files["pdf"])
    assert "Først i foden" in first
    assert "Lige side, Solbæk Kommune" in second
    assert "Lige i foden" in second
    assert "Ulige side, sag 24/20917" in third
    assert not re.search("Lige side|Ulige side", first)
    page = pypdfium2.PdfDocument(made.files["pdf"])[0]
    picture = page.render(scale=1).to_pil().convert("RGB")
    width, height = picture.size
    assert (20, 90, 120) in set(picture.crop((0, 0, width, height // 4)).get_flattened_data())
    parts = Docx.read(made.files["docx"]).parts
    described = [each.get("descr") for name, part in parts.items() if name.startswith("word/header")
                 for each in etree.fromstring(part).iter(ALT)]
    assert described == ["Solbæk Kommunes logo: en sol over en bæk"]


def test_a_logo_without_words_is_told_before_any_letter(tmp_path: Path) -> None:
    folder = letterhead(tmp_path, alternative="")
    done = command("templates", "check", str(folder / "brevpapir" / "kommune.docx"), "--json",
                   "--templates", str(folder))
    assert done.returncode == 3
    (finding,) = [one for one in json.loads(done.stdout) if one["code"] == "billede-uden-tekst"]
    assert finding["file"] == "brevpapir/kommune.docx"
    assert finding["part"].startswith("word/header")
    assert "PDF" not in finding["message"], "in a header it is set, as decoration"


def test_a_passage_of_ones_own_stands_in_every_letter_that_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "blokke").mkdir()
    own = docx.Document(str(BUILT_IN / "blokke" / "hilsen.docx"))
    own.paragraphs[0].text = "Hav det godt"
    own.save(str(tmp_path / "blokke" / "hilsen.docx"))
    for kind in ("revurdering", "tilsynsrapport"):
        for before, after in zip(letters(kind, formats=("docx",)),
                                 letters(kind, formats=("docx",), templates=tmp_path), strict=True):
            assert outline(Docx.read(after.files["docx"])) == outline(
                Docx.read(before.files["docx"])).replace("Venlig hilsen", "Hav det godt")


def test_nobodys_file_is_changed(tmp_path: Path) -> None:
    folder = letterhead(tmp_path)

    def state() -> dict[Path, tuple[str, int]]:
        return {path: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
                for root in (folder, BUILT_IN) for path in root.rglob("*.docx")}

    before = state()
    letters("revurdering", templates=folder)
    command("templates", "check", "--templates", str(folder))
    command("templates", "list", "--templates", str(folder))
    assert state() == before


def test_the_key_follows_the_files_and_not_the_folder(tmp_path: Path) -> None:
    sag = sample("alma-to-hjem")
    plain = job_for(sag, "revurdering")
    own = dataclasses.replace(plain, templates=letterhead(tmp_path / "a"))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert render_key(sag, own) != render_key(sag, plain)
    moved = dataclasses.replace(own, templates=tmp_path / "b")
    assert render_key(sag, moved) == render_key(sag, own)
    tried = chosen_set(tmp_path / "a").instead(
        "dokumenter/revurdering.docx", BUILT_IN / "dokumenter" / "tilsynsrapport.docx")
    assert render_key(sag, dataclasses.replace(own, templates=tried)) != render_key(sag, own)


def test_a_folder_that_goes_away_stops_the_letters(tmp_path: Path) -> None:
    folder = letterhead(tmp_path / "egne")
    letters("revurdering", templates=folder, formats=("docx",))
    shutil.rmtree(folder)
    with pytest.raises(UsageError):
        letters("revurdering", templates=folder, formats=("docx",))


def test_a_run_is_known_again_by_its_folders(tmp_path: Path) -> None:
    sag = sample("alma-to-hjem")
    plain = job_for(sag, "revurdering")
    own = dataclasses.replace(plain, templates=letterhead(tmp_path))
    assert Always(plain).wish()["skabeloner"] is None
    assert Always(own).wish()["skabeloner"] == [str(tmp_path)]
    one = chosen_set(tmp_path).instead("blokke/a.docx", Path("a.docx"))
    tried = dataclasses.replace(own, templates=one)
    assert Always(tried).wish()["skabeloner"] == [str(tmp_path), "blokke/a.docx=a.docx"]


def test_batch_sends_the_templates_to_its_workers(tmp_path: Path) -> None:
    """From another folder than ours: a relative path must arrive as the same folder."""
    source = jsonl(tmp_path / "sager.jsonl", 2)
    relative = os.path.relpath(letterhead(tmp_path / "skabeloner"), ROOT)
    assert relative.startswith("..")
    made = {}
    for name, templates in (("egne", ["--templates", relative]), ("indbyggede", [])):
        done = command("batch", str(source), "--kind", "revurdering", "--kommune", str(SOLBAEK),
                       "--out", str(tmp_path / name), "--format", "docx", "--workers", "2", *templates)
        assert done.returncode == 0, done.stderr
        made[name] = digests(tmp_path / name)
    assert set(made["egne"]) == set(made["indbyggede"])
    assert all("Ulige side, sag" in outline(Docx.read(data)) for data in made["egne"].values())
    assert not any("Ulige side" in outline(Docx.read(data)) for data in made["indbyggede"].values())


def rendered(out: Path, *options: str) -> str:
    done = command("render", "revurdering", ALMA, "--out", str(out), "--format", "docx", *options)
    assert done.returncode == 0, done.stderr
    return outline(Docx.read(next(out.rglob("*.docx")).read_bytes()))


def test_the_settings_name_the_folder_and_the_option_wins(tmp_path: Path) -> None:
    kommune = ["--kommune", str(LYNGHOEJ)]
    assert "Med venlig hilsen fra Lynghøj" in rendered(tmp_path / "a", *kommune)
    chosen = rendered(tmp_path / "b", *kommune, "--templates", str(letterhead(tmp_path / "egne")))
    assert "Med venlig hilsen fra Lynghøj" not in chosen
    assert "Ulige side, sag" in chosen


def test_the_sample_folder_is_right() -> None:
    done = command("templates", "check", "--kommune", str(LYNGHOEJ), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_a_case_does_not_choose_a_folder_of_the_machine(tmp_path: Path) -> None:
    data = json.loads(Path(ALMA).read_text(encoding="utf-8"))
    from pipeline import read_settings

    data["kommune"] = {**read_settings(SOLBAEK), "skabelonmappe": str(letterhead(tmp_path / "egne"))}
    case = tmp_path / "sag.json"
    case.write_text(json.dumps(data, default=float), encoding="utf-8")
    done = command("render", "revurdering", str(case), "--out", str(tmp_path / "ud"), "--format", "docx")
    assert done.returncode == 0, done.stderr
    assert "Sagens egen skabelonmappe bliver ikke brugt." in done.stderr
    assert "Ulige side" not in outline(Docx.read(next((tmp_path / "ud").rglob("*.docx")).read_bytes()))


def test_a_broken_letterhead_is_told_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "brevpapir").mkdir()
    document = docx.Document()
    document.add_paragraph("Et brevpapir uden plads")
    document.save(str(tmp_path / "brevpapir" / "kommune.docx"))
    with pytest.raises(TemplateError) as raised:
        letters("revurdering", templates=tmp_path, formats=("docx",))
    assert [problem.code for problem in raised.value.problems] == ["brevpapir-uden-plads"]
    assert "brevpapir" in raised.value.problems[0].path
