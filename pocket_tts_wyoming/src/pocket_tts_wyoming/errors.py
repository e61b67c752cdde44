"""The errors that clients and the log are told about."""

from __future__ import annotations


class SpeechError(Exception):
    """Something that a client or the person running the server must know.

    `code` is for programs (kebab-case, stable), the message is a whole sentence for people that
    says what to do. It becomes an `error` event, a log line or an exit code in one place each.
    """

    code = "internal-error"

    def __init__(self, message: str) -> None:
        super().__init__(message)


class VoiceNotFoundError(SpeechError):
    """The client asked for a voice that is not offered."""

    code = "voice-not-found"


class VoiceUnavailableError(SpeechError):
    """The voice is offered, but its file cannot be had or does not fit the model."""

    code = "voice-unavailable"


class TextTooLongError(SpeechError):
    """The text of one utterance exceeds the limit."""

    code = "text-too-long"


class ModelNotReadyError(SpeechError):
    """The model did not become ready in time, or failed to load."""

    code = "model-not-ready"


class ModelFailedError(SpeechError):
    """The model raised while it generated speech."""

    code = "model-failed"


class SpareVoiceError(SpeechError):
    """The answer is whole, but the spare voice spoke it; the message says why.

    It comes after all audio, so that no client keeps the recording (Home Assistant would, for
    good).
    """

    code = "spare-voice"


class BusyError(SpeechError):
    """Too many utterances are waiting."""

    code = "server-busy"


class ProtocolViolationError(SpeechError):
    """The client sent something that is not a valid Wyoming event here."""

    code = "bad-event"


class SettingsError(SpeechError):
    """One or more settings are wrong; the message has one line per problem."""

    code = "bad-settings"
