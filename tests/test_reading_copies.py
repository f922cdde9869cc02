"""Reading copies: beside the letter, never in its place, saying the same in another language."""

from __future__ import annotations

import functools
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from babel import Locale
from click.testing import CliRunner

from pipeline import produce
from pipeline.cli import group
from pipeline.docx.package import Docx
from pipeline.errors import UsageError
from pipeline.facts import as_context
from pipeline.flow import Produced
from pipeline.key import render_key
from pipeline.letters import Letter, checked, prepared, reading_copy
from pipeline.output import write
from pipeline.pdf.proof.text import docx_paragraphs
from pipeline.post.memo import message
from pipeline.post.plan import entry, plan
from pipeline.post.print_run import write as print_out
from pipeline.tools import template_of
from pipeline.translation.catalogs import language
from pipeline.translation.formats import filters
from pipeline.translation.language import Language
from pipeline.translation.syntax import escaped, tokens
from tests.conftest import SAMPLES, job_for, sample, sample_kinds, settings
from tests.test_golden import outline

GOLDEN = Path(__file__).parent / "golden_en"
CASE = "alma-to-hjem"


@functools.cache
def letters(name: str = CASE, kind: str = "revurdering", *languages: str) -> tuple[Produced, ...]:
    sag = sample(name)
    return produce(sag, job_for(sag, kind, reading_copies=languages))


def told(data: bytes) -> str:
    return "\n".join(docx_paragraphs(Docx.read(data)))


def test_each_letter_has_its_copy_beside_it() -> None:
    for letter in letters(CASE, "revurdering", "en"):
        assert list(letter.files) == ["docx", "pdf", "-laes-en.docx", "-laes-en.pdf"]
        assert "Re-evaluation of home training" in told(letter.files["-laes-en.docx"])


def test_the_letter_itself_is_the_same_as_without() -> None:
    with_copy, without = letters(CASE, "revurdering", "en"), letters()
    for one, other in zip(with_copy, without, strict=True):
        assert (one.stem, one.title, one.pages) == (other.stem, other.title, other.pages)
        assert {name: one.files[name] for name in other.files} == other.files


def test_only_the_formats_asked_for_are_made() -> None:
    sag = sample(CASE)
    (letter, *_) = produce(sag, job_for(sag, "revurdering", formats=("docx",), reading_copies=("en",)))
    assert list(letter.files) == ["docx", "-laes-en.docx"]
    assert letter.pages is None


def test_the_pdf_says_what_it_is_in_its_readers_language() -> None:
    for letter in letters(CASE, "revurdering", "en"):
        document = pdfium.PdfDocument(letter.files["-laes-en.pdf"])
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        assert all("Unofficial reading copy" in page for page in pages)
        assert "The Danish document is the one that applies." in " ".join(pages[0].split())
        assert document.get_metadata_value("Title") == (
            "Re-evaluation of home training, case 24/20917 (unofficial reading copy)")
        with pikepdf.open(io.BytesIO(letter.files["-laes-en.pdf"])) as made:
            assert str(made.Root.Lang) == "en-GB"


def test_the_same_copy_every_time() -> None:
    sag = sample(CASE)
    again = produce(sag, job_for(sag, "revurdering", reading_copies=("en",)))
    assert [dict(one.files) for one in again] == [
        dict(one.files) for one in letters(CASE, "revurdering", "en")]


def test_an_unknown_language_makes_nothing() -> None:
    with pytest.raises(UsageError) as caught:
        letters(CASE, "revurdering", "fr")
    assert [problem.code for problem in caught.value.problems] == ["ukendt-sprog"]


def test_the_run_key_tells_copies_and_catalogs_apart(tmp_path: Path) -> None:
    sag = sample(CASE)
    own = tmp_path / "oversaettelser" / "en.po"
    own.parent.mkdir()
    keys = [render_key(sag, job_for(sag, "revurdering", templates=tmp_path)),
            render_key(sag, job_for(sag, "revurdering", templates=tmp_path, reading_copies=("en",)))]
    for words in ("Best wishes", "Kind regards"):
        own.write_text(f'msgid ""\nmsgstr "Language: en_GB\\n"\n\nmsgid "Venlig hilsen"\n'
                       f'msgstr "{words}"\n', encoding="utf-8")
        keys.append(render_key(sag, job_for(sag, "revurdering", templates=tmp_path,
                                            reading_copies=("en",))))
    assert len(set(keys)) == 4


def test_a_kommunes_own_words_are_in_the_copy(tmp_path: Path) -> None:
    own = tmp_path / "oversaettelser" / "en.po"
    own.parent.mkdir()
    own.write_text('msgid ""\nmsgstr "Language: en_GB\\n"\n\nmsgid "Venlig hilsen"\n'
                   'msgstr "Warm wishes"\n', encoding="utf-8")
    sag = sample(CASE)
    (letter, *_) = produce(sag, job_for(sag, "revurdering", formats=("docx",), templates=tmp_path,
                                        reading_copies=("en",)))
    assert "Warm wishes" in told(letter.files["-laes-en.docx"])
    assert "Venlig hilsen" in told(letter.files["docx"])


def test_the_copy_is_never_printed_or_sent(tmp_path: Path) -> None:
    sag = sample(CASE)
    made = letters(CASE, "revurdering", "en")
    entries = [entry(sag.data, settings(), letter) for letter in made]
    for letter in made:
        write(tmp_path, letter.stem, letter.files)
    run = print_out(plan(entries, None), lambda path: (tmp_path / path).read_bytes(),
                    tmp_path / "print.pdf", duplex=False)
    assert run.pages == sum(letter.pages or 0 for letter in made)
    printed = pdfium.PdfDocument((tmp_path / "print.pdf").read_bytes())
    assert not any("Unofficial" in printed[number].get_textpage().get_text_range()
                   for number in range(len(printed)))
    for letter, alone in zip(made, letters(), strict=True):
        assert message(sag.data, settings(), letter) == message(sag.data, settings(), alone)


