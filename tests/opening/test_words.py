"""Two readings of a document held against each other: words, not line breaks."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import text
from pipeline.opening.words import COMPARED, LONGEST, MOST, passages, piece


def pages(*said: str):
    return [piece(text("side {side}", side=number), each) for number, each in enumerate(said, 1)]


def test_the_same_words_in_other_lines_are_the_same():
    assert not passages(pages("Det er\r\nsagt.", "Og  mere"), pages("Det er sagt. Og\tmere"))


def test_a_hyphen_at_the_end_of_a_line_is_none():
    assert not passages(pages("hjemme\x02\r\ntræning"), pages("hjemmetræning"))
    assert not passages(pages("hjemme\u00adtræning"), pages("hjemmetræning"))


def test_how_a_letter_is_put_together_does_not_count():
    assert not passages(pages("a\u030angstro\u0308m"), pages("ångström"))


def test_a_changed_word_is_told_with_its_page_and_what_leads_up_to_it():
    (found,) = passages(pages("ingenting her", "der er bevilget 12 timer om ugen"),
                        pages("ingenting her", "der er bevilget 20 timer om ugen"))
    assert (str(found.place), found.before, found.here, found.ours) == (
        "side 2", "ingenting her der er bevilget", "12", "20")


def test_what_stands_only_in_one_is_told():
    (more,) = passages(pages("en to tre"), pages("en tre"))
    assert (more.here, more.ours) == ("to", "")
    (less,) = passages(pages("en tre"), pages("en to tre"))
    assert (less.here, less.ours) == ("", "to")
    (all_,) = passages(pages(""), pages("en to"))
    assert (all_.here, all_.ours) == ("", "en to")


def test_changes_near_each_other_are_one():
    (found,) = passages(pages("a b c d e f"), pages("a x c y e f"))
    assert (found.here, found.ours) == ("b c d", "x c y")


def test_what_a_change_moves_to_another_place_is_not_told():
    foot = "kommunens fod er lang"
    (found,) = passages(pages(f"a b c d e {foot}", "f g h i j k"),
                        pages(f"a b ny c d e f g {foot}", "h i j k"))
    assert (found.here, found.ours) == ("", "ny")


def test_what_is_only_moved_is_told():
    found = passages(pages("a b c d e f g h x y z"), pages("x y z a b c d e f g h"))
    assert {(each.here, each.ours) for each in found} == {("", "x y z"), ("x y z", "")}


def test_a_long_passage_is_cut():
    (found,) = passages(pages(" ".join("a" * (LONGEST + 5))), pages("b"))
    assert found.here.endswith(" …")
    assert len(found.here.split()) == LONGEST + 1


def test_there_are_no_more_passages_than_somebody_reads():
    one = " ".join(f"ord{nr} ens ens ens ens" for nr in range(MOST + 20))
    assert len(passages(pages(one), pages(one.replace("ord", "andet")))) == MOST


def test_another_book_is_one_passage_and_soon_told():
    one, other = (" ".join(f"{mark}{nr}" for nr in range(COMPARED + 1)) for mark in "ab")
    assert len(passages(pages(one), pages(other))) == 1


WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=3), max_size=30)


@given(WORDS, WORDS)
def test_nothing_differs_only_where_nothing_does(one, other):
    found = passages(pages(" ".join(one)), pages(" ".join(other)))
    assert bool(found) == (one != other)
    # What only stands elsewhere has as many words on both sides.
    if sum(len(each.here.split()) + len(each.ours.split()) for each in found) < LONGEST:
        assert sum(len(each.here.split()) for each in found) - sum(
            len(each.ours.split()) for each in found) == len(one) - len(other)
