"""What is known of fields at a place in a template, from the conditions around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.templates.fieldtypes import Clue, Path, Type

NO = frozenset({"nej"})
"""The value of a clue that asks for a field that is not filled in."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Fields that are filled in, that are not, that are at least not None, that exist at all; and the
    codes a field can still have."""

    filled: frozenset[Path] = frozenset()
    empty: frozenset[Path] = frozenset()
    some: frozenset[Path] = frozenset()
    there: frozenset[Path] = frozenset()
    codes: Mapping[Path, frozenset[str]] = field(default_factory=dict)

    def both(self, other: Knowledge) -> Knowledge:
        """What is known where both hold."""
        codes = dict(self.codes)
        for path, values in other.codes.items():
            codes[path] = codes.get(path, values) & values
        return Knowledge(self.filled | other.filled, self.empty | other.empty,
                         self.some | other.some, self.there | other.there, codes)

    def either(self, other: Knowledge) -> Knowledge:
        """What is known where at least one of them holds."""
        codes = {path: values | other.codes[path] for path, values in self.codes.items()
                 if path in other.codes}
        return Knowledge(self.filled & other.filled, self.empty & other.empty,
                         self.some & other.some, self.there & other.there, codes)

    def is_there(self, path: Path, found: Type) -> bool:
        """Whether a field exists."""
        return not found.absent or path in self.there or self.is_some(
            path, replace(found, optional=True))

    def is_some(self, path: Path, found: Type) -> bool:
        """Whether a field has a value."""
        if not found.optional or path in self.some or path in self.filled:
            return True
        return any(all(self._holds(clue, path[:-1]) for clue in clues) for clues in found.known)

    def is_open(self, path: Path, found: Type) -> bool:
        """Whether something that can be protected is known not to be."""
        return (*path, "beskyttet") in self.empty or (
            bool(found.opened) and all(self._holds(clue, path[:-1]) for clue in found.opened))

    def _holds(self, clue: Clue, above: Path) -> bool:
        path = clue.path if clue.absolute else (*above, *clue.path)
        if not clue.values:
            return path in self.filled
        return path in self.empty if clue.values == NO else (
            path in self.codes and self.codes[path] <= clue.values)


NOTHING = Knowledge()


def filled(path: Path) -> Knowledge:
    """The field is filled in; so is what it stands in."""
    steps = frozenset(path[:end] for end in range(1, len(path) + 1))
    return Knowledge(filled=steps, some=steps, there=steps) if path else NOTHING


def empty(path: Path) -> Knowledge:
    """The field exists, but is not filled in, or it is no."""
    return Knowledge(empty=frozenset({path}), there=frozenset({path})) if path else NOTHING


def some(path: Path) -> Knowledge:
    """The field has a value, if only 0."""
    steps = frozenset({path})
    return Knowledge(some=steps, there=steps) if path else NOTHING


def there(path: Path) -> Knowledge:
    """The field exists."""
    return Knowledge(there=frozenset({path})) if path else NOTHING


def one_of(path: Path, values: frozenset[str]) -> Knowledge:
    """The field is one of these codes."""
    if not path:
        return NOTHING
    return replace(filled(path) if all(values) else NOTHING, codes={path: values})


def none_of(path: Path, values: frozenset[str], domain: frozenset[str]) -> Knowledge:
    """The field is another of its codes, or empty."""
    return Knowledge(codes={path: domain - values}) if path and domain else NOTHING
