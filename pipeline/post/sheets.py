"""One part of a print file: letters' pages on sheets, one PDF opened at a time."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.errors import Problem, Text, text
from pipeline.post.plan import Entry

if TYPE_CHECKING:
    import pikepdf

MOST_LETTERS = 1000
MOST_BYTES = 200 * 2**20
"""What one part holds at most: a letter takes about 0.1 MB of memory until its part is written."""

_SHAPE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_OF_A_PAGE = frozenset({"/Type", "/Parent", "/Resources", "/Contents", "/Group", *_SHAPE})
"""What a printer needs of a page. Tags, links, attached files and actions stay behind."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A letter in its part: the first and last page that are its own, from 1, and sheets of paper."""

    entry: Entry
    first: int
    last: int
    sheets: int


class Unusable(Exception):
    """Raised when a letter's PDF cannot be printed; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(slots=True)
class Part:
    """The sheets of some letters, in the order they are added."""

    duplex: bool
    placed: list[Placed] = field(default_factory=list)
    size: int = 0
    _pdf: Any = None

    def __post_init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin anew, and give the memory back."""
        import pikepdf

        self.placed, self.size, self._pdf = [], 0, pikepdf.new()

    @property
    def full(self) -> bool:
        """Whether the next letter belongs in a new part."""
        return len(self.placed) >= MOST_LETTERS or self.size >= MOST_BYTES

    @property
    def pages(self) -> int:
        """Pages so far, blank ones included."""
        return len(self._pdf.pages)

    def add(self, entry: Entry, data: bytes) -> None:
        """Put a letter on the next sheet. Raises Unusable, and nothing of it is in the part."""
        before = self.pages
        with _opened(entry, data) as source:
            _refuse_surprises(entry, source)
            try:
                _flat(source)
                self._pdf.pages.extend(source.pages)
                last = self.pages
                if self.duplex and (last - before) % 2:
                    self._blank(self._pdf.pages[-1].obj)
            except Exception as error:
                del self._pdf.pages[before:]
                raise _unreadable(entry) from error
        self.size += len(data)
        pages = self.pages - before
        self.placed.append(Placed(entry, before + 1, last, pages // 2 if self.duplex else pages))

    def _blank(self, front: pikepdf.Object) -> None:
        """The back of a letter's last sheet: as large as its front, and marked as nothing to read."""
        import pikepdf

        back = pikepdf.Dictionary(Type=pikepdf.Name.Page, Resources=pikepdf.Dictionary(),
                                  Contents=pikepdf.Stream(self._pdf, b"/Artifact BMC EMC"))
        for key in _SHAPE:
            if key in front:
                back[key] = front[key]
        self._pdf.pages.append(pikepdf.Page(back))

    def save(self, file: BinaryIO) -> None:
        """Write the part; the same letters give the same bytes."""
        import pikepdf

        root = self._pdf.Root
        root["/Lang"] = pikepdf.String("da")
        root["/PageMode"] = pikepdf.Name.UseOutlines
        root["/ViewerPreferences"] = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipLongEdge if self.duplex else pikepdf.Name.Simplex,
            PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True)
        self._pdf.docinfo["/Title"] = "Til print"
        with self._pdf.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(f"{one.entry.title} ({one.entry.recipient})", one.first - 1)
                for one in self.placed)
        self._pdf.save(file, deterministic_id=True, linearize=False)


def _opened(entry: Entry, data: bytes) -> Any:
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise _locked(entry) from None
    except (pikepdf.PdfError, ValueError) as error:
        raise _unreadable(entry) from error


def _refuse_surprises(entry: Entry, source: Any) -> None:
    """A file that is not the letter that was made, or would print otherwise than it shows."""
    if source.is_encrypted:
        raise _locked(entry)
    if not len(source.pages):
        raise _unreadable(entry)
    if entry.pages is not None and len(source.pages) != entry.pages:
        raise Unusable(_problem(entry, "print-sidetal", text(
            "PDF-filen har et andet antal sider, end da brevet blev lavet."), text(
            "Lav brevet igen.")))
    if "/OCProperties" in source.Root:
        raise Unusable(_problem(entry, "print-lag", text(
            "PDF-filen har lag, der kan være skjult på skærmen og komme med på papiret."), text(
            "Lav brevet igen, eller gem filen uden lag.")))


def _flat(source: Any) -> None:
    """Pages without what paper cannot show; fields and stamps become part of the page first."""
    if any("/Annots" in page.obj for page in source.pages):
        source.flatten_annotations("print")
    for page in source.pages:
        for key in set(page.obj.keys()) - _OF_A_PAGE:
            del page.obj[key]


def _locked(entry: Entry) -> Unusable:
    return Unusable(_problem(entry, "print-laast", text("PDF-filen er låst med en adgangskode."), text(
        "Lav brevet igen, eller fjern adgangskoden.")))


def _unreadable(entry: Entry) -> Unusable:
    return Unusable(_problem(entry, "print-ulaeselig", text("PDF-filen er ødelagt eller tom."), text(
        "Lav brevet igen.")))


def _problem(entry: Entry, code: str, message: Text, remedy: Text) -> Problem:
    return Problem(entry.pdf, code, text("Til print"), message, remedy)
