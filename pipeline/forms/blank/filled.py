"""A filled form, from a PDF or from Word: its fields, and what it carries where it is one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.forms import room
from pipeline.forms.blank.carried import Carried
from pipeline.forms.fields import Field

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back."""

    fields: Mapping[str, Field] = field(repr=False)
    carried: Carried | None
    """None where the form is somebody else's: then a mapping has to be given."""


def is_word(data: bytes) -> bool:
    """Whether a file is packed as Word documents are."""
    return data.startswith(_ZIP)


def read_filled(data: bytes, name: str = "") -> Filled:
    """The fields of a PDF or of a Word document; `name` is what messages call the file.

    Raises DataError for a PDF, and TemplateError for a Word document, that cannot be read.
    """
    if is_word(data):
        from pipeline.forms.blank.word.reading import read_word

        return Filled(*read_word(data, name))
    form = room.inspect(data)
    return Filled(form.fields, room.carried(data))
