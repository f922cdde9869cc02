"""A kind's description and the schema made into a form, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.formatting import ord_, stort
from pipeline.forms.blank import kinds
from pipeline.forms.blank.asked import Ask, Asked, Blocks, From, One, Part, Rows, Say
from pipeline.forms.blank.labels import HOW, LABELS, TRANSLATED
from pipeline.forms.blank.model import (
    NO,
    YES,
    Block,
    Choice,
    Fixed,
    Form,
    Kind,
    Question,
    Section,
    Table,
    When,
    Words,
)
from pipeline.forms.blank.model import Part as Stands
from pipeline.forms.blank.places import UNBOUND, Names, Places
from pipeline.forms.blank.plan import Named, Plan, asked_about, completed, goal_words, person_words
from pipeline.locale import translate
from pipeline.translation.catalogs import language
from pipeline.translation.language import DANISH

TEXT_LINES = 4
"""Lines of a box for a longer text, where the description does not say."""
MOST_BUTTONS = 8
"""More choices than that are a list, where one is chosen."""
GOALS = "maal"
"""The case's own list of goals."""
_FORMATS: Mapping[str, Kind] = {
    "dato": "date", "klokkeslaet": "time", "kroner": "amount", "cpr": "cpr", "tekst": "text"}

def form(plan: Plan) -> Form:
    """The form of a plan. Raises UsageError for a kind or a language that does not exist."""
    asked = kinds.of(plan.kind)
    return _Building(completed(plan, asked), asked).form()


