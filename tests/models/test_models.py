"""Several models in one server: who speaks, and what Home Assistant is told."""

from __future__ import annotations

import os
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from models.engines import FakeEngine
from pocket_tts_wyoming.errors import VoiceNotFoundError
from pocket_tts_wyoming.models.model import Model
from pocket_tts_wyoming.models.models import Models, server_name
from pocket_tts_wyoming.models.store.files import ModelVariant, find_variant
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from support.voice_states import voice_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def model_of(
    variant: ModelVariant,
    voices_dir: Path | None = None,
    default_voice: str | None = None,
    *,
    cross_language: bool = False,
    strict: bool = True,
) -> Model:
    voices = Catalogue(
        variant.language,
        variant.config_name,
        voices_dir,
        default_voice,
        cross_language=cross_language,
        strict=strict,
    )
    voices.refresh()
    engine = FakeEngine()
    text = TextPipeline(variant.language, engine.count_tokens, NormalizerOptions())
    return Model(variant, engine, voices, text)


def models_of(*names: str, cross_language: bool = False) -> Models:
    return Models([model_of(find_variant(n), cross_language=cross_language) for n in names])


def shown(models: Models, language: str) -> Sequence[str]:
    """Return the voices of a language in the order of Home Assistant's picker."""
    return [voice.name for voice in models.voices() if voice.language == language]


def test_one_model_is_offered_as_it_is() -> None:
    models = models_of("english")
    assert models.voices() == models.main.voices.voices()
    assert models.find(None) == (models.main, models.main.voices.default)


def test_each_voice_finds_the_model_of_its_language() -> None:
    models = models_of("english", "german", "french")
    assert shown(models, "de") == ["juergen"]
    assert shown(models, "fr") == ["estelle"]
    assert len(shown(models, "en")) == 21
    for name, variant in (("juergen", "german"), ("estelle", "french"), ("marius", "english")):
        model, voice = models.find(name)
        assert (model.variant.name, voice.name) == (variant, name)
        assert f"/{variant}/" in voice.source
    main, voice = models.find(None)
    assert (main, voice.name) == (models.main, "alba")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("de", "juergen"),
        ("de-DE", "juergen"),
        ("de_AT", "juergen"),
        ("DE-ch", "juergen"),
        ("pt", "rafael"),
        ("pt-BR", "rafael"),
        ("pt_PT", "rafael"),
        ("en-001", "alba"),
    ],
)
def test_a_language_with_or_without_a_region_is_its_default_voice(asked: str, name: str) -> None:
    models = models_of("english", "german", "portuguese")
    assert models.find(asked)[1].name == name


@pytest.mark.parametrize("asked", ["fr-FR", "d", "deu", "de-", "de-DEU", "german"])
def test_what_is_no_language_of_a_model_is_a_voice_that_is_not_there(asked: str) -> None:
    with pytest.raises(VoiceNotFoundError):
        models_of("english", "german").find(asked)


def test_languages_are_offered_without_regions() -> None:
    models = models_of("english", "german", "portuguese", cross_language=True)
    assert {voice.language for voice in models.voices()} == {"en", "de", "pt"}


def test_a_voice_called_like_a_language_is_that_voice(tmp_path: Path) -> None:
    (tmp_path / "de.safetensors").write_bytes(voice_state())
    models = Models([model_of(find_variant("english"), tmp_path), model_of(find_variant("german"))])
    assert models.find("de")[0] is models.main


def test_the_default_voice_of_each_language_is_its_first() -> None:
    """Home Assistant sorts by description; its first voice becomes the assistant's."""
    models = models_of("english", "german", "dutch", cross_language=True)
    voices = models.voices()
    assert list(voices) == sorted(voices, key=lambda v: (v.description, v.name))
    assert [shown(models, code)[0] for code in ("en", "de", "nl")] == ["alba", "juergen", "daan"]


def test_one_language_in_two_models_has_one_default() -> None:
    models = models_of("english", "english_18m_2026-10")
    defaults = [v.name for v in models.voices() if v.description.startswith("(default) ")]
    assert defaults == ["alba"]
    assert shown(models, "en")[0] == "alba"


def test_the_same_person_in_another_language_has_the_language_behind_the_name() -> None:
    models = models_of("english", "german", cross_language=True)
    names = [voice.name for voice in models.voices()]
    assert len(names) == len(set(names)) == 54
    model, voice = models.find("alba-de")
    assert model.variant.name == "german"
    assert voice.language == "de"
    assert voice.source.partition("@")[0].endswith("languages/german/embeddings/alba.safetensors")
    assert models.find("juergen-en")[0] is models.main
    with pytest.raises(VoiceNotFoundError):
        models_of("english", "german").find("alba-de")


def test_a_shared_name_is_the_main_models_and_has_the_others_name_behind_it() -> None:
    models = models_of("english", "english_7m_2026-10")
    assert models.find("alba")[0] is models.main
    model, voice = models.find("alba-english_7m_2026-10")
    assert (model.variant.name, voice.name) == ("english_7m_2026-10", "alba")
    (listed,) = (v for v in models.voices() if v.name == "alba-english_7m_2026-10")
    assert listed.description == "Alba - woman (english_7m_2026-10)"


