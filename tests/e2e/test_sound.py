"""Speed and loudness through the real server, on real speech: that of the spare voice."""

from __future__ import annotations

import asyncio
import io
import wave
from typing import TYPE_CHECKING

import httpx2
import numpy as np
import pyloudnorm
import pytest

from audio.signals import RATE_HZ, needs_espeak, pitches
from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.audio.samples import Samples

pytestmark = needs_espeak

ONLY = {"SPARE_VOICE": "only"}
SENTENCE = "Seventeen owls are watching the lazy dog from an old oak tree near the river"
SPEEDS = (0.8, 1.25, 1.5)
# espeak-ng never says the same twice: of 60 takes the lengths differed by 0.8 %, the largest jumps
# by 5 %, and the pitch of two by up to 1.1 %.
TAKES = 3
# As long as an answer that somebody would call too loud.
TEXTS = {
    "english": (
        "The kitchen light is on, and it is quiet outside. Your next meeting begins at ten, and it "
        "will probably rain before that. Playing some jazz in the living room. The temperature is "
        "twenty one degrees and the windows are closed."
    ),
    "german": (
        "Das Licht in der Küche ist an, und draußen ist es still. Dein nächster Termin beginnt um "
        "zehn, und davor regnet es wahrscheinlich. Ich habe die Heizung im Bad etwas wärmer "
        "gestellt."
    ),
    "french": (
        "La lumière de la cuisine est allumée, et il fait calme dehors. Votre prochain rendez-vous "
        "commence à dix heures. J'ai fermé les volets du salon et baissé le chauffage."
    ),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server({**ONLY, "HTTP_PORT": "0"}) as server:
        yield server


@pytest.fixture(scope="module")
def original(server: Server) -> Sequence[Samples]:
    """Return takes of the sentence at its own speed."""
    return takes(lambda: spoken(server.port, f"{SENTENCE}."))


def takes(speak: Callable[[], Samples]) -> Sequence[Samples]:
    return [speak() for _ in range(TAKES)]


def spoken(port: int, text: str, *, ssml: bool = False) -> Samples:
    """Have a text spoken over TCP."""

    async def run() -> Samples:
        async with connect(port) as client:
            extra = {"text_format": "ssml"} if ssml else {}
            await client.send("synthesize", text=text, **extra)
            answer = await client.answer("audio-stop")
        return answer.samples.astype(np.float32) / np.float32(32767)

    return asyncio.run(run())


def by_http(server: Server, text: str, speed: float) -> Samples:
    port = server.wait_for_log(r"The page is on port (\d+)").group(1)
    body = {"model": "tts-1", "input": text, "speed": speed}
    answer = httpx2.post(f"http://127.0.0.1:{port}/v1/audio/speech", json=body, timeout=60)
    assert answer.status_code == 200
    with wave.open(io.BytesIO(answer.content)) as reader:
        pcm = reader.readframes(reader.getnframes())
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32767)


def assert_same_speech(
    changed: Sequence[Samples], original: Sequence[Samples], speed: float
) -> None:
    """Assert that the length is right to 1 %, the pitch to 2 %, and that nothing clicks."""
    assert length(changed) == pytest.approx(length(original) / speed, rel=0.01)
    before, after = original[0], changed[0]
    times = np.arange(0.1, before.size / RATE_HZ - 0.1, 0.01)
    before_hz, after_hz = pitches(before, times), pitches(after, times / speed)
    both = np.isfinite(before_hz) & np.isfinite(after_hz)
    assert both.sum() > max(50, 0.4 * np.isfinite(before_hz).sum())
    assert np.median(after_hz[both] / before_hz[both]) == pytest.approx(1, abs=0.02)
    assert_no_clicks(changed, original)


def assert_no_clicks(changed: Sequence[Samples], original: Sequence[Samples]) -> None:
    usual = float(np.median([largest_jump(take) for take in changed]))
    assert usual <= 1.05 * max(largest_jump(take) for take in original)


def length(alike: Sequence[Samples]) -> float:
    return float(np.median([take.size for take in alike]))


