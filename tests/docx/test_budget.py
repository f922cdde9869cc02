"""What one letter may cost: loops end, texts and numbers stay small, and each letter starts anew."""

from __future__ import annotations

import time

import pytest

from pipeline.docx.budget import MAX_STEPS
from pipeline.errors import TemplateError
from tests.docx.building import codes, compiled, lines

NESTED = "{% for a in x %}" * 12 + "{% endfor %}" * 12


@pytest.mark.parametrize(("paragraphs", "code"), [
    ((NESTED,), "for-stort"),
    ((NESTED.replace("in x", "in [1,2,3,4,5,6,7,8,9,0]"),), "for-stort"),
    ((NESTED.replace("in x", "in y.items()"),), "for-stort"),
    (("{% for a in x %}" * 12 + "{{ loop.index }}" + "{% endfor %}" * 12,), "for-stort"),
    (("{% for a in x if a %}" * 12 + "{% endfor %}" * 12,), "for-stort"),
    (("{% set t = 'a' %}" + "{% set t = t + t %}" * 40 + "{{ t }}",), "for-stort"),
    (("{% set t = [1] %}" + "{% set t = t + t %}" * 40 + "{% if t %}{% endif %}",), "for-stort"),
    (("{% set t = 'a' %}" + "{% set t = t ~ t %}" * 40 + "{{ t }}",), "for-stort"),
    (("{% set n = 9 %}" + "{% set n = n * n %}" * 40 + "{{ n }}",), "regnestykke"),
], ids=["data", "written out", "pairs", "with a loop's number", "with a condition", "text", "list",
        "joined", "number"])
def test_what_grows_without_end_ends_with_a_message(paragraphs: tuple[str, ...], code: str) -> None:
    template = compiled(*paragraphs)
    began = time.process_time()
    with pytest.raises(TemplateError) as raised:
        template.render({"x": list(range(10)), "y": dict.fromkeys("abcdefghij", "1")})
    assert codes(raised.value) == [code]
    assert time.process_time() - began < 20


def test_a_letter_may_have_many_rows_and_the_next_one_too() -> None:
    template = compiled("{% for a in x %}{% if loop.last %}{{ loop.length }}{% endif %}{% endfor %}")
    for _ in range(3):
        assert lines(template.render({"x": [0] * (MAX_STEPS // 2 + 1)}).data) == [
            str(MAX_STEPS // 2 + 1)]
    with pytest.raises(TemplateError):
        template.render({"x": [0] * (MAX_STEPS + 1)})


def test_what_a_loop_goes_through_is_what_it_was() -> None:
    template = compiled(
        "{% for a in x %}{{ a }}{% else %}ingen{% endfor %}",
        "{% for k, v in y.items() %}{{ k }}{{ v }}{% endfor %}",
        "{% for a in 'ab' %}{{ loop.index }}{{ a }}{% endfor %}",
        "{% for a in x if a > 1 %}{{ a }}{% for b in x %}{{ b }}{% endfor %}{% endfor %}")
    assert lines(template.render({"x": [1, 2], "y": {"k": "v"}}).data) == ["12", "kv", "1a2b", "212"]
    assert lines(template.render({"x": [], "y": {}}).data) == ["ingen", "", "1a2b", ""]


@pytest.mark.parametrize("value", [None, 3, True])
def test_what_is_no_list_is_still_refused(value: object) -> None:
    with pytest.raises(TemplateError) as raised:
        compiled("{% for a in x %}{% endfor %}").render({"x": value})
    assert codes(raised.value) == ["felt-fejl"]
