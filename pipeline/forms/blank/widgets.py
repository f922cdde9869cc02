"""Fields where the form's Typst source has links: the one pass over a PDF that Typst cannot do itself.

A link to "field:NAME" becomes the widget of that field, and its tag a Form; a screen reader then says
the field where the link stood in the reading order. Nothing else of the PDF is touched.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.forms.blank import editing
from pipeline.forms.blank.carried import attach
from pipeline.forms.blank.model import Form, Question
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.prelude import SIZE
from pipeline.forms.drawn import mark

LINK = "field:"
_PRINT = 4
_REQUIRED, _MULTILINE, _NO_OFF, _RADIO, _COMBO, _COMB = (
    1 << bit for bit in (1, 12, 14, 15, 17, 24))
_INSET = 1.5
"""Points a mark keeps from the edge of its box."""
_DA = f"/{editing.NAME} {SIZE:g} Tf 0 g"


def with_fields(data: bytes, form: Form, plan: Plan, mapping: Mapping[str, Any]) -> bytes:
    """The PDF with the form's fields, in the tab order of what is read, and what it carries."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = _places(pdf)
        builder = _Fields(pdf)
        for question in form.questions:
            builder.add(question, places)
        builder.finish()
        attach(pdf, plan, form.digest, mapping)
        target = io.BytesIO()
        # Packed, its many small objects take a third of the room.
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target.getvalue()


def _places(pdf: Any) -> Mapping[str, Any]:
    """The annotation of each link to a field, by what it leads to; their tags become Form."""
    import pikepdf

    found: dict[str, Any] = {}
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            uri = str(note.get("/A", {}).get("/URI", ""))
            if uri.startswith(LINK):
                found[uri.removeprefix(LINK)] = note
                for key in ("/A", "/Border", "/Contents"):
                    del note[key]
                note["/Subtype"] = pikepdf.Name.Widget
                note["/P"] = page.obj
        page["/Tabs"] = pikepdf.Name.S
    _retag(pdf, found.values())
    return found


def _retag(pdf: Any, widgets: Iterable[Any]) -> None:
    """The tag around each widget says that it is a field; the tree of parents knows which that is."""
    import pikepdf

    parents = pikepdf.NumberTree(pdf.Root["/StructTreeRoot"]["/ParentTree"])
    for widget in widgets:
        tag = parents[int(widget["/StructParent"])]
        assert tag["/S"] == "/Link", "a link has a tag of its own"
        tag["/S"] = pikepdf.Name.Form


