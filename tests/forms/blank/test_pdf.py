"""The PDF: whoever cannot see it can fill it in, whoever prints it can write in it, and it is ours."""

from __future__ import annotations

import collections
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest

from pipeline.documents import KINDS
from pipeline.errors import DataError, DocumentRefused
from pipeline.forms.blank import made, typeset
from pipeline.forms.blank.carried import carried
from pipeline.forms.blank.kinds import OWN
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.prelude import SIZE
from pipeline.forms.blank.source import source
from pipeline.forms.inspect import inspect
from pipeline.forms.mapping.check import check
from tests.forms.blank.cases import answered

MILLIMETRE = 72 / 25.4
HEADINGS = "UA-14-001"
"""The one rule pdfua cannot run."""


def told(data: bytes, folder: Path, asked: Collection[str] = ()) -> collections.Counter[tuple[str, str]]:
    """What two checkers of accessibility have against a PDF: (rule, severity).

    PAG-001 takes words that stand at one height on three pages for a running head, which a question
    that is `asked` of each goal or budget line is not.
    """
    path = folder / "blanket.pdf"
    path.write_bytes(data)
    found = outloud.check(str(path))
    assert not found.error
    assert "crashed" not in {run.status for run in found.runs}
    report = pdfua.validate(str(path))
    assert {each.rule_id for each in report.outcomes if each.skipped_reason} <= {HEADINGS}
    return collections.Counter(
        [(each.rule, each.severity) for each in found.findings if each.severity != "info"
         and not (each.rule == "PAG-001" and each.evidence in asked)]
        + [(each.rule_id, "error") for each in report.findings])


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_checker_finds_an_error(kind: str, language: str, tmp_path: Path) -> None:
    """TBL-012 counts a cell with a field in it as empty."""
    _, form, _ = made.described(Plan(kind, language))
    titles = collections.Counter(each.title for each in form.questions)
    asked = {title for title, count in titles.items() if count > 2}
    found = told(made.pdf(Plan(kind, language)), tmp_path, asked)
    assert {rule for rule, _ in found} <= {"TBL-012"}
    assert "error" not in {severity for _, severity in found}


def test_a_pre_filled_form_has_no_error_either(tmp_path: Path) -> None:
    case = answered("liv-uden-leverandoer", "ansoegning-tabt-arbejdsfortjeneste")
    found = told(made.pdf(case.plan, case.values), tmp_path)
    # What stands in a field is said by the field, not by a tag of its own.
    assert {rule for rule, _ in found} <= {"TBL-012", "TAG-003"}
    assert "error" not in {severity for _, severity in found}


def test_the_checkers_do_find_a_form_that_has_only_links(tmp_path: Path) -> None:
    _, form, _ = made.described(Plan("hoeringssvar"))
    found = told(typeset.pdf(source(form, "prøve"), typeset.FORM), tmp_path)
    assert "error" in {severity for _, severity in found}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_there_once_and_says_what_it_is_for(kind: str) -> None:
    _, form, _ = made.described(Plan(kind))
    found = inspect(made.pdf(Plan(kind)))
    assert found.defects == ()
    assert list(found.fields) == [name for each in form.questions for name in each.fields]
    assert found.language == "da-DK"
    assert found.tagged
    for question in form.questions:
        for name in question.fields:
            field = found.fields[name]
            assert question.title in field.tooltip
            assert field.required == (question.required and question.kind != "several")
            assert field.multiline == (question.kind == "text")
            assert not field.calculated
            if question.choices and question.kind != "several":
                assert {each.value for each in question.choices} <= {
                    *field.on_states, *(export for export, _ in field.options)}


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_room_for_a_pen_and_no_page_is_only_words(kind: str) -> None:
    found = inspect(made.pdf(Plan(kind)))
    pages = {each.page for field in found.fields.values() for each in field.widgets}
    assert pages == set(range(len(found.pages)))
    for field in found.fields.values():
        for place in field.widgets:
            if field.kind in ("text", "combo"):
                # The box that is drawn is three points higher than the field in it.
                assert place.height + 3 >= 7 * MILLIMETRE
                assert place.width >= 20 * MILLIMETRE
            else:
                assert place.height >= 4.5 * MILLIMETRE


