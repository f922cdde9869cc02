"""The list of fields: it is whole, people can read it, and what it says to paste is right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from pipeline.documents import KINDS
from pipeline.templates.entries import Entry
from pipeline.templates.fieldtypes import Type
from pipeline.templates.names import names_of
from pipeline.templates.needed import needs_of
from pipeline.templates.reference import entries_of, groups_of, matching
from tests.templates.started import found


def entries(kind: str) -> dict[str, Entry]:
    return {entry.path: entry for entry in entries_of(groups_of(kind))}


def leaves(known: Type, path: str) -> Iterator[str]:
    """The path of every field that can be printed and that some reader may see, and of every list."""
    for name, part in known.fields.items():
        if part.nobodys:
            continue
        below = f"{path}.{name}".lstrip(".")
        if part.kind == "liste":
            yield below
            yield from leaves(part.items or Type("alt"), f"{below}[]")
        elif part.kind == "objekt":
            yield from leaves(part, below)
        else:
            yield below


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_has_an_entry_of_its_own(kind: str) -> None:
    listed = [entry.path for entry in entries_of(groups_of(kind))]
    assert len(listed) == len(set(listed))
    assert set(leaves(names_of(kind), "")) <= set(listed)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_to_be_pasted_has_no_finding(kind: str) -> None:
    listed = entries(kind).values()
    assert len(listed) > 400
    assert [finding.problem for finding in found(kind, (
        words for entry in listed for words in entry.whole))] == []


@pytest.mark.parametrize(("path", "code"), [
    ("barn.cpr", "felt-uden-spoergsmaal"), ("hjemmel.klagefrist", "felt-uden-spoergsmaal"),
    ("barn.adresse.vej", "felt-uden-spoergsmaal"),
    ("kommune.servicemaal.hoering_dage", "felt-uden-spoergsmaal")])
def test_without_its_question_there_would_be_one(path: str, code: str) -> None:
    entry = entries("afgoerelse")[path]
    asked = re.fullmatch(r"\{% if .*? %\}(\{\{.*\}\})\{% endif %\}", entry.tag)
    assert entry.can_be_missing
    assert asked
    assert code in {finding.code for finding in found("afgoerelse", [asked[1]])}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_has_a_danish_title(kind: str) -> None:
    raw = {"id", "by", "navn", "titel", "status", "art", "form", "rolle", "kilde", "dato"}
    for path, entry in entries(kind).items():
        title = str(entry.title).rpartition(": ")[2]
        assert title[0].isupper() or title == "e-mail", path
        assert "_" not in title
        assert title != path.rpartition(".")[2] or title in raw, path


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_a_letter_must_say_is_marked(kind: str) -> None:
    marked = {path.replace("[]", "") for path, entry in entries(kind).items() if entry.needed}
    for needed in needs_of(kind):
        assert needed in marked or any(path.startswith(f"{needed}.") for path in marked), needed


@pytest.mark.parametrize(("path", "tag", "type_"), [
    ("brev.dato", "{{ brev.dato | dato }}", "dato"),
    ("barn.navn", "{{ barn.navn }}", "tekst"),
    ("modtager.adresse.vej", "{% if modtager.adresse and not modtager.adresse.beskyttet %}"
                             "{{ modtager.adresse.vej }}{% endif %}", "tekst"),
    ("afgoerelser[].udfald", "{{ a.udfald | ord }}", "en af koderne"),
    ("afgoerelser[].bevilget_i_alt", "{% if a.bevilget_i_alt is not none %}"
                                     "{{ a.bevilget_i_alt | kroner }}{% endif %}", "beløb i kroner"),
    ("bilag", "{{ bilag | liste }}", "liste: tekst"),
    ("brev.udkast", "{% if brev.udkast %}ja{% else %}nej{% endif %}", "ja eller nej")])
def test_a_tag_writes_a_field_the_way_its_kind_is_written(path: str, tag: str, type_: str) -> None:
    entry = entries("afgoerelse")[path]
    assert (entry.tag, str(entry.type)) == (tag, type_)


def test_a_list_in_a_list_has_a_loop_for_each_and_a_name_of_its_own() -> None:
    entry = entries("afgoerelse")["afgoerelser[].beregning.trin[].beloeb"]
    assert entry.whole == (
        "{%p for a in afgoerelser %}", "{%p if a.beregning %}", "{%p for t in a.beregning.trin %}",
        "{{ t.beloeb | kroner }}", "{%p endfor %}", "{%p endif %}", "{%p endfor %}")


def test_codes_stand_with_their_danish_words() -> None:
    outcome = entries("afgoerelse")["afgoerelser[].udfald"]
    assert ("delvis_bevilling", "delvis bevilling") in outcome.codes


def test_an_example_is_what_the_tag_prints() -> None:
    listed = {entry.path: entry.example for entry in entries_of(groups_of("afgoerelse", {
        "brev.dato": dt.date(2026, 3, 5), "bilag": ["Budget", "Plan"],
        "afgoerelser[].ansoegt_i_alt": Decimal("1234.5")}))}
    assert listed["brev.dato"] == "5.\u00a0marts 2026"
    assert listed["bilag"] == "Budget og Plan"
    assert listed["afgoerelser[].ansoegt_i_alt"] == "1.234,50\u00a0kr."
    assert listed["kommune.navn"] == "Solbæk Kommune"


def test_the_letter_itself_comes_first_and_the_rest_of_the_case_last() -> None:
    order = [group.path for group in groups_of("revurdering")]
    assert order[:2] == ["brev", "modtager"]
    assert order.index("revurdering") < order.index("maalstatus[]") < order.index("parter[]")


def test_words_narrow_the_list() -> None:
    found_ = matching(groups_of("afgoerelse"), "KLAGE tid")
    assert [entry.path for entry in entries_of(found_)] == ["frist.klage", "frist.genvurdering"]
    assert matching(groups_of("afgoerelse"), "findes slet ikke") == ()


def test_a_group_with_the_same_fields_is_known() -> None:
    groups = {group.path: group for group in groups_of("afgoerelse")}
    assert groups["bevilling.tabt"].like(groups["bevilling.udgifter"])
    assert not groups["bevilling.tabt"].like(groups["afgoerelse"])
    assert not groups["bevilling"].like(groups["afgoerelse_om"])
