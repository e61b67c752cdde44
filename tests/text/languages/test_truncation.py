"""Words that are cut off anywhere are completed; words that are whole stay as they are."""

from __future__ import annotations

import pytest

from pocket_tts_wyoming.text.languages import load
from pocket_tts_wyoming.text.languages.truncation import Truncations, is_cut, truncations_of
from pocket_tts_wyoming.text.languages.words import words_of
from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter
from support.normalizers import normalizer

WORDS = Truncations(
    words_of("Unterricht Erklärung temperature temperatures elevation elevator -lich -frei -weise"),
)


@pytest.mark.parametrize(
    ("written", "goes_on", "whole"),
    [
        ("Unterr", True, "Unterricht"),
        ("Unterrichtsst", True, ""),
        ("temperat", True, "temperature"),
        ("Temperat", True, "Temperature"),
        # "elevation" or "elevator"
        ("eleva", True, ""),
        # It may be a word that ends its sentence.
        ("Unter", False, ""),
        ("Steuererkl", False, "Steuererklärung"),
        # Too short to be certain of.
        ("Unt", True, ""),
        ("temperature", True, ""),
        # Any word with an ending of the list.
        ("häusl", False, "häuslich"),
        ("glutenfr", False, "glutenfrei"),
        ("gebietsw", False, "gebietsweise"),
        # Names, and short or unclear words.
        ("Haindl", False, ""),
        ("verl", False, ""),
        ("abgeschl", False, ""),
    ],
)
def test_a_word_is_completed_where_its_full_stop_is_no_end(
    written: str,
    goes_on: bool,  # noqa: FBT001 - a column of the table
    whole: str,
) -> None:
    assert WORDS.whole(written, goes_on=goes_on) == whole


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("Knobl", "cut"),
        ("Steuererkl", "cut"),
        ("Herbst", "whole"),
        ("strengths", "whole"),
        ("tijd", "whole"),
    ],
)
def test_no_word_ends_like_one_that_is_cut(word: str, cut: str) -> None:
    assert is_cut(word) is (cut == "cut")


def test_a_language_without_a_list_has_none() -> None:
    french = load("fr")
    assert truncations_of(french.truncated, french.abbreviations) is None


def test_splitter_and_normaliser_know_the_same_cut_words() -> None:
    splitter = SentenceSplitter("de")
    text = "Rezept mit 2 Zehen Knobl. Petersilie kommt zuletzt dazu."
    sentences = splitter.push(text) + splitter.flush()
    assert sentences == [text]
    assert normalizer("de").normalize("zwei Zehen Knobl. und Salz") == (
        "zwei Zehen Knoblauch und Salz"
    )


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("mit freundl. Grüßen", "mit freundlichen Grüßen"),
        ("der dt. Meister", "der deutsche Meister"),
        ("ein dt. Meister", "ein deutscher Meister"),
        ("eine elektr. Heizung", "eine elektrische Heizung"),
        ("zul. Gesamtgewicht", "zulässiges Gesamtgewicht"),
        ("täglich bzw. mtl. zahlbar", "täglich beziehungsweise monatlich zahlbar"),
    ],
)
def test_an_abbreviated_adjective_agrees_with_its_noun(written: str, spoken: str) -> None:
    assert normalizer("de").normalize(written) == spoken
