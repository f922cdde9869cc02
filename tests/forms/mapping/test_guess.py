"""A first mapping: what a person would see at once is found, and what is doubtful is called so."""

from __future__ import annotations

from pipeline.forms.fields import Field, Form, Widget
from pipeline.forms.mapping.check import check
from pipeline.forms.mapping.guess import guessed
from pipeline.forms.mapping.labels import beside, spelled
from pipeline.forms.mapping.reading import parse_map
from pipeline.forms.mapping.writing import as_toml
from pipeline.forms.words import Phrase


def row(number: int, name: str, kind: str = "text", **more: object) -> Field:
    low = 700.0 - 30 * number
    return Field(name, kind, widgets=(Widget(0, (250.0, low, 450.0, low + 20)),), **more)  # type: ignore[arg-type]


def printed(number: int, words: str, left: float = 50.0) -> Phrase:
    low = 705.0 - 30 * number
    return Phrase(0, (left, low, left + 6 * len(words), low + 10), words)


LABELS = ("Barnets navn", "CPR-nr.", "Mors navn", "Mors telefon", "Fars navn", "E-mail (far)",
          "Diagnose", "Timer om ugen", "Underskrift", "Sko")
FOUND = {"f0": "barn.navn", "f1": "barn.cpr", "f2": "parter[rolle=foraelder].navn",
         "f3": "parter[rolle=foraelder].kontakt.telefon", "f4": "parter[rolle=foraelder][1].navn",
         "f5": "parter[rolle=foraelder][1].kontakt.email", "f6": "barn.diagnose"}


def test_words_beside_the_boxes_say_what_they_are() -> None:
    fields = [row(n, f"f{n}") for n in range(len(LABELS))]
    form = Form({each.name: each for each in fields}, ())
    found = guessed(form, "ansoegning-hjemmetraening", [printed(n, w) for n, w in enumerate(LABELS)])
    paths = {name: str(source.path) for name, source in found.mapping.fields.items()}
    assert {name: paths[name] for name in FOUND} == FOUND
    assert found.mapping.by_hand == ("f8",)
    assert found.unknown == ("f9",)
    assert found.comments["f0"].startswith("sikker")
    assert found.comments["f1"].startswith("kontrollér")  # a parent has one too
    assert found.comments["f7"].startswith("kontrollér")  # two places have that title


def test_help_and_names_say_it_too_and_options_what_they_mean() -> None:
    fields = [Field("a", "text", tooltip="Barnets fødselsdato"), Field("Barn.Diagnose_1[0]", "text"),
              Field("b", "combo", tooltip="Tilknytning til arbejdsmarkedet",
                    options=(("1", "Lønmodtager"), ("2", "Ledig")))]
    form = Form({each.name: each for each in fields}, ())
    found = guessed(form, "ansoegning-tabt-arbejdsfortjeneste")
    assert {name: str(source.path) for name, source in found.mapping.fields.items()} == {
        "a": "barn.foedselsdato", "Barn.Diagnose_1[0]": "barn.diagnose",
        "b": "ansoegninger[-1].arbejde.form"}
    assert found.mapping.fields["b"].choices == {"1": "loenmodtager", "2": "ledig"}


def test_a_box_to_tick_stands_for_the_choice_beside_it() -> None:
    boxes = [Field(f"k{n}", "check", widgets=(Widget(0, (50.0, 690.0 - 30 * n, 64.0, 704.0 - 30 * n)),))
             for n in range(2)]
    words = [printed(n, w, left=70.0) for n, w in enumerate(("Dokumentation", "Forlængelse"))]
    found = guessed(Form({each.name: each for each in boxes}, ()), "ansoegning-udgifter",
                    [Phrase(0, (70.0, 692 - 30 * n, 150.0, 702 - 30 * n), each.words)
                     for n, each in enumerate(words)])
    assert {name: source.when for name, source in found.mapping.fields.items()} == {
        "k0": "dokumentation", "k1": "forlaengelse"}


def test_a_table_is_found_by_its_numbers() -> None:
    names = [f"Udgift_{n:02}_{what}" for n in (1, 2, 3) for what in ("Hvad", "Beløb", "Formål")]
    form = Form({name: Field(name, "text") for name in names}, ())
    found = guessed(form, "ansoegning-udgifter")
    (rows,) = found.mapping.rows
    assert (str(rows.path), rows.count, rows.first) == ("ansoegninger[-1].udgifter", 3, 1)
    assert {name: str(source.path) for name, source in rows.fields.items()} == {
        "Udgift_{n:02}_Hvad": "hvad", "Udgift_{n:02}_Beløb": "beloeb", "Udgift_{n:02}_Formål": "formaal"}
    assert {each.name for each in found.mapping.bound()} == set(names)


def test_what_is_written_can_be_read_and_checked() -> None:
    fields = [row(n, f'f"{n}\\') for n in range(len(LABELS))]
    form = Form({each.name: each for each in fields}, ())
    found = guessed(form, "ansoegning-hjemmetraening", [printed(n, w) for n, w in enumerate(LABELS)],
                    name="a.pdf", digest="0" * 64)
    again = parse_map(as_toml(found.mapping, found.comments, ("Et forslag",)).encode(), "m.toml")
    assert again == found.mapping
    assert not [each for each in check(again, form) if each.severity == "fejl"]


def test_nothing_is_called_sure_that_is_far_off() -> None:
    words = ("Bemærkninger", "Skostørrelse", "Dato for modtagelse", "xyz")
    form = Form({f"f{n}": row(n, f"f{n}") for n in range(len(words))}, ())
    found = guessed(form, "hoeringssvar", [printed(n, w) for n, w in enumerate(words)])
    assert not [each for each in found.comments.values() if each.startswith("sikker")]


def test_the_nearest_words_come_first() -> None:
    box = row(0, "a")
    near, far = printed(0, "Nær", left=200.0), printed(0, "Fjern", left=60.0)
    above = Phrase(0, (250.0, 724.0, 300.0, 734.0), "Over")
    other = Phrase(1, (240.0, 705.0, 249.0, 715.0), "En anden side")
    assert beside(box, [far, above, other, near]) == ["Nær", "Over"]
    assert spelled("topmostSubform[0].Side1[0].CprNr_2[0]") == "topmost Subform Side 1 Cpr Nr 2"
