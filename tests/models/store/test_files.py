"""MODEL_VARIANT to local files, and what is asked of the network on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError
from pocket_tts_wyoming.models.store.files import (
    ModelFiles,
    cached_model,
    fetch_model,
    shipped_configs,
    write_resolved_config,
)
from pocket_tts_wyoming.models.store.hub import Hub, HubUnreachableError
from pocket_tts_wyoming.models.store.preflight import check
from pocket_tts_wyoming.models.store.token import Token
from support.fake_hub import FakeHub
from support.hf_cache import lay_out, put, url_path

if TYPE_CHECKING:
    from collections.abc import Iterator

NOWHERE = "http://127.0.0.1:9"
CONFIG = yaml.safe_load(shipped_configs()["english"].read_text(encoding="utf-8"))
GATED = CONFIG["weights_path"]
OPEN = CONFIG["weights_path_without_voice_cloning"]
TOKENIZER = CONFIG["flow_lm"]["lookup_table"]["tokenizer_path"]


@pytest.fixture
def server() -> Iterator[FakeHub]:
    """Everything the default model needs, the gate closed."""
    files = {url_path(a): a.encode() for a in (GATED, OPEN, TOKENIZER)}
    with FakeHub(files, gated=("/kyutai/pocket-tts/",)) as running:
        yield running


def make_hub(
    tmp_path: Path, endpoint: str, token: str | None = None, *, offline: bool = False
) -> Hub:
    hub = Hub(token, tmp_path, offline=offline, endpoint=endpoint, retry_delays_seconds=(0,))
    hub.token = Token(token) if token else None  # not this machine's login
    return hub


def asked(server: FakeHub) -> set[str]:
    return {request.path for request in server.requests}


def custom_config(folder: Path, **changes: Any) -> Path:  # noqa: ANN401 - any YAML value
    """Write a config of one's own beside its files; `a__b` changes the value `b` within `a`."""
    config = yaml.safe_load(yaml.safe_dump(CONFIG))
    config.pop("weights_path_without_voice_cloning")
    config["weights_path"] = "model.safetensors"
    config["flow_lm"]["lookup_table"]["tokenizer_path"] = "tokenizer.json"
    for name, value in changes.items():
        *sections, key = name.split("__")
        place = config
        for section in sections:
            place = place[section]
        place[key] = value
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("model.safetensors", "tokenizer.json"):
        (folder / name).write_bytes(name.encode())
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return path


@pytest.mark.parametrize("token", [None, "good"])
def test_warm_cache_needs_no_request(tmp_path: Path, server: FakeHub, token: str | None) -> None:
    first = fetch_model("english", make_hub(tmp_path, server.url, token))
    server.requests.clear()

    assert fetch_model("english", make_hub(tmp_path, server.url, token)) == first
    assert server.requests == []


def test_gated_weights_are_not_asked_for_without_a_token(tmp_path: Path, server: FakeHub) -> None:
    files = fetch_model("english", make_hub(tmp_path, server.url))

    assert not files.has_cloning_weights
    assert files.weights.read_text() == OPEN
    assert files.tokenizer.read_text() == TOKENIZER
    assert asked(server) == {url_path(OPEN), url_path(TOKENIZER)}


def test_gated_weights_are_not_downloaded_even_with_a_token(
    tmp_path: Path, server: FakeHub
) -> None:
    """They speak no better, and the part that makes voices is fetched alone."""
    files = fetch_model("english", make_hub(tmp_path, server.url, "good"))

    assert not files.has_cloning_weights
    assert files.weights.read_text() == OPEN
    assert asked(server) == {url_path(OPEN), url_path(TOKENIZER)}


def test_model_is_found_on_this_machine_or_not_at_all(tmp_path: Path, server: FakeHub) -> None:
    assert cached_model("english", make_hub(tmp_path, server.url)) is None
    put(tmp_path, OPEN, b"open")
    assert cached_model("english", make_hub(tmp_path, server.url)) is None
    put(tmp_path, TOKENIZER, b"tokenizer")
    found = cached_model("english", make_hub(tmp_path, server.url))
    assert server.requests == []
    assert found == fetch_model("english", make_hub(tmp_path, server.url))
    assert cached_model("klingon", make_hub(tmp_path, server.url)) is None
    put(tmp_path, GATED, b"gated")
    found = cached_model("english", make_hub(tmp_path, server.url))
    assert found == fetch_model("english", make_hub(tmp_path, server.url))
    assert found is not None
    assert found.has_cloning_weights


def test_cached_gated_weights_are_used_without_a_token(tmp_path: Path) -> None:
    put(tmp_path, GATED, b"gated")
    put(tmp_path, OPEN, b"open")
    put(tmp_path, TOKENIZER, b"tokenizer")

    files = fetch_model("english", make_hub(tmp_path, NOWHERE))
    assert files.has_cloning_weights
    assert files.weights.read_bytes() == b"gated"


