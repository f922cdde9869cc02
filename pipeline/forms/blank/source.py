"""A form's Typst source: its words as literals, its places to write by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.forms.blank.model import COLUMNS, Block, Form, Part, Question, Section, Table, Words
from pipeline.forms.blank.prelude import BOX_HEIGHT, LINE_HEIGHT, PRELUDE, SIZE, TICK
from pipeline.pdf.emit import array, family, literal, pt

COMB_CELL = 17.0
"""Points of each box of a comb: six millimetres."""
CELLS = 10
_WORDY = 30
"""Choices with more letters than that stand below one another."""


def source(form: Form, author: str, answers: Mapping[str, str] | None = None,
           room: Mapping[str, int] | None = None) -> str:
    """The whole source. With `answers`, by question, it is what somebody has answered that is set.

    `room` is how many lines the box of a question must at least have.
    """
    code, _, region = form.tag.partition("-")
    names = (code, region.lower() or code, form.title, author, form.labels["side"], form.labels["af"])
    # A form to fill in is the same on every day; the archive wants to know when.
    dated = "none" if answers is None else "auto"
    prelude = PRELUDE
    for word, meant in (("FONTS", family("Arimo")), ("SIZE", pt(SIZE)), ("TICK", pt(TICK))):
        prelude = prelude.replace(word, meant)
    setting = _Setting(form.labels, answers, room or {})
    body = "\n".join((
        f"#heading(level: 1, {literal(form.title)})",
        *(setting.words(each) for each in form.words if answers is None or not each.guide),
        *(line for number, section in enumerate(form.sections, 1)
          for line in setting.section(section, number))))
    return f"{prelude}\n#show: set-up.with({', '.join(map(literal, names))}, {dated})\n{body}\n"


class _Setting:
    """The pieces of one form: with places to write, or with what was written."""

    def __init__(self, labels: Mapping[str, str], answers: Mapping[str, str] | None,
                 room: Mapping[str, int]) -> None:
        self._labels, self._answers, self._room = labels, answers, room

    def section(self, section: Section, number: int) -> Iterator[str]:
        """A heading, and the parts below it; questions that share a line stand side by side."""
        parts = self._parts(section.parts)
        lines = list(parts)
        if lines:
            yield f"#heading(level: 2, {literal(f'{number}. {section.title}')})"
            yield from lines

    def _parts(self, parts: Sequence[Part]) -> Iterator[str]:
        for asked, group in groupby(parts, lambda part: isinstance(part, Question)):
            if asked:
                yield from self._questions([part for part in group if isinstance(part, Question)])
                continue
            for part in group:
                if isinstance(part, Words):
                    yield self.words(part)
                elif isinstance(part, Table):
                    yield from self._table(part)
                elif isinstance(part, Block):
                    yield from self._block(part)

    def words(self, words: Words) -> str:
        """A paragraph."""
        return f"#{'strong-note' if words.strong else 'note'}({literal(words.text)})"

    def _block(self, block: Block) -> Iterator[str]:
        lines = list(self._questions(block.questions))
        if lines:
            yield f"#heading(level: 3, {literal(block.title)})"
            yield from lines

    def _questions(self, questions: Sequence[Question]) -> Iterator[str]:
        shown = [each for each in questions if self._answered(each)]
        for line in _lines(shown):
            cells = [f"cell({{ {self._question(each)} }})" for each in line]
            if len(line) == 1 and line[0].width == COLUMNS:
                yield f"#asked({cells[0]})"
            else:
                used = sum(each.width for each in line)
                widths = [f"{each.width}fr" for each in line]
                if used < COLUMNS:
                    widths.append(f"{COLUMNS - used}fr")
                    cells.append("none")
                yield f"#side-by-side({array(widths)}, {', '.join(cells)})"

    def _answered(self, question: Question) -> bool:
        return self._answers is None or bool(self._answers.get(question.name)) or question.required

    def _question(self, question: Question) -> str:
        title = literal(f"{question.title} *" if question.required and self._answers is None
                        else question.title)
        if self._answers is not None:
            return f"label({title}, none, none); answer({self._answer(question)})"
        hints = ", ".join(literal(each) if each else "none"
                          for each in (question.help, self._pattern(question)))
        return f"label({title}, {hints}); {self._place(question)}"

    def _answer(self, question: Question) -> str:
        assert self._answers is not None
        given = self._answers.get(question.name) or self._labels["ubesvaret"]
        return " + parbreak() + ".join(literal(line) for line in given.split("\n") if line.strip())

    def _pattern(self, question: Question) -> str:
        """How an answer is written."""
        if question.kind in ("date", "time"):
            return f"({self._labels['dato' if question.kind == 'date' else 'tid']})"
        if question.kind == "amount":
            return f"({self._labels['kroner']})"
        return ""

    def _place(self, question: Question) -> str:
        name = literal(question.name)
        if question.kind in ("one", "yes", "several"):
            return self._ticks(question)
        if question.kind == "cpr":
            return f"comb-box({name}, {pt(BOX_HEIGHT)}, {CELLS}, {pt(COMB_CELL)})"
        lines = max(question.lines, self._room.get(question.name, 1))
        return f"line-box({name}, {pt(BOX_HEIGHT + (lines - 1) * LINE_HEIGHT)})"

    def _ticks(self, question: Question) -> str:
        round_ = "false" if question.kind == "several" else "true"
        joint = "." if question.kind == "several" else "="
        ticks = [f"tick({literal(f'{question.name}{joint}{each.value}')}, {round_}, "
                 f"{literal(each.label)})" for each in question.choices]
        wordy = any(len(each.label) > _WORDY for each in question.choices)
        return f"{'ticks-below' if wordy else 'ticks'}({', '.join(ticks)})"

    def _table(self, table: Table) -> Iterator[str]:
        rows = [row for row in table.rows if self._answers is None
                or any(self._answers.get(each.name) for each in row)]
        if not rows:
            return
        yield (f"#above-table({{ label({literal(table.title)}, "
               f"{literal(table.help) if table.help and self._answers is None else 'none'}, none) }})")
        widths = array([f"{each.width}fr" for each in table.columns])
        heads = array([literal(self._head(each)) for each in table.columns])
        cells = [self._row_cell(each) for row in rows for each in row]
        yield f"#rows-of({widths}, {heads}, {', '.join(cells)})"

    def _head(self, question: Question) -> str:
        dated = self._answers is None and question.kind == "date"
        return f"{question.title} {self._pattern(question)}" if dated else question.title

    def _row_cell(self, question: Question) -> str:
        if self._answers is not None:
            return f"answer-cell({literal(self._answers.get(question.name, ''))})"
        return f"spot({literal(question.name)}, 100%, {pt(BOX_HEIGHT)})"


def _lines(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """The questions that share a line, as many as there is room for."""
    line: list[Question] = []
    for each in questions:
        if line and sum(one.width for one in line) + each.width > COLUMNS:
            yield line
            line = []
        line.append(each)
    if line:
        yield line
