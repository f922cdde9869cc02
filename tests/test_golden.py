"""What letters say and how they are built, word for word: `make golden` after a wanted change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline import produce
from pipeline.docx.package import Docx
from tests.conftest import job_for, sample, sample_kinds

GOLDEN = Path(__file__).parent / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def outline(docx: Docx) -> str:
    """A document's normalised XML: paragraphs, tables and their styles and texts, line by line."""
    out: list[str] = []
    for name in sorted(docx.parts):
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            out += [f"<{name}>", *lines(etree.fromstring(docx.parts[name]), 1)]
    return "\n".join(out) + "\n"


def lines(node: etree._Element, depth: int) -> Iterator[str]:
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name, pad = etree.QName(child).localname, "  " * depth
        if name == "p":
            style = child.find(f"{W}pPr/{W}pStyle")
            shown = style.get(f"{W}val") if style is not None else "Normal"
            yield f"{pad}{shown}: {text_of(child)}"
        elif name == "tbl":
            style = child.find(f"{W}tblPr/{W}tblStyle")
            yield f"{pad}tabel {style.get(f'{W}val') if style is not None else ''}"
            yield from lines(child, depth + 1)
        elif name == "tr":
            header = child.find(f"{W}trPr/{W}tblHeader") is not None
            yield f"{pad}{'overskriftsrække' if header else 'række'}"
            yield from lines(child, depth + 1)
        else:
            yield from lines(child, depth)


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's text with bold runs in stars, line breaks as a bar and fields by their names."""
    out = ""
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}fldSimple"):
        match etree.QName(node).localname:
            case "t":
                bold = node.getparent().find(f"{W}rPr/{W}b") is not None
                out += f"*{node.text}*" if bold and node.text else node.text or ""
            case "br":
                out += " | "
            case "tab":
                out += "\t"
            case _:
                out += f"[{node.get(f'{W}instr').strip()}]"
    return out


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_letters_read_as_before(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    sag = sample(name)
    for letter in produce(sag, job_for(sag, kind, formats=("docx",))):
        actual = outline(Docx.read(letter.files["docx"]))
        path = GOLDEN / name / f"{letter.stem.rpartition('/')[2]}.txt"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.exists(), f"no golden file {path.name}: run make golden and read it"
        assert actual == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over(request: pytest.FixtureRequest) -> None:
    """A golden file that nothing makes any more is a letter that disappeared unseen."""
    made = set()
    for name, kind in sample_kinds():
        sag = sample(name)
        made |= {f"{name}/{letter.stem.rpartition('/')[2]}.txt"
                 for letter in produce(sag, job_for(sag, kind, formats=("docx",)))}
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.txt")}
    assert kept == made
