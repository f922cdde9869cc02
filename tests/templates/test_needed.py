"""What a letter must say: known fields, reasons a reader understands, and tags that can be pasted."""

from __future__ import annotations

import docx
import pytest

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.templates.checking import check
from pipeline.templates.names import names_of
from pipeline.templates.needed import NEEDED, needs_of
from pipeline.templates.sources import Source
from pipeline.templates.suggesting import suggested
from pipeline.tools import environment
from tests.templates.broken import saved


def findings(kind: str, *lines: str) -> list[tuple[str, str, str]]:
    document = docx.Document()
    document.core_properties.title = "{{ brev.titel }}"
    document.add_heading("{{ brev.titel }}", 1)
    for words in lines:
        document.add_paragraph(words)
    report = check([Source(f"{kind}.docx", saved(document), kind)], resources.templates(), environment())
    return [(finding.code, str(finding.message), str(finding.remedy)) for finding in report.findings]


def test_every_kind_needs_something_of_its_own() -> None:
    assert set(NEEDED) == set(KINDS)
    assert all(NEEDED.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_suggested_is_right_when_it_is_pasted(kind: str) -> None:
    tags = [suggested(tuple(name.split(".")), names_of(kind)) for name in needs_of(kind)]
    assert findings(kind, *tags) == []


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in NEEDED[kind]])
def test_a_letter_that_never_says_it_is_told_which_field_and_why(kind: str, name: str) -> None:
    names = names_of(kind)
    tags = {each: suggested(tuple(each.split(".")), names) for each in needs_of(kind)}
    ((code, message, remedy),) = findings(kind, *(
        tag for each, tag in tags.items() if each != name))
    assert code == "felt-mangler-i-brevet"
    assert message.startswith(f"Feltet {name} står ingen steder i brevet. ")
    assert str(NEEDED[kind][name]) in message
    assert tags[name] in remedy


@pytest.mark.parametrize("why", sorted({str(why) for kind in KINDS for why in needs_of(kind).values()}))
def test_a_reason_is_a_whole_sentence(why: str) -> None:
    assert why[0].isupper()
    assert why.endswith(".")
    assert len(why.split()) >= 6


@pytest.mark.parametrize(("kind", "name", "tag"), [
    ("afgoerelse", "brev.dato", "{{ brev.dato | dato }}"),
    ("tilbud", "budget.i_alt", "{{ budget.i_alt | kroner }}"),
    ("afgoerelse", "afgoerelser.elementer_godkendt.navn",
     "{% for x in afgoerelser %}{% for y in x.elementer_godkendt %}{{ y.navn }}{% endfor %}"
     "{% endfor %}"),
    ("afgoerelse", "modtager.er_ung", "{% if modtager.er_ung %}ja{% else %}nej{% endif %}"),
    ("evaluering", "evaluering.periode", "{{ evaluering.periode.fra | dato }} {% if "
     "evaluering.periode.til %}{{ evaluering.periode.til | dato }}{% endif %}"),
    ("afgoerelse", "frist.klage_senest",
     "{% if frist.klage_senest is defined %}{{ frist.klage_senest | dato }}{% endif %}"),
    ("afgoerelse", "modtager.adresse.vej", "{% if modtager.adresse and not modtager.adresse.beskyttet "
     "%}{{ modtager.adresse.vej }}{% endif %}"),
])
def test_a_tag_has_its_filter_its_loop_and_its_question(kind: str, name: str, tag: str) -> None:
    assert suggested(tuple(name.split(".")), names_of(kind)) == tag
