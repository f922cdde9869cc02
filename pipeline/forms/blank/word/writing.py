"""A form written as a Word document: a content control for each field, under the field's own name."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.docx.package import pack
from pipeline.forms.blank.carried import files
from pipeline.forms.blank.model import Block, Form, Part, Question, Section, Table, Words
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.word.parts import CARRIED, HEAD, OURS, W14, R, W, parts
from pipeline.forms.entries import Given

LONGEST = 64
"""Letters of a control's tag or title: Word takes no more."""
ON, OFF = "☒", "☐"
_FONT = "MS Gothic"
_TEXT_WIDTH = 9638
"""Twentieths of a point between the margins."""
_ROW = '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="425" w:hRule="atLeast"/></w:trPr>'
_PAGE = ('<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
         '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1021" w:right="1134" w:bottom="1134" '
         'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')


def docx(form: Form, plan: Plan, mapping: Mapping[str, Any], author: str,
         values: Mapping[str, Given] | None = None) -> bytes:
    """The form as a .docx file, with these values filled in; the same ones give the same bytes."""
    writer = _Writer(form, values or {})
    body = "".join((_paragraph("Title", _run(form.title)), *map(writer.words, form.words),
                    *(writer.section(section, nr) for nr, section in enumerate(form.sections, 1))))
    document = (f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="{W14}"><w:body>'
                f'{body}{_PAGE}</w:body></w:document>')
    carried = "".join(f'<fil navn="{name}">{_xml(content.decode())}</fil>' for name, content in files(
        plan, form.digest, mapping).items())
    labels = {name: _xml(words) for name, words in form.labels.items()}
    return pack({
        **parts(_xml(form.title), _xml(author), form.tag, labels),
        "word/document.xml": document.encode(),
        CARRIED: f'{HEAD}<blanket xmlns="{OURS}">{carried}</blanket>'.encode()})


class _Writer:
    """The pieces of one form's text."""

    def __init__(self, form: Form, values: Mapping[str, Given]) -> None:
        self._form, self._values = form, values

    def section(self, section: Section, number: int) -> str:
        """A heading and what stands below it."""
        return _paragraph("Heading1", _run(f"{number}. {section.title}")) + "".join(
            self._part(part) for part in section.parts)

    def words(self, words: Words) -> str:
        """A paragraph to read."""
        return _paragraph("Normal", _run(words.text, strong=words.strong))

    def _part(self, part: Part) -> str:
        if isinstance(part, Words):
            return self.words(part)
        if isinstance(part, Question):
            return self._question(part)
        if isinstance(part, Block):
            return _paragraph("Heading2", _run(part.title)) + "".join(
                self._question(each) for each in part.questions)
        return self._table(part)

    def _question(self, question: Question) -> str:
        title = f"{question.title} *" if question.required else question.title
        hint = _paragraph("Hint", _run(question.help)) if question.help else ""
        return _paragraph("Label", _run(title)) + hint + self._answer(question)

    def _answer(self, question: Question) -> str:
        if question.kind == "several":
            return "".join(_paragraph("Normal", self._tick(question, nr) + _run(f" {choice.label}"))
                           for nr, choice in enumerate(question.choices))
        return _paragraph("Answer", self._control(question))

    def _tick(self, question: Question, nr: int) -> str:
        """A box to tick, for one of the choices."""
        name, choice = question.fields[nr], question.choices[nr]
        on = self._values.get(name) is True
        kind = (f'<w14:checkbox><w14:checked w14:val="{int(on)}"/><w14:checkedState w14:val="2612" '
                f'w14:font="{_FONT}"/><w14:uncheckedState w14:val="2610" w14:font="{_FONT}"/>'
                '</w14:checkbox>')
        box = (f'<w:r><w:rPr><w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}"/>'
               f'</w:rPr><w:t>{ON if on else OFF}</w:t></w:r>')
        return _sdt(name, f"{question.title}: {choice.label}", kind, box)

    def _control(self, question: Question) -> str:
        value = self._values.get(question.name)
        said = value if isinstance(value, str) else ""
        shown = next((each.label for each in question.choices if each.value == said), said)
        prompt = self._form.labels["vaelg" if question.choices else {
            "date": "dato", "time": "tid"}.get(question.kind, "skriv")]
        content = _run(shown) if shown else _run(prompt, style="PlaceholderText")
        return _sdt(question.name, question.spoken, _kind(question, self._form.tag), content,
                    empty=not shown)

    def _table(self, table: Table) -> str:
        total = sum(each.width for each in table.columns)
        widths = [each.width * _TEXT_WIDTH // total for each in table.columns]
        head = "".join(_cell(_paragraph("Normal", _run(each.title, strong=True)), width, "E3EAF1")
                       for each, width in zip(table.columns, widths, strict=True))
        rows = "".join(_ROW + "".join(
            _cell(_paragraph("Normal", self._control(each)), width, "F6F8FA")
            for each, width in zip(row, widths, strict=True)) + "</w:tr>" for row in table.rows)
        lines = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="4A4A4A"/>' for side in (
            "top", "left", "bottom", "right", "insideH", "insideV"))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        above = _paragraph("Label", _run(table.title)) + (
            _paragraph("Hint", _run(table.help)) if table.help else "")
        return (f'{above}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}'
                f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
                f'<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>')


def _kind(question: Question, tag: str) -> str:
    """What can be written in a control."""
    if question.choices:
        items = "".join(f"<w:listItem w:displayText={quoteattr(each.label)} "
                        f"w:value={quoteattr(each.value)}/>" for each in question.choices)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if question.kind == "date":
        return (f'<w:date><w:dateFormat w:val="dd-MM-yyyy"/><w:lid w:val="{tag}"/>'
                '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>')
    return '<w:text w:multiLine="1"/>' if question.kind == "text" else "<w:text/>"


def _sdt(name: str, title: str, kind: str, content: str, *, empty: bool = False) -> str:
    showing = "<w:showingPlcHdr/>" if empty else ""
    return (f"<w:sdt><w:sdtPr><w:alias w:val={_attribute(title)}/><w:tag w:val={_attribute(name)}/>"
            f'<w:id w:val="{zlib.crc32(name.encode()) & 0x7FFFFFFF}"/>{showing}{kind}</w:sdtPr>'
            f'<w:sdtContent>{content}</w:sdtContent></w:sdt>')


def _attribute(value: str) -> str:
    short = value if len(value) <= LONGEST else f"{value[:LONGEST - 1]}…"
    return quoteattr(_printable(short))


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _run(words: str, *, strong: bool = False, style: str = "") -> str:
    """A run of text; a new line is a new line."""
    look = f'<w:rStyle w:val="{style}"/>' if style else "<w:b/>" if strong else ""
    return "".join((f"<w:r><w:rPr>{look}</w:rPr>", "<w:br/>".join(_lines(words)), "</w:r>"))


def _lines(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        yield f'<w:t xml:space="preserve">{_xml(line)}</w:t>'


def _cell(content: str, width: int, fill: str) -> str:
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" '
            f'w:fill="{fill}"/></w:tcPr>{content}</w:tc>')


def _xml(words: str) -> str:
    return escape(_printable(words))


def _printable(words: str) -> str:
    """Without the control characters that XML has no way to write."""
    return "".join(char for char in words if char >= " " or char in "\n\t")
