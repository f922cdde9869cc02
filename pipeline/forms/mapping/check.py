"""A mapping held against the schema and against its form: what can never fit, before any case does."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from jinja2 import nodes

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.fields import fields
from pipeline.documents import KINDS
from pipeline.errors import Problem, TemplateError, Text, text
from pipeline.formatting import FILTERS
from pipeline.forms.fields import Form
from pipeline.forms.mapping import FormMap, Source
from pipeline.forms.mapping.expressions import compiled, not_understood
from pipeline.forms.mapping.fit import of_field
from pipeline.forms.mapping.paths import Match, Path
from pipeline.forms.mapping.reading import problem
from pipeline.forms.mapping.tocase import known_at, place
from pipeline.tools import environment
from pipeline.validation import ordered

PRINTABLE = frozenset({"tekst", "heltal", "alt"})
"""What an expression may give without a filter that makes it text."""

OF_EXPRESSIONS = frozenset({"felt-findes-ikke", "ukendt-filter", "ukendt-kode", "ukendt-test",
                            "forkert-filter", "regnestykke", "ikke-tilladt"})
"""What the reader of templates says that is wrong in a form too; that a field can be empty is not."""


def check(mapping: FormMap, form: Form | None = None, digest: str = "") -> tuple[Problem, ...]:
    """Everything wrong with a mapping; with the form, also what does not go with its fields.

    `digest` is the form's own (`digest_of`).
    """
    found = list(_of_kind(mapping))
    for where, source, inside in _sources(mapping):
        found += _of_source(mapping, where, source, inside)
    for rows in mapping.rows:
        found += _of_list(rows.path)
    for path in mapping.constants:
        found += _of_path(f"faste.{path}", path)
    if form is not None and not any(each.severity == "fejl" for each in found):
        found += _against(mapping, form, digest)
    return ordered(found)


def refuse(mapping: FormMap, form: Form | None = None) -> None:
    """Raise TemplateError with all that is wrong; warnings pass."""
    found = [each for each in check(mapping, form) if each.severity == "fejl"]
    if found:
        raise TemplateError(found)


def digest_of(pdf: bytes) -> str:
    """The digest by which a mapping knows its form."""
    return hashlib.sha256(pdf).hexdigest()


def _of_kind(mapping: FormMap) -> Iterator[Problem]:
    if mapping.kind and mapping.kind not in KINDS:
        meant = difflib.get_close_matches(mapping.kind, KINDS, 1)
        yield problem("kind", "dokument", text("Der er ikke noget dokument med det navn."),
                      _meant(meant) or text("Vælg et af: {navne}.", navne=", ".join(KINDS)))


def _sources(mapping: FormMap) -> Iterator[tuple[str, Source, Path | None]]:
    """Every source with its place in the file; for a row's the list it is an item of."""
    for name, source in mapping.fields.items():
        yield f"felter.{name}", source, None
    for number, rows in enumerate(mapping.rows):
        for name, source in rows.fields.items():
            yield f"raekker[{number}].felter.{name}", source, rows.path


def _of_source(mapping: FormMap, where: str, source: Source, inside: Path | None) -> Iterator[Problem]:
    if source.style and source.style not in FILTERS:
        yield problem(where, "format", text("Formatet findes ikke."), _meant(
            difflib.get_close_matches(source.style, FILTERS, 1)) or text(
            "Brug et af disse: {kendte}.", kendte=", ".join(FILTERS)))
    if source.expression:
        yield from _of_expression(mapping, where, source.expression, inside is not None)
    path = source.path.steps if source.path else ()
    if source.path is not None:
        whole = Path((*inside.item(0).steps, *path)) if inside else source.path
        yield from _of_path(where, whole)
    if source.total is not None:
        yield from _of_path(where, source.total, summed=True)


