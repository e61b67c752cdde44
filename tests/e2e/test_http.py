"""The page's door of the real server: same speech, same life."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import wave
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from pocket_tts_wyoming.cli import client as wyoming
from support.process import START_SECONDS, Server, clean_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TEXT = "The light is on."
# Twenty minutes of audio, which no buffer of the kernel holds.
LONG_TEXT = "This is a sentence that goes on for quite a while, as long as somebody listens. " * 240
PATIENCE_SECONDS = 60.0
TOKEN = "a-token-that-is-long-enough"  # noqa: S105 - a test's own


@pytest.fixture(scope="module")
def http_server(tiny_environment: Mapping[str, str]) -> Iterator[tuple[Server, str]]:
    with Server({**tiny_environment, "HTTP_PORT": "0", "SEED": "1"}) as server:
        yield server, page_url(server)


def page_url(server: Server) -> str:
    port = server.wait_for_log(r"The page is on port (\d+)").group(1)
    return f"http://127.0.0.1:{port}"


def get(url: str, headers: Mapping[str, str] | None = None) -> httpx2.Response:
    return httpx2.get(url, headers=headers, timeout=PATIENCE_SECONDS)


def test_http_and_wyoming_say_the_same(http_server: tuple[Server, str]) -> None:
    server, url = http_server

    async def by_wyoming() -> bytes:
        return b"".join(
            [
                chunk.pcm
                async for chunk in wyoming.speak(
                    "127.0.0.1", server.port, TEXT, "marius", streaming=False
                )
            ]
        )

    body = {"input": TEXT, "voice": "marius", "model": "tts-1"}
    answer = httpx2.post(f"{url}/v1/audio/speech", json=body, timeout=PATIENCE_SECONDS)
    assert answer.status_code == 200
    with wave.open(io.BytesIO(answer.content)) as reader:
        samples = reader.readframes(reader.getnframes())
    assert samples == asyncio.run(by_wyoming())
    last, first = get(f"{url}/api/answers").json()["answers"][:2]
    assert (first["client"], last["voice"]) == ("HTTP 127.0.0.1", "marius")
    assert last["client"] == "127.0.0.1"
    for one in (first, last):
        assert (one["outcome"], one["characters"]) == ("complete", len(TEXT))
        assert 0 < one["first_audio_seconds"] < 60
        assert one["rtf"] > 0
    metrics = get(f"{url}/metrics").text
    assert 'pocket_tts_utterances_total{outcome="complete"} 2.0' in metrics
    assert "pocket_tts_models_loaded 1.0" in metrics


def test_the_page_sees_a_ready_server(http_server: tuple[Server, str]) -> None:
    _, url = http_server
    state: dict[str, Any] = get(f"{url}/api/state").json()
    assert state["problem"] is None
    assert {voice["name"] for voice in state["voices"]} == {"alba", "marius"}
    assert get(f"{url}/health").json() == {"ready": True}
    shown = httpx2.post(
        f"{url}/api/show", json={"text": "It is 5 €."}, timeout=PATIENCE_SECONDS
    ).json()
    assert shown["sentences"] == ["It is five euros."]


def test_it_stops_in_the_middle_of_an_answer(tiny_environment: Mapping[str, str]) -> None:
    with Server({**tiny_environment, "HTTP_PORT": "0"}) as server:
        body = {"input": LONG_TEXT}
        with httpx2.stream(
            "POST", f"{page_url(server)}/v1/audio/speech", json=body, timeout=PATIENCE_SECONDS
        ) as answer:
            parts = answer.iter_bytes()
            next(parts)
            code, _ = server.stop()
            assert code == 0
            with pytest.raises(httpx2.RemoteProtocolError):  # not a short answer that looks whole
                for _ in parts:
                    pass
        assert not server.logged("Traceback")


def test_health_says_why_it_is_not_ready(
    tiny_environment: Mapping[str, str], tmp_path: Path
) -> None:
    environment = {
        **tiny_environment,
        "HTTP_PORT": "0",
        "VOICES_DIR": str(tmp_path),
        "MODEL_VARIANT": "english",
        "HF_HOME": str(tmp_path / "hub"),
        "HF_HUB_OFFLINE": "1",
    }
    with Server(environment, wait_until_ready=False) as server:
        url = page_url(server)
        server.wait_for_log("Next attempt")
        answer = get(f"{url}/health")
        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "model-not-ready"
        assert get(f"{url}/api/state").json()["problem"]["message"].endswith(".")


def test_an_open_door_is_refused_with_a_sentence(tiny_environment: Mapping[str, str]) -> None:
    environment = {**clean_environment(), **tiny_environment, "HTTP_PORT": "0"}
    environment["HTTP_HOST"] = "0.0.0.0"  # noqa: S104 - that is what is refused
    command = [sys.executable, "-m", "pocket_tts_wyoming", "serve"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=START_SECONDS, check=False
    )
    assert done.returncode == 2
    assert "set HTTP_TOKEN" in done.stderr


def test_with_a_token_other_machines_come_in(tiny_environment: Mapping[str, str]) -> None:
    environment = {**tiny_environment, "HTTP_PORT": "0", "HTTP_HOST": "0.0.0.0"}  # noqa: S104 - with a token
    with Server({**environment, "HTTP_TOKEN": TOKEN}) as server:
        url = page_url(server)
        assert get(f"{url}/metrics").status_code == 401
        headers = {"authorization": f"Bearer {TOKEN}"}
        assert get(f"{url}/metrics", headers=headers).status_code == 200
        assert not server.logged(TOKEN)


def test_under_the_supervisor_only_ingress_comes_in(tiny_environment: Mapping[str, str]) -> None:
    environment = {**tiny_environment, "HTTP_PORT": "0", "HTTP_HOST": "0.0.0.0"}  # noqa: S104 - as in the app
    with Server({**environment, "SUPERVISOR_TOKEN": "x"}) as server:
        assert get(f"{page_url(server)}/").status_code == 403


def test_nothing_of_it_is_loaded_while_it_is_off() -> None:
    program = (
        "import sys, pocket_tts_wyoming.server\n"
        "print([name for name in ('starlette', 'uvicorn', 'prometheus_client', 'anyio')"
        " if name in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"


def test_the_spare_voice_answers_whole_and_health_still_asks_the_model(tmp_path: Path) -> None:
    """Nobody keeps an HTTP answer (`no-store`), so it ends in good order."""
    environment = {
        "SPARE_VOICE": "auto",
        "HF_HOME": str(tmp_path),
        "HF_HUB_OFFLINE": "1",
        "HTTP_PORT": "0",
    }
    with Server(environment, wait_until_ready=False) as server:
        server.wait_for_log("Next attempt in")
        url = page_url(server)
        body = {"model": "tts-1", "input": TEXT}
        answer = httpx2.post(f"{url}/v1/audio/speech", json=body, timeout=PATIENCE_SECONDS)
        assert answer.status_code == 200
        with wave.open(io.BytesIO(answer.content)) as sound:
            assert sound.getframerate() == 24_000
        assert get(f"{url}/health").status_code == 503
        assert 'outcome="spare"} 1.0' in get(f"{url}/metrics").text
