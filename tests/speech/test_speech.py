"""One utterance with an engine that the test drives, in virtual time."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.errors import VoiceUnavailableError
from pocket_tts_wyoming.models.model import Model
from pocket_tts_wyoming.models.models import Models
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.speech.speech import Request, Speech, SpeechOptions
from pocket_tts_wyoming.speech.text_stream import TextStream
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline
from pocket_tts_wyoming.voices.catalogue import Catalogue, Voice
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from pocket_tts_wyoming.voices.voice_settings import VoiceSettings
from speech.scripted_engine import RATE_HZ, ScriptedEngine
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pocket_tts_wyoming.audio.samples import Samples
    from pocket_tts_wyoming.models.engine import VoiceSource
    from pocket_tts_wyoming.speech.meter import UtteranceRecord

LEVELS = {"One": 0.1, "Two": 0.2, "Three": 0.3, "Yes": 0.4}
SENTENCE_SECONDS = 0.5


def say(text: str) -> Samples:
    """Half a second of a square wave whose level tells which sentence it is."""
    word = text.removeprefix("... ").split()[0].strip(".")
    times = np.arange(round(SENTENCE_SECONDS * RATE_HZ)) / RATE_HZ
    return (LEVELS[word] * np.sign(np.sin(2 * np.pi * 220 * times))).astype(np.float32)


class KnownVoices(Catalogue):
    """Preset voices of which people have said something."""

    def __init__(self, settings: VoiceSettings) -> None:
        super().__init__("en", "english", None, "alba")
        self._settings = settings

    @property
    def default(self) -> Voice:
        return replace(super().default, settings=self._settings)


def make_speech(
    engine: ScriptedEngine,
    options: SpeechOptions | None = None,
    prefix: PrefixSettings | None = None,
    settings: VoiceSettings = VoiceSettings(),  # noqa: B008 - frozen
) -> Speech:
    voices = KnownVoices(settings)
    voices.refresh()
    text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
    return Speech(
        Models([Model(find_variant("english"), engine, voices, text, prefix)]),
        options or SpeechOptions(),
        asyncio.get_running_loop().time,
    )


def text_of(*pieces: str, close: bool = True) -> TextStream:
    text = TextStream(asyncio.get_running_loop().time, 60)
    for piece in pieces:
        text.put(piece)
    if close:
        text.close()
    return text


async def hear(speech: Speech, request: Request) -> list[bytes]:
    """Return the chunks of an utterance."""
    async with aclosing(speech.speak(request)) as audio:
        assert await anext(audio) == b""
        return [pcm async for pcm in audio]


def order_of(chunks: Sequence[bytes]) -> list[tuple[str, float]]:
    """Return what was heard: names of sentences, and silence of at least 0.1 s, with seconds."""
    samples = np.frombuffer(b"".join(chunks), "<i2") / 32767.0
    names = {round(level, 1): name for name, level in LEVELS.items()} | {0.0: "silence"}
    heard: list[tuple[str, float]] = []
    edges = [0, *(np.flatnonzero(np.diff(np.round(np.abs(samples), 1))) + 1), samples.size]
    for start, end in pairwise(edges):
        seconds = (end - start) / RATE_HZ
        if seconds >= 0.1:
            name = names[round(float(np.abs(samples[(start + end) // 2])), 1)]
            heard.append((name, round(seconds, 1)))
    return heard


@pytest.mark.parametrize("paced", [True, False])
def test_the_engine_is_told_whether_the_client_plays_meanwhile(paced: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    async def run() -> None:
        engine = ScriptedEngine(say)
        text = text_of("One is the first sentence here.")
        await hear(make_speech(engine), Request(None, text, paced=paced))
        assert [call.paced for call in engine.calls] == [paced]

    run_virtually(run())


def test_sentences_and_their_pauses_come_in_order() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        ssml = (
            "<speak>One is the first sentence.<break time='300ms'/>Two is the second sentence."
            "<break time='700ms'/>Three is the third sentence.</speak>"
        )
        chunks = await hear(make_speech(engine), Request(None, text_of(ssml), ssml=True))
        assert order_of(chunks) == [
            ("One", 0.5),
            ("silence", 0.3),
            ("Two", 0.5),
            ("silence", 0.7),
            ("Three", 0.5),
        ]

    run_virtually(run())


def test_the_engine_is_told_with_the_last_sentence_that_nothing_follows() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        text = text_of("One is the first sentence here. ", "Two is the second sentence here.")
        await hear(make_speech(engine), Request("alba", text))
        await hear(make_speech(engine), Request("alba", text_of("Yes.")))
        assert [call.last for call in engine.calls] == [[False, True], [True]]

    run_virtually(run())


def test_after_a_short_answer_the_rest_follows_with_its_own_pauses() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        ssml = (
            "<speak>Yes.<break time='300ms'/>Two is the second sentence."
            "<break time='700ms'/>Three is the third sentence.</speak>"
        )
        chunks = await hear(make_speech(engine), Request(None, text_of(ssml), ssml=True))
        assert [call.texts for call in engine.calls] == [
            ["Yes."],
            ["Two is the second sentence.", "Three is the third sentence."],
        ]
        assert order_of(chunks) == [
            ("Yes", 0.5),
            ("silence", 0.3),
            ("Two", 0.5),
            ("silence", 0.7),
            ("Three", 0.5),
        ]

    run_virtually(run())


@pytest.mark.parametrize(
    ("option", "requested", "of_voice", "heard"),
    [
        (1.0, 1.0, None, 1.0),
        (2.0, 1.0, None, 2.0),
        (1.0, 0.5, None, 0.5),
        (1.0, 1.0, 0.8, 0.8),
        (1.25, 0.8, 2.0, 2.0),
        (2.0, 4.0, 2.0, 2.0),
        (0.5, 0.25, 0.5, 0.5),
    ],
)
def test_option_request_and_voice_multiply_within_bounds(
    option: float, requested: float, of_voice: float | None, heard: float
) -> None:
    async def run() -> None:
        speech = make_speech(
            ScriptedEngine(say),
            SpeechOptions(speed=option),
            settings=VoiceSettings(speed=of_voice),
        )
        text = text_of("One is the first sentence.")
        chunks = await hear(speech, Request(None, text, speed=requested))
        seconds = sum(map(len, chunks)) / 2 / RATE_HZ
        assert seconds == pytest.approx(SENTENCE_SECONDS / heard, abs=0.02)

    run_virtually(run())


@pytest.mark.parametrize("of_voice", [-6.0, None, 3.0])
def test_what_people_say_of_a_voices_loudness_counts(of_voice: float | None) -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), settings=VoiceSettings(gain_db=of_voice))
        chunks = await hear(speech, Request(None, text_of("Two is the first sentence.")))
        loudest = np.abs(np.frombuffer(b"".join(chunks), "<i2")).max() / 32767
        assert loudest == pytest.approx(LEVELS["Two"] * 10 ** ((of_voice or 0) / 20), rel=0.001)

    run_virtually(run())


def test_ssml_changes_the_speed_of_single_sentences_and_of_no_pause() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), SpeechOptions(speed=0.8))
        ssml = (
            "<speak>One is the first sentence.<break time='300ms'/>"
            "<prosody rate='125%'>Two is the second sentence.</prosody>"
            "<break time='700ms'/>Three is the third sentence.</speak>"
        )
        chunks = await hear(speech, Request(None, text_of(ssml), ssml=True))
        assert order_of(chunks) == [
            ("One", 0.6),
            ("silence", 0.3),
            ("Two", 0.5),
            ("silence", 0.7),
            ("Three", 0.6),
        ]

    run_virtually(run())


def test_a_faster_listener_runs_dry_sooner() -> None:
    """Keep-alive counts what is heard: half of the sentence's half second, and then silence."""

    async def run() -> None:
        options = SpeechOptions(speed=2.0, keepalive_seconds=60.0)
        text = text_of("One is the first sentence.\n", close=False)
        listening = asyncio.create_task(
            hear(make_speech(ScriptedEngine(say), options), Request(None, text))
        )
        await asyncio.sleep(3.1)
        text.put("Two is the second sentence.")
        text.close()
        chunks = await listening
        heard = sum(map(len, chunks)) / 2 / RATE_HZ
        assert heard == pytest.approx(0.25 + 3.5 + 0.25, abs=0.3)

    run_virtually(run())