def _of_path(where: str, path: Path, summed: bool = False) -> Iterator[Problem]:
    known = known_at(path)
    if known is None or known.form == "ingen":
        meant = difflib.get_close_matches(path.generic, fields(), 1, 0.7)
        yield problem(where, "ukendt-sti", text("Sagen har intet felt på den sti."), _meant(meant)
                      or text("Se felterne med templates fields."))
    elif summed and known.form not in ("kroner", "tal", "heltal"):
        yield problem(where, "sum", text("Kun tal og beløb kan lægges sammen."), text(
            "Vælg en sti til et tal."))
    for number, step in enumerate(path.steps):
        if isinstance(step, Match):
            within = Path((*path.steps[:number], 0, step.field))
            known = known_at(within)
            if known is None or (known.codes and step.value not in known.codes):
                yield problem(where, "ukendt-sti", text(
                    "Listens punkter har ikke det felt eller ikke den værdi."), text(
                    "Skriv et felt og en værdi, som skemaet har, for eksempel [rolle=foraelder]."))


def _of_list(path: Path) -> Iterator[Problem]:
    known = fields().get(path.generic)
    if known is None or known.form != "ingen":
        lists = [name for name, each in fields().items() if each.form == "ingen"]
        yield problem(f"raekker.{path}", "ukendt-sti", text("Sagen har ingen liste på den sti."), _meant(
            difflib.get_close_matches(path.generic, lists, 1, 0.6)) or text(
            "Se felterne med templates fields."))


def _meant(close: list[str]) -> Text | None:
    return text("Mente du {forslag}?", forslag=close[0]) if close else None


def _of_expression(mapping: FormMap, where: str, expression: str, in_row: bool) -> Iterator[Problem]:
    if compiled(expression) is None:
        yield not_understood(where)
        return
    if mapping.kind not in KINDS:
        return
    told: list[Problem] = []

    def tell(code: str, message: Text, remedy: Text, *, warning: bool = False) -> None:
        if code in OF_EXPRESSIONS and not warning:
            told.append(problem(where, "udtryk", message, remedy))

    kind = _kind_of_value(mapping.kind, expression, in_row, tell)
    yield from told
    if not told and kind not in PRINTABLE:
        yield problem(where, "udtryk", text("Udtrykket giver ikke en tekst."), text(
            "Brug et filter, der gør værdien til tekst, for eksempel en dato eller et beløb."))


def _kind_of_value(kind: str, expression: str, in_row: bool, tell: Callable[..., None]) -> str:
    """What kind of value an expression gives."""
    from pipeline.templates.expressions import Expressions
    from pipeline.templates.fields import Seen
    from pipeline.templates.fieldtypes import ANY, WHOLE
    from pipeline.templates.names import names_of

    reader = Expressions(names_of(kind), tell)
    if in_row:
        reader.scope |= {"punkt": Seen(ANY), "nr": Seen(WHOLE)}
    tree = environment().parse("{{ " + expression + " }}")
    printed = next(tree.find_all(nodes.Output)).nodes
    return reader.value(printed[0]).type.kind if len(printed) == 1 else ""


def _against(mapping: FormMap, form: Form, digest: str) -> Iterator[Problem]:
    """What does not go with this form's fields."""
    if mapping.digest and digest and mapping.digest != digest:
        yield replace(problem("formular.sha256", "anden-formular", text(
            "Koblingen er lavet til en anden udgave af formularen."), text(
            "Kontrollér felterne, og opdatér koblingen med forms map.")), severity="advarsel")
    named = set(mapping.by_hand)
    for bound in mapping.bound():
        named.add(bound.name)
        target = form.fields.get(bound.name)
        if target is None:
            yield _unknown_field(bound.name, form)
            continue
        known: CaseField | None = known_at(bound.source.path) if bound.source.path else None
        yield from of_field(target, bound.source, known)
    for name in mapping.by_hand:
        if name not in form.fields:
            yield _unknown_field(name, form)
    yield from _left(form, named)


def _unknown_field(name: str, form: Form) -> Problem:
    close: list[Any] = difflib.get_close_matches(name, form.fields, 1, 0.7)
    return problem(f"felter.{name}", "ukendt-felt", text("Formularen har intet felt med det navn."),
                   _meant(close) or text("Se felternes navne med forms inspect."))


def _left(form: Form, named: set[str]) -> Iterator[Problem]:
    """Fields that nothing is said of."""
    for each in form.fields.values():
        if each.fillable and each.name not in named:
            found = replace(problem(f"felter.{each.name}", "uden-kilde", text(
                "Koblingen siger ikke, hvad feltet udfyldes med."), text(
                "Tilføj feltet i koblingen, eller skriv det under i_haanden.")),
                place=place(each.name))
            yield found if each.required else replace(found, severity="advarsel")


