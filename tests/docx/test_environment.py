"""The sandbox: what a template may do, and which values have a text form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

from pipeline.docx.environment import MissingField, make_environment
from pipeline.docx.values import (
    NeedsDocxtpl,
    Refused,
    attribute_form,
    property_form,
    text_form,
)
from tests.docx.building import ENVIRONMENT


def rendered(source: str, **context: object) -> str:
    return "".join(ENVIRONMENT.from_string(source).root_render_func(
        ENVIRONMENT.from_string("").new_context(context)))


@given(st.text(st.characters(exclude_categories=["C"])))
def test_text_is_written_verbatim(value: str) -> None:
    assert rendered("{{ x }}", x=value) == str(escape(value))


def test_line_breaks_and_tabs_become_words() -> None:
    line, tab = (f'</w:t><w:{tag}/><w:t xml:space="preserve">' for tag in ("br", "tab"))
    assert rendered("{{ x }}", x="<a>\nb\r\nc\rd\te") == f"&lt;a&gt;{line}b{line}c{line}d{tab}e"


@pytest.mark.parametrize("value", ["\0", "a\x0bb", "\x1b[0m", "\ufffe", "\ud800", "a\x07"])
def test_characters_no_document_can_hold_are_refused(value: str) -> None:
    for form in (text_form, property_form):
        with pytest.raises(Refused) as raised:
            form(value)
        assert raised.value.code == "ugyldigt-tegn"


def test_whole_numbers_are_digits() -> None:
    assert rendered("{{ x }}-{{ y }}", x=12_000, y=-3) == "12000--3"


@pytest.mark.parametrize("value", [
    None, True, False, 1.5, Decimal("2.50"), dt.date(2026, 1, 5), {}, {"a": 1}, [], ["a"],
    object(), b"bytes", range(3), str.upper,
])
@pytest.mark.parametrize("source", ["{{ x }}", "{{ x ~ 'a' }}", "{{ 'a' ~ x }}"])
def test_other_values_have_no_text_form(value: object, source: str) -> None:
    with pytest.raises(Refused) as raised:
        rendered(source, x=value)
    assert raised.value.code == "felt-uden-tekst"
    assert "filter" in str(raised.value.remedy)


def test_joining_keeps_text_and_markup() -> None:
    assert rendered("{{ a ~ ' & ' ~ n }}", a="<", n=2) == "&lt; &amp; 2"
    assert rendered("{{ a ~ m }}", a="<", m=Markup("<b/>")) == "&lt;<b/>"


def test_docxtpls_own_values_are_left_to_docxtpl() -> None:
    from docxtpl import RichText

    with pytest.raises(NeedsDocxtpl):
        text_form(RichText("fed", bold=True))


@pytest.mark.parametrize(("source", "name"), [
    ("{{ navn }}", "navn"), ("{{ barn.navn }}", "navn"), ("{{ barn.navn.x }}", "navn"),
    ("{{ barn['navn'] }}", "navn"), ("{% if navn %}{% endif %}", "navn"),
    ("{% for x in navn %}{% endfor %}", "navn"), ("{{ navn ~ 'a' }}", "navn"),
    ("{{ navn | stort }}", "navn"), ("{{ barn.keys.x }}", "x"),
])
def test_a_missing_field_fails_by_name(source: str, name: str) -> None:
    with pytest.raises(MissingField) as raised:
        rendered(source, barn={})
    assert raised.value.message == name


def test_a_missing_field_can_be_asked_for() -> None:
    assert rendered("{% if navn is defined %}ja{% else %}nej{% endif %}") == "nej"


def test_a_field_comes_before_a_method_of_the_same_name() -> None:
    assert rendered("{{ x.items }}{{ x.get }}", x={"items": "post", "get": "få"}) == "postfå"
    assert rendered("{% for k, v in x.items() %}{{ k }}={{ v }}{% endfor %}", x={"a": "b"}) == "a=b"


@pytest.mark.parametrize("source", [
    "{{ ''.__class__.__mro__ }}",
    "{{ x.__class__.__mro__ }}",
    "{{ x.liste.__class__.__base__.__subclasses__() }}",
    "{{ x.liste.append('mere') }}",
    "{{ x.liste.clear() }}",
    "{{ x.update({'a': 'b'}) }}",
    "{{ x.pop('navn') }}",
    "{{ x.setdefault('a', 'b') }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '{a}'.format_map(x) }}",
    "{{ '%s' % x.navn }}",
    "{{ 'x' * 1000000000 }}",
    "{{ [0] * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x'.center(1000000000) }}",
    "{{ 'x'.join(x.liste) }}",
    "{{ 'x'.encode() }}",
    "{{ range(10) }}", "{{ cycler('a') }}", "{{ joiner() }}", "{{ lipsum() }}",
    "{{ namespace(a=1) }}", "{{ dict(a=1) }}", "{{ self.__init__ }}",
    "{{ self._TemplateReference }}",
    "{{ x.navn.__format__ }}", "{{ x.kald() }}", "{{ x.dato.today() }}",
])
def test_ways_out_of_the_sandbox_are_closed(source: str) -> None:
    data: dict[str, Any] = {
        "navn": "Åse", "liste": ["a"], "kald": lambda: "kaldt", "dato": dt.date(2026, 1, 5)}
    before = repr({**data, "kald": None})
    with pytest.raises((Refused, MissingField, SecurityError)):
        rendered(source, x=data)
    assert repr({**data, "kald": None}) == before


@pytest.mark.parametrize("filter_name", ["safe", "attr", "map", "format", "upper", "tojson", "e"])
def test_only_given_filters_exist(filter_name: str) -> None:
    with pytest.raises(JinjaError):
        rendered(f"{{{{ 'a' | {filter_name} }}}}")


def test_tests_that_call_or_look_up_are_gone() -> None:
    for name in ("filter", "test", "callable", "sameas", "escaped"):
        with pytest.raises(TemplateSyntaxError):
            rendered(f"{{{{ 'ja' if 'a' is {name} }}}}{{{{ 'a' is {name} }}}}")


def test_text_cannot_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.docx.budget.MAX_BUILT", 100)
    for source in ("{{ x ~ x ~ x ~ x }}", "{% set y = x + x %}{% set z = y + y %}{{ z }}"):
        with pytest.raises(Refused) as raised:
            rendered(source, x="a" * 30)
        assert raised.value.code == "for-stort"


def test_arithmetic_on_numbers_works() -> None:
    assert rendered("{{ 2 * x + 1 }} {{ 7 % 4 }} {{ 'a' + 'b' }}", x=3) == "7 3 ab"
    assert rendered("{% for each in a + b %}{{ each }}{% endfor %}", a=[1], b=[2]) == "12"


@pytest.mark.parametrize(("value", "written"), [(3, "3"), ("DDEBF7", "DDEBF7"), ("auto", "auto")])
def test_cell_attributes_take_numbers_and_colours(value: object, written: str) -> None:
    assert attribute_form(value) == written


@pytest.mark.parametrize("value", ['"', "a\nb", "", None, 1.5, True, 'x" w:y="z'])
def test_cell_attributes_take_nothing_else(value: object) -> None:
    with pytest.raises(Refused):
        attribute_form(value)


def test_a_property_is_one_line() -> None:
    assert property_form("15/18085\r\nA & B\tC") == "15/18085 A & B C"


def test_environments_share_nothing() -> None:
    one, other = make_environment({"a": str}), make_environment({"b": str})
    assert "b" not in one.filters
    assert "a" not in other.filters
    assert one.globals == {}
