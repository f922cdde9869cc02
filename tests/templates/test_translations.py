"""templates check and templates translate: a kommune's own translations in step with its templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from pipeline.cli import group
from pipeline.errors import UsageError
from pipeline.resources import templates
from pipeline.templates.findings import Finding
from pipeline.templates.library import Library
from pipeline.templates.sources import sources_of
from pipeline.templates.translating import updated
from pipeline.templates.translations import findings
from pipeline.templateset import TemplateSet
from pipeline.translation.catalogs import language, read
from tests.translation.test_catalogs import own


def passage(folder: Path, *paragraphs: str) -> Path:
    """A folder whose closing passage has these paragraphs as well."""
    made = docx.Document(str(templates() / "blokke" / "hilsen.docx"))
    for words in paragraphs:
        made.add_paragraph(words)
    (folder / "blokke").mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "blokke" / "hilsen.docx"))
    return folder


def found(folder: Path) -> list[Finding]:
    chosen = TemplateSet((folder,))
    return list(findings(Library(sources_of(chosen.files().values(), None, chosen), chosen)))


def test_nobody_need_translate(tmp_path: Path) -> None:
    assert found(passage(tmp_path, "En ny sætning.")) == []


def test_sentences_without_a_translation_are_counted_at_the_first(tmp_path: Path) -> None:
    folder = own(passage(tmp_path, "Navn", "En ny sætning.", "Og {{ barn.navn }} igen."), "en",
                 ("Venlig hilsen", "Best wishes"))
    (finding,) = found(folder)
    assert (finding.code, finding.severity) == ("oversaettelse-mangler", "advarsel")
    assert finding.spot.file == "blokke/hilsen.docx"
    assert finding.spot.words == "En ny sætning."
    assert str(finding.message).startswith("2 sætninger er ikke oversat til en")


def test_a_translation_that_would_break_a_letter_is_an_error(tmp_path: Path) -> None:
    folder = own(passage(tmp_path, "Hej {{ barn.navn }}!"), "en", ("Hej {barn.navn}!", "Hello!"))
    (finding,) = found(folder)
    assert (finding.code, finding.severity) == ("oversaettelse-passer-ikke", "fejl")
    assert finding.spot.file == "oversaettelser/en.po"
    assert finding.spot.words == "Hej {barn.navn}!"


def test_translations_that_nobody_uses_are_counted(tmp_path: Path) -> None:
    folder = own(passage(tmp_path, "Ny."), "en", ("Ny.", "New."), ("Gammel.", "Old."),
                 ("Navn", "Called"))
    (finding,) = found(folder)
    assert (finding.code, finding.severity) == ("oversaettelse-ubrugt", "advarsel")
    assert str(finding.message).startswith("1 ")


def test_a_sentence_that_cannot_be_translated_is_told(tmp_path: Path) -> None:
    folder = own(passage(tmp_path, "Et {% if barn %}afsnit", "og et til{% endif %}."), "en",
                 ("Navn", "Called"))
    assert [(finding.code, finding.severity) for finding in found(folder)] == [
        ("saetning-kan-ikke-oversaettes", "advarsel")] * 2


def test_a_file_that_is_no_catalog_is_told(tmp_path: Path) -> None:
    folder = own(passage(tmp_path), "en")
    (folder / "oversaettelser" / "en.po").write_bytes(b"\xff\xfe")
    (finding,) = found(folder)
    assert finding.code == "oversaettelse-ulaeselig"
    assert finding.spot.path == "oversaettelser/en.po"


def test_the_built_in_set_has_nothing_to_tell() -> None:
    assert list(findings(Library(sources_of([templates()], None, None), None))) == []


def run(*args: str) -> Any:
    return CliRunner().invoke(group, list(args), standalone_mode=False)


def test_check_tells_of_translations(tmp_path: Path) -> None:
    folder = own(passage(tmp_path, "Hej {{ barn.navn }}!"), "en", ("Hej {barn.navn}!", "Hello!"))
    done = run("templates", "check", "--templates", str(folder), "--json")
    assert done.return_value == 3
    assert "oversaettelse-passer-ikke" in {each["code"] for each in json.loads(done.stdout)}


def test_translate_writes_what_is_missing_and_keeps_what_is_there(tmp_path: Path) -> None:
    folder = own(passage(tmp_path, "Navn", "Ny {{ barn.navn }}.", "Kendt."), "en",
                 ("Kendt.", "Known."), ("Gammel.", "Old."), ("Venlig hilsen", "Best wishes"))
    done = run("templates", "translate", "--templates", str(folder), "--json")
    target = folder / "oversaettelser" / "en.po"
    assert json.loads(done.stdout) == {"fil": str(target), "saetninger": 3, "mangler": 1}
    assert "#: blokke/hilsen.docx" in target.read_text(encoding="utf-8")
    assert dict(read("en.po", target.read_bytes(), "en").sentences) == {
        "Kendt.": "Known.", "Venlig hilsen": "Best wishes"}
    assert 'msgid "Ny {barn.navn}."\nmsgstr ""' in target.read_text(encoding="utf-8")
    assert [finding.code for finding in found(folder)] == ["oversaettelse-mangler"]
    again = target.read_bytes()
    run("templates", "translate", "--templates", str(folder))
    assert target.read_bytes() == again


def test_a_new_language_begins_with_everything_letters_can_say(tmp_path: Path) -> None:
    folder = passage(tmp_path, "Vores egen sætning.")
    made = updated(TemplateSet((folder,)), "pl")
    assert made.path == folder / "oversaettelser" / "pl.po"
    assert made.lacking == made.sentences == len(language("en").catalog) + 1
    assert b'"Language: pl\\n"' in made.data


@pytest.mark.parametrize(("own_folders", "code", "wrong"), [
    ((), "en", "skabelonmappe-mangler"), ((templates(),), "xx", "ukendt-sprog"),
    ((templates(),), "../x", "ukendt-sprog")])
def test_what_cannot_be_translated_is_refused(
    own_folders: tuple[Path, ...], code: str, wrong: str,
) -> None:
    with pytest.raises(UsageError) as caught:
        updated(TemplateSet(own_folders), code)
    assert [problem.code for problem in caught.value.problems] == [wrong]
