"""The form in Word: controls that Word takes, that other programs keep, and that are read back."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pipeline.documents import KINDS
from pipeline.errors import TemplateError
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.word.parts import OURS, W
from pipeline.forms.blank.word.reading import read_word
from pipeline.forms.blank.word.writing import LONGEST
from tests.forms.blank.cases import answered

NS = {"w": W}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_a_control(kind: str) -> None:
    plan, form, _ = made.described(Plan(kind))
    fields, carried = read_word(made.docx(plan))
    assert list(fields) == [name for each in form.questions for name in each.fields]
    assert not any(each.value for each in fields.values())
    assert carried is not None
    assert carried.plan == plan


@pytest.mark.parametrize("kind", KINDS)
def test_word_takes_the_tags(kind: str) -> None:
    """Longer tags and titles, and ids that stand twice, make Word call the file damaged."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(made.docx(Plan(kind)))).read("word/document.xml"))
    for name in ("tag", "alias"):
        found = root.findall(f".//w:sdtPr/w:{name}", NS)
        assert found
        assert all(len(each.get(f"{{{W}}}val")) <= LONGEST for each in found)
    numbers = [each.get(f"{{{W}}}val") for each in root.iterfind(".//w:sdtPr/w:id", NS)]
    assert len(numbers) == len(set(numbers))


def test_only_the_controls_can_be_written_in() -> None:
    with zipfile.ZipFile(io.BytesIO(made.docx(Plan("hoeringssvar")))) as file:
        settings = file.read("word/settings.xml").decode()
    assert '<w:documentProtection w:edit="forms" w:enforcement="1"/>' in settings


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert made.docx(Plan("hoeringssvar")) == made.docx(Plan("hoeringssvar"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_keeps_what_was_written(tmp_path: Path) -> None:
    """LibreOffice 7.4 drops the tags, and puts a new line within a control before it."""
    case = answered("liv-uden-leverandoer", "ansoegning-tabt-arbejdsfortjeneste")
    values = {name: value.replace("\n", " ") if isinstance(value, str) else value
              for name, value in case.values.items()}
    (tmp_path / "udfyldt.docx").write_bytes(made.docx(case.plan, values))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
         "--convert-to", "docx", "--outdir", str(tmp_path / "gemt"), str(tmp_path / "udfyldt.docx")],
        check=True, capture_output=True, timeout=180)
    fields, carried = read_word((tmp_path / "gemt" / "udfyldt.docx").read_bytes())
    expected = {**case.expected, "bilag": [" ".join(case.event["bilag"])]}
    assert case.as_read(fields) == expected
    assert carried is not None
    assert carried.digest == case.form.digest


@pytest.mark.parametrize("said", [
    "<b>&amp;</b> \"x\" 'y'", "Et\nto\n\nfire", "{{ barn.navn }}", "ÆØÅ 😀 ليلى", "]]>"])
def test_a_text_is_read_as_it_was_written(said: str) -> None:
    name = "hoeringer.0.svar.0.tekst"
    fields, _ = read_word(made.docx(Plan("hoeringssvar"), {name: said}))
    assert fields[name].value == said


def test_a_text_of_several_paragraphs_is_read_with_its_lines() -> None:
    """Whoever takes the protection off can put a control round several."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("Et", "To"))
    control = (f'<w:body><w:sdt><w:sdtPr><w:tag w:val="flere"/></w:sdtPr><w:sdtContent>{paragraphs}'
               "</w:sdtContent></w:sdt>")
    data = changed(made.docx(Plan("hoeringssvar")), "<w:body>", control)
    assert read_word(data)[0]["flere"].value == "Et\nTo"


def test_somebody_elses_document_has_no_plan() -> None:
    data = changed(made.docx(Plan("hoeringssvar")), OURS, "https://example.dk/andet",
                   "customXml/item1.xml")
    fields, carried = read_word(data)
    assert fields
    assert carried is None


@pytest.mark.parametrize("content", [b"", b"<a", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;"])
def test_a_broken_document_is_refused(content: bytes) -> None:
    data = changed(made.docx(Plan("hoeringssvar")), None, content)
    with pytest.raises(TemplateError):
        read_word(data)


def changed(data: bytes, old: str | None, new: str | bytes, part: str = "word/document.xml") -> bytes:
    """The package with one part's text replaced, or all of it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                if old is None:
                    assert isinstance(new, bytes)
                    content = new
                else:
                    assert old.encode() in content
                    content = content.replace(old.encode(), str(new).encode())
            copy.writestr(name, content)
    return target.getvalue()
