"""Many people at once: each gets their own document, and nobody an error."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import httpx
import pypdfium2 as pdfium

from benchmarks import web
from tests.web.conftest import Server

USERS = 20


def words(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    pages = len(document)
    document.close()
    assert pages == 2
    return said


def test_everybody_at_once_gets_their_own(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    made = asyncio.run(web.everybody(port, [web.page(n) for n in range(USERS)], USERS))
    for number, each in enumerate(made):
        assert f"sag {number}." in words(each)


def test_a_program_gets_what_a_page_gives(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    asked = [web.page(0, "json"), web.page(1, "json")]
    cases = [json.loads(each) for each in asyncio.run(web.everybody(port, asked, 2))]
    pages = asyncio.run(web.everybody(port, [web.page(0), web.page(1)], 2))
    programs = asyncio.run(web.everybody(port, [web.program(each) for each in cases], 2))
    for page, program in zip(pages, programs, strict=True):
        told: dict[str, Any] = json.loads(program)
        assert base64.b64decode(told["breve"][0]["filer"]["pdf"]) == page


def test_one_who_leaves_takes_nobody_along(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])

    async def both() -> list[bytes]:
        _, leaving = await asyncio.open_connection("127.0.0.1", port)
        leaving.write(web.page(0).written(port))
        await leaving.drain()
        leaving.close()
        return await web.everybody(port, [web.page(n) for n in range(4)], 4)

    assert all(each.startswith(b"%PDF-") for each in asyncio.run(both()))
    assert httpx.get(f"{server.url}/api/health").status_code == 200
