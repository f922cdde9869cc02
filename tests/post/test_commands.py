"""The post room by command: what is written, what is said, and with what it ends."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import group
from pipeline.post.memo_check import check
from tests.cases import GONE, ROOT, SAMPLES, case

KARLA = SAMPLES / "sager" / "karla-tre-aar.json"
SOLBAEK = SAMPLES / "kommuner" / "solbaek.toml"
FAR, MOR, LEV = (f"2026-09-25-afgoerelse-3-{who}" for who in ("far", "mor", "lev"))
FOLDER = "24%2F17342"


def render(folder: Path, *more: str, source: Path = KARLA, kommune: Path = SOLBAEK) -> Result:
    return CliRunner().invoke(group, [
        "render", "afgoerelse", str(source), "--kommune", str(kommune), "--out", str(folder / "breve"),
        "--format", "pdf", *more], standalone_mode=False, catch_exceptions=False)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def changed(folder: Path, name: str, changes: dict[str, Any]) -> Path:
    path = folder / "sag.json"
    path.write_text(json.dumps(case(name, changes), default=float), encoding="utf-8")
    return path


def test_paper_to_the_printer_and_messages_to_digital_post(tmp_path: Path) -> None:
    done = render(tmp_path, "--print-run", str(tmp_path / "print.pdf"),
                  "--digital-post", str(tmp_path / "post"))
    assert done.return_value == 0
    assert names(tmp_path / "post") == {f"{FOLDER}/{MOR}.xml", f"{FOLDER}/{LEV}.xml"}
    for path in (tmp_path / "post").rglob("*.xml"):
        assert check(path.read_bytes()) == ()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    listed = json.loads((tmp_path / "print.pdf.json").read_text(encoding="utf-8"))
    assert [row["stem"] for row in listed["breve"]] == [f"{FOLDER}/{FAR}"]
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        assert len(pdf.pages) == listed["sider"] == 4
    assert "Til Digital Post: 2 beskeder." in done.stderr
    assert "Til print: 1 breve på 2 ark." in done.stderr


def test_nothing_said_or_named_holds_a_number_of_a_person(tmp_path: Path) -> None:
    done = render(tmp_path, "--print-run", str(tmp_path / "print.pdf"), "--json",
                  "--digital-post", str(tmp_path / "post"))
    told = f"{done.stdout}{done.stderr}{names(tmp_path)}{(tmp_path / 'print.pdf.json').read_text()}"
    for person in (case("karla")["barn"], *case("karla")["parter"]):
        number = person.get("cpr")
        assert not number or (number not in told and re.sub(r"\D", "", number) not in told)
        assert person["navn"] not in told


def test_one_channel_alone(tmp_path: Path) -> None:
    done = render(tmp_path, "--channel", "brev", "--json")
    assert [row["kanal"] for row in json.loads(done.stdout)] == ["brev"]
    assert names(tmp_path / "breve") == {f"{FOLDER}/{FAR}.pdf"}


def test_on_one_side(tmp_path: Path) -> None:
    done = render(tmp_path, "--print-run", str(tmp_path / "print.pdf"), "--one-sided")
    assert done.return_value == 0
    assert "på 4 ark" in done.stderr


def test_a_number_that_is_missing_is_told_and_the_rest_is_made(tmp_path: Path) -> None:
    source = changed(tmp_path, "karla", {"parter[0].cpr": "721087-1358"})
    done = render(tmp_path, "--digital-post", str(tmp_path / "post"), source=source)
    assert done.return_value == 1
    assert "parter[0].cpr" in done.stderr
    assert "721087" not in done.stderr
    assert names(tmp_path / "post") == {f"{FOLDER}/{LEV}.xml"}
    assert len(names(tmp_path / "breve")) == 3


def test_what_awaits_approval_stays_and_the_reason_is_told(tmp_path: Path) -> None:
    source = changed(tmp_path, "karla", {
        f"afgoerelser[{place}].godkendt": GONE
        for place, event in enumerate(case("karla")["afgoerelser"])
        if event["brevdato"] == "2026-09-25"})
    done = render(tmp_path, "--digital-post", str(tmp_path / "post"), source=source)
    assert done.return_value == 0
    assert "Sendes ikke: 3. Brevet er et udkast" in done.stderr
    assert len(names(tmp_path / "breve")) == 3
    assert names(tmp_path / "post") == set()


def test_a_print_file_where_there_is_no_folder_is_the_machines(tmp_path: Path) -> None:
    from pipeline.errors import MachineError

    with pytest.raises(MachineError):
        render(tmp_path, "--print-run", str(tmp_path / "ikke" / "print.pdf"))


def test_letters_made_without_pdf_cannot_be_printed(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, [
        "render", "afgoerelse", str(KARLA), "--kommune", str(SOLBAEK), "--out", str(tmp_path / "breve"),
        "--format", "docx", "--print-run", str(tmp_path / "print.pdf")], standalone_mode=False)
    assert done.return_value == 1
    assert "Brevets PDF-fil findes ikke." in done.stderr


def test_every_code_of_the_post_room_is_on_the_page() -> None:
    page = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
    code = re.compile(r'"((?:print|memo)-[a-zæøå-]+)"')
    codes = {found for path in (ROOT / "pipeline" / "post").glob("*.py")
             for found in code.findall(path.read_text(encoding="utf-8"))}
    assert len(codes) >= 9
    assert [one for one in sorted(codes) if f"`{one}`" not in page] == []


def test_the_guide_tells_of_the_options() -> None:
    guide = (ROOT / "docs" / "vejledning.md").read_text(encoding="utf-8")
    for option in ("--print-run", "--digital-post", "--channel", "--one-sided", "`digital_post`"):
        assert option in guide


def test_the_samples_folder_is_left_alone(tmp_path: Path) -> None:
    shutil.copy(KARLA, tmp_path / "sag.json")
    render(tmp_path, "--print-run", str(tmp_path / "print.pdf"), source=tmp_path / "sag.json")
    assert (tmp_path / "sag.json").read_bytes() == KARLA.read_bytes()
