"""Short forms of several meanings, told apart by what stands around them."""

from __future__ import annotations

import pytest

from support.normalizers import normalizer


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("es", "El Min. de Sanidad avisa.", "El Ministerio de Sanidad avisa."),
        ("es", "Sonata en re men., op. 5", "Sonata en re menor, opus cinco"),
        ("es", "Faltan 5 min. de cocción.", "Faltan cinco minutos de cocción."),
        ("fr", "Concerto en ré min.", "Concerto en ré mineur."),
        ("fr", "Attendre 5 min.", "Attendre cinq minutes."),
        ("it", "Via Po 3, sc. B.", "Via Po tre, scala B."),
        ("it", "Temp. min. 5 °C", "Temperatura minima cinque gradi Celsius"),
        ("pt", "O Min. da Saúde falou.", "O Ministério da Saúde falou."),
        ("pt", "Demora 5 min. a ferver.", "Demora cinco minutos a ferver."),
    ],
)
def test_the_surroundings_tell_the_meaning(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken
