"""Tags as docxtpl's users write them, where nothing is known of the data: no false alarm."""

from __future__ import annotations

import docx
import pytest

from pipeline.templates.fieldtypes import ANY
from pipeline.templates.files import TemplateFile
from pipeline.templates.reading import Reading
from pipeline.templates.syntax import of_story
from pipeline.tools import environment
from tests.templates.broken import saved, table

IDIOMS = (
    ("{{r rich_text }}",), ("{{p subdocument }}",), ("{%r if x %}a{%r endif %}",),
    ("{%p for k, v in pairs.items() %}", "{{ k }}: {{ v }}", "{%p endfor %}"),
    ("{% for x in list %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}",),
    ("{{ items[0].name }} {{ items[\"a\"] }} {{ items[1:] }}",),
    ("{{- a -}} {%- if b %}{{ c }}{% endif -%}",), ("{# a note #}",), ("{%p set x = 3 %}", "{{ x }}"),
    ("{% raw %}{{ not a tag }}{% endraw %}",), ("{{ ‘a’ }} {{ “b” ~ c }}",),
    ("{% with x = y %}{{ x }}{% endwith %}",),
    ("{{ a if b else c }} {% if not c %}{{ a or b }}{% endif %}",),
    ("{{ (a + b) * 2 - -c // 3 % 4 }}",),
    ("{% if x is none or y is defined %}{% elif z is not mapping %}{% endif %}",),
    ("{{ name.upper() }}{{ d.get('x') }}",), ("{_{ x }_}",),
    ("{%p if a and (b or not c) %}", "{%p endif %}"),
    ("{{''}}{{'     '}}{{name|default(\"é\")}}",), ("{#p a paragraph to take out #}", "{# a note #}"),
    ("We meet {%- if online -%} on a screen {%- else -%} at your home {%- endif %}.",),
    ("{%p if paid %}", "a", "{%p else %}", "b", "{%p endif %}"),
    ("{% if a is sequence %}{% endif %}{% if b is mapping %}{% endif %}{% if c is integer %}{% endif %}",
     "{% if d is string %}{% endif %}{% if e is true %}{% endif %}{% if f is false %}{% endif %}"),
    ("{%p for  dish  in dishes %}", "{{ dish.name }}{% for i in dish.ingredients %}{{i}}{% endfor %}",
     "{%p endfor %}"), ("{%p for img in images%}", "{{ img }}", "{%p endfor %}"),
    ("{{r foobar }}{% if foo -%}x{%- endif -%}",),
)
ROWS = (
    (("{%tr for x in list %}", ""), ("{{ x.a }}", "{{ x.b }}"), ("{%tr endfor %}", "")),
    (("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),),
    (("{% colspan n %}{{ title }}", "a"), ("{% cellbg x.colour %}{{ y }}", "b")),
    (("{%tr for x in list %}", ""), ("{% vm %}{{ x.a }}", "{{ x.b }}"), ("{%tr endfor %}", "")),
    (("{#tr this row is not for now #}", "{{ x }}"), ("a", "b")),
    (("{%tc for x in list %}", "{% hm %}{{ x }}", "{%tc endfor %}"),),
    (("{%tc for x in [\"some\", \"data\"] %}", "{{ x }}", "{%tc endfor %}"),),
    (("{%tr for x in [1, 2] %}", ""), ("{%tc for y in [3, 6] %}", "{{ y }}{{ x }}", "{%tc endfor %}"),
     ("{%tr endfor %}", "")),
    (("{#tc a cell to take out #}", "b"), ("{% colspan 4%}{{ x }}", "c")),
    (("{%tr for f in frameworks %}", ""), ("{{ f.image }}", "{{r f.desc }}"), ("{%tr endfor %}", "")),
)


def found(document: object) -> list[str]:
    file = TemplateFile("skabelon.docx", saved(document))
    problems = list(of_story(file, file.body, environment()))
    reading = Reading(ANY, environment(), lambda _: ())
    reading.story(file.body.tags)
    return [f"{finding.code}: {finding.message}" for finding in (*problems, *reading.findings)]


@pytest.mark.parametrize("lines", IDIOMS)
def test_an_idiom_in_paragraphs_is_no_finding(lines: tuple[str, ...]) -> None:
    document = docx.Document()
    for words in lines:
        document.add_paragraph(words)
    assert found(document) == []


@pytest.mark.parametrize("rows", ROWS)
def test_an_idiom_in_a_table_is_no_finding(rows: tuple[tuple[str, ...], ...]) -> None:
    document = docx.Document()
    table(*rows)(document)
    assert found(document) == []
