"""`python -m tests.fuzzing`: break what comes in, for some minutes, and say what came of it."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from tests.fuzzing.outcomes import outcome
from tests.fuzzing.run import EVERY, Tally, Tried, input_of, keep, run

FINDINGS = Path("fuzz-findings")
COUNTED = Path(__file__).parent.parent.parent / "benchmarks" / "FUZZING.md"
"""Where the counts of a run are kept: RESULTS.md has them too."""


@click.command()
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0, min_open=True))
@click.option("--seed", type=int, help="The same seed tries the same inputs; else a fresh one.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(EVERY))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
@click.option("--write", is_flag=True, help="Keep the counts beside the benchmarks' results.")
@click.option("--again", type=(click.Choice(EVERY), int), help="Only this kind's input of this number.")
def main(minutes: float, seed: int | None, kinds: tuple[str, ...], workers: int,
         again: tuple[str, int] | None, write: bool) -> None:
    """Ends with 1 where anything but a result or a refusal in words came of an input."""
    seed = secrets.randbelow(10**6) if seed is None else seed
    click.echo(f"seed {seed}")
    if again is not None:
        made = input_of(again[0], seed, again[1])
        click.echo(outcome(made.turn, made.secrets))
        made.turn()
        return
    faults: dict[str, int] = {}

    def found(each: Tried) -> None:
        path = None if each.fault in faults else keep(FINDINGS, seed, each)
        faults[each.fault] = faults.get(each.fault, 0) + 1
        if path is not None or faults[each.fault] == 1:
            click.echo(f"{each.kind} {each.number}: {each.fault} ({path})", err=True)

    tallies = run(seed, minutes * 60, kinds or EVERY, workers, found)
    click.echo(table(tallies))
    if write:
        told = f"{minutes:g} minutes, seed {seed}, {workers} processes."
        COUNTED.write_text(f"{told}\n\n{table(tallies)}\n", encoding="utf-8")
    if faults:
        raise SystemExit(1)


def table(tallies: dict[str, Tally]) -> str:
    """How many inputs of each kind were tried, and what came of them."""
    rows = ["| kind | tried | taken | refused | ways to refuse | faults |",
            "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for kind, each in tallies.items():
        count = each.outcomes
        rows.append(f"| {kind} | {count.total():,} | {count['taken']:,} | {count['refused']:,} "
                    f"| {len(each.codes)} | {count['fault']} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
