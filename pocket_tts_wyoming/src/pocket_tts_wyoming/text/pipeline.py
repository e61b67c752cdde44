"""The text room's one way through: what a client writes becomes what the model says.

pieces -> without markup -> sentences -> groups of the right length -> words.
"""

from __future__ import annotations

import logging
from collections import deque
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.breath import Breath, slices
from pocket_tts_wyoming.text.languages import load
from pocket_tts_wyoming.text.markup.markup import Break, MarkupFilter, SpeakingRate
from pocket_tts_wyoming.text.normalize.normalizer import Normalizer, NormalizerOptions
from pocket_tts_wyoming.text.normalize.scripts import scripts_of
from pocket_tts_wyoming.text.segment.drafts import Drafts, GroupDraft
from pocket_tts_wyoming.text.segment.groups import Grouper
from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter
from pocket_tts_wyoming.text.segment.streaming import nothing_in_hand, pieces_to_groups

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence

    from pocket_tts_wyoming.text.markup.markup import Piece
    from pocket_tts_wyoming.text.normalize.normalizer import Replacer

_LOGGER = logging.getLogger(__name__)

# The library's limit of 50, less what its preparation may add (a full stop, padding) and the
# sacrificial prefix.
LIMIT_TOKENS = 44
# A part of a sentence may grow to this length whatever its tokens (signs that are not spoken).
_LONGEST_PART_CHARACTERS = 300
# A part is full when so few tokens are free, and is not looked at again after a few characters:
# each look normalises it.
_FREE_TOKENS = 4
_FEWEST_MORE_CHARACTERS = 20
_LETTERS_PER_TOKEN = 4


