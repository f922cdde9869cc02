"""The bill of materials (CycloneDX) of what the wheel needs, from the lock file: `make sbom`.

The same lock file gives the same bytes, so the list is kept with the project and a test makes it
again. Which files of a library are meant is said by the lock file's hashes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "hjemmetraening.cdx.json"
MACHINE: dict[str, Any] = {
    **default_environment(), "python_version": "3.11", "python_full_version": "3.11.0",
    "sys_platform": "linux", "platform_system": "Linux", "os_name": "posix",
    "platform_machine": "x86_64", "implementation_name": "cpython",
    "platform_python_implementation": "CPython"}
"""Whose libraries are listed: the oldest Python that is promised, on a server."""

_LOCKED = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?")
_LICENCE = "License :: OSI Approved :: "


class Stale(Exception):
    """The environment is not what the lock file says."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library at the version of the lock file, and the names of those it needs.

    `asked`: the project asks for it itself. `home` is the kind of registry it belongs to.
    """

    name: str
    version: str
    licence: str
    needs: tuple[str, ...] = ()
    optional: bool = False
    asked: bool = False
    home: str = "pypi"


def locked(text: str) -> Mapping[str, str]:
    """Every library of a lock file with its version, as `MACHINE` gets it."""
    found = (match for line in text.splitlines() if (match := _LOCKED.match(line)))
    return {canonicalize_name(name): version for name, version, marker in (m.groups() for m in found)
            if not marker or Marker(marker.strip()).evaluate(MACHINE)}


def libraries(project: Mapping[str, Any], versions: Mapping[str, str]) -> list[Library]:
    """What the project needs, and what that needs, in the order of names.

    Raises Stale where a library is installed in another version than the lock file's.
    """
    extras = [line for lines in project.get("optional-dependencies", {}).values() for line in lines]
    always, perhaps = _closure(project["dependencies"], versions), _closure(extras, versions)
    asked = {canonicalize_name(Requirement(line).name) for line in (*project["dependencies"], *extras)}
    return [Library(name, versions[name], _licence(found), needs, name not in always, name in asked)
            for name, (found, needs) in sorted({**perhaps, **always}.items())]


def design(lock: Mapping[str, Any]) -> list[Library]:
    """What the web pages wear where somebody has run `make web`."""
    return [Library(name.removeprefix("node_modules/"), found["version"], found.get("license", ""),
                    optional=True, asked=True, home="npm")
            for name, found in sorted(lock["packages"].items()) if name]


def _closure(
    lines: Iterable[str], versions: Mapping[str, str],
) -> dict[str, tuple[Distribution, tuple[str, ...]]]:
    wanted = [Requirement(line) for line in lines]
    found: dict[str, tuple[Distribution, tuple[str, ...]]] = {}
    extras: dict[str, set[str]] = {}
    while wanted:
        asked = wanted.pop()
        name = canonicalize_name(asked.name)
        new = set(asked.extras) - extras.get(name, set())
        if name in found and not new:
            continue
        extras.setdefault(name, set()).update(new)
        package = _installed(name, versions)
        needs = list(_needs(package, extras[name]))
        found[name] = package, tuple(sorted({canonicalize_name(each.name) for each in needs}))
        wanted += needs
    return found


def _installed(name: str, versions: Mapping[str, str]) -> Distribution:
    try:
        package = distribution(name)
    except PackageNotFoundError:
        raise Stale(f"{name} is not installed") from None
    if name not in versions or Version(package.version) != Version(versions[name]):
        raise Stale(f"{name} is {package.version} here and {versions.get(name)} in the lock file")
    return package


def _needs(package: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        needed = Requirement(line)
        if needed.marker is None or any(
                needed.marker.evaluate({**MACHINE, "extra": extra}) for extra in ("", *extras)):
            yield needed


def _licence(package: Distribution) -> str:
    """The licence as the library states it."""
    about = package.metadata
    classified = [each.removeprefix(_LICENCE) for each in about.get_all("Classifier") or ()
                  if each.startswith(_LICENCE)]
    # Some put the whole text of the licence where its name belongs.
    named = [each for each in about.get_all("License") or () if len(each) < 60]
    return next(iter((*(about.get_all("License-Expression") or ()), *named, *classified)), "")


def bill(name: str, version: str, listed: Sequence[Library]) -> str:
    """The bill of materials as JSON, with neither time nor chance in it."""
    root = Component(type=ComponentType.APPLICATION, name=name, version=version, bom_ref=name,
                     purl=PackageURL("pypi", None, name, version))
    parts = {each.name: _component(each) for each in listed}
    bom = Bom(components=parts.values())
    bom.metadata.component = root
    bom.register_dependency(root, [parts[each.name] for each in listed if each.asked])
    for each in listed:
        bom.register_dependency(parts[each.name], [parts[need] for need in each.needs])
    said = " ".join(sorted(part.purl.to_string() for part in (root, *parts.values()) if part.purl))
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, said)
    made = json.loads(JsonV1Dot6(bom).output_as_string())
    del made["metadata"]["timestamp"]
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _component(library: Library) -> Component:
    return Component(
        name=library.name, version=library.version,
        purl=PackageURL(library.home, None, library.name, library.version),
        bom_ref=f"{library.home}:{library.name}@{library.version}",
        scope=ComponentScope.OPTIONAL if library.optional else ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(library.licence)] if library.licence else None)


def made(root: Path = ROOT) -> str:
    """The project's bill of materials. Raises Stale."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = locked((root / "requirements.lock").read_text(encoding="utf-8"))
    pages = json.loads((root / "pipeline" / "web" / "design" / "package-lock.json").read_text("utf-8"))
    return bill(project["name"], project["version"], [*libraries(project, versions), *design(pages)])


if __name__ == "__main__":
    try:
        TARGET.write_text(made(), encoding="utf-8")
    except Stale as error:
        sys.exit(f"{error}: run `make test`, so that the environment follows requirements.lock")
