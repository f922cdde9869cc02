"""Finished letters open in the programs people use."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.package import Docx
from tests.docx.building import ENVIRONMENT, document, docx_bytes

CONTEXT = {"navn": "Åse <Testsen> & søn 🎄", "liste": ["én", "to\nlinjer", "]]>"]}


@pytest.fixture(scope="module")
def letter() -> Docx:
    main = document("Kære {{ navn }}", "{%p for each in liste %}", "{{ each }}", "{%p endfor %}",
                    '{%p include "klage" %}')
    head = document('{%p include "dokument" %}', "Venlig hilsen")
    head.sections[0].header.paragraphs[0].text = "Hoved {{ navn }}"
    passage = document()
    passage.add_paragraph("Du kan klage.", style="List Number")
    parts = compose(docx_bytes(main), docx_bytes(head), {"klage": docx_bytes(passage)}, "brev.docx")
    return compile_template(parts, ENVIRONMENT, "brev.docx").render(CONTEXT)


def test_python_docx_opens_it(letter: Docx, tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(letter.data)
    made = docx.Document(str(path))
    assert [each.text for each in made.paragraphs] == [
        "Kære Åse <Testsen> & søn 🎄", "én", "to\nlinjer", "]]>", "Du kan klage.", "Venlig hilsen"]
    assert made.sections[0].header.paragraphs[0].text == "Hoved Åse <Testsen> & søn 🎄"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice findes ikke her")
def test_libreoffice_opens_it(letter: Docx, tmp_path: Path) -> None:
    (tmp_path / "brev.docx").write_bytes(letter.data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path / "ud"),
         str(tmp_path / "brev.docx")],
        check=True, capture_output=True, timeout=180)
    written = (tmp_path / "ud" / "brev.txt").read_text("utf-8-sig").split("\n")
    assert [line.strip() for line in written if line.strip()] == [
        "Kære Åse <Testsen> & søn 🎄", "én", "to", "linjer", "]]>", "1. Du kan klage.",
        "Venlig hilsen"]
