"""A parent's own browser: blank forms filled in with mouse and keys, saved, and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageChops
from playwright.sync_api import Page
from pypdf import PdfReader

from pipeline.cli import group
from pipeline.documents import KINDS
from pipeline.forms.blank import made
from pipeline.forms.blank.kinds import OWN
from pipeline.forms.fill import fill
from pipeline.forms.inspect import inspect
from tests.chromium import Chromium
from tests.forms.blank.cases import Answered, answered, unordered
from tests.forms.blank.viewer import Viewer
from tests.forms.seeing import words

FILLED = [
    ("ansoegning-hjemmetraening", "thea-forlaengelse", "da"),
    ("ansoegning-hjemmetraening", "bo-kun-det-noedvendige", "en"),
    ("ansoegning-tabt-arbejdsfortjeneste", "alma-to-hjem", "da"),
    ("ansoegning-tabt-arbejdsfortjeneste", "thea-forlaengelse", "en"),
    ("ansoegning-udgifter", "oskar-to-love", "da"),
    ("ansoegning-udgifter", "liv-uden-leverandoer", "en"),
    ("hoeringssvar", "liv-uden-leverandoer", "da"),
    ("hoeringssvar", "karla-tre-aar", "en"),
    ("tilbud", "oskar-to-love", "da"),
    ("tilbud", "oskar-to-love", "en"),
    ("evaluering", "karla-tre-aar", "da"),
    ("evaluering", "liv-uden-leverandoer", "en"),
]
ABROAD = "Łucja Đỗ-Çelik Ñandú"
"""Letters that are in no West European set."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["forms", *map(str, arguments)], standalone_mode=False)


def typed(chromium: Chromium, path: Path, case: Answered) -> bytes:
    """The form as the viewer saves it after somebody has answered all of it."""
    def work(page: Page) -> bytes:
        viewer = Viewer(page, path)
        viewer.fill(inspect(path.read_bytes()), case.values)
        return viewer.saved()

    return chromium.do(work, language="en-GB" if case.plan.language == "en" else "da-DK")


@pytest.mark.parametrize(("kind", "name", "language"), FILLED)
def test_what_is_typed_in_chromium_comes_back(
    chromium: Chromium, tmp_path: Path, kind: str, name: str, language: str
) -> None:
    case, path = answered(name, kind, language), tmp_path / "blanket.pdf"
    path.write_bytes(made.pdf(case.plan))
    path.write_bytes(typed(chromium, path, case))
    form = inspect(path.read_bytes())
    assert {one.name: unix(one.value) for one in form.fields.values() if one.value} == {
        field: case.values[field] for field in form.fields if field in case.values}
    done = run("read", path, "--json")
    assert event(kind, json.loads(done.stdout)) == case.expected
    for way, copy in (("archive", "arkiv.pdf"), ("flatten", "sider.pdf")):
        assert run(way, path, "--out", tmp_path / copy).exit_code == 0
        assert_told(tmp_path / copy, case)


def unix(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def event(kind_id: str, read: dict[str, Any]) -> Any:
    """The event in what `forms read` wrote."""
    kind = KINDS[kind_id]
    found = read["sag"][kind.liste][0]
    return unordered(found[kind.led][0] if kind.led else found)


def assert_told(path: Path, case: Answered) -> None:
    """Every written answer stands on the pages; how its lines are broken is the page's."""
    text = told(path)
    questions = {each.name: each for each in case.form.questions}
    for field, value in case.values.items():
        if field in questions and questions[field].kind in ("line", "text", "number", "amount"):
            assert squeezed(str(value)) in text, field


def told(path: Path) -> str:
    """The letters on all pages."""
    data = path.read_bytes()
    return squeezed("".join(words(data, page) for page in range(len(PdfReader(path).pages))))


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\N{SOFT HYPHEN}", "").replace("\ufffe", "")


def test_every_kind_of_ours_is_typed_in_both_languages() -> None:
    assert {(kind, language) for kind, _, language in FILLED} == {
        (kind, language) for kind in OWN for language in ("da", "en")}


def test_a_form_can_be_filled_in_with_the_keys_alone(chromium: Chromium, tmp_path: Path) -> None:
    """Tab goes through the fields as they are read, and Space ticks."""
    case, path = answered("liv-uden-leverandoer", "hoeringssvar"), tmp_path / "blanket.pdf"
    path.write_bytes(made.pdf(case.plan))
    form = inspect(path.read_bytes())

    def work(page: Page) -> bytes:
        viewer = Viewer(page, path)
        viewer.click(next(iter(form.fields.values())).widgets[0])
        for field in form.fields.values():
            value = case.values.get(field.name)
            for widget in field.widgets:
                if field.kind in ("check", "radio"):
                    if value in (True, widget.on_state):
                        viewer.tick()
                elif value is not None:
                    viewer.type(str(value))
                viewer.press("Tab")
        return viewer.saved()

    assert case.as_read(inspect(chromium.do(work)).fields) == case.expected


def test_a_blank_form_of_the_command_takes_any_name(chromium: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "blanket.pdf"
    assert run("blank", "hoeringssvar", "--out", path).exit_code == 0
    form = inspect(path.read_bytes())

    def work(page: Page) -> bytes:
        viewer = Viewer(page, path)
        viewer.answer(form.fields["barn.navn"], ABROAD)
        return viewer.saved()

    path.write_bytes(chromium.do(work))
    assert json.loads(run("read", path, "--json").stdout)["sag"]["barn"]["navn"] == ABROAD
    for way, name in (("archive", "arkiv.pdf"), ("flatten", "sider.pdf")):
        assert run(way, path, "--out", tmp_path / name).exit_code == 0
        assert squeezed(ABROAD) in told(tmp_path / name)


@pytest.mark.parametrize(("kind", "name"), [
    ("ansoegning-tabt-arbejdsfortjeneste", "oskar-to-love"), ("hoeringssvar", "liv-uden-leverandoer")])
def test_what_we_filled_in_is_seen_in_chromium(
    chromium: Chromium, tmp_path: Path, kind: str, name: str
) -> None:
    case = answered(name, kind)
    blank = made.pdf(case.plan)
    files = []
    for name_, data in (("tom.pdf", blank), ("udfyldt.pdf", fill(blank, case.values).pdf)):
        files.append(tmp_path / name_)
        files[-1].write_bytes(data)
    pictures = [chromium.do(lambda page, path=path: seen(Viewer(page, path), case, path))
                for path in files]
    assert len(pictures[0]) >= len(case.values)
    unchanged = [place for place, empty in pictures[0].items()
                 if ImageChops.difference(empty, pictures[1][place]).getbbox() is None]
    assert unchanged == []


def seen(viewer: Viewer, case: Answered, path: Path) -> dict[str, Image.Image]:
    """How each field that has an answer looks on the screen."""
    fields = inspect(path.read_bytes()).fields
    return {name: viewer.picture(next(
        (each for each in fields[name].widgets if each.on_state == value), fields[name].widgets[0]))
        for name, value in case.values.items() if name in fields}
