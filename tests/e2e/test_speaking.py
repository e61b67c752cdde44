"""One real server, real clients: what a request brings."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from support.wyoming_client import Answer, connect

if TYPE_CHECKING:
    from support.process import Server

SENTENCE = "The kitchen light is on."
# Twenty minutes of audio: the kernel's buffers have room for four of an answer that nobody reads.
ENDLESS = " ".join([SENTENCE] * 700)
LONG = " ".join(f"Sentence number {word} is one of very many here." for word in "abcdefghij")


def speak(server: Server, text: str, voice: str | None = None) -> Answer:
    async def run() -> Answer:
        async with connect(server.port) as client:
            return await client.speak(text, voice)

    return asyncio.run(run())


def test_one_shot(server: Server) -> None:
    answer = speak(server, SENTENCE)
    assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
    for event in answer.events[:-1]:
        assert (event.data["rate"], event.data["width"], event.data["channels"]) == (24000, 2, 1)
    assert len(answer.samples) / 24000 == pytest.approx(len(SENTENCE) / 14, rel=0.5)
    assert np.abs(answer.samples).max() > 500


def test_ffmpeg_can_begin_with_the_first_chunk(server: Server) -> None:
    assert len(speak(server, SENTENCE).chunks[0]) >= 2 * 2048


def test_streamed_text_is_spoken_once(server: Server) -> None:
    async def run() -> tuple[Answer, Answer]:
        async with connect(server.port) as client:
            streamed = await client.stream(["The kitchen ", "light is", " on."])
            plain = await client.speak(SENTENCE)
            return streamed, plain

    streamed, plain = asyncio.run(run())
    assert streamed.kinds == ["audio-start", "audio-chunk", "audio-stop", "synthesize-stopped"]
    assert len(streamed.samples) < 1.5 * len(plain.samples)


def test_the_first_sentence_is_heard_while_the_second_is_written(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text=f"{SENTENCE} The bed")
            heard = await client.answer("audio-chunk")
            assert heard.kinds == ["audio-start", "audio-chunk"]
            await client.send("synthesize-chunk", text="room window is open.")
            await client.send("synthesize-stop")
            rest = await client.answer("synthesize-stopped")
            assert rest.kinds == ["audio-chunk", "audio-stop", "synthesize-stopped"]

    asyncio.run(run())


def test_a_language_stands_for_its_default_voice(server: Server) -> None:
    """A client may name a language and no voice; Home Assistant does not."""

    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text="Hello.", voice={"language": "en-GB"})
            assert (await client.answer("audio-stop")).kinds[-1] == "audio-stop"
            await client.send("synthesize", text="Hello.", voice={"language": "nobody speaks it"})
            assert (await client.answer("audio-stop")).error["code"] == "voice-not-found"

    asyncio.run(run())


def test_describe_is_answered_while_speaking(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client, connect(server.port) as other:
            quiet = await other.describe()
            await client.send("synthesize", text=ENDLESS)
            await client.answer("audio-chunk")
            assert await other.describe() == quiet
            await client.send("describe")
            assert (await client.answer("info", "audio-stop")).kinds[-1] == "info"

    asyncio.run(run())


def test_info_is_complete(server: Server) -> None:
    async def run() -> dict[str, object]:
        async with connect(server.port) as client:
            info = await client.describe()
            assert info == await client.describe()
            return info

    info = asyncio.run(run())
    programs = info["tts"]
    assert isinstance(programs, list)
    (program,) = programs
    assert program["installed"]
    assert program["supports_synthesize_streaming"] is True
    assert "Kyutai" in program["attribution"]["name"]
    assert program["version"]
    assert [voice["name"] for voice in program["voices"]] == ["alba", "marius"]
    descriptions = [voice["description"] for voice in program["voices"]]
    assert descriptions == sorted(descriptions)
    for voice in program["voices"]:
        assert voice["installed"]
        assert voice["languages"] == ["en"]
        assert set(voice["attribution"]) == {"name", "url"}
        assert voice["version"]


def test_several_utterances_on_one_connection(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            for _ in range(2):
                assert (await client.speak(SENTENCE)).kinds[-1] == "audio-stop"
                assert (await client.stream([SENTENCE])).kinds[-1] == "synthesize-stopped"

    asyncio.run(run())


def test_requests_that_do_not_wait_are_answered_in_turn(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text=SENTENCE)
            await client.send("synthesize", text=SENTENCE)
            for _ in range(2):
                answer = await client.answer("audio-stop")
                assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]

    asyncio.run(run())


def test_two_clients_at_once_hear_their_own_answer(server: Server) -> None:
    async def run() -> tuple[Answer, Answer]:
        async with connect(server.port) as one, connect(server.port) as two:
            return await asyncio.gather(one.speak(LONG, "alba"), two.speak(SENTENCE, "marius"))

    long, short = asyncio.run(run())
    for answer in (long, short):
        assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
    assert len(long.samples) > 5 * len(short.samples)


def test_a_new_stream_ends_the_old_one(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text=LONG)
            await client.answer("audio-chunk")
            await client.send("synthesize-start")
            ended = await client.answer("synthesize-stopped")
            assert ended.kinds[-2:] == ["audio-stop", "synthesize-stopped"]
            await client.send("synthesize-chunk", text=SENTENCE)
            await client.send("synthesize-stop")
            answer = await client.answer("synthesize-stopped")
            assert answer.kinds == [
                "audio-start",
                "audio-chunk",
                "audio-stop",
                "synthesize-stopped",
            ]

    asyncio.run(run())


@pytest.mark.parametrize("text", ["", "   ", "...", "\n\n", "🎉", "?!"])
def test_what_cannot_be_spoken_is_a_short_silence(server: Server, text: str) -> None:
    answer = speak(server, text)
    assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
    assert 0 < len(answer.samples) < 24000
    assert not answer.samples.any()


def test_the_log_has_one_line_per_utterance_and_not_the_text(server: Server) -> None:
    speak(server, "Xylophones are unmistakable.", "marius")
    line = server.wait_for_log(r"INFO marius: 28 characters").string
    assert re.search(
        r"marius: 28 characters, first audio after [\d.]+ s, [\d.]+ s of audio, RTF [\d.]+", line
    )
    assert not [line for line in server.logged("(?i)xylophone") if "DEBUG" not in line]
    assert server.logged(r"DEBUG STREAM: chunk 1: \d+ samples")
