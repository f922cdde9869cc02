"""A document makes the engine read nothing and reach nobody, whatever it names; and takes its share.

Each document is set by a process of its own, with little memory. What it names are a pipe that tells
when it is opened and a port that tells when it is called, so that also libraries are seen.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.docx.package import Docx, pack
from pipeline.errors import DocumentRefused
from pipeline.pdf.office.sealed import sealed

ROOT = Path(__file__).parents[2]
MEMORY = 3 * 1024**3
SOON = 120.0
"""Seconds for a process: starting it takes two, and the longest document five."""
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
import datetime as dt
from pathlib import Path
from pipeline.docx.package import Docx
from pipeline.errors import PipelineError
from pipeline.pdf import Metadata
from pipeline.pdf.setting.engine import TypstEngine
import encodings.utf_16, lxml.etree, typst, PIL.PngImagePlugin, PIL.JpegImagePlugin, pikepdf

when, about = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), Metadata("T", "A")
engine = TypstEngine()
plain = Docx.read(Path(sys.argv[1]).read_bytes())
assert engine.pdf(plain, metadata=about, timestamp=when).pages == 1
own = (str(engine._store.root.parent), sys.prefix, sys.base_prefix, {root!r})
documents = [Path(name).read_bytes() for name in sys.argv[2:]]

def seen(event, args):
    name = str(args[0]) if args else ""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.spawn", "os.system", "urllib.")) or (
            event == "open" and not name.startswith(own)):
        print("!", event, name, end=" ", flush=True)

sys.addaudithook(seen)
for data in documents:
    try:
        print("set", engine.pdf(Docx.read(data), metadata=about, timestamp=when).pages, flush=True)
    except PipelineError as error:
        print("refused", *sorted({{problem.code for problem in error.problems}}), flush=True)
"""


@pytest.fixture
def called() -> Iterator[tuple[int, list[str]]]:
    """A port, and who called."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def answer() -> None:
            while True:
                try:
                    other, _ = server.accept()
                except OSError:
                    return
                calls.append("called")
                other.close()

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)


def opened(pipe: Path) -> bool:
    """Whether somebody waits at the other end of the pipe."""
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


def test_a_pipe_tells_that_it_is_opened(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert not opened(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert opened(pipe)
    os.close(reader)


def field(words: str) -> str:
    return (f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> {words} "
            "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>x</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>")


PICTURE = ("<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9999' cy='9999'/><wp:docPr id='1' name='b' "
           "descr='b'/><a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/"
           "picture'><pic:pic><pic:blipFill><a:blip r:{}='rX'/></pic:blipFill><pic:spPr/></pic:pic>"
           "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>")
CASES = [
    ("image link", PICTURE.format("link"), "image", "pdf-udenfor"),
    ("image embed", PICTURE.format("embed"), "image", "pdf-udenfor"),
    ("altChunk", "<w:altChunk r:id='rX'/>", "aFChunk", "pdf-udenfor"),
    ("subDoc", "<w:p><w:subDoc r:id='rX'/></w:p>", "subDocument", "pdf-udenfor"),
    ("template", "<w:p><w:r><w:t>x</w:t></w:r></w:p>", "attachedTemplate", "set"),
    ("frame", "<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p>", "oleObject", "pdf-objekt"),
    ("INCLUDETEXT", field('INCLUDETEXT "PATH"'), "image", "pdf-felt"),
    ("INCLUDEPICTURE", field('INCLUDEPICTURE "URL" \\d'), "image", "pdf-felt"),
    ("DDEAUTO", field("DDEAUTO cmd /c PATH"), "image", "pdf-felt"),
    ("LINK", field('LINK Excel.Sheet.8 "PATH" a'), "image", "pdf-felt"),
    ("IMPORT", field('IMPORT "PATH"'), "image", "pdf-felt"),
    ("typst", "<w:p><w:r><w:t>#image(\"PATH\") #read(\"PATH\")</w:t></w:r></w:p>", "image", "set"),
]


def test_what_a_document_names_is_never_fetched(make, tmp_path, called):
    port, calls = called
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    url = f"http://127.0.0.1:{port}/x.png"
    documents, expected = [], []
    for name, body, kind, outcome in CASES:
        for target in (url, pipe.as_uri()):
            docx = make(body.replace("PATH", str(pipe)).replace("URL", url),
                        rels={"rX": (kind, target)})
            rels = docx.parts["word/_rels/document.xml.rels"].replace(
                f'Target="{target}"'.encode(), f'Target="{target}" TargetMode="External"'.encode())
            documents.append(pack({**docx.parts, "word/_rels/document.xml.rels": rels}))
            expected.append((name, "set 1" if outcome == "set" else f"refused {outcome}"))
    said = run(tmp_path, make, documents)
    assert list(zip([name for name, _ in expected], said, strict=True)) == expected
    assert not opened(pipe)
    assert not calls


def test_no_entity_is_read(make, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    docx = make("<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    bomb = (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{pipe.as_uri()}"> %p; <!ENTITY e SYSTEM '
            f'"{pipe.as_uri()}">]><x>&e;</x>').encode()
    parts = ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"]
    for said in run(tmp_path, make, [pack({**docx.parts, part: bomb}) for part in parts]):
        assert said in ("refused pdf-dtd", "refused pdf-xml")
    assert not opened(pipe)


def lots(kind: str) -> str:
    word = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    return {
        "empty": "<w:p/>" * 50_000 + word,
        "attributes": "<w:p " + " ".join(f'a{n}=""' for n in range(50_000)) + "/>" + word,
        "columns": "<w:tbl><w:tblPr/><w:tr>" + "<w:tc><w:p/></w:tc>" * 5_000 + "</w:tr></w:tbl>",
        "tags": "<w:p/>" * 3_000_000,
        "runs": "<w:p>" + "<w:r><w:t>x </w:t></w:r><w:r><w:tab/></w:r>" * 2_000 + "</w:p>",
    }[kind]


def test_much_of_anything_fits_in_little_memory(make, tmp_path):
    expected = {"attributes": "set 1", "columns": "refused pdf-tabel-form", "runs": "set 3",
                "tags": "refused pdf-for-stort"}
    said = run(tmp_path, make, [make(lots(kind)).data for kind in expected])
    assert dict(zip(expected, said, strict=True)) == expected
    many, = run(tmp_path, make, [make(lots("empty")).data])
    assert many.startswith("set ")


def run(folder: Path, make, documents: list[bytes]) -> list[str]:
    """What a process of its own says of each document."""
    names = []
    for number, data in enumerate([make("<w:p><w:r><w:t>x</w:t></w:r></w:p>").data, *documents]):
        names.append(str(folder / f"{number}.docx"))
        Path(names[-1]).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(memory=MEMORY, root=str(ROOT)), *names],
        capture_output=True, text=True, timeout=SOON, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.mark.parametrize("words", ['INCLUDETEXT "c:/x"', 'INCLUDEPICTURE "http://x.dk/a"',
                                   "DDEAUTO c x", 'LINK Excel.Sheet.8 "x"', 'IMPORT "x"',
                                   "DATABASE x", "RD x"])
def test_libreoffice_is_handed_no_field_that_fetches(make, words):
    with pytest.raises(DocumentRefused, match="pdf-felt") as caught:
        sealed(Docx.read(make(field(words)).data))
    assert caught.value.problems[0].path == "word/document.xml, afsnit 1"
    assert "--engine auto" not in str(caught.value.problems[0].remedy)
