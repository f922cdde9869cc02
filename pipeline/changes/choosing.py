"""Which sets of templates are compared: a Word file or a folder on either side of the built-in ones."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import Problem, UsageError, text
from pipeline.templates.overlay import chosen_set
from pipeline.templates.sources import sources_of
from pipeline.templateset import DOCUMENTS, LETTERHEADS, PASSAGES, TemplateSet


def pair(old: Path | None, new: Path, kind: str | None, base: TemplateSet,
         ) -> tuple[TemplateSet, TemplateSet, str]:
    """The old set, the new one, and the kind of letter both are about ("" for every kind).

    A file takes its place in `base`; a folder is laid over it; None is `base` itself. Raises UsageError
    for what is no template, and for two files that are not templates of the same thing.
    """
    before, old_name = (base, "") if old is None else _laid(old, kind, base)
    after, new_name = _laid(new, kind, base)
    if old_name and new_name and old_name != new_name:
        raise UsageError([Problem(new.name, "skabeloner-forskellige", text("Skabelon"), text(
            "De to filer er ikke skabeloner til det samme."), text(
            "Sammenlign to udgaver af samme skabelon, eller angiv dokumentet med --kind."))])
    named = new_name or old_name
    folder, _, file = named.partition("/")
    return before, after, kind or (Path(file).stem if folder == DOCUMENTS else "")


def _laid(path: Path, kind: str | None, base: TemplateSet) -> tuple[TemplateSet, str]:
    """The set with a file or a folder, and the name of the file in it."""
    if path.is_dir():
        return TemplateSet((*chosen_set(path.absolute()).own, *base.own), base.single), ""
    shared = path.parent.name in (PASSAGES, LETTERHEADS)
    (source,) = sources_of([path], None if shared else kind, base)
    name = f"{DOCUMENTS}/{source.kind}.docx" if source.kind else source.name
    return base.instead(name, path.absolute()), name
