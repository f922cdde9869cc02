"""The front page's file: a draft goes on, an earlier document becomes the answers to the next one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.carried.restored import guarded
from pipeline.documents import KINDS
from pipeline.errors import DataError, PipelineError, Problem, Text, text
from pipeline.forms.blank import kinds
from pipeline.forms.blank.asked import FORAELDER, LEVERANDOER
from pipeline.forms.blank.kinds import OWN, filled_in_by
from pipeline.locale import translate
from pipeline.opening.unproven import Held, held
from pipeline.sag import parse_sag
from pipeline.starting.answers import answered
from pipeline.starting.case import started
from pipeline.starting.events import VARIANTS
from pipeline.web.posted import Posted
from pipeline.web.render import rendered
from pipeline.web.skema.answering import Here, Made, left_at
from pipeline.web.skema.draft import Draft, is_draft, parsed
from pipeline.web.skema.questionnaire import questionnaire

FILE, WHAT, WHO, FROM = "fil", "begynd", "hvem", "grundlag"
"""The fields of the front page, and of the page that asks."""
Wrong = Sequence[tuple[str, Problem]]


@dataclass(frozen=True, slots=True)
class Notes:
    """What an earlier document gave: how many answers, and the titles of what had no place."""

    answers: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the next document is begun from, on its way through the page that asks.

    `people` are those the earlier document was to, or by.
    """

    case: Mapping[str, Any] = field(repr=False)
    people: tuple[str, ...]

    def as_json(self) -> str:
        """For a hidden field."""
        return json.dumps({"sag": self.case, "personer": self.people}, ensure_ascii=False, default=float)

    def parties(self, role: str) -> dict[str, str]:
        """Names by id: of those the document was to or by, where it says so."""
        found = {str(each["id"]): str(each.get("navn", "")) for each in self.case["parter"]
                 if each.get("rolle") == role}
        near = {who: name for who, name in found.items() if who in self.people}
        return near if near or self.people else found

    def able(self, kind: str) -> dict[str, str]:
        """Who can write a document of a kind: names by id."""
        roles = dict.fromkeys(kinds.of(kind).people)
        return {who: name for role in roles for who, name in self.parties(role).items()}

    def kinds(self) -> tuple[str, ...]:
        """What can be begun from it: the parents' documents, and where it is a provider's, theirs."""
        return tuple(kind for kind in OWN if self.able(kind) and (
            not KINDS[kind].led or self.case.get(KINDS[kind].liste)))


def start_page(lang: str, wrong: Wrong = ()) -> Made:
    """What there is to do."""
    named = {kind: translate(str(KINDS[kind].titel), lang) for kind in OWN}
    words = rendered("start.html", lang, "", problems=wrong,
                     titles={FILE: text("Din fil").in_language(lang)},
                     parents=[(kind, named[kind]) for kind in filled_in_by(FORAELDER)],
                     providers=[(kind, named[kind]) for kind in filled_in_by(LEVERANDOER)])
    return Made(words.encode(), 422 if wrong else 200)


def begun(files: Sequence[tuple[str, bytes]], here: Here) -> Made:
    """A draft or a half-filled form where it was left; for an earlier document, what to make of it."""
    try:
        if not files:
            raise DataError([Problem("", "fil-mangler", text("Fil"), text("Du har ikke valgt en fil."),
                                     text("Vælg en fil, og prøv igen."))])
        name, data = files[0]
        if is_draft(data):
            return left_at(parsed(data.decode("utf-8", "replace")), here)
        found = guarded(lambda: held(data, name))
        if found.plan is not None:
            return _filled(found, here)
        return _asking(Ground(found.case, found.people), here)
    except DataError as error:
        return start_page(here.lang, [(FILE, each) for each in error.problems])


def _filled(found: Held, here: Here) -> Made:
    """A form of ours with its answers."""
    draft = Draft(found.kind, found.answers, plan=found.plan)
    return left_at(draft, here, Notes(len(found.answers)))


