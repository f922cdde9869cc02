"""Pages of our own behind a form's, with their tags where the form is tagged itself.

Call it through `room`: the form is somebody else's file and may be made to harm.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.forms import told


def append(data: bytes, pages: bytes) -> bytes:
    """The form with the pages of another PDF behind its own; its fields stay as they are."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as form, pikepdf.open(io.BytesIO(pages)) as more:
            first = len(form.pages)
            form.pages.extend(more.pages)
            added = [page.obj for page in list(form.pages)[first:]]
            own, theirs = form.Root.get("/StructTreeRoot"), more.Root.get("/StructTreeRoot")
            if own is None or theirs is None or "/ParentTree" not in own or "/K" not in own:
                _renumber(added, None)
            else:
                # Pages that are copied already are what the copied tags speak of.
                _hang(own, form.copy_foreign(theirs), _renumber(added, _next_key(own)))
            saved = io.BytesIO()
            form.save(saved, deterministic_id=True)
            return saved.getvalue()
    except (pikepdf.PdfError, TypeError, ValueError, KeyError, AttributeError, RecursionError):
        raise told.unreadable() from None


def _renumber(pages: list[Any], base: int | None) -> int:
    """Move the numbers that lead into the tree of tags; without `base` take them away."""
    numbered = [(page, "/StructParents") for page in pages] + [
        (annotation, "/StructParent") for page in pages for annotation in page.get("/Annots", ())]
    for holder, key in numbered:
        if key in holder:
            if base is None:
                del holder[key]
            else:
                holder[key] = int(holder[key]) + base
    return base or 0


def _hang(own: Any, theirs: Any, base: int) -> None:
    """Hang one tree of tags into another."""
    import pikepdf

    below = theirs.K if isinstance(theirs.K, pikepdf.Array) else pikepdf.Array([theirs.K])
    for element in below:
        element["/P"] = own
    mine = own.K if isinstance(own.K, pikepdf.Array) else pikepdf.Array([own.K])
    own["/K"] = pikepdf.Array([*mine, *below])
    entries = [(key + base, value) for key, value in sorted(_entries(theirs.ParentTree))]
    _add_entries(own.ParentTree, entries)
    own["/ParentTreeNextKey"] = max((key for key, _ in entries), default=base) + 1
    for name in ("/RoleMap", "/ClassMap"):
        if name in theirs:
            roles = own.get(name, pikepdf.Dictionary())
            own[name] = pikepdf.Dictionary({**dict(theirs[name].items()), **dict(roles.items())})
    if "/IDTree" in theirs and "/IDTree" not in own:
        own["/IDTree"] = theirs.IDTree


def _add_entries(tree: Any, entries: list[tuple[int, Any]]) -> None:
    import pikepdf

    flat = [part for key, value in entries for part in (key, value)]
    if "/Nums" in tree:
        tree["/Nums"] = pikepdf.Array([*tree.Nums, *flat])
    elif entries:
        leaf = pikepdf.Dictionary(Nums=pikepdf.Array(flat), Limits=[entries[0][0], entries[-1][0]])
        tree["/Kids"] = pikepdf.Array([*tree.get("/Kids", ()), leaf])


def _entries(tree: Any) -> Iterator[tuple[int, Any]]:
    """What a tree of numbers holds."""
    waiting, looked_at = [tree], 0
    while waiting and looked_at < 100_000:
        node = waiting.pop()
        looked_at += 1
        waiting += list(node.get("/Kids", ()))
        numbers = list(node.get("/Nums", ()))
        yield from ((int(key), value) for key, value in zip(numbers[::2], numbers[1::2], strict=False))


def _next_key(root: Any) -> int:
    """The first number that the tree of tags has not used."""
    return max(max((key for key, _ in _entries(root.ParentTree)), default=-1) + 1,
               int(root.get("/ParentTreeNextKey", 0)))
