"""The grouper: short sentences find a neighbour, long ones are cut, the rest stays alone."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.text.segment.cuts import count_words
from pocket_tts_wyoming.text.segment.groups import Group, Grouper

if TYPE_CHECKING:
    from collections.abc import Iterable


def count_tokens(text: str) -> int:
    """Count like a unigram tokenizer does, roughly: a token for four letters, digits each alone."""
    return sum(
        len(word) if word.isdecimal() else -(-len(word) // 4)
        for word in re.findall(r"\d+|[^\W\d]+|[^\w\s]", text)
    )


def grouper(limit_tokens: int = 50) -> Grouper:
    return Grouper(limit_tokens, count_tokens, conjunctions=frozenset({"and"}))


def texts(groups: Iterable[Group]) -> list[str]:
    return [group.text for group in groups]


def group(*sentences: str, limit_tokens: int = 50) -> list[str]:
    subject = grouper(limit_tokens)
    return texts(chain(subject.push(sentences), subject.flush()))


WHOLE_TEXTS = [
    (["The light is on.", "The door is closed."], ["The light is on.", "The door is closed."]),
    (["Yes.", "The light is on."], ["Yes. The light is on."]),
    (["Yes.", "Sure.", "The light is on."], ["Yes. Sure. The light is on."]),
    (["The light is on.", "Enjoy."], ["The light is on. Enjoy."]),
    (["The light is on.", "Yes.", "Enjoy."], ["The light is on. Yes. Enjoy."]),
    (["The light is on.", "Yes.", "It is warm."], ["The light is on.", "Yes. It is warm."]),
    (["Done."], ["Done."]),
    (["Yes.", "Done."], ["Yes. Done."]),
    (["Shopping list:", "Milk", "Eggs", "Bread"], ["Shopping list: Milk, Eggs, Bread"]),
    (["1. Milk", "2. Eggs", "3. Fresh bread"], ["1. Milk, 2. Eggs", "3. Fresh bread"]),
    (["“Yes.”", "He left the house."], ["“Yes.” He left the house."]),
    (["It is 7:46."], ["It is 7:46."]),
    (["! The light is on."], ["The light is on."]),
    (["... and it is off."], ["and it is off."]),
    ([".5 is a half."], [".5 is a half."]),
    (["...5 minutes are left."], ["5 minutes are left."]),
    (["The light is on.", "🎉"], ["The light is on."]),
    (["🎉", "?!"], []),
    ([], []),
]


@pytest.mark.parametrize(("sentences", "expected"), WHOLE_TEXTS)
def test_groups_of_a_whole_text(sentences: list[str], expected: list[str]) -> None:
    assert group(*sentences) == expected


SHORT = [
    (["Done."], [True]),
    (["Yes.", "Done."], [True]),
    (["Ok, got it."], [False]),
    (["21.5 °C"], [False]),
    (["The light is on.", "Enjoy."], [False]),
]


@pytest.mark.parametrize(("sentences", "expected"), SHORT)
def test_short_answers_are_marked(sentences: list[str], expected: list[bool]) -> None:
    subject = grouper()
    groups = [*subject.push(sentences), *subject.flush()]
    assert [group.short_answer for group in groups] == expected


def test_a_normal_sentence_waits_until_the_next_is_not_a_short_end() -> None:
    subject = grouper()
    assert list(subject.push(["The light is on."])) == []
    assert list(subject.push([], tail="The door")) == []
    assert texts(subject.push([], tail="The door i")) == ["The light is on."]
    assert not subject.is_waiting


def test_a_normal_sentence_may_be_hurried_unless_a_short_end_is_known() -> None:
    subject = grouper()
    subject.push(["The light is on."])
    assert subject.may_hurry()
    assert subject.may_hurry(tail="Enj")
    assert not subject.may_hurry(tail="Enjoy.")
    assert texts(subject.hurry()) == ["The light is on."]
    assert not subject.may_hurry()


def test_a_short_end_that_is_known_is_joined() -> None:
    subject = grouper()
    assert list(subject.push(["The light is on."], tail="Enjoy.")) == []
    assert list(subject.push(["Enjoy."])) == []
    assert not subject.may_hurry()
    assert texts(subject.flush()) == ["The light is on. Enjoy."]
    assert not subject.is_waiting


def test_what_seemed_a_short_end_goes_to_the_next_sentence() -> None:
    subject = grouper()
    assert list(subject.push(["The light is on.", "Yes."])) == []
    assert texts(subject.push([], tail="The door")) == ["The light is on."]
    assert texts(chain(subject.push(["The door is closed."]), subject.flush())) == [
        "Yes. The door is closed."
    ]


def test_a_short_sentence_waits_for_the_next_or_for_silence() -> None:
    subject = grouper()
    assert list(subject.push(["Yes."])) == []
    assert subject.is_waiting
    assert list(subject.push([], tail="The light")) == []
    assert list(subject.idle(tail="The light")) == []
    assert texts(subject.push(["The light is on."], "And now the")) == ["Yes. The light is on."]
    assert list(subject.push(["Sure."])) == []
    assert list(subject.idle()) == [Group("Sure.", short_answer=True)]


def test_a_long_word_is_not_a_short_answer() -> None:
    """A "word" of 120 letters was made three times, for 36 s."""
    subject = grouper()
    subject.push(["a" * 40])
    assert list(subject.flush()) == [Group("a" * 40, short_answer=False)]


def test_each_sentence_is_said_once() -> None:
    said: list[str] = []

    def say(sentence: str) -> str:
        said.append(sentence)
        return sentence.upper()

    subject = Grouper(50, count_tokens, say=say)
    groups = [*subject.push(["Yes.", "It is on.", "No."]), *subject.flush()]
    assert texts(groups) == ["YES. IT IS ON. NO."]
    assert said == ["Yes.", "It is on.", "No."]


SUN_DOWN = "When the sun goes down the lights in the garden turn on by themselves,"
SUN_UP = "and when it comes up again they turn off after half an hour."
LONG = [
    (f"{SUN_DOWN} {SUN_UP}", 20, [SUN_DOWN, SUN_UP]),
    (
        "The lights in the garden turn on by themselves and they turn off again after an hour",
        15,
        [
            "The lights in the garden turn on by themselves",
            "and they turn off again after an hour",
        ],
    ),
    (
        "The first of the meters shows 1 250 000 and so does another one of them",
        16,
        ["The first of the meters shows 1 250 000", "and so does another one of them"],
    ),
    (
        "Visit Dr. Smith in the old house at the lake; he has 1,250 books for you",
        16,
        ["Visit Dr. Smith in the old house at the lake;", "he has 1,250 books for you"],
    ),
]


@pytest.mark.parametrize(("text", "limit_tokens", "expected"), LONG)
def test_long_sentences_are_cut_where_a_speaker_breathes(
    text: str, limit_tokens: int, expected: list[str]
) -> None:
    assert count_tokens(text) > limit_tokens
    assert group(text, limit_tokens=limit_tokens) == expected


def test_a_cut_leaves_no_title_behind_and_no_number_open() -> None:
    title, name = "Please ask the nice old Dr.", "Dr. Smith in the house about it"
    assert not any(
        piece.endswith("Dr.") for piece in group(f"{title[:-4]} {name}", limit_tokens=12)
    )
    meter = "The big meter shows 1 250 000 250 000 watts for houses"
    assert any("1 250 000 250 000" in piece for piece in group(meter, limit_tokens=17))
    numbers = group("250 " * 30, limit_tokens=10)
    assert {word for piece in numbers for word in piece.split()} == {"250"}


def test_a_cut_leaves_no_short_piece() -> None:
    text = "Oh no; " + "the lights of that house are still on " * 3
    assert count_tokens(text) > 2 * 17
    assert all(count_words(piece) >= 3 for piece in group(text, limit_tokens=17))


def test_only_a_word_above_the_limit_is_cut_inside() -> None:
    address = "https://example.org/" + "path/" * 30
    pieces = group(f"Please look at {address} for more of it", limit_tokens=20)
    assert all(count_tokens(piece) <= 20 for piece in pieces)
    assert "".join(pieces).replace(" ", "") == f"Pleaselookat{address}formoreofit"


def test_very_long_text_is_cut_quickly_and_in_balance() -> None:
    pieces = group("word " * 60_000, limit_tokens=50)
    assert "".join(pieces).replace(" ", "") == "word" * 60_000
    assert all(20 <= count_tokens(piece) <= 50 for piece in pieces)


WORDS = st.one_of(
    st.sampled_from(
        [
            "the",
            "light,",
            "and",
            "1",
            "250",
            "21.5",
            "7:46",
            "on;",
            "\u2013",
            "Dr.",
            "no?",
            "🎉",
            "o'clock",
        ]
    ),
    st.text(alphabet="abcä1.,:/-", min_size=1, max_size=40),
)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), max_size=6)


@given(sentences=SENTENCES, limit_tokens=st.integers(8, 60), data=st.data())
def test_nothing_exceeds_the_limit_and_nothing_is_lost(
    sentences: list[str], limit_tokens: int, data: st.DataObject
) -> None:
    subject = grouper(limit_tokens)
    groups: list[Group] = []
    for sentence in sentences:
        groups += subject.push([sentence], tail=data.draw(st.sampled_from(["", "Yes.", "The"])))
        if data.draw(st.booleans()):
            groups += subject.idle(data.draw(st.sampled_from(["", "The"])))
    groups += subject.flush()
    assert all(count_tokens(group.text) <= limit_tokens for group in groups)
    assert all(group.short_answer == (count_words(group.text) < 3) for group in groups)
    spoken = re.findall(r"[^\W_]", "".join(texts(groups)))
    assert spoken == re.findall(r"[^\W_]", "".join(sentences))


@given(sentences=SENTENCES)
def test_short_groups_are_left_only_when_there_is_no_neighbour(sentences: list[str]) -> None:
    subject = Grouper(10_000, count_tokens)
    groups = [*subject.push(sentences), *subject.flush()]
    assert len([group for group in groups if group.short_answer]) <= 1
    if len(groups) > 1:
        assert not any(group.short_answer for group in groups)
