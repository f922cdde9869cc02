"""Where something stands in a document: a path for programs, and words of ours for people."""

from __future__ import annotations

import re

from pipeline.errors import Text, text

_KINDS = {"document": text("brødteksten"), "header": text("et sidehoved"),
          "footer": text("en sidefod"), "footnotes": text("en fodnote"),
          "endnotes": text("en slutnote")}
_NUMBERED = re.compile(r"\d*\.xml\Z")
_PART = re.compile(
    r"pdf|\[Content_Types\]\.xml|"
    r"(?:(?:word|_rels|theme|media|docProps|customXml|charts|embeddings|diagrams|glossary)/)*"
    r"(?:(?:document|styles|numbering|settings|header|footer|footnotes|endnotes|comments|theme|core|app"
    r"|fontTable|webSettings|item|itemProps|image|chart|drawing|[a-z])\d{0,4})?"
    r"(?:\.(?:xml|rels|png|jpe?g|emf|wmf|svgz?|gif))*")


class Place(str):
    """A place as a path for programs ("word/document.xml, afsnit 12"), with what people are told.

    `words` are the document's own and may be a person's data: empty unless somebody asked for them.
    """

    shown: Text | None = None
    words: str = ""

    @classmethod
    def at(cls, path: str, shown: Text | None = None, words: str = "") -> Place:
        """The place with what is told of it."""
        place = cls(path)
        place.shown, place.words = shown, words
        return place


def named(part: str) -> str:
    """A part's name where it is one that Word gives; another program's may be a person's."""
    return part if _PART.fullmatch(part) else "?"


def told(part: str, number: int, table: int = 0, heading: int = 0) -> Text:
    """Where a paragraph stands, without a word of the document."""
    kind = _KINDS.get(_NUMBERED.sub("", part.rpartition("/")[2]), text("en del af dokumentet"))
    place = text("{hvor}, afsnit {nummer}", hvor=kind, nummer=number)
    if table:
        place = text("{hvor}, i tabel nr. {nummer}", hvor=place, nummer=table)
    if heading:
        place = text("{hvor}, efter overskrift nr. {nummer}", hvor=place, nummer=heading)
    return place
