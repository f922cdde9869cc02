"""What may know what: imports point down, the world is passed in, help is quick."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cases import ROOT

PACKAGE = ROOT / "pipeline"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)
NAMES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
         for path in MODULES}

# From the bottom up: a module may import from lower layers and from its own.
LAYERS = (
    ("pipeline.locale",),
    ("pipeline.masking",),
    ("pipeline.errors", "pipeline.logs", "pipeline.processes", "pipeline.resources",
     "pipeline.temporary", "pipeline.workers"),
    ("pipeline.calendar", "pipeline.formats", "pipeline.passwords", "pipeline.richtext",
     "pipeline.sag", "pipeline.templateset"),
    ("pipeline.validator", "pipeline.schemas", "pipeline.law", "pipeline.money",
     "pipeline.formatting", "pipeline.output", "pipeline.danish"),
    ("pipeline.docx", "pipeline.translation"),
    ("pipeline.pdf",),
    ("pipeline.rules",),
    ("pipeline.validation",),
    ("pipeline.leaks", "pipeline.access"),
    ("pipeline.recipients",),
    ("pipeline.facts",),
    ("pipeline.documents",),
    ("pipeline.copies", "pipeline.history", "pipeline.templates"),
    ("pipeline.letters",),
    ("pipeline.carried", "pipeline.gate"),
    ("pipeline.duties", "pipeline.explain", "pipeline.pseudonyms", "pipeline.roles",
     "pipeline.samples"),
    ("pipeline.flow", "pipeline.key", "pipeline.locking", "pipeline.tools", "pipeline.versions"),
    ("pipeline.forms", "pipeline.merging"),
    ("pipeline.starting",),
    ("pipeline.post", "pipeline.preview", "pipeline.changes", "pipeline.opening"),
    ("pipeline.batch",),
    ("pipeline.web",),
    ("pipeline.cli",),
    ("pipeline.__main__",),
)
ABOVE_THE_FLOW = ("pipeline.batch", "pipeline.web", "pipeline.cli", "pipeline.__main__")


def layer_of(module: str) -> int:
    found = [i for i, layer in enumerate(LAYERS) for name in layer
             if f"{module}.".startswith(f"{name}.")]
    assert len(found) == 1, f"{module} stands in {len(found)} layers"
    return found[0]


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(module, whether it is imported when this one is) of every import, those in functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {id(node) for outer in ast.walk(tree)
            if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef) or _for_types(outer)
            for node in ast.walk(outer)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, id(node) not in late) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: say the whole name"
            assert node.module
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield (whole if whole in NAMES else node.module), id(node) not in late


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 50
    assert set(NAMES) >= {"pipeline", "pipeline.flow", "pipeline.cli.render", "pipeline.rules.dates"}


@pytest.mark.parametrize("module", sorted(
    set(NAMES) - {"pipeline", "pipeline.locale.extract", "pipeline.locale.documents"}))
def test_imports_point_down(module: str) -> None:
    own = layer_of(module)
    for imported, _ in imports(NAMES[module]):
        if imported.startswith("pipeline."):
            assert layer_of(imported) <= own, f"{module} imports {imported}"


def test_nobody_imports_the_command_or_the_batch() -> None:
    for module, path in NAMES.items():
        for imported, _ in imports(path):
            if not module.startswith(ABOVE_THE_FLOW):
                assert not imported.startswith(ABOVE_THE_FLOW), module
            if imported.startswith("pipeline.cli"):
                assert module.startswith(("pipeline.cli", "pipeline.__main__")), module


def test_the_flow_does_not_know_the_catalog_extraction() -> None:
    assert "pipeline.locale.extract" not in {
        imported for path in NAMES.values() for imported, _ in imports(path)}


BELOW = [name for name in NAMES if not name.startswith(ABOVE_THE_FLOW)]
WORLD_MODULES = {"socket", "ssl", "http", "http.client", "urllib.request", "requests", "locale", "time",
                 "random", "secrets", "uuid", "getpass", "platform", "webbrowser", "ftplib", "smtplib"}
WORLD_CALLS = {"today", "now", "utcnow", "getenv", "getcwd", "cwd", "home", "expanduser", "urandom",
               "getlogin"}
WORLD_VALUES = {"environ", "environb"}


@pytest.mark.parametrize("module", BELOW)
def test_nothing_below_the_flow_asks_the_world(module: str) -> None:
    """No clock, no environment, no locale, no network, no chance: same case, same bytes."""
    path = NAMES[module]
    assert not {imported for imported, _ in imports(path)} & WORLD_MODULES
    tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    called = {node.func.attr for node in tree
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    named = {node.attr for node in tree if isinstance(node, ast.Attribute)}
    assert not called & WORLD_CALLS
    assert not named & WORLD_VALUES


HEAVY = ("docxtpl", "docx", "typst", "lxml", "jinja2", "pypdfium2", "pypdf", "holidays", "jsonschema",
         "babel", "stdnum", "dateutil")


def loaded(*command: str) -> list[str]:
    """Which heavy libraries a fresh interpreter has loaded after some code."""
    code = f"{'; '.join(command)}; import sys, json; " \
           f"print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                          check=True)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_importing_the_package_loads_no_library() -> None:
    assert loaded("import pipeline") == []


HELP = "from pipeline.cli import group; group.main({args!r}, standalone_mode=False)"


@pytest.mark.parametrize("args", [["--help"], ["--version"]])
def test_help_loads_no_library(args: list[str]) -> None:
    assert loaded(HELP.format(args=args)) == []


def test_reading_a_case_loads_no_library_of_documents() -> None:
    found = loaded("import pipeline", "pipeline.parse_sag(b'{}')")
    assert not {"docxtpl", "docx", "typst", "lxml", "jinja2", "pypdfium2"} & set(found)


def test_validating_loads_no_library_of_documents() -> None:
    found = loaded("import pipeline", "pipeline.validate(pipeline.parse_sag(b'{}'))")
    assert not {"docxtpl", "docx", "typst", "lxml", "jinja2", "pypdfium2"} & set(found)
    assert "jsonschema" in found


def test_modules_are_short() -> None:
    long = {name: count for name, path in NAMES.items()
            if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


@pytest.mark.parametrize("module", NAMES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    tree = ast.parse(NAMES[module].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


def test_the_public_names_are_what_they_say() -> None:
    import pipeline

    for name in pipeline.__all__:
        assert getattr(pipeline, name).__name__ == name
    with pytest.raises(AttributeError):
        _ = pipeline.findes_ikke
