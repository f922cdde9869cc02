"""A mapping held against the schema and its form: what can never work is told before any case does."""

from __future__ import annotations

import re

import pytest

from pipeline.errors import TemplateError
from pipeline.forms.fields import Field, Form, Format, Widget
from pipeline.forms.mapping.check import check, digest_of, refuse
from pipeline.forms.mapping.reading import parse_map
from tests.conftest import ROOT

YESNO = (("0", "Ja"), ("1", "Nej"))


def form(*fields: Field) -> Form:
    return Form({each.name: each for each in fields}, ())


def told(written: str, *fields: Field, kind: str = "ansoegning-udgifter") -> set[tuple[str, str]]:
    mapping = parse_map(f'kind = "{kind}"\n{written}'.encode(), "m.toml")
    found = check(mapping, form(*fields) if fields else None)
    return {(each.path, f"{each.code.removeprefix('kobling-')}{'!' if each.severity == 'fejl' else ''}")
            for each in found}


def of(source: str, target: Field) -> set[str]:
    return {code for _, code in told(f"[felter]\na = {source}", target)}


def test_a_mapping_that_fits() -> None:
    assert told('i_haanden = ["u"]\n[felter]\na = "barn.navn"\nb = {udtryk = "barn.navn | fornavn"}\n'
                'c = {sum = "ansoegninger[-1].udgifter[].beloeb"}\n[[raekker]]\nantal = 1\n'
                'liste = "ansoegninger[-1].udgifter"\nfelter = {"h{n}" = "hvad"}\n'
                '[faste]\n"parter[rolle=foraelder].relation" = "mor"\n',
                *(Field(name, "text") for name in ("a", "b", "c", "h1", "u"))) == set()


@pytest.mark.parametrize(("written", "code"), [
    ('[felter]\na = "barn.navnn"', "ukendt-sti!"), ('[felter]\na = "barn.adresse"', "ukendt-sti!"),
    ('[felter]\na = "ansoegninger[-1].udgifter"', "ukendt-sti!"),
    ('[felter]\na = "parter.navn"', "ukendt-sti!"),
    ('[felter]\na = "parter[rolle=moster].navn"', "ukendt-sti!"),
    ('[felter]\na = "parter[slags=mor].navn"', "ukendt-sti!"),
    ('[felter]\na = {sum = "barn.navn"}', "sum!"),
    ('[felter]\na = {sti = "barn.navn", format = "datoo"}', "format!"),
    ('[[raekker]]\nliste = "barn"\nantal = 1\nfelter = {a = "navn"}', "ukendt-sti!"),
    ('[[raekker]]\nliste = "parter"\nantal = 1\nfelter = {a = "navnet"}', "ukendt-sti!"),
    ('[faste]\n"barn.navnet" = "x"', "ukendt-sti!")])
def test_paths_and_names_that_do_not_exist(written: str, code: str) -> None:
    assert code in {each for _, each in told(written)}


def test_a_kind_that_does_not_exist() -> None:
    assert told("", kind="ansoegning-udgifterne") == {("kind", "dokument!")}


@pytest.mark.parametrize("expression", [
    "barn.navn |", "barn.navnet", "barn.navn | kroner", "barn.navn | findes_ikke", "barn.foedselsdato",
    "barn.navn.__class__", "2 ** 9", "parter"])
def test_expressions_that_can_never_work(expression: str) -> None:
    assert {code for _, code in told(f"[felter]\na = {{udtryk = '{expression}'}}")} == {"udtryk!"}


@pytest.mark.parametrize("expression", [
    "barn.foedselsdato | dato", "barn.diagnose", "ansoegning.udgifter | length", "(parter | first).navn",
    "barn.navn ~ ', ' ~ barn.adresse.by", "'X' if ansoegning.variant == 'ansoegning' else ''"])
def test_expressions_that_can(expression: str) -> None:
    assert told(f'[felter]\na = {{udtryk = "{expression}"}}') == set()


def test_fields_that_the_form_does_not_have_or_nobody_fills() -> None:
    assert told('i_haanden = ["væk"]\n[felter]\nnavnn = "barn.navn"', Field("navn", "text"),
                Field("b", "text", required=True), Field("c", "signature"), Field("d", "button")) == {
        ("felter.navnn", "ukendt-felt!"), ("felter.væk", "ukendt-felt!"), ("felter.navn", "uden-kilde"),
        ("felter.b", "uden-kilde!")}


