"""--encrypt: who lacks the password reads nothing, and whoever has it reads as before."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline import Job, Produced, produce
from pipeline.errors import DataError, UsageError
from pipeline.locking import locked
from pipeline.passwords import LONGEST, Password, checked
from pipeline.pdf.encrypted import encrypted, opens
from tests.batch.families import digests, jsonl
from tests.conftest import ROOT, job_for, sample
from tests.test_cli import ALMA, SOLBAEK, command

WORDS = "kaffe lampe østers cykel"
OTHER = "en helt anden sætning 2"
VARIABLE = "HJEMMETRAENING_PASSWORD"
PASSWORD = checked(WORDS)


@pytest.fixture(scope="module")
def letter() -> Produced:
    sag = sample("alma-to-hjem")
    return produce(sag, job_for(sag, "revurdering", formats=("pdf",)))[0]


def words_of(data: bytes, password: str | None = None) -> str:
    document = pdfium.PdfDocument(data, password=password)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words


@pytest.mark.parametrize(("words", "code"), [
    ("", "kodeord-kort"), ("kort", "kodeord-kort"), ("elleve tegn", "kodeord-kort"),
    ("aaaaaaaaaaaaaaaa", "kodeord-kort"), ("abababababab", "kodeord-kort"),
    ("to linjer\nher altså", "kodeord-tegn"), ("nul\0tegn og mere til", "kodeord-tegn"),
    ("abcdefghijklm" * 10, "kodeord-langt"), ("æøåabcdefg" * 10, "kodeord-langt")])
def test_a_password_that_will_not_do_is_refused_without_repeating_it(words: str, code: str) -> None:
    with pytest.raises(DataError) as refused:
        checked(words)
    (problem,) = refused.value.problems
    assert problem.code == code
    told = f"{problem.message} {problem.remedy}"
    assert not words or words not in told


def test_a_password_is_never_shown() -> None:
    assert WORDS not in f"{PASSWORD!r} {PASSWORD} {[PASSWORD]}"
    assert len(checked("x1y2z" * 25).words.encode()) == 125 <= LONGEST


def test_the_same_letters_typed_on_another_machine_open_it(letter: Produced) -> None:
    assert checked("kaffe lampe o\u0308sters a\u030angstrøm") == checked("kaffe lampe östers ångstrøm")


def test_without_the_password_nothing_is_read(letter: Produced) -> None:
    data = encrypted(letter.files["pdf"], PASSWORD)
    for wrong in (None, "", OTHER, WORDS.upper()):
        with pytest.raises(pdfium.PdfiumError):
            words_of(data, wrong)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    number = sample("alma-to-hjem").data["sagsnummer"].encode()
    assert number in letter.files["pdf"]  # its metadata say so in plain
    assert number not in data
    assert b"pdfaid" not in data


def test_with_it_the_same_is_read_and_read_aloud(letter: Produced) -> None:
    plain = letter.files["pdf"]
    data = encrypted(plain, PASSWORD)
    assert words_of(data, WORDS) == words_of(plain)
    with pikepdf.open(io.BytesIO(data), password=WORDS) as pdf, pikepdf.open(io.BytesIO(plain)) as was:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert {str(pdf.encryption.stream_method), str(pdf.encryption.string_method)} == {
            "EncryptionMethod.aesv3"}
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        assert pdf.allow.print_highres
        assert pdf.Root.MarkInfo == was.Root.MarkInfo
        assert pdf.Root.Lang == was.Root.Lang
        assert len(list(pdf.Root.StructTreeRoot.K)) == len(list(was.Root.StructTreeRoot.K))
        before, after = (one.open_metadata() for one in (was, pdf))
        assert before["pdfaid:part"] == "2"
        assert not [key for key in after if "/pdfa/ns/id/" in key]
        assert after["pdfuaid:part"] == before["pdfuaid:part"] == "1"
        assert after["dc:title"] == before["dc:title"]


def test_two_copies_are_not_alike_and_each_opens(letter: Produced) -> None:
    one, other = (encrypted(letter.files["pdf"], PASSWORD) for _ in range(2))
    assert one != other
    assert opens(one, PASSWORD)
    assert opens(other, PASSWORD)
    assert not opens(one, Password(OTHER))
    assert not opens(letter.files["pdf"], PASSWORD)
    assert not opens(b"", PASSWORD)


def test_an_attached_file_is_encrypted_with_the_rest(letter: Produced) -> None:
    holder = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter.files["pdf"])) as pdf:
        pdf.attachments["sag.json"] = pikepdf.AttachedFileSpec(pdf, b'{"navn": "hemmeligt"}')
        pdf.save(holder, compress_streams=False)
    assert b"hemmeligt" in holder.getvalue()
    data = encrypted(holder.getvalue(), PASSWORD)
    assert b"hemmeligt" not in data
    assert b"sag.json" not in data
    with pikepdf.open(io.BytesIO(data), password=WORDS) as pdf:
        assert pdf.attachments["sag.json"].get_file().read_bytes() == b'{"navn": "hemmeligt"}'


def test_a_letter_with_a_word_file_beside_it_is_refused(letter: Produced) -> None:
    sag = sample("alma-to-hjem")
    both = produce(sag, job_for(sag, "revurdering"))[0]
    with pytest.raises(UsageError) as refused:
        locked(both, PASSWORD)
    assert refused.value.problems[0].code == "krypteret-kun-pdf"
    assert locked(both, None) is both
    closed = locked(letter, PASSWORD)
    assert [warning.code for warning in closed.warnings][-1] == "krypteret-ikke-arkiv"
    assert closed.stem == letter.stem


def test_reading_copies_are_encrypted_too() -> None:
    sag = sample("alma-to-hjem")
    made = produce(sag, job_for(sag, "revurdering", formats=("pdf",), reading_copies=("en",)))[0]
    closed = locked(made, PASSWORD)
    assert set(closed.files) == {"pdf", "-laes-en.pdf"}
    assert all(opens(data, PASSWORD) for data in closed.files.values())


RENDER = ("render", "revurdering", ALMA, "--kommune", SOLBAEK, "--encrypt")


def test_render_encrypts_and_says_what_that_costs(tmp_path: Path) -> None:
    done = command(*RENDER, "--format", "pdf", "--out", str(tmp_path), **{VARIABLE: WORDS})
    assert done.returncode == 0, done.stderr
    assert "PDF/A" in done.stderr
    assert WORDS not in done.stderr + done.stdout
    files = [Path(line) for line in done.stdout.splitlines()]
    assert len(files) == 2
    assert all(opens(path.read_bytes(), PASSWORD) for path in files)


@pytest.mark.parametrize("content", [f"{WORDS}\n", WORDS, f"\ufeff{WORDS}\r\n"])
def test_the_password_can_come_from_a_file(content: str, tmp_path: Path) -> None:
    secret = tmp_path / "kodeord.txt"
    secret.write_bytes(content.encode())
    secret.chmod(0o600)
    done = command(*RENDER, "--format", "pdf", "--out", str(tmp_path / "ud"), "--password-file",
                   str(secret), **{VARIABLE: OTHER})
    assert done.returncode == 0, done.stderr
    assert "chmod" not in done.stderr
    assert opens(next((tmp_path / "ud").rglob("*.pdf")).read_bytes(), PASSWORD)
    secret.chmod(0o644)
    again = command(*RENDER, "--format", "pdf", "--out", str(tmp_path / "ud"), "--password-file",
                    str(secret))
    assert again.returncode == 0
    assert "chmod 600" in again.stderr


@pytest.mark.parametrize(("more", "code", "told"), [
    ((), 2, "--format pdf"),
    (("--format", "docx,pdf"), 2, "--format pdf"),
    (("--format", "pdf", "--print-run", "{ud}/print.pdf"), 2, "--print-run"),
    (("--format", "pdf", "--digital-post", "{ud}/memo"), 2, "--digital-post"),
    (("--format", "pdf", "--password-file", "{ud}/findes-ikke"), 2, "kodeordet"),
    (("--format", "pdf", "--password-file", "{ud}/to-linjer"), 2, "én linje")])
def test_wrong_use_is_told_and_writes_nothing(
    more: tuple[str, ...], code: int, told: str, tmp_path: Path,
) -> None:
    (tmp_path / "to-linjer").write_text(f"{WORDS}\n{OTHER}\n")
    done = command(*RENDER, *(one.format(ud=tmp_path) for one in more), "--out", str(tmp_path / "ud"),
                   **{VARIABLE: WORDS})
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert not (tmp_path / "ud").exists()
    assert WORDS not in done.stderr


def test_a_password_file_alone_encrypts_nothing_and_says_so(tmp_path: Path) -> None:
    done = command(*RENDER[:-1], "--format", "pdf", "--password-file", str(tmp_path / "x"), "--out",
                   str(tmp_path / "ud"))
    assert done.returncode == 2
    assert "--encrypt" in done.stderr


def test_nobody_to_ask_is_told_of_the_other_ways(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != VARIABLE}
    done = subprocess.run([sys.executable, "-m", "pipeline", *RENDER, "--format", "pdf", "--out",
                           str(tmp_path / "ud")], cwd=ROOT, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 2
    assert VARIABLE in done.stderr
    assert "--password-file" in done.stderr


def test_one_that_is_easy_to_guess_is_the_callers_problem(tmp_path: Path) -> None:
    done = command(*RENDER, "--format", "pdf", "--out", str(tmp_path / "ud"), **{VARIABLE: "kort"})
    assert done.returncode == 1
    assert "let at gætte" in done.stderr
    assert not (tmp_path / "ud").exists()


def at_a_screen(out: Path, *typed: str) -> tuple[int, str]:
    """What a person sees who types these lines at the hidden prompts, and the exit code."""
    mine, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != VARIABLE}
    running = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *RENDER, "--format", "pdf", "--out", str(out)], cwd=ROOT,
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True)
    os.close(theirs)
    seen, until = "", time.monotonic() + 60
    answers = list(typed)
    while time.monotonic() < until:
        if not select.select([mine], [], [], 0.1)[0]:
            if running.poll() is not None:
                break
            continue
        try:
            seen += os.read(mine, 4096).decode("utf-8", "replace")
        except OSError:
            break
        if answers and seen.count(": ") > len(typed) - len(answers) and seen.endswith(": "):
            os.write(mine, f"{answers.pop(0)}\n".encode())
    os.close(mine)
    return running.wait(60), seen


def test_a_password_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    code, seen = at_a_screen(tmp_path / "ud", WORDS, WORDS)
    assert code == 0, seen
    assert seen.count("Kodeord") == 2
    assert WORDS not in seen
    assert all(opens(path.read_bytes(), PASSWORD) for path in (tmp_path / "ud").rglob("*.pdf"))


def test_two_different_answers_make_nothing(tmp_path: Path) -> None:
    code, seen = at_a_screen(tmp_path / "ud", WORDS, OTHER)
    assert code == 2, seen
    assert "ikke ens" in seen
    assert not (tmp_path / "ud").exists()


def batch(
    source: Path, out: Path, *more: str, password: str = WORDS,
) -> subprocess.CompletedProcess[str]:
    return command("batch", str(source), "--kind", "revurdering", "--kommune", SOLBAEK,
                   "--out", str(out), "--format", "pdf", "--workers", "1", *more, **{VARIABLE: password})


def test_a_batch_keeps_its_ledger_and_nothing_of_the_password(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 3), tmp_path / "ud"
    first = batch(source, out, "--encrypt", "--json")
    assert first.returncode == 0, first.stderr
    made = digests(out)
    assert len(made) >= 3
    assert all(opens((out / path).read_bytes(), PASSWORD) for path in made if path.endswith(".pdf"))
    again = batch(source, out, "--encrypt", "--json")
    assert json.loads(again.stdout)["genbrugt"] == 3
    assert digests(out) == made
    assert command("batch", "--check", str(out)).returncode == 0
    for path in out.rglob("*"):
        if path.is_file():
            for form in (WORDS.encode(), WORDS.encode("latin-1"), WORDS.encode("utf-16-le")):
                assert form not in path.read_bytes(), path


def test_another_password_makes_the_letters_anew_and_none_at_all_too(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 2), tmp_path / "ud"
    assert batch(source, out, "--encrypt").returncode == 0
    changed = batch(source, out, "--encrypt", "--json", password=OTHER)
    assert json.loads(changed.stdout)["genbrugt"] == 0
    assert all(opens(path.read_bytes(), checked(OTHER)) for path in out.rglob("*.pdf"))
    plain = batch(source, out, "--json")
    assert json.loads(plain.stdout)["genbrugt"] == 0
    assert all(words_of(path.read_bytes()) for path in out.rglob("*.pdf"))
    back = batch(source, out, "--encrypt", "--json", password=OTHER)
    assert json.loads(back.stdout)["genbrugt"] == 0
    assert all(opens(path.read_bytes(), checked(OTHER)) for path in out.rglob("*.pdf"))


@pytest.mark.parametrize("more", [("--format", "docx,pdf"), ("--print-run", "p.pdf"),
                                  ("--digital-post", "memo")])
def test_a_batch_refuses_what_cannot_be_encrypted(more: tuple[str, ...], tmp_path: Path) -> None:
    done = batch(jsonl(tmp_path / "sager.jsonl", 1), tmp_path / "ud", "--encrypt", *more)
    assert done.returncode == 2
    assert not (tmp_path / "ud").exists()


def test_an_encrypted_letter_is_in_no_print_file(tmp_path: Path) -> None:
    """Somebody who prints what an earlier run encrypted is told which file it is."""
    from pipeline.post import print_run
    from pipeline.post.plan import entry

    sag = sample("alma-to-hjem")
    made = locked(produce(sag, job_for(sag, "revurdering", formats=("pdf",)))[0], PASSWORD)
    way = entry(sag.data, sag.data.get("kommune", {"navn": "x"}), made)
    run = print_run.write([way], {f"{made.stem}.pdf": made.files["pdf"]}.get, tmp_path / "print.pdf")
    assert [problem.path for problem in run.problems] == [f"{made.stem}.pdf"]
    assert run.letters == ()


def test_pdf_encrypts_any_word_document(tmp_path: Path) -> None:
    sag = sample("alma-to-hjem")
    docx = produce(sag, Job(**{**_plain(job_for(sag, "revurdering")), "formats": ("docx",)}))[0]
    (tmp_path / "brev.docx").write_bytes(docx.files["docx"])
    done = command("pdf", str(tmp_path / "brev.docx"), "--out", str(tmp_path), "--encrypt", "--json",
                   **{VARIABLE: WORDS})
    assert done.returncode == 0, done.stderr
    assert [p["code"] for p in json.loads(done.stdout)[0]["problemer"]][-1] == "krypteret-ikke-arkiv"
    assert opens((tmp_path / "brev.pdf").read_bytes(), PASSWORD)


def _plain(job: Job) -> dict[str, object]:
    return {"kind": job.kind, "nr": job.nr, "settings": job.settings}


@pytest.mark.parametrize("tool", [("pdfinfo", "-upw"), ("qpdf", "--show-encryption")])
def test_other_programs_agree(tool: tuple[str, str], letter: Produced, tmp_path: Path) -> None:
    import shutil

    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not on this machine")
    file = tmp_path / "brev.pdf"
    file.write_bytes(encrypted(letter.files["pdf"], PASSWORD))
    asked = [tool[0], tool[1], WORDS, str(file)] if tool[0] == "pdfinfo" else \
        [*tool, f"--password={WORDS}", str(file)]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.search("AES-256|aesv3", done.stdout, re.IGNORECASE), done.stdout


