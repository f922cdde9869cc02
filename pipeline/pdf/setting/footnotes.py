"""Footnotes and endnotes: counted where the text refers to them, set where they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.emit import literal, pt
from pipeline.pdf.word.numbering import numeral
from pipeline.pdf.word.xml import OFF, W, local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.context import Context

KINDS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""The kinds of notes, and how Word counts them where a document does not say."""
_RULE = "line(length: 144pt, stroke: 0.5pt)"
_KNOWN = {"numRestart": ("continuous", "eachSect"), "pos": ("pageBottom", "docEnd", "sectEnd")}

Form = dict[str, str]
"""What a document, or a section, says of its notes, by name."""

Known = dict[str, tuple["Element", int]]
"""The notes of a part by id, each with the number of paragraphs before it."""


@dataclass(slots=True)
class Notes:
    """The notes of one document, as far as its text has referred to them."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    """How far each kind has counted."""
    met: int = 0
    """How many notes have been referred to."""
    any_footnote: bool = False
    ends: list[str] = field(default_factory=list)
    """The endnotes as statements, in order."""
    _parts: dict[str, tuple[str, Known]] = field(default_factory=dict)
    _lines: dict[str, float] = field(default_factory=dict)
    _forms: dict[str, Form] = field(default_factory=dict)

    def begin(self, forms: dict[str, Form]) -> None:
        """Here a section begins whose notes have these forms; who starts over starts over."""
        first = not self._forms
        self._forms = forms
        for kind, form in forms.items():
            if first or form.get("numRestart") == "eachSect":
                self.counts[kind] = int(form.get("numStart") or 1) - 1

    def refer(self, context: Context, reference: Element) -> str | None:
        """The reference as code but for its look; None where it was refused."""
        kind = local(reference).removesuffix("Reference")
        part, notes = self._read(context, kind)
        found = notes.get(reference.get(W + "id") or "")
        form = self._forms.get(kind, {})
        # A note's words are no part of the letter's shape.
        context.verbatim = False
        self.met += 1
        number: str | None = ""
        if reference.get(W + "customMarkFollows") in (None, *OFF):
            self.counts[kind] += 1
            number = numeral(self.counts[kind], form.get("numFmt", KINDS[kind]))
        if (found is None or number is None or context.running or context.noted is not None
                or _unusual(form)):
            context.refuse("pdf-note")
            return None
        body = _body(context, part, *found, number)
        if kind == "footnote":
            self.any_footnote = True
            return f'footnote(numbering: (..n) => {literal(number)}, {{{";".join(body)}}})'
        label = f"n{self.met}"
        self.ends += [f"[#metadata(none)<{label}>]", *body]
        return f"link(<{label}>, {literal(number)})" if number else "none"

    def rules(self) -> str:
        """How footnotes are set, as source; nothing where there are none."""
        if not self.any_footnote:
            return ""
        line = self._lines.get("footnote", 12.0)
        return ("#set footnote.entry(clearance: 0pt, gap: 0pt, indent: 0pt, separator: "
                f"block(width: 100%, height: {pt(line)}, align(horizon, {_RULE})))\n"
                "#set super(typographic: false, size: 1em, baseline: 0pt)\n"
                "#show footnote.entry: it => it.note.body\n")

    def closing(self) -> list[str]:
        """The endnotes so far below their line, as statements."""
        if not self.ends:
            return []
        line = self._lines.get("endnote", 12.0)
        ends, self.ends = self.ends, []
        return [f"block(width: 100%, height: {pt(line)}, sticky: true, "
                f"align(horizon, pdf.artifact({_RULE})))", *ends]

    @property
    def by_section(self) -> bool:
        """Whether endnotes stand at the end of their section."""
        return self._forms.get("endnote", {}).get("pos") == "sectEnd"

    def _read(self, context: Context, kind: str) -> tuple[str, Known]:
        """The part that holds the notes, read on first use."""
        from pipeline.pdf.word.formats import BODY, paragraph_format

        if kind not in self._parts:
            part = next((target for name, target, external in context.rels.values()
                         if name == f"{kind}s" and not external), "")
            data = context.docx.parts.get(part)
            found: Known = {}
            before = 0
            scheme = context.template.scheme
            for note in scheme.resolve(parse(part, data), data) if data is not None else ():
                found[note.get(W + "id") or ""] = (note, before)
                before += sum(1 for _ in note.iter(W + "p"))
                if note.get(W + "type") == "separator" and (
                        paragraph := note.find(W + "p")) is not None:
                    self._lines[kind] = paragraph_format(
                        context.template, paragraph.find(W + "pPr"), BODY).mark.height()
            self._parts[kind] = (part, found)
        return self._parts[kind]


def _body(context: Context, part: str, note: Element, before: int, number: str) -> list[str]:
    """A note as statements; its own number stands where the note says."""
    from pipeline.pdf.setting import blocks
    from pipeline.pdf.setting.context import Context as Inside
    from pipeline.pdf.word.formats import BODY

    inside = Inside(context.docx, context.template, context.refusals, context.store, part,
                    page=context.page, number=before, noted=number,
                    quoting=context.quoting)
    # As in a cell: no page begins in a note.
    inside.depth = 1
    read = blocks.read(inside, blocks.elements(inside, note), BODY, context.page.room)
    return blocks.set_blocks(inside, read, closed=False)


def _unusual(form: Form) -> bool:
    """Whether notes are counted page by page, or stand below the text of a page."""
    return any(name in form and form[name] not in known for name, known in _KNOWN.items())


def form_of(element: Element | None) -> Form:
    """What a `w:footnotePr` or `w:endnotePr` says, by name."""
    return {local(child): child.get(W + "val") or "" for child in (
        element if element is not None else ()) if child.get(W + "val") is not None}
