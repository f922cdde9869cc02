"""Runs beside the engine as a script: starts LibreOffice, hands it documents, goes when it goes.

The Python that runs it is the first one with LibreOffice's bridge (`uno`): then one LibreOffice
stays up for all documents. Without the bridge each document starts LibreOffice anew. A line on
standard input asks for `out.docx` as `out.pdf`; a line back says how it went. When standard input
ends, the engine is gone, and nothing of ours may outlive it.
"""

from __future__ import annotations

import importlib
import json
import os
import pathlib
import queue
import signal
import subprocess
import sys
import threading
from typing import Any

WRITER, PDF = "MS Word 2007 XML", "writer_pdf_Export"
OPTIONS: dict[str, Any] = {
    "UseTaggedPDF": True, "PDFUACompliance": True, "SelectPdfVersion": 2, "ExportBookmarks": True,
    "ExportNotes": False, "ExportNotesInMargin": False, "ExportFormFields": False}
"""PDF/A-2 with tags; comments stay behind, and a filled-in field is plain text."""

DONE, NOT_READ, NOT_WRITTEN, GONE = "done", "not-read", "not-written", "gone"


def main(folder: str, program: str, mode: str) -> None:
    """Serve until standard input ends."""
    wishes: queue.Queue[None] = queue.Queue()
    threading.Thread(target=_listen, args=(wishes, folder), daemon=True).start()
    office = Warm(folder, program) if mode == "warm" else Cold(folder, program)
    _say("ready")
    while True:
        wishes.get()
        _say(office.convert())


def _listen(wishes: queue.Queue[None], folder: str) -> None:
    for _ in sys.stdin:
        wishes.put(None)
    # This very process is in the group, so somebody else has to tidy up after it.
    subprocess.Popen(  # noqa: S603 - the folder is an argument, never part of the script
        ["/bin/sh", "-c", 'sleep 1; rm -rf "$1" $(cat "$1/sockets")', "sh", folder],
        start_new_session=True)
    os.killpg(0, signal.SIGKILL)


def _say(word: str) -> None:
    print(word, flush=True)


def _url(folder: str, name: str) -> str:
    return pathlib.Path(folder, name).as_uri()


def _command(folder: str, program: str) -> list[str]:
    return [program, f"-env:UserInstallation={_url(folder, 'profile')}", "--headless", "--norestore",
            "--nologo", "--nodefault"]


class Cold:
    """LibreOffice started for each document."""

    def __init__(self, folder: str, program: str) -> None:
        options = {name: {"type": "boolean" if isinstance(value, bool) else "long",
                          "value": str(value).lower()} for name, value in OPTIONS.items()}
        self._target = f"{folder}/out.pdf"
        self._command = [
            *_command(folder, program), f"--infilter={WRITER}", "--convert-to",
            f"pdf:{PDF}:{json.dumps(options)}", "--outdir", folder, f"{folder}/out.docx"]

    def convert(self) -> str:
        """Make the PDF; how it went."""
        done = subprocess.run(  # noqa: S603 - no shell; the program was found by `office`
            self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False)
        if os.path.exists(self._target):
            return DONE
        return NOT_READ if done.returncode == 0 else GONE


class Warm:
    """LibreOffice that stays up, driven through its bridge."""

    def __init__(self, folder: str, program: str) -> None:
        self._source, self._target = _url(folder, "out.docx"), _url(folder, "out.pdf")
        self._uno: Any = importlib.import_module("uno")
        pipe = os.path.basename(folder)
        self._office = subprocess.Popen(  # noqa: S603 - no shell; the program was found by `office`
            [*_command(folder, program), f"--accept=pipe,name={pipe};urp"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = self._uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        context = self._met(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self._desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context)
        self._how = self._uno.Any("[]com.sun.star.beans.PropertyValue", self._values(OPTIONS))

    def _met(self, resolver: Any, address: str) -> Any:
        """The running office, as soon as it answers; the engine sets the limit."""
        while self._office.poll() is None:
            try:
                return resolver.resolve(address)
            except Exception:
                threading.Event().wait(0.02)
        sys.exit(1)

    def _values(self, named: dict[str, Any]) -> tuple[Any, ...]:
        found = []
        for name, value in named.items():
            one = self._uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            one.Name, one.Value = name, value
            found.append(one)
        return tuple(found)

    def convert(self) -> str:
        """Make the PDF; how it went."""
        document, outcome = None, NOT_READ
        try:
            # No macro runs and no link is followed.
            document = self._desktop.loadComponentFromURL(self._source, "_blank", 0, self._values({
                "Hidden": True, "ReadOnly": True, "FilterName": WRITER,
                "MacroExecutionMode": 0, "UpdateDocMode": 0}))
            if document is not None:
                outcome = NOT_WRITTEN
                document.storeToURL(self._target, self._values(
                    {"FilterName": PDF, "FilterData": self._how}))
                outcome = DONE
                document.close(True)
        except Exception:
            return outcome if outcome == DONE or self._answers(document) else GONE
        return outcome

    def _answers(self, document: Any) -> bool:
        """Whether the office is still there once it has let go of a document it failed on."""
        try:
            if document is not None:
                document.close(True)
            self._desktop.getCurrentComponent()
        except Exception:
            return False
        return True


if __name__ == "__main__":
    main(*sys.argv[1:4])
