"""What may stand in an address: a language there is, a file we make."""

from __future__ import annotations

from starlette.convertors import StringConvertor, register_url_convertor

from pipeline.locale import LANGUAGES
from pipeline.web.api.operations import OPERATIONS


class Language(StringConvertor):
    """A language the pages have."""

    regex = "|".join(LANGUAGES)


class File(StringConvertor):
    """A form that a document comes in."""

    regex = "pdf|docx|json"


class Operation(StringConvertor):
    """What a program can ask for."""

    regex = "|".join(OPERATIONS)


def known() -> None:
    """Teach them to the addresses."""
    register_url_convertor("language", Language())
    register_url_convertor("file", File())
    register_url_convertor("operation", Operation())
