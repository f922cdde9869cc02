"""`hjemmetraening pseudonymise`: cases that can be shared."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.batch.sources import Item
    from pipeline.pseudonyms.drawn import Key
    from pipeline.pseudonyms.sets import Pseudonyms


@click.command("pseudonymise", help="Lav sager, som kan deles: opdigtede mennesker, steder, datoer og "
                                    "beløb i de samme forløb, med de samme slags breve.")
@click.argument("sources", metavar="KILDE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="MAPPE|FIL",
              help="En mappe til en fil for hver sag, eller en fil, der ender på .jsonl.")
@click.option("--key", "key_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL",
              help="Filen med nøglen, som afgør, hvem der bliver hvem. Findes den ikke, bliver den "
                   "lavet. Uden den er to kørsler ikke ens. Del den aldrig.")
@options.together(options.kommune, options.json_, options.lang)
def command(sources: tuple[Path, ...], out: Path, key_file: Path | None, kommune: Path | None,
            json_: bool, lang: str) -> int:
    """Rewrite every case; one that cannot be is told and left out."""
    from pipeline.batch.sources import items
    from pipeline.pseudonyms.sets import Pseudonyms, forbidden

    found, settings, key = list(items(sources)), options.settings(kommune), _key(key_file)
    run = _Run(Pseudonyms(key, forbidden(_read(found)), settings))
    if out.suffix == ".jsonl":
        from pipeline.output import private_folder, replace

        private_folder(out.parent)
        replace(out, (f"{json.dumps(case, ensure_ascii=False, default=_plain)}\n".encode()
                      for case in run.cases(found)))
        written = [str(out)]
    else:
        written = [str(_put(out, case)) for case in run.cases(found)]
    if json_:
        report.as_json({"sager": run.made, "mangler": run.failed, "filer": written})
    else:
        report.say("{lavet} af {alle} sager er skrevet om. Læs dem igennem, før du deler dem.",
                   lavet=run.made, alle=len(found))
    return int(bool(run.failed))


@dataclass
class _Run:
    """How many cases were rewritten; the names of the sources that were not."""

    pseudonyms: Pseudonyms
    made: int = 0
    failed: list[str] = field(default_factory=list)

    def cases(self, found: list[Item]) -> Iterator[dict[str, Any]]:
        """Each case rewritten."""
        for item in found:
            try:
                case = self.pseudonyms.of(item.read())
            except PipelineError as error:
                report.show(error.problems, item.name)
                self.failed.append(item.name)
            else:
                self.made += 1
                yield case


def _read(found: list[Item]) -> Iterator[Any]:
    """Those of the cases that can be read; the others are told when their turn comes."""
    for item in found:
        with contextlib.suppress(PipelineError):
            yield item.read()


def _put(folder: Path, case: Mapping[str, Any]) -> Path:
    from pipeline.output import folder_name, write

    number = case.get("sagsnummer")
    stem = folder_name(number if isinstance(number, str) and number else "sag")
    raw = json.dumps(case, ensure_ascii=False, indent=2, default=_plain) + "\n"
    return write(folder, stem, {"json": raw.encode("utf-8", "surrogatepass")})[0]


def _plain(number: Any) -> float:
    return float(number)


def _key(file: Path | None) -> Key:
    """The key in a file, made where there is none; without a file, one that nobody keeps."""
    import secrets

    from pipeline.output import private_folder, replace
    from pipeline.pseudonyms.drawn import LEAST_KEY, Key

    if file is None:
        return Key(secrets.token_bytes(32))
    if not os.path.lexists(file):
        private_folder(file.parent)
        replace(file, f"{secrets.token_hex(32)}\n".encode())
    try:
        secret = file.read_bytes().strip()
    except OSError:
        raise click.UsageError("Filen med nøglen kan ikke læses.") from None
    if len(secret) < LEAST_KEY:
        raise click.UsageError(f"Nøglen er for kort: mindst {LEAST_KEY} tegn.")
    return Key(secret)
