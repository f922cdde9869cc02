"""`due` over many cases: time per case, and whether it stays the same as the cases grow many."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.resources import samples

SIZES = (1_000, 10_000)


def write_cases(path: Path, count: int) -> None:
    """So many cases as JSONL: the samples in turn, each with a case number of its own."""
    cases = [json.loads(file.read_text(encoding="utf-8"))
             for file in sorted((samples() / "sager").glob("*.json"))]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            case = {**cases[number % len(cases)], "sagsnummer": f"B{number}"}
            file.write(json.dumps(case, ensure_ascii=False) + "\n")


def seconds(path: Path) -> float:
    """The whole command, from start to the last line, with validation."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "due", str(path), "--by", "2026-12-31", "--json",
         "--kommune", str(samples() / "kommuner" / "solbaek.toml")], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - start


def measured() -> list[tuple[int, float]]:
    """(cases, seconds) for each size."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for count in SIZES:
            path = Path(folder) / f"{count}.jsonl"
            write_cases(path, count)
            found.append((count, seconds(path)))
    return found
