"""All models of a server: which of them has a voice, and what `info` offers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.voices.catalogue import DEFAULT_MARK, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pocket_tts_wyoming.models.model import Model
    from pocket_tts_wyoming.models.store.files import ModelVariant
    from pocket_tts_wyoming.voices.catalogue import Voice

SERVER_NAME = "pocket-tts"
# Two letters and a region, as BCP 47 writes them or POSIX.
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2}|[-_][0-9]{3})?")


@dataclass(frozen=True, slots=True)
class _Offer:
    """A voice as clients see it, and as its own model knows it."""

    shown: Voice
    model: Model
    voice: Voice


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What all models offer at one moment, and the catalogues' answers that it was made of."""

    made_of: tuple[tuple[Voice, ...], ...]
    voices: tuple[Voice, ...]
    offers: dict[str, _Offer]
    spellings: dict[str, _Offer]


class Models:
    """The models of a server, each request's found by its voice.

    The first of `models` is the main one: it speaks where no voice is asked for, and keeps all
    names of its voices. The order of the others makes no difference. Belongs to the event loop.
    """

    def __init__(self, models: Sequence[Model]) -> None:
        main, *others = models
        labels = _labels([model.variant for model in models])
        named = sorted(zip(labels[1:], others, strict=True), key=lambda pair: pair[0])
        self._models = (main, *(model for _, model in named))
        self._labels = (labels[0], *(label for label, _ in named))
        self._shelf = _Shelf((), (), {}, {})

    @property
    def main(self) -> Model:
        """The model of requests that name no voice."""
        return self._models[0]

    def __iter__(self) -> Iterator[Model]:
        return iter(self._models)

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices of all models, sorted as Home Assistant sorts them.

        Home Assistant lists each voice under its language; there the default one is the first.
        """
        return self._present_shelf().voices

    def find(self, name: str | None) -> tuple[Model, Voice]:
        """Return who speaks a request, and with which of its voices; None is the main default.

        A language (`de`, `de-DE`, `pt_BR`) is the default voice of the first model that speaks it:
        there is one model for all of its regions. A voice that no model has is the main
        catalogue's to replace or refuse; one that exists and cannot speak now has a `problem`.
        Raises VoiceNotFoundError, and SettingsError if the main model has no voice at all.
        """
        if not name:
            return self.main, self.main.voices.find(None)
        shelf = self._present_shelf()
        offer = shelf.offers.get(name) or shelf.spellings.get(spelling(name))
        if offer is not None:
            return offer.model, offer.voice
        for model in self._models:
            if (left_out := model.voices.find_left_out(name)) is not None:
                return model, left_out
        if (language := _LANGUAGE.fullmatch(name)) is not None:
            for model in self._models:
                if model.variant.language == language[1].lower():
                    return model, model.voices.default
        return self.main, self.main.voices.find(name, [voice.name for voice in self.voices()])

    def shown_name(self, model: Model, voice: Voice) -> str:
        """Return what clients call a voice of a model: `alba-german` where two share it."""
        for offer in self._present_shelf().offers.values():
            if offer.model is model and offer.voice == voice:
                return offer.shown.name
        return voice.name  # it has left the folder meanwhile

    def _present_shelf(self) -> _Shelf:
        made_of = tuple(model.voices.voices() for model in self._models)
        if made_of != self._shelf.made_of or not self._shelf.offers:
            self._shelf = self._arrange(made_of)
        return self._shelf

    def _arrange(self, made_of: tuple[tuple[Voice, ...], ...]) -> _Shelf:
        count = Counter(voice.name for voices in made_of for voice in voices)
        offers: dict[str, _Offer] = {}
        bare: dict[str, _Offer] = {}
        has_default: set[str] = set()
        for model, label, voices in zip(self._models, self._labels, made_of, strict=True):
            for voice in voices:
                shown = voice
                if voice.description.startswith(DEFAULT_MARK) and voice.language in has_default:
                    shown = replace(shown, description=shown.description.removeprefix(DEFAULT_MARK))
                if count[voice.name] > 1 and model is not self.main:
                    shown = replace(
                        shown,
                        name=f"{voice.name}-{label}",
                        description=f"{shown.description} ({label})",
                    )
                    bare.setdefault(voice.name, _Offer(shown, model, voice))
                offers.setdefault(shown.name, _Offer(shown, model, voice))
            has_default.add(model.variant.language)
        shown_voices = sorted(
            (offer.shown for offer in offers.values()), key=lambda v: (v.description, v.name)
        )
        # A name from before another model had it too still finds a voice.
        known = bare | offers
        spellings = {spelling(name): offer for name, offer in known.items()}
        return _Shelf(made_of, tuple(shown_voices), known, spellings)


def server_name(variants: Sequence[ModelVariant]) -> str:
    """Return the name that tells a server apart by what it speaks, the main model's variant first.

    Home Assistant makes the entity's id and the entry's title of it. `pocket-tts` speaks English,
    `pocket-tts-german` German; a model for another reason than its language gives its own name,
    and several languages their codes: `pocket-tts-en-de`.
    """
    main, *others = variants
    languages = {variant.language for variant in others} - {main.language}
    if languages:
        return "-".join([SERVER_NAME, main.language, *sorted(languages)])
    label = main.label
    if label == "english" or (main.config_name is None and main.language == "en"):
        return SERVER_NAME
    return f"{SERVER_NAME}-{label.replace('_', '-')}"


def _labels(variants: Sequence[ModelVariant]) -> Sequence[str]:
    """Return a name for each model, none twice, whatever their order."""
    labels = [variant.label for variant in variants]
    return [
        label if labels.count(label) == 1 else f"{label}-{1 + _rank(variant, label, variants)}"
        for variant, label in zip(variants, labels, strict=True)
    ]


def _rank(variant: ModelVariant, label: str, variants: Iterable[ModelVariant]) -> int:
    same = sorted(other.address for other in variants if other.label == label)
    return same.index(variant.address)
