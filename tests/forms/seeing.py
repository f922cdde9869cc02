"""A filled form through others' eyes: pypdf's for values, PDFium's and poppler's for what is seen."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from pipeline.forms.walk import Node, walk


def nodes(data: bytes) -> dict[str, list[Node]]:
    root = PdfReader(io.BytesIO(data)).trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return walk(root).nodes


def node(data: bytes, name: str) -> Node:
    return nodes(data)[name][0]


def words(data: bytes, page: int = 0) -> str:
    """What PDFium reads on a page with its fields, as one line."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    if document.formenv is not None:
        document[page].flatten()
    text = document[page].get_textpage().get_text_bounded()
    document.close()
    return " ".join(text.split())


def picture(data: bytes, page: int = 0, scale: float = 1.0) -> Any:
    """A page as PDFium draws it."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    image = document[page].render(scale=scale, may_draw_forms=True).to_pil().convert("L")
    document.close()
    return image


def dark(image: Any, box: tuple[int, int, int, int], *, under: int = 128) -> int:
    """How many points are dark in a box: left, bottom, right and top in points of the page."""
    left, low, right, top = box
    part = image.crop((left, image.height - top, right, image.height - low))
    return sum(count for value, count in enumerate(part.histogram()) if value < under)


def poppler(data: bytes) -> Any:
    """The first page as poppler draws it, at 72 points an inch."""
    from PIL import Image

    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler is not installed")
    done = subprocess.run(["pdftoppm", "-r", "72", "-png", "-f", "1", "-l", "1", "-"],
                          input=data, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L")
