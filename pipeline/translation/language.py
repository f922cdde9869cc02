"""The language a document is written in: its words, and how dates, amounts and lists are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.formatting import FILTERS, NBSP
from pipeline.formatting import LOCALE as DANISH_LOCALE
from pipeline.translation.syntax import tokens


@dataclass(frozen=True, slots=True)
class Language:
    """One language: Danish, or that of a reading copy.

    `filters` are what templates may use, by name. `catalog` has a translation for each Danish
    sentence (none in Danish), and `key` names its content: two languages are the same where code and
    key are.
    """

    code: str
    locale: str
    filters: Mapping[str, Callable[..., Any]] = field(compare=False, repr=False)
    catalog: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    key: str = ""

    @property
    def is_danish(self) -> bool:
        """Whether documents in it are the real ones."""
        return self.code == "da"

    @property
    def tag(self) -> str:
        """The language as Word and PDF name it: "en-GB"."""
        return self.locale.replace("_", "-")

    def words(self, danish: str, /, **values: Any) -> str:
        """A sentence of a document in this language; the Danish one where the catalog has none.

        `{name}` and `{name|filter}` are filled from `values`, as a template's fields are. Every
        literal given here stands in the catalog.
        """
        wording = self.catalog.get(danish.replace(NBSP, " "), danish)
        if not values:
            return wording
        return "".join(self._filled(token.value, values) if token.kind == "field" else token.value
                       for token in tokens(wording))

    def _filled(self, place: str, values: Mapping[str, Any]) -> str:
        name, *filters = place.split("|")
        value = values[name]
        for each in filters:
            value = self.filters[each](value)
        return str(value)


DANISH = Language("da", DANISH_LOCALE, FILTERS)
"""What every document is written in."""