def test_open_weights_do_without_the_network_even_with_a_token(tmp_path: Path) -> None:
    put(tmp_path, OPEN, b"open")
    put(tmp_path, TOKENIZER, b"tokenizer")

    files = fetch_model("english", make_hub(tmp_path, NOWHERE, "good"))
    assert not files.has_cloning_weights


def test_damaged_gated_weights_are_replaced_by_the_open_ones(
    tmp_path: Path, server: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, OPEN, OPEN.encode())
    put(tmp_path, TOKENIZER, TOKENIZER.encode())
    put(tmp_path, GATED, GATED.encode()).resolve().write_bytes(b"")

    files = fetch_model("english", make_hub(tmp_path, server.url))
    assert files.weights.read_text() == OPEN
    assert [m for m in caplog.messages if "Going on with the open weights" in m]


def test_no_network_and_no_files_is_said_once_not_twice(tmp_path: Path) -> None:
    with pytest.raises(HubUnreachableError, match=r"without-voice-cloning/languages"):
        fetch_model("english", make_hub(tmp_path, NOWHERE, "good"))


def test_offline_uses_what_is_there_and_names_what_is_not(tmp_path: Path, server: FakeHub) -> None:
    put(tmp_path, OPEN, b"open")
    hub = make_hub(tmp_path, server.url, "good", offline=True)
    with pytest.raises(ModelNotReadyError, match=r"tokenizer\.json.*HF_HUB_OFFLINE"):
        fetch_model("english", hub)
    put(tmp_path, TOKENIZER, b"tokenizer")

    assert not fetch_model("english", hub).has_cloning_weights
    assert server.requests == []


def start(
    tmp_path: Path, server: FakeHub, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Fetch the default model in a process of its own, which reads the real variables."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
    variables |= {"HF_HOME": str(tmp_path), "HF_ENDPOINT": server.url, **(environment or {})}
    program = (
        "import sys\n"
        "from pocket_tts_wyoming.models.store.files import fetch_model\n"
        "from pocket_tts_wyoming.models.store.hub import Hub\n"
        "print(fetch_model('english', Hub(retry_delays_seconds=())).weights.read_text())\n"
        "print({'torch', 'pocket_tts'} & set(sys.modules))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_warm_cache_imports_no_model_and_asks_nobody(tmp_path: Path, server: FakeHub) -> None:
    """HF_HUB_OFFLINE is not set: this start takes the library 24 s without network."""
    put(tmp_path, OPEN, OPEN.encode())
    put(tmp_path, TOKENIZER, b"tokenizer")

    done = start(tmp_path, server)
    assert done.stdout.splitlines() == [OPEN, "set()"], done.stderr
    assert server.requests == []


def test_variables_of_hugging_face_are_honoured(tmp_path: Path, server: FakeHub) -> None:
    offline = start(tmp_path, server, {"HF_HUB_OFFLINE": "1", "HF_TOKEN": "good"})
    assert "unset HF_HUB_OFFLINE" in offline.stderr
    assert server.requests == []

    online = start(tmp_path, server, {"HF_TOKEN": "good"})
    assert online.stdout.splitlines()[0] == OPEN, online.stderr
    assert (tmp_path / "hub" / "models--kyutai--pocket-tts-without-voice-cloning").is_dir()


@pytest.mark.parametrize("config", ["english", "english_2m_2026-10"])
def test_models_of_the_tests_are_laid_out_as_downloaded(tmp_path: Path, config: str) -> None:
    """For both kinds of tokenizer."""
    model = tmp_path / "model"
    (model / "voices").mkdir(parents=True)
    name = "tokenizer.json" if config == "english" else "tokenizer.model"
    for path in ("model.safetensors", name, "voices/alba.safetensors"):
        (model / path).write_text(path)
    files = fetch_model(config, make_hub(lay_out(tmp_path, model, config), NOWHERE))
    assert files.tokenizer.read_text() == name
    assert files.weights.read_text() == "model.safetensors"


def test_custom_config_beside_its_files(tmp_path: Path) -> None:
    path = custom_config(tmp_path / "german_mine")
    files = fetch_model(str(path), make_hub(tmp_path, NOWHERE))

    assert files.config_name is None
    assert files.language == "de"
    assert files.weights == path.parent / "model.safetensors"
    assert files.tokenizer == path.parent / "tokenizer.json"
    assert files.has_cloning_weights


def test_model_in_a_folder_has_one_name_before_and_after_it_is_fetched(tmp_path: Path) -> None:
    path = custom_config(tmp_path / "german_mine")
    path = path.rename(path.with_name("config.yaml"))
    hub = make_hub(tmp_path, NOWHERE)

    files = fetch_model(str(path), hub)
    assert files.name == "german_mine"
    assert cached_model(str(path), hub) == files


def test_config_from_the_hub_brings_its_files(tmp_path: Path, server: FakeHub) -> None:
    config = yaml.safe_load(yaml.safe_dump(CONFIG)) | {"weights_path": OPEN}
    address = "hf://me/models/french.yaml@main"
    server.files[url_path(address)] = yaml.safe_dump(config).encode()

    files = fetch_model(address, make_hub(tmp_path, server.url))
    assert (files.name, files.config_name, files.language) == ("french", None, "fr")
    assert files.weights.read_text() == OPEN


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"flow_lm__weights_path": "a", "mimi__weights_path": "b"}, "POCKET_TTS_SAVE_WEIGHTS=1"),
        ({"mimi__weights_path": "b"}, "apart"),
        ({"weights_path": None}, "names no weights_path"),
        ({"flow_lm": 1}, "not a pocket-tts config"),
        ({"mimi": None}, "not a pocket-tts config"),
    ],
)
def test_config_that_cannot_work_is_refused(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    path = custom_config(tmp_path, **changes)
    with pytest.raises(SettingsError, match=sentence):
        fetch_model(str(path), make_hub(tmp_path, NOWHERE))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a: [", r"is not YAML: line 1, column 5"),
        (b"just words", "not a pocket-tts config"),
        (b"\x00", "is not YAML"),
        (b"", "is empty"),
        (b"# nothing but words\n", "is empty"),
        (b"<!DOCTYPE html><html>Sign in</html>", "is a web page"),
        ("flow_lm: 1".encode("utf-16"), "is not UTF-8"),
        (b"flow_lm:\n\tdim: 1\n", r"line 2, column 1.*indent with blanks"),
        (b"a: &a [*a]\n", "not a pocket-tts config"),
        (b"[" * 5000, "is not YAML: it is nested too deeply"),
        (b"- 1\n- 2\n", "not a pocket-tts config"),
    ],
)
def test_file_that_is_not_a_config_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(content)
    for judge in (
        lambda: fetch_model(str(path), make_hub(tmp_path, NOWHERE)),
        lambda: check(str(path)),
    ):
        with pytest.raises(SettingsError, match=rf"MODEL_VARIANT: .*config\.yaml.*{sentence}"):
            judge()


