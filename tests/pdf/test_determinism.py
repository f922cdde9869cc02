"""The same letters in every process, order and number of threads: not a byte differs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from pipeline import produce
from pipeline.documents import KINDS
from tests.conftest import ROOT, job_for, sample, sample_kinds

Digests = dict[str, str]

PROGRAM = ("import sys; sys.path[0:0] = [{root!r}]; "
           "from tests.pdf.test_determinism import main; main(*sys.argv[1:])")


@cache
def stories() -> tuple[tuple[str, str], ...]:
    """A letter of each kind, of many samples: (sample, kind)."""
    found = []
    for number, kind in enumerate(sorted(KINDS)):
        names = [name for name, other in sample_kinds() if other == kind]
        found.append((names[number % len(names)], kind))
    return tuple(found)


def made(story: tuple[str, str]) -> Digests:
    """The digest of every file of the newest letter of a kind."""
    name, kind = story
    letters = produce(sample(name), job_for(sample(name), kind, nr=None))
    return {f"{name} {letter.stem}.{suffix}": hashlib.sha256(data).hexdigest()
            for letter in letters for suffix, data in letter.files.items()}


def main(order: str, threads: str) -> None:
    """Make all stories in a process of their own and print what came of them."""
    wanted = list(stories())
    if order == "backwards":
        # What went before is other letters of the same templates, and one far longer.
        for name in ("oskar-to-love", "liv-uden-leverandoer"):
            produce(sample(name), job_for(sample(name), "afgoerelse", nr=1))
        wanted.reverse()
    with ThreadPoolExecutor(int(threads)) as pool:
        digests = {key: value for each in pool.map(made, wanted) for key, value in each.items()}
    print(json.dumps(digests))


def elsewhere(order: str, threads: int, **world: str) -> Digests:
    """The digests of another process, in other surroundings."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(root=str(ROOT)), order, str(threads)],
        env={**os.environ, **world}, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    digests: Digests = json.loads(done.stdout)
    return digests


@cache
def here() -> Digests:
    """The digests of this process, whatever it has made before."""
    return {key: value for story in stories() for key, value in made(story).items()}


def test_there_is_something_to_compare() -> None:
    suffixes = {key.rpartition(".")[2] for key in here()}
    assert suffixes == {"docx", "pdf"}
    assert len(here()) > 2 * len(KINDS)
    assert len({name for name, _ in stories()}) >= 5
    assert len(set(here().values())) == len(here())


@pytest.mark.parametrize(("order", "threads", "world"), [
    ("backwards", 1, {"PYTHONHASHSEED": "1", "RAYON_NUM_THREADS": "1", "TZ": "Pacific/Auckland"}),
    ("forwards", 2, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "C"}),
    ("backwards", 4, {"PYTHONHASHSEED": "3", "TYPST_FONT_PATHS": "/usr/share/fonts",
                      "SOURCE_DATE_EPOCH": "1"}),
])
def test_another_process_makes_the_same_bytes(
    order: str, threads: int, world: dict[str, str],
) -> None:
    assert elsewhere(order, threads, **world) == here()
