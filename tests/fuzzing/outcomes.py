"""What becomes of one input: taken, refused in words, or a fault of ours."""

from __future__ import annotations

import io
import logging
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import hypothesis

from pipeline.errors import OurFault, PipelineError, Problem

Result = Literal["taken", "refused", "fault"]
SHORTEST = 8
"""Letters of what counts as a secret: shorter words can stand in any sentence."""
SOON = 90.0
"""Seconds that one input may take."""
HOME = str(Path(__file__).parent.parent.parent)


class Leaked(AssertionError):
    """A message or the log said what only the input knew."""


class Speechless(AssertionError):
    """A refusal gave no reason."""


class Slow(AssertionError):
    """An input took longer than a person waits."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input's result; of a fault also where it came from."""

    result: Result
    codes: tuple[str, ...] = ()
    fault: str = field(default="", compare=False)


def outcome(turn: Callable[[], object], secrets: Iterable[str] = ()) -> Outcome:
    """Do it and look at what came of it: the problems' words and the log hold none of the secrets.

    What hypothesis raises to leave an example is its own business.
    """
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    start = time.monotonic()
    try:
        problems = _problems(turn)
        _refuse_leaks([*_words(problems), log.getvalue()], secrets)
        if time.monotonic() - start > SOON:
            raise Slow(f"{time.monotonic() - start:.0f} s")
    except hypothesis.errors.HypothesisException:
        raise
    except Exception as error:
        return Outcome("fault", (), _where(error))
    finally:
        logging.getLogger().removeHandler(handler)
    return Outcome("refused" if problems else "taken", tuple(sorted({each.code for each in problems})))


def _problems(turn: Callable[[], object]) -> Sequence[Problem]:
    try:
        turn()
    except OurFault:
        raise
    except PipelineError as error:
        if not error.problems:
            raise Speechless from error
        return error.problems
    return ()


def _words(problems: Sequence[Problem]) -> list[str]:
    """Every sentence that somebody would read, in both languages."""
    return [words for problem in problems for language in ("da", "en")
            for words in problem.as_json(language).values()]


def _refuse_leaks(words: Sequence[str], secrets: Iterable[str]) -> None:
    said = "\n".join(words)
    for secret in secrets:
        if len(secret) >= SHORTEST and secret in said:
            raise Leaked(f"one of {len(said)} letters said, of {len(secret)} letters")


def _where(error: Exception) -> str:
    """The exception and its way through our own code, without what it was about."""
    frames = [f"{Path(each.filename).relative_to(HOME)}:{each.lineno} {each.name}"
              for each in traceback.extract_tb(error.__traceback__)
              if each.filename.startswith(HOME) and "/.venv/" not in each.filename]
    told = str(error) if isinstance(error, Leaked | Slow) else ""
    return " < ".join([f"{type(error).__name__} {told}".strip(), *reversed(frames[-6:])])
