"""The print file: whose pages are where, front sides, parts, and what is left out by name."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from pipeline.errors import MachineError
from pipeline.post import sheets
from pipeline.post.plan import Entry, plan
from pipeline.post.print_run import PrintRun, write
from tests.post.letters import decisions, entry_for, files


def entries() -> tuple[Entry, ...]:
    return plan([entry_for(letter) for letter in decisions()], "brev")


def merged(folder: Path, data: Mapping[str, bytes] | None = None, **options: Any) -> PrintRun:
    found = files(decisions()) if data is None else data
    return write(entries(), found.get, folder / "print.pdf", **options)


def texts(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def made_with(change: Any) -> bytes:
    """A one-page PDF after a change."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    options = change(pdf) or {}
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def test_every_letter_is_where_the_index_says_and_begins_on_a_front(tmp_path: Path) -> None:
    run = merged(tmp_path)
    found = texts(tmp_path / "print.pdf")
    assert run.files == ("print.pdf",)
    assert len(run.letters) == len(decisions()) == 9
    assert run.pages == len(found) == run.letters[-1].last + run.letters[-1].last % 2
    for letter in run.letters:
        data = files(decisions())[letter.entry.pdf]
        assert found[letter.first - 1:letter.last] == texts_of(data)
        assert letter.first % 2 == 1
        assert letter.sheets == (letter.last - letter.first) // 2 + 1


def texts_of(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def test_the_back_of_a_last_sheet_is_empty_and_as_large_as_its_front(tmp_path: Path) -> None:
    run = merged(tmp_path)
    odd = [letter for letter in run.letters if (letter.last - letter.first) % 2 == 0]
    assert len(odd) >= 3
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        for letter in odd:
            front, back = pdf.pages[letter.last - 1], pdf.pages[letter.last]
            assert list(back.mediabox) == list(front.mediabox)
            assert back.Contents.read_bytes() == b"/Artifact BMC EMC"
    found = texts(tmp_path / "print.pdf")
    assert {found[letter.last] for letter in odd} == {""}


def test_on_one_side_there_are_no_empty_pages(tmp_path: Path) -> None:
    run = merged(tmp_path, duplex=False)
    assert run.sheets == run.pages == sum(letter.pages or 0 for letter in decisions())
    assert all(texts(tmp_path / "print.pdf"))


def test_a_bookmark_for_each_letter_by_document_case_and_id(tmp_path: Path) -> None:
    run = merged(tmp_path)
    with pikepdf.open(tmp_path / "print.pdf") as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        pages = [pdf.pages.index(pikepdf.Page(item.destination[0])) + 1 for item in outline.root]
    assert titles == [f"{one.entry.title} ({one.entry.recipient})" for one in run.letters]
    assert pages == [one.first for one in run.letters]
    assert titles[0] == "Afgørelse om tabt arbejdsfortjeneste, sag 22/14873 (far)"


def test_it_says_of_itself_that_it_is_for_print_and_keeps_nothing_else(tmp_path: Path) -> None:
    merged(tmp_path)
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Til print"}
        assert str(pdf.Root.Lang) == "da"
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/PageMode", "/ViewerPreferences",
                                        "/Outlines"}
        for page in pdf.pages:
            assert not {"/StructParents", "/Annots", "/AA", "/Metadata", "/AF"} & set(page.obj.keys())