class _Fields:
    """The tree of fields: a full name's parts are the names of those above one another."""

    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self._pdf, self._font = pdf, editing.font(pdf)
        self._top = pikepdf.Array()
        self._above: dict[tuple[str, ...], Any] = {}
        self._looks: dict[tuple[str, float, float], Any] = {}

    def add(self, question: Question, places: Mapping[str, Any]) -> None:
        """The fields of a question."""
        import pikepdf

        if question.kind == "several":
            for choice in question.choices:
                name = f"{question.name}.{choice.value}"
                self._hang(name, self._button(
                    places[name], {"/FT": pikepdf.Name.Btn, "/Ff": 0}, choice.value,
                    f"{question.spoken}: {choice.label}", "check"))
        elif question.kind in ("one", "yes"):
            self._hang(question.name, self._radio(question, places))
        else:
            self._hang(question.name, self._written(question, places[question.name]))

    def finish(self) -> None:
        """The form as the catalog names it."""
        import pikepdf

        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({f"/{editing.NAME}": self._font}))
        self._pdf.Root["/AcroForm"] = self._pdf.make_indirect(pikepdf.Dictionary(
            Fields=self._top, DA=pikepdf.String(_DA), DR=resources))

    def _written(self, question: Question, widget: Any) -> Any:
        """A field to write in, or a list to choose from."""
        import pikepdf

        flags = _REQUIRED if question.required else 0
        if question.kind == "menu":
            flags |= _COMBO
            widget["/FT"] = pikepdf.Name.Ch
            # Whoever has chosen by mistake can choose nothing again.
            widget["/Opt"] = pikepdf.Array([pikepdf.Array([pikepdf.String(""), pikepdf.String(" ")]), *(
                pikepdf.Array([pikepdf.String(each.value), pikepdf.String(each.label)])
                for each in question.choices)])
        else:
            flags |= (_MULTILINE if question.kind == "text" else 0) | (_COMB if question.comb else 0)
            widget["/FT"] = pikepdf.Name.Tx
            if question.longest:
                widget["/MaxLen"] = question.longest
        widget["/Ff"] = flags
        if not question.comb:
            _inset(widget)
        widget["/TU"] = pikepdf.String(question.spoken)
        widget["/DA"] = pikepdf.String(_DA)
        widget["/MK"] = pikepdf.Dictionary()
        widget["/AP"] = pikepdf.Dictionary(N=self._empty(widget))
        return widget

    def _radio(self, question: Question, places: Mapping[str, Any]) -> Any:
        """One field with a button for each choice."""
        import pikepdf

        field = self._pdf.make_indirect(pikepdf.Dictionary(
            FT=pikepdf.Name.Btn, TU=pikepdf.String(question.spoken), Kids=pikepdf.Array(),
            Ff=_RADIO | _NO_OFF | (_REQUIRED if question.required else 0)))
        for choice in question.choices:
            widget = self._button(places[f"{question.name}={choice.value}"], {"/Parent": field},
                                  choice.value, f"{question.spoken}: {choice.label}", "circle")
            field["/Kids"].append(widget)
        return field

    def _button(self, widget: Any, entries: Mapping[str, Any], state: str, spoken: str,
                drawn: str) -> Any:
        """A box or a button that is off, with the mark it gets when it is on."""
        import pikepdf

        for key, value in entries.items():
            widget[key] = value
        widget["/TU"] = pikepdf.String(spoken)
        widget["/MK"] = pikepdf.Dictionary(CA=pikepdf.String("l" if drawn == "circle" else "4"))
        widget["/AS"] = pikepdf.Name.Off
        widget["/AP"] = pikepdf.Dictionary(N=pikepdf.Dictionary({
            f"/{state}": self._look(widget, drawn), "/Off": self._empty(widget)}))
        return widget

    def _empty(self, widget: Any) -> Any:
        return self._look(widget, "")

    def _look(self, widget: Any, drawn: str) -> Any:
        """The looks of a widget: a mark, or nothing; what is round it is the page's."""
        import pikepdf

        left, low, right, high = (float(each) for each in widget["/Rect"])
        size = (drawn, round(right - left, 2), round(high - low, 2))
        if size not in self._looks:
            content = mark(drawn, (0.0,), size[1], size[2], _INSET) if drawn else "/Tx BMC EMC"
            self._looks[size] = self._pdf.make_stream(
                content.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, size[1], size[2]]), Resources=pikepdf.Dictionary())
        return self._looks[size]

    def _hang(self, name: str, field: Any) -> None:
        """Put a field below those its name says."""
        import pikepdf

        *above, own = name.split(".")
        field["/T"] = pikepdf.String(own)
        kids, parent = self._top, None
        for parts in _beginnings(above):
            node = self._above.get(parts)
            if node is None:
                node = self._pdf.make_indirect(pikepdf.Dictionary(
                    T=pikepdf.String(parts[-1]), Kids=pikepdf.Array()))
                if parent is not None:
                    node["/Parent"] = parent
                kids.append(node)
                self._above[parts] = node
            parent, kids = node, node["/Kids"]
        if parent is not None:
            field["/Parent"] = parent
        kids.append(field)


def _inset(widget: Any) -> None:
    """Keep what is written off the box that is drawn round it."""
    left, low, right, high = (float(each) for each in widget["/Rect"])
    widget["/Rect"] = [left + _INSET, low + _INSET, right - _INSET, high - _INSET]


def _beginnings(parts: list[str]) -> Iterator[tuple[str, ...]]:
    for end in range(1, len(parts) + 1):
        yield tuple(parts[:end])
