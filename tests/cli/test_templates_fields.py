"""`hjemmetraening templates fields` as people and programs meet it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import docx

from tests.test_cli import command


def test_people_see_the_title_the_example_and_what_to_paste() -> None:
    done = command("templates", "fields", "afgoerelse")
    assert done.returncode == 0, done.stderr
    for words in ("Frister i brevet  frist", "Så lang tid har man til at klage (tekst)",
                  "{{ frist.klage }}", "{%p for a in afgoerelser %} … {%p endfor %}",
                  "{{ a.udfald | ord }}", "afslag, bevilling, delvis_bevilling"):
        assert words in done.stdout, words


def test_programs_get_groups_passages_and_filters() -> None:
    told = json.loads(command("templates", "fields", "revurdering", "--json").stdout)
    fields = {field["sti"]: field for group in told["grupper"] for field in group["felter"]}
    assert fields["maalstatus[].status"]["tag"] == "{{ m.status | ord }}"
    assert fields["maalstatus[].status"]["foer"] == ["{%p for m in maalstatus %}"]
    assert fields["maalstatus[].status"]["koder"]["delvist_naaet"] == "delvist nået"
    assert fields["maalstatus[].status"]["skal_staa_fordi"]
    assert fields["brev.dato"]["eksempel"]
    assert fields["brev.kopi"]["kan_mangle"] is True
    assert {"navn": "bilag", "om": "Bilag", "tag": '{%p include "bilag" %}'} in told["blokke"]
    assert {each["navn"] for each in told["filtre"]} >= {"dato", "kroner", "liste"}


def test_words_narrow_it_and_none_is_1() -> None:
    done = command("templates", "fields", "afgoerelse", "--find", "klage tid")
    assert done.returncode == 0
    assert "frist.klage " in done.stdout
    assert "barn.navn" not in done.stdout
    none = command("templates", "fields", "afgoerelse", "--find", "rumraket", "--json")
    assert (none.returncode, json.loads(none.stdout)["grupper"]) == (1, [])
    assert "Intet felt har de ord" in none.stderr


def test_a_word_document_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "ny mappe" / "felter.docx"
    done = command("templates", "fields", "tilbud", "--out", str(path))
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert docx.Document(str(path)).paragraphs[0].text == \
        "Felter i skabelonen til Tilbud fra leverandør"
    before = path.read_bytes()
    again = command("templates", "fields", "tilbud", "--out", str(path))
    assert (again.returncode, path.read_bytes()) == (2, before)
    assert "findes allerede" in again.stderr
    assert command("templates", "fields", "tilbud", "--out", str(tmp_path / "x.pdf")).returncode == 2


def test_a_misspelt_kind_is_answered_with_the_nearest() -> None:
    done = command("templates", "fields", "afgørelse")
    assert done.returncode == 2
    assert "Mente du afgoerelse?" in done.stderr
    assert "Vælg et af: " in command("templates", "fields", "xyz").stderr
