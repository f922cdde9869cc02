"""Which languages there are, and whose translation wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import TemplateError, UsageError
from pipeline.translation.catalogs import language, languages

HEAD = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def own(folder: Path, code: str, *pairs: tuple[str, str], locale: str = "", more: str = "") -> Path:
    """A folder of templates with a catalog of its own."""
    target = folder / "oversaettelser" / f"{code}.po"
    target.parent.mkdir(parents=True, exist_ok=True)
    entries = "".join(f'msgid "{danish}"\nmsgstr "{other}"\n\n' for danish, other in pairs)
    target.write_text(HEAD.format(locale or code) + entries + more, encoding="utf-8")
    return folder


def test_english_is_british_and_comes_with_the_package() -> None:
    assert set(languages()) == {"en"}
    english = language("en")
    assert (english.code, english.locale, english.tag) == ("en", "en_GB", "en-GB")
    assert english.words("Revurdering af hjemmetræning") == "Re-evaluation of home training"


def test_a_kommunes_own_words_win_sentence_by_sentence(tmp_path: Path) -> None:
    first = own(tmp_path / "a", "en", ("Venlig hilsen", "Best wishes"))
    found = language("en", first)
    assert found.words("Venlig hilsen") == "Best wishes"
    assert found.words("Om mig") == language("en").words("Om mig") != "Om mig"
    assert found.locale == "en_GB"
    assert found != language("en")


def test_a_language_of_ones_own(tmp_path: Path) -> None:
    found = language("pl", own(tmp_path, "pl", ("Venlig hilsen", "Z poważaniem")))
    assert found.words("Venlig hilsen") == "Z poważaniem"
    assert found.filters["tal"](1234.5).replace("\u00a0", " ") == "1 234,5"


@pytest.mark.parametrize("code", ["fr", "da", "", "../en"])
def test_an_unknown_language_is_refused_naming_those_there_are(code: str) -> None:
    with pytest.raises(UsageError) as caught:
        language(code)
    (problem,) = caught.value.problems
    assert problem.code == "ukendt-sprog"
    assert "en" in str(problem.remedy)


def test_what_a_translator_is_unsure_of_is_not_used(tmp_path: Path) -> None:
    fuzzy = '#, fuzzy\nmsgid "Om mig"\nmsgstr "About we"\n'
    found = language("en", own(tmp_path, "en", ("Navn", ""), more=fuzzy))
    assert found.words("Om mig") == "About me"
    assert found.words("Navn") == "Name"


@pytest.mark.parametrize("content", [b"msgid \"a\nx", b"\xff\xfe\x00", HEAD.format("qq_QQ").encode()])
def test_a_file_that_is_no_catalog_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    folder = own(tmp_path, "en")
    (folder / "oversaettelser" / "en.po").write_bytes(content)
    with pytest.raises(TemplateError) as caught:
        language("en", folder)
    assert [problem.code for problem in caught.value.problems] == ["oversaettelse-ulaeselig"]
    assert "en.po" in caught.value.problems[0].path


def test_a_changed_catalog_is_read_again(tmp_path: Path) -> None:
    folder = own(tmp_path, "en", ("Navn", "First"))
    before = language("en", folder)
    own(tmp_path, "en", ("Navn", "Another one"))
    after = language("en", folder)
    assert (before.words("Navn"), after.words("Navn")) == ("First", "Another one")
    assert before.key != after.key
