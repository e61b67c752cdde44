"""What the events of a client say, checked: each function names what is wrong with an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ProtocolViolationError
from pocket_tts_wyoming.limits import MAX_VOICE_NAME_CHARACTERS

if TYPE_CHECKING:
    from wyoming.event import Event


def text_of(event: Event) -> str:
    """Return the text to speak; raises ProtocolViolationError."""
    text = event.data.get("text")
    if not isinstance(text, str):
        raise ProtocolViolationError(f'{event.type} needs a "text" that is a string.')
    return text


def voice_name_of(event: Event) -> str | None:
    """Return the voice that is asked for, None for the default; raises ProtocolViolationError.

    The protocol has an object with a "name", or with a "language" alone, which stands for its
    default voice; a plain string is understood too. Home Assistant never sends a language.
    """
    voice = event.data.get("voice")
    name = voice.get("name") or voice.get("language") if isinstance(voice, dict) else voice
    if name is not None and not isinstance(name, str):
        raise ProtocolViolationError(
            f'The "voice" of {event.type} needs a "name" that is a string.'
        )
    if name is not None and len(name) > MAX_VOICE_NAME_CHARACTERS:
        raise ProtocolViolationError(
            f"The voice's name in {event.type} is longer than {MAX_VOICE_NAME_CHARACTERS} "
            "characters."
        )
    return name or None


def is_ssml(event: Event) -> bool:
    """Return whether the text is marked up; this field is an extension of the protocol."""
    return bool(event.data.get("text_format") == "ssml")
