r"""How a sentence of a template is written for its translator, and what a translation must keep.

    Kommunen fik den {ansoegning.modtaget|dato} brev fra <b1>{barn.navn}</b1>.{if1} Tak.{end1}

`{name|filter}` is a field. `{if1}`, `{elif1}`, `{else1}`, `{for1}`, `{end1}` are the template's
conditions and loops; the number says which belong together. `<b1>…</b1>` is text that looks otherwise
than the rest, `<linje1/>` a line break or another thing in the text. A `{`, a `<` or a `\` that is
meant as itself has a `\` before it.

Fields may change places within their branch, and so may marks. Conditions keep their order.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

Kind = Literal["text", "field", "control", "open", "close", "thing"]
Fault = Literal["ukendt", "styring", "felter", "maerker", "tegn"]
"""What is wrong with a translation: a place that the sentence does not have, conditions or loops in
another order, fields that are missing or in another branch, marks that are not the sentence's,
characters that no letter can have or that would be read as a tag."""

_TOKEN = re.compile(r"\\([\\{<])|\{([^{}]*)\}|<(/?)([a-z]+[0-9]+)(/?)>")
_CONTROL = re.compile(r"(if|for|with|elif|else|end|set|raw|felt)([0-9]+)")
_SPECIAL = re.compile(r"[\\{]|<(?=/?[a-z]+[0-9]+/?>)")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_DELIMITERS = re.compile(r"\{[{%#]|[}%#]\}")
OPENERS = ("if", "for", "with")


class Token(NamedTuple):
    """A piece of a sentence: words, or the name of what stands there."""

    kind: Kind
    value: str


@functools.lru_cache(4096)
def tokens(message: str) -> tuple[Token, ...]:
    """A sentence's pieces in order; what is no placeholder or mark is text."""
    return tuple(_joined(_tokens(message)))


def _tokens(message: str) -> Iterator[Token]:
    place = 0
    for match in _TOKEN.finditer(message):
        yield Token("text", message[place:match.start()])
        place = match.end()
        escaped, name, closing, mark, alone = match.groups()
        if escaped:
            yield Token("text", escaped)
        elif mark and closing and alone:
            yield Token("text", match[0])
        elif mark:
            yield Token("close" if closing else "thing" if alone else "open", mark)
        else:
            yield Token("control" if is_control(name) else "field", name)
    yield Token("text", message[place:])


def _joined(found: Iterator[Token]) -> Iterator[Token]:
    """Neighbouring texts as one, empty ones left out."""
    words = ""
    for token in found:
        if token.kind == "text":
            words += token.value
            continue
        if words:
            yield Token("text", words)
            words = ""
        yield token
    if words:
        yield Token("text", words)


def is_control(name: str) -> bool:
    """Whether a placeholder stands for a condition, a loop or another statement."""
    match = _CONTROL.fullmatch(name)
    return bool(match) and match is not None and match[1] != "felt"


def escaped(words: str) -> str:
    """Words as they stand in a message."""
    return _SPECIAL.sub(r"\\\g<0>", words)


def has_words(message: str) -> bool:
    """Whether there is anything to translate: a letter outside fields and marks."""
    return any(token.kind == "text" and any(map(str.isalpha, token.value))
               for token in tokens(message))


def field_names(message: str) -> tuple[str, ...]:
    """The fields of a message, each once, in order."""
    return tuple(dict.fromkeys(token.value for token in tokens(message) if token.kind == "field"))


def renamed(message: str, names: Mapping[str, str]) -> str:
    """A message with its fields under other names."""
    return "".join(_written(token, names) for token in tokens(message))


def _written(token: Token, names: Mapping[str, str]) -> str:
    kind, value = token
    if kind == "text":
        return escaped(value)
    if kind == "field":
        return f"{{{names.get(value, value)}}}"
    forms = {"control": "{%s}", "open": "<%s>", "close": "</%s>", "thing": "<%s/>"}
    return forms[kind] % value


def fault(message: str, translation: str) -> Fault | None:
    """The first thing wrong with a translation; None where every letter comes out whole."""
    wanted, given = _shape(message), _shape(translation)
    if wanted is None:
        return "maerker"
    if _unfit(message, translation):
        return "tegn"
    names = {(token.kind, token.value) for token in tokens(message) if token.kind != "text"}
    if any(token.kind != "text" and (token.kind, token.value) not in names
           for token in tokens(translation)):
        return "ukendt"
    if [t.value for t in tokens(message) if t.kind == "control"] != [
            t.value for t in tokens(translation) if t.kind == "control"]:
        return "styring"
    if given is None or wanted.marks != given.marks:
        return "maerker"
    return None if wanted.fields == given.fields else "felter"


def _unfit(message: str, translation: str) -> bool:
    """Whether a translation has control characters, or curly brackets that the sentence has not."""
    words = _text(translation)
    return bool(_UNPRINTABLE.search(words) or _DELIMITERS.search(words) or (
        set(words) & set("{}") and not set(_text(message)) & set("{}")))


def _text(message: str) -> str:
    return "".join(token.value if token.kind == "text" else " " for token in tokens(message))


class _Shape(NamedTuple):
    fields: Counter[tuple[tuple[str, ...], str]]
    """Each field and thing with the branch it stands in."""
    marks: Counter[str]


def _shape(message: str) -> _Shape | None:
    """What a message has where; None where marks and blocks are not closed as they were opened."""
    branch: list[str] = []
    opened: list[str] = []
    shape = _Shape(Counter(), Counter())
    steps: Counter[str] = Counter()
    for kind, value in tokens(message):
        if kind in ("field", "thing"):
            shape.fields[tuple(branch), value] += 1
        elif kind == "open":
            opened.append(f"<{value}")
            shape.marks[value] += 1
        elif kind == "close":
            if not opened or opened.pop() != f"<{value}":
                return None
        elif kind == "control" and not _step(value, branch, opened, steps):
            return None
    return None if opened or branch else shape


def _step(control: str, branch: list[str], opened: list[str], steps: Counter[str]) -> bool:
    """Go on through a statement; False where it does not fit what is open."""
    match = _CONTROL.fullmatch(control)
    word, number = match.groups() if match else ("", "")
    block = f"{{{number}"
    if word in OPENERS:
        opened.append(block)
        branch.append(control)
    elif word in ("elif", "else", "end"):
        if not opened or opened[-1] != block:
            return False
        branch.pop()
        if word == "end":
            opened.pop()
        else:
            steps[control] += 1
            branch.append(f"{control}.{steps[control]}")
    return True
