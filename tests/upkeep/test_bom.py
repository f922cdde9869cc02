"""The bill of materials is that of the lock file, to the byte."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.cases import ROOT
from upkeep import bom

KEPT = bom.TARGET.read_text(encoding="utf-8")
PARTS = {each["name"]: each for each in json.loads(KEPT)["components"]}


def test_it_is_made_again_from_the_lock_file() -> None:
    assert bom.made() == KEPT, "make sbom"


def test_it_is_valid_cyclonedx() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(KEPT) is None
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(KEPT.replace('"purl"', '"prul"'))


def test_it_holds_what_letters_are_made_with_and_nothing_of_the_tests() -> None:
    assert PARTS["typst"]["version"] == version("typst")
    assert {"pypdf", "docxtpl", "jinja2", "lxml", "python-docx"} <= PARTS.keys()
    assert {PARTS[name]["scope"] for name in ("starlette", "distributed", "dkfds")} == {"optional"}
    assert {PARTS[name]["scope"] for name in ("typst", "python-docx")} == {"required"}
    assert not {"pytest", "ruff", "playwright", "pip-audit"} & PARTS.keys()


def test_every_part_has_a_licence_and_an_identity() -> None:
    assert [name for name, part in PARTS.items() if not part.get("licenses")] == []
    assert all(part["purl"].startswith(("pkg:pypi/", "pkg:npm/")) for part in PARTS.values())


def test_what_each_part_needs_is_among_the_parts() -> None:
    said = json.loads(KEPT)
    every = {part["bom-ref"] for part in said["components"]}
    needs = {each["ref"]: set(each.get("dependsOn", ())) for each in said["dependencies"]}
    assert needs.keys() == every | {"hjemmetraening"}
    assert set().union(*needs.values()) <= every
    reached, new = set[str](), {"hjemmetraening"}
    while new:
        reached |= new
        new = set().union(*(needs[each] for each in new)) - reached
    assert reached == needs.keys()


def test_neither_time_nor_chance_nor_place_is_in_it() -> None:
    said = json.loads(KEPT)
    assert "timestamp" not in said["metadata"]
    assert str(ROOT) not in KEPT
    assert "://" not in KEPT.replace("http://cyclonedx.org/schema/", "")


def test_a_library_of_another_version_is_told() -> None:
    with pytest.raises(bom.Stale, match="typst"):
        bom.libraries({"dependencies": ["typst"]}, {"typst": "0.0.1"})


def test_markers_of_the_lock_file_are_read() -> None:
    lock = "numpy==1 ; python_full_version < '3.12' \\\nnumpy==2 ; python_full_version >= '3.12' \\\n" \
           "colorama==3 ; sys_platform == 'win32' \\\nfontpkg-amiri==1.2 \\\n"
    assert bom.locked(lock) == {"numpy": "1", "fontpkg-amiri": "1.2"}