FORMS = {"field": "{%s}", "control": "{%s}", "open": "<%s>", "close": "</%s>", "thing": "<%s/>"}


@functools.cache
def pseudo() -> Language:
    """A language in which every word of ours is "xx": what is left is a value, or was forgotten."""
    catalog = {}
    for danish in language("en").catalog:
        catalog[danish] = "".join(
            escaped(re.sub(r"[^\W\d_]+", "xx", value)) if kind == "text" else FORMS[kind] % value
            for kind, value in tokens(danish))
    plain = Language("xx", "en_GB", {}, catalog, "xx")
    return Language("xx", "en_GB", filters("en_GB", plain.words), catalog, "xx")


def words_in(value: Any) -> Iterator[str]:
    """Every word of the texts in a case or its settings."""
    if isinstance(value, dict):
        for item in value.values():
            yield from words_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from words_in(item)
    elif isinstance(value, str):
        yield from words_of(value)


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]


ENGLISH = {word for names in (Locale("en").months["format"]["wide"], Locale("en").days["format"]["wide"],
                              Locale("en").months["format"]["abbreviated"])
           for name in names.values() for word in words_of(name)} | {
    "dkk", "hours", "hour", "and", "xx", "sept"}


def copies(name: str, kind: str, into: Language) -> Iterator[tuple[Letter, Letter]]:
    sag = sample(name)
    job = job_for(sag, kind)
    case, own, _ = checked(sag, job)
    for letter in prepared(case, own, job):
        yield letter, reading_copy(letter, into)


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_every_word_that_is_not_the_cases_own_is_translated(name: str, kind: str) -> None:
    into, sag = pseudo(), sample(name)
    values = {*words_in(sag.data), *words_in(settings()), *ENGLISH}
    for _, copy in copies(name, kind, into):
        made = template_of(copy.kind, copy.author, None, into).render(copy.context)
        left = {word for line in docx_paragraphs(made) for word in words_of(line)} - values
        assert {word for word in left if not word.endswith("xx")} == set()


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_the_copy_is_made_of_what_its_reader_may_see(name: str, kind: str) -> None:
    for letter, copy in copies(name, kind, language("en")):
        assert copy.view.sag is letter.view.sag
        assert copy.view.events is letter.view.events
        assert copy.view.recipient == letter.view.recipient
        assert set(as_context(copy.view, copy.facts)) == set(as_context(letter.view, letter.facts))
        assert [type(fact.value) for fact in copy.facts] == [type(fact.value) for fact in letter.facts]


FIRST = {kind: name for name, kind in reversed(sample_kinds())}


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_copies_read_as_before(kind: str, request: pytest.FixtureRequest) -> None:
    sag = sample(FIRST[kind])
    (letter, *_) = produce(sag, job_for(sag, kind, nr=1, formats=("docx",), reading_copies=("en",)))
    actual, path = outline(Docx.read(letter.files["-laes-en.docx"])), GOLDEN / f"{kind}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8")
    assert path.exists(), f"no golden file {path.name}: run make golden and read it"
    assert actual == path.read_text(encoding="utf-8")


def run(*args: str) -> Any:
    return CliRunner().invoke(group, list(args), standalone_mode=False)


ALMA = str(SAMPLES / "sager" / f"{CASE}.json")
SOLBAEK = str(SAMPLES / "kommuner" / "solbaek.toml")


def test_render_makes_the_copies_and_lists_their_files(tmp_path: Path) -> None:
    done = run("render", "revurdering", ALMA, "--kommune", SOLBAEK, "--out", str(tmp_path),
               "--reading-copy", "en", "--reading-copy", "en", "--json")
    assert done.return_value == 0
    (first, *_) = json.loads(done.stdout)
    names = [Path(path).name for path in first["filer"]]
    assert names == [f"2026-02-10-revurdering-mor{end}" for end in (
        ".docx", ".pdf", "-laes-en.docx", "-laes-en.pdf")]
    assert all(Path(path).is_file() for path in first["filer"])


@pytest.mark.parametrize("command", [
    ["render", "revurdering", ALMA], ["batch", ALMA, "--kind", "revurdering"]])
def test_an_unknown_language_is_wrong_use(command: list[str], tmp_path: Path) -> None:
    done = run(*command, "--kommune", SOLBAEK, "--out", str(tmp_path), "--reading-copy", "fr")
    assert isinstance(done.exception, UsageError)
    assert done.exception.exit_code == 2
    assert not list(tmp_path.rglob("*.docx"))


def test_batch_makes_keeps_and_checks_the_copies(tmp_path: Path) -> None:
    asked = ["batch", ALMA, "--kind", "revurdering", "--kommune", SOLBAEK, "--out", str(tmp_path),
             "--workers", "1", "--format", "docx"]
    assert run(*asked).return_value == 0
    assert not list(tmp_path.rglob("*-laes-en.docx"))
    assert run(*asked, "--reading-copy", "en").return_value == 0
    found = sorted(path.name for path in tmp_path.rglob("*-laes-en.docx"))
    assert found == [f"2026-02-10-revurdering-{who}-laes-en.docx" for who in ("far", "mor")]
    assert run("batch", "--check", str(tmp_path)).return_value == 0
    next(tmp_path.rglob("*mor-laes-en.docx")).unlink()
    assert run("batch", "--check", str(tmp_path)).return_value == 1
    assert run(*asked, "--reading-copy", "en").return_value == 0
    assert len(list(tmp_path.rglob("*-laes-en.docx"))) == 2
