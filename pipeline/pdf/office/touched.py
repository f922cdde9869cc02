"""A PDF of LibreOffice's made ready: what it says of itself, and the tags a screen reader follows."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.errors import DocumentRefused, MachineError, Problem, text
from pipeline.pdf import Attachment, Metadata
from pipeline.pdf.setting.artifacts import mark_lines
from pipeline.pdf.word.refusal import problem

_NAMES = 100
"""Steps from a tag's own name to the standard one; there are one or two."""

Tag = Any
"""A structure element: a dictionary of the PDF."""


def touched(
    data: bytes, metadata: Metadata, timestamp: dt.datetime, standard: Sequence[str] = ("ua-1", "a-2b"),
    attachments: Sequence[Attachment] = (),
) -> tuple[bytes, int]:
    """The PDF with our metadata, tidy tags and these files attached, and its number of pages.

    LibreOffice makes PDF/A-2; for PDF/A-3 only what it calls itself, and what is attached, differ.

    Raises DocumentRefused where a picture has no words, and MachineError without pikepdf.
    """
    try:
        import pikepdf
    except ImportError:
        raise MachineError([Problem("pikepdf", "pikepdf-mangler", text("PDF-motor"), text(
            "Pakken pikepdf er ikke installeret."), text(
            "Installer pakken pikepdf, og prøv igen."))]) from None
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _describe(pdf, metadata, timestamp, standard)
        attach(pdf, attachments, timestamp)
        if "/StructTreeRoot" in pdf.Root:
            _tags(pdf)
            mark_lines(pdf)
        _links(pdf)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, linearize=False)
        return target.getvalue(), len(pdf.pages)