def estimate_tokens(text: str) -> int:
    """Guess how many tokens a text has, where there is no model to ask."""
    return len(text) // _LETTERS_PER_TOKEN + 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words to be spoken in one go, of one or two words alone if `short_answer`.

    `pause_seconds` of silence go in front of it, and `speed` is how fast it is to be heard, where
    the text asks for them (SSML). `last`: it is known already that nothing follows.
    """

    text: str
    short_answer: bool
    pause_seconds: float = 0.0
    speed: float = 1.0
    last: bool = False


@dataclass(frozen=True, slots=True)
class SpokenDraft:
    """A guess at the next Spoken; at what it begins with if it is not `complete`."""

    text: str
    complete: bool
    pause_seconds: float = 0.0
    speed: float = 1.0


class TextPipeline:
    """Makes the text side of utterances, for one language (code with or without region).

    `count_tokens` counts the model's tokens of a text. Belongs to one thread.
    """

    def __init__(
        self,
        language: str,
        count_tokens: Callable[[str], int],
        options: NormalizerOptions,
        lexicon: Replacer | None = None,
    ) -> None:
        self._language = language
        self._count_tokens = count_tokens
        self._conjunctions = load(language).sentence_words.conjunctions
        self._normalizer = Normalizer(language, options=options, lexicon=lexicon)

    async def spoken(
        self,
        pieces: AsyncIterator[str],
        *,
        voice: str | None,
        ssml: bool,
        in_hand: Callable[[], bool] = nothing_in_hand,
    ) -> AsyncGenerator[Spoken, None]:
        """Yield what is spoken in one go, as soon as it is certain, without the drafts."""
        items = self.spoken_and_drafts(pieces, voice=voice, ssml=ssml, in_hand=in_hand)
        async with aclosing(items):
            async for item in items:
                if isinstance(item, Spoken):
                    yield item

    async def spoken_and_drafts(
        self,
        pieces: AsyncIterator[str],
        *,
        voice: str | None,
        ssml: bool,
        in_hand: Callable[[], bool] = nothing_in_hand,
    ) -> AsyncGenerator[Spoken | SpokenDraft, None]:
        """Yield what is spoken in one go, as soon as it is certain; errors of `pieces` pass.

        While the text is being written, guesses at the next Spoken come in front of it.

        `in_hand` tells whether something that was given out has not been heard yet: if so, a
        sentence whose writer has fallen silent waits for its end. Its answer may change while this
        generator waits; it is asked again every quarter of a second.
        """
        source = _Unmarked(pieces, MarkupFilter(ssml=ssml))
        speaker = _Speaker(self._normalizer, self._count_tokens, voice)
        pause_seconds = 0.0
        while not source.is_over:
            splitter = SentenceSplitter(self._language, speaker.room)
            grouper = Grouper(
                LIMIT_TOKENS,
                self._count_tokens,
                conjunctions=self._conjunctions,
                say=speaker.say,
            )
            groups = pieces_to_groups(
                source.stretch(),
                splitter,
                grouper,
                source,
                in_hand=in_hand,
                drafts=Drafts(splitter, grouper, speaker.words),
            )
            async with aclosing(groups):
                async for group in groups:
                    if isinstance(group, GroupDraft):
                        yield SpokenDraft(group.text, group.complete, pause_seconds, source.speed)
                        continue
                    last = group.last and source.is_over
                    yield Spoken(group.text, group.short_answer, pause_seconds, source.speed, last)
                    pause_seconds = 0.0
            pause_seconds += source.pause_seconds
        if source.has_text and not speaker.has_spoken:
            _LOGGER.warning(
                "Nothing of a text can be spoken: it holds only code, signs, emoji or letters of "
                "another script."
            )

    async def show(self, text: str, voice: str | None = None) -> list[str]:
        """Return what would be spoken for a whole text, one entry for what is spoken in one go.

        `voice`: whose words of the lexicon count.
        """

        async def pieces() -> AsyncIterator[str]:
            yield text

        return [spoken.text async for spoken in self.spoken(pieces(), voice=voice, ssml=False)]


class _Speaker:
    """The words for the sentences of one utterance."""

    def __init__(
        self, normalizer: Normalizer, count_tokens: Callable[[str], int], voice: str | None
    ) -> None:
        self._normalizer = normalizer
        self._count_tokens = count_tokens
        self._voice = voice
        self._has_told = False
        self._last = "", ""  # a sentence and its words: often its draft comes before it
        self.has_spoken = False

    def words(self, sentence: str) -> str:
        """Return the words for a sentence, or for what is known of it."""
        if sentence != self._last[0]:
            self._last = sentence, self._normalizer.normalize(sentence, self._voice)
        return self._last[1]

    def say(self, sentence: str) -> str:
        """Return the words for a sentence, which will be spoken."""
        text = self.words(sentence)
        _LOGGER.debug("%r is spoken as %r", sentence, text)
        self.has_spoken = self.has_spoken or bool(text)
        scripts = set() if self._has_told else scripts_of(sentence)
        if scripts:
            self._has_told = True
            _LOGGER.info(
                "A text holds letters of another script (%s): they are spoken letter for letter, "
                "or left out where the voice has none for them.",
                ", ".join(sorted(script.capitalize() for script in scripts)),
            )
        return text

    def room(self, part: str) -> int:
        """Tell how many more characters a part of a sentence may have, as far as one can know."""
        if len(part) >= _LONGEST_PART_CHARACTERS:
            return 0
        # Number words are longer than numbers; of signs alone nothing may be left.
        words = self._normalizer.normalize(part, self._voice)
        tokens = self._count_tokens(words) if words else 0
        if tokens >= LIMIT_TOKENS - _FREE_TOKENS:
            return 0
        more = len(part) * (LIMIT_TOKENS - tokens) // max(tokens, 1)
        return min(max(more, _FEWEST_MORE_CHARACTERS), _LONGEST_PART_CHARACTERS - len(part))


class _Unmarked:
    """Pieces without markup, in stretches between the pauses and the rates that SSML asks for.

    `pause_seconds`: what stands behind the last stretch. `speed`: that of the stretch.
    """

    def __init__(self, pieces: AsyncIterator[str], markup: MarkupFilter) -> None:
        self._pieces = pieces
        self._markup = markup
        self._ready: deque[Piece] = deque()
        self._parts: Iterator[str] = iter(())
        self._breath = Breath()
        self._ended = False
        self.has_text = False
        self.pause_seconds = 0.0
        self.speed = self._next_speed = 1.0

    @property
    def is_over(self) -> bool:
        return self._ended and not self._ready

    @property
    def is_waiting(self) -> bool:
        return self._markup.is_waiting

    def idle(self) -> str:
        return "".join(piece for piece in self._markup.idle() if isinstance(piece, str))

    async def stretch(self) -> AsyncIterator[str]:
        """Yield text that is spoken in one way, a piece (perhaps empty) for each that came."""
        self.pause_seconds = 0.0
        self.speed = self._next_speed
        has_words = False
        while True:
            while self._ready:
                piece = self._ready.popleft()
                if isinstance(piece, Break):
                    self.pause_seconds = piece.seconds
                    return
                if isinstance(piece, SpeakingRate):
                    self._next_speed = piece.speed
                    if has_words:
                        return
                    self.speed = piece.speed
                    continue
                has_words = has_words or bool(piece.strip())
                yield piece
            part = next(self._parts, None)
            if part is not None:
                self._take(self._markup.push(part))
                await self._breath.take()
                continue
            if self._ended:
                return
            try:
                piece = await anext(self._pieces)
                self.has_text = self.has_text or bool(piece.strip())
                self._parts = slices(piece)
            except StopAsyncIteration:
                self._ended = True
                self._take(self._markup.flush())

    def _take(self, pieces: Sequence[Piece]) -> None:
        self._ready.extend(pieces or [""])
