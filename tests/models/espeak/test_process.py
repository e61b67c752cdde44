"""The spare voice's process: the real espeak-ng, killed, missing, at rest."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.espeak.process import EspeakFiles, EspeakProcess, find_espeak
from support.system_tools import lacking

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pocket_tts_wyoming.models.espeak.process import Spelled

SENTENCES = {
    "en-us": "The kitchen light is on.",
    "de": "Das Licht in der Küche ist an.",
    "fr": "La lumière de la cuisine est allumée.",
    "es": "La luz de la cocina está encendida.",
    "it": "La luce della cucina è accesa.",
    "pt": "A luz da cozinha está acesa.",
    "nl": "Het licht in de keuken is aan.",
}


def run(test: Callable[[EspeakProcess], Awaitable[None]], rest_seconds: float = 60.0) -> None:
    async def main() -> None:
        process = EspeakProcess(rest_seconds=rest_seconds)
        try:
            await test(process)
        finally:
            await process.close()

    asyncio.run(main())


def process_is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Compare two sounds by their mean magnitude spectrum: 1 is equal."""

    def spectrum(samples: np.ndarray) -> np.ndarray:
        frames = samples[: samples.size // 1024 * 1024].reshape(-1, 1024)
        return np.asarray(np.abs(np.fft.rfft(frames * np.hanning(1024), axis=1)).mean(axis=0))

    a, b = spectrum(one), spectrum(other)
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


@pytest.mark.parametrize("language", SENTENCES)
def test_says_what_the_program_espeak_ng_says(language: str, tmp_path: Path) -> None:
    """The same length to 1 %, the same spectrum, in each language."""
    files = find_espeak()
    direct = tmp_path / "direct.wav"
    try:
        subprocess.run(
            ["espeak-ng", "-v", language, "-w", direct, SENTENCES[language]],  # noqa: S607 - Debian's
            check=True,
            # The wheel's data, so that both are of one version.
            env={**os.environ, "LD_LIBRARY_PATH": str(Path(files.library).parent)}
            | ({"ESPEAK_DATA_PATH": str(Path(files.data).parent)} if files.data else {}),
        )
    except FileNotFoundError:
        pytest.skip(lacking("espeak-ng"))

    async def test(process: EspeakProcess) -> None:
        ours = await process.speak(language, SENTENCES[language])
        with wave.open(str(direct)) as file:
            assert file.getframerate() == ours.rate_hz
            theirs = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        assert abs(ours.samples.size / theirs.size - 1) < 0.01
        assert likeness(ours.samples, theirs) > 0.99

    run(test)


def test_speaks_for_several_at_once() -> None:
    async def test(process: EspeakProcess) -> None:
        alone = {key: await process.speak(key, text) for key, text in SENTENCES.items()}
        spelled = await asyncio.gather(
            *(process.speak(key, text) for key, text in SENTENCES.items())
        )
        for one, together in zip(alone.values(), spelled, strict=True):
            assert abs(one.samples.size - together.samples.size) < 0.01 * one.samples.size

    run(test)


def test_a_killed_process_is_started_again_and_the_sentence_is_whole() -> None:
    async def test(process: EspeakProcess) -> None:
        long = " ".join([SENTENCES["en-us"]] * 40)
        whole = await process.speak("en-us", long)
        first = process.pid
        assert first is not None
        speaking = asyncio.ensure_future(process.speak("en-us", long))
        await asyncio.sleep(0)  # the request is on its way
        os.kill(first, signal.SIGKILL)
        again: Spelled = await speaking
        assert process.pid != first
        assert abs(again.samples.size - whole.samples.size) < 0.01 * whole.samples.size

    run(test)


def test_the_process_ends_when_nobody_speaks() -> None:
    async def test(process: EspeakProcess) -> None:
        await process.speak("de", "Ja.")
        pid = process.pid
        assert pid is not None
        async with asyncio.timeout(60):
            while process_is_there(pid):  # noqa: ASYNC110 - the kernel sets no event
                await asyncio.sleep(0.01)
        assert process.pid is None
        assert (await process.speak("de", "Ja.")).samples.size

    run(test, rest_seconds=0.0)


def test_leaving_early_disturbs_nobody() -> None:
    async def test(process: EspeakProcess) -> None:
        leaving = asyncio.ensure_future(process.speak("de", "Ich gehe gleich wieder weg."))
        await asyncio.sleep(0)
        leaving.cancel()
        assert (await process.speak("de", SENTENCES["de"])).samples.size

    run(test)


@pytest.mark.parametrize("data", ["", "/nowhere"])
def test_without_espeak_ng_the_error_says_so(data: str) -> None:
    async def test(process: EspeakProcess) -> None:
        with pytest.raises(ModelNotReadyError, match="spare voice does not start"):
            await process.speak("en-us", "Hello.")

    async def main() -> None:
        library = "/nowhere/libespeak-ng.so" if not data else find_espeak().library
        process = EspeakProcess(lambda: EspeakFiles(library, data))
        await test(process)
        await process.close()

    asyncio.run(main())
