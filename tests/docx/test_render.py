"""Rendering: equal to docxtpl part by part, verbatim for hostile data, the same every time."""

from __future__ import annotations

import concurrent.futures
import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import InlineImage, Listing, RichText
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.package import pack, read_parts
from pipeline.docx.render import CompiledTemplate
from pipeline.errors import TemplateError
from tests.docx.building import (
    ENVIRONMENT,
    NAME,
    codes,
    compiled,
    document,
    docx_bytes,
    lines,
    package,
    table,
    with_body,
)
from tests.docx.equality import assert_same_as_docxtpl, canonical, docxtpl_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc"
    b"\xf8\xff\xff?\0\x05\xfe\x02\xfe\r\xefF\xb8\0\0\0\0IEND\xaeB`\x82"
)


def letter() -> Any:
    """A template with every kind of tag a letter uses."""
    made = document("Kære {{ barn.navn }}!", "{%p if svar %}", "Ja: {{ svar }}", "{%p else %}",
                    "Nej", "{%p endif %}", "{%p for punkt in liste %}",
                    "{{ loop.index }}. {{ punkt.navn }}{% if not loop.last %},{% endif %}",
                    "{%p endfor %}", "en {% if svar %}hel{% else %}halv{% endif %} sætning",
                    "før {{- barn.navn -}} efter", "{# kun for os #}", "{%p set kort = svar %}",
                    "{{ kort }} og {{ barn.navn | stort }}", "til{%- if svar %} ja{% endif -%}",
                    "slut", "skriv {_{ felt }_} og {_% tag %_}", "{% raw %}{{ rå }}{% endraw %}")
    split = made.add_paragraph("Delt {")
    for piece in ("{ ba", "rn", ".navn }", "} her"):
        split.add_run(piece).bold = piece != "rn"
    made.add_paragraph("“Citat” {{ “tekst” }} {% if barn.navn == ‘Åse’ %}det er hende{% endif %}")
    rows = made.add_table(4, 2)
    for (row, column), written in {
        (0, 0): "Navn", (0, 1): "Nr.", (1, 0): "{%tr for punkt in liste %}",
        (2, 0): "{{ punkt.navn }}", (2, 1): "{{ loop.index }}", (3, 0): "{%tr endfor %}",
    }.items():
        rows.cell(row, column).text = written
    made.sections[0].header.paragraphs[0].text = "Sag {{ sagsnummer }}"
    made.sections[0].footer.paragraphs[0].text = "{% if svar %}{{ svar }}{% endif %}"
    made.core_properties.title = "Afgørelse & mere {{ sagsnummer }}"
    made.core_properties.subject = "{% if 1 < 2 %}Sag{% endif %}"
    return made


def columns() -> Any:
    """A table whose columns loop, and one with cells merged by docxtpl."""
    made = table([["{%tc for k in liste %}", "{{ k.navn }}", "{%tc endfor %}"],
                  ["{%tc for k in liste %}", "tal {{ loop.index }}", "{%tc endfor %}"]])
    merged, last = made.add_table(3, 2), made.add_table(1, 3)
    merged.cell(0, 0).text = "{% colspan antal %}Overskrift {{ sagsnummer }}"
    merged.cell(1, 0).text = "{%tr for k in liste %}"
    merged.cell(2, 0).text = "{% vm %}{{ sagsnummer }}"
    merged.cell(2, 1).text = "{% cellbg 'DDEBF7' %}{{ k.navn }}"
    merged.add_row().cells[0].text = "{%tr endfor %}"
    for column, written in enumerate(["{%tc for k in liste %}", "{{ k.navn }}", "{%tc endfor %}"]):
        last.cell(0, column).text = written
    return made


def hm_table() -> Any:
    return table([["{%tc for k in liste %}", "{% hm %}Fælles {{ sagsnummer }}", "{%tc endfor %}"],
                  ["{%tc for k in liste %}", "{{ k.navn }}", "{%tc endfor %}"]])


def with_footnotes() -> dict[str, bytes]:
    parts = package(document("Tekst {{ sagsnummer }}"))
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts["word/footnotes.xml"] = (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<w:footnotes {word}>\n <w:footnote w:id='1'>"
        "<w:p><w:r><w:t>Note {{ barn.</w:t></w:r><w:r><w:t>navn }}</w:t></w:r></w:p>"
        "</w:footnote>\n</w:footnotes>").encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode())
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'
        .encode())
    return read_parts(docx_bytes(docx.Document(io.BytesIO(pack(parts)))))


