"""Pages of the public API and of the rooms beneath it, made from the docstrings: `make docs`."""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdoc
from pdoc.render import configure

import pipeline

PRIVATE = ("pipeline.__main__", "pipeline.locale.extract", "pipeline.locale.documents")
"""What does something when it is imported, or is run by `make` alone."""


def modules() -> Iterator[str]:
    """Every module there is to read about, in the order of names; the public API first."""
    package = Path(pipeline.__file__).parent
    yield pipeline.__name__
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if not {"_data", "node_modules"} & {*parts} and name not in (pipeline.__name__, *PRIVATE):
            yield name


def write(folder: Path, names: Sequence[str]) -> None:
    """The pages of some modules, into a folder. A docstring that cannot be read is a warning."""
    # pdoc takes away what starts programs before it imports; some libraries look for it then.
    for name in names:
        importlib.import_module(name)
    for name in pipeline.__all__:  # which are loaded when they are asked for
        setattr(pipeline, name, getattr(pipeline, name))
    configure(docformat="restructuredtext", footer_text="hjemmetraening", show_source=False)
    with warnings.catch_warnings():
        # A package brings its modules along, unless it says what is public in it.
        warnings.filterwarnings("ignore", ".*already been added")
        # What only the type checker imports is shown as it is written.
        warnings.filterwarnings("ignore", "Error parsing type annotation")
        pdoc.pdoc(*names, output_directory=folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]), list(modules()))