def test_the_order_of_further_models_makes_no_difference() -> None:
    further = ("german", "german_24l", "english_2m_2026-10")
    answers = {
        (models.voices(), models.find("juergen")[0].variant.name)
        for order in permutations(further)
        for models in [models_of("english", *order)]
    }
    assert len(answers) == 1
    ((voices, bare),) = answers
    assert {"juergen-german", "juergen-german_24l"} <= {voice.name for voice in voices}
    assert bare == "german", "a name from before the second German model still finds one"


def test_a_voice_of_ones_own_is_offered_by_each_model(tmp_path: Path) -> None:
    (tmp_path / "bob.safetensors").write_bytes(voice_state())
    variants = [find_variant(name) for name in ("english", "german")]
    models = Models([model_of(variant, tmp_path) for variant in variants])
    assert models.find("bob")[0].variant.name == "english"
    assert models.find("bob-german")[0].variant.name == "german"


def test_a_new_file_is_offered_after_a_look_at_the_folder(tmp_path: Path) -> None:
    models = Models([model_of(find_variant(n), tmp_path) for n in ("english", "german")])
    before = models.voices()
    assert models.voices() is before, "made again only when something changed"
    path = tmp_path / "bob.safetensors"
    path.write_bytes(voice_state())
    os.utime(path, (0, 0))  # not one that is still being written
    for model in models:
        model.voices.refresh()
    assert "bob" in {voice.name for voice in models.voices()} - {voice.name for voice in before}


def test_nobody_speaks_for_a_voice_of_another_model_that_is_being_made() -> None:
    models = models_of("english", "german")
    _, german = models
    german.voices.take_from(lambda: RecordedShelf((), {"mum-de": "it is being made"}), dict)
    german.voices.refresh()
    model, voice = models.find("Mum-de")
    assert model is german
    assert "it is being made" in voice.problem


def test_a_voice_that_does_not_exist_is_refused_with_those_of_all_models() -> None:
    with pytest.raises(VoiceNotFoundError, match=r"'nobody'.*alba.*juergen"):
        models_of("english", "german").find("nobody")


def test_a_voice_that_is_replaced_is_named_with_those_of_all_models(
    caplog: pytest.LogCaptureFixture,
) -> None:
    models = Models([model_of(find_variant(name), strict=False) for name in ("english", "german")])
    assert models.find("jurgen")[1].name == "alba"
    (line,) = caplog.messages
    assert "Did you mean 'juergen'? Voices: alba, anna" in line
    assert "juergen, marius" in line


def test_a_model_that_becomes_another_is_asked_for_its_own_voices() -> None:
    models = models_of("english", "german")
    small = find_variant("english_2m_2026-10")
    before = models.voices()
    models.main.become(small, model_of(small).voices)
    assert [v.name for v in models.voices()] == [v.name for v in before]
    assert "/english_2m_2026-10/" in models.find("alba")[1].source


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("english",), "pocket-tts"),
        (("german",), "pocket-tts-german"),
        (("b6369a24",), "pocket-tts-english-2026-01"),
        (("english_18m_2026-10",), "pocket-tts-english-18m-2026-10"),
        (("german_24l",), "pocket-tts-german-24l"),
        (("english", "english_2m_2026-10"), "pocket-tts"),
        (("english", "german"), "pocket-tts-en-de"),
        (("english", "german", "dutch"), "pocket-tts-en-de-nl"),
        (("english", "dutch", "german", "german_24l"), "pocket-tts-en-de-nl"),
        (("german", "english"), "pocket-tts-de-en"),
    ],
)
def test_the_name_tells_servers_apart(names: Sequence[str], expected: str) -> None:
    assert server_name([find_variant(name) for name in names]) == expected


def test_a_model_of_ones_own_is_called_by_its_file_or_folder() -> None:
    def own(address: str, language: str) -> ModelVariant:
        stem = address.rpartition("/")[2].partition(".")[0]
        return ModelVariant(stem, None, language, address)

    assert server_name([own("/share/my_model/config.yaml", "en")]) == "pocket-tts"
    assert server_name([own("/share/german/config.yaml", "de")]) == "pocket-tts-german"
    assert server_name([own("hf://me/x/german_big.yaml@main", "de")]) == "pocket-tts-german-big"


def test_two_models_of_one_name_are_told_apart_whatever_their_order(tmp_path: Path) -> None:
    (tmp_path / "bob.safetensors").write_bytes(voice_state())
    further = [
        ModelVariant("config", None, "de", f"/{place}/german/config.yaml") for place in ("a", "b")
    ]
    names = {
        tuple(voice.name for voice in Models([main, *others]).voices())
        for order in (further, further[::-1])
        for main, *others in [[model_of(v, tmp_path) for v in (find_variant("english"), *order)]]
    }
    ((*found,),) = names
    assert {"bob", "bob-german-1", "bob-german-2"} <= set(found)
