"""Voices are added, renamed and deleted by the page's requests."""

from __future__ import annotations

import errno
import io
import os
import stat
import wave
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx2
import numpy as np
import pytest

from pocket_tts_wyoming.limits import MAX_VOICES
from pocket_tts_wyoming.voices.voice_settings import VoiceSettings
from pocket_tts_wyoming.web.own_voices import RECORDING_BYTES, OwnVoices
from support.web_house import WebHouse

if TYPE_CHECKING:
    from pathlib import Path


def recording(
    seconds: float = 4, rate_hz: int = 24_000, channels: int = 1, width_bytes: int = 2
) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width_bytes)
        writer.setframerate(rate_hz)
        samples = np.arange(int(seconds * rate_hz) * channels) % 200 * 50
        writer.writeframes(samples.astype(f"<i{width_bytes}").tobytes())
    return target.getvalue()


def add(client: httpx2.Client, name: str, content: bytes | None = None) -> httpx2.Response:
    content = recording() if content is None else content
    return client.post("/api/voices", params={"name": name, "consent": "yes"}, content=content)


def names(client: httpx2.Client) -> list[str]:
    return [voice["name"] for voice in client.get("/api/state").json()["voices"] if voice["own"]]


def test_a_recording_becomes_a_file_of_its_name(house: WebHouse, client: httpx2.Client) -> None:
    assert add(client, "Mum").json() == {"name": "Mum"}
    (path,) = house.voices_dir.iterdir()
    assert path.name == "Mum.wav"
    assert path.stat().st_mode & 0o777 == 0o644
    with wave.open(str(path)) as reader:
        assert reader.getnframes() == 4 * 24_000
    assert names(client) == ["Mum"]


def test_nothing_but_samples_is_stored(house: WebHouse, client: httpx2.Client) -> None:
    content = recording() + b"LIST\x10\x00\x00\x00<script>alert(1)"
    assert add(client, "Mum", content).status_code == 200
    assert (house.voices_dir / "Mum.wav").read_bytes() == recording()


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "../Mum",
        "a/b",
        "a\\b",
        ".Mum",
        "-Mum",
        "Mum.wav",
        "a\x00b",
        "a<b>",
        "a\u202eb",
        "a" * 41,
        "(default)",
        "voices.yaml",
    ],
)
def test_a_name_that_cannot_be_one_is_refused(
    house: WebHouse, client: httpx2.Client, name: str
) -> None:
    answer = add(client, name)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-name")
    assert not house.voices_dir.exists()


@pytest.mark.parametrize("name", ["alba", "ALBA", "mum", "  Mum "])
def test_a_name_that_is_taken_is_refused(client: httpx2.Client, name: str) -> None:
    assert add(client, "Mum").status_code == 200
    answer = add(client, name)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "name-taken")


