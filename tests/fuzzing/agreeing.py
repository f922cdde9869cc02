"""What was made of a case, held against itself: both forms say the same, and the data come back."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pypdfium2 as pdfium
from lxml import etree

from pipeline import Job, Sag, produce
from pipeline.opening.opened import opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS = (W + "t", W + "br", W + "tab")
WORD = re.compile(r"\w{4,}")


def letters_agree(sag: Sag, job: Job) -> None:
    """Raises what producing raises, and AssertionError where the letters are not what they should be."""
    letters = produce(sag, job)
    for letter in letters:
        said = _letters_of_pdf(letter.files["pdf"])
        missing = [word for word in _words_of_docx(letter.files["docx"]) if word not in said]
        assert not missing, f"{len(missing)} words of the Word file are not in the PDF"
    again = [each.files for each in produce(sag, job)]
    assert again == [each.files for each in letters], "other bytes the second time"
    whole = produce(sag, replace(job, carry=True))[0]
    found = opened(whole.files["docx"], name="brev.docx")
    assert found.proven, f"{found.verdict}: {[each.code for each in found.problems]}"


def _words_of_docx(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    lines = ("".join(each.text or "" if each.tag == W + "t" else " " for each in paragraph.iter(*RUNS))
             for paragraph in root.iter(W + "p"))
    return [word for line in lines for word in WORD.findall(line.replace("\u00ad", ""))]


def _letters_of_pdf(data: bytes) -> str:
    """All that the pages say, without spaces: a long word may go on in the next line."""
    document = pdfium.PdfDocument(data)
    try:
        said = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return re.sub(r"[\s\u00ad\ufffe]", "", said)