def drawings() -> Any:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="7" name="B"/>'
        '<a:graphic><a:graphicData uri="x"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    plain = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    return with_body(
        picture, plain.format("{%p for k in liste %}"), picture, plain.format("{{ k.navn }}"),
        plain.format("{%p endfor %}"), picture)


def linked() -> Any:
    made = document("Læs mere: ")
    made.paragraphs[0]._p.append(with_body(
        '<w:hyperlink w:anchor="mere"><w:r><w:t>{{ barn.navn }} og {{ sagsnummer }}</w:t></w:r>'
        "</w:hyperlink>").element.body[0])
    return made


def raw_layout() -> Any:
    return with_body(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>en\tto\ntre {{ sagsnummer }}</w:t></w:r></w:p>")


def only_looped_rows() -> Any:
    return table([["{%tr for k in liste %}", ""], ["{{ k.navn }}", "fast"], ["{%tr endfor %}", ""]])


TEMPLATES = {
    "brev": lambda: package(letter()),
    "kolonner": lambda: package(columns()),
    "vandret": lambda: package(hm_table()),
    "rækker": lambda: package(only_looped_rows()),
    "fodnoter": with_footnotes,
    "tegninger": lambda: package(drawings()),
    "link": lambda: package(linked()),
    "tegn": lambda: package(raw_layout()),
    "fast": lambda: package(document("Ingen felter, men {_{ escapes }_}")),
}


COMPILED: dict[str, CompiledTemplate] = {}


def template(name: str) -> CompiledTemplate:
    if name not in COMPILED:
        COMPILED[name] = compile_template(TEMPLATES[name](), ENVIRONMENT, NAME)
    return COMPILED[name]


ESCAPES = ("{_{", "}_}", "{_%", "%_}")
words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
                ).filter(lambda value: not any(each in value for each in ESCAPES))
hostile = st.sampled_from([
    "<w:p>", "{{ 7*7 }}", "{% raw %}", "{% endraw %}", "&amp;", "]]>", "</w:t></w:r></w:p>", "'\"",
    "🎄", "æøå ÆØÅ", "\\n", "{#", "#}", "&#x0;", "<!--", "\u202e\u00a0", "a\nb", "a\tb",
])
contexts = st.fixed_dictionaries({
    "barn": st.fixed_dictionaries({"navn": words | hostile}),
    "svar": words | hostile,
    "sagsnummer": words.filter(lambda value: len(value) < 100) | st.integers(),
    "liste": st.lists(st.fixed_dictionaries({"navn": words | hostile}), max_size=5),
    "antal": st.integers(1, 4),
})


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(context=contexts)
def test_every_part_is_what_docxtpl_makes(name: str, context: dict[str, Any]) -> None:
    made = assert_same_as_docxtpl(template(name), context, ENVIRONMENT)
    for part, data in made.parts.items():
        if part.endswith((".xml", ".rels")):
            etree.fromstring(data)


def test_the_yardstick_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    context = {"sagsnummer": 1, "liste": [{"navn": "a"}] * 5,
               "antal": 2, "barn": {"navn": "x"}, "svar": ""}
    monkeypatch.setattr("pipeline.docx.render.DocxTemplate.fix_tables",
                        lambda _, xml: etree.fromstring(xml))
    ours = template("kolonner").render(context)
    monkeypatch.undo()
    theirs = docxtpl_parts(template("kolonner").source, context, ENVIRONMENT)
    main = "word/document.xml"
    assert canonical(main, ours.parts[main]) != canonical(main, theirs[main])


HOSTILE = ["<w:p>", "{{ 7*7 }}", "{% raw %}", "{_{ x }_}", "{_% x %_}", "&amp;", "&lt;b&gt;", "]]>",
           "</w:t></w:r>", "\U0001f384", "æøå", "  to  mellemrum ", "en\nto", "en\tto", "'\"", "{{"]


