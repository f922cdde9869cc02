"""How the table of `make bench` is printed."""

from __future__ import annotations


def title(text: str) -> None:
    print(f"\n{text}", flush=True)


def row(name: str, value: float, unit: str = "ms", note: str = "") -> None:
    print(f"  {name:<58} {value:>9.2f} {unit}  {note}".rstrip(), flush=True)
