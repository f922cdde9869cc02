"""What a PDF says of itself, and the files embedded in it, as Typst source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import DocumentRefused
from pipeline.pdf import Attachment, Metadata
from pipeline.pdf.emit import literal
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.word.refusal import problem

RELATIONSHIPS = frozenset({"source", "data", "alternative", "supplement"})
"""What an attached file can be to the document."""

_MIME = re.compile(r"[a-z]+/[A-Za-z0-9.+-]+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")


def language(code: str) -> str:
    """The text's language and region, as arguments; refuses what is none."""
    match = _LANGUAGE.fullmatch(code)
    if match is None:
        raise DocumentRefused([problem("pdf-metadata", MAIN)])
    region = f'"{match[2]}"' if match[2] else "none"
    return f'"{match[1]}", {region}'


def well_named(attachments: Sequence[Attachment]) -> bool:
    """Whether each has a name of its own, a type, words for people and a known relation."""
    names = [each.name for each in attachments]
    return len(set(names)) == len(names) and all(
        each.name and each.description and _MIME.fullmatch(each.mime_type) is not None
        and each.relationship in RELATIONSHIPS for each in attachments)


def attached(attachment: Attachment, path: str) -> str:
    """An embedded file, as source; `path` is where Typst reads it, "" for a text that goes with it."""
    data = f"read({literal(path)}, encoding: none)" if path \
        else f"bytes({literal(attachment.data.decode())})"
    return (f"#pdf.attach({literal(attachment.name)}, {data}, "
            f"relationship: {literal(attachment.relationship)}, "
            f"mime-type: {literal(attachment.mime_type)}, "
            f"description: {literal(attachment.description)})\n")


def about(metadata: Metadata) -> str:
    """What the PDF says of itself, as source."""
    subject = f", description: {literal(metadata.subject)}" if metadata.subject else ""
    return (f"#set document(title: {literal(metadata.title)}, "
            f"author: {literal(metadata.author)}{subject})\n")
