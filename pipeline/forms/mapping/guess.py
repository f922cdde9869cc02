"""A first mapping: a form's names, help and printed words held against the schema's titles.

It is written for a person to finish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import Text, text
from pipeline.forms.fields import Field, Form
from pipeline.forms.mapping import FormMap, Rows, Source
from pipeline.forms.mapping.candidates import Candidate, candidates, row_candidates, tokens
from pipeline.forms.mapping.labels import Label, label_of
from pipeline.forms.mapping.likeness import forget, likeness, suits
from pipeline.forms.mapping.paths import Path
from pipeline.forms.mapping.wording import folded, sayings
from pipeline.forms.words import Phrase

ENOUGH, SURE, MOST = 0.55, 0.85, 0.97
"""From where a guess is written down, from where it is called a sure one, and how sure one can be."""
NEARLY, DOUBT, ALONE = 0.8, 0.85, 1.25
"""How near the next best place makes a guess doubtful, and what is left of it then; what a guess gains
from being the only one."""
BY_HAND = re.compile(r"underskrift|signatur|signature|stempel|forbeholdt|intern", re.IGNORECASE)
"""What people write with a pen, or the authority for itself."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A field's source and how likely it is, from 0 to 1; `why` is what it was taken from."""

    source: Source
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Guessed:
    """A first mapping, what is to be said of each line, and the fields nothing was found for."""

    mapping: FormMap
    comments: Mapping[str, str]
    unknown: tuple[str, ...] = ()


def guessed(form: Form, kind: str, phrases: Sequence[Phrase] = (), name: str = "",
            digest: str = "", language: str = "da") -> Guessed:
    """A mapping of the form to a kind's case. Nothing is sure: it is written for a person to finish."""
    try:
        return _guessed(form, kind, phrases, name, digest, language)
    finally:
        # A page may have a person's words on it: nothing of them is left for the next form.
        forget()
        tokens.cache_clear()


def _guessed(form: Form, kind: str, phrases: Sequence[Phrase], name: str, digest: str,
             language: str) -> Guessed:
    labels = {each.name: label_of(each, phrases) for each in form.fillable}
    by_hand = [each.name for each in form.fillable if BY_HAND.search(
        " ".join(words for words, _ in labels[each.name].said))]
    rows, in_rows, fitted = _rows(form, kind, labels)
    single = {each.name: each for each in form.fillable
              if each.name not in in_rows and each.name not in by_hand}
    found = _singles(single, kind, labels)
    comments = {each: said(guess, language) for each, guess in {**fitted, **found}.items()}
    signatures = [each.name for each in form.fields.values() if each.kind == "signature"]
    mapping = FormMap(kind, name, digest, {each: guess.source for each, guess in found.items()}, rows,
                      by_hand=(*by_hand, *signatures))
    return Guessed(mapping, comments, tuple(each for each in single if each not in found))


def said(guess: Guess, language: str = "da") -> str:
    """A guess's comment behind its line."""
    wording: Text = text("sikker ({procent} %)", procent=round(100 * guess.confidence)) \
        if guess.confidence >= SURE else text(
            "kontrollér ({procent} %)", procent=round(100 * guess.confidence))
    plain = " ".join(guess.why.split())[:60]
    return f"{wording.in_language(language)}: {plain}" if plain else wording.in_language(language)


def _singles(targets: Mapping[str, Field], kind: str, labels: Mapping[str, Label]) -> dict[str, Guess]:
    """The best place of each field; a place is given to the field it fits best."""
    pairs = sorted(((guess.confidence, -number, name, guess)
                    for number, (name, target) in enumerate(targets.items())
                    for guess in _weighed(list(_guesses(target, labels[name], candidates(kind))))),
                   key=lambda pair: pair[:3], reverse=True)
    found: dict[str, Guess] = {}
    taken: set[tuple[Path | None, object]] = set()
    for _, _, name, guess in pairs:
        key = (guess.source.path, guess.source.when)
        if name not in found and key not in taken:
            found[name] = guess
            taken.add(key)
    return {name: found[name] for name in targets if name in found}


def _weighed(guesses: Sequence[Guess]) -> Iterator[Guess]:
    """The guesses for one field; none is sure where another place is nearly as likely."""
    best: dict[tuple[Path | None, object], float] = {}
    for each in guesses:
        key = (each.source.path, each.source.when)
        best[key] = max(best.get(key, 0.0), each.confidence)
    scores = sorted(best.values(), reverse=True)
    doubtful = len(scores) > 1 and scores[1] >= NEARLY * scores[0]
    factor = ALONE if len(scores) == 1 else DOUBT if doubtful else 1.0
    for each in guesses:
        yield replace(each, confidence=min(each.confidence * factor, MOST))


