"""What somebody wrote in a form of ours in Word: its controls as fields, and what it carries."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.docx.package import read_parts, unreadable
from pipeline.forms.blank.carried import MAPPING, PLAN, Carried, of_files
from pipeline.forms.blank.labels import LABELS
from pipeline.forms.blank.word.parts import OURS, W14, W
from pipeline.forms.fields import Field, Value
from pipeline.forms.limits import MAX_VALUE, MAX_WIDGETS
from pipeline.locale import LANGUAGES

_W, _W14 = f"{{{W}}}", f"{{{W14}}}"
PROMPTS = ("vaelg", "skriv", "dato", "tid")
_LISTS = (f"{_W}dropDownList", f"{_W}comboBox")


def read_word(data: bytes, name: str = "") -> tuple[dict[str, Field], Carried | None]:
    """The controls of a Word document by their tags, and what a form of ours carries.

    Of two with one tag the first counts. Raises TemplateError where the file is no Word document, and
    DataError where what it carries is broken.
    """
    parts = read_parts(data, name)
    carried = _carried(parts, name)
    controls = [(about, control) for control in _tree(parts["word/document.xml"], name).iter(f"{_W}sdt")
                if (about := control.find(f"{_W}sdtPr")) is not None][:MAX_WIDGETS]
    names = [_tag(about) for about, _ in controls]
    if not any(names):
        names = _in_order(carried, len(controls))
    fields: dict[str, Field] = {}
    for own, (about, control) in zip(names, controls, strict=True):
        if own:
            fields.setdefault(own, _field(own, about, control))
    return fields, carried


def _tag(about: Any) -> str:
    tag = about.find(f"{_W}tag")
    return (tag.get(f"{_W}val") or "") if tag is not None else ""


def _in_order(carried: Carried | None, count: int) -> list[str]:
    """The fields' names as they stand in the form: LibreOffice before version 7.5 keeps no tags."""
    from pipeline.forms.blank.made import described

    names: list[str] = []
    if carried is not None:
        _, form, _ = described(carried.plan)
        names = [name for each in form.questions for name in each.fields]
    return names if len(names) == count else [""] * count


def _field(name: str, about: Any, control: Any) -> Field:
    title = about.find(f"{_W}alias")
    spoken = (title.get(f"{_W}val") or "") if title is not None else ""
    ticked = about.find(f"{_W14}checkbox/{_W14}checked")
    if ticked is not None:
        return Field(name, "check", on_states=("ja",), tooltip=spoken,
                     value=ticked.get(f"{_W14}val") in ("1", "true", "on"))
    said = "".join(_words(control)).strip()[:MAX_VALUE]
    if _is_prompt(about) or said in _prompts():
        said = ""
    listed = next((about.find(each) for each in _LISTS if about.find(each) is not None), None)
    if listed is None:
        return Field(name, "text", multiline=True, tooltip=spoken, value=said or None)
    options = tuple((item.get(f"{_W}value") or "", item.get(f"{_W}displayText") or item.get(f"{_W}value")
                     or "") for item in listed.iter(f"{_W}listItem"))
    value: Value = next((code for code, shown in options if said in (shown, code)), said) or None
    return Field(name, "combo", options=options, tooltip=spoken, value=value)


def _is_prompt(about: Any) -> bool:
    """Whether what is shown only asks for something to be written."""
    showing = about.find(f"{_W}showingPlcHdr")
    return showing is not None and showing.get(f"{_W}val") not in ("0", "false", "off")


@functools.cache
def _prompts() -> frozenset[str]:
    """What asks for something to be written, where a program has forgotten that it only asks."""
    return frozenset(LABELS[name].in_language(language) for name in PROMPTS for language in LANGUAGES)


def _words(control: Any) -> Iterator[str]:
    """The words in a control; a new line for each break and paragraph."""
    content = control.find(f"{_W}sdtContent")
    first = True
    for node in content.iter() if content is not None else ():
        if node.tag == f"{_W}p":
            yield "" if first else "\n"
            first = False
        elif node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif node.tag == f"{_W}tab":
            yield " "


def _carried(parts: dict[str, bytes], name: str) -> Carried | None:
    """What is found under our own name, whichever number Word has given the part."""
    for part, content in parts.items():
        if part.startswith("customXml/item") and OURS.encode() in content:
            root = _tree(content, name)
            files = {each.get("navn"): (each.text or "").encode()
                     for each in root.iter(f"{{{OURS}}}fil")}
            if PLAN in files and MAPPING in files:
                return of_files({PLAN: files[PLAN], MAPPING: files[MAPPING]})
    return None


def _tree(data: bytes, name: str) -> Any:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise unreadable(name) from None
