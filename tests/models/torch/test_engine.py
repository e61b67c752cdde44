"""The torch engine on a tiny model, and the traps of the library that it avoids."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from pocket_tts import TTSModel

from models.engines import FP32, prompts
from pocket_tts_wyoming.errors import ModelFailedError, ModelNotReadyError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
from pocket_tts_wyoming.models.store.files import fetch_model
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.models.torch.engine import TorchEngine
from support.voice_states import voice_state

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

SEED = 3
LONG = "The kitchen light is on and " * 6 + "the door is open."


@asynccontextmanager
async def engine_of(
    model: Path, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[TorchEngine]:
    files = fetch_model(str(model / "config.yaml"), Hub(None))
    engine = TorchEngine(files, FP32, model / "resolved", Path, clock)
    await engine.load()
    try:
        yield engine
    finally:
        await engine.close()


def alba(model: Path) -> VoiceSource:
    return VoiceSource(str(model / "voices" / "alba.safetensors"))


async def speak(engine: TorchEngine, voice: VoiceSource, *texts: str) -> list[Frame]:
    return [frame async for frame in engine.frames(voice, prompts(*texts), SEED)]


def sound(frames: list[Frame]) -> bytes:
    return np.concatenate([frame.samples for frame in frames]).tobytes()


def decoder_threads() -> list[threading.Thread]:
    """Return the library's threads that decode.

    Each has a second one in front of it, which nobody waits for: it may still be about to end.
    """
    return [thread for thread in threading.enumerate() if "_decode_audio_worker" in thread.name]


def test_an_address_and_an_abbreviation_stay_whole(tiny_model: Path) -> None:
    """The library's own splitter would speak "example. com/a. b" and "7 a. m."."""
    text = "See example.com/a.b at 7 a.m. today, please."
    model = TTSModel.load_model(config=tiny_model / "config.yaml")
    model.max_decoder_frames_per_call = 1
    state = model.get_state_for_audio_prompt(tiny_model / "voices" / "alba.safetensors")
    torch.manual_seed(SEED)
    whole = model._generate_audio_stream_short_text(
        state, text, frames_after_eos=3, copy_state=True, stop=threading.Event()
    )
    expected = torch.cat(list(whole)).numpy()

    async def run() -> list[Frame]:
        async with engine_of(tiny_model) as engine:
            return await speak(engine, alba(tiny_model), text)

    heard = np.concatenate([frame.samples for frame in asyncio.run(run())])
    assert np.array_equal(heard, expected)


def test_leaving_early_leaves_no_thread_of_the_library(tiny_model: Path) -> None:
    """Closing the library's generator without `stop` lets both its threads run to the end."""

    async def run() -> None:
        async with engine_of(tiny_model) as engine:
            for _ in range(3):
                frames = engine.frames(alba(tiny_model), prompts(LONG), SEED)
                async with aclosing(frames):
                    await anext(frames)
                # The next one has the model to itself.
                assert (await speak(engine, alba(tiny_model), "Hello my dear."))[-1].last
                assert decoder_threads() == []

    asyncio.run(run())


def test_the_trap_is_still_there(tiny_model: Path) -> None:
    model = TTSModel.load_model(config=tiny_model / "config.yaml")
    state = model.get_state_for_audio_prompt(tiny_model / "voices" / "alba.safetensors")
    stop, go_on = threading.Event(), threading.Event()
    decode, first = model.mimi.decode_from_latent, iter([True])

    def held(*latents: object) -> object:
        """Decode the first frame, and the others when the test has looked."""
        if not next(first, False):
            go_on.wait(10)  # in vain where the library waits for this
        return decode(*latents)

    model.mimi.decode_from_latent = held
    stream = model.generate_audio_stream(state, LONG, stop=stop)
    next(stream)
    stream.close()
    left = decoder_threads()
    stop.set()
    go_on.set()
    for thread in left:
        thread.join()
    assert left, "the library stops by itself now: TorchEngine need not drain any more"


def test_sentences_come_in_order_and_each_says_its_end(tiny_model: Path) -> None:
    async def run() -> list[Frame]:
        async with engine_of(tiny_model) as engine:
            texts = ("Hello my dear.", "It is raining.", "Good night.")
            return await speak(engine, alba(tiny_model), *texts)

    frames = asyncio.run(run())
    assert sum(frame.last for frame in frames) == 3
    assert frames[-1].last
    assert all(frame.samples.dtype == np.float32 for frame in frames)


