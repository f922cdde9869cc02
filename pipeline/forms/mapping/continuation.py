"""What a form has no room for, on pages of their own: the letterhead of whoever fills the form in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from pipeline.errors import DocumentRefused, text
from pipeline.forms.fields import Field, Form
from pipeline.forms.mapping import Bound, FormMap, Rows, Source
from pipeline.forms.mapping.expressions import NoText, text_of
from pipeline.forms.mapping.paths import Path
from pipeline.forms.mapping.seen import PROTECTED, Seen
from pipeline.forms.mapping.tocase import known_at
from pipeline.forms.mapping.wording import Unfit, sayings, written
from pipeline.templateset import Templates, template_set
from pipeline.tools import engine, environment, own_fonts
from pipeline.versions import AUTHORS

FOLDER, NAME = "formularer", "bilag.docx"
"""Where the pages' Word template lies in a set of templates."""

BOX = Field("", "text", multiline=True)
"""A text of its own has all the room it needs."""


@dataclass(frozen=True, slots=True)
class Point:
    """A text with a number that the form refers to."""

    number: int
    title: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to stand on the pages."""

    form: str
    points: tuple[Point, ...] = ()
    more: Mapping[Path, Sequence[Any]] = field(default_factory=dict, repr=False)
    """The items of each list that the form has no rows for."""


def reference(number: int) -> str:
    """What stands in the box instead."""
    return f"Se bilag {number}"


def title_of(target: Field, source: Source) -> str:
    """What people call a field: the schema's words, else the form's own, else its name."""
    known = known_at(source.path) if source.path else None
    return known.title if known else target.tooltip or target.name.rpartition(".")[2]


def pages(sheet: Sheet, mapping: FormMap, view: Seen, templates: Templates = None) -> bytes:
    """The pages as PDF. Raises TemplateError, or DocumentRefused where a text cannot be set."""
    from pipeline.docx.templates import load
    from pipeline.pdf import Metadata
    from pipeline.pdf.proof.check import check_pdf

    found = template_set(templates)
    compiled = load(template(found), found.letterhead(view.author), found.passages(),
                    environment())
    title = text("Bilag til formular").in_language("da")
    brev = {**view.context["brev"], "titel": title, "dato": view.day}
    docx = compiled.render({**view.context, "brev": brev,
                            "formularbilag": _context(sheet, mapping, view)})
    number = view.context.get("sagsnummer")
    author = view.context["kommune"]["navn"] if view.author == "kommune" else AUTHORS[view.author]
    metadata = Metadata(title=f"{title}, sag {number}" if number else title, author=author)
    noon = dt.datetime.combine(view.day, dt.time(12), dt.UTC)
    pdf = engine("typst", own_fonts(templates)).pdf(docx, metadata=metadata, timestamp=noon)
    if problems := check_pdf(docx, pdf, metadata):
        raise DocumentRefused(problems)
    return pdf.data


def template(templates: Templates) -> File:
    """The Word template of the pages: the kommune's own, else ours."""
    *own, last = (folder / FOLDER / NAME for folder in template_set(templates).folders)
    return next((path for path in own if path.is_file()), last)


def _context(sheet: Sheet, mapping: FormMap, view: Seen) -> dict[str, Any]:
    return {
        "formular": sheet.form,
        "punkter": [{"nr": each.number, "titel": each.title, "tekst": each.text}
                    for each in sheet.points],
        "lister": [_list(path, items, mapping, view) for path, items in sheet.more.items()],
    }


def _list(path: Path, items: Sequence[Any], mapping: FormMap, view: Seen) -> dict[str, Any]:
    known = known_at(path)
    first = mapping.capacity()[path]
    rows = next(each for each in mapping.rows if each.path == path)
    return {"titel": known.title if known else str(path), "raekker": [
        {"nr": first + number + 1, "felter": list(_cells(rows, path.item(first + number), view))}
        for number in range(len(items))]}


def _cells(rows: Rows, item: Path, view: Seen) -> Iterator[dict[str, str]]:
    """The values of one item that its row would have had, each under its title."""
    for template, source in rows.fields.items():
        said = _said(source, item, view)
        if said:
            target = Field(template.replace("{n}", "").strip(" ._-"), "text")
            inner = Source(path=item.join(source.path)) if source.path else source
            yield {"titel": title_of(target, inner), "tekst": said}


def _said(source: Source, item: Path, view: Seen) -> str:
    if source.expression:
        try:
            number = next(step for step in reversed(item.steps) if isinstance(step, int)) + 1
            return text_of(source.expression, {**view.context, "punkt": view.at(item), "nr": number})
        except NoText:
            return ""
    path = item.join(source.path) if source.path else item
    value = view.at(path)
    if value is None or value == () or value is PROTECTED:
        return ""
    if source.when is not None:
        return sayings(source.when)[-1] if value == source.when else ""
    try:
        return written(value, source.style, known_at(path), BOX)
    except Unfit:
        return ""


def needed(form: Form, mapping: FormMap, long: Mapping[str, str]) -> tuple[Point, ...]:
    """A numbered point for each field whose text (`long`, by name) the form has no room for."""
    bound = {each.name: each for each in mapping.bound()}
    names = [name for name in form.fields if name in long and form.fields[name].kind == "text"]
    return tuple(Point(number, _titled(form.fields[name], bound[name]), long[name])
                 for number, name in enumerate(names, 1))


def _titled(target: Field, bound: Bound) -> str:
    """A field's title, with its row where it stands in a table."""
    title = title_of(target, bound.source)
    return f"{title}, række {bound.row[1] + 1}" if bound.row else title
