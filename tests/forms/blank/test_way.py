"""A form's whole way: blank, filled in at a screen, read, validated, and a letter; as people do it."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import group
from pipeline.forms.entries import Given
from pipeline.forms.inspect import inspect
from tests.cases import ROOT, SAMPLES
from tests.forms.blank.hands import typed

KIND = "ansoegning-tabt-arbejdsfortjeneste"
LIV = SAMPLES / "sager" / "liv-uden-leverandoer.json"
OSKAR = SAMPLES / "sager" / "oskar-to-love.json"
KOMMUNE = ("--kommune", SAMPLES / "kommuner" / "solbaek.toml")

CHILD = {"barn.navn": "Selma Enggaard Lund", "barn.cpr": "0101204000",
         "barn.diagnose": "Angelmans syndrom"}
SIGNE = {
    "navn": "Signe Enggaard", "relation": "mor", "cpr": "1402881746", "kontakt.telefon": "65 00 00 41",
    "adresse.vej": "Birkevænget 4", "adresse.postnr": "5999", "adresse.by": "Solbæk",
    "kontakt.email": "signe@example.dk", "foraeldremyndighed": "ja"}
BO = {**SIGNE, "navn": "Bo Lund", "relation": "far", "cpr": "0511862379"}
WISH = {
    "variant": "ny", "traeningsplan": "Jeg træner mandag og torsdag.\nHun øver sig i at gå.",
    "ugeskema.0.dag": "mandag", "ugeskema.0.aktivitet": "Gåtræning", "ugeskema.0.hvem": "Mig",
    "ugeskema.1.dag": "torsdag", "ugeskema.1.aktivitet": "Sprog og spisning",
    "arbejde.form": "loenmodtager", "arbejde.timer_pr_uge": "37",
    "arbejde.arbejdsgiver": "Børnehuset Ærtebjerg", "arbejde.tab": "Jeg går ned i tid.",
    "sparede_udgifter.0.hvad": "Bus", "sparede_udgifter.0.beloeb": "420",
    "bilag": "Lønseddel for august 2026\nErklæring fra arbejdsgiver", "brevdato": "01-09-2026"}
AS_WRITTEN = {
    "da": {"periode.fra": "1. oktober 2026", "periode.til": "30-09-2027", "timer_pr_uge": "7,5",
           "ugeskema.0.fra": "8.30", "ugeskema.0.til": "12", "ugeskema.1.fra": "kl. 9",
           "ugeskema.1.til": "13.30", "arbejde.bruttoloen": "31.250,50"},
    "en": {"periode.fra": "1 October 2026", "periode.til": "September 30, 2027", "timer_pr_uge": "7.5",
           "ugeskema.0.fra": "8:30 am", "ugeskema.0.til": "12", "ugeskema.1.fra": "9 am",
           "ugeskema.1.til": "1:30 pm", "arbejde.bruttoloen": "31,250.50"}}
PRINTED = (
    "Selma Enggaard Lund", "010120-4000", "Angelmans syndrom", "Signe Enggaard", "140288-1746",
    "65 00 00 41", "signe@example.dk", "Fra 1. oktober 2026 til og med 30. september 2027",
    "7,5 timer om ugen", "08.30–12.00", "09.00–13.30", "Gåtræning", "Sprog og spisning",
    "Børnehuset Ærtebjerg", "31.250,50 kr.", "420 kr.", "Lønseddel for august 2026",
    "Erklæring fra arbejdsgiver", "Dato: 1. september 2026", "Hun øver sig i at gå.")
"""What the letter says of what was typed."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(each) for each in arguments], standalone_mode=False)


def codes(done: Result) -> set[str]:
    return {each["code"] for each in json.loads(done.stdout)["problemer"]}


def answers(form: Any, wish: Mapping[str, str], person: Mapping[str, str] | None = None
            ) -> dict[str, Given]:
    """What somebody types, by the form's own names for it."""
    start = "periode.fra"
    event = next(name for name in form.fields if name.endswith(start)).removesuffix(start)
    found = {f"{event}{name}": said for name, said in wish.items()}
    if person is not None:
        found |= {f"parter.0.{name}": said for name, said in person.items()}
        found |= {**CHILD, f"{event}underskrifter.0.dato": "01-09-2026"}
    return dict(found)


