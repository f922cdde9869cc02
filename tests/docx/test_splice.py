"""Parts changed in a Word file: the others keep their very bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.docx.package import pack, read_parts
from pipeline.docx.splice import spliced
from pipeline.errors import TemplateError

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>" * 500,
         "word/media/æble.png": bytes(range(256)), "word/styles.xml": b"<s/>" * 50}


def test_a_part_is_changed_one_goes_and_one_comes() -> None:
    made = spliced(pack(PARTS), {"word/styles.xml": b"<ny/>", "word/media/æble.png": None,
                                 "customXml/item1.xml": b"<data/>"})
    assert read_parts(made) == {
        "[Content_Types].xml": PARTS["[Content_Types].xml"], "word/styles.xml": b"<ny/>",
        "word/document.xml": PARTS["word/document.xml"], "customXml/item1.xml": b"<data/>"}
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.namelist()[-1] == "customXml/item1.xml"


def test_nothing_changed_is_the_same_file() -> None:
    assert spliced(pack(PARTS), {}) == pack(PARTS)
    there_and_back = spliced(spliced(pack(PARTS), {"x.xml": b"x"}), {"x.xml": None})
    assert there_and_back == pack(PARTS)


@pytest.mark.parametrize("streamed", [False, True])
def test_a_file_of_another_program_is_changed_too(streamed: bool) -> None:
    target = io.BytesIO()
    # What cannot go back in a file writes the sizes behind each part.
    sink = Forward(target) if streamed else target
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.comment = b"fra et andet program"
    data = target.getvalue()
    assert (b"PK\7\10" in data) is streamed
    made = spliced(data, {"word/styles.xml": None})
    assert read_parts(made) == {name: content for name, content in PARTS.items() if "styles" not in name}


class Forward(io.RawIOBase):
    """A file that only goes forward."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self._target.write(data)  # type: ignore[arg-type]

    def flush(self) -> None:
        pass


def test_what_lies_between_the_parts_does_not_follow() -> None:
    with_rest = spliced(pack(PARTS), {"gammel.xml": b"hemmeligt"})
    directory = with_rest.rindex(b"PK\1\2")
    ending = bytearray(with_rest[-22:])
    ending[8:12] = len(PARTS).to_bytes(2, "little") * 2
    ending[12:16] = (directory - int.from_bytes(ending[16:20], "little")).to_bytes(4, "little")
    unlisted = with_rest[:directory] + bytes(ending)
    assert read_parts(unlisted) == PARTS
    assert b"gammel.xml" in unlisted
    assert b"gammel.xml" not in spliced(unlisted, {"word/styles.xml": None})


@pytest.mark.parametrize("broken", [
    b"", b"PK", b"PK\5\6", pack(PARTS)[:-30], pack(PARTS).replace(b"PK\3\4", b"PK\3\5"),
    pack(PARTS)[:-6] + b"\0\0\0\0\0\0"])
def test_a_file_in_pieces_is_refused(broken: bytes) -> None:
    with pytest.raises(TemplateError):
        spliced(broken, {"word/styles.xml": None})
