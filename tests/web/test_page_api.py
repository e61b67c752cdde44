"""What the page asks for."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pocket_tts_wyoming.limits import KEPT_ANSWERS, SHOWN_CHARACTERS
from pocket_tts_wyoming.speech.speech import Request
from pocket_tts_wyoming.speech.text_stream import TextStream
from pocket_tts_wyoming.web.presence import Presence
from support.web_house import StandInSpeech

if TYPE_CHECKING:
    import httpx2

    from pocket_tts_wyoming.web.presence import Door
    from support.web_house import WebHouse


def test_the_state_tells_whether_it_can_speak(house: WebHouse, client: httpx2.Client) -> None:
    state = client.get("/api/state").json()
    assert state["problem"] is None
    assert state["default"] == "alba"
    assert {voice["language"] for voice in state["voices"]} == {
        "de",
        "en",
        "es",
        "fr",
        "it",
        "nl",
        "pt",
    }
    house.problem = "The model is still loading."
    state = client.get("/api/state").json()
    assert state["problem"] == {"code": "model-not-ready", "message": house.problem}


def test_health_is_for_machines(house: WebHouse, client: httpx2.Client) -> None:
    assert client.get("/health").json() == {"ready": True}
    house.problem = "The model is still loading."
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert answer.json()["error"]["message"] == house.problem


def test_a_long_text_is_shown_in_part(client: httpx2.Client) -> None:
    answer = client.post("/api/show", json={"text": "a " * SHOWN_CHARACTERS}).json()
    assert answer["cut"] is True


def test_an_answer_is_listed_with_what_it_took(house: WebHouse, client: httpx2.Client) -> None:
    spoken = client.post("/api/say", json={"text": "one two", "voice": "marius"})
    assert spoken.headers["content-type"] == "audio/wav"
    client.post("/api/say", json={"text": "one", "voice": "nobody"})
    content = client.get("/api/answers").json()
    failed, whole = content["answers"]
    assert str(whole["number"]) == spoken.headers["x-utterance"]
    assert (whole["client"], whole["voice"], whole["characters"]) == ("page", "marius", 7)
    assert whole["outcome"] == "complete"
    assert whole["audio_seconds"] == 0.48
    assert 0 <= whole["first_audio_seconds"] < 20
    assert (failed["outcome"], failed["error"]) == ("failed", "voice-not-found")
    assert content["now"] == []
    assert "one two" not in client.get("/api/answers").text
    assert house.presence.waiting() == house.presence.speaking() == 0


def test_who_listens_now_is_shown(house: WebHouse, client: httpx2.Client) -> None:
    with client.stream("POST", "/api/say", json={"text": "one waits"}) as answer:
        sound = answer.iter_raw()  # without a reader the answer is closed
        next(sound)
        (listener,) = client.get("/api/answers").json()["now"]
        assert listener["client"] == "page"
        assert listener["heard"] is True
        assert house.presence.waiting() == 0


def test_the_logs_last_lines_are_shown(client: httpx2.Client) -> None:
    logging.getLogger("pocket_tts_wyoming.somewhere").warning("Something %s", "<b>happened</b>")
    (line,) = client.get("/api/log").json()["lines"]
    assert line.endswith("WARNING Something <b>happened</b>")


def test_the_metrics_count_answers(client: httpx2.Client) -> None:
    client.post("/api/say", json={"text": "one two"})
    client.post("/api/say", json={"text": "one", "voice": "nobody"})
    text = client.get("/metrics").text
    lines = text.splitlines()
    assert 'pocket_tts_utterances_total{outcome="complete"} 1.0' in lines
    assert 'pocket_tts_utterances_total{outcome="failed"} 1.0' in lines
    assert 'pocket_tts_utterances_total{outcome="stopped"} 0.0' in lines
    assert "pocket_tts_first_audio_seconds_count 1.0" in lines
    assert 'pocket_tts_rtf_bucket{le="0.3"} 1.0' in lines
    assert "pocket_tts_audio_seconds_total 0.48" in lines
    assert "pocket_tts_sent_bytes_total 23040.0" in lines
    assert "pocket_tts_waiting 0.0" in lines
    assert "pocket_tts_models_loaded 1.0" in lines


def test_answers_are_kept_up_to_a_number() -> None:
    presence = Presence(lambda: 0.0)
    for _ in range(KEPT_ANSWERS + 5):
        presence.leave(presence.enter("page", "alba"), "stopped", None)
    numbers = [answer.number for answer in presence.answers]
    assert numbers == list(range(6, KEPT_ANSWERS + 6))


def test_two_at_once_get_their_own_records() -> None:
    """The meter's record says nothing of the client: it belongs to whose audio it was."""
    presence = Presence(lambda: 0.0)
    speech = StandInSpeech()
    speech.names = {"alba", "marius"}
    speech.readers.append(presence.record)

    async def listen(door: Door, voice: str, text: str) -> None:
        stream = TextStream(lambda: 0.0, 1.0)
        stream.put(text)
        stream.close()
        async for _ in door.speak(Request(voice, stream)):
            await asyncio.sleep(0)

    async def run() -> None:
        first, second = presence.door(speech, "first"), presence.door(speech, "second")
        await asyncio.gather(listen(first, "alba", "a b c"), listen(second, "marius", "d"))

    asyncio.run(run())
    seen = {(answer.client, answer.voice, answer.characters) for answer in presence.answers}
    assert seen == {("first", "alba", 5), ("second", "marius", 1)}