@pytest.mark.parametrize("address", ["http://[/x.yaml", "hf://a/b.yaml"])
def test_address_that_cannot_be_one_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match=r"address"):
        fetch_model(address, make_hub(tmp_path, NOWHERE))


def test_resolved_config_differs_in_addresses_only(tmp_path: Path, server: FakeHub) -> None:
    files = fetch_model("english", make_hub(tmp_path, server.url))
    resolved = yaml.safe_load(write_resolved_config(files, tmp_path / "configs").read_text())

    assert resolved["weights_path"] == str(files.weights)
    assert resolved["flow_lm"]["lookup_table"]["tokenizer_path"] == str(files.tokenizer)
    assert "hf://" not in yaml.safe_dump(resolved)
    resolved["weights_path"], resolved["weights_path_without_voice_cloning"] = GATED, OPEN
    resolved["flow_lm"]["lookup_table"]["tokenizer_path"] = TOKENIZER
    assert resolved == files.config == CONFIG


def test_resolved_config_is_written_once_per_content(tmp_path: Path) -> None:
    def files(weights: str) -> ModelFiles:
        return ModelFiles(
            "english", "english", "en", CONFIG, Path(weights), Path("/t"), has_cloning_weights=True
        )

    first = write_resolved_config(files("/a"), tmp_path)
    stamp = first.stat().st_mtime_ns
    assert write_resolved_config(files("/a"), tmp_path) == first
    assert first.stat().st_mtime_ns == stamp
    assert write_resolved_config(files("/b"), tmp_path) != first
    assert len(list(tmp_path.iterdir())) == 2


def resolved(folder: Path) -> Path:
    files = ModelFiles(
        "english", "english", "en", CONFIG, Path("/a"), Path("/t"), has_cloning_weights=True
    )
    return write_resolved_config(files, folder)


@pytest.mark.parametrize("content", [b"", b"\0" * 1000, b"weights_path: /b\n"])
def test_damaged_resolved_config_is_written_again(tmp_path: Path, content: bytes) -> None:
    path = resolved(tmp_path)
    before = path.read_bytes()
    path.write_bytes(content)
    assert resolved(tmp_path) == path
    assert path.read_bytes() == before


def test_resolved_config_goes_elsewhere_where_its_folder_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spare))
    assert resolved(blocked).is_relative_to(spare)
    monkeypatch.setattr("tempfile.tempdir", str(blocked))
    with pytest.raises(ModelNotReadyError, match=r"file cannot be written to"):
        resolved(blocked)
