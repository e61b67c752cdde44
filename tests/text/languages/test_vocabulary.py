"""Cut words by the vocabulary: what is read as a whole word, and what is left alone."""

from __future__ import annotations

import pytest

from pocket_tts_wyoming.text.languages import load
from pocket_tts_wyoming.text.languages.vocabulary import Vocabulary
from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter
from support.normalizers import normalizer

_VOCABULARY = Vocabulary(
    words="escalera técnico/técnica portable escala", whole="port", odd_endings=r"[cv]"
)


def test_the_first_word_that_begins_so_is_meant() -> None:
    assert _VOCABULARY.find("esc") == "escalera"
    assert _VOCABULARY.find("técn") == "técnico/técnica"


@pytest.mark.parametrize("word", ["es", "esca", "escaler", "port", "zzz"])
def test_too_short_vowel_endings_one_letter_less_and_whole_words_are_not_cut(word: str) -> None:
    assert _VOCABULARY.find(word) is None


def test_a_cut_word_is_certain_only_where_no_whole_word_ends_so() -> None:
    assert _VOCABULARY.is_certain("esc")
    assert not _VOCABULARY.is_certain("técn")
    assert not _VOCABULARY.is_certain("civ")


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        (
            "es",
            "Avisa al serv. técn. del edif. 4.",
            "Avisa al servicio técnico del edificio cuatro.",
        ),
        ("it", "Lo spegn. autom. è attivo.", "Lo spegnimento automatico è attivo."),
        ("it", "La funz. è attiva.", "La funz. è attiva."),
        (
            "pt",
            "A temp. exterior baixa; faltam 12 distr.",
            "A temperatura exterior baixa; faltam doze distritos.",
        ),
        ("fr", "La chal. tournante chauffe.", "La chaleur tournante chauffe."),
    ],
)
def test_cut_words_are_read_whole_inside_a_sentence(
    language: str, written: str, spoken: str
) -> None:
    assert normalizer(language).normalize(written) == spoken


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le bateau est au port."),
        ("es", "Puede ser."),
        ("es", "Mañana habrá sol."),
        ("pt", "Sim. duas portas continuam abertas."),
    ],
)
def test_whole_words_stay_at_the_end_of_a_sentence(language: str, text: str) -> None:
    assert normalizer(language).normalize(text) == text


def test_no_sentence_ends_behind_a_word_that_is_certainly_cut() -> None:
    splitter = SentenceSplitter("es")
    assert splitter.push("Llama al serv. Técnico de la zona. ") + splitter.flush() == [
        "Llama al serv. Técnico de la zona."
    ]


@pytest.mark.parametrize("language", ["es", "fr", "it", "pt"])
def test_no_word_that_often_begins_a_sentence_is_taken_for_a_cut_one(language: str) -> None:
    data = load(language)
    words = data.sentence_words.starters | data.sentence_words.conjunctions
    words -= {entry.key for entry in data.abbreviations}  # "Env. 10 km": its table says what it is
    assert {word for word in words if data.vocabulary.find(word)} == set()
