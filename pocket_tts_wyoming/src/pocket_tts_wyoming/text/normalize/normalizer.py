"""Written text to speakable words.

A sentence passes four stations: characters are unified, the user's lexicon speaks first, rules
rewrite what is not words, and what the model does not know is removed. The rules run until nothing
changes (nearly always once, plus one look), which makes the result stable under a second call.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES, load
from pocket_tts_wyoming.text.normalize.characters import Characters
from pocket_tts_wyoming.text.normalize.classes import all_rules
from pocket_tts_wyoming.text.normalize.numbers import NumberWords
from pocket_tts_wyoming.text.normalize.rewriter import Rewriter

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SUPPORTED_LANGUAGES", "Normalizer", "NormalizerOptions", "Replacer"]

# "Co2" -> "CO two" -> "C O two": chains of rules are short; the bound is for safety alone.
_MOST_PASSES = 6
# Private characters hold the place of words that no rule may touch.
_FIRST_PRIVATE, _LAST_PRIVATE = 0xE000, 0xF8FF
_PRIVATE = re.compile(f"[{chr(_FIRST_PRIVATE)}-{chr(_LAST_PRIVATE)}]")


class Replacer(Protocol):
    """A user's lexicon as the normaliser sees it."""

    def replace(
        self, text: str, *, language: str, voice: str | None, keep: Callable[[str], str]
    ) -> str:
        """Replace the known words; `keep(spoken)` is what stands for them in the text."""


@dataclass(frozen=True, slots=True)
class NormalizerOptions:
    """`enabled=False`: only unspeakable characters are cleaned. `speak_emoji`: say their names."""

    enabled: bool = True
    speak_emoji: bool = False


class Normalizer:
    """Makes the sentences of one language speakable.

    Pure and never raises, but keeps what it has spelled: one instance belongs to one thread at a
    time. `language` is an ISO 639-1 code with or without a region; `ValueError` if unsupported.
    """

    def __init__(
        self,
        language: str,
        *,
        options: NormalizerOptions | None = None,
        lexicon: Replacer | None = None,
    ) -> None:
        data = load(language)
        options = options or NormalizerOptions()
        self.language = data.code
        self._lexicon = lexicon
        self._characters = Characters(
            extra=data.extra_characters, emoji=data.emoji, speak_emoji=options.speak_emoji
        )
        self._rewriter: Rewriter | None = None
        if options.enabled:
            grammar = data.grammar(data, NumberWords(data.code))
            self._rewriter = Rewriter(all_rules(grammar))

    def normalize(self, text: str, voice: str | None = None) -> str:
        """Return the words to speak; empty if there is nothing to say."""
        kept: list[str] = []

        def keep(spoken: str) -> str:
            if len(kept) > _LAST_PRIVATE - _FIRST_PRIVATE:
                return spoken
            kept.append(spoken)
            return chr(_FIRST_PRIVATE + len(kept) - 1)

        text = self._characters.unify(text)
        if self._lexicon is not None:
            text = self._lexicon.replace(text, language=self.language, voice=voice, keep=keep)
        text = self._words(text)
        if not kept:
            return text
        restored = _PRIVATE.sub(lambda found: kept[ord(found[0]) - _FIRST_PRIVATE], text)
        return self._characters.speakable(self._characters.unify(restored))

    def _words(self, text: str) -> str:
        for _ in range(_MOST_PASSES):
            before = text
            if self._rewriter is not None:
                text = self._rewriter.rewrite(text)
            text = self._characters.speakable(text)
            if text == before:
                break
        return text
