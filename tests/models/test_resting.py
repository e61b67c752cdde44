"""Which models are in memory: one is put away where another one needs its room."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from models.engines import FakeEngine
from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.engine import VoiceSource
from pocket_tts_wyoming.models.loading import LoadingEngine, load_in_turn
from pocket_tts_wyoming.models.memory import MEGABYTE, Memory, default_budget_bytes
from pocket_tts_wyoming.models.resting import RestingEngine
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.memory import Share

MODEL_MB = 170


class Machine:
    """Memory whose loaded engines take MODEL_MB each, and the models on it."""

    def __init__(self, budget_mb: int, names: str = "abc", load_seconds: float = 0.5) -> None:
        self.load_seconds = load_seconds
        self.in_memory: list[str] = []
        self.history: list[str] = []
        self.told: list[tuple[str, str]] = []
        self.memory = Memory(
            budget_mb * MEGABYTE,
            # A model that was just loaded grows by a fifth when it speaks.
            lambda: MODEL_MB * MEGABYTE * len(self.in_memory) * 5 // 6,
            partial(self.tell, "keep"),
            partial(self.tell, "give back"),
            asyncio.get_running_loop().time,
        )
        self.shares: dict[str, Share] = {}
        self.engines: dict[str, RestingEngine] = {}
        for name in names:
            share = self.shares[name] = self.memory.share(name, MODEL_MB * MEGABYTE)
            again = partial(self.made_again, name)
            self.engines[name] = RestingEngine(self._made(name), again, share)

    async def tell(self, what: str) -> None:
        self.told.append((what, "".join(self.in_memory)))

    async def made_again(self, name: str) -> Engine:
        return self._made(name)

    def _made(self, name: str) -> Engine:
        machine = self

        class CountedEngine(FakeEngine):
            async def load(self) -> None:
                await super().load()
                await asyncio.sleep(machine.load_seconds)
                machine.in_memory.append(name)
                machine.history.append(f"+{name}")

            async def close(self) -> None:
                await super().close()
                if name in machine.in_memory:
                    machine.in_memory.remove(name)
                    machine.history.append(f"-{name}")

        return CountedEngine()

    async def speak(self, name: str, seconds: float = 1.0, limit_seconds: float = 60.0) -> None:
        """Do what an utterance does."""
        with self.shares[name].in_use():
            await self.engines[name].ready(limit_seconds)
            assert self.engines[name].count_tokens("four") == 4
            await asyncio.sleep(seconds)
            assert name in self.in_memory, "it was put away while it spoke"


def test_what_fits_stays() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=3 * MODEL_MB)
        for name in "abcabc":
            await machine.speak(name)
        assert machine.history == ["+a", "+b", "+c"]

    run_virtually(run())


def test_what_was_loaded_is_kept_and_what_was_put_away_given_back() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB)
        for name in "aab":
            await machine.speak(name)
        assert machine.told == [("keep", "a"), ("give back", ""), ("keep", "b")]

    run_virtually(run())


def test_the_one_that_has_not_spoken_for_longest_makes_room() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=2 * MODEL_MB)
        for name in "abacbc":
            await machine.speak(name)
        assert machine.history == ["+a", "+b", "-b", "+c", "-a", "+b"]

    run_virtually(run())


def test_nothing_that_is_speaking_is_put_away() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB)
        begin = asyncio.get_running_loop().time()
        async with asyncio.TaskGroup() as group:
            group.create_task(machine.speak("a", seconds=10))
            await asyncio.sleep(2)
            group.create_task(machine.speak("b"))
            await asyncio.sleep(1)
            group.create_task(machine.speak("a", seconds=1))  # needs no room
        assert machine.history == ["+a", "-a", "+b"]
        assert asyncio.get_running_loop().time() - begin == pytest.approx(0.5 + 10 + 0.5 + 1)

    run_virtually(run())


def test_a_request_without_room_is_told_so_in_time() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB)
        speaking = asyncio.create_task(machine.speak("a", seconds=100))
        await asyncio.sleep(1)
        with pytest.raises(ModelNotReadyError, match=r"no room for the model b in 5 s.*MEMORY_BU"):
            await machine.speak("b", limit_seconds=5)
        await speaking
        await machine.speak("b")

    run_virtually(run())


def test_all_that_wait_for_a_model_wait_for_one_load() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB)
        waiting = [asyncio.create_task(machine.speak("a")) for _ in range(3)]
        await asyncio.sleep(0.1)
        waiting[0].cancel()  # a client that leaves does not end it for the others
        await asyncio.wait(waiting)
        assert machine.history == ["+a"]

    run_virtually(run())


def test_models_load_one_after_the_other() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=3 * MODEL_MB)
        begin = asyncio.get_running_loop().time()
        await asyncio.gather(*(machine.speak(name, seconds=0) for name in "abc"))
        assert asyncio.get_running_loop().time() - begin == pytest.approx(1.5)

    run_virtually(run())


def test_the_main_model_always_has_room(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        machine = Machine(budget_mb=0)
        for name in "aba":
            await machine.speak(name)
        assert machine.history == ["+a", "-a", "+b", "-b", "+a"]

    with caplog.at_level("INFO", "pocket_tts_wyoming"):
        run_virtually(run())
    assert [record.getMessage() for record in caplog.records] == [
        "Model a loaded: 170 MB; models take 170 of 170 MB",
        "Model a put away: 170 MB; models take 0 of 170 MB",
        "Model b loaded: 170 MB; models take 170 of 170 MB",
        "Model b put away: 170 MB; models take 0 of 170 MB",
        "Model a loaded: 170 MB; models take 170 of 170 MB",
    ]


def test_a_model_larger_than_the_budget_loads_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        machine = Machine(budget_mb=2 * MODEL_MB)
        machine.shares["c"].size_bytes = 5 * MODEL_MB * MEGABYTE
        for name in "abc":
            await machine.speak(name)
        assert machine.in_memory == ["c"]

    run_virtually(run())
    assert "850 MB, more than MEMORY_BUDGET_MB=340" in caplog.text


def test_a_load_that_failed_counts_nothing_and_is_tried_again() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB, names="")
        share = machine.memory.share("a", MEGABYTE)
        inner = FakeEngine([ModelNotReadyError("Broken.")])
        engine = RestingEngine(inner, partial(machine.made_again, "a"), share)
        with pytest.raises(ModelNotReadyError, match="Broken"):
            await engine.ready(1)
        assert machine.memory.used_bytes == 0
        await engine.ready(1)
        assert inner.loads == 2

    run_virtually(run())


def test_a_closed_engine_gives_its_room_back() -> None:
    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB)
        await machine.speak("a")
        await machine.engines["a"].close()
        assert machine.memory.used_bytes == 0
        await machine.speak("b")
        assert machine.history == ["+a", "-a", "+b"]

    run_virtually(run())


def test_at_the_start_all_load_and_the_main_one_is_there_in_the_end() -> None:
    """Where there is room for one only, the others are converted and put away again."""

    async def run() -> None:
        machine = Machine(budget_mb=MODEL_MB)
        clock = asyncio.get_running_loop().time
        voice = VoiceSource("alba")
        loading = [
            LoadingEngine(engine, lambda: voice, clock, in_use=machine.shares[name].in_use)
            for name, engine in machine.engines.items()
        ]
        await load_in_turn(loading)
        assert machine.history == ["+a", "-a", "+b", "-b", "+c", "-c", "+a"]

    run_virtually(run())


def test_one_that_cannot_be_loaded_does_not_hold_up_the_others() -> None:
    async def run() -> None:
        clock = asyncio.get_running_loop().time
        broken = FakeEngine([ModelNotReadyError("No network.")])
        others = [FakeEngine(), FakeEngine()]
        engines = [
            LoadingEngine(e, lambda: VoiceSource("alba"), clock)
            for e in (others[0], broken, others[1])
        ]
        loading = asyncio.create_task(load_in_turn(engines))
        await engines[2].ready(1)
        assert broken.loads == 1
        await loading
        assert broken.loads == 2
        assert [engine.loads for engine in others] == [1, 1]

    run_virtually(run())


def test_the_budget_is_a_quarter_of_what_is_available(tmp_path: Path) -> None:
    def write(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")

    assert default_budget_bytes(tmp_path) == 0, "then the main model alone has room"
    write("proc/meminfo", "MemTotal: 8000000 kB\nMemAvailable:    4000000 kB\n")
    assert default_budget_bytes(tmp_path) == 1_024_000_000
    write("sys/fs/cgroup/memory.max", "max\n")
    write("sys/fs/cgroup/memory.current", "100\n")
    assert default_budget_bytes(tmp_path) == 1_024_000_000
    write("sys/fs/cgroup/memory.max", "500000100\n")
    assert default_budget_bytes(tmp_path) == 125_000_000
