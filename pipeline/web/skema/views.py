"""The pages of a form: a section at a time, then the answers to look over, then the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from pipeline.documents import KINDS
from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.kinds import OWN
from pipeline.forms.blank.model import Block, Form, Table
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.sending import sent_to
from pipeline.letters import Job, kind_of
from pipeline.locale import translate
from pipeline.web.config import Config
from pipeline.web.posted import Posted, posted
from pipeline.web.render import page
from pipeline.web.skema.draft import Draft, parsed, unreadable
from pipeline.web.skema.overview import overview
from pipeline.web.skema.questionnaire import Problems, Questionnaire, questionnaire
from pipeline.web.skema.showing import (
    ending,
    list_of,
    questions,
    questions_of,
    showing,
    steps,
)

PROVIDERS = ("tilbud", "evaluering")
LONGEST_NUMBER = 4


async def start(request: Request, problems: Problems | None = None) -> Response:
    """What there is to do."""
    lang = request.path_params["lang"]
    titles = {kind: translate(str(KINDS[kind].titel), lang) for kind in (*OWN, *PROVIDERS)}
    return page("start.html", lang, "", parents=[(kind, titles[kind]) for kind in OWN],
                providers=[(kind, titles[kind]) for kind in PROVIDERS], problems=problems or (),
                titles={})


async def asked(request: Request) -> Response:
    """A section, the next one, or the one before: the page says where it goes from here."""
    found = _questionnaire(request)
    if request.method == "GET":
        return _section(request, found, Draft(found.form.kind), 0)
    sent = await posted(request)
    at, draft = _come(found.form, sent)
    step, _, where = sent.first("gaa", "frem").partition(":")
    if step == "flere":
        return _section(request, found, _one_more(found.form, draft, where), at)
    if step == "ret":
        return _section(request, found, draft, _at(found.form, where), told=True)
    if step == "tilbage":
        return _section(request, found, draft, _before(found.form, draft, at))
    if step == "til":
        at = int(where) if where.isdecimal() and len(where) < LONGEST_NUMBER else at
        return _section(request, found, draft, at) if at < len(found.form.sections) else \
            _summary(request, found, draft)
    if at < len(found.form.sections) and _problems(request, found, draft, at):
        return _section(request, found, draft, at, told=True)
    following = _after(found.form, draft, at)
    return _summary(request, found, draft) if following is None else \
        _section(request, found, draft, following)


async def saved(request: Request) -> Response:
    """The draft as a file."""
    found = _questionnaire(request)
    _, draft = _come(found.form, await posted(request))
    return _file(draft.as_json().encode(), f"kladde-{draft.kind}.json", "application/json")


async def fetched(request: Request) -> Response:
    """The finished document, or its data; the answers once more where they have problems."""
    found, form = _questionnaire(request), request.path_params["form"]
    _, draft = _come(found.form, await posted(request))
    if found.problems(draft, _job(request, draft)):
        return _summary(request, found, draft)
    case = found.case(draft)
    if form == "json":
        data = json.dumps(case.data, ensure_ascii=False, indent=2, default=float).encode()
        return _file(data, f"{draft.kind}.json", "application/json")
    made = await request.app.state.maker.letters(case, replace(_job(request, draft), formats=(form,)))
    return _file(made[0].files[form], f"{draft.kind}.{form}", MIME[form])


async def resumed(request: Request) -> Response:
    """A saved draft, where it was left."""
    sent = await posted(request)
    words = sent.files[0][1].decode("utf-8", "replace") if sent.files else ""
    try:
        kind = json.loads(words)["dokument"]
        if kind not in KINDS:
            raise unreadable()
    except (ValueError, KeyError, TypeError, RecursionError):
        raise unreadable() from None
    request.path_params["kind"] = kind
    found = _questionnaire(request)
    return _section(request, found, parsed(words, found.form), 0)


MIME: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def _questionnaire(request: Request) -> Questionnaire:
    config: Config = request.app.state.config
    plan = Plan(kind_of(request.path_params["kind"]).id, request.path_params["lang"])
    return questionnaire(plan if config.settings is None else sent_to(plan, config.settings))


def _come(form: Form, sent: Posted) -> tuple[int, Draft]:
    """The section a page comes from, and the draft with what was answered on it."""
    draft = parsed(sent.first("kladde"), form)
    where = sent.first("trin")
    at = min(int(where), len(form.sections)) if where.isascii() and where.isdecimal() else 0
    if at == len(form.sections):
        return at, draft
    found: dict[str, Answer] = {}
    for question in questions(form.sections[at]):
        said = sent.values.get(question.name, ())
        found[question.name] = tuple(said) if question.kind == "several" else "".join(said[:1])
    return at, parsed(draft.answered(found).as_json(), form)


def _one_more(form: Form, draft: Draft, listed: str) -> Draft:
    """With one more of a list's items seen."""
    parts = [part for section in form.sections for part in section.parts if list_of(part) == listed]
    items = [row for part in parts if isinstance(part, Table) for row in part.rows] or \
        [tuple(questions_of(part)) for part in parts]
    return draft.one_more(listed, items) if items else draft


def _at(form: Form, name: str) -> int:
    """The section that asks a question, or has a list."""
    return next((at for at, section in enumerate(form.sections) for part in section.parts
                 if name == list_of(part) or name in {each.name for each in questions_of(part)}), 0)


def _after(form: Form, draft: Draft, at: int) -> int | None:
    """The next section in which something is asked; None after the last."""
    asked = steps(form, draft)
    return next((n for n, each in enumerate(form.sections) if n > at and each in asked), None)


def _before(form: Form, draft: Draft, at: int) -> int:
    asked = steps(form, draft)
    return max((n for n, each in enumerate(form.sections) if n < at and each in asked), default=0)


def _problems(request: Request, found: Questionnaire, draft: Draft, at: int) -> Problems:
    return found.problems(draft, _job(request, draft)).of_section(found.form.sections[at])


def _section(request: Request, found: Questionnaire, draft: Draft, at: int,
             told: bool = False) -> Response:
    form, section = found.form, found.form.sections[at]
    problems = _problems(request, found, draft, at) if told else Problems({})
    asked = steps(form, draft)
    return page("section.html", request.path_params["lang"], f"skema/{form.kind}",
                422 if problems else 200, form=form, section=section, at=at, draft=draft,
                parts=tuple(showing(section, draft)), problems=problems, titles=_titles(form),
                number=asked.index(section) + 1 if section in asked else 1, steps=asked)


def _summary(request: Request, found: Questionnaire, draft: Draft) -> Response:
    form, problems = found.form, found.problems(draft, _job(request, draft))
    asked = steps(form, draft)
    return page("summary.html", request.path_params["lang"], f"skema/{form.kind}",
                422 if problems else 200, form=form, draft=draft, problems=problems,
                titles=_titles(form), overview=overview(form, draft), steps=asked,
                places=[form.sections.index(each) for each in asked], ending=ending(form))


def _titles(form: Form) -> dict[str, str]:
    """What a question, or a list of them, is called."""
    parts = [part for section in form.sections for part in section.parts]
    return {**{list_of(each): each.title for each in parts if isinstance(each, Block | Table)},
            **{each.name: each.title for each in form.questions}}


def _job(request: Request, draft: Draft) -> Job:
    config: Config = request.app.state.config
    return Job(draft.kind, today=config.today(), settings=config.settings, templates=config.templates)


def _file(data: bytes, name: str, mime: str) -> Response:
    return Response(data, media_type=mime,
                    headers={"Content-Disposition": f'attachment; filename="{name}"'})


