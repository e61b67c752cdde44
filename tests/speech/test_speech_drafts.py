"""What the engine is given while the text is being written, in virtual time."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.speech.speech import Request
from speech.scripted_engine import ScriptedEngine
from speech.spoken import make_speech, say, text_of
from support.virtual_time import run_virtually


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
