"""The table of `make bench`. Every letter differs from the last in names, case number and texts."""

from __future__ import annotations

import copy
import datetime as dt
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typst
from docxtpl import DocxTemplate

from benchmarks import duties, soffice
from benchmarks.bare import bare_source
from benchmarks.timing import median_ms, paired, ratio
from pipeline import Job, Sag, produce, read_sag, read_settings, write
from pipeline.cli import HAND_OVER
from pipeline.documents import KINDS
from pipeline.flow import engine, environment, template_of
from pipeline.letters import Letter, checked, prepared
from pipeline.pdf import Metadata, fonts
from pipeline.pdf.check import check_pdf
from pipeline.resources import samples

SAMPLE = "zoe-uden-leverandoer"
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
META = Metadata(title="Revurdering", author="Solbæk Kommune")
NAMES = ("Alma", "Bertram", "Carla", "Dicte", "Emil", "Freja", "Gustav", "Hannah", "Ida", "Jonas")


def varied(data: Mapping[str, Any], number: int, shapes: bool = False) -> dict[str, Any]:
    """The sample as another family's: other names, case number and texts throughout.

    With `shapes` the letter is also built differently each time (how many goals, sources, things
    to send: 60 ways), so that nothing is gained by having set one of the same shape before.
    """
    case = copy.deepcopy(dict(data))
    name = f"{NAMES[number % 10]} {NAMES[number // 10 % 10]}sen"
    case["sagsnummer"] = f"B{number}/{number * 7919 % 100_000}"
    case["barn"]["navn"] = f"{name} Kjær"
    for party in case["parter"]:
        party["navn"] = f"{NAMES[(number + len(party['id'])) % 10]} {number} Kjær"
    event = case["revurderinger"][-1]
    event["behov"] = f"{name} har fortsat brug for træningen ({number}). {event['behov']}"
    for condition in event["betingelser"]:
        condition["vurdering"] = f"{condition['vurdering']} Sag {number}."
    if shapes:
        event["grundlag"] = [f"Oplysning {n} af {number}" for n in range(1 + number % 5)]
        event["indsend"] = [f"Oversigt {n} for {number}" for n in range(1 + number // 5 % 4)]
        event["maal"] = event["maal"][:1 + number // 20 % 3]
    for goal in event["maal"]:
        goal["vurdering"] = f"{goal['vurdering']} Måling {number}."
    return case


def rows_title(title: str) -> None:
    print(f"\n{title}")


def row(name: str, value: float, unit: str = "ms", note: str = "") -> None:
    print(f"  {name:<58} {value:>9.2f} {unit}  {note}".rstrip())


def main() -> None:
    sys.setswitchinterval(HAND_OVER)  # as the command does
    sag = read_sag(samples() / "sager" / f"{SAMPLE}.json")
    settings = read_settings(samples() / "kommuner" / "solbaek.toml")
    job = Job("revurdering", settings=settings)
    letters, shaped = ([letters_of(varied(sag.data, n, shapes), job)[0] for n in range(100)]
                       for shapes in (False, True))
    with tempfile.TemporaryDirectory() as folder:
        docx_against_docxtpl(letters, Path(folder))
        stages(sag, job, Path(folder))
        against_bare_typst(letters, "of the same varying text")
        against_bare_typst(shaped, "of the same varying text and structure")
        against_libreoffice(sag, letters, job, Path(folder))
    due_over_many()
    start_up()


def letters_of(case: Mapping[str, Any], job: Job) -> tuple[Letter, ...]:
    valid, settings, _ = checked(Sag(case, "bench"), job)
    return prepared(valid, settings, job)


def docxtpl_bytes(source: Path) -> Callable[[Letter], bytes]:
    """What people write today: open, render, save."""
    sandbox = environment()

    def run(letter: Letter) -> bytes:
        document = DocxTemplate(str(source))
        document.render(letter.context, jinja_env=sandbox, autoescape=True)
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    return run


def docx_against_docxtpl(letters: list[Letter], folder: Path) -> None:
    template = template_of(KINDS["revurdering"], "kommune", None)
    source = folder / "composed.docx"
    source.write_bytes(template.source)
    contexts = [letter.context for letter in letters]
    theirs = docxtpl_bytes(source)

    def ours(number: int) -> None:
        template.render(contexts[number])

    def both(number: int) -> object:
        return theirs(letters[number])

    ours_times, their_times = paired(ours, both, rounds=40)
    rows_title("Ready context -> DOCX bytes, shipped revurdering")
    row("docxtpl: open, render, save", median_ms(their_times))
    row("hjemmetraening", median_ms(ours_times))
    row("ratio", ratio(their_times, ours_times), "x", "goal 50")


def stages(sag: Sag, job: Job, folder: Path) -> None:
    """A case with two letters, file to files; time per letter and stage."""
    import json

    files = []
    for number in range(60):
        path = folder / f"sag{number}.json"
        path.write_text(json.dumps(varied(sag.data, number), default=float), encoding="utf-8")
        files.append(path)
    taken: dict[str, list[float]] = {}

    def timed(name: str, per: int, call: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = call()
        taken.setdefault(name, []).append((time.perf_counter() - start) / per)
        return result

    for number, path in enumerate(files):
        if number == 10:
            taken.clear()
        start = time.perf_counter()
        read = timed("read", 2, lambda path=path: read_sag(path))
        case, settings, _ = timed("validate", 2, lambda read=read: checked(read, job))
        pair = timed("project and derive", 2,
                     lambda case=case, settings=settings: prepared(case, settings, job))
        template = timed("template, known", 2,
                         lambda: template_of(KINDS["revurdering"], "kommune", None))
        for letter in pair:
            docx = timed("render (DOCX)", 1,
                         lambda letter=letter, t=template: t.render(letter.context))
            pdf = timed("typeset (PDF: walk and compile)", 1,
                        lambda docx=docx: engine().pdf(docx, metadata=META, timestamp=NOON))
            timed("check (text, tags, title)", 1,
                  lambda docx=docx, pdf=pdf: check_pdf(docx, pdf, META))
            data = {"docx": docx.data, "pdf": pdf.data}
            timed("write (both files, flushed)", 1,
                  lambda letter=letter, data=data: write(folder, f"x/{letter.view.recipient.id}", data))
        taken.setdefault("a letter in all", []).append((time.perf_counter() - start) / len(pair))
    rows_title("A case -> DOCX and PDF on disk, per letter (two to a case)")
    for name, times in taken.items():
        row(name, median_ms(times))


def against_bare_typst(letters: list[Letter], what: str) -> None:
    template = template_of(letters[0].kind, letters[0].author, None)
    docs = [template.render(letter.context) for letter in letters]
    bare = [bare_source(docx.data) for docx in docs]
    compiler = typst.Compiler(font_paths=[str(fonts.folder())], ignore_system_fonts=True)

    def ours(number: int) -> object:
        return engine().pdf(docs[number], metadata=META, timestamp=NOON)

    def theirs(number: int) -> object:
        return compiler.compile(input=bare[number], format="pdf", pdf_standards=["ua-1", "a-2a"],
                                timestamp=NOON)

    our_times, their_times = paired(ours, theirs, rounds=90)
    rows_title(f"Walk and compile against a bare Typst page {what}, same standards, warm")
    row("bare Typst", median_ms(their_times))
    row("hjemmetraening", median_ms(our_times))
    row("ratio", ratio(our_times, their_times), "x", "goal at most 1.5")


def against_libreoffice(sag: Sag, letters: list[Letter], job: Job, folder: Path) -> None:
    if not soffice.available():
        print("\nLibreOffice is not installed: no comparison with it.")
        return
    source = folder / "composed.docx"
    theirs = docxtpl_bytes(source)
    cases, shaped = ([Sag(varied(sag.data, n, shapes), "bench") for n in range(40)]
                     for shapes in (False, True))
    count = len(letters_of(cases[0].data, job))

    def ours(number: int, cases: list[Sag] = cases) -> None:
        for letter in produce(cases[number], job):
            write(folder / "ud", letter.stem, letter.files)

    def rival(number: int, convert: Callable[[Path, Path], None]) -> None:
        target = folder / "rival.docx"
        target.write_bytes(theirs(letters[number]))
        convert(target, folder / "rival.pdf")

    rows_title("A case -> DOCX and PDF on disk against docxtpl with LibreOffice, per letter")
    if soffice.warm_available():
        with soffice.Warm() as office:
            our_times, warm, other_times = paired(
                ours, lambda n: rival(n, office.convert), lambda n: ours(n, shaped), rounds=30)
        ours_each = [t / count for t in our_times]
        row("docxtpl and a warm LibreOffice", median_ms(warm))
        row("hjemmetraening, all stages (validation and check too)", median_ms(ours_each))
        row("ratio", ratio(warm, ours_each), "x", "required 8, goal 12")
        row("ratio, letters of varying structure", ratio(warm, [t / count for t in other_times]), "x")
    else:
        ours_each = [t / count for t in paired(ours, rounds=25)[0]]
        print("  The system's Python has no UNO bridge: no warm LibreOffice here.")
    profile = folder / "profile"
    cold = paired(lambda n: rival(n, lambda docx, _: soffice.convert_cold(docx, profile)),
                  rounds=4, warm_up=1)[0]
    row("docxtpl and a cold LibreOffice", median_ms(cold))
    row("ratio", statistics.median(cold) / statistics.median(ours_each), "x")


def due_over_many() -> None:
    rows_title("due over many cases, whole process, with validation")
    for count, taken in duties.measured():
        row(f"{count:,} cases".replace(",", "."), taken, "s",
            f"{taken / count * 1000:.2f} ms a case; goal 60 s for 10.000")


def start_up() -> None:
    def helped(_: int) -> None:
        subprocess.run([sys.executable, "-m", "pipeline", "--help"], check=True, capture_output=True)

    rows_title("Start")
    row("hjemmetraening --help, whole process", median_ms(paired(helped, rounds=7)[0]))


if __name__ == "__main__":
    main()
