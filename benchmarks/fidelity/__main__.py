"""`python -m benchmarks.fidelity FOLDER...`: our PDFs of Word documents against LibreOffice's."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.fidelity.corpus import documents
from benchmarks.fidelity.records import agreement, constructs, counts
from benchmarks.fidelity.run import Plan, draw, run
from benchmarks.fidelity.table import table


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="fidelity-") as name:
        work = asked.keep or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        plan = Plan(work, asked.cache or Path(name), asked.fonts, asked.processes, asked.office)
        records = run(documents(asked.folders), plan)
        print(table(records, office=asked.office))
        if asked.json:
            asked.json.write_text(json.dumps({
                "counts": counts(records), "agreement": agreement(records),
                "constructs": constructs(records),
                "documents": [record.as_json() for record in records]},
                ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if asked.pictures and asked.office:
            draw(records, plan, asked.pictures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fidelity", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER",
                        help="where .docx files lie, at any depth")
    parser.add_argument("--fonts", type=Path, metavar="DIR",
                        help="more fonts for our side; LibreOffice takes the machine's")
    parser.add_argument("--pictures", type=Path, metavar="DIR",
                        help="side-by-side PNGs of the documents that differ: ours above")
    parser.add_argument("--json", type=Path, metavar="FILE", help="everything, for programs")
    parser.add_argument("--cache", type=Path, metavar="DIR",
                        help="keep LibreOffice's PDFs here from run to run")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep our PDFs here")
    parser.add_argument("--no-office", dest="office", action="store_false",
                        help="convert only; compare with nothing")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