def test_a_break_stands_instead_of_the_pause_between_sentences() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), SpeechOptions(sentence_pause_seconds=0.4))
        ssml = (
            "<speak>One is the first sentence.<break time='1s'/>Two is the second sentence.\n"
            "Three is the third sentence.</speak>"
        )
        chunks = await hear(speech, Request(None, text_of(ssml), ssml=True))
        assert [part for part in order_of(chunks) if part[0] == "silence"] == [
            ("silence", 1.0),
            ("silence", 0.4),
        ]

    run_virtually(run())


def test_a_writer_who_pauses_is_bridged_with_silence_in_real_time() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), SpeechOptions(keepalive_seconds=60.0))
        text = text_of("One is the first sentence.\n", close=False)
        listening = asyncio.create_task(hear(speech, Request(None, text)))
        await asyncio.sleep(10.2)
        text.put("Two is the second sentence.")
        text.close()
        # 0.5 s of speech were heard; the silence is cut into pieces of half a second.
        assert order_of(await listening) == [("One", 0.5), ("silence", 10.0), ("Two", 0.5)]

    run_virtually(run())


def test_the_bridge_ends_at_its_limit() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), SpeechOptions(keepalive_seconds=2.0))
        text = text_of("One is the first sentence.\n", close=False)
        listening = asyncio.create_task(hear(speech, Request(None, text)))
        await asyncio.sleep(50.0)
        text.put("Two is the second sentence.")
        text.close()
        assert order_of(await listening) == [("One", 0.5), ("silence", 2.0), ("Two", 0.5)]

    run_virtually(run())


