"""The worker processes of a batch: warm for letters, each alone with its task."""

from __future__ import annotations

from pipeline import workers

GROWN = 600 * 1024 * 1024
"""Bytes of memory at which a worker makes room for a fresh one; at rest one takes about 150 MB."""
STUCK = 300.0
"""Seconds after which a task is taken to hang. The longest letter takes a few."""


class Workers(workers.Workers):
    """A fixed number of processes that make letters."""

    def __init__(self, count: int, *, stuck: float = STUCK, grown: int = GROWN) -> None:
        super().__init__(count, ready=_ready, stuck=stuck, grown=grown)


def _ready() -> None:
    import pipeline.flow  # noqa: F401  (while the others still start)
