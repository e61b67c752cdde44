"""Which voices a folder's recordings are to become, of which model, and what they are called.

A recording NAME becomes the voice NAME of the main model and NAME-de of another one that speaks
German: each language has an encoder of its own, and an answer's language is its voice's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pocket_tts_wyoming.voices.recordings import FoundRecording, Listing


class Speaker(Protocol):
    """A model as far as names go; `language`: two letters."""

    @property
    def language(self) -> str: ...  # noqa: D102 - see the class
    @property
    def is_main(self) -> bool: ...  # noqa: D102 - see the class


@dataclass(frozen=True, slots=True)
class WantedVoice:
    """A voice to be made; `place`: of its model among the server's."""

    place: int
    name: str
    recording: FoundRecording

    @property
    def key(self) -> tuple[int, str]:
        """Identifies the voice, whatever its recording is called."""
        return self.place, self.recording.digest


def wanted(
    recordings: Sequence[FoundRecording],
    models: Sequence[Speaker],
    language_of: Callable[[str], str | None],
) -> Iterator[WantedVoice]:
    """Yield the voices that recordings become.

    `language_of` returns the language that voices.yaml gives the recordings of a name. Of two
    recordings for one voice, that of its language is taken: it stands behind the other.
    """
    for place, model in enumerate(models):
        names: dict[str, FoundRecording] = {}
        for recording in recordings:
            name = _name(recording, model, language_of(recording.name))
            if name is not None:
                names[name] = recording
        for name, recording in names.items():
            yield WantedVoice(place, name, recording)


def unwanted(
    listing: Listing, voices: Sequence[WantedVoice], language_of: Callable[[str], str | None]
) -> dict[str, str]:
    """Return why recordings become no voice of any model, by file name."""
    taken = {voice.recording.path for voice in voices}
    found = {}
    for recording in listing.recordings:
        if recording.path in taken:
            continue
        language = recording.language or language_of(recording.name)
        found[recording.path.name] = (
            "each model has a recording of its own language"
            if language is None
            else f"it belongs to the language {language!r}, which no model of this server speaks; "
            "MORE_MODELS adds one"
        )
    return found


def _name(recording: FoundRecording, model: Speaker, said: str | None) -> str | None:
    """Return what a voice is called, None where the model does not make it."""
    if recording.language is None:
        if said is not None:  # by an entry, whose name is the voice's
            return recording.name if said == model.language else None
    elif recording.language != model.language:
        return None
    return recording.name if model.is_main else f"{recording.name}-{model.language}"