class _Building:
    """One form being made."""

    def __init__(self, plan: Plan, asked: Asked) -> None:
        self._plan, self._asked = plan, asked
        self._kind = KINDS[plan.kind]
        self._language = DANISH if plan.language == "da" else language(plan.language)
        self._places = Places(plan)

    def form(self) -> Form:
        """All of it."""
        made = (self._section(part) for part in self._asked.parts)
        # Of somebody who is not asked about, nothing is left of the part.
        sections = tuple(section for section in made if section.parts)
        return Form(
            self._plan.kind, self._plan.language, self._language.tag,
            self._language.words(str(self._kind.titel)), tuple(self._opening()), sections,
            tuple(self._fixed()), {name: self._say(words) for name, words in LABELS.items()})

    def _opening(self) -> Iterator[Words]:
        if self._plan.kommune:
            yield Words(self._plan.kommune, strong=True)
        yield Words(self._say(HOW), guide=True)
        if self._plan.language != "da":
            yield Words(self._say(TRANSLATED))

    def _say(self, words: Text) -> str:
        """Our words, in the form's language."""
        return words.in_language(self._plan.language)

    def _named(self, danish: str) -> str:
        """The schema's words."""
        return translate(danish, self._plan.language)

    def _section(self, part: Part) -> Section:
        found: list[Stands] = []
        for one, only in part.each:
            when = (".".join(self._places.whole(only.path)), only.values) if only else None
            found += (replace(each, when=when or each.when) for each in self._part(one))
        if part.sends:
            found += [Words(line) for line in self._plan.send]
        return Section(self._say(part.title), tuple(found))

    def _part(self, one: One) -> Iterator[Stands]:
        if isinstance(one, Say):
            yield Words(self._say(one.words), one.strong)
        elif isinstance(one, Ask):
            yield self._question(one, self._places.whole(one.path), "")
        elif isinstance(one, Rows):
            yield self._table(one)
        else:
            yield from self._blocks(one)

    def _table(self, rows: Rows) -> Table:
        base = self._places.whole(rows.path)
        node = self._places.at(base).schema
        title = self._say(rows.title) if rows.title else self._named(str(node.get("title", "")))
        text_ = self._say(rows.help) if rows.help else self._named(str(node.get("description", "")))
        made = tuple(
            tuple(self._question(ask, _below(base, str(nr), ask.path),
                                 self._say(text("{navn}, række {nr}", navn=title, nr=nr + 1)), row=True)
                  for ask in rows.asks)
            for nr in range(self._plan.items(".".join(base), rows.count)))
        return Table(title, text_, made)

    def _blocks(self, blocks: Blocks) -> Iterator[Block | Words]:
        base = self._places.whole(blocks.path)
        if blocks.path == GOALS:
            yield from self._known_goals()
        for nr, (place, title, whose) in enumerate(self._items(blocks)):
            # What the case has already is to be told of; of what is added only the first is.
            like = "0" if whose is not None and (whose.known or nr == 0) else str(place)
            yield Block(title, tuple(
                self._question(ask, _below(base, str(place), ask.path), title,
                               like=_below(base, like, ask.path)) for ask in blocks.asks),
                "" if whose is not None and blocks.path != GOALS else ".".join(base),
                self._meant(blocks, whose))

    def _meant(self, blocks: Blocks, whose: Named | None) -> When | None:
        """For which answers a person's or a goal's own questions are asked."""
        if blocks.chosen and whose is not None:
            return ".".join(self._places.whole(blocks.chosen)), (whose.id,)
        if blocks.among == "goals" and blocks.path != GOALS and whose is not None and not whose.known:
            return f"{GOALS}.{whose.place}.titel", ()
        return None

    def _known_goals(self) -> Iterator[Words]:
        for nr, goal in enumerate(self._plan.goals):
            if goal.known:
                yield Words(f"{goal_words(self._plan, nr)}: {goal.words}")

    def _items(self, blocks: Blocks) -> Iterator[tuple[int, str, Named | None]]:
        """The place of each of the list's items, the heading above it, and whose it is."""
        title = blocks.title
        if blocks.among == "people":
            for nr, person in enumerate(self._plan.people):
                if blocks.role not in ("", person.role) or (
                        blocks.path == "parter" and not asked_about(self._plan, person)):
                    continue
                own = person.place if blocks.path == "parter" else nr
                yield own, self._titled(title, nr, person_words(self._plan, nr)), person
        elif blocks.among == "goals":
            # Beside goals that are known, those that are added begin now: nothing is told of them yet.
            told = any(goal.known for goal in self._plan.goals)
            for nr, goal in enumerate(self._plan.goals):
                if not goal.known if blocks.path == GOALS else goal.known or not told:
                    words = f": {goal.words}" if goal.words else ""
                    yield goal.place, f"{self._titled(title, nr, '')}{words}", goal
        else:
            count = self._plan.items(".".join(self._places.whole(blocks.path)), blocks.count)
            yield from ((nr, self._titled(title, nr, ""), None) for nr in range(count))

    def _titled(self, title: Text, nr: int, name: str) -> str:
        return self._say(replace(title, values=(*title.values, ("navn", name), ("nr", nr + 1))))

    # --- a question ----------------------------------------------------------------------------

    def _question(self, ask: Ask, names: Names, within: str, *, row: bool = False,
                  like: Names | None = None) -> Question:
        """One question; `like` is the place in the case whose schema it has, where that is another."""
        place = self._places.at(like or names) if ask.bound else UNBOUND
        title = self._say(ask.title) if ask.title else self._named(str(place.schema.get("title", "")))
        help_ = self._say(ask.help) if ask.help is not None else "" if row else \
            self._named(str(place.schema.get("description", "")))
        choices = self._choices(ask, place.schema)
        kind = _kind(place.schema, choices, row)
        required = place.required if ask.required is None else ask.required
        longest = place.schema.get("maxLength")
        return Question(
            ".".join(names), kind, title, help_,
            self._spoken(within, title, help_, required), required, choices,
            _lines(ask, kind), ask.width,
            10 if kind == "cpr" else longest if kind == "line" else None,
            place.schema.get("type") == "integer", ask.bound)

    def _spoken(self, within: str, title: str, help_: str, required: bool) -> str:
        *before, last = (each for each in (
            f"{within}: {title}" if within else title, help_,
            self._say(LABELS["skal"]) if required else "") if each)
        ended = (each if each.endswith((".", "?")) else f"{each}." for each in before)
        return " ".join((*ended, last))

    def _choices(self, ask: Ask, schema: Mapping[str, Any]) -> tuple[Choice, ...]:
        if ask.among:
            return tuple(self._among(ask.among))
        if schema.get("type") == "boolean":
            return (Choice(YES, self._say(LABELS["ja"])), Choice(NO, self._say(LABELS["nej"])))
        codes = schema.get("enum") or schema.get("items", {}).get("enum", ())
        if ask.labels:
            return tuple(Choice(code, self._say(words)) for code, words in ask.labels.items())
        return tuple(Choice(code, stort(self._language.words(ord_(code)))) for code in codes)

    def _among(self, which: From) -> Iterator[Choice]:
        if which == "people":
            yield from (Choice(each.id, person_words(self._plan, nr))
                        for nr, each in enumerate(self._plan.people))
        else:
            yield from (Choice(each.id, goal_words(self._plan, nr))
                        for nr, each in enumerate(self._plan.goals))

    # --- what is said without being asked -------------------------------------------------------

    def _fixed(self) -> Iterator[Fixed]:
        for path, value in self._asked.fixed.items():
            yield Fixed(".".join(self._places.whole(path)), _filled(value, self._plan.people[0].id))
        for part in self._asked.parts:
            for each, _ in part.each:
                if isinstance(each, Blocks) and each.fixed:
                    yield from self._fixed_rows(each)

    def _fixed_rows(self, blocks: Blocks) -> Iterator[Fixed]:
        base = ".".join(self._places.whole(blocks.path))
        for place, _, whose in self._items(blocks):
            own, row = whose.id if whose is not None else "", f"{base}.{place}"
            for name, value in blocks.fixed.items():
                yield Fixed(f"{row}.{name}", _filled(value, own), row)


def _filled(value: str | bool, own: str) -> str | bool:
    return value.replace("{id}", own) if isinstance(value, str) else value


def _below(base: Names, place: str, path: str) -> Names:
    """A path below an item of a list."""
    return (*base, place, *path.split("."))


def _kind(schema: Mapping[str, Any], choices: tuple[Choice, ...], row: bool) -> Kind:
    if schema.get("type") == "array":
        return "several" if choices else "text"
    if schema.get("type") == "boolean":
        return "menu" if row else "yes"
    if choices:
        return "menu" if row or len(choices) > MOST_BUTTONS else "one"
    found = _FORMATS.get(str(schema.get("format")))
    if found:
        return "line" if found == "text" and row else found
    return "number" if schema.get("type") in ("number", "integer") else "line"


def _lines(ask: Ask, kind: Kind) -> int:
    return ask.lines or (TEXT_LINES if kind == "text" else 1)
