"""A template that reaches for Python, for files or for all of the machine's time: told, never run."""

from __future__ import annotations

import builtins
import os
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from pipeline import Job, read_sag, read_settings, resources
from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.errors import TemplateError
from pipeline.letters import prepared
from pipeline.templates.checking import check
from pipeline.templates.sources import Source
from pipeline.tools import environment
from tests.templates.broken import good, saved

TEMPLATES = resources.templates()
NESTED = "{% for x in [1,2,3,4,5,6,7,8,9,0] %}" * 12 + "{% endfor %}" * 12

ESCAPES = {
    # the two that docxtpl's own users reported, where it ran them
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__()[389](['id'], stdout=-1)"
                  ".communicate()[0].decode('utf-8') }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen(\"id\").read() }}",
    # by attributes
    "of-a-field": "{{ barn.__class__.__base__.__subclasses__() }}",
    "of-a-number": "{{ (1).__class__ }}",
    "of-a-list": "{{ [].__class__.__base__.__subclasses__() }}",
    "of-a-loop": "{% for x in bilag %}{{ loop.__class__.__init__.__globals__ }}{% endfor %}",
    "in-brackets": "{{ barn['__class__'] }}",
    "joined-name": "{{ barn['__cla' ~ 'ss__'] }}",
    "name-of-a-field": "{{ barn[barn.navn] }}",
    "hexadecimal-name": "{{ barn['\\x5f\\x5fclass\\x5f\\x5f'] }}",
    "set-first": "{% set x = ''.__class__ %}{{ x }}",
    "with-first": "{% with x = ''.__class__ %}{{ x }}{% endwith %}",
    "in-a-condition": "{% if ''.__class__ %}x{% endif %}",
    "in-a-loop": "{% for x in ''.__class__.__mro__ %}{{ x }}{% endfor %}",
    "bound-method": "{{ barn.items.__func__.__globals__ }}",
    "method-as-it-stands": "{{ 'a'.lower }}",
    "code-of-a-generator": "{{ (bilag | map('upper')).gi_frame.f_globals }}",
    # by filters
    "attr": "{{ '' | attr('__class__') }}",
    "attr-in-map": "{{ [''] | map('attr', '__class__') | list | liste }}",
    "map-attribute": "{{ [''] | map(attribute='__class__') | list | liste }}",
    "map-attribute-of-a-field": "{{ bilag | map(attribute='__class__.__mro__') | list | liste }}",
    "selectattr": "{{ bilag | selectattr('__class__') | list | liste }}",
    "selectattr-with-a-test": "{{ afgoerelser | selectattr('__class__', 'eq', 1) | list | length }}",
    "format-filter": "{{ '%s' | format(barn) }}",
    "pprint": "{{ barn | pprint }}",
    "safe": "{{ '</w:t><w:t>' | safe }}",
    "tojson": "{{ barn | tojson }}",
    "xmlattr": "{{ {'x': 1} | xmlattr }}",
    # by format strings
    "format": "{{ '{0.__class__}'.format(barn) }}",
    "format-map": "{{ '{barn.__class__}'.format_map(barn) }}",
    "format-through-map": "{{ ['{0.__class__}'.format] | map('upper') | list | liste }}",
    "percent": "{{ '%(x)s' % barn }}",
    # by what Jinja itself brings
    "self": "{{ self }}",
    "self-context": "{{ self._TemplateReference__context }}",
    "self-init": "{{ self.__init__.__globals__ }}",
    "namespace": "{{ namespace(a=1) }}",
    "lipsum": "{{ lipsum.__globals__ }}",
    "joiner": "{{ joiner() }}",
    "dict": "{{ dict(a=1) }}",
    "flask": "{{ get_flashed_messages.__class__.__mro__ }}",
    "config": "{{ config.items() }}",
    "debug": "{% debug %}",
    "recursive": "{% for x in bilag recursive %}{{ loop([x]) }}{% endfor %}",
    # by files
    "import": "{% import 'os' as os %}{{ os }}",
    "from": "{% from 'os' import system %}{{ system }}",
    "extends": "{% extends '/etc/passwd' %}",
    "include-of-a-file": "{%p include \"../../../etc/passwd\" %}",
    "include-of-the-root": "{%p include \"/etc/passwd\" %}",
    "include-in-a-sentence": "{% include '/etc/passwd' %}",
    # by what is not for letters
    "macro": "{% macro x() %}x{% endmacro %}{{ x() }}",
    "call-block": "{% call barn() %}x{% endcall %}",
    "block": "{% block x %}x{% endblock %}",
    "filter-block": "{% filter upper %}x{% endfilter %}",
    "autoescape-off": "{% autoescape false %}x{% endautoescape %}",
    "do": "{% do bilag.append('x') %}",
    "block-set": "{% set x %}x{% endset %}",
    "changing-a-list": "{{ bilag.append('x') }}",
    "changing-a-field": "{{ barn.update({'navn': 'x'}) }}",
    "emptying": "{{ barn.clear() }}",
    # all of the machine
    "range": "{% for x in range(10 ** 9) %}x{% endfor %}",
    "power": "{{ 9 ** 9 ** 9 ** 9 }}",
    "times": "{{ 'x' * 10000000000 }}",
    "list-times": "{{ [0] * 10000000000 }}",
    "padding": "{{ 'x'.ljust(10000000000) }}",
    "centre-filter": "{{ 'x' | center(10000000000) }}",
    "long-number": "{{ " + "9" * 5_000 + " }}",
    "long-hexadecimal": "{{ 0x" + "f" * 50_000 + " }}",
    "lone-surrogate": "{{ '\\ud800' }}",
    "control-character": "{{ 'a\\x07' }}",
}
ONLY_WHEN_RUN = {
    "loops": NESTED,
    "doubling": "{% set x = 'a' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "squaring": "{% set x = 9 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
}
TOLD = {"ikke-tilladt", "felt-findes-ikke", "ukendt-tag", "ukendt-filter", "regnestykke", "syntaksfejl",
        "tegn-i-tag", "include-ukendt", "include-ikke-alene", "felt-er-en-liste", "loekke-over-andet",
        "felt-uden-tekst", "blok-ikke-aabnet", "felt-regnet-ud"}


@pytest.fixture(autouse=True)
def _watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is run, and nothing beyond our own files is opened."""
    def ran(*_: object, **__: object) -> None:
        raise AssertionError("a template ran something")

    opened = builtins.open

    def watched(file: Any, *rest: Any, **more: Any) -> Any:
        assert "passwd" not in str(file)
        return opened(file, *rest, **more)

    monkeypatch.setattr(os, "system", ran)
    monkeypatch.setattr("subprocess.Popen.__init__", ran)
    monkeypatch.setattr(builtins, "open", watched)


@cache
def context() -> Mapping[str, Any]:
    """The names of a real decision."""
    samples = resources.samples()
    case = read_sag(samples / "sager" / "karla-tre-aar.json").data
    settings = read_settings(samples / "kommuner" / "solbaek.toml")
    letter = prepared(case, settings, Job("afgoerelse", settings=settings))[0]
    return {**letter.context, "bilag": ["Rapport", "Budget"]}


def template(tag: str) -> bytes:
    document = good()
    document.add_paragraph(tag)
    return saved(document)


def rendered(data: bytes) -> list[str]:
    """The codes of what stops a letter."""
    passages = {path.stem: path.read_bytes() for path in (TEMPLATES / "blokke").glob("*.docx")}
    letterhead = (TEMPLATES / "brevpapir" / "kommune.docx").read_bytes()
    with pytest.raises(TemplateError) as raised:
        compile_template(compose(data, letterhead, passages, "afgoerelse.docx"), environment(),
                         "afgoerelse.docx").render(context())
    for problem in raised.value.problems:
        assert "afsnit 10" in problem.path or "for-stort" in problem.code
        assert str(problem.remedy)
    return [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize("name", ESCAPES)
def test_the_check_tells_it_at_its_place(name: str) -> None:
    report = check([Source("afgoerelse.docx", template(ESCAPES[name]), "afgoerelse")], TEMPLATES,
                   environment())
    errors = [finding for finding in report.findings if finding.severity == "fejl"]
    assert errors, report.findings
    assert {finding.code for finding in errors} <= TOLD
    assert {finding.spot.paragraph for finding in errors} == {10}
    assert report.exit_code == 3


@pytest.mark.parametrize("name", [*ESCAPES, *ONLY_WHEN_RUN])
def test_no_letter_is_made_and_nothing_is_run(name: str) -> None:
    before = repr(context())
    began = time.process_time()
    assert rendered(template({**ESCAPES, **ONLY_WHEN_RUN}[name]))
    assert time.process_time() - began < 20
    assert repr(context()) == before


def test_a_single_brace_is_text() -> None:
    """The second form of the report is none: Word's text stays text."""
    report = check([Source("afgoerelse.docx", template("{ get_flashed_messages.__class__ }"),
                           "afgoerelse")], TEMPLATES, environment())
    assert report.findings == ()
