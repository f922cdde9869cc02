"""Our own blank forms, every kind in both languages: what they cost in a new process and a warm one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from benchmarks.table import row, title
from pipeline.documents import KINDS
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Named, Plan
from pipeline.locale import LANGUAGES

ROUNDS, COLD_ROUNDS = 5, 3
COLD = """\
import resource, sys
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Plan
made.pdf(Plan(sys.argv[1], sys.argv[2]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
"""


def rows() -> None:
    """Processor time: how long a form is waited for depends on what else the machine does."""
    title("A blank form of ours, processor time")
    warm = {(kind, language): _warm(kind, language) for kind in KINDS for language in LANGUAGES}
    slowest = max(warm, key=lambda each: warm[each])
    row(f"warm, the slowest ({slowest[0]}, {slowest[1]})", warm[slowest], "ms", "goal at most 100")
    row(f"warm, the median of {len(warm)}", statistics.median(warm.values()))
    row(f"cold, a whole process ({slowest[0]})", _cold(*slowest), "ms", "goal at most 1000")


def _warm(kind: str, language: str) -> float:
    """Milliseconds; each round is for another parent, so that nothing is only found again."""
    taken = []
    for number in range(ROUNDS + 1):
        plan = Plan(kind, language, people=(Named("mor", 0, f"Forælder {number}"),))
        start = time.process_time()
        made.pdf(plan)
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:]) * 1000


def _cold(kind: str, language: str) -> float:
    """Milliseconds; the first round compiles the program, as installing it does."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    asked = [sys.executable, "-c", COLD, kind, language]
    taken = [float(subprocess.run(asked, check=True, env=own, capture_output=True).stdout)
             for _ in range(COLD_ROUNDS + 1)]
    return statistics.median(taken[1:]) * 1000