def _asking(ground: Ground, here: Here, wrong: Wrong = (), sent: Posted | None = None) -> Made:
    """The page that asks what to make, and who writes it where there are several."""
    possible = ground.kinds()
    if not possible:
        raise DataError([Problem("", "ingen-at-begynde-for", text("Fil"), text(
            "Filen siger ikke, hvem der kan skrive det næste dokument."), text(
            "Begynd på et tomt skema i stedet."))])
    people = {who: name for kind in possible for who, name in ground.able(kind).items()}
    titles = {WHAT: text("Hvad vil du lave?").in_language(here.lang),
              WHO: text("Hvem er du?").in_language(here.lang)}
    words = rendered(
        "begin.html", here.lang, "begynd", problems=wrong, titles=titles, ground=ground.as_json(),
        choices=[each for kind in possible for each in _choices(kind, here)], people=people,
        chosen=sent.first(WHAT) if sent else "", who=sent.first(WHO) if sent else "")
    return Made(words.encode(), 422 if wrong else 200)


def _choices(kind: str, here: Here) -> Iterator[tuple[str, str]]:
    """A kind's own variants in the words of its form: value and label."""
    title = translate(str(KINDS[kind].titel), here.lang)
    form = questionnaire(here.plan(kind)).form
    labels = {each.value: each.label for question in form.questions
              if question.name.endswith(".variant") for each in question.choices}
    variants = [each for each in VARIANTS.get(kind, ()) if each in labels]
    if not variants:
        yield kind, title
    for variant in variants:
        yield f"{kind}:{variant}", f"{title}: {labels[variant]}"


def chosen(sent: Posted, here: Here) -> Made:
    """The document that was chosen on the page that asks, with the answers that are known.

    Raises DataError where the page itself is not one of ours.
    """
    ground = guarded(lambda: _ground(sent))
    if sent.first("gaa") == "sprog":
        return _asking(ground, here, sent=sent)
    kind, _, variant = sent.first(WHAT).partition(":")
    able = ground.able(kind) if kind in ground.kinds() else {}
    who = next(iter(able)) if len(able) == 1 else sent.first(WHO)
    if wrong := [*_unanswered(bool(able), WHAT), *_unanswered(not able or who in able, WHO)]:
        return _asking(ground, here, wrong, sent)
    try:
        found = guarded(lambda: _answered(ground, kind, variant, who, here))
    except PipelineError as error:
        place = WHO if any(each.code.startswith("ikke-din") for each in error.problems) else WHAT
        return _asking(ground, here, [(place, each) for each in error.problems], sent)
    return found


def _answered(ground: Ground, kind: str, variant: str, who: str, here: Here) -> Made:
    settings = here.settings or {}
    public = tuple(filter(None, (settings.get("navn"), (settings.get("adresse") or {}).get("by"))))
    begun = started(ground.case, kind, here.today, writer=who, variant=variant, reuse=True)
    found = answered(begun, kind, here.today, here.lang, public)
    lost = tuple(each.in_language(here.lang) for each in found.lost)
    draft = Draft(kind, found.answers, plan=found.plan)
    return left_at(draft, here, Notes(len(found.answers), lost))


def _ground(sent: Posted) -> Ground:
    found = parse_sag(sent.first(FROM).encode(), "").data
    people = tuple(str(each) for each in found["personer"])
    ground = Ground(dict(found["sag"]), people)
    ground.kinds()  # which stumbles over what is no case of ours
    return ground


def _unanswered(is_answered: bool, name: str) -> Iterator[tuple[str, Problem]]:
    titles: Mapping[str, Text] = {WHAT: text("Hvad vil du lave?"), WHO: text("Hvem er du?")}
    if not is_answered:
        yield name, Problem("", "valg-mangler", titles[name], text("Du har ikke valgt noget."),
                            text("Vælg en af mulighederne."))