def largest_jump(samples: Samples) -> float:
    return float(np.abs(np.diff(samples)).max())


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_option_changes_all_speech(original: Sequence[Samples], speed: float) -> None:
    with Server({**ONLY, "SPEED": str(speed)}) as other:
        assert_same_speech(takes(lambda: spoken(other.port, f"{SENTENCE}.")), original, speed)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_request_and_ssml_change_their_own(
    server: Server, original: Sequence[Samples], speed: float
) -> None:
    assert_same_speech(takes(lambda: by_http(server, f"{SENTENCE}.", speed)), original, speed)
    ssml = f"<speak><prosody rate='{100 * speed:.0f}%'>{SENTENCE}.</prosody></speak>"
    assert_same_speech(takes(lambda: spoken(server.port, ssml, ssml=True)), original, speed)
    again = takes(lambda: spoken(server.port, f"{SENTENCE}."))
    assert length(again) == pytest.approx(length(original), rel=0.01)


def test_sentences_of_several_speeds_follow_each_other_without_a_click(
    server: Server, original: Sequence[Samples]
) -> None:
    ssml = (
        f"<speak>{SENTENCE}.<prosody rate='fast'>{SENTENCE}.</prosody>"
        f"<prosody rate='slow'>{SENTENCE}.</prosody></speak>"
    )
    heard = takes(lambda: spoken(server.port, ssml, ssml=True))
    assert length(heard) == pytest.approx(length(original) * (1 + 1 / 1.5 + 1 / 0.75), rel=0.01)
    assert_no_clicks(heard, original)


def lufs_of(samples: Samples) -> float:
    """Measure with the oracle, with the recommendation's coefficients and whole blocks."""
    meter = pyloudnorm.Meter(RATE_HZ, filter_class="DeMan")
    whole = samples[: samples.size // 2400 * 2400].astype(np.float64)
    return float(meter.integrated_loudness(whole))


@pytest.mark.parametrize(
    ("model", "target_lufs"), [("english", -20.0), ("german", -26.0), ("french", -18.0)]
)
def test_a_voice_is_as_loud_as_wanted_from_its_second_use_on_and_after_a_restart(
    model: str, target_lufs: float, tmp_path: Path
) -> None:
    environment = {
        **ONLY,
        "MODEL_VARIANT": model,
        "LOUDNESS": str(target_lufs),
        "HF_HOME": str(tmp_path),
    }
    text = TEXTS[model]
    with Server(environment) as server:
        before = lufs_of(spoken(server.port, text))
        assert abs(before - target_lufs) > 0.5, "or else nothing would be tested"
        server.wait_for_log("from now on")
        assert lufs_of(spoken(server.port, text)) == pytest.approx(target_lufs, abs=0.5)
    with Server(environment) as server:
        heard = spoken(server.port, text)
        assert lufs_of(heard) == pytest.approx(target_lufs, abs=0.5)
        assert np.abs(heard).max() < 1
        assert server.stop()[0] == 0


def test_a_models_voice_is_measured_once_and_its_answers_change(
    tiny_environment: dict[str, str], tmp_path: Path
) -> None:
    environment = {
        **tiny_environment,
        "HF_HOME": str(tmp_path),
        "LOUDNESS": "-23",
        "SEED": "1",
    }
    with Server(environment) as server:
        first = spoken(server.port, f"{SENTENCE}.")
        line = server.wait_for_log(r"The voice alba speaks at .* LUFS: ([+-][0-9.]+) dB")
        gain_db = float(line[1])
        assert abs(gain_db) > 0.5
        second = spoken(server.port, f"{SENTENCE}.")
        factor = np.abs(second).sum() / np.abs(first).sum()
        assert 20 * np.log10(factor) == pytest.approx(gain_db, abs=0.3)
    with Server(environment) as server:
        np.testing.assert_array_equal(spoken(server.port, f"{SENTENCE}."), second)


def test_a_stop_in_the_middle_of_a_measurement_is_clean(
    tiny_environment: dict[str, str], tmp_path: Path
) -> None:
    environment = {**tiny_environment, "HF_HOME": str(tmp_path), "LOUDNESS": "-23"}
    with Server(environment) as server:
        spoken(server.port, f"{SENTENCE}.")
        server.wait_for_log("The voice alba is being measured")
        code, _ = server.stop()
        assert code == 0
        assert not server.logged("Traceback|ERROR|never retrieved")
