"""Endings in brackets: said where several may be meant, left out where there is one."""

from __future__ import annotations

import pytest

from pocket_tts_wyoming.text.normalize.endings import without_brackets


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2 light(s) are on.", "2 lights are on."),
        ("1 light(s) in 1 room(s)", "1 light in 1 room"),
        ("1 fenêtre(s) ouverte(s)", "1 fenêtre ouverte"),
        ("11 fenêtre(s), 0,1 litre(s)", "11 fenêtres, 0,1 litres"),
        ("Le(s) niveau(x) et les sensor(es)", "Les niveaux et les sensores"),
        ("3 Gerät(e), 2 Tür(en), 4 Lampe(n)", "3 Geräte, 2 Türen, 4 Lampen"),
        ("connecté(e)s", "connectés"),
        ("Estimado(a) cliente, Nutzer(in)", "Estimado cliente, Nutzer"),
    ],
)
def test_ending_joins_its_word(written: str, said: str) -> None:
    assert without_brackets(written) == said


@pytest.mark.parametrize(
    "written",
    ["log(n) and sin(x)", "f(s)", "plan (s)", "word(se)", "light(s)aber", "the van (en route)"],
)
def test_other_brackets_stay(written: str) -> None:
    assert without_brackets(written) == written