@pytest.mark.parametrize(("source", "target", "code"), [
    ('"barn.navn"', Field("a", "text", read_only=True), "kan-ikke-udfyldes!"),
    ('"barn.navn"', Field("a", "signature"), "kan-ikke-udfyldes!"),
    ('"barn.navn"', Field("a", "check"), "slags!"),
    ('"barn.navn"', Field("a", "radio", options=YESNO), "valg!"),
    ('{sti = "ansoegninger[-1].variant", naar = "nyt"}', Field("a", "check"), "vaerdi!"),
    ('{sti = "parter[0].foraeldremyndighed", naar = "ja"}', Field("a", "check"), "vaerdi!"),
    ('{sti = "ansoegninger[-1].variant", valg = {"9" = "ny"}}', Field("a", "radio", options=YESNO),
     "valg!"),
    ('{sti = "ansoegninger[-1].variant", valg = {"0" = "nyt"}}', Field("a", "radio", options=YESNO),
     "vaerdi!"),
    ('"ansoegninger[-1].variant"', Field("a", "combo", options=(("1", "Ny"), ("2", "Forlængelse"))),
     "valg-mangler"),
    ('"barn.cpr"', Field("a", "text", max_length=6), "for-kort!"),
    ('"barn.foedselsdato"', Field("a", "text", max_length=4), "for-kort!"),
    ('{sti = "barn.navn", del = "dag"}', Field("a", "text"), "del!"),
    ('{sti = "barn.cpr", del = "dag"}', Field("a", "text"), "del!"),
    ('{sti = "barn.foedselsdato", format = "kroner"}', Field("a", "text"), "format!"),
    ('{sti = "barn.foedselsdato", format = "ugedag"}', Field("a", "text"), "en-vej")])
def test_what_does_not_go_with_the_field(source: str, target: Field, code: str) -> None:
    assert of(source, target) == {code}


@pytest.mark.parametrize(("source", "target"), [
    ('"parter[0].foraeldremyndighed"', Field("a", "check")),
    ('"parter[0].foraeldremyndighed"', Field("a", "radio", options=YESNO)),
    ('{sti = "parter[0].foraeldremyndighed", naar = false}', Field("a", "check")),
    ('{sti = "barn.cpr", del = "foedselsdato"}', Field("a", "text", max_length=6)),
    ('"barn.foedselsdato"', Field("a", "text", max_length=8)),
    ('"barn.foedselsdato"', Field("a", "text", format=Format("date", "mm/dd/yyyy"))),
    ('{sti = "barn.foedselsdato", format = "dato"}', Field("a", "text")),
    ('{sti = "ansoegninger[-1].variant", valg = {"0" = "ny", "1" = "forlaengelse"}}',
     Field("a", "combo", options=YESNO)),
    ('{sti = "ansoegninger[-1].elementer[0].omraader", naar = "social"}', Field("a", "check")),
    ('"ansoegninger[-1].brevdato"', Field("a", "text", widgets=(Widget(0, (0, 0, 1, 1)),)))])
def test_what_goes_with_the_field(source: str, target: Field) -> None:
    assert of(source, target) == set()


def test_what_the_guide_shows_is_right() -> None:
    guide = (ROOT / "docs" / "vejledning.md").read_text(encoding="utf-8")
    blocks = re.findall("```toml\n(.*?)```", guide, re.DOTALL)
    (shown,) = [block for block in blocks if "[felter]" in block]
    mapping = parse_map(shown.encode(), "m.toml")
    assert check(mapping) == ()
    assert len(list(mapping.bound())) > 15


def test_another_edition_of_the_form_is_told() -> None:
    mapping = parse_map(b'formular = {sha256 = "%s"}' % digest_of(b"x").encode(), "m.toml")
    assert check(mapping, form(), digest_of(b"x")) == ()
    (found,) = check(mapping, form(), digest_of(b"y"))
    assert (found.code, found.severity) == ("kobling-anden-formular", "advarsel")


def test_refusing_takes_all_errors_and_no_warnings() -> None:
    with pytest.raises(TemplateError) as error:
        refuse(parse_map(b'[felter]\na = "x"\nb = "y"', "m.toml"))
    assert len(error.value.problems) == 2
    refuse(parse_map(b"", "m.toml"), form(Field("a", "text")))