def _describe(
    pdf: Any, metadata: Metadata, timestamp: dt.datetime, standard: Sequence[str],
) -> None:
    """Title, author, subject, language, date and part of PDF/A: ours, and nothing the Word file knew
    besides."""
    import pikepdf

    moment = timestamp.astimezone(dt.UTC)
    pdf.Root["/Lang"] = pikepdf.String(metadata.language)
    for key in list(pdf.docinfo):
        if key != "/Producer":
            del pdf.docinfo[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        kept = ("pdfaid:", "pdfuaid:", "pdf:Producer")
        for key in list(xmp):
            prefixed = _prefixed(key)
            if not prefixed.startswith(kept):
                del xmp[key]
        xmp["pdfaid:part"] = next(each[2] for each in standard if each.startswith("a-"))
        xmp["dc:title"] = metadata.title
        if metadata.author:
            xmp["dc:creator"] = [metadata.author]
        if metadata.subject:
            xmp["dc:description"] = metadata.subject
        xmp["dc:language"] = {metadata.language}
        for name in ("CreateDate", "ModifyDate"):
            xmp[f"xmp:{name}"] = moment.isoformat(timespec="seconds")


def attach(pdf: Any, attachments: Sequence[Attachment], timestamp: dt.datetime) -> None:
    """The files, in the list of attached files and as what belongs to the whole document."""
    import pikepdf

    date = f"{timestamp.astimezone(dt.UTC):D:%Y%m%d%H%M%SZ}"
    for each in attachments:
        spec = pikepdf.AttachedFileSpec(
            pdf, each.data, filename=each.name, description=each.description,
            mime_type=each.mime_type, creation_date=date, mod_date=date)
        spec.relationship = pikepdf.Name(f"/{each.relationship.capitalize()}")
        pdf.attachments[each.name] = spec
    if attachments:
        pdf.Root["/AF"] = pikepdf.Array([pdf.attachments[each.name].obj for each in attachments])


_PREFIXES = {"http://www.aiim.org/pdfa/ns/id/": "pdfaid:", "http://ns.adobe.com/pdf/1.3/": "pdf:",
             "http://www.aiim.org/pdfua/ns/id/": "pdfuaid:"}


def _prefixed(key: str) -> str:
    """A name as people write it, from the one with its whole namespace."""
    space, _, name = key.removeprefix("{").partition("}")
    return f"{_PREFIXES.get(space, '')}{name}"


def _tags(pdf: Any) -> None:
    """No empty paragraphs, headings without gaps, tables with headers or none, pictures with words."""
    import pikepdf

    root = pdf.Root["/StructTreeRoot"]
    roles = root.get("/RoleMap", {})
    level = 0
    silent = False
    for tag in _below(root):
        name = _role(tag, roles)
        if _says_nothing(tag, name):
            _drop(tag)
        elif name in _HEADINGS:
            level = min(_HEADINGS.index(name) + 1, level + 1)
            tag["/S"] = pikepdf.Name(_HEADINGS[level - 1])
        elif name == "/Table" and not any(_role(inner, roles) == "/TH" for inner in _below(tag)):
            _plain(tag, roles)
        elif name == "/TH":
            _scoped(tag)
        elif name in ("/Figure", "/Formula") and not (
                str(tag.get("/Alt", "")).strip() or "/ActualText" in tag):
            if _edge(tag, roles):
                tag["/S"] = pikepdf.Name.NonStruct
            else:
                silent = True
    if silent:
        raise DocumentRefused([problem("pdf-billede-alternativ-tekst", "pdf")])


_HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_CELLS = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD")


def _says_nothing(tag: Tag, name: str) -> bool:
    """Whether this is the tag of an empty paragraph, at which a screen reader would only halt."""
    import pikepdf

    kids = tag.get("/K", pikepdf.Array())
    return (name in ("/P", *_HEADINGS) and isinstance(kids, pikepdf.Array) and len(kids) == 0
            and "/Alt" not in tag and "/ActualText" not in tag)


def _drop(tag: Tag) -> None:
    """Take a tag out of the one above it."""
    import pikepdf

    above = tag["/P"]
    kids = above["/K"]
    if isinstance(kids, pikepdf.Array):
        above["/K"] = pikepdf.Array([kid for kid in kids if not _same(kid, tag)])
    else:
        del above["/K"]


def _same(one: Any, tag: Tag) -> bool:
    return not isinstance(one, int) and one.objgen == tag.objgen


def _plain(table: Tag, roles: Any) -> None:
    """A table without headers only sets things side by side: so read it, and say no more."""
    import pikepdf

    for tag in (table, *_below(table)):
        if _role(tag, roles) in _CELLS:
            tag["/S"] = pikepdf.Name("/Div")


def _edge(figure: Tag, roles: Any) -> bool:
    """Whether this is only the line around a text box: the box itself comes next."""
    beside = list(_below(figure.get("/P", {}), deep=False))
    place = next((number for number, tag in enumerate(beside) if tag.objgen == figure.objgen), -1)
    return 0 <= place < len(beside) - 1 and _role(beside[place + 1], roles) == "/Div"


def _scoped(header: Tag) -> None:
    """A header says what it heads: LibreOffice marks those of columns, and no others."""
    import pikepdf

    known = header.get("/A", pikepdf.Array())
    known = known if isinstance(known, pikepdf.Array) else pikepdf.Array([known])
    if not any("/Scope" in one for one in known if isinstance(one, pikepdf.Dictionary)):
        known.append(pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column))
        header["/A"] = known


def _below(top: Tag, *, deep: bool = True) -> Iterator[Tag]:
    """Every tag below one, or those right below it, in the order they are read."""
    import pikepdf

    waiting = [top.get("/K")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(reversed(list(one)))
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            if deep:
                waiting.append(one.get("/K"))


def _role(tag: Tag, roles: Any) -> str:
    """The standard name behind a tag's own."""
    name = str(tag["/S"])
    for _ in range(_NAMES):
        if name not in roles:
            break
        name = str(roles[name])
    return name


def _links(pdf: Any) -> None:
    """A link is read out by where it leads, where nothing else is said."""
    import pikepdf

    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if str(note.get("/Subtype")) == "/Link" and "/Contents" not in note:
                target = note.get("/A", {}).get("/URI")
                if target is not None:
                    note["/Contents"] = pikepdf.String(str(target))
