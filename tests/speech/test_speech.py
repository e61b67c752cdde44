"""One utterance with an engine that the test drives, in virtual time."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.speech.speech import Request, SpeechOptions
from pocket_tts_wyoming.voices.voice_settings import VoiceSettings
from speech.scripted_engine import RATE_HZ, ScriptedEngine
from speech.spoken import LEVELS, SENTENCE_SECONDS, hear, make_speech, order_of, say, text_of
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from pocket_tts_wyoming.speech.meter import UtteranceRecord


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
