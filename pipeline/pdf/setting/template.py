"""What stays the same for all letters of one template: read once, kept within bounds."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.docx.package import Docx
from pipeline.errors import Problem
from pipeline.pdf.emit import Registry
from pipeline.pdf.fonts import Library
from pipeline.pdf.setting.footnotes import KINDS, form_of
from pipeline.pdf.word.colours import Scheme
from pipeline.pdf.word.numbering import Numbering
from pipeline.pdf.word.styles import Styles
from pipeline.pdf.word.typefaces import Typefaces, used_parts
from pipeline.pdf.word.xml import VAL, W, on, parse, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.repeated import Repeated
    from pipeline.pdf.setting.rowheads import Heads
    from pipeline.pdf.setting.section import Section
    from pipeline.pdf.setting.shape import Form

MAX_TEMPLATES = 32
MAX_FORMATS = 4_000
"""Beyond this many remembered formats a template is read anew: direct formatting ran wild."""

SHARED = ("word/styles.xml", "word/numbering.xml", "word/settings.xml")


class Template:
    """Styles, numbering, fonts and settings, and everything worked out from them so far."""

    def __init__(self, docx: Docx, library: Library) -> None:
        theme, _ = used_parts(docx.parts)
        self.scheme = Scheme(_root(docx, theme), _root(docx, "word/settings.xml"))
        self.styles = Styles(self._root(docx, "word/styles.xml"))
        self.numbering = Numbering(self._root(docx, "word/numbering.xml"))
        self.typefaces = Typefaces(library, docx.parts)
        self.settings = Settings(_root(docx, "word/settings.xml"))
        self.registry = Registry()
        self.memo: dict[object, object] = {}
        """Formats, looks and table styles by what they are made from."""
        self.running: Recent[tuple[str, tuple[Problem, ...]]] = Recent(128)
        """Headers and footers as code, by their XML: most are the same in every letter."""
        self.shapes: Recent[Forms] = Recent(32)
        """Bodies as code without their words, by their XML without its words."""
        self.tables: Recent[Repeated] = Recent(128)
        """Tables as code without their words, by their XML without its words."""
        self.names: dict[object, str] = {}
        """Function names by what they set: the `id` of an interned look, a format's number."""

    def _root(self, docx: Docx, part: str) -> Element | None:
        """A part in plain colours."""
        root = _root(docx, part)
        return None if root is None else self.scheme.resolve(root, docx.parts[part])

    @property
    def full(self) -> bool:
        """Whether it has grown beyond what one template needs."""
        return len(self.memo) > MAX_FORMATS or len(self.registry) > MAX_FORMATS



@dataclass(frozen=True, slots=True)
class Forms:
    """A body as code without its words; no sections where it has to be walked each time."""

    sections: tuple[tuple[Section, Form], ...] = ()
    heads: tuple[Heads, ...] = ()
    warnings: tuple[Problem, ...] = ()


T = TypeVar("T")


class Recent(Generic[T]):
    """A small cache, the least recently used leaving first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._known: OrderedDict[object, T] = OrderedDict()

    def get(self, key: object) -> T | None:
        """The value kept under `key`, if it still is."""
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
            return found

    def put(self, key: object, value: T) -> None:
        """Keep the value."""
        with self._lock:
            self._known[key] = value
            while len(self._known) > self._size:
                self._known.popitem(last=False)


class Settings:
    """The few document settings that change the page."""

    def __init__(self, root: Element | None) -> None:
        self.tab = 36.0
        self.sum_spacing = False
        self.compatibility = 12
        self.even_and_odd = self.mirrored = self.gutter_at_top = False
        self.notes: dict[str, dict[str, str]] = {}
        if root is None:
            return
        tab = root.find(W + "defaultTabStop")
        if tab is not None:
            self.tab = points(tab.get(VAL), 36.0) or 36.0
        self.notes = {kind: form_of(root.find(f"{W}{kind}Pr")) for kind in KINDS}
        even = root.find(W + "evenAndOddHeaders")
        self.even_and_odd = even is not None and on(even)
        mirrored = root.find(W + "mirrorMargins")
        self.mirrored = mirrored is not None and on(mirrored)
        gutter = root.find(W + "gutterAtTop")
        self.gutter_at_top = gutter is not None and on(gutter) and not self.mirrored
        spacing = root.find(f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing")
        self.sum_spacing = spacing is not None and on(spacing)
        for setting in root.iterfind(f"{W}compat/{W}compatSetting"):
            if setting.get(W + "name") == "compatibilityMode":
                self.compatibility = int(setting.get(VAL) or 12)


class Templates:
    """A bounded cache of templates, the least recently used leaving first."""

    def __init__(self, library: Library, size: int = MAX_TEMPLATES) -> None:
        self._library = library
        self._size = size
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Template] = OrderedDict()

    def get(self, docx: Docx) -> Template:
        """The template of this document, read where it is not known yet."""
        key = docx.template_key or shared_key(docx)
        with self._lock:
            found = self._known.get(key)
            if found is not None and not found.full:
                self._known.move_to_end(key)
                return found
        made = Template(docx, self._library)
        with self._lock:
            self._known[key] = made
            self._known.move_to_end(key)
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return made

    def forget(self, docx: Docx) -> None:
        """Read the template of this document anew the next time."""
        with self._lock:
            self._known.pop(docx.template_key or shared_key(docx), None)


def shared_key(docx: Docx) -> str:
    """A digest over the parts that a template's letters share."""
    total = hashlib.sha256()
    for name in (*SHARED, *used_parts(docx.parts)):
        data = docx.parts.get(name)
        total.update(f"{name} {'none' if data is None else len(data)}\n".encode())
        total.update(data or b"")
    return total.hexdigest()


def _root(docx: Docx, part: str) -> Element | None:
    data = docx.parts.get(part)
    return None if data is None else parse(part, data)
