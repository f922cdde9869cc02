"""The wheel works alone: built, installed beside nothing of the checkout, and run elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "_data")


def build(source: Path, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--no-build-isolation", "--wheel-dir", str(folder), str(source)], check=True, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("hjul"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel; the libraries come from the one that runs the tests."""
    home = tmp_path_factory.mktemp("andetsteds")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")], check=True)
    (site,) = (home / "venv").glob("lib/python*/site-packages")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--target", str(site), str(wheel)], check=True)
    # A folder named in a .pth file comes last on the path, and its own .pth files (an editable
    # install among them) are not read: the wheel's pipeline is the only one.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built elsewhere, of files with other times and other rights."""
    copy, folder = tmp_path_factory.mktemp("et-andet-sted"), tmp_path_factory.mktemp("hjul-igen")
    for name in ("pipeline", "templates", "schemas", "samples"):
        shutil.copytree(ROOT / name, copy / name, copy_function=shutil.copyfile, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "hjemmetraening.cdx.json", ".gitignore"):
        shutil.copyfile(ROOT / name, copy / name)
    for path in copy.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return build(copy, folder)


def run(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [str(home / "venv" / "bin" / "python"), *args], cwd=home, capture_output=True, text=True,
        encoding="utf-8", env={**env, "PYTHONUTF8": "1"}, check=False)


def test_the_wheel_holds_templates_schemas_samples_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("templates/dokumenter/revurdering.docx", "schemas/sag.schema.json",
                   "samples/kommuner/solbaek.toml"):
        assert f"pipeline/_data/{wanted}" in names
    assert "pipeline/locale/en/LC_MESSAGES/hjemmetraening.po" in names
    assert "pipeline/law/hjemler.toml" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_installed_package_makes_every_sample_document(installed: Path) -> None:
    where = run(installed, "-c", "import pipeline; print(pipeline.__file__)").stdout
    assert str(installed) in where
    done = run(installed, "-m", "pipeline", "demo", "--out", "ud", "--json")
    assert done.returncode == 0, done.stderr
    files = [installed / name for name in json.loads(done.stdout)]
    assert len(files) > 150
    assert {path.suffix for path in files} == {".docx", ".pdf"}
    assert all(path.is_file() and path.stat().st_size > 5_000 for path in files)


def test_the_command_is_installed(wheel: Path) -> None:
    entry = next(name for name in zipfile.ZipFile(wheel).namelist()
                 if name.endswith("entry_points.txt"))
    text = zipfile.ZipFile(wheel).read(entry).decode()
    assert "hjemmetraening = pipeline.cli:main" in text


def test_it_carries_its_bill_of_materials(wheel: Path) -> None:
    name = "hjemmetraening-0.1.0.dist-info/sboms/hjemmetraening.cdx.json"
    assert zipfile.ZipFile(wheel).read(name) == (ROOT / "hjemmetraening.cdx.json").read_bytes()


def test_built_twice_it_is_the_same_bytes(wheel: Path, again: Path) -> None:
    first, second = zipfile.ZipFile(wheel), zipfile.ZipFile(again)
    assert first.namelist() == second.namelist()
    assert [name for name in first.namelist() if first.read(name) != second.read(name)] == []
    assert wheel.name == again.name
    assert wheel.read_bytes() == again.read_bytes()