@pytest.mark.parametrize("keepalive_seconds", [0.0, 60.0])
@pytest.mark.parametrize("chunks", [1, 2, 12])
def test_closing_at_any_chunk_ends_everything(keepalive_seconds: float, chunks: int) -> None:
    """A client that leaves while it is written to, be it silence, is an ordinary end."""

    async def run() -> None:
        engine = ScriptedEngine(say)
        speech = make_speech(engine, SpeechOptions(keepalive_seconds=keepalive_seconds))
        text = text_of("One is it.\n" * (1 if keepalive_seconds else 4), close=False)
        speaking = speech.speak(Request(None, text))
        heard = 0
        async for pcm in speaking:
            heard += bool(pcm)
            if heard == chunks:
                break
        await speaking.aclose()
        assert engine.speaking == 0
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:  # generators that Python closes behind their last reader
            assert not (await asyncio.wait(left, timeout=5))[1]

    run_virtually(run())


def test_closing_while_silence_is_due_ends_the_read_under_way() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        speech = make_speech(engine, SpeechOptions(keepalive_seconds=60.0))
        request = Request(None, text_of("One is it.\n", close=False))
        listening = asyncio.create_task(hear(speech, request))
        await asyncio.sleep(3.0)
        assert engine.speaking == 1
        listening.cancel()
        await asyncio.wait({listening})
        assert engine.speaking == 0
        assert asyncio.get_running_loop().time() == 3.0, "nothing was waited for"

    run_virtually(run())


def test_an_error_of_the_text_comes_behind_the_sound_before_it() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), SpeechOptions(keepalive_seconds=60.0))
        text = text_of("One is the first sentence.\n", close=False)
        chunks: list[bytes] = []

        async def listen() -> None:
            async with aclosing(speech.speak(Request(None, text))) as audio:
                async for pcm in audio:
                    chunks.append(pcm)  # noqa: PERF401 - kept when the loop fails

        listening = asyncio.create_task(listen())
        await asyncio.sleep(2.0)
        text.put("x" * 20_001)
        with pytest.raises(Exception, match="longer than 20000"):
            await listening
        assert order_of(chunks)[0] == ("One", 0.5)

    run_virtually(run())


def test_a_model_that_is_decided_while_a_request_waits_speaks_with_its_own_voice() -> None:
    """MODEL_VARIANT=auto: each of its models has states of its own for the same voices."""

    async def run() -> None:
        class DecidingEngine(ScriptedEngine):
            async def ready(self, limit_seconds: float) -> None:
                await super().ready(limit_seconds)
                small = Catalogue("en", "english_2m_2026-10", None, "alba")
                small.refresh()
                model.become(find_variant("english_2m_2026-10"), small)

        engine = DecidingEngine(say)
        voices = Catalogue("en", "english", None, "alba")
        voices.refresh()
        text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
        model = Model(find_variant("english"), engine, voices, text)
        clock = asyncio.get_running_loop().time
        speech = Speech(Models([model]), SpeechOptions(), clock)
        await hear(speech, Request("marius", text_of("One is the first sentence here.")))
        (call,) = engine.calls
        assert "english_2m_2026-10/embeddings/marius." in call.voice.address

    run_virtually(run())


