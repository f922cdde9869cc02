"""How far a run is, in words people can read."""

from __future__ import annotations

import pytest

from pipeline.cli.progress import Progress


@pytest.mark.parametrize(("total", "done", "failed", "seconds", "line"), [
    (1000, 250, 3, 10.0, "250 af 1.000 sager · 3 med fejl · 25 i sekundet · ca. 30 sekunder tilbage"),
    (20_000, 1_234, 0, 60.0, "1.234 af 20.000 sager · 21 i sekundet · ca. 15 minutter tilbage"),
    (1_000_000, 10_000, 0, 500.0, "10.000 af 1.000.000 sager · 20 i sekundet · ca. 13,8 timer tilbage"),
    (None, 17, 1, 10.0, "17 sager · 1 med fejl · 1,7 i sekundet"),
    (5, 5, 0, 2.0, "5 af 5 sager · 2,5 i sekundet"),
    (5, 0, 0, 0.0, "0 af 5 sager"),
])
def test_the_line(total: int | None, done: int, failed: int, seconds: float, line: str) -> None:
    progress = Progress(total, now=lambda: 0.0)
    progress.show(done, failed)
    assert progress.line(done, failed, seconds) == line


def test_elsewhere_than_on_a_terminal_a_line_comes_seldom(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 1.0, 29.0, 31.0, 40.0, 62.0])
    progress = Progress(10, now=lambda: next(moments))
    for done in range(1, 6):
        progress.show(done, 0)
    progress.over()
    told = capsys.readouterr().err
    assert [line.split(" ")[0] for line in told.splitlines()] == ["3", "5"]
    assert "\r" not in told


def test_cases_that_were_there_already_do_not_count_as_speed() -> None:
    progress = Progress(100, now=lambda: 0.0)
    progress.show(60, 0, reused=50)
    assert progress.line(60, 0, 10.0) == "60 af 100 sager · 1,0 i sekundet · ca. 40 sekunder tilbage"