def _guesses(target: Field, label: Label, among: Sequence[Candidate]) -> Iterator[Guess]:
    for candidate in among:
        for words, trust in label.said:
            if target.kind == "check" and candidate.field.form == "valg":
                yield from _ticked(candidate, words, trust)
                continue
            score = trust * likeness(tokens(words), candidate) * suits(target, candidate)
            if score >= ENOUGH and (source := _source(target, candidate)) is not None:
                yield Guess(source, min(score, 1.0), words)


def _ticked(candidate: Candidate, words: str, trust: float) -> Iterator[Guess]:
    """A box whose words are one of a field's choices."""
    for code in candidate.field.codes:
        if folded(words) in {folded(each) for each in sayings(code)}:
            yield Guess(Source(path=candidate.path, when=code), 0.9 * trust, words)


def _source(target: Field, candidate: Candidate) -> Source | None:
    """The source with what the form's options mean; None where none of them is a value there."""
    if target.kind not in ("radio", "combo", "list"):
        return Source(path=candidate.path)
    values: tuple[str | bool, ...] = candidate.field.codes or (True, False)
    choices = {}
    for export, shown in target.options:
        for value in values:
            if {folded(export), folded(shown)} & {folded(each) for each in sayings(value)}:
                choices[export] = value
    return Source(path=candidate.path, choices=choices) if choices else None


_NUMBERED = re.compile(r"(?<!\d)(\d{1,3})(?!\d)")


def _rows(form: Form, kind: str, labels: Mapping[str, Label]
          ) -> tuple[tuple[Rows, ...], set[str], dict[str, Guess]]:
    """Tables: fields whose names differ in one number alone, held against the lists of the kind."""
    groups: dict[tuple[int, int], list[str]] = {}
    for template, numbers in _templates(form).items():
        groups.setdefault((numbers[0], len(numbers)), []).append(template)
    made: list[Rows] = []
    inside: set[str] = set()
    every: dict[str, Guess] = {}
    lists = dict(row_candidates(kind))
    for (first, count), found in groups.items():
        best = max(((_fitted(found, first, among, form, labels), path)
                    for path, among in lists.items()), key=lambda pair: _weight(pair[0]), default=None)
        if best is None or len(best[0]) < min(2, len(found)) or _weight(best[0]) < ENOUGH:
            continue
        fitted, path = best
        lists.pop(path)
        rows = Rows(path, count, {each: guess.source for each, guess in fitted.items()}, first)
        made.append(rows)
        inside |= {rows.name(each, row) for each in fitted for row in range(count)}
        every |= fitted
    return tuple(made), inside, every


def _weight(fitted: Mapping[str, Guess]) -> float:
    return sum(guess.confidence for guess in fitted.values())


def _templates(form: Form) -> Mapping[str, list[int]]:
    """Names with {n} for their last number, where there are fields of the same kind for n, n + 1 ..."""
    found: dict[str, list[int]] = {}
    for name in (each.name for each in form.fillable):
        numbers = list(_NUMBERED.finditer(re.sub(r"\[\d+\]$", lambda m: "·" * len(m[0]), name)))
        if numbers and "{" not in name:
            last = numbers[-1]
            padded = f"{{n:0{len(last[1])}}}" if len(last[1]) > 1 and last[1][0] == "0" else "{n}"
            template = f"{name[:last.start()]}{padded}{name[last.end():]}"
            found.setdefault(template, []).append(int(last[1]))
    return {template: sorted(numbers) for template, numbers in found.items() if len(numbers) > 1
            and sorted(numbers) == list(range(min(numbers), min(numbers) + len(numbers)))}


def _fitted(templates: Sequence[str], first: int, among: Sequence[Candidate], form: Form,
            labels: Mapping[str, Label]) -> dict[str, Guess]:
    """The places in a list's items for the columns of a table, by the words at its first row."""
    rows = Rows(Path(()), 1, {}, first)
    targets = {template: form.fields[rows.name(template, 0)] for template in templates}
    pairs = sorted(((guess.confidence, template, guess) for template, target in targets.items()
                    for guess in _guesses(target, labels[target.name], among)),
                   key=lambda pair: pair[:2], reverse=True)
    found: dict[str, Guess] = {}
    for _, template, guess in pairs:
        if template not in found and guess.source.path not in {
                each.source.path for each in found.values()}:
            found[template] = guess
    return {template: found[template] for template in templates if template in found}
