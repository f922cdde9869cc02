"""LibreOffice's side: our own engine of it, kept warm; plain export where that gives nothing."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.fidelity.ours import NOON
from pipeline.docx.package import Docx
from pipeline.errors import PipelineError
from pipeline.pdf.convert import described
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
from pipeline.pdf.office.running import found, version

LIMIT = 60.0
"""Seconds LibreOffice gets for each of its two tries."""


@dataclass(frozen=True, slots=True)
class Reference:
    """How LibreOffice went: "tagged" (our engine), "plain" (the second try) or "" (neither)."""

    how: str
    seconds: float = 0.0
    first: str = ""
    """What our engine's refusal was, where the first try gave nothing."""


class Theirs:
    """Sets a document with LibreOffice, unless the folder knows it already."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = LibreOfficeEngine(limit=LIMIT)

    def __call__(self, source: Path, digest: str) -> Reference:
        """Set `source` as `<digest>.pdf` in the folder; how it went, now or when it was set."""
        note = self._folder / f"{digest}.json"
        if note.exists():
            return Reference(**json.loads(note.read_text(encoding="utf-8")))
        target = self._folder / f"{digest}.pdf"
        start = time.perf_counter()
        first = self._tagged(source, target)
        reference = Reference("tagged", time.perf_counter() - start)
        if first:
            start = time.perf_counter()
            how = "plain" if plain(source, target) else ""
            reference = Reference(how, time.perf_counter() - start, first)
        note.write_text(json.dumps(asdict(reference)), encoding="utf-8")
        return reference

    def _tagged(self, source: Path, target: Path) -> str:
        """Nothing where it went well, else why not."""
        try:
            docx = Docx.read(source.read_bytes())
            metadata, _ = described(docx, source.stem)
            target.write_bytes(self._engine.pdf(docx, metadata=metadata, timestamp=NOON).data)
        except PipelineError as error:
            return error.problems[0].code
        except Exception as error:
            return type(error).__name__
        return ""


def plain(source: Path, target: Path) -> bool:
    """Without tags and archive, by a LibreOffice of its own; whether there is a PDF."""
    with tempfile.TemporaryDirectory(prefix="fidelity-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # A name of our own: some hold what LibreOffice's command line takes for its own.
        (folder / "in.docx").write_bytes(source.read_bytes())
        process = subprocess.Popen(
            [str(found()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--norestore", "--infilter=MS Word 2007 XML", "--convert-to", "pdf:writer_pdf_Export",
             "--outdir", name, str(folder / "in.docx")], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            return False
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        made = folder / "in.pdf"
        if made.exists():
            target.write_bytes(made.read_bytes())
        return made.exists()


def place(cache: Path) -> Path:
    """Where this LibreOffice's results are kept."""
    folder = cache / "libreoffice-{}.{}".format(*version(found()))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