@pytest.mark.parametrize("value", HOSTILE)
def test_data_arrives_verbatim(value: str) -> None:
    source = document("[{{ x }}]")
    source.sections[0].header.paragraphs[0].text = "[{{ x }}]"
    source.core_properties.title = "[{{ x }}]"
    made = docx.Document(io.BytesIO(compile_template(
        package(source), ENVIRONMENT, NAME).render({"x": value}).data))
    assert made.paragraphs[0].text == f"[{value}]"
    assert made.sections[0].header.paragraphs[0].text == f"[{value}]"
    assert made.core_properties.title == f"[{' '.join(value.splitlines())}]".replace("\t", " ")


def test_docxtpls_escapes_in_the_template_are_honoured() -> None:
    made = compiled("Skriv {_{ felt }_} eller {_% if %_} {{ x }}").render({"x": "{_{"})
    assert lines(made.data) == ["Skriv {{ felt }} eller {% if %} {_{"]


def test_paragraphs_that_hold_only_a_condition_leave_nothing() -> None:
    made = compiled("et", "{%p if nej %}", "to", "{%p endif %}", "tre").render({"nej": False})
    assert lines(made.data) == ["et", "tre"]


def test_nothing_of_one_letter_is_left_in_the_next() -> None:
    made = compiled(
        "{%p if navn is defined %}", "{% set x = navn %}{{ x }}", "{%p endif %}", "slut")
    first, second = made.render({"navn": "Åse Testsen"}), made.render({})
    assert "Åse Testsen" in lines(first.data)
    assert lines(second.data) == ["slut"]
    assert "Åse".encode() not in b"".join(second.parts.values())


def test_the_same_context_gives_the_same_bytes() -> None:
    context = {"barn": {"navn": "Åse"}, "svar": "ja", "sagsnummer": "15/1", "antal": 1,
               "liste": [{"navn": "a"}]}
    one, again = template("brev").render(context), template("brev").render(context)
    anew = compile_template(TEMPLATES["brev"](), ENVIRONMENT, NAME).render(context)
    assert one.data == again.data == anew.data
    assert one.template_key == anew.template_key
    assert one.parts == read_parts(one.data)


def test_the_context_is_left_as_it_was() -> None:
    context: dict[str, Any] = {"liste": [{"navn": "a"}]}
    compiled("{%p for x in liste %}", "{% set y = x %}{{ y.navn }}", "{%p endfor %}").render(
        context)
    assert context == {"liste": [{"navn": "a"}]}


def test_threads_share_a_template() -> None:
    made = compiled("{% set egen = navn %}", "{%p for x in liste %}", "{{ egen }} {{ x }}",
                    "{%p endfor %}")

    def render(number: int) -> list[str]:
        return lines(made.render({"navn": f"nr{number}", "liste": ["a"] * 20}).data)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for number, found in enumerate(pool.map(render, range(40))):
            assert found == ["", *[f"nr{number} a"] * 20]


@pytest.mark.parametrize(("tag", "code"), [
    ("{{ barn.mangler }}", "felt-mangler"),
    ("{{ mangler }}", "felt-mangler"),
    ("{% if mangler %}{% endif %}", "felt-mangler"),
    ("{{ barn }}", "felt-uden-tekst"),
    ("{{ ingen }}", "felt-uden-tekst"),
    ("{{ dato }}", "felt-uden-tekst"),
    ("{{ tegn }}", "ugyldigt-tegn"),
    ("{{ barn.__class__.__mro__ }}", "felt-mangler"),
    ("{{ dato.__class__.__mro__ }}", "ikke-tilladt"),
    ("{{ barn.pop('navn') }}", "felt-fejl"),
    ("{{ barn.navn | fejler }}", "felt-fejl"),
    ("{{ 2 ** 999 }}", "regnestykke"),
    ("{{ barn.navn | dato }}", "felt-fejl"),
    ("{% for x in ingen %}{% endfor %}", "felt-fejl"),
])
def test_an_error_in_a_letter_names_the_tag_and_never_the_value(tag: str, code: str) -> None:
    made = compiled("fint {{ barn.navn }}", "{%p if barn.navn %}", "tekst", "{%p endif %}",
                    f"Her {{{{ barn.navn }}}} {tag} og {{{{ barn.navn }}}}")
    context = {"barn": {"navn": "Hemmelig Testsen"}, "ingen": None, "tegn": "Hemmelig\0",
               "dato": dt.date(2026, 1, 5)}
    with pytest.raises(TemplateError) as raised:
        made.render(context)
    if code == "felt-fejl":
        assert codes(raised.value)[0] in ("felt-fejl", "felt-mangler", "ikke-tilladt")
    else:
        assert codes(raised.value) == [code]
    problem = raised.value.problems[0]
    assert problem.path == f"{NAME}: word/document.xml, afsnit 5"
    assert tag.split("%}")[0] in str(problem.message)
    shown = f"{problem.message} {problem.remedy} {raised.value}"
    assert "Hemmelig" not in shown
    assert "2026" not in shown