@pytest.mark.parametrize("name", ["Große Schwester", "Zoë_2", "O'Neill", "Jean-Luc", "母"])
def test_names_of_people_are_taken(client: httpx2.Client, name: str) -> None:
    assert add(client, name).json() == {"name": name}
    assert names(client) == [name]


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        (b"", "bad-recording", 400),
        (b"RIFF\x00\x00\x00\x00WAVE", "bad-recording", 400),
        (b"ID3" + bytes(1000), "bad-recording", 400),
        (recording(rate_hz=48_000), "bad-recording", 400),
        (recording(channels=2), "bad-recording", 400),
        (recording(width_bytes=4), "bad-recording", 400),
        (recording(2.9), "too-short", 400),
        (recording(40), "too-large", 413),
        (bytes(RECORDING_BYTES + 1), "too-large", 413),
    ],
)
def test_what_is_not_a_recording_is_refused_with_a_sentence(
    house: WebHouse, client: httpx2.Client, content: bytes, code: str, status: int
) -> None:
    answer = add(client, "Mum", content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"].endswith(".")
    assert not house.voices_dir.exists()


def test_thirty_seconds_are_allowed(client: httpx2.Client) -> None:
    assert add(client, "Mum", recording(30.05)).status_code == 200


def test_without_consent_nothing_is_stored(house: WebHouse, client: httpx2.Client) -> None:
    answer = client.post("/api/voices", params={"name": "Mum"}, content=recording())
    assert answer.json()["error"]["code"] == "no-consent"
    assert not house.voices_dir.exists()


def test_there_is_an_end_to_the_number_of_voices(house: WebHouse, client: httpx2.Client) -> None:
    house.voices_dir.mkdir()
    for number in range(MAX_VOICES):
        (house.voices_dir / f"v{number}.safetensors").touch()
    assert add(client, "Mum").json()["error"]["code"] == "too-many"


def test_a_voice_is_renamed_with_all_its_files(house: WebHouse, client: httpx2.Client) -> None:
    house.voices_dir.mkdir()
    for name in ("mum.wav", "mum.de.wav", "mum.safetensors", "mum2.wav", "voices.yaml", "mum.txt"):
        (house.voices_dir / name).write_text(name)
    answer = client.post("/api/voices/rename", json={"name": "mum", "new_name": "Mother"})
    assert answer.json() == {"name": "Mother"}
    assert house.renamed == [("mum", "Mother")]
    assert sorted(path.name for path in house.voices_dir.iterdir()) == [
        "Mother.de.wav",
        "Mother.safetensors",
        "Mother.wav",
        "mum.txt",
        "mum2.wav",
        "voices.yaml",
    ]


def test_a_voice_is_deleted_with_all_its_files(house: WebHouse, client: httpx2.Client) -> None:
    house.voices_dir.mkdir()
    for name in ("mum.wav", "mum.de.wav", "mum.safetensors", "mum2.wav", "voices.yaml"):
        (house.voices_dir / name).touch()
    assert client.delete("/api/voices", params={"name": "mum"}).status_code == 200
    assert sorted(path.name for path in house.voices_dir.iterdir()) == ["mum2.wav", "voices.yaml"]


def test_a_name_can_be_written_differently(house: WebHouse, client: httpx2.Client) -> None:
    add(client, "mum")
    answer = client.post("/api/voices/rename", json={"name": "mum", "new_name": "Mum"})
    assert answer.json() == {"name": "Mum"}
    assert [path.name for path in house.voices_dir.iterdir()] == ["Mum.wav"]


def test_a_voice_does_not_take_anothers_place(house: WebHouse, client: httpx2.Client) -> None:
    add(client, "mum")
    add(client, "dad")
    for name in ("dad", "DAD", "alba"):
        answer = client.post("/api/voices/rename", json={"name": "mum", "new_name": name})
        assert answer.json()["error"]["code"] == "name-taken"
    assert sorted(path.name for path in house.voices_dir.iterdir()) == ["dad.wav", "mum.wav"]


@pytest.mark.parametrize("name", ["alba", "../lexicon", "nobody", "", "*", "mum.wav"])
def test_nothing_but_own_voices_is_deleted(
    house: WebHouse, client: httpx2.Client, name: str
) -> None:
    add(client, "mum")
    house.lexicon_path.write_text("a: b\n")
    answer = client.delete("/api/voices", params={"name": name})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no-own-voice")
    assert (house.voices_dir / "mum.wav").exists()
    assert house.lexicon_path.exists()


def test_files_from_a_mac_are_found(tmp_path: Path) -> None:
    (tmp_path / "Zoe\u0308.wav").touch()  # accent apart
    own = OwnVoices(tmp_path)
    assert own.names() == ["Zo\u00eb"]
    own.delete("Zo\u00eb")
    assert own.names() == []


def test_a_disk_that_refuses_is_told(house: WebHouse, client: httpx2.Client) -> None:
    house.voices_dir.write_text("a file where the folder should be")
    answer = add(client, "Mum")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "folder-not-writable")


def test_without_a_folder_the_page_says_what_to_set(tmp_path: Path) -> None:
    with (
        WebHouse(tmp_path, with_files=False) as house,
        httpx2.Client(base_url=house.url, timeout=20) as client,
    ):
        assert "VOICES_DIR" in add(client, "Mum").json()["error"]["message"]
        assert "LEXICON" in client.get("/api/words").json()["error"]["message"]
        assert client.get("/api/state").json()["can"]["voices"] is False