def fill_in(blank: Path, target: Path, wish: Mapping[str, str],
            person: Mapping[str, str] | None = None) -> Path:
    data = blank.read_bytes()
    form = inspect(data)
    target.write_bytes(typed(data, form, answers(form, wish, person)))
    return target


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(found.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A form for anybody."""
    path = tmp_path / "blanket.pdf"
    assert run("forms", "blank", KIND, *KOMMUNE, "--out", path).return_value is None
    return path


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_a_parent_nobody_knows_to_a_letter(language: str, tmp_path: Path) -> None:
    blank, case, out = (tmp_path / name for name in ("blanket.pdf", "sag.json", "breve"))
    run("forms", "blank", KIND, *KOMMUNE, "--sprog", language, "--out", blank)
    filled = fill_in(blank, tmp_path / "udfyldt.pdf", {**WISH, **AS_WRITTEN[language]}, SIGNE)
    read = run("forms", "read", filled, "--sagsnummer", "26/1188", "--received", "2026-09-03",
               "--out", case)
    assert read.return_value == 0
    assert read.stdout.strip() == str(case)
    found = json.loads(case.read_text())
    assert found["sagsnummer"] == "26/1188"
    assert found["ansoegninger"][0]["modtaget"] == "2026-09-03"
    assert run("validate", case, "--kind", KIND, *KOMMUNE).return_value == 0
    assert not run("render", KIND, case, *KOMMUNE, "--out", out).return_value
    (letter,) = out.glob("*/*.pdf")
    printed = words(letter)
    assert [each for each in PRINTED if each not in printed] == []


def test_the_guides_own_commands_do_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder with nothing but the kommune's settings."""
    guide = (ROOT / "docs" / "vejledning.md").read_text(encoding="utf-8")
    block = guide.split("### Fra en udfyldt blanket til sagen")[1].split("```sh\n")[1].split("```")[0]
    shutil.copy(SAMPLES / "kommuner" / "solbaek.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    lines = block.strip().splitlines()
    assert len(lines) == 5
    for line in lines:
        if line.startswith("#"):
            fill_in(Path("blanket.pdf"), Path("udfyldt.pdf"), {**WISH, **AS_WRITTEN["da"]}, SIGNE)
        else:
            name, *asked = shlex.split(line)
            assert name == "hjemmetraening"
            done = run(*asked)
            assert not done.return_value, done.stderr
            assert done.exception is None
    assert len(list(Path("breve").glob("26%2F1188/*.pdf"))) == 1


def test_both_languages_say_the_same(tmp_path: Path) -> None:
    found = []
    for language, written in AS_WRITTEN.items():
        blank = tmp_path / f"{language}.pdf"
        run("forms", "blank", KIND, "--sprog", language, "--out", blank)
        filled = fill_in(blank, tmp_path / f"{language}-udfyldt.pdf", {**WISH, **written}, SIGNE)
        found.append(json.loads(run("forms", "read", filled, "--sagsnummer", "1").stdout))
    assert found[0] == found[1]


def test_from_a_parent_of_a_case_to_a_letter(tmp_path: Path) -> None:
    blank, case, out = (tmp_path / name for name in ("blanket.pdf", "sag.json", "breve"))
    run("forms", "blank", KIND, "--case", LIV, "--for", "mor", "--date", "2026-09-01", *KOMMUNE,
        "--out", blank)
    filled = fill_in(blank, tmp_path / "udfyldt.pdf", {**WISH, **AS_WRITTEN["da"]})
    read = run("forms", "read", filled, "--case", LIV, "--received", "2026-09-03", "--out", case)
    assert read.return_value == 0
    before, after = (json.loads(path.read_text()) for path in (LIV, case))
    event = after["ansoegninger"].pop()
    assert after == before
    assert (event["ansoeger"], event["modtaget"], event["timer_pr_uge"]) == ("mor", "2026-09-03", 7.5)
    assert run("validate", case, "--kind", KIND, *KOMMUNE).return_value == 0
    assert not run("render", KIND, case, *KOMMUNE, "--out", out).return_value
    (letter,) = out.glob("*/*.pdf")
    printed = words(letter)
    assert "Maja Havgaard" in printed
    assert [each for each in PRINTED[7:] if each not in printed] == []


def test_what_is_not_changed_is_not_told_as_changed(tmp_path: Path) -> None:
    blank = tmp_path / "blanket.pdf"
    run("forms", "blank", KIND, "--case", LIV, "--for", "far", "--date", "2026-09-01", "--out", blank,
        *KOMMUNE)
    filled = fill_in(blank, tmp_path / "udfyldt.pdf", {**WISH, **AS_WRITTEN["da"]})
    assert "felt-aendrer-sagen" not in codes(run("forms", "read", filled, "--case", LIV, "--json"))


def test_the_second_parent_is_not_written_over_the_first(blank: Path, tmp_path: Path) -> None:
    """Both have filled in the form for anybody, in which each is its first parent."""
    wish = {**WISH, **AS_WRITTEN["da"]}
    hers = fill_in(blank, tmp_path / "hendes.pdf", wish, SIGNE)
    his = fill_in(blank, tmp_path / "hans.pdf", wish, BO)
    first, both = tmp_path / "1.json", tmp_path / "2.json"
    assert run("forms", "read", hers, "--sagsnummer", "26/1188", "--out", first).return_value == 0
    assert run("forms", "read", his, "--case", first, "--out", both).return_value == 0
    found = json.loads(both.read_text())
    assert [(party["id"], party["navn"]) for party in found["parter"]] == [
        ("foraelder1", "Signe Enggaard"), ("foraelder2", "Bo Lund")]
    assert [event["ansoeger"] for event in found["ansoegninger"]] == ["foraelder1", "foraelder2"]
    assert found["ansoegninger"][1]["underskrifter"] == [{"part": "foraelder2", "dato": "2026-09-01"}]


def test_a_parent_who_is_known_is_the_same_parent(blank: Path, tmp_path: Path) -> None:
    case = json.loads(LIV.read_text())
    known = {**BO, "navn": case["parter"][1]["navn"], "cpr": case["parter"][1]["cpr"].replace("-", "")}
    data = blank.read_bytes()
    form = inspect(data)
    own = {**answers(form, {**WISH, **AS_WRITTEN["da"]}, known), "barn.navn": case["barn"]["navn"],
           "barn.cpr": case["barn"]["cpr"].replace("-", "")}
    filled = tmp_path / "udfyldt.pdf"
    filled.write_bytes(typed(data, form, own))
    done = run("forms", "read", filled, "--case", LIV, "--json")
    found = json.loads(done.stdout)["sag"]
    assert [party["id"] for party in found["parter"]] == [party["id"] for party in case["parter"]]
    assert found["ansoegninger"][-1]["ansoeger"] == "far"
    assert "felt-aendrer-sagen" in codes(done)  # the address


@pytest.mark.parametrize(("case", "code"), [(OSKAR, "andet-barn"), (LIV, "")])
def test_a_form_made_for_one_case_goes_into_no_other(case: Path, code: str, tmp_path: Path) -> None:
    blank, target = tmp_path / "blanket.pdf", tmp_path / "sag.json"
    run("forms", "blank", KIND, "--case", LIV, "--for", "mor", "--date", "2026-09-01", "--out", blank,
        *KOMMUNE)
    filled = fill_in(blank, tmp_path / "udfyldt.pdf", {**WISH, **AS_WRITTEN["da"]})
    done = run("forms", "read", filled, "--case", case, "--out", target, "--json")
    assert target.exists() == (not code)
    assert done.return_value == int(bool(code))
    assert not code or codes(done) == {code}


def test_a_form_of_a_sibling_goes_into_no_other_case(tmp_path: Path) -> None:
    """The same child as far as anybody can read, but the form knows which case it was made from."""
    case, blank = json.loads(LIV.read_text()), tmp_path / "blanket.pdf"
    run("forms", "blank", KIND, "--case", LIV, "--for", "mor", "--date", "2026-09-01", "--out", blank,
        *KOMMUNE)
    other = tmp_path / "anden.json"
    other.write_text(json.dumps({**case, "sagsnummer": "99/1"}))
    done = run("forms", "read", blank, "--case", other, "--json")
    assert codes(done) == {"blanket-anden-sag"}
    assert json.loads(done.stdout)["sag"] is None


def test_a_form_made_for_one_parent_is_not_the_others(tmp_path: Path) -> None:
    case, blank = json.loads(LIV.read_text()), tmp_path / "blanket.pdf"
    run("forms", "blank", KIND, "--case", LIV, "--for", "mor", "--date", "2026-09-01", "--out", blank,
        *KOMMUNE)
    case["parter"][0]["cpr"] = "020280-1234"
    other = tmp_path / "sag.json"
    other.write_text(json.dumps(case))
    assert codes(run("forms", "read", blank, "--case", other, "--json")) == {"blanket-anden-foraelder"}


def test_a_form_is_read_once(blank: Path, tmp_path: Path) -> None:
    filled = fill_in(blank, tmp_path / "udfyldt.pdf", {**WISH, **AS_WRITTEN["da"]}, SIGNE)
    case = tmp_path / "sag.json"
    run("forms", "read", filled, "--sagsnummer", "26/1188", "--received", "2026-09-03", "--out", case)
    done = run("forms", "read", filled, "--case", case, "--json")
    assert codes(done) == {"blanket-laest-foer"}
    assert done.return_value == 1


def test_an_answer_goes_to_the_hearing_it_answers(tmp_path: Path) -> None:
    """The case has got another hearing before it since the form was made."""
    blank, other = tmp_path / "blanket.pdf", tmp_path / "sag.json"
    run("forms", "blank", "hoeringssvar", "--case", LIV, "--for", "mor", "--nr", 1, "--out", blank,
        *KOMMUNE)
    case = json.loads(LIV.read_text())
    case["hoeringer"].insert(0, {**case["hoeringer"][1]})
    other.write_text(json.dumps(case))
    assert codes(run("forms", "read", blank, "--case", other, "--json")) == {"blanket-anden-hoering"}


def test_another_mapping_is_not_used_in_place_of_its_own(blank: Path, tmp_path: Path) -> None:
    other, mapping = tmp_path / "anden.pdf", tmp_path / "kobling.toml"
    run("forms", "blank", "hoeringssvar", "--out", other, "--map", mapping)
    assert codes(run("forms", "read", blank, "--map", mapping, "--json")) == {"blanket-anden-kobling"}
    assert "blanket-anden-kobling" not in codes(run("forms", "read", other, "--map", mapping, "--json"))


def test_a_form_made_for_a_case_is_read_with_it(tmp_path: Path) -> None:
    blank = tmp_path / "blanket.pdf"
    run("forms", "blank", KIND, "--case", LIV, "--for", "mor", "--out", blank, *KOMMUNE)
    assert "blanket-uden-sag" in codes(run("forms", "read", blank, "--json"))
    assert "blanket-uden-sag" not in codes(run("forms", "read", blank, "--case", LIV, "--json"))


def test_what_lacks_is_told_by_its_field_and_a_case_is_written_all_the_same(
        blank: Path, tmp_path: Path) -> None:
    wish = {**WISH, **AS_WRITTEN["da"], "ugeskema.1.til": "til middag"}
    filled, case = fill_in(blank, tmp_path / "udfyldt.pdf", wish, SIGNE), tmp_path / "sag.json"
    done = run("forms", "read", filled, "--sagsnummer", "1", "--out", case)
    assert done.return_value == 1
    assert "ugeskema.1.til" in done.stderr
    assert "til middag" not in done.stderr
    assert "til" not in json.loads(case.read_text())["ansoegninger"][0]["ugeskema"][1]


def test_filled_forms_are_validated_and_looked_through_for_what_is_due(
        blank: Path, tmp_path: Path) -> None:
    filled = fill_in(blank, tmp_path / "udfyldt.pdf", {**WISH, **AS_WRITTEN["da"]}, SIGNE)
    found = json.loads(run("validate", filled, "--kind", KIND, *KOMMUNE, "--json").stdout)
    grave = [each for each in found[0]["problemer"] if each["severity"] == "fejl"]
    assert [(each["path"], each["place"]) for each in grave] == [("sagsnummer", "felt sagsnummer")]
    done = run("due", filled, "--by", "2027-01-01", *KOMMUNE, "--json")
    assert done.return_value == 1
    assert "felt sagsnummer" in done.stderr


@pytest.mark.parametrize("more", [["--case", LIV, "--sagsnummer", "1"], ["--out", "sag.txt"]])
def test_options_that_do_not_go_together_are_told(blank: Path, more: list[object]) -> None:
    done = run("forms", "read", blank, *more)
    assert type(done.exception).__name__ == "UsageError"
