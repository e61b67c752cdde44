"""Several models in one server: memory, coming back after a rest, two languages at once."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

import yaml
from benchmarks.models import FOLDER, VOICE, checkpoint
from benchmarks.process import idle_at, resident_mb
from benchmarks.speakers import TEXTS
from benchmarks.texts import turned
from benchmarks.through_server import SAMPLE_BYTES, ask
from benchmarks.timing import Arrivals, Spread

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.report import Report

LANGUAGES = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch")
SIZES = (1, 2, 3, 7)
ROUNDS, QUICK_ROUNDS = 8, 3


def run(report: Report, model: str, *, quick: bool) -> None:
    """Measure and report models of one shape; each language has weights of its own."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    memory = asyncio.run(_memory(model))
    report.add("resident MB", memory)
    report.table(
        f"{model}: memory of a server whose models have all spoken",
        ("models", "RSS MB", "MB each more"),
        [
            (size, f"{mb:.0f}", f"{(mb - memory[1]) / (size - 1):.0f}" if size > 1 else "")
            for size, mb in memory.items()
        ],
    )
    resting, awake = asyncio.run(_resting(model, rounds))
    report.add("TTFA of a model that was put away", [take.first_seconds for take in resting])
    report.table(
        f"{model}: time until the first sound",
        ("", "TTFA ms"),
        [(name, _ttfa(takes)) for name, takes in (("in memory", awake), ("put away", resting))],
    )
    report.goal(
        "first sound of a model that was put away",
        1.0,
        Spread.of(take.first_seconds for take in resting).median,
        "s",
    )
    together = asyncio.run(_together(model, rounds))
    report.table(
        f"{model}: two who start together",
        ("", "TTFA ms", "with gaps", "longest gap s"),
        [(name, _ttfa(takes), *_gaps(takes)) for name, takes in together.items()],
    )
    report.add("two at once, gaps", {name: _gaps(takes) for name, takes in together.items()})


async def _memory(model: str) -> dict[int, float]:
    found = {}
    for size in SIZES:
        with _server(model, size, budget_mb=100_000) as server:
            for language in LANGUAGES[:size]:
                await _speak(server.port, _voice(language))
            await idle_at(server.process.pid)
            found[size] = resident_mb(server.process.pid)
    return found


async def _resting(model: str, rounds: int) -> tuple[list[Arrivals], list[Arrivals]]:
    """Return answers of models that had to come back, and of the same ones right after."""
    resting: list[Arrivals] = []
    awake: list[Arrivals] = []
    with _server(model, 2, budget_mb=0) as server:
        server.wait_for_log(f"Model {LANGUAGES[0]} loaded", count=2)
        for turn in range(rounds):
            for language in (LANGUAGES[1], LANGUAGES[0]):
                for takes, words in ((resting, 2 * turn), (awake, 2 * turn + 1)):
                    text = turned(TEXTS[0], words)
                    takes.append(await _speak(server.port, _voice(language), text))
    return resting, awake


async def _together(model: str, rounds: int) -> dict[str, list[Arrivals]]:
    found: dict[str, list[Arrivals]] = {}
    with _server(model, 2, budget_mb=100_000) as server:
        for name, pair in (
            ("one language", (LANGUAGES[0], LANGUAGES[0])),
            ("two languages", LANGUAGES[:2]),
        ):
            takes = [
                await asyncio.gather(
                    *(
                        _speak(server.port, _voice(language), turned(text, turn))
                        for language, text in zip(pair, TEXTS, strict=False)
                    )
                )
                for turn in range(rounds)
            ]
            found[name] = list(chain.from_iterable(takes))
    return found


async def _speak(port: int, voice: str, text: str = TEXTS[0]) -> Arrivals:
    async with connect(port) as client:
        arrivals = Arrivals(asyncio.get_running_loop().time())
        await ask(client, text, name=voice)
        while (event := await client.receive()) is not None and event.type != "audio-stop":
            if event.type == "error":
                raise RuntimeError(f"The server says: {event.data}")
            now = asyncio.get_running_loop().time()
            arrivals.add(now, len(event.payload or b"") // SAMPLE_BYTES)
    return arrivals


def _voice(language: str) -> str:
    return VOICE if language == LANGUAGES[0] else f"{VOICE}-{language}"


@contextmanager
def _server(model: str, size: int, *, budget_mb: int) -> Iterator[Server]:
    folder = checkpoint(model)
    main, *others = (_in_language(folder, language) for language in LANGUAGES[:size])
    environment = {
        "MODEL_VARIANT": str(main),
        "MORE_MODELS": ",".join(map(str, others)),
        "VOICES_DIR": str(folder / "voices"),
        "HF_HOME": str(FOLDER / "hf" / f"{model}-languages"),
        "MEMORY_BUDGET_MB": str(budget_mb),
        "PRECISION": "int8",
    }
    with Server(environment) as server:
        server.wait_for_log("Ready: ", count=size)
        yield server


def _in_language(checkpoint_folder: Path, language: str) -> Path:
    """Return the config of a copy of a checkpoint, which the server takes for another model."""
    folder = FOLDER / f"{checkpoint_folder.name}-languages" / language
    path = folder / "config.yaml"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        weights = folder / "model.safetensors"
        shutil.copyfile(checkpoint_folder / weights.name, weights)
        config = yaml.safe_load((checkpoint_folder / path.name).read_text(encoding="utf-8"))
        config["weights_path"] = str(weights)
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return path


def _ttfa(takes: Sequence[Arrivals]) -> str:
    return Spread.of(take.first_seconds for take in takes).ms()


def _gaps(takes: Sequence[Arrivals]) -> tuple[str, str]:
    gaps = [gap for take in takes for gap in take.gaps_seconds()]
    with_gaps = sum(bool(take.gaps_seconds()) for take in takes)
    return f"{with_gaps}/{len(takes)}", f"{max(gaps, default=0.0):.2f}"
