"""What a form's page comes to: made in a worker, so that no family waits for another's answers.

Everything goes in with the call and comes out as bytes; a worker keeps nothing but the empty forms.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from babel.dates import format_date

from pipeline.documents import KINDS
from pipeline.errors import DataError, UsageError
from pipeline.flow import produce
from pipeline.formats import parse_date
from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.model import Form, Section, Table, questions_of
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.sending import sent_to
from pipeline.forms.mapping.tocase import every_problem as as_read
from pipeline.letters import Format, Job, kind_of
from pipeline.sag import Sag
from pipeline.templateset import Templates
from pipeline.web.posted import Posted
from pipeline.web.render import rendered
from pipeline.web.skema.draft import SECTIONS, Draft, parsed, unreadable
from pipeline.web.skema.growing import list_of, one_less, one_more
from pipeline.web.skema.overview import overview, titled
from pipeline.web.skema.questionnaire import Problems, asked_of
from pipeline.web.skema.showing import ending, showing, steps
from pipeline.web.skema.sums import Sums, asks_budget, sums

HTML = "text/html; charset=utf-8"
JSON = "application/json"
MIME: Mapping[str, str] = {
    "pdf": "application/pdf", "json": JSON,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@dataclass(frozen=True, slots=True)
class Here:
    """The server that is asked: its kommune, its templates, the page's language and the day."""

    lang: str
    today: dt.date
    settings: Mapping[str, Any] | None = field(default=None, repr=False)
    templates: Templates = None

    def plan(self, kind: str) -> Plan:
        """The kind's form as this kommune sends it out."""
        plan = Plan(kind_of(kind).id, self.lang)
        return plan if self.settings is None else sent_to(plan, self.settings)


@dataclass(frozen=True, slots=True)
class Made:
    """What goes back: a page, or a file by its name."""

    body: bytes = field(repr=False)
    status: int = 200
    mime: str = HTML
    name: str = ""


def page_of(kind: str, sent: Posted | None, here: Here) -> Made:
    """A section, the next one, or the one before: what was pressed says where it goes from here."""
    if sent is None:
        return Answering(Draft(kind_of(kind).id), here).section(0)
    at, asked = _come(kind, sent, here)
    step, _, where = sent.first("gaa", "frem").partition(":")
    return asked.after(at, step, where)


def draft_of(kind: str, sent: Posted, here: Here) -> Made:
    """The draft as a file, left where it is."""
    at, asked = _come(kind, sent, here, named=False)
    draft = asked.given
    return Made(_bytes(replace(draft, at=at).as_json()), mime=JSON, name=f"kladde-{draft.kind}.json")


def file_of(kind: str, sent: Posted, form: str, here: Here) -> Made:
    """The finished document, or its data; the answers once more where they have problems."""
    _, asked = _come(kind, sent, here, named=False)
    name = f"{kind}.{form}"
    if form == "json":
        if asked.misread or asked.problems:
            return Answering(asked.given, here).summary()
        data = json.dumps(asked.case.data, ensure_ascii=False, indent=2, default=float)
        return Made(_bytes(data), mime=JSON, name=name)
    chosen: Format = "pdf" if form == "pdf" else "docx"
    try:
        made = produce(asked.case, replace(asked.job, formats=(chosen,)))
    except (DataError, UsageError):
        # Making it asks all that these ask; asking first would take a fifth of the time.
        if asked.misread or asked.problems:
            return Answering(asked.given, here).summary()
        raise
    return Made(made[0].files[form], mime=MIME[form], name=name)


def sums_of(kind: str, sent: Posted, here: Here) -> Made:
    """The budget added up as it is written, and nothing else of the page."""
    _, asked = _come(kind, sent, here)
    words = rendered("sums.html", here.lang, f"skema/{kind}", sums=asked.sums)
    return Made(words.encode())


def left_at(draft: Draft, here: Here, notes: Any = None) -> Made:
    """A draft, where it was left; `notes` are what an earlier document gave to it."""
    asked = Answering(draft, here)
    return asked.summary() if draft.at == len(asked.form.sections) else \
        asked.section(draft.at if draft.at < len(asked.form.sections) else 0, notes=notes)