@pytest.mark.parametrize("spare", [True, False])
def test_a_voice_in_the_making_is_given_to_the_engine_only_where_a_spare_voice_is(
    *, spare: bool
) -> None:
    """Without one, nobody waits for a model that could not speak with it."""

    async def run() -> None:
        class ChoosyEngine(ScriptedEngine):
            async def ready(self, limit_seconds: float) -> None:
                asked.append(limit_seconds)

            async def load_voice(self, voice: VoiceSource) -> None:
                raise VoiceUnavailableError(voice.problem)

        asked: list[float] = []
        engine = ChoosyEngine(say)
        voices = Catalogue("en", "english", None, "alba")
        voices.take_from(lambda: RecordedShelf((), {"mum": "it is being made"}), dict)
        voices.refresh()
        text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
        variant = find_variant("english")
        model = Model(variant, engine, voices, text, spare=ScriptedEngine(say) if spare else None)
        speech = Speech(Models([model]), SpeechOptions(), asyncio.get_running_loop().time)
        with pytest.raises(VoiceUnavailableError, match="'mum' cannot be used: it is being made"):
            await hear(speech, Request("mum", text_of("One is the first sentence here.")))
        assert bool(asked) is spare

    run_virtually(run())


def test_a_model_is_in_use_until_its_listener_has_left() -> None:
    async def run() -> None:
        users = 0

        @contextmanager
        def in_use() -> Iterator[None]:
            nonlocal users
            users += 1
            try:
                yield
            finally:
                users -= 1

        engine = ScriptedEngine(say)
        voices = Catalogue("en", "english", None, "alba")
        voices.refresh()
        text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
        model = Model(find_variant("english"), engine, voices, text, in_use=in_use)
        clock = asyncio.get_running_loop().time
        audio = Speech(Models([model]), SpeechOptions(), clock).speak(
            Request(None, text_of("One is the first sentence here."))
        )
        assert users == 0
        await anext(audio)
        await anext(audio)
        assert users == 1
        await audio.aclose()
        assert users == 0

    run_virtually(run())


def test_what_cannot_be_spoken_is_a_short_silence_of_the_models_own_rate() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say, rate_hz=48_000), prefix=PrefixSettings())
        chunks = await hear(speech, Request(None, text_of("  ")))
        assert sum(map(len, chunks)) == 2 * round(0.2 * 48_000)
        assert not any(b"".join(chunks))

    run_virtually(run())


def test_each_reader_gets_the_record_of_each_utterance() -> None:
    async def run() -> None:
        speech = make_speech(ScriptedEngine(say), SpeechOptions(seed=1))
        records: list[UtteranceRecord] = []
        speech.readers.append(records.append)
        chunks = await hear(speech, Request("alba", text_of("One is the first sentence here.")))
        (record,) = records
        assert record.voice == "alba"
        assert record.outcome == "complete"
        assert record.characters == 31
        assert record.chunks == len(chunks)
        assert record.sent_bytes == len(b"".join(chunks))
        # 7 frames of 80 ms, 0.01 s of work each.
        assert record.rtf == pytest.approx(0.07 / SENTENCE_SECONDS)

    run_virtually(run())


def drafts_of(engine: ScriptedEngine) -> list[tuple[str, bool]]:
    """Return the drafts of the one call of an engine."""
    (call,) = engine.calls
    return [(draft.prompt.text, draft.complete) for draft in call.drafts]


def test_what_is_being_written_is_given_to_the_engine_before_it_is_certain() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        text = text_of("One is the first sentence here.", close=False)
        async with aclosing(make_speech(engine).speak(Request(None, text))) as audio:
            started = asyncio.ensure_future(anext(audio))
            await asyncio.sleep(0.1)
            assert drafts_of(engine) == [("One is the first sentence here.", True)]
            assert engine.calls[0].texts == []
            assert not started.done()
            text.put(" Two is the second sentence here.")
            await asyncio.sleep(0.1)
            assert await started == b""
            text.close()
            assert [pcm async for pcm in audio]
        assert engine.calls[0].texts == [
            "One is the first sentence here.",
            "Two is the second sentence here.",
        ]
        assert engine.speaking == 0

    run_virtually(run())


def test_drafts_have_the_sacrificial_prefix_of_their_sentence() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        text = text_of("one is the first sentence here.", close=False)
        speech = make_speech(engine, prefix=PrefixSettings())
        async with aclosing(speech.speak(Request(None, text))) as audio:
            started = asyncio.ensure_future(anext(audio))
            await asyncio.sleep(0.1)
            assert drafts_of(engine) == [("... One is the first sentence here.", True)]
            text.close()
            await started

    run_virtually(run())


def test_who_leaves_while_writing_ends_what_was_begun() -> None:
    async def run() -> None:
        engine = ScriptedEngine(say)
        text = text_of("One is the first sentence here.", close=False)
        started = asyncio.ensure_future(anext(make_speech(engine).speak(Request(None, text))))
        await asyncio.sleep(0.1)
        assert engine.speaking == 1
        started.cancel()
        await asyncio.gather(started, return_exceptions=True)
        await asyncio.sleep(0)
        assert engine.speaking == 0

    run_virtually(run())
