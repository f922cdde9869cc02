"""Cases in any number: the same invented family under other case numbers."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.jobs import Always
from pipeline.letters import Job
from pipeline.sag import Sag
from tests.conftest import SAMPLES

SOLBAEK = SAMPLES / "kommuner" / "solbaek.toml"
FAMILY = SAMPLES / "sager" / "zoe-uden-leverandoer.json"


def cases(count: int, broken: Sequence[int] = ()) -> Iterator[str]:
    """JSON lines; those whose number (from 1) is `broken` lack the child's name."""
    family = json.loads(FAMILY.read_text(encoding="utf-8"))
    for number in range(1, count + 1):
        child = {key: value for key, value in family["barn"].items()
                 if key != "navn" or number not in broken}
        yield json.dumps({**family, "sagsnummer": f"P/{number}", "barn": child}, ensure_ascii=False)


def jsonl(path: Path, count: int, broken: Sequence[int] = ()) -> Path:
    path.write_text("".join(f"{line}\n" for line in cases(count, broken)), encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True)
class Deadly(Always):
    """Jobs that do to their process, for one case, what a fault in a library would."""

    job: Job
    number: str = ""
    how: str = "kill"

    def of(self, sag: Sag, /) -> Sequence[Job]:
        if sag.data.get("sagsnummer") == self.number:
            if self.how == "hang":
                time.sleep(1000)
            os.kill(os.getpid(), signal.SIGKILL)
        return [self.job]


def digests(folder: Path) -> dict[str, bytes]:
    """The letters of a folder by their path: everything but what the run keeps for itself."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.parent != folder}
