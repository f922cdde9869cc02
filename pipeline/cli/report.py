"""What commands print: problems for people, or JSON for programs."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Iterable, Mapping
from typing import Any

import click

from pipeline.errors import PipelineError, Problem, text
from pipeline.logs import where
from pipeline.masking import masked


def language() -> str:
    """The language of messages: what the running command was given with --lang."""
    context = click.get_current_context(silent=True)
    return str(context.params.get("lang") or "da") if context else _language or "da"


_language: str | None = None


def keep_language(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """Remember --lang for messages that are shown after the command's context is gone."""
    global _language  # noqa: PLW0603
    _language = value
    return value


def show(problems: Iterable[Problem], source: str = "") -> None:
    """Print problems to stderr, one block each: where, what is wrong, what to do."""
    show_kept(problems_json(problems), source)


def show_kept(problems: Iterable[Mapping[str, str]], source: str = "") -> None:
    """Print problems that are JSON already, such as those of an earlier run."""
    lang = language()
    for problem in problems:
        mark = text("Advarsel") if problem["severity"] == "advarsel" else text("Fejl")
        where = problem.get("place") or problem["path"]
        place = ": ".join(part for part in (source, where) if part)
        title = problem["title"]
        tell(f"{mark.in_language(lang)}  {place}" + (f"  ({title})" if title else ""))
        if words := problem.get("words"):
            tell(f"      »{words}«")
        tell(f"      {problem['message']}")
        tell(f"      → {problem['remedy']}")


def tell(line: str) -> None:
    """Print a line to stderr, without CPR numbers."""
    click.echo(masked(line), err=True)


def say(message: str, **values: object) -> None:
    """Print one sentence to stderr in the language of messages."""
    tell(text(message, **values).in_language(language()))


def as_json(value: Any) -> None:
    """Print a value as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def problems_json(problems: Iterable[Problem]) -> list[Mapping[str, str]]:
    """Problems as JSON values in the language of messages."""
    lang = language()
    return [problem.as_json(lang) for problem in problems]


def ended_by(error: PipelineError) -> int:
    """Show why a command could not do its work; the exit code that says whose turn it is."""
    show(error.problems)
    return error.exit_code


def show_fault(error: Exception) -> int:
    """Say that we failed, and where in the program; never with data or a traceback.

    HJEMMETRAENING_TRACEBACK=1 shows its way through the program for whoever looks for the fault.
    """
    if os.environ.get("HJEMMETRAENING_TRACEBACK"):
        tell(where(error))
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if f"{os.sep}pipeline{os.sep}" in f.filename] or frames[-1:]
    place = f"{os.path.basename(ours[-1].filename)}:{ours[-1].lineno}" if ours else "?"
    say("Der skete en fejl i programmet ({slags} i {sted}). Det er ikke din skyld: skriv til os, "
        "hvad du gjorde, men send ikke personoplysninger.", slags=type(error).__name__, sted=place)
    sys.stderr.flush()
    return 5
