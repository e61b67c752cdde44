"""Laws of the normaliser, for all languages and any text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.text.normalize.lexicon import parse_lexicon
from pocket_tts_wyoming.text.normalize.normalizer import (
    SUPPORTED_LANGUAGES,
    Normalizer,
    NormalizerOptions,
)
from pocket_tts_wyoming.text.normalize.rewriter import Rewriter, Rule

if TYPE_CHECKING:
    import re

# Fragments that rules look at, so that random joints between them are tried.
_SIGNS = "- \u2013 \u2014 \u2212 + = < > / \\ * \u00d7 % ° $ € # @ & → ... … . , ; : ! ?"
_BRACKETS = "( ) [ ] ' \u2019 _ | ~ ±"
_NUMBERS = (
    "0 1 2 3 7 12 21 05 100 2026 1984 1.5 1,5 1.250 1,250.5 22.11. 22.11.2026 11/22/26 7:46 ½ ² ₂"
)
_UNITS = (
    "°C °F EUR ct kWh W A m l m² m³ µg/m³ km/h h min s d a.m. PM p.m. Uhr uur heures V v x 0:05:00"
)
_WORDS = (
    "CO PM2 LED USB NASA OK Ok TÜV I II IV XIV Elizabeth Ludwig Kapitel chapter am der die im half"
)
_NAMES = (
    "light.kitchen_lamp example.com https://a.b/c?d=e john@example.org z.B. e.g. etc. Dr. usw. St."
)
_OTHERS = "Nov November Mai may eth NOT NICHT 👍 1st 2nd 3º 1ª 1er 2e \ufb01 ß \u1e9e Ł Я 中 ك ٣"
_DECADES = "1990s 90er the"
_INVISIBLE = "\u200b \u00ad \u00a0 \ue000 \x00 \ud800"
_FRAGMENTS = st.sampled_from(
    [
        fragment
        for line in (
            _SIGNS,
            _BRACKETS,
            _DECADES,
            _NUMBERS,
            _UNITS,
            _WORDS,
            _NAMES,
            _OTHERS,
            _INVISIBLE,
        )
        for fragment in line.split(" ")
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(_FRAGMENTS, st.just(" ")), max_size=14).map("".join),
    st.lists(_FRAGMENTS, max_size=12).map(" ".join),
)
_LANGUAGES = st.sampled_from(SUPPORTED_LANGUAGES)
_SPEAKABLE = set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöùúûüýÿßŒœŸ ',.;:!?-"
)


@cache
def normalizer(language: str, *, enabled: bool = True) -> Normalizer:
    return Normalizer(language, options=NormalizerOptions(enabled=enabled))


@settings(max_examples=600, deadline=None)
@given(language=_LANGUAGES, text=_TEXTS)
@example(language="en", text="AI5A")
@example(language="de", text="1. 2. 3.")
def test_a_second_pass_changes_nothing(language: str, text: str) -> None:
    once = normalizer(language).normalize(text)
    assert normalizer(language).normalize(once) == once


@settings(max_examples=400, deadline=None)
@given(language=_LANGUAGES, text=_TEXTS, enabled=st.booleans())
def test_nothing_unspeakable_comes_out(language: str, text: str, *, enabled: bool) -> None:
    spoken = normalizer(language, enabled=enabled).normalize(text)
    assert set(spoken) - set("0123456789" if not enabled else "") <= _SPEAKABLE | set("¿¡")
    assert spoken == " ".join(spoken.split())


@settings(max_examples=200, deadline=None)
@given(language=_LANGUAGES, number=st.integers(0, 10**20))
def test_every_number_becomes_words(language: str, number: int) -> None:
    spoken = normalizer(language).normalize(f"{number}")
    assert spoken
    assert not any(char.isdigit() for char in spoken)


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
@pytest.mark.parametrize(
    "text", ["", "   ", "...", "👍🎉", "—", "()", "\u200b", "?!", "\n", "中文"]
)
def test_text_without_words_is_empty(language: str, text: str) -> None:
    assert normalizer(language).normalize(text) == ""


def test_switched_off_only_characters_are_cleaned() -> None:
    off = normalizer("en", enabled=False)
    assert off.normalize("It\u2019s 21.5 here — 👍 “ok”…") == "It's 21.5 here, ok..."


def test_emoji_are_spoken_on_request() -> None:
    options = NormalizerOptions(speak_emoji=True)
    assert Normalizer("en", options=options).normalize("Done 👍🏽!") == "Done, thumbs up!"
    assert Normalizer("de", options=options).normalize("Fertig 👍") == "Fertig, Daumen hoch"


def test_a_region_is_accepted_and_an_unknown_language_is_not() -> None:
    assert Normalizer("de-AT").normalize("1 Tür") == "eine Tür"
    with pytest.raises(ValueError, match="xx"):
        Normalizer("xx")


def test_lexicon_words_are_left_alone() -> None:
    lexicon = parse_lexicon("HA: H. A. 5\nWLED: W L E D\n")
    assert Normalizer("en", lexicon=lexicon).normalize("HA has 2 WLED lamps, HAT") == (
        "H. A. 5 has two W L E D lamps, H A T"
    )


def test_lexicon_alone_is_spoken() -> None:
    lexicon = parse_lexicon("HA: Home Assistant\n")
    assert Normalizer("en", lexicon=lexicon).normalize("HA") == "Home Assistant"


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
@pytest.mark.parametrize("text", ["9.81 m/s/s", "36 km/h/s", "5 kWh/m/h", "m/s/s", "W/m/K"])
def test_a_unit_that_is_not_known_is_spoken_somehow(language: str, text: str) -> None:
    assert normalizer(language).normalize(text)


def test_a_rule_that_raises_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken(match: re.Match[str]) -> str:
        raise KeyError(match[0])

    rewriter = Rewriter([Rule("broken", r"\d+", broken), Rule("good", "%", lambda _: " percent")])
    assert rewriter.rewrite("secret 5%") == "secret 5 percent"
    assert rewriter.rewrite("secret 6%") == "secret 6 percent"
    assert [record.getMessage() for record in caplog.records] == [
        "The text rule 'broken' failed (KeyError); what it was for is spoken as it stands."
    ]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("He said Привет, мир! Then left.", "He said Privet, mir! Then left."),
        ("Αθήνα and Щука", "Athina and Shchuka"),
        ("Юрий Гагарин", "Yurij Gagarin"),
        ("объект", "obekt"),
    ],
)
def test_cyrillic_and_greek_are_written_in_latin_letters(written: str, spoken: str) -> None:
    assert normalizer("en").normalize(written) == spoken
