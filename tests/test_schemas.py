"""The schemas as the single source of what a case holds: complete, valid, in Danish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing.jsonschema import DRAFT202012

from pipeline import schemas
from pipeline.documents import KINDS
from pipeline.errors import TemplateError
from pipeline.formats import FORMATS
from pipeline.formatting import WORDS, ord_
from pipeline.letters import makeable
from pipeline.recipients import KOMMUNE
from pipeline.rules.dates import EVENT_DATE
from pipeline.sag import Sag, shown_key
from pipeline.validation import FORMAT_MESSAGES, TYPES
from tests.cases import GONE, NAMES, case, change, settings

ROLES = {"foraelder", "anden_foraelder", "ung", "leverandoer", "kommune"}
FILES = sorted(schemas.documents())
MAPPING = f"{schemas.BASE}kobling.schema.json"
"""Describes no case but how a form's fields go with one: it has no readers of its own."""
CASE_FILES = [uri for uri in FILES if "/dokumenter/" not in uri and uri != MAPPING]
DANISH_SPELLED_WITH_TWO_LETTERS: set[str] = set()
"""Codes in which oe, ae or aa is how the word is really spelled."""


def short(uri: str) -> str:
    return uri.removeprefix(schemas.BASE)


def nodes(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every object of a schema file with its path."""
    if isinstance(node, Mapping):
        yield path, node
        for key, value in node.items():
            yield from nodes(value, (*path, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from nodes(value, (*path, str(index)))


def properties(uri: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every property a schema file describes; conditions (if/then/else) only narrow them."""
    for path, node in nodes(schemas.documents()[uri]):
        if "properties" in node and isinstance(node["properties"], Mapping) and not (
                {"if", "then", "else", "allOf"} & set(path)):
            for name, part in node["properties"].items():
                yield f"{short(uri)}:{'.'.join((*path, name))}", part


PROPERTIES = [pair for uri in CASE_FILES for pair in properties(uri)]


def test_there_are_schemas_for_cases_settings_and_every_kind() -> None:
    assert {short(uri) for uri in FILES} >= {
        "sag.schema.json", "kommune.schema.json", *(f"dokumenter/{kind}.schema.json" for kind in KINDS)}
    assert len(PROPERTIES) > 200


@pytest.mark.parametrize("uri", FILES, ids=short)
def test_a_schema_is_valid_and_named_like_its_file(uri: str) -> None:
    schema = schemas.documents()[uri]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("uri", FILES, ids=short)
def test_every_reference_resolves(uri: str) -> None:
    resolver = schemas.registry().resolver(uri)
    for _, node in nodes(schemas.documents()[uri]):
        if "$ref" in node:
            assert resolver.lookup(node["$ref"]).contents


def test_nothing_is_fetched() -> None:
    with pytest.raises(Exception, match="example"):
        schemas.registry().resolver("").lookup("https://example.dk/x.json")


@pytest.mark.parametrize("uri", CASE_FILES, ids=short)
def test_a_property_says_what_it_is_and_who_may_see_it(uri: str) -> None:
    for where, part in properties(uri):
        assert re.fullmatch(r"[A-ZÆØÅ][^.]+(\.[^.]+)*", part["title"]), where
        assert part["description"].endswith("."), where
        roles = part["x-roller"]
        assert roles, where
        assert len(set(roles)) == len(roles), where
        assert set(roles) <= ROLES, where
        assert KOMMUNE in roles, where


@pytest.mark.parametrize("uri", CASE_FILES, ids=short)
def test_property_names_suit_templates_and_messages(uri: str) -> None:
    for where, _ in properties(uri):
        name = re.split("[.:]", where)[-1]
        assert not hasattr(dict, name), f"{where}: a template would find the method, not the field"
        assert shown_key(name) == name, where
        assert name not in ("beskyttet", "loop", "self", "not", "and", "or", "in", "is"), where


def test_examples_are_valid() -> None:
    examples = [(path, part, example) for path, part in resolved_properties(schemas.resolved("sag"))
                for example in part.get("examples", ())]
    assert len(examples) > 5
    for path, part, example in examples:
        assert Draft202012Validator(dict(part), format_checker=FORMATS).is_valid(example), path


def resolved_properties(node: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, part in node.get("properties", {}).items():
        yield f"{path}{name}", part
        yield from resolved_properties(part, f"{path}{name}.")
        yield from resolved_properties(part.get("items", {}), f"{path}{name}[].")


@pytest.mark.parametrize("root", ["sag", "kommune"])
def test_every_field_reached_from_the_root_is_closed_and_visible_to_someone(root: str) -> None:
    tree = schemas.resolved(root)
    seen = dict(resolved_properties(tree))
    assert len(seen) > 30
    for path, part in seen.items():
        assert "$ref" not in part
        assert set(part["x-roller"]) <= ROLES, path
        for node in (part, part.get("items", {})):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False, path
                assert set(node["required"]) <= set(node["properties"]), path
            if node.get("type") == "array":
                assert node.get("items"), path


def test_an_objects_own_conditions_name_its_own_fields() -> None:
    for uri in CASE_FILES:
        for path, node in nodes(schemas.documents()[uri]):
            if "allOf" in node and isinstance(node.get("properties"), Mapping):
                known = set(node["properties"])
                for rule in node["allOf"]:
                    for part in rule.values():
                        assert set(part.get("properties", ())) <= known, (uri, path)
                        assert set(part.get("required", ())) <= known, (uri, path)


def test_what_a_kind_requires_is_in_the_case() -> None:
    """A misspelled requirement would refuse every case."""
    everything = {path.rpartition(".")[2] for path, _ in resolved_properties(schemas.resolved("sag"))}
    for uri in set(FILES) - set(CASE_FILES) - {MAPPING}:
        for _, node in nodes(schemas.documents()[uri]):
            if isinstance(node.get("required"), list):
                assert set(node["required"]) <= everything


def test_guards_and_owners_name_fields_that_exist() -> None:
    guarded = {path: part["x-vaerner"] for path, part in resolved_properties(schemas.resolved("sag"))
               if "x-vaerner" in part}
    assert set(guarded) == {"barn.adresse", "barn.tilbud", "parter[].adresse", "parter[].kontakt",
                            "tilsyn[].sted", "indkaldelser[].sted", "barn.tidligere_tilbud[].tilbud"}
    assert {guard for guards in guarded.values() for guard in guards} == {"barn", "ejer", "hos"}
    for _, node in ((u, n) for u in CASE_FILES for _, n in nodes(schemas.documents()[u])):
        if "x-ejer" in node:
            assert node["x-ejer"] in node["properties"]


KEYWORDS = {"x-ejer", "x-part", "x-person", "x-rigtekst", "x-roller", "x-slags", "x-vaerner"}
"""Our own words in the schemas; a misspelled one would say nothing."""


def test_only_known_words_are_our_own() -> None:
    found = {key for uri in FILES for _, node in nodes(schemas.documents()[uri]) for key in node
             if key.startswith("x-")}
    assert found == KEYWORDS
    assert all(node.get("x-rigtekst", True) is True
               for uri in FILES for _, node in nodes(schemas.documents()[uri]))


def test_marks_are_for_texts_that_people_write_at_length() -> None:
    """A list's items are short; a line cannot have them; a goal's wording is compared over time."""
    marked = {path for path, part in resolved_properties(schemas.resolved("sag"))
              if part.get("x-rigtekst")}
    texts = {path for path, part in resolved_properties(schemas.resolved("sag"))
             if part.get("format") == "tekst"}
    assert marked < texts
    assert {re.sub(r"^\w+\[\]\.|^barn\.", "", path) for path in texts - marked} == LITERAL
    assert not any("x-rigtekst" in node for path, node in nodes(schemas.resolved("kommune")))


LITERAL = {
    "diagnose", "udgangspunkt", "maaling", "oensket", "historik[].hvorfor", "historik[].udgangspunkt",
    "historik[].maaling", "historik[].oensket", "udgaar.hvorfor", "barnets_syn.hvordan",
    "barnets_syn.fraveget_fordi", "udgifter[].formaal", "udgifter[].hvorfor", "samtykker[].omfang",
    "andre_ydelser", "aftaler[].hvad", "undtagelse", "anledning", "aendringer[].hvad",
    "budget.linjer[].formaal", "budget.linjer[].hvorfor"}
"""Texts printed inside our own sentences, or in a few words."""


def test_every_address_and_every_income_is_guarded_or_owned() -> None:
    """A new field of these kinds cannot be added in the open by mistake."""
    public = re.compile(r"kommune\.|sagsbehandler\.")
    for path, part in resolved_properties(schemas.resolved("sag")):
        if part.get("format") == "cpr":
            assert not {"anden_foraelder", "leverandoer"} & set(part["x-roller"]), path
        if path.endswith((".adresse", ".kontakt", ".tilbud", ".sted")) and not public.match(path):
            assert part.get("x-vaerner"), path
        if part.get("format") == "kroner" and path.startswith("ansoegninger[].arbejde"):
            assert set(part["x-roller"]) == {"foraelder", "kommune"}, path


def enums() -> Iterator[tuple[str, str]]:
    for uri in CASE_FILES:
        for path, node in nodes(schemas.documents()[uri]):
            if "enum" in node and "not" not in path:
                yield from ((f"{short(uri)}:{path[-1]}", code) for code in node["enum"])


@pytest.mark.parametrize(("where", "code"), sorted(set(enums())))
def test_a_code_is_printed_in_danish_letters(where: str, code: str) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", code)
    printed = ord_(code)
    assert "_" not in printed
    if code not in DANISH_SPELLED_WITH_TWO_LETTERS:
        assert not re.search("ae|oe|aa", printed), f"{where}: give {code} its Danish letters in WORDS"


@pytest.mark.parametrize(("code", "words"), [
    ("delvist_naaet", "delvist nået"), ("ikke_naaet", "ikke nået"), ("loerdag", "lørdag"),
    ("soendag", "søndag"), ("mandag", "mandag"), ("loenmodtager", "lønmodtager"),
    ("selvstaendig", "selvstændig"), ("ledig", "ledig"), ("hjemmetraening", "hjemmetræning"),
    ("tabt_arbejdsfortjeneste", "tabt arbejdsfortjeneste"), ("oevelse", "målrettet øvelse"),
    ("stedforaelder", "stedforælder"), ("vaerge", "værge"), ("uaendret", "uændret"),
    ("aendring_paataenkes", "ændring påtænkes"), ("forlaengelse", "forlængelse"), ("aarlig", "årlig"),
    ("paataenkt_afgoerelse", "påtænkt afgørelse"), ("enkelte_dage", "enkelte dage om ugen"),
    ("specialdagtilbud", "særligt dagtilbud"), ("i_maalgruppen_for", "i målgruppen for"),
])
def test_codes_in_words(code: str, words: str) -> None:
    assert ord_(code) == words


def test_words_are_only_of_codes_that_exist() -> None:
    assert set(WORDS) - {code for _, code in enums()} == set()


def test_every_format_and_type_has_its_message() -> None:
    used = {node["format"] for uri in FILES for _, node in nodes(schemas.documents()[uri])
            if isinstance(node.get("format"), str)}
    assert used <= set(FORMATS.checkers)
    assert used <= set(FORMAT_MESSAGES)
    kinds = {node["type"] for uri in FILES for _, node in nodes(schemas.documents()[uri])
             if isinstance(node.get("type"), str)}
    assert kinds <= set(TYPES)


def test_patterns_let_no_line_break_slip_past_their_end() -> None:
    """In Python `$` also stands before a last line break, so `linje` must close it."""
    for path, part in resolved_properties(schemas.resolved("sag")):
        for node in (part, part.get("items", {})):
            if node.get("pattern", "").endswith("$"):
                check = Draft202012Validator({**node}, format_checker=FORMATS)
                fitting = ("9" * 13, "DK", "27.00.00-G01", "99999", "9" * 64)
                value = next(words for words in fitting if re.search(node["pattern"], words))
                assert check.is_valid(value), path
                assert not check.is_valid(f"{value}\n"), path


@pytest.mark.parametrize("liste", sorted(EVENT_DATE))
def test_every_list_of_events_has_the_date_it_is_ordered_by(liste: str) -> None:
    items = schemas.resolved("sag")["properties"][liste]["items"]
    assert items["properties"][EVENT_DATE[liste]]["format"] == "dato"
    assert EVENT_DATE[liste] in items["required"]


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_valid(name: str) -> None:
    assert not list(schemas.validator("sag").iter_errors(case(name)))


@pytest.mark.parametrize("name", ["solbaek", "nyborg"])
def test_settings_are_valid(name: str) -> None:
    assert not list(schemas.validator("kommune").iter_errors(settings(name)))


def test_together_the_samples_use_every_field() -> None:
    """What no sample has, no letter was ever seen with."""
    used = {path for name in NAMES for path in filled(case(name))}
    used |= {f"kommune.{path}" for name in ("solbaek", "lynghoej") for path in filled(settings(name))}
    known = {path for path, _ in resolved_properties(schemas.resolved("sag"))}
    assert known - used <= SHOWN_IN_NO_SAMPLE


SHOWN_IN_NO_SAMPLE = {
    "parter[].adresse.co", "barn.adresse.co", "kommune.adresse.co", "hoeringer[].undtagelse",
    "parter[].foedselsdato",
    # The same field of the same object is in a visit's report.
    *(f"{liste}[].barnets_syn.fraveget_fordi"
      for liste in ("ansoegninger", "afgoerelser", "evalueringer", "ophoer")),
}


def filled(data: Any, path: str = "") -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield f"{path}{key}"
            yield from filled(value, f"{path}{key}.")
    elif isinstance(data, list):
        for value in data:
            yield from filled(value, f"{path.rstrip('.')}[].")


def test_a_kind_is_makeable_only_with_what_its_document_needs() -> None:
    data = case("bo")
    all_of_bo = ("ansoegning-hjemmetraening", "ansoegning-tabt-arbejdsfortjeneste", "tilsynsrapport",
                 "partshoering", "revurdering")
    assert makeable(Sag(data)) == all_of_bo
    change(data, "revurderinger[0].grundlag", GONE)
    assert makeable(Sag(data)) == all_of_bo[:-1]


def test_annotations_are_gone_where_only_validity_counts_and_fields_of_that_name_are_not() -> None:
    bare = schemas._bare({"title": "x", "x-roller": [], "properties": {"title": {"title": "y"}}})
    assert bare == {"properties": {"title": {}}}


def test_a_broken_schema_file_is_ours_to_repair(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = schemas.documents.__wrapped__
    monkeypatch.setattr(schemas.resources, "schemas", lambda: tmp_path)
    with pytest.raises(TemplateError) as error:
        read()
    assert error.value.problems[0].code == "skema-mangler"
    for content in ("{", "[]", "{}"):
        (tmp_path / "x.schema.json").write_text(content)
        with pytest.raises(TemplateError) as error:
            read()
        assert [(p.path, p.code) for p in error.value.problems] == [("x.schema.json", "skema")]


def test_the_registry_speaks_2020_12() -> None:
    assert schemas.registry()[FILES[0]]._specification is DRAFT202012