class Answering:
    """A draft and its form, on the way to a page."""

    def __init__(self, draft: Draft, here: Here, *, named: bool = True) -> None:
        self.here, self.found = here, asked_of(here.plan(draft.kind), draft, named=named)
        self.form, self.plan = self.found.form, self.found.plan
        self.given, self.draft = draft, draft.fitting(self.form)
        self.job = Job(draft.kind, today=here.today, settings=here.settings, templates=here.templates)
        self._problems: Problems | None = None

    @property
    def problems(self) -> Problems:
        """What is wrong with the answers, found once."""
        if self._problems is None:
            self._problems = self.found.problems(self.case, self.job)
        return self._problems

    @cached_property
    def steps(self) -> tuple[Section, ...]:
        """The sections in which something is asked."""
        return steps(self.form, self.plan, self.draft)

    @cached_property
    def case(self) -> Sag:
        """The case that the answers say."""
        return self.found.case(self.draft, self.here.today)

    @property
    def misread(self) -> bool:
        """Whether an answer cannot be read as what it should be."""
        return any(each.severity == "fejl" for each in as_read(self.case, whole=False))

    @property
    def sums(self) -> Sums | None:
        """What the budget comes to, where there is one."""
        return sums(self.found, self.draft, self.here.settings, self.here.lang)

    def after(self, at: int, step: str, where: str) -> Made:
        """The page that a press of a button leads to."""
        last = len(self.form.sections)
        if step == "flere" and at < last:
            return self._changed(one_more(self.draft, self.form, where)).section(at)
        if step == "fjern" and at < last:
            listed, _, nr = where.rpartition(":")
            return self._changed(one_less(
                self.draft, self.plan, self.form, listed, _number(nr, SECTIONS))).section(at)
        if step == "sum" and at < last:
            return self.section(at)
        if step == "ret":
            return self.section(self._asking(where), told=True)
        if step == "tilbage":
            return self.section(self._before(at))
        if step == "til":
            at = _number(where, at)
            return self.section(at) if at < last else self.summary()
        if at < last and self.problems.of_section(self.form.sections[at]):
            return self.section(at, told=True)
        following = next((n for n, each in enumerate(self.form.sections)
                          if n > at and each in self.steps), last)
        return self.section(following) if following < last else self.summary()

    def _changed(self, draft: Draft) -> Answering:
        return Answering(draft, self.here)

    def _before(self, at: int) -> int:
        return max((n for n, each in enumerate(self.form.sections) if n < at and each in self.steps),
                   default=0)

    def _asking(self, name: str) -> int:
        """The section that asks a question, or has a list."""
        return next((at for at, section in enumerate(self.form.sections) for part in section.parts
                     if name == list_of(part) or name in {each.name for each in questions_of(part)}), 0)

    def section(self, at: int, *, told: bool = False, notes: Any = None) -> Made:
        """A section to answer; `told`: with what is wrong in it."""
        section = self.form.sections[at]
        problems = self.problems.of_section(section) if told else Problems({})
        return self._page(
            "section.html", problems, section=section, at=at, notes=notes,
            sums=self.sums if asks_budget(self.form, self.plan.event, at) else None,
            parts=tuple(showing(self.form, self.plan, section, self.draft)),
            number=self.steps.index(section) + 1 if section in self.steps else 1)

    def summary(self) -> Made:
        """All the answers, and what to do with them."""
        return self._page(
            "summary.html", self.problems, overview=overview(self.form, self.plan, self.draft),
            sums=self.sums,
            places=[self.form.sections.index(each) for each in self.steps],
            ending=ending(self.form, self.draft.answers), enclosed=self._enclosed, limit=self._limit)

    @property
    def _enclosed(self) -> tuple[str, ...]:
        """What somebody has written that they send with it, a line each."""
        said = (self.draft.answers.get(each.name) for each in self.form.questions
                if each.kind == "text" and each.name.endswith(".bilag"))
        return tuple(line.strip() for each in said if isinstance(each, str)
                     for line in each.splitlines() if line.strip())

    @property
    def _limit(self) -> str:
        """The last day to answer, where it is known."""
        spec, case = KINDS[self.form.kind], self.case.data
        hosts = case.get(spec.liste) or () if spec.led else ()
        day = parse_date(str(hosts[-1].get("frist", ""))) if hosts else None
        return format_date(day, "d. MMMM y" if self.here.lang == "da" else "d MMMM y",
                           locale=self.here.lang) if day else ""

    def _page(self, name: str, problems: Problems, **values: Any) -> Made:
        form = self.form
        words = rendered(name, self.here.lang, f"skema/{form.kind}", form=form, draft=self.draft,
                         problems=problems, titles=titles(form), steps=self.steps, **values)
        return Made(words.encode(), 422 if problems else 200)


def titles(form: Form) -> dict[str, str]:
    """What a question, or a list of them, is called where it is named alone."""
    found: dict[str, str] = {}
    for section in form.sections:
        for part in section.parts:
            if list_of(part):
                found.setdefault(list_of(part), part.title if isinstance(part, Table) else section.title)
            found.update((question.name, title) for title, question in titled(part))
    return found


def _come(kind: str, sent: Posted, here: Here, *, named: bool = True) -> tuple[int, Answering]:
    """The section a page comes from, and the draft with what was answered on it, with its form."""
    draft = parsed(sent.first("kladde"))
    if draft.kind != kind:
        raise unreadable()
    form, at = Answering(draft, here, named=False).form, _number(sent.first("trin"), 0)
    if at >= len(form.sections):
        return len(form.sections), Answering(draft, here, named=named)
    found: dict[str, Answer] = {}
    for question in form.sections[at].questions:
        said = sent.values.get(question.name, ())
        found[question.name] = tuple(filter(None, said)) if question.kind == "several" \
            else "".join(said[:1])
    return at, Answering(parsed(draft.answered(found).as_json()), here, named=named)


def _bytes(written: str) -> bytes:
    """JSON for a file; half a surrogate pair, which it may have and UTF-8 not, as JSON escapes it."""
    return written.encode("utf-8", "backslashreplace")


def _number(written: str, otherwise: int) -> int:
    """A small number from an address or a page, which may be anybody's."""
    plain = written.isascii() and written.isdecimal() and len(written) < 4
    return int(written) if plain else otherwise
