"""Shared by all tests: the samples, the golden switch, and no skipping in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from pipeline import Job, Sag, read_sag, read_settings
from pipeline.letters import makeable
from tests.chromium import chromium

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
__all__ = ["chromium"]

hypothesis.settings.register_profile("thorough", max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true",
                     help="write the golden files anew (never in CI)")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for people: in CI golden files are compared")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {report.longrepr}"
    return report


@cache
def settings() -> Mapping[str, Any]:
    return read_settings(SAMPLES / "kommuner" / "solbaek.toml")


@cache
def sample(name: str) -> Sag:
    return read_sag(SAMPLES / "sager" / f"{name}.json")


def sample_names() -> list[str]:
    names = sorted(path.stem for path in (SAMPLES / "sager").glob("*.json"))
    assert len(names) >= 8
    return names


def job_for(sag: Sag, kind: str, **more: Any) -> Job:
    own = None if "kommune" in sag.data else settings()
    return Job(kind, **{"nr": "alle", "settings": own, **more})


def sample_kinds() -> list[tuple[str, str]]:
    """(sample, kind) for every kind a sample can make."""
    return [(name, kind) for name in sample_names() for kind in makeable(sample(name))]
