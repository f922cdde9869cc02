"""Pages of a form drawn by two viewers, each in a process that ends when it takes too long."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from functools import cache
from multiprocessing.util import Finalize

from PIL import Image

from benchmarks.fidelity.workers import Bounds, Lost, Worker

DPI = 72
SECONDS = 20
"""What a viewer may take for a page; an ordinary one takes 0.05."""
BYTES = 4 * 2**30

Drawn = tuple[tuple[int, int], bytes]
"""A grey picture's size and its bytes."""


def seen_by_pdfium(data: bytes, page: int, seconds: float = SECONDS) -> Image.Image | None:
    """A page as PDFium shows it with its fields; None where it does not, or not in time."""
    found = _drawer(seconds).ask((data, page))
    return None if found is None or isinstance(found, Lost) else Image.frombytes("L", *found)


def seen_by_poppler(data: bytes, page: int) -> Image.Image | None:
    """A page as poppler shows it; None where it does not, or not in time."""
    asked = ["pdftoppm", "-r", str(DPI), "-cropbox", "-f", str(page + 1), "-l", str(page + 1), "-"]
    try:
        done = subprocess.run(asked, input=data, capture_output=True, timeout=SECONDS, check=False)
        return Image.open(io.BytesIO(done.stdout)).convert("L")
    except (OSError, subprocess.TimeoutExpired):
        return None


@cache
def _drawer(seconds: float) -> Worker:
    """This process's own PDFium; some files keep it busy for ever, inside one call."""
    worker = Worker(drawer, (), Bounds(seconds=seconds, bytes=BYTES, recycle=500))
    # multiprocessing waits for its processes before it lets go of the line they wait at.
    Finalize(None, worker.close, exitpriority=1)
    return worker


def drawer() -> Callable[[bytes, int], Drawn | None]:
    """What the drawing process does."""
    import pypdfium2 as pdfium

    def draw(data: bytes, page: int) -> Drawn | None:
        try:
            document = pdfium.PdfDocument(data)
            document.init_forms()
            picture = document[page].render(scale=DPI / 72, may_draw_forms=True).to_pil().convert("L")
            document.close()
        except Exception:
            return None
        return picture.size, picture.tobytes()

    return draw
