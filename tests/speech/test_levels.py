"""Measuring how loud voices are: when, of whom, and what happens to those who speak meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest

from pocket_tts_wyoming.audio.loudness import integrated_loudness
from pocket_tts_wyoming.errors import SpareVoiceError
from pocket_tts_wyoming.models.model import Model
from pocket_tts_wyoming.models.models import Models
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.speech.levels import IDLE_SECONDS, Levels
from pocket_tts_wyoming.speech.speech import Request, Speech, SpeechOptions
from pocket_tts_wyoming.speech.text_stream import TextStream
from pocket_tts_wyoming.text.languages import profile_of
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.level_store import LevelStore
from speech.scripted_engine import RATE_HZ, ScriptedEngine
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Frame, Prompts, Samples, VoiceSource

T = TypeVar("T")

TARGET_LUFS = -20.0
TEXT = "It is ten to nine and raining."
# A sine of 997 Hz has its level in dBFS, less 0.7 for K-weighting and 3 for its form, as LUFS.
QUIET, LOUD = 0.05, 0.3
FRAME_COST_SECONDS = 0.02


def tone(amplitude: float) -> Samples:
    times = np.arange(2 * RATE_HZ) / RATE_HZ
    return (amplitude * np.sin(2 * np.pi * 997 * times)).astype(np.float32)


class SlowEngine(ScriptedEngine):
    """Takes time for each frame; `spare_reason` as if the spare voice spoke."""

    def __init__(self, amplitude: float, spare_reason: str = "") -> None:
        super().__init__(lambda _: tone(amplitude))
        self.spare_reason = spare_reason
        self.failure: Exception | None = None

    async def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        frames = super().frames(voice, prompts, seed, paced=paced, peer=peer)
        async with aclosing(frames):
            async for frame in frames:
                await asyncio.sleep(FRAME_COST_SECONDS)
                if self.failure is not None:
                    raise self.failure
                yield replace(frame, spare_reason=self.spare_reason)


class Disk:
    """Does at once what a thread would do."""

    async def call(self, function: Callable[[], T]) -> T:
        return function()


class House:
    """A speech of one model; the states of its voices alba and marius are files in `folder`.

    `awake`: the model is loaded. `users`: how many keep it from being put away.
    """

    def __init__(
        self, folder: Path, engine: SlowEngine | None = None, spare: SlowEngine | None = None
    ) -> None:
        for name in ("alba", "marius"):
            (folder / f"{name}.safetensors").write_text(name, encoding="utf-8")
        clock = asyncio.get_running_loop().time
        self.folder = folder
        self.engine = engine or SlowEngine(QUIET)
        self.awake = True
        self.users = 0
        self.levels = Levels(TARGET_LUFS, LevelStore(folder / "loudness", self.find), Disk())
        voices = Catalogue("en", "english", None, "alba")
        voices.refresh()
        self.model = Model(
            find_variant("english"),
            self.engine,
            voices,
            TextPipeline("en", self.engine.count_tokens, NormalizerOptions()),
            in_use=self.in_use,
            is_awake=lambda: self.awake,
            spare=spare,
        )
        self.speech = Speech(Models([self.model]), SpeechOptions(), clock, levels=self.levels)

    def find(self, address: str) -> Path | None:
        path = self.folder / PurePosixPath(address.partition("@")[0]).name
        return path if path.is_file() else None

    @contextmanager
    def in_use(self) -> Iterator[None]:
        self.users += 1
        try:
            yield
        finally:
            self.users -= 1

    async def hear(self, voice: str = "alba") -> Samples:
        """Have a sentence spoken."""
        loop = asyncio.get_running_loop()
        text = TextStream(loop.time, 60)
        text.put(TEXT)
        text.close()
        chunks: list[bytes] = []
        async with aclosing(self.speech.speak(Request(voice, text))) as audio:
            with suppress(SpareVoiceError):
                async for chunk in audio:
                    chunks.append(chunk)  # noqa: PERF401 - kept when the loop fails
        return np.frombuffer(b"".join(chunks), "<i2").astype(np.float32) / np.float32(32767)


@asynccontextmanager
async def measuring(house: House) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(house.levels.run())
    try:
        yield task
    finally:
        assert not task.done(), "it never ends by itself"
        task.cancel()
        await asyncio.wait({task})
        assert house.engine.speaking == 0
        assert house.users == 0


def level_of(samples: Samples) -> float:
    lufs = integrated_loudness(samples, RATE_HZ)
    assert lufs is not None
    return lufs


LONG_ENOUGH_SECONDS = IDLE_SECONDS + 10.0


@pytest.mark.parametrize("amplitude", [QUIET, LOUD])
def test_a_voice_is_measured_once_nobody_speaks_and_is_right_from_then_on(
    tmp_path: Path, amplitude: float
) -> None:
    async def run() -> None:
        house = House(tmp_path, SlowEngine(amplitude))
        own_level = level_of(tone(amplitude))
        async with measuring(house):
            assert level_of(await house.hear()) == pytest.approx(own_level, abs=0.1)
            await asyncio.sleep(IDLE_SECONDS - 0.1)
            assert len(house.engine.calls) == 1, "nobody knows yet that the conversation is over"
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            call = house.engine.calls[1]
            assert tuple(call.texts) == profile_of("en").sample
            assert not call.paced
            for _ in range(2):
                assert level_of(await house.hear()) == pytest.approx(TARGET_LUFS, abs=0.1)
                await asyncio.sleep(LONG_ENOUGH_SECONDS)
        assert len(house.engine.calls) == 4, "it is measured once"

    run_virtually(run())


def test_the_log_calls_a_voice_what_clients_call_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two models have a voice of one name, and a line for each."""

    async def run() -> None:
        house = House(tmp_path)
        async with measuring(house):
            voice = house.model.voices.find("alba")
            await house.levels.gain_db(house.model, voice, "alba-german")
            await asyncio.sleep(LONG_ENOUGH_SECONDS)

    caplog.set_level("INFO")
    run_virtually(run())
    assert [m.partition(" speaks")[0] for m in caplog.messages] == ["The voice alba-german"]