@pytest.mark.parametrize("kind", OWN)
def test_no_letters_are_small(kind: str) -> None:
    document = pypdfium2.PdfDocument(made.pdf(Plan(kind)))
    sizes = {round(size, 1) for page in document for size in letter_sizes(page)}
    document.close()
    assert sizes
    assert min(sizes) >= 10


def letter_sizes(page: Any) -> Iterator[float]:
    text = page.get_textpage()
    for number in range(text.count_chars()):
        if text.get_text_range(number, 1).strip():
            yield pypdfium2.raw.FPDFText_GetFontSize(text, number)


@pytest.mark.parametrize("kind", OWN)
def test_the_fields_are_in_the_order_they_are_read(kind: str) -> None:
    """Tab follows the tags, and those stand as the questions do."""
    _, form, _ = made.described(Plan(kind))
    with pikepdf.open(io.BytesIO(made.pdf(Plan(kind)))) as pdf:
        assert {str(page["/Tabs"]) for page in pdf.pages} == {"/S"}
        read = [name_of(each) for each in form_tags(pdf.Root["/StructTreeRoot"]["/K"])]
    once = list(dict.fromkeys(read))
    assert once == [name for each in form.questions for name in each.fields]


def form_tags(node: Any) -> Iterator[Any]:
    """The widget of each Form tag, as they are read."""
    for one in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            kids = one.get("/K", pikepdf.Array())
            if one["/S"] == "/Form":
                yield from (kid["/Obj"] for kid in (
                    kids if isinstance(kids, pikepdf.Array) else [kids]) if "/Obj" in kid)
            else:
                yield from form_tags(kids)


def name_of(widget: Any) -> str:
    parts = []
    while widget is not None:
        if "/T" in widget:
            parts.append(str(widget["/T"]))
        widget = widget.get("/Parent")
    return ".".join(reversed(parts))


def test_the_same_plan_gives_the_same_bytes() -> None:
    case = answered("thea-forlaengelse", "ansoegning-hjemmetraening")
    assert made.pdf(Plan("hoeringssvar")) == made.pdf(Plan("hoeringssvar"))
    assert made.pdf(case.plan, case.values) == made.pdf(case.plan, case.values)


def test_nothing_in_it_runs() -> None:
    data = made.pdf(Plan("ansoegning-udgifter"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = {str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)}
        keys = {key for each in pdf.objects if isinstance(each, pikepdf.Dictionary) for key in each}
    assert "/JavaScript" not in kinds
    assert not keys & {"/AA", "/OpenAction", "/CO", "/JS"}


def test_it_carries_its_plan_and_its_mapping() -> None:
    plan, form, mapping = made.described(Plan("ansoegning-udgifter"))
    found = carried(made.pdf(Plan("ansoegning-udgifter")))
    assert found is not None
    assert (found.plan, found.digest) == (plan, form.digest)
    assert found.mapping["kind"] == mapping.kind


def test_a_long_text_gets_a_higher_box() -> None:
    name = "hoeringer.0.svar.0.tekst"
    long = "\n".join(f"Linje {number} af et langt svar." for number in range(60))
    empty = inspect(made.pdf(Plan("hoeringssvar"))).fields[name].widgets[0].height
    found = inspect(made.pdf(Plan("hoeringssvar"), {name: long})).fields[name]
    assert found.value == long
    assert found.widgets[0].height > 3 * empty
    assert found.font_size == SIZE


def test_what_there_is_no_room_for_is_refused() -> None:
    with pytest.raises(DataError) as refused:
        made.pdf(Plan("hoeringssvar"), {"parter.0.kontakt.telefon": "65 00 00 01 " * 16})
    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("parter.0.kontakt.telefon", "formular-ikke-plads")]


def test_letters_that_cannot_be_set_are_refused() -> None:
    with pytest.raises(DocumentRefused):
        made.pdf(Plan("hoeringssvar"), {"barn.navn": "Liv \N{GRINNING FACE}"})


@pytest.mark.parametrize("kind", KINDS)
def test_its_mapping_has_nothing_wrong(kind: str) -> None:
    _, _, mapping = made.described(Plan(kind))
    found = check(mapping, inspect(made.pdf(Plan(kind))))
    assert [(each.path, each.code) for each in found if each.severity == "fejl"] == []
