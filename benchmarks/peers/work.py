"""A process that works with the peers in Python, in their own environment: a line asks, a line answers.

The same talk as node/work.js: {"do": "weasyprint", …} -> {"seconds": 0.1}. It knows nothing of us.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Asked = dict[str, Any]


def weasyprint(asked: Asked) -> bytes:
    from weasyprint import HTML

    more = {"pdf_variant": asked["variant"]} if asked.get("variant") else {}
    made: bytes = HTML(string=_text(asked["source"])).write_pdf(font_config=_fonts(), **more)
    return made


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def unoserver(asked: Asked) -> bytes:
    made: bytes = _client(asked["port"]).convert(inpath=asked["source"], convert_to="pdf")
    return bytes(getattr(made, "data", made))


@cache
def _client(port: str) -> Any:
    from unoserver.client import UnoClient

    return UnoClient(port=port, host_location="local")


def dxpdf(asked: Asked) -> bytes:
    import dxpdf as converter

    made: bytes = converter.convert(_bytes(asked["source"]))
    return made


def pypdfform(asked: Asked) -> bytes:
    from PyPDFForm import PdfWrapper

    form = PdfWrapper(_bytes(asked["source"]), need_appearances=False)
    made: bytes = form.fill(asked["values"]).read()
    return made


@cache
def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


@cache
def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


MAKERS: dict[str, Callable[[Asked], bytes]] = {
    "weasyprint": weasyprint, "unoserver": unoserver, "dxpdf": dxpdf, "pypdfform": pypdfform}


def answer(asked: Asked) -> Asked:
    if asked["do"] == "version":
        return {"version": importlib.metadata.version(asked["of"])}
    start = time.perf_counter()
    made = MAKERS[asked["do"]](asked)
    seconds = time.perf_counter() - start
    if asked.get("out"):
        Path(asked["out"]).write_bytes(made)
    return {"seconds": seconds, "size": len(made)}


def work() -> None:
    for line in sys.stdin:
        try:
            said = answer(json.loads(line))
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    work()
