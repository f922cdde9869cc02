"""The API's pages are made from the docstrings."""

from __future__ import annotations

from pathlib import Path

import pipeline
from upkeep.apidocs import modules, write


def test_the_public_api_comes_first_and_every_room_comes() -> None:
    names = list(modules())
    assert names[0] == "pipeline"
    assert {"pipeline.flow", "pipeline.documents.kinds.ophoer", "pipeline.web.app"} <= {*names}
    assert len(names) == len({*names}) > 400


def test_the_public_names_have_their_docstrings(tmp_path: Path) -> None:
    write(tmp_path, ["pipeline", "pipeline.flow"])
    page = (tmp_path / "pipeline.html").read_text(encoding="utf-8")
    for name in pipeline.__all__:
        assert f'id="{name}"' in page
    assert "Every copy of the documents a job asks for" in page
    assert (tmp_path / "pipeline" / "flow.html").is_file()
