"""The schemas of a case and of settings, each part once, as an OpenAPI description refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urldefrag, urljoin

from pipeline import schemas
from pipeline.locale import translate

WHOLE = ("sag", "kommune")
WORDS = ("title", "description")


def components(language: str) -> dict[str, Any]:
    """Every schema that a case or settings lead to, by name; titles and help in a language."""
    found: dict[str, Any] = {}
    waiting = [f"{schemas.BASE}{name}.schema.json" for name in WHOLE]
    while waiting:
        uri = waiting.pop()
        if (name := _name(uri)) not in found:
            contents = schemas.registry().resolver().lookup(uri).contents
            found[name] = _told(contents, uri, language)
            waiting += _led_to(contents, uri)
    return dict(sorted(found.items()))


def _name(uri: str) -> str:
    """A part's name: ".../dele/faelles.schema.json#/$defs/linje" is "faelles.linje"."""
    file, fragment = urldefrag(uri)
    whole = file.rpartition("/")[2].removesuffix(".schema.json")
    return f"{whole}.{fragment.rpartition('/')[2]}" if fragment else whole


def _led_to(node: Any, uri: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        if "$ref" in node:
            yield urljoin(uri, node["$ref"])
        for key, each in node.items():
            if key != "$defs":
                yield from _led_to(each, uri)
    elif isinstance(node, list):
        for each in node:
            yield from _led_to(each, uri)


def _told(node: Any, uri: str, language: str, *, names: bool = False) -> Any:
    """A part with its references to others by name. `names`: the keys are a case's field names."""
    if isinstance(node, list):
        return [_told(each, uri, language) for each in node]
    if not isinstance(node, Mapping):
        return node
    told = {}
    for key, each in node.items():
        if names:
            told[key] = _told(each, uri, language)
        elif key == "$ref":
            told[key] = f"#/components/schemas/{_name(urljoin(uri, each))}"
        elif key in WORDS:
            told[key] = translate(each, language)
        elif not key.startswith(("$", "x-")):
            told[key] = _told(each, uri, language, names=key == "properties")
    return told
