"""`python -m benchmarks.forms_corpus FOLDER...`: PDF forms filled by us and by plain pypdf."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fidelity.workers import Bounds, Lost, Maker, results
from benchmarks.forms_corpus.one import Record, Side, judge, reader

BOUNDS = Bounds(seconds=300, bytes=4 * 2**30, recycle=40)


def main() -> None:
    asked = _arguments()
    paths = [(path, f"{folder.name}/{path.relative_to(folder)}") for folder in asked.folders
             for path in sorted(folder.rglob("*.pdf")) if path.is_file()]
    if not paths:
        raise SystemExit("no .pdf below these folders")
    found = _all("read", reader, (), paths, asked.processes)
    forms = distinct([(path, each) for (path, _), each in zip(paths, found, strict=True)])
    records = _all("filled", judge, (asked.plain,), forms, asked.processes)
    print("\n".join([*unread(found), *table(records)]))
    if asked.json:
        asked.json.write_text(json.dumps([each.as_json() for each in records], indent=1) + "\n",
                              encoding="utf-8")


def _all(what: str, maker: Maker, arguments: tuple[object, ...], items: Sequence[tuple[Any, ...]],
         processes: int) -> list[Record]:
    """A record for each item, in their order."""
    made: dict[int, Record] = {}
    for number, found in results(maker, arguments, items, bounds=BOUNDS, processes=processes):
        name = items[number][1] if isinstance(items[number][1], str) else items[number][1].name
        made[number] = found if isinstance(found, Record) else _lost(name, found)
        if sys.stderr.isatty():
            print(f"\r{len(made)} of {len(items)} {what}", end="", file=sys.stderr)
    return [made[number] for number in range(len(items))]


def _lost(name: str, lost: Lost) -> Record:
    said = lost.said.strip().splitlines()
    return Record(name, refused=(f"{lost.how}: {said[-1] if said else ''}",))


def distinct(found: Sequence[tuple[Path, Record]]) -> list[tuple[Path, Record]]:
    """Each form once, however many copies of it there are."""
    first: dict[str, tuple[Path, Record]] = {}
    for path, each in found:
        if each.shape:
            first.setdefault(each.shape, (path, each))
    return list(first.values())


def unread(records: Sequence[Record]) -> Iterator[str]:
    """What is no form, and why."""
    yield f"{len(records)} files, {sum(bool(each.shape) for each in records)} of them forms"
    for code, count in Counter(each.refused[0] for each in records if each.refused).most_common(12):
        yield f"  {count:>5}  {code[:100]}"


def table(forms: Sequence[Record]) -> Iterator[str]:
    """Both sides of every form that we fill; then, by name, all that is not as it should be."""
    filled = [each for each in forms if not each.refused and not each.ours.refused]
    yield f"\n{len(forms)} distinct forms, {sum(each.fields for each in forms)} fields"
    yield f"{'':<34}{'plain pypdf':>20}{'hjemmetraening':>20}"
    for what, count in (("filled", lambda side: not side.refused), ("fields that raise", _raised)):
        yield _line(what, *(str(sum(map(count, sides))) for sides in _sides(filled)))
    for what in _rows(filled):
        yield _line(what, *(_share(sides, what) for sides in _sides(filled)))
    for eyes in ("PDFium", "poppler"):
        yield _line(f"forms wholly seen in {eyes}", *(
            f"{sum(_all_seen(side, eyes) for side in sides)} of {len(sides)}"
            for sides in _sides(filled)))
    for title, at in (("median", 0.5), ("p95", 0.95), ("most", 1.0)):
        yield _line(f"seconds, {title}", *(_quantile(sides, at) for sides in _sides(filled)))
    yield f"\nflattened: first page the same {sum(bool(r.flat) for r in filled)} of {len(filled)}"
    yield from _named(forms, filled)


def _named(forms: Sequence[Record], filled: Sequence[Record]) -> Iterator[str]:
    for each in forms:
        if why := each.refused or each.ours.refused:
            yield f"  not filled: {each.name}: {'; '.join(why)[:120]}"
    yield from (f"  not the same flattened: {each.name}" for each in filled if not each.flat)
    for each in filled:
        unseen = [key for key in each.ours.marks if key.startswith(("unseen:", "undrawn:"))]
        if unseen:
            yield f"  not seen: {each.name}: {'; '.join(unseen)[:160]}"


def _raised(side: Side) -> int:
    return side.raised


def _sides(records: Sequence[Record]) -> tuple[list[Side], list[Side]]:
    return [each.plain for each in records], [each.ours for each in records]


def _rows(records: Sequence[Record]) -> list[str]:
    keys = {key.removeprefix("all:") for each in records for key in each.ours.marks
            if key.startswith("all:")}
    return sorted(keys)


def _share(sides: Sequence[Side], what: str) -> str:
    return (f"{sum(side.marks[f'right:{what}'] for side in sides)} of "
            f"{sum(side.marks[f'all:{what}'] for side in sides)}")


def _all_seen(side: Side, eyes: str) -> bool:
    return not side.refused and not any(
        key.startswith((f"unseen:{eyes}:", f"undrawn:{eyes}")) for key in side.marks)


def _quantile(sides: Sequence[Side], at: float) -> str:
    times = sorted(side.seconds for side in sides if side.seconds)
    return f"{times[min(int(at * len(times)), len(times) - 1)]:.2f}" if times else "–"


def _line(what: str, plain: str, ours: str) -> str:
    return f"{what:<34}{plain:>20}{ours:>20}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forms_corpus", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER",
                        help="where .pdf files lie, at any depth")
    parser.add_argument("--json", type=Path, metavar="FILE", help="everything, for programs")
    parser.add_argument("--no-plain", dest="plain", action="store_false", help="without plain pypdf")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