def test_another_server_finds_it_on_disk_at_the_first_use(tmp_path: Path) -> None:
    async def run() -> None:
        first = House(tmp_path)
        async with measuring(first):
            await first.hear()
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
        second = House(tmp_path)
        async with measuring(second):
            assert level_of(await second.hear()) == pytest.approx(TARGET_LUFS, abs=0.1)
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
        assert len(second.engine.calls) == 1

    run_virtually(run())


def test_each_voice_is_measured(tmp_path: Path) -> None:
    async def run() -> None:
        house = House(tmp_path)
        async with measuring(house):
            await house.hear("alba")
            await house.hear("marius")
            await asyncio.sleep(2 * LONG_ENOUGH_SECONDS)
        assert len(house.engine.calls) == 4
        for name in ("alba", "marius"):
            voice = house.model.voices.find(name)
            wanted_db = TARGET_LUFS - level_of(tone(QUIET))
            gain_db = await house.levels.gain_db(house.model, voice, voice.name)
            assert gain_db == pytest.approx(wanted_db, abs=0.1)

    run_virtually(run())


def test_who_begins_to_speak_has_the_model_at_once(tmp_path: Path) -> None:
    async def run() -> None:
        house = House(tmp_path)
        async with measuring(house):
            await house.hear()
            await asyncio.sleep(IDLE_SECONDS + 5 * FRAME_COST_SECONDS)
            assert house.engine.speaking == 1
            listening = asyncio.create_task(house.hear("marius"))
            await asyncio.sleep(2 * FRAME_COST_SECONDS)
            assert [call.paced for call in house.engine.calls] == [True, False, True]
            assert house.engine.speaking == 1, "the measurement has ended"
            await listening
            await asyncio.sleep(2 * LONG_ENOUGH_SECONDS)
            assert level_of(await house.hear()) == pytest.approx(TARGET_LUFS, abs=0.1)

    run_virtually(run())


def test_a_model_that_was_put_away_is_not_brought_back_for_it(tmp_path: Path) -> None:
    async def run() -> None:
        house = House(tmp_path)
        async with measuring(house):
            await house.hear()
            house.awake = False
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            assert len(house.engine.calls) == 1
            house.awake = True
            await house.hear()
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            assert level_of(await house.hear()) == pytest.approx(TARGET_LUFS, abs=0.1)

    run_virtually(run())


def test_the_spare_voice_has_a_gain_of_its_own(tmp_path: Path) -> None:
    async def run() -> None:
        spare = SlowEngine(LOUD)
        house = House(tmp_path, SlowEngine(LOUD, "The model is away."), spare)
        async with measuring(house):
            await house.hear()
            await asyncio.sleep(2 * LONG_ENOUGH_SECONDS)
            assert len(spare.calls) == 1
            voice = house.model.voices.default
            assert await house.levels.gain_db(house.model, voice, voice.name) == 0, (
                "another one spoke"
            )
            assert level_of(await house.hear()) == pytest.approx(TARGET_LUFS, abs=0.1)

    run_virtually(run())


def test_a_voice_without_sound_is_left_as_it_is_and_not_tried_again(tmp_path: Path) -> None:
    async def run() -> None:
        house = House(tmp_path, SlowEngine(0.0))
        async with measuring(house):
            for _ in range(3):
                assert not (await house.hear()).any()
                await asyncio.sleep(LONG_ENOUGH_SECONDS)
        assert len(house.engine.calls) == 4

    run_virtually(run())


def test_a_disk_that_takes_nothing_is_no_reason_to_be_too_loud(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    async def run() -> None:
        house = House(tmp_path)
        (tmp_path / "loudness").write_text("a file where the folder should be", encoding="utf-8")
        async with measuring(house):
            await house.hear()
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            assert level_of(await house.hear()) == pytest.approx(TARGET_LUFS, abs=0.1)

    run_virtually(run())
    assert any("cannot be kept" in message for message in caplog.messages)


def test_a_model_that_fails_ends_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        house = House(tmp_path)
        async with measuring(house):
            await house.hear()
            house.engine.failure = RuntimeError("no such word")
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            house.engine.failure = None
            await house.hear("marius")
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            assert level_of(await house.hear("marius")) == pytest.approx(TARGET_LUFS, abs=0.1)

    run_virtually(run())
    assert sum("cannot be measured" in message for message in caplog.messages) == 1


def test_without_a_state_on_this_machine_nothing_is_measured(tmp_path: Path) -> None:
    async def run() -> None:
        house = House(tmp_path)
        (tmp_path / "alba.safetensors").unlink()
        async with measuring(house):
            await house.hear()
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
        assert len(house.engine.calls) == 1

    run_virtually(run())


def test_nothing_is_measured_during_a_long_answer(tmp_path: Path) -> None:
    async def run() -> None:
        house = House(tmp_path)
        async with measuring(house):
            await house.hear()
            with house.levels.somebody_speaks():
                await asyncio.sleep(10 * IDLE_SECONDS)
                assert len(house.engine.calls) == 1
            await asyncio.sleep(LONG_ENOUGH_SECONDS)
            assert len(house.engine.calls) == 2

    run_virtually(run())