def test_a_missing_field_is_named() -> None:
    with pytest.raises(TemplateError) as raised:
        compiled("{{ barn.fornavn }} {{ barn.efternavn }}").render({"barn": {"fornavn": "Åse"}})
    assert "efternavn" in str(raised.value.problems[0].message)
    assert "fornavn }}" not in str(raised.value.problems[0].message).replace("efternavn", "")


def test_a_loop_cannot_make_a_letter_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.docx.render.MAX_TEXT", 20_000)
    monkeypatch.setattr("pipeline.docx.values.MAX_TEXT", 20_000)
    made = compiled("{% for a in x %}{% for b in x %}{{ b }}{% endfor %}{% endfor %}")
    with pytest.raises(TemplateError) as raised:
        made.render({"x": ["aaaaaaaaaa"] * 1_000})
    assert codes(raised.value) == ["for-stort"]


def test_only_templates_with_varying_columns_repair_tables() -> None:
    loose = {name: [each.loose_tables for each in template(name).programs
                    if each.place.part == "word/document.xml"] for name in TEMPLATES}
    assert loose == {
        "brev": [False], "kolonner": [True], "vandret": [True], "rækker": [False],
        "fodnoter": [False], "tegninger": [False], "link": [False], "tegn": [False], "fast": []}


def test_drawings_in_a_loop_have_numbers_of_their_own() -> None:
    made = template("tegninger").render({"liste": [{"navn": "a"}, {"navn": "b"}]})
    root = etree.fromstring(made.parts["word/document.xml"])
    numbers = [each.get("id") for each in root.iter("{*}docPr")]
    assert numbers == ["1001", "1002", "1003", "1004"]


def test_docxtpls_own_values_are_rendered_by_docxtpl() -> None:
    made = compiled("Se {{ billede }}", "{{r fed }}", "{{ liste[0].note }}", "{{ navn }}")
    builder = made.docxtpl()
    letter = made.render({
        "billede": InlineImage(builder, io.BytesIO(PICTURE)),
        "fed": RichText("fed & <stærk>", bold=True),
        "liste": [{"note": Listing("en\nto")}],
        "navn": "<w:p> {_{ }_} {{ 7*7 }}\nlinje",
    })
    assert any(name.startswith("word/media/") for name in letter.parts)
    assert lines(letter.data) == [
        "Se ", "fed & <stærk>", "en\nto", "<w:p> {_{ }_} {{ 7*7 }}\nlinje"]
    assert letter.template_key == ""
    assert lines(made.render({"billede": "b", "fed": RichText("f"), "liste": [{"note": "n"}],
                              "navn": "x"}).data)[0] == "Se b"


def test_rendering_by_docxtpl_gives_the_same_bytes_and_errors() -> None:
    made = compiled("{{r fed }} {{ navn }}")
    context = {"fed": RichText("fed", bold=True), "navn": "Åse"}
    assert made.render(context).data == made.render(context).data
    with pytest.raises(TemplateError) as raised:
        made.render({"fed": RichText("fed")})
    assert codes(raised.value) == ["felt-mangler"]


def test_plain_text_where_only_docxtpls_values_fit_is_refused() -> None:
    with pytest.raises(TemplateError) as raised:
        compiled("før", "{{p x }}", "efter").render({"x": "tekst"})
    assert codes(raised.value) == ["felt-uden-for-tekst"]
    assert raised.value.problems[0].path.endswith("afsnit 2")


def test_a_template_without_tags_is_one_fixed_letter(tmp_path: Path) -> None:
    made = template("fast")
    assert not made.programs
    assert lines(made.render({}).data) == ["Ingen felter, men {{ escapes }}"]
