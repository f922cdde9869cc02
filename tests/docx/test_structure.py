"""Whatever an author puts together correctly compiles, stays XML and equals docxtpl."""

from __future__ import annotations

from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.render import Program
from pipeline.docx.structure import fits
from tests.docx.building import ENVIRONMENT, NAME, document, package, table
from tests.docx.equality import assert_same_as_docxtpl

CONTEXTS: tuple[dict[str, Any], ...] = (
    {"a": "æ<b>", "b": {"c": "&"}, "l": ["1", "2", "3"], "n": 2, "farve": "DDEBF7"},
    {"a": "", "b": {"c": ""}, "l": [], "n": 1, "farve": "auto"},
)

words = st.sampled_from([
    "{{ a }}", "{{ b.c }}", "{{ a | stort }}", "tekst ", "  ", "{_{ x }_}", "{{- a -}}", "{# c #}",
    "{% set y = a %}", "{% raw %}{{ r }}{% endraw %}", "{{ 'æ' ~ a }}", "“{{ a }}”", "{{ “x” }}",
    "{{ a if b else b.c }}", "{% with q = a %}{{ q }}{% endwith %}", "æ & <ø>",
])
inline = st.recursive(words, lambda inner: st.one_of(
    inner.map(lambda body: f"{{% if a %}}{body}{{% endif %}}"),
    st.tuples(inner, inner).map(
        lambda pair: f"{{% if a %}}{pair[0]}{{% else %}}{pair[1]}{{% endif %}}"),
    inner.map(lambda body: f"{{% for x in l %}}{body}{{{{ x }}}}{{% endfor %}}"),
    st.tuples(inner, inner).map("".join),
), max_leaves=6)
blocks = st.recursive(inline.map(lambda line: [line]), lambda inner: st.one_of(
    inner.map(lambda body: ["{%p if a %}", *body, "{%p endif %}"]),
    st.tuples(inner, inner).map(
        lambda pair: ["{%p if a %}", *pair[0], "{%p else %}", *pair[1], "{%p endif %}"]),
    inner.map(lambda body: ["{%p for x in l %}", *body, "{{ x }}", "{%p endfor %}"]),
    st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
), max_leaves=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(paragraphs=blocks, cuts=st.randoms(use_true_random=False))
def test_blocks_and_runs_in_any_combination(paragraphs: list[str], cuts: Any) -> None:
    made = document()
    for written in paragraphs:
        paragraph = made.add_paragraph()
        places = sorted(cuts.sample(range(len(written) + 1), min(3, len(written))))
        for start, end in zip([0, *places], [*places, len(written)], strict=True):
            paragraph.add_run(written[start:end])
    template = compile_template(package(made), ENVIRONMENT, NAME)
    for context in CONTEXTS:
        letter = assert_same_as_docxtpl(template, context, ENVIRONMENT)
        etree.fromstring(letter.parts["word/document.xml"])


cells = st.sampled_from([
    "{{ a }}", "fast", "", "{% colspan n %}{{ a }}", "{% cellbg farve %}{{ b.c }}",
    "{% if a %}{{ a }}{% endif %}",
])
row = st.one_of(
    st.tuples(cells, cells, cells).map(list),
    st.just(["{%tc for x in l %}", "{{ x }}", "{%tc endfor %}"]),
    st.just(["{%tc for x in l %}", "{% hm %}{{ a }}", "{%tc endfor %}"]),
)
rows = st.recursive(row.map(lambda cells: [cells]), lambda inner: st.one_of(
    inner.map(lambda body: [["{%tr for z in l %}", "", ""], *body, ["{%tr endfor %}", "", ""]]),
    inner.map(lambda body: [["{%tr if a %}", "", ""], *body, ["{%tr endif %}", "", ""]]),
    st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
), max_leaves=5)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows)
def test_tables_in_any_combination(built: list[list[str]]) -> None:
    template = compile_template(package(table(built)), ENVIRONMENT, NAME)
    for context in CONTEXTS:
        assert_same_as_docxtpl(template, context, ENVIRONMENT)


LOOPED = [["{%tr for z in l %}", ""], ["{{ z }}", ""], ["{%tr endfor %}", ""]]


@pytest.mark.parametrize(("built", "loose"), [
    ([["A", "B"], *LOOPED], False),
    (LOOPED, False),
    ([["{%tr if a %}", ""], ["A", "B"], ["{%tr endif %}", ""]], False),
    ([["{% colspan n %}A", "B"]], True),
    ([["{%tc for x in l %}", "{{ x }}", "{%tc endfor %}"]], True),
])
def test_tables_are_only_repaired_where_columns_vary(built: list[list[str]], loose: bool) -> None:
    template = compile_template(package(table(built)), ENVIRONMENT, NAME)
    assert [each.loose_tables for each in template.programs] == [loose]


def test_letters_of_firm_tables_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("parsed")

    template = compile_template(package(table([["A", "B"], *LOOPED])), ENVIRONMENT, NAME)
    monkeypatch.setattr(DocxTemplate, "fix_tables", fail)
    template.render(CONTEXTS[0])
    monkeypatch.setattr(Program, "_with_grids", fail)
    template.render(CONTEXTS[1])


BAR = [["{%tc if n %}", "{% colspan n %}{{ a }}", "{%tc endif %}", "{%tc if tom %}", "{% colspan tom %}",
        "{%tc endif %}"]]


@pytest.mark.parametrize(("n", "tom", "parsed"), [
    (6, 0, False), (0, 6, False), (1, 5, False), (5, 1, False), (4, 4, False),
    (2, 2, True), (1, 0, True),
])
def test_a_bar_that_fills_its_grid_is_not_parsed(
    n: int, tom: int, parsed: bool, monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = compile_template(package(table(BAR)), ENVIRONMENT, NAME)
    calls = []
    repair = Program._with_grids
    monkeypatch.setattr(Program, "_with_grids", lambda self, xml: calls.append(1) or repair(self, xml))
    assert_same_as_docxtpl(template, {**CONTEXTS[0], "n": n, "tom": tom}, ENVIRONMENT)
    assert bool(calls) == parsed


def test_a_table_in_a_table_is_left_to_docxtpl() -> None:
    inner = "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc></w:tc></w:tr></w:tbl>"
    assert fits(inner)
    assert not fits(inner.replace("</w:tc>", f"{inner}</w:tc>"))
    assert not fits(inner.replace("<w:tc>", "<w:sdt><w:tc>").replace("</w:tc>", "</w:tc></w:sdt>"))
