"""Files made to harm: the check tells it, and no letter is made of them or carries it on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline import resources
from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.package import Docx
from pipeline.errors import PipelineError
from pipeline.templates.checking import Report, check
from pipeline.templates.sources import Source
from pipeline.tools import environment
from tests.docx.building import lines
from tests.templates.broken import CASES, good, hostile, line, saved
from tests.templates.test_escapes import context

TEMPLATES = resources.templates()
SECONDS = 30
"""Of the processor's time: far more than it takes, far less than a hang."""


def checked(data: bytes) -> Report:
    return check([Source("afgoerelse.docx", data, "afgoerelse")], TEMPLATES, environment())


def made(data: bytes) -> Docx:
    passages = {path.stem: path.read_bytes() for path in (TEMPLATES / "blokke").glob("*.docx")}
    letterhead = (TEMPLATES / "brevpapir" / "kommune.docx").read_bytes()
    parts = compose(data, letterhead, passages, "afgoerelse.docx")
    return compile_template(parts, environment(), "afgoerelse.docx").render(context())


@pytest.mark.parametrize("name", sorted(set(hostile()) - {"macros"}))
def test_no_letter_is_made_of_it(name: str) -> None:
    began = time.process_time()
    with pytest.raises(PipelineError) as raised:
        made(hostile()[name][0])
    assert all(str(problem.message) and str(problem.remedy) for problem in raised.value.problems)
    assert time.process_time() - began < SECONDS


GIANTS = {
    "braces": "{" * 100_000,
    "openings": "{{ " * 50_000,
    "blocks": "{% if bilag %}" * 20_000,
    "paragraph-blocks": "{%p if bilag %}" * 20_000,
    "fields": "{{ barn.navn }}" * 20_000,
    "negations": "{% if " + "not " * 20_000 + "bilag %}x{% endif %}",
    "joined": "{{ " + " ~ ".join(["barn.navn"] * 5_000) + " }}",
    "filters": "{{ barn.navn" + " | upper" * 5_000 + " }}",
    "brackets": "{{ " + "[" * 3_000 + "]" * 3_000 + " }}",
    "conditions": "{% if " + " and ".join(["bilag"] * 5_000) + " %}x{% endif %}",
    "letters": "x" * 1_000_000,
}


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_ends_soon_with_a_message_or_a_letter(name: str) -> None:
    document = good()
    document.add_paragraph(GIANTS[name])
    data = saved(document)
    began = time.process_time()
    report = checked(data)
    try:
        made(data)
        assert report.exit_code == 0
    except PipelineError:
        assert report.exit_code == 3
    assert time.process_time() - began < SECONDS


REFUSED = ("tracked-change", "fetching-field", "dde-field", "fetching-field-in-pieces",
           "link-to-a-program", "embedded-object", "footnote")


def broken_by(name: str) -> bytes:
    (case,) = [each for each in CASES if each.name == name]
    document = good()
    case.breaks(document)
    return saved(document)


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_letter_may_carry_is_refused_when_letters_are_made(name: str) -> None:
    with pytest.raises(PipelineError) as raised:
        made(broken_by(name))
    assert all("word/document.xml" in problem.path for problem in raised.value.problems)


def test_programs_and_what_lies_elsewhere_never_come_into_a_letter() -> None:
    for data in (hostile()["macros"][0], broken_by("linked-picture")):
        letter = made(data)
        assert not [name for name in letter.parts if "vba" in name]
        assert b"example.dk/a.png" not in b"".join(letter.parts.values())


def test_an_attached_template_stays_behind() -> None:
    letter = made(broken_by("attached-template"))
    assert not [name for name, data in letter.parts.items() if b"attachedTemplate" in data]


def wrapped(kind: str) -> Callable[[Any], None]:
    """A tag cut in the middle by what Word puts around runs."""
    around = {
        "smart-tag": '<w:smartTag w:uri="urn:x" w:element="person">{}</w:smartTag>',
        "hyperlink": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        "content-control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "spelling": '<w:proofErr w:type="spellStart"/>{}<w:proofErr w:type="spellEnd"/>',
        "bookmark": '<w:bookmarkStart w:id="7" w:name="x"/>{}<w:bookmarkEnd w:id="7"/>',
        "comment": '<w:commentRangeStart w:id="7"/>{}<w:commentRangeEnd w:id="7"/>',
    }[kind]

    def breaks(document: Any) -> None:
        paragraph = document.add_paragraph("Kære {{ modta")
        inner = around.format("<w:r><w:t>ger.na</w:t></w:r>")
        whole = parse_xml(f"<w:p {nsdecls('w')}>{inner}<w:r><w:t>vn }}}}.</w:t></w:r></w:p>")
        for child in list(whole):
            paragraph._p.append(child)

    return breaks


@pytest.mark.parametrize("kind", ["smart-tag", "hyperlink", "content-control", "spelling", "bookmark",
                                  "comment"])
def test_a_tag_that_word_has_cut_is_one_tag_in_the_check_and_in_the_letter(kind: str) -> None:
    document = good()
    wrapped(kind)(document)
    data = saved(document)
    assert [finding.problem for finding in checked(data).findings] == []
    xml = made(data).parts["word/document.xml"].decode()
    assert "{{" not in xml
    assert f"Kære {context()['modtager']['navn']}." in re.sub("<[^>]+>", "", xml)


def test_comments_left_in_are_no_finding_and_come_into_no_letter() -> None:
    document = good()
    paragraph = document.add_paragraph("Ord")
    document.add_comment(paragraph.runs, "Skal det stå her?", author="Jens", initials="J")
    data = saved(document)
    assert checked(data).findings == ()
    letter = made(data)
    assert not [name for name in letter.parts if "comments" in name]
    assert b"Skal det" not in b"".join(letter.parts.values())
    assert b"comment" not in letter.parts["word/document.xml"]
    assert "Ord" in lines(letter.data)


def test_one_wrong_file_does_not_hide_what_is_wrong_in_another() -> None:
    document = good()
    line("{{ barn.nvan }}")(document)
    report = check([Source("afgoerelse.docx", saved(document), "afgoerelse"),
                    Source("blokke/bilag.docx", b"x")], TEMPLATES, environment())
    assert {(finding.spot.file, finding.code) for finding in report.findings} >= {
        ("afgoerelse.docx", "felt-findes-ikke"), ("blokke/bilag.docx", "docx-ulaeselig")}
