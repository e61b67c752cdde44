"""The preset voices of pocket-tts 4.0.1: what they are called, and whose recordings they are."""

from __future__ import annotations

from dataclasses import dataclass

from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES, profile_of

# pocket-tts takes the preset voices of all configs from this commit.
_REVISION = "a7056f505a4a8ca72d8b5fb1440071d6f1a35739"
_REPOSITORY = "kyutai/pocket-tts-without-voice-cloning"
_VOICES_PAGE = "https://huggingface.co/kyutai/tts-voices"
PRESETS_VERSION = "4.0.1"

DEFAULT_PRESETS = {code: profile_of(code).default_voice for code in SUPPORTED_LANGUAGES}


@dataclass(frozen=True, slots=True)
class Origin:
    """A collection of recordings that voices come from."""

    credit: str
    url: str


# Licences: README of kyutai/tts-voices, and the collections' own pages.
_ALBA = Origin("Alba MacKenna (CC BY 4.0)", _VOICES_PAGE)
_CML = Origin("CML-TTS (CC BY 4.0)", "https://www.openslr.org/146/")
_COMMON_VOICE = Origin("Mozilla Common Voice (CC0)", "https://commonvoice.mozilla.org")
_DONATIONS = Origin("Unmute Voice Donation Project (CC0)", _VOICES_PAGE)
_EARS = Origin("EARS (CC BY-NC 4.0)", "https://sp-uhh.github.io/ears_dataset/")
_EXPRESSO = Origin("Expresso (CC BY-NC 4.0)", "https://speechbot.github.io/expresso/")
# kyutai-labs/pocket-tts#190
_MOZILLA_DATA = Origin(
    "Mozilla Data Collective",
    "https://mozilladatacollective.com/datasets/cmmytggb100hamf07z06g4iae",
)
_UNKNOWN = Origin("recording published by Kyutai", "https://huggingface.co/kyutai/pocket-tts")
_UNMUTE = Origin("Unmute by Kyutai", _VOICES_PAGE)
_VCTK = Origin("VCTK (CC BY 4.0)", "https://datashare.ed.ac.uk/handle/10283/3443")
_VOICE_ZERO = Origin("Voice-Zero, LibriVox (CC0)", _VOICES_PAGE)


@dataclass(frozen=True, slots=True)
class Preset:
    """One preset voice: the library's name, its native language, a few words, its origin."""

    name: str
    language: str
    note: str
    origin: Origin

    @property
    def title(self) -> str:
        """The name as people write it, with the note: `Anna - woman, Southern England`."""
        title = self.name.replace("_", " ").title()
        return f"{title} - {self.note}" if self.note else title

    @property
    def attribution(self) -> str:
        """Whom to credit for the voice: the recording's origin and the model's makers."""
        return f"{self.origin.credit}; Pocket TTS by Kyutai (CC BY 4.0)"


# Accents of VCTK speakers: speaker-info.txt of the corpus.
PRESETS = (
    Preset("alba", "en", "woman", _ALBA),
    Preset("anna", "en", "woman, Southern England", _VCTK),
    Preset("azelma", "en", "woman, Canada", _VCTK),
    Preset("bill_boerst", "en", "man, audiobook reader", _VOICE_ZERO),
    Preset("caro_davy", "en", "woman, audiobook reader", _VOICE_ZERO),
    Preset("charles", "en", "man, Surrey", _VCTK),
    Preset("cosette", "en", "woman", _EXPRESSO),
    Preset("eponine", "en", "woman, Scotland", _VCTK),
    Preset("eve", "en", "woman, New Jersey", _VCTK),
    Preset("fantine", "en", "woman, Manchester", _VCTK),
    Preset("george", "en", "man, New England", _VCTK),
    Preset("jane", "en", "woman, Pennsylvania", _VCTK),
    Preset("javert", "en", "man", _DONATIONS),
    Preset("jean", "en", "man", _EARS),
    Preset("marius", "en", "man", _DONATIONS),
    Preset("mary", "en", "woman, Indiana", _VCTK),
    Preset("michael", "en", "man, New Jersey", _VCTK),
    Preset("paul", "en", "man, Nottingham", _VCTK),
    Preset("peter_yearsley", "en", "man, audiobook reader", _VOICE_ZERO),
    Preset("stuart_bell", "en", "man, audiobook reader", _VOICE_ZERO),
    Preset("vera", "en", "woman, Southern England", _VCTK),
    Preset("juergen", "de", "", _MOZILLA_DATA),
    Preset("lola", "es", "", _COMMON_VOICE),
    Preset("estelle", "fr", "", _UNMUTE),
    Preset("giovanni", "it", "", _COMMON_VOICE),
    Preset("daan", "nl", "", _CML),
    Preset("rafael", "pt", "", _UNKNOWN),
)


def preset_voice_address(config_name: str, voice: str) -> str:
    """Return where the state of a preset voice for a shipped config is on the hub."""
    return f"hf://{_REPOSITORY}/languages/{config_name}/embeddings/{voice}.safetensors@{_REVISION}"
