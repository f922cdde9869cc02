"""LibreOffice as people use it: cold with --convert-to, and warm through a listener."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

PORT = 2099
LISTENER = '''
import sys, time, uno
from com.sun.star.beans import PropertyValue
def prop(name, value):
    p = PropertyValue(); p.Name = name; p.Value = value; return p
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(200):
    try:
        ctx = resolver.resolve("uno:socket,host=127.0.0.1,port=%d;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.1)
desktop = ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", ctx)
data = uno.Any("[]com.sun.star.beans.PropertyValue", tuple([
    prop("SelectPdfVersion", 2), prop("UseTaggedPDF", True), prop("PDFUACompliance", True)]))
print("ready", flush=True)
for line in sys.stdin:
    source, target = line.rstrip("\\n").split("\\t")
    document = desktop.loadComponentFromURL("file://" + source, "_blank", 0, (prop("Hidden", True),))
    document.storeToURL("file://" + target, (
        prop("FilterName", "writer_pdf_Export"), prop("FilterData", data)))
    document.close(True)
    print("done", flush=True)
'''


def available() -> bool:
    return bool(shutil.which("soffice"))


def warm_available() -> bool:
    """Whether the system's Python has LibreOffice's bridge."""
    return available() and subprocess.run(
        ["/usr/bin/python3", "-c", "import uno"], capture_output=True, check=False).returncode == 0


def convert_cold(source: Path, profile: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(source.parent), str(source)], check=True, capture_output=True)


class Warm:
    """A LibreOffice that stays up; `convert` sends it one document and waits."""

    def __init__(self, port: int = PORT) -> None:
        self._port = port

    def __enter__(self) -> Warm:
        self._folder = Path(tempfile.mkdtemp())
        self._office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{self._folder}", "--headless", "--norestore",
             f"--accept=socket,host=127.0.0.1,port={self._port};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._bridge = subprocess.Popen(
            ["/usr/bin/python3", "-c", LISTENER % self._port], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        assert self._bridge.stdout is not None
        assert self._bridge.stdout.readline() == "ready\n"
        return self

    def convert(self, source: Path, target: Path) -> None:
        assert self._bridge.stdin is not None
        assert self._bridge.stdout is not None
        self._bridge.stdin.write(f"{source}\t{target}\n")
        self._bridge.stdin.flush()
        assert self._bridge.stdout.readline() == "done\n"

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._bridge.terminate()
        self._bridge.wait()
        subprocess.run(["pkill", "-f", f"UserInstallation=file://{self._folder}"], check=False)
        self._office.wait()
        time.sleep(0.2)
        shutil.rmtree(self._folder, ignore_errors=True)
