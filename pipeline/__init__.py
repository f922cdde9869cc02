"""Documents of Danish home training: a case in, letters out, as DOCX and accessible PDF.

>>> from pipeline import Job, produce, read_sag          # doctest: +SKIP
>>> letters = produce(read_sag(path), Job("revurdering", settings=read_settings(toml)))
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.errors import PipelineError, Problem
    from pipeline.flow import Produced, produce
    from pipeline.letters import Job
    from pipeline.output import write
    from pipeline.sag import Sag, parse_sag, read_sag, read_settings
    from pipeline.validation import validate

__version__ = "0.1.0"

_HOMES = {
    "Job": "letters", "PipelineError": "errors", "Problem": "errors", "Produced": "flow",
    "Sag": "sag", "parse_sag": "sag", "produce": "flow", "read_sag": "sag",
    "read_settings": "sag", "validate": "validation", "write": "output",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: asking for help needs no rendering library."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"pipeline.{_HOMES[name]}"), name)


__all__ = [
    "Job", "PipelineError", "Problem", "Produced", "Sag", "parse_sag", "produce", "read_sag",
    "read_settings", "validate", "write",
]
