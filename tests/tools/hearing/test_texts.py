"""The fixed list: 60 texts for each language, and what they are right to be said as."""

from __future__ import annotations

from collections import Counter

import pytest

from hearing.texts import Text, reported, sentence_for_voices, texts_of
from hearing.words import plain
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from pocket_tts_wyoming.text.pipeline import estimate_tokens

_MOST_TOKENS = 50

pytestmark = pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)


def test_there_are_sixty_of_all_kinds(language: str) -> None:
    texts = texts_of(language)
    kinds = Counter(text.kind for text in texts)
    assert kinds == {"short": 14, "first": 8, "numbers": 18, "long": 5, "joined": 8, "streamed": 7}
    assert len({text.name for text in texts}) == len({text.written for text in texts}) == 60


def test_the_quick_list_has_two_of_each_kind(language: str) -> None:
    quick = texts_of(language, quick=True)
    assert set(Counter(text.kind for text in quick).values()) == {2}
    assert set(quick) <= set(texts_of(language))


def test_only_numbers_are_written_otherwise_than_spoken(language: str) -> None:
    for text in texts_of(language):
        has_digit = any(character.isdigit() for character in text.written)
        assert has_digit is (text.kind == "numbers"), text
        for form in text.spoken:
            assert not any(character.isdigit() for character in form), text


def test_a_spoken_form_is_not_changed_by_the_comparison(language: str) -> None:
    for text in texts_of(language):
        for form in text.spoken:
            assert plain(" ".join(plain(form, language)), language) == plain(form, language)


def test_long_sentences_are_near_the_limit(language: str) -> None:
    for text in texts_of(language):
        if text.kind == "long":
            assert 0.6 * _MOST_TOKENS < estimate_tokens(text.written) < 1.4 * _MOST_TOKENS, text


def test_streamed_texts_are_cut_within_words(language: str) -> None:
    streamed = [text for text in texts_of(language) if text.kind == "streamed"]
    for text in streamed:
        assert "".join(text.pieces) == text.written
        assert any(
            before[-1].isalpha() and then[0].isalpha()
            for before, then in zip(text.pieces, text.pieces[1:], strict=False)
        )


def test_a_reported_text_is_said_several_times(language: str) -> None:
    texts = reported("7 lamps.")
    assert len({text.name for text in texts}) == len(texts) == 5
    assert {(text.written, text.pieces) for text in texts} == {("7 lamps.", ("7 lamps.",))}
    assert not {text.name for text in texts} & {text.name for text in texts_of(language)}


def test_voices_say_a_sentence_of_the_list(language: str) -> None:
    text: Text = sentence_for_voices(language)
    assert text.written in {listed.written for listed in texts_of(language)}
