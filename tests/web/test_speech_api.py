"""OpenAI's speech API as programs use it, the official client among them."""

from __future__ import annotations

import io
import socket
import time
import wave
from typing import TYPE_CHECKING, Any

import httpx2
import openai
import pytest

from support.web_house import CHUNK_SAMPLES, CHUNKS_PER_WORD, RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.web_house import WebHouse

WORD_BYTES = 2 * CHUNK_SAMPLES * CHUNKS_PER_WORD


def official(house: WebHouse) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{house.url}/v1", api_key="unused", max_retries=0)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_official_client_streams_a_wav_file(house: WebHouse) -> None:
    with official(house).audio.speech.with_streaming_response.create(
        model="tts-1", voice="marius", input="The light is on.", response_format="wav"
    ) as answer:
        content = b"".join(answer.iter_bytes())
    with wave.open(io.BytesIO(content)) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) == (
            RATE_HZ,
            1,
            2,
        )
        assert len(reader.readframes(reader.getnframes())) == 4 * WORD_BYTES
    assert house.speech.spoken == ["The", "light", "is", "on."]


def test_the_official_client_gets_raw_pcm(house: WebHouse) -> None:
    answer = official(house).audio.speech.create(
        model="tts-1", voice="alba", input="one two", response_format="pcm"
    )
    assert len(answer.content) == 2 * WORD_BYTES
    assert "rate=24000" in answer.response.headers["content-type"]


def test_the_first_sound_leaves_while_the_rest_is_not_made(
    house: WebHouse, client: httpx2.Client
) -> None:
    body = {"input": "one waits", "voice": "alba"}
    with client.stream("POST", "/v1/audio/speech", json=body) as answer:
        assert answer.status_code == 200
        parts = answer.iter_bytes()
        heard = b""
        while len(heard) < WORD_BYTES:
            heard += next(parts)
        assert house.speech.open == 1
        assert house.presence.speaking() == 1
    until(lambda: house.speech.open == 0)  # the client has left, and nobody speaks to it
    until(lambda: len(house.presence.answers) == 1)
    assert house.presence.answers[0].outcome == "stopped"


def test_a_client_that_leaves_before_the_first_sound_is_not_spoken_to(
    house: WebHouse,
) -> None:
    body = b'{"input": "waits", "voice": "alba"}'
    head = (
        f"POST /v1/audio/speech HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", house.port)) as client:
        client.sendall(head.encode() + body)
        until(lambda: house.speech.open == 1)
    until(lambda: house.speech.open == 0)
    assert house.speech.heard == 1


def test_an_answer_that_fails_in_the_middle_does_not_look_whole(
    house: WebHouse, client: httpx2.Client
) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        client.post("/v1/audio/speech", json={"input": "one breaks", "voice": "alba"})
    (answer,) = house.presence.answers
    assert (answer.outcome, answer.error) == ("failed", "model-failed")
    assert any("The model failed." in line for line in house.log.lines())


@pytest.mark.parametrize(
    ("body", "code", "parameter"),
    [
        ({"input": "a", "voice": "nobody"}, "voice-not-found", None),
        ({"input": "breaks"}, "model-failed", None),
        ({"input": " "}, "no-text", "input"),
        ({"voice": "alba"}, "bad-request", "input"),
        ({"input": 7}, "bad-request", "input"),
        ({"input": "a", "voice": ["alba"]}, "bad-request", "voice"),
        ({"input": "a", "response_format": "mp3"}, "bad-format", "response_format"),
        ({"input": "a", "stream_format": "sse"}, "bad-format", "stream_format"),
        ({"input": "a", "speed": "fast"}, "bad-speed", "speed"),
        ({"input": "a", "speed": 9}, "bad-speed", "speed"),
    ],
)
def test_a_wrong_request_gets_openais_error(
    client: httpx2.Client, body: dict[str, Any], code: str, parameter: str | None
) -> None:
    answer = client.post("/v1/audio/speech", json=body)
    error = answer.json()["error"]
    assert answer.status_code == (500 if code == "model-failed" else 400)
    assert (error["code"], error["param"]) == (code, parameter)
    assert error["message"].endswith(".")
    assert error["type"] == ("server_error" if code == "model-failed" else "invalid_request_error")


@pytest.mark.parametrize("path", ["/v1/audio/speech", "/api/say"])
@pytest.mark.parametrize("speed", [0.25, 1, 1.25, 4.0])
def test_the_speed_of_a_request_reaches_the_speech(
    house: WebHouse, client: httpx2.Client, path: str, speed: float
) -> None:
    body = {"input": "one", "text": "one", "speed": speed}
    assert client.post(path, json=body).status_code == 200
    assert house.speech.speed == speed


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b"[" * 100_000, b"\xff"])
def test_a_body_that_is_not_an_object_is_refused(client: httpx2.Client, body: bytes) -> None:
    assert client.post("/v1/audio/speech", content=body).status_code == 400


def test_a_body_that_is_too_large_is_refused(client: httpx2.Client) -> None:
    answer = client.post("/v1/audio/speech", json={"input": "a" * 300_000})
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too-large"


def test_a_text_that_is_too_long_is_refused(client: httpx2.Client) -> None:
    answer = client.post("/v1/audio/speech", json={"input": "a " * 10_001})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "text-too-long")


def test_half_a_surrogate_is_neither_text_nor_a_fault(client: httpx2.Client) -> None:
    answer = client.post(
        "/v1/audio/speech", content=b'{"input": "a \\ud83d b"}', headers={"content-type": "a/b"}
    )
    assert answer.status_code == 200


def test_a_voice_may_be_an_object_with_an_id(house: WebHouse, client: httpx2.Client) -> None:
    body = {"input": "one", "voice": {"id": "marius"}}
    assert client.post("/v1/audio/speech", json=body).status_code == 200
    assert house.presence.answers[0].voice == "marius"


def test_the_official_client_understands_the_error(house: WebHouse) -> None:
    with pytest.raises(openai.BadRequestError, match="There is no voice 'alloy'"):
        official(house).audio.speech.create(
            model="tts-1", voice="alloy", input="a", response_format="wav"
        )


def test_the_voices_are_listed(client: httpx2.Client) -> None:
    voices = client.get("/v1/audio/voices").json()["voices"]
    assert {"id": "estelle", "name": "Estelle", "language": "fr"} in voices