def test_each_sentence_has_a_seed_of_its_own(tiny_model: Path) -> None:
    """The second sentence sounds as it would alone, with the next seed."""

    async def run() -> None:
        async with engine_of(tiny_model) as engine:
            both = await speak(engine, alba(tiny_model), "Hello my dear.", "Hello my dear.")
            half = 1 + next(i for i, frame in enumerate(both) if frame.last)
            following = engine.frames(alba(tiny_model), prompts("Hello my dear."), SEED + 1)
            assert sound(both[half:]) == sound([frame async for frame in following])
            assert sound(both[half:]) != sound(both[:half])

    asyncio.run(run())


def test_a_pause_comes_with_the_first_frame_of_its_sentence(tiny_model: Path) -> None:
    async def run() -> list[Frame]:
        async with engine_of(tiny_model) as engine:
            text = prompts("Hello my dear.", "Good night.", pause_seconds=0.5)
            return [frame async for frame in engine.frames(alba(tiny_model), text)]

    frames = asyncio.run(run())
    begins = [0, 1 + next(i for i, frame in enumerate(frames) if frame.last)]
    assert [i for i, frame in enumerate(frames) if frame.pause_seconds] == begins
    assert {frames[i].pause_seconds for i in begins} == {0.5}


def test_an_utterance_that_is_collected_is_never_far_ahead(tiny_model: Path) -> None:
    """Time stands still: from 4 s on, the one that collects comes first."""

    async def run() -> list[str]:
        async with engine_of(tiny_model, clock=lambda: 0.0) as engine:
            order: list[str] = []

            async def listen(name: str, *, paced: bool) -> None:
                text = prompts(*["Hello my dear, it is raining."] * 8)
                frames = engine.frames(alba(tiny_model), text, SEED, paced=paced)
                order.extend([name async for frame in frames if frame.last])

            await engine.load_voice(alba(tiny_model))
            await asyncio.gather(listen("playing", paced=True), listen("collecting", paced=False))
            return order

    assert asyncio.run(run())[-1] == "playing"


def test_before_it_is_loaded(tiny_model: Path) -> None:
    async def run() -> None:
        files = fetch_model(str(tiny_model / "config.yaml"), Hub(None))
        engine = TorchEngine(files, FP32, tiny_model / "resolved", Path)
        with pytest.raises(ModelNotReadyError, match="not loaded"):
            await engine.ready(5)
        with pytest.raises(ModelNotReadyError, match="not loaded"):
            engine.frames(alba(tiny_model), prompts("Hi."))
        await engine.close()

    asyncio.run(run())


def test_closing_ends_an_answer_and_the_thread(tiny_model: Path) -> None:
    async def run() -> None:
        async with engine_of(tiny_model) as engine:
            frames = engine.frames(alba(tiny_model), prompts(LONG), SEED)
            await anext(frames)
            await engine.close()
            with pytest.raises(ModelFailedError, match="stopped"):
                _ = [frame async for frame in frames]
            assert "model" not in [thread.name for thread in threading.enumerate()]
            assert decoder_threads() == []

    asyncio.run(run())


def test_a_state_of_another_model_is_refused_by_name(tiny_model: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    other.write_bytes(voice_state(layers=1, heads=3, head_width=16))

    async def run() -> None:
        async with engine_of(tiny_model) as engine:
            with pytest.raises(VoiceUnavailableError, match="made with another model"):
                await engine.load_voice(VoiceSource(str(other)))
            with pytest.raises(VoiceUnavailableError, match=r"nothing\.safetensors"):
                await engine.load_voice(VoiceSource(str(tmp_path / "nothing.safetensors")))

    asyncio.run(run())


def test_an_error_of_the_text_comes_behind_what_was_said(tiny_model: Path) -> None:
    async def broken() -> AsyncIterator[Prompt]:
        yield Prompt("Hello my dear.")
        raise VoiceUnavailableError("no more")

    async def run() -> None:
        heard: list[Frame] = []

        async def listen(engine: TorchEngine) -> None:
            async for frame in engine.frames(alba(tiny_model), broken(), SEED):
                heard.append(frame)  # noqa: PERF401 - kept when it raises

        async with engine_of(tiny_model) as engine:
            with pytest.raises(VoiceUnavailableError, match="no more"):
                await listen(engine)
        assert heard[-1].last

    asyncio.run(run())
