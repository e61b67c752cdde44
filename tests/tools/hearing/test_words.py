"""A transcript against the spoken forms."""

from __future__ import annotations

import pytest

from hearing.words import compare, plain


@pytest.mark.parametrize(
    ("language", "right", "heard"),
    [
        ("en", "Seven forty six PM.", "7:46 p.m."),
        ("en", "okay, done!", "OK done"),
        ("en", "you're welcome", "You\N{RIGHT SINGLE QUOTATION MARK}re welcome."),
        ("de", "Licht an, ein Fenster offen.", "Licht an, 1 Fenster offen"),
        ("de", "Zweierpack Batterien", "zweier Pack Batterien"),
        ("fr", "D'accord.", "d\N{RIGHT SINGLE QUOTATION MARK}accord"),
        ("es", "\N{INVERTED QUESTION MARK}Cuál quieres?", "cuál quieres"),
        ("nl", "eenentwintig komma vijf graden Celsius", "21,5 °C"),
    ],
)
def test_the_same_words_written_otherwise_are_right(language: str, right: str, heard: str) -> None:
    comparison = compare([right], heard, language)
    assert comparison.errors == 0
    assert comparison.first_word_right
    assert comparison.last_word_right


def test_words_left_out_put_in_and_changed_are_counted() -> None:
    right = "the kitchen light is on"
    assert compare([right], "the kitchen light on", "en").errors == 1
    assert compare([right], "the big kitchen light is on", "en").errors == 1
    assert compare([right], "a kitchen night is on", "en").errors == 2
    assert compare([right], "", "en").error_rate == 1.0


def test_first_and_last_word_are_judged_by_themselves() -> None:
    cut = compare(["seven forty six pm"], "forty six pm", "en")
    assert not cut.first_word_right
    assert cut.last_word_right
    ended = compare(["seven forty six pm"], "seven forty", "en")
    assert ended.first_word_right
    assert not ended.last_word_right


def test_the_nearest_of_several_forms_counts() -> None:
    forms = ["catorce de marzo", "el catorce de marzo"]
    assert compare(forms, "el 14 de marzo", "es").right == forms[1]


def test_letters_are_one_word_however_they_are_parted() -> None:
    assert plain("Seven P M", "en") == plain("seven pm", "en") == ["seven", "pm"]
