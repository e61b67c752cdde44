"""Numbers that every language writes alike: keyed-in codes, lows behind a slash, parts, rates."""

from __future__ import annotations

import pytest

from support.normalizers import normalizer


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en", "Your code is 123-456.", "Your code is one two three, four five six."),
        ("en", "123-456", "one hundred twenty-three to four hundred fifty-six"),
        ("en", "The passcode 4821", "The passcode four eight two one"),
        ("nl", "Je toegangscode is 4829.", "Je toegangscode is vier acht twee negen."),
        ("de", "Abholcode: 4829", "Abholcode: vier acht zwei neun"),
        ("de", "Kapitel 4-6", "Kapitel vier bis sechs"),
    ],
)  # fmt: skip
def test_what_is_keyed_in_is_read_digit_by_digit(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en", "3°/-4°", "three degrees, minus four degrees"),
        ("es", "3°/-4°", "tres grados, menos cuatro grados"),
        ("de", "8/-1 °C", "acht, minus ein Grad Celsius"),
        ("de", "4/5", "vier von fünf"),
    ],
)
def test_a_low_behind_a_slash_keeps_its_sign(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en", "accurate to +/- 5%", "accurate to plus or minus five percent"),
        ("en", "3.2/8 GB", "three point two out of eight gigabytes"),
        ("en", "a pulse of 64/min", "a pulse of sixty-four per minute"),
        ("fr", "Pouls 64/min", "Pouls soixante-quatre par minute"),
        ("nl", "5 km in 27:30 min", "vijf kilometer in zevenentwintig minuten dertig seconden"),
        ("en", "sun 8:02/16:21", "sun eight oh two, sixteen twenty-one"),
        ("fr", "posologie 1-0-1", "posologie un, zéro, un"),
    ],
)
def test_rates_parts_and_doses(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken
