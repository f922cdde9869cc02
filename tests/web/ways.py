"""The ways people meet a page: with and without JavaScript, on a telephone and a desk, in a language."""

import pytest

WAYS = pytest.mark.parametrize(("script", "width", "lang"), [
    (script, width, lang) for script in (True, False) for width in (360, 1280)
    for lang in ("da", "en")])
APPLICATION = "skema/ansoegning-tabt-arbejdsfortjeneste"
