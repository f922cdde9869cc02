"""The picture of what is due: every limit is in it once, and its bars fit their frame."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pipeline.duties import Duty
from pipeline.errors import text
from pipeline.web.sager.timeline import LABEL, LEAST, MOST_MONTHS, NUMBER, ROW, WIDTH, timeline

TODAY = dt.date(2026, 11, 22)


def duty(day: dt.date, ready: bool = False) -> Duty:
    return Duty(day, "tilsyn", text("Tilsyn"), "aftalt", "tilsyn[0]", klar=ready)


def test_months_stand_in_order_and_the_overdue_before_them() -> None:
    picture = timeline([duty(dt.date(2027, 1, 31)), duty(dt.date(2026, 11, 21)), duty(TODAY, True),
                        duty(dt.date(2020, 1, 1), True), duty(TODAY)], TODAY, dt.date(2027, 2, 1))
    assert [(bar.month, bar.count) for bar in picture.bars] == [
        (None, 2), (dt.date(2026, 11, 1), 2), (dt.date(2026, 12, 1), 0), (dt.date(2027, 1, 1), 1),
        (dt.date(2027, 2, 1), 0)]
    assert [[piece.kind for piece in bar.pieces] for bar in picture.bars] == [
        ["sen"], ["brev", "andet"], [], ["andet"], []]
    assert (picture.late, picture.count, picture.height) == (2, 5, 5 * ROW)


def test_without_limits_there_are_only_months() -> None:
    picture = timeline([], TODAY, TODAY)
    assert [(bar.month, bar.pieces) for bar in picture.bars] == [(dt.date(2026, 11, 1), ())]


def test_of_a_long_time_only_months_with_limits_are_drawn() -> None:
    picture = timeline([duty(dt.date(2040, 5, 5)), duty(dt.date(9999, 12, 31))], TODAY, dt.date.max)
    assert [bar.month for bar in picture.bars] == [dt.date(2040, 5, 1), dt.date(9999, 12, 1)]


@given(st.lists(st.tuples(st.dates(dt.date(2020, 1, 1), dt.date(2032, 1, 1)), st.booleans()),
                max_size=200))
def test_every_limit_is_drawn_once_and_no_bar_leaves_its_frame(
        found: list[tuple[dt.date, bool]]) -> None:
    picture = timeline([duty(*each) for each in found], TODAY, dt.date(2032, 1, 1))
    assert picture.count == len(found) == sum(bar.count for bar in picture.bars)
    assert picture.late == sum(day < TODAY for day, _ in found)
    assert len(picture.bars) <= MOST_MONTHS + 1 or len(picture.bars) <= len(found)
    for bar in picture.bars:
        at = float(LABEL)
        for piece in bar.pieces:
            assert piece.x >= at - 0.1
            assert piece.width >= LEAST
            at = piece.x + piece.width
        assert at <= WIDTH - NUMBER + 2 * LEAST
        assert (bar.month is None) == ("sen" in {piece.kind for piece in bar.pieces})