def test_each_voice_on_its_way_is_listed_once_with_its_files(
    house: WebHouse, client: httpx2.Client
) -> None:
    house.voices_dir.mkdir()
    for name in ("mum.wav", "oma.de.m4a", "new.mp3"):
        (house.voices_dir / name).write_bytes(b"x")
    house.recordings.sentences = {"mum": "It is noisy.", "oma-de": "being made", "x": "stored"}
    house.refresh()
    state = client.get("/api/state").json()
    house.recordings.sentences.pop("mum")
    assert state["waiting"] == [
        {"name": "mum", "file": "mum"},
        {"name": "new", "file": "new"},
        {"name": "oma-de", "file": "oma"},
        {"name": "x", "file": None},
    ]
    house.refresh()
    state = client.get("/api/state").json()
    assert "mum" not in [voice["name"] for voice in state["waiting"]]
    (mum,) = (voice for voice in state["voices"] if voice["own"])
    assert (mum["name"], mum["file"]) == ("mum", "mum")


def test_without_a_model_no_recording_is_on_its_way(tmp_path: Path) -> None:
    with (
        WebHouse(tmp_path, makes_voices=False) as house,
        httpx2.Client(base_url=house.url, timeout=20) as client,
    ):
        house.voices_dir.mkdir()
        for name in ("mum.wav", "new.mp3"):
            (house.voices_dir / name).write_bytes(b"x")
        house.refresh()  # as if mum.wav were a voice state
        state = client.get("/api/state").json()
        assert state["waiting"] == [{"name": "new", "file": "new"}]
        assert state["recordings"] == {"new": "This server makes no voices from recordings."}
        assert state["can"]["voices"] is False


def test_a_voice_that_sounds_like_another_has_no_files_of_its_own(
    house: WebHouse, client: httpx2.Client
) -> None:
    """Deleting `mum, slow` must not delete mum."""
    add(client, "mum")
    (mum,) = (voice for voice in house.voices if voice.name == "mum")
    house.voices.append(
        replace(mum, name="mum, slow", settings=VoiceSettings(voice="mum", speed=0.8))
    )
    voices = client.get("/api/state").json()["voices"]
    files = {voice["name"]: (voice["own"], voice["file"]) for voice in voices}
    assert files["mum"] == (True, "mum")
    assert files["mum, slow"] == (True, None)
    assert files["alba"] == (False, None)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("mum.wav", "mum"),
        ("mum.de.WAV", "mum"),
        ("Dr.No.wav", "Dr.No"),
        ("mum.mp4", "mum"),
        ("mum.de.safetensors", "mum.de"),
    ],
)
def test_files_belong_to_the_voices_that_they_become(
    tmp_path: Path, file_name: str, name: str
) -> None:
    (tmp_path / file_name).write_bytes(b"x")
    assert OwnVoices(tmp_path).names() == [name]


def test_a_name_that_is_not_utf8_is_shown_as_far_as_it_is(
    house: WebHouse, client: httpx2.Client
) -> None:
    house.voices_dir.mkdir(exist_ok=True)
    name = os.fsdecode(b"M\xfcller")  # from a disk of Windows
    (house.voices_dir / f"{name}.wav").touch()
    house.recordings.sentences[name] = "It is not used."
    state = client.get("/api/state").json()
    assert state["own"] == []
    assert state["recordings"] == {"M?ller": "It is not used."}
    assert state["waiting"] == [{"name": "M?ller", "file": None}]


def test_a_folder_that_cannot_be_synced_takes_a_recording(
    house: WebHouse, client: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # as on a share of Windows

    monkeypatch.setattr(os, "fsync", refuse)
    add(client, "Mum").raise_for_status()
    client.post("/api/voices/rename", json={"name": "Mum", "new_name": "Dad"}).raise_for_status()
    assert [path.name for path in house.voices_dir.iterdir()] == ["Dad.wav"]
    client.delete("/api/voices", params={"name": "Dad"}).raise_for_status()
    assert not [*house.voices_dir.iterdir()]