def test_the_index_for_programs_and_for_people(tmp_path: Path) -> None:
    run = merged(tmp_path)
    listed = json.loads((tmp_path / "print.pdf.json").read_text(encoding="utf-8"))
    assert (listed["sider"], listed["ark"], listed["filer"]) == (run.pages, run.sheets, ["print.pdf"])
    rows = list(csv.DictReader(
        io.StringIO((tmp_path / "print.pdf.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [{**row, "foerste_side": int(row["foerste_side"]), "sidste_side": int(row["sidste_side"]),
             "ark": int(row["ark"])} for row in rows] == listed["breve"]
    assert listed["breve"][0] == {
        "fil": "print.pdf", "stem": run.letters[0].entry.stem, "modtager": "far",
        "dokument": "afgoerelse", "titel": run.letters[0].entry.title, "foerste_side": 1,
        "sidste_side": 3, "ark": 2}


def test_the_same_letters_give_the_same_bytes(tmp_path: Path) -> None:
    names = ("print.pdf", "print.pdf.json", "print.pdf.csv")
    merged(tmp_path)
    first = [(tmp_path / name).read_bytes() for name in names]
    merged(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in names] == first


def test_only_the_owner_may_read_it_and_nothing_else_is_left(tmp_path: Path) -> None:
    merged(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "print.pdf", "print.pdf.json", "print.pdf.csv"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_three_hundred_letters_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_LETTERS", 120)
    data = files(decisions())
    many = [replace(entry_for(letter), stem=f"{number}/{letter.stem}") for number in range(34)
            for letter in decisions()][:300]
    run = write(many, lambda path: data[path.partition("/")[2]], tmp_path / "print.pdf")
    assert run.files == ("print-1.pdf", "print-2.pdf", "print-3.pdf")
    assert [letter.entry for letter in run.letters] == many
    assert [sum(letter.file == name for letter in run.letters) for name in run.files] == [120, 120, 60]
    pages = 0
    for name in run.files:
        with pikepdf.open(tmp_path / name) as pdf, pdf.open_outline() as outline:
            pages += len(pdf.pages)
            assert len(outline.root) == sum(letter.file == name for letter in run.letters)
        assert next(one.first for one in run.letters if one.file == name) == 1
    assert pages == run.pages


def test_parts_are_full_by_size_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 100_000)
    assert len(merged(tmp_path).files) > 1


def test_what_an_earlier_run_left_is_gone_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("print-9.pdf", "andet.pdf"):
        (tmp_path / name).write_bytes(b"ikke vores")
    monkeypatch.setattr(sheets, "MOST_LETTERS", 4)
    assert len(merged(tmp_path).files) == 3
    monkeypatch.undo()
    merged(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "print.pdf", "print.pdf.json", "print.pdf.csv", "print-9.pdf", "andet.pdf"}


@pytest.mark.parametrize("named", [["../andet.pdf", "/etc/passwd", 3], "x", None])
def test_an_index_that_is_not_ours_removes_nothing(tmp_path: Path, named: Any) -> None:
    inner = tmp_path / "ud"
    inner.mkdir()
    (tmp_path / "andet.pdf").write_bytes(b"x")
    (inner / "print.pdf.json").write_text(json.dumps({"filer": named}))
    merged(inner)
    assert (tmp_path / "andet.pdf").exists()


def test_nothing_to_print_is_an_empty_index(tmp_path: Path) -> None:
    merged(tmp_path)
    run = write([], {}.get, tmp_path / "print.pdf")
    assert (run.files, run.pages, run.sheets) == ((), 0, 0)
    assert not (tmp_path / "print.pdf").exists()
    assert json.loads((tmp_path / "print.pdf.json").read_text())["breve"] == []


def locked(pdf: pikepdf.Pdf, user: str = "") -> dict[str, Any]:
    return {"encryption": pikepdf.Encryption(owner="hemmeligt", user=user)}


def layered(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array())


BAD: Mapping[str, tuple[Callable[[], bytes | None], str]] = {
    "gone": (lambda: None, "print-mangler"),
    "empty": (lambda: b"", "print-ulaeselig"),
    "cut": (lambda: b"%PDF-1.7 intet mere", "print-ulaeselig"),
    "a password": (lambda: made_with(lambda pdf: locked(pdf, "hemmeligt")), "print-laast"),
    "an owner's password": (lambda: made_with(locked), "print-laast"),
    "a page more": (lambda: made_with(lambda pdf: pdf.add_blank_page() and None), "print-sidetal"),
    "layers": (lambda: made_with(layered), "print-lag"),
    "no page": (lambda: made_with(lambda pdf: pdf.pages.__delitem__(0)), "print-ulaeselig"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_letter_that_cannot_be_printed_is_named_and_the_rest_is_printed(
    tmp_path: Path, what: str
) -> None:
    data, code = BAD[what][0](), BAD[what][1]
    bad = next(letter for letter in decisions() if letter.pages == 1)
    alone = merged(tmp_path)
    run = merged(tmp_path, {key: value for key, value in {
        **files(decisions()), f"{bad.stem}.pdf": data}.items() if value is not None})
    assert [(problem.code, problem.path) for problem in run.problems] == [(code, f"{bad.stem}.pdf")]
    assert [one.entry for one in run.letters] == [
        one.entry for one in alone.letters if one.entry.stem != bad.stem]
    assert run.pages == alone.pages - 2
    listed = json.loads((tmp_path / "print.pdf.json").read_text(encoding="utf-8"))
    assert listed["mangler"] == [f"{bad.stem}.pdf"]


def test_what_a_foreign_file_brings_with_it_stays_behind(tmp_path: Path) -> None:
    def burdened(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        page.Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.dk/hemmeligt")))])
        pdf.attachments["sag.json"] = b'{"hemmeligt": 1}'
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)")

    one = Entry("1/brev", "mor", "afgoerelse", "Afgørelse, sag 1", 1, "brev", "ukendt")
    run = write([one], {"1/brev.pdf": made_with(burdened)}.get, tmp_path / "print.pdf")
    assert not run.problems
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        everything = b"".join(thing.unparse(resolved=True) for thing in pdf.objects)
        assert not pdf.attachments
    for word in (b"hemmeligt", b"alert", b"JavaScript", b"example.dk"):
        assert word not in everything


def test_what_is_filled_in_on_a_page_is_printed(tmp_path: Path) -> None:
    def filled(pdf: pikepdf.Pdf) -> None:
        look = pikepdf.Stream(pdf, b"0 0 40 40 re f", Type=pikepdf.Name.XObject,
                              Subtype=pikepdf.Name.Form, BBox=[0, 0, 40, 40])
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[100, 100, 140, 140], F=4,
            AP=pikepdf.Dictionary(N=look)))])

    one = Entry("1/brev", "mor", "afgoerelse", "Afgørelse, sag 1", 1, "brev", "ukendt")
    write([one], {"1/brev.pdf": made_with(filled)}.get, tmp_path / "print.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    picture = pdf[0].render(grayscale=True).to_numpy()
    pdf.close()
    assert (picture < 128).sum() >= 1000


def test_a_page_on_its_side_has_such_a_back(tmp_path: Path) -> None:
    def turned(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[0].obj.MediaBox = [0, 0, 300, 400]

    one = Entry("1/brev", "mor", "afgoerelse", "Afgørelse, sag 1", 1, "brev", "ukendt")
    write([one], {"1/brev.pdf": made_with(turned)}.get, tmp_path / "print.pdf")
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        assert [(list(page.mediabox), page.obj.Rotate) for page in pdf.pages] == [
            ([0, 0, 300, 400], 90)] * 2


def test_a_folder_that_is_not_there_is_the_machines(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as error:
        merged(tmp_path / "findes" / "ikke")
    assert [problem.code for problem in error.value.problems] == ["kan-ikke-skrive"]
