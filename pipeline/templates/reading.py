"""Reads a template's tags in their order, as a letter's making meets them: blocks, loops, passages."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline.docx import syntax
from pipeline.docx.includes import Include, arguments, declaration_of, include_of
from pipeline.docx.syntax import BLOCKS, keyword_of
from pipeline.errors import Text, text
from pipeline.templates import knowledge as know
from pipeline.templates.expressions import LOOP, Expressions
from pipeline.templates.fields import Seen
from pipeline.templates.fieldtypes import ANY, Type, listed
from pipeline.templates.files import Placed
from pipeline.templates.findings import Finding, Spot
from pipeline.templates.knowledge import NOTHING, Knowledge

_OPENING = re.compile(r"(\{[{%#][-+]?)(?:tr|tc|p|r)(?=\s)")
_CELL = re.compile(r"\{%[-+]?\s*(?:colspan|cellbg)\s([^%]*?)[-+]?%\}")
_MERGES = re.compile(r"\{%[-+]?\s*(?:vm|hm)\s*[-+]?%\}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")

DEEPEST = 19
"""Blocks within each other: Python itself takes no more loops."""

Passage = Callable[[str], Iterable[Placed]]
"""The tags of a passage by its name."""


@dataclass(slots=True)
class Block:
    """An open block: what was known and named before it, and what holds in its next branch."""

    keyword: str
    known: Knowledge
    scope: dict[str, Seen]
    otherwise: Knowledge = NOTHING


class Reading:
    """One document's tags read against the names of its kind; gathers findings and used fields."""

    def __init__(
        self, names: Type, environment: Environment, passage: Passage, kind: str = "",
        left_out: frozenset[str] = frozenset(),
    ) -> None:
        self.findings: list[Finding] = []
        self.read = Expressions(names, self._tell)
        self.read.left_out = left_out
        self._environment, self._passage, self._kind = environment, passage, kind
        self._blocks: list[Block] = []
        self._tag: Placed | None = None
        self._loops = 0
        self._inside: tuple[str, ...] = ()
        self._via: Spot | None = None

    def story(self, tags: Iterable[Placed]) -> None:
        """Read one part or passage; what it leaves open ends with it."""
        depth = len(self._blocks)
        for tag in tags:
            if tag.include:
                self._include(tag)
            else:
                self._tag = tag
                # What is too deep to be read is told as a tag that cannot be understood.
                with contextlib.suppress(RecursionError):
                    self._read(tag, depth)
        while len(self._blocks) > depth:
            self._close()

    def _include(self, tag: Placed) -> None:
        if tag.include not in self._inside:
            passage = tuple(self._passage(tag.include))
            bound = self._arguments(tag, passage)
            kept, via = self._inside, self._via
            self._inside, self._via = (*kept, tag.include), via or tag.spot
            self.story(passage)
            self._inside, self._via = kept, via
            if bound:
                self._close()

    def _arguments(self, tag: Placed, passage: Sequence[Placed]) -> bool:
        """Open a block with what the passage takes; what is wrong with it, composing tells."""
        try:
            source = declaration_of(passage[0].text) if passage else None
            taken = arguments(source, given=False) if source is not None else ()
        except ValueError:
            return False
        try:
            given = dict(arguments((include_of(tag.text) or Include("")).source or "a=1", given=True))
        except ValueError:
            given = {name: "" for name, _ in taken}
        if taken:
            self._tag = tag
            seen = {name: self._argument(given.get(name, default)) for name, default in taken}
            self._blocks.append(Block("with", self.read.known, dict(self.read.scope)))
            for name, value in seen.items():
                self._bind(nodes.Name(name, "store"), value)
        return bool(taken)

    def _argument(self, expression: str) -> Seen:
        """What an argument's expression gives, where its passage is asked for."""
        node = _tree(self._environment, f"{{% with a={expression} %}}", "with")
        return self.read.value(node.values[0]) if isinstance(node, nodes.With) else Seen(ANY)

    def _tell(self, code: str, message: Text, remedy: Text, *, warning: bool = False) -> None:
        tag = self._tag
        assert tag is not None
        shown = text("{fejl}: {tag}", fejl=message, tag=tag.text)
        self.findings.append(Finding(code, tag.spot, shown, remedy, "advarsel" if warning else "fejl",
                                     tag.text, (self._kind,) if self._kind else (), self._via))

    def _read(self, tag: Placed, depth: int) -> None:
        source = normal(tag.text)
        keyword = keyword_of(source)
        node = _tree(self._environment, source, keyword) if tag.closed else None
        if source.startswith("{{"):
            if node is not None:
                self._field(tag, node)
        elif keyword in BLOCKS:
            self._open(keyword, node)
        elif keyword in ("elif", "else"):
            if len(self._blocks) > depth:
                self._branch(keyword, node)
        elif keyword in BLOCKS.values():
            if len(self._blocks) > depth and BLOCKS[self._blocks[-1].keyword] == keyword:
                self._close()
        elif keyword == "set" and isinstance(node, nodes.Assign):
            self._bind(node.target, self.read.value(node.node))

    def _field(self, tag: Placed, node: nodes.Node) -> None:
        if tag.prefix in ("p", "r"):
            # A picture or rich text from a Python caller stands outside the text.
            placed = [self.read.value(each).type.kind for each in (
                node.nodes if isinstance(node, nodes.Output) else ())]
            if placed == ["alt"]:
                return
            self._tell("felt-uden-for-tekst", text(
                "Feltet står uden for teksten, men er almindelig tekst"),
                text("Skriv feltet uden p eller r."))
        for expression in node.nodes if isinstance(node, nodes.Output) else ():
            self.read.printed(expression)

    def _open(self, keyword: str, node: nodes.Node | None) -> None:
        read = self.read
        block = Block(keyword, read.known, dict(read.scope))
        if len(self._blocks) == DEEPEST:
            self._tell("blok-for-dyb", text("For mange blokke ligger inde i hinanden"), text(
                "Brug højst {antal}.", antal=DEEPEST))
        self._blocks.append(block)
        if isinstance(node, nodes.If):
            then, block.otherwise = read.condition(node.test)
            read.known = read.known.both(then)
        elif isinstance(node, nodes.For):
            self._loop(node, block)
        elif isinstance(node, nodes.With):
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, read.value(value))

    def _loop(self, node: nodes.For, block: Block) -> None:
        read = self.read
        over = read.filled_value(node.iter)
        if over.type.kind not in ("liste", "alt"):
            self._tell("loekke-over-andet", text(
                "Der kan kun gås igennem en liste, og {felt} er ingen", felt=over.name or "…"),
                text("Vælg en liste, eller skriv feltet uden en løkke."))
            over = Seen(listed(ANY))
        elif isinstance(node.iter, nodes.Const):
            over = Seen(listed(ANY))
        block.otherwise = know.empty(over.path)
        read.known = read.known.both(know.filled(over.path))
        read.scope["loop"] = Seen(LOOP, (f"loop#{self._loops}",))
        items = over.type.items or ANY
        self._bind(node.target, Seen(items))
        if isinstance(node.target, nodes.Name) and over.path:
            read.lists[read.scope[node.target.name].path[0]] = over.path
        if node.test is not None:
            read.known = read.known.both(read.condition(node.test)[0])

    def _bind(self, target: nodes.Node, seen: Seen) -> None:
        """Give a value a name of its own: the name of a field itself stays that field's."""
        if isinstance(target, nodes.Tuple):
            for name in target.items:
                self._bind(name, Seen(ANY))
        elif isinstance(target, nodes.Name):
            if target.name == "loop":
                self._tell("syntaksfejl", text("Navnet loop er optaget i en løkke"), text(
                    "Vælg et andet navn."))
            self._loops += 1
            path = seen.path or (f"{target.name}#{self._loops}",)
            self.read.scope[target.name] = replace(seen, path=path)

    def _branch(self, keyword: str, node: nodes.Node | None) -> None:
        block, read = self._blocks[-1], self.read
        read.known = block.known.both(block.otherwise)
        if block.keyword != "if":
            read.scope = dict(block.scope)
        if keyword == "elif" and isinstance(node, nodes.If) and node.elif_:
            then, otherwise = read.condition(node.elif_[0].test)
            block.otherwise = block.otherwise.both(otherwise)
            read.known = read.known.both(then)

    def _close(self) -> None:
        block = self._blocks.pop()
        self.read.known = block.known
        if block.keyword != "if":
            self.read.scope = block.scope


@functools.lru_cache(20_000)
def normal(tag: str) -> str:
    """A tag as Jinja reads it: without docxtpl's letters for paragraphs, rows and cells."""
    if _MERGES.fullmatch(tag):
        return "{##}"
    if cell := _CELL.fullmatch(tag):
        return f"{{{{ {cell[1]} }}}}".translate(_QUOTES)
    return _OPENING.sub(r"\1 ", tag, count=1).translate(_QUOTES)


def _tree(environment: Environment, source: str, keyword: str) -> nodes.Node | None:
    """What a tag says; None where it cannot be understood or says nothing."""
    try:
        tree = syntax.parsed(environment, source, keyword)
    except (TemplateSyntaxError, RecursionError):
        return None
    return next(iter(tree.body), None)
