"""Every option of the server, once: name, variable, default, range and one sentence.

The environment variable is the field's name in capitals, the command-line flag the same with
dashes; a flag wins over the environment. The README, DOCS.md, the add-on's schema and the compose
file are held to this module by tests.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pocket_tts_wyoming.audio.speed import FASTEST, SLOWEST
from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.option_values import (
    AnnouncedName,
    HttpToken,
    HuggingFaceToken,
    ModelName,
    OptionalPath,
    PrecisionWord,
    Word,
    read_level,
    read_names,
    trim,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic.fields import FieldInfo

AUTOMATIC = "auto"
_SECRET = ("hf_token", "http_token")


def _option(
    default: object,
    sentence: str,
    allowed: str,
    *,
    shown: str | None = None,
    ge: float | None = None,
    le: float | None = None,
) -> Any:  # noqa: ANN401 - stands for a value of the field's own type
    """Describe one option; `shown` is how the docs print a default that is not a plain value."""
    extra: dict[str, Any] = {"allowed": allowed, "shown": shown}
    return Field(default, description=sentence, ge=ge, le=le, json_schema_extra=extra)


class Settings(BaseSettings):
    """The server's options, checked; `load` reads them from flags and environment."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        env_parse_none_str="null",  # what bashio prints for an option that is not set
        extra="forbid",
        frozen=True,
    )

    wyoming_host: str | None = _option(
        None,
        "Address to listen on.",
        "a host name or an IP address; empty for all interfaces",
        shown="all interfaces, IPv4 and IPv6",
    )
    wyoming_port: int = _option(
        10201, "TCP port to listen on; 0 takes a free one.", "0 to 65535", ge=0, le=65535
    )
    default_voice: str = _option(
        "alba",
        "Voice when none is asked for; one that does not belong to the model's language is "
        "replaced by that language's own default voice.",
        "the name of a voice",
    )
    strict_voices: bool = _option(
        False,  # noqa: FBT003 - a default, not an argument
        "Refuse a request for a voice that does not exist; otherwise the default voice speaks, and "
        "the log has a warning.",
        "true or false",
    )
    model_variant: Annotated[str, ModelName] = _option(
        AUTOMATIC,
        "Model to speak with: `auto` (`english`, or a smaller English one on a machine that is too "
        "slow for it), a name from the table of models, `b6369a24` (the January 2026 "
        "checkpoint), or a YAML config as a path, `hf://` or `https://` address.",
        "auto, a name from the table of models, a path, or an hf:// or https:// address",
    )
    more_models: Annotated[tuple[str, ...], NoDecode, BeforeValidator(read_names)] = _option(
        (),
        "Further models, with commas between, such as `german,french`: each assistant speaks its "
        "own language from one server. Names as for `MODEL_VARIANT`, which stays the main model.",
        "names with commas between, as MODEL_VARIANT knows them",
        shown="none",
    )
    cross_language_voices: bool = _option(
        False,  # noqa: FBT003 - a default, not an argument
        "Offer the preset voices of other languages too: `alba-de` is Alba speaking German.",
        "true or false",
    )
    memory_budget_mb: int | None = _option(
        None,
        "Megabytes that models may take; what has not spoken for longest is put away for another, "
        "and comes back within a second. The main model always has room.",
        "0 to 1000000",
        shown="a quarter of what is available",
        ge=0,
        le=1_000_000,
    )
    engine: Annotated[Literal["auto", "onnx", "torch"], Word] = _option(
        "auto",
        "What computes: `onnx` (fast), `torch` (the reference), or `auto`: `onnx` wherever it "
        "knows the model's architecture.",
        "auto, onnx or torch",
    )
    precision: Annotated[Literal["auto", "int8", "fp32"], PrecisionWord] = _option(
        "auto",
        "Arithmetic of the language model: `int8` needs half the time on most machines, `fp32` is "
        "exact, `auto` takes what is faster on this machine.",
        "auto, int8 (or on) or fp32 (or off)",
    )
    temperature: float | None = _option(
        None,
        "Liveliness of the speech: lower is steadier, higher more varied.",
        "0 to 2",
        shown="the model's own, 0.3",
        ge=0,
        le=2,
    )
    seed: int | None = _option(
        None,
        "Makes equal requests sound equal, bit for bit, once the loudness of the voice is known.",
        "a whole number from 0 to 4294967295",
        shown="off",
        ge=0,
        le=2**32 - 1,
    )
    max_speakers: int | None = _option(
        None,
        "The most answers spoken at the same time; further ones wait their turn. By default as "
        "many as the machine speaks without gaps, which it measures while it speaks.",
        "1 to 16",
        shown="as many as the machine can",
        ge=1,
        le=16,
    )
    sacrificial_prefix: Annotated[Literal["auto", "on", "off"], Word] = _option(
        "auto",
        'Speak "..." before each sentence and cut it off again: `auto` only for the checkpoint '
        "that swallows first words without it (`english_2026-01`).",
        "auto, on or off",
    )
    prefix_min_duration: float = _option(
        0.1,
        "Seconds before the end of the prefix is looked for: lower starts faster, higher is safer.",
        "0 to 2 seconds",
        ge=0,
        le=2,
    )
    prefix_max_duration: float = _option(
        1.0,
        "Seconds after which nothing is cut off any more.",
        "0 to 5 seconds, not below PREFIX_MIN_DURATION",
        ge=0,
        le=5,
    )
    prefix_silence_gap: float = _option(
        0.08, "Length of the pause in seconds that ends the prefix.", "0.02 to 1", ge=0.02, le=1
    )
    sentence_pause: float | None = _option(
        None,
        "Extra silence between sentences, in seconds.",
        "0 to 5 seconds",
        shown="the model's natural pause",
        ge=0,
        le=5,
    )
    speed: float = _option(
        1.0,
        "How fast speech is heard: 2 is twice as fast, 0.5 half as fast, at the same pitch. A "
        "voice, a request and SSML may change it; all together stays between 0.5 and 2.",
        "0.5 to 2",
        ge=SLOWEST,
        le=FASTEST,
    )
    loudness: Annotated[float | None, BeforeValidator(read_level)] = _option(
        -20.0,
        "How loud every voice is to be, in LUFS; `off` leaves each as loud as it is. A voice is "
        "measured once, when nobody has spoken for a while after its first use.",
        "-40 to -10, or off",
        shown="`-20`",
        ge=-40,
        le=-10,
    )
    normalize_text: bool = _option(
        True,  # noqa: FBT003 - a default, not an argument
        "Say numbers, units, dates and symbols as words.",
        "true or false",
    )
    speak_emoji: bool = _option(
        False,  # noqa: FBT003 - a default, not an argument
        "Say the names of emoji instead of leaving them out.",
        "true or false",
    )
    lexicon: OptionalPath = _option(
        None,
        "YAML file that says how words and names are spoken.",
        "the path of a file",
        shown="off",
    )
    keepalive_silence: float = _option(
        0.0,
        "Seconds of silence sent, as time passes, while the writer of a streamed text pauses; for "
        "players that give up after five seconds without sound.",
        "0 (off) to 60 seconds",
        ge=0,
        le=60,
    )
    text_idle_limit: float = _option(
        60.0,
        "Seconds without new text after which a streamed answer is ended.",
        "1 to 600 seconds",
        ge=1,
        le=600,
    )
    load_wait_limit: float = _option(
        120.0,
        "Seconds that a request waits for a model that is still loading.",
        "0 to 3600 seconds",
        ge=0,
        le=3600,
    )
    spare_voice: Annotated[Literal["auto", "off", "only"], Word] = _option(
        "auto",
        "A plainer voice (espeak-ng) that answers while the model is being downloaded or cannot be "
        "loaded (`auto`), never (`off`), or always and without a model, for a first look (`only`).",
        "auto, off or only",
    )
    spare_after: float = _option(
        3.0,
        "Seconds that a request waits for the model before the spare voice answers.",
        "0 to 60 seconds",
        ge=0,
        le=60,
    )
    voices_dir: OptionalPath = _option(
        None,
        "Folder with voices of your own: recordings (`NAME.wav`, `.mp3`, `.m4a` ...), voice states "
        "(`NAME.safetensors`), and `voices.yaml`.",
        "the path of a folder",
        shown="off",
    )
    http_port: int | None = _option(
        None,
        "TCP port of the page and of the HTTP API; 0 takes a free one.",
        "0 to 65535",
        shown="off",
        ge=0,
        le=65535,
    )
    http_host: str = _option(
        "127.0.0.1",
        "Address that the page and the HTTP API listen on; for any other than this machine's own, "
        "HTTP_TOKEN must be set.",
        "a host name or an IP address; 0.0.0.0 for all of IPv4, :: for all of IPv6",
    )
    http_token: HttpToken = _option(
        None,
        "What other programs and people send to be let in, as a bearer token.",
        "at least 16 characters",
        shown="none",
    )
    zeroconf: AnnouncedName = _option(
        None,
        "Name to announce on the local network by mDNS; `true` makes one of what the server "
        "speaks: `pocket-tts` for English, `pocket-tts-german`, `pocket-tts-en-de`.",
        "a name of at most 63 bytes, true or false",
        shown="off",
    )
    debug_wav: bool = _option(
        False,  # noqa: FBT003 - a default, not an argument
        "Save what was sent, one WAV file per utterance; the oldest are deleted.",
        "true or false",
    )
    debug_wav_dir: Path = _option(
        Path("/output"), "Folder for those files.", "the path of a folder"
    )
    hf_home: Path | None = _option(
        None,
        "Where models are kept.",
        "the path of a folder",
        shown="`~/.cache/huggingface`",
    )
    hf_token: HuggingFaceToken = _option(
        None,
        "Hugging Face token, for the gated encoder that makes voices of recordings.",
        "a token that begins with hf_",
        shown="none",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Word] = _option(
        "info", "How much is logged.", "debug, info, warning or error"
    )

    @model_validator(mode="before")
    @classmethod
    def _trimmed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Forgive what a file of variables from Windows has at the end of each line."""
        trimmed = {name: trim(value) for name, value in values.items()}
        return {
            name: value
            for name, value in trimmed.items()
            if value != "" or values[name] == ""  # nothing but blanks is as good as not set
        }

    @field_validator("prefix_max_duration")
    @classmethod
    def _search_ends_after_it_begins(cls, value: float, info: ValidationInfo) -> float:
        if value < info.data.get("prefix_min_duration", 0.0):
            raise ValueError("it is below PREFIX_MIN_DURATION")
        return value


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return field.upper()


def flag(field: str) -> str:
    """Return the command-line flag of a field."""
    return "--" + field.replace("_", "-")


def allowed(info: FieldInfo) -> str:
    """Return what an option may be, in words."""
    return str(_extra(info)["allowed"])


def shown_default(info: FieldInfo) -> str:
    """Return an option's default as the docs print it."""
    shown = _extra(info)["shown"]
    if shown is not None:
        return str(shown)
    default = info.default
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _extra(info: FieldInfo) -> Mapping[str, Any]:
    assert isinstance(info.json_schema_extra, dict)  # noqa: S101 - _option made it
    return info.json_schema_extra


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Give the parser one flag per option; what is not given is absent from its namespace."""
    for name, info in Settings.model_fields.items():
        sentence, word = (
            (info.description or "").replace("%", "%%"),
            name.rpartition("_")[2].upper(),
        )
        parser.add_argument(
            flag(name),
            dest=name,
            default=argparse.SUPPRESS,
            metavar="true|false" if isinstance(info.default, bool) else word,
            help=f"{sentence} [{variable(name)}, default {shown_default(info).strip('`')}]",
        )


def load(flags: Mapping[str, str]) -> Settings:
    """Check flags and environment.

    Raises SettingsError with one line per problem: variable or flag, value, what is allowed.
    """
    try:
        return Settings(**flags)  # type: ignore[arg-type]  # strings, which pydantic converts
    except ValidationError as error:
        raise SettingsError("\n".join(_problems(error, flags))) from None


def _problems(error: ValidationError, flags: Mapping[str, str]) -> Sequence[str]:
    lines = []
    for problem in error.errors(include_url=False):
        name = str(problem["loc"][0])
        info = Settings.model_fields[name]
        where = flag(name) if name in flags else variable(name)
        where += "=***" if name in _SECRET else f"={problem['input']}"
        reason = problem.get("ctx", {}).get("error")
        because = f" ({reason})" if reason is not None else ""
        lines.append(f"{where} is not valid{because}. Allowed: {allowed(info)}.")
    return lines
