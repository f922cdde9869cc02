"""Is a fault known in a library of the lock file? `make audit` asks the package index.

"None known" and "nobody answered" look alike to whoever asks: pip-audit ends well also when the index
knows none of the packages. So every library must have been answered for, or it is said that it was not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
CLEAN, FOUND, UNASKED = 0, 1, 4
IF_YOU_CAN = "--if-you-can"
"""With it, that nobody answered is told and stops nothing: for machines without the network."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the faults, a line each, and the libraries nobody answered for."""

    asked: int
    faults: tuple[str, ...]
    unanswered: tuple[str, ...]

    @property
    def code(self) -> int:
        """The exit code: a fault that is known counts for more than what nobody answered."""
        return FOUND if self.faults else UNASKED if self.unanswered or not self.asked else CLEAN

    def told(self) -> str:
        """What a person is to read."""
        if self.faults:
            return "\n".join(("Known faults in libraries of the lock file:", *self.faults))
        if self.code == UNASKED:
            return (f"NOT AUDITED: nobody answered for {len(self.unanswered)} of {self.asked} "
                    "libraries, so a fault may well be known. Run `make audit` where the package "
                    "index can be reached.")
        return f"{self.asked} libraries asked about, no fault known."


def answer(report: Mapping[str, Any]) -> Answer:
    """What a report of pip-audit says."""
    every: Sequence[Mapping[str, Any]] = report["dependencies"]
    faults = tuple(f"  {each['name']} {each['version']}: {fault['id']}, mended in "
                   f"{', '.join(fault['fix_versions']) or 'no version yet'}"
                   for each in every for fault in each.get("vulns", ()))
    return Answer(len(every), faults, tuple(each["name"] for each in every if "skip_reason" in each))


def asked(lock: Path = LOCK, more: Sequence[str] = ()) -> Answer:
    """Ask about every library of a lock file. `more` are options for pip-audit."""
    done = subprocess.run(  # noqa: S603 - no shell; the words are the Makefile's
        [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--disable-pip",
         "--require-hashes", "--format", "json", "--progress-spinner", "off", *more],
        capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        return answer(json.loads(done.stdout))
    except ValueError:  # it ends in a traceback where the network does
        names = [line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]
        return Answer(len(names), (), tuple(line.partition("==")[0] for line in names))


def main(args: Sequence[str]) -> int:
    """Ask, tell, and give the exit code."""
    found = asked(more=[each for each in args if each != IF_YOU_CAN])
    print(found.told(), file=sys.stderr if found.code else sys.stdout)
    return CLEAN if found.code == UNASKED and IF_YOU_CAN in args else found.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
