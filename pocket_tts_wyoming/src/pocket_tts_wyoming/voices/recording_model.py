"""What one of the server's models offers to recordings, and what it says while it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pocket_tts_wyoming.voices.wanted import Speaker

if TYPE_CHECKING:
    from pocket_tts_wyoming.voices.making import VoiceModel


class NotYetError(Exception):
    """A model cannot make voices now; the message is a sentence for the log.

    `status`: what the page is told, one of its words or a sentence.
    """

    def __init__(self, message: str, status: str = "") -> None:
        super().__init__(message)
        self.status = status or message


class StopMakingError(Exception):
    """The server stops: `between` raises it to end what is under way."""


class RecordingModel(Speaker, Protocol):
    """What one of the server's models offers to recordings.

    `is_known` False: its files are not on this machine yet, as far as is known. What was made for
    one `identity` is not used for another.
    """

    @property
    def is_known(self) -> bool: ...  # noqa: D102 - see the class
    @property
    def identity(self) -> object: ...  # noqa: D102 - see the class

    def local(self) -> VoiceModel | None:
        """Return the model if all that it needs is on this machine; uses no network."""

    def fetch(self) -> VoiceModel:
        """Return the model, its encoder fetched if need be; raises NotYetError."""
