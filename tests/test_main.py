"""The command line, as far as it needs no server; as a program, for it takes the signals over."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.fake_hub import FakeHub
from support.process import Server, clean_environment
from support.system_tools import needs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def run(
    *arguments: str, environment: Mapping[str, str] | None = None, prefix: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    command = (*prefix, sys.executable, "-m", "pocket_tts_wyoming", *arguments)
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**clean_environment(), **(environment or {})},
        timeout=60,
    )


def test_normalize_prints_what_would_be_spoken() -> None:
    done = run("normalize", "--model-variant", "german", "Es", "sind", "21,5 °C.")
    assert done.stdout == "Es sind einundzwanzig Komma fünf Grad Celsius.\n"
    assert done.returncode == 0


def test_normalize_names_the_line_of_a_bad_lexicon(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.yaml"
    lexicon.write_text("HA: Home Assistant\nTV: [\n", encoding="utf-8")
    done = run("normalize", "--lexicon", str(lexicon), "Hello.")
    assert done.stderr.startswith("words.yaml, line 3: ")
    assert done.returncode == 1


def test_a_reader_that_leaves_early_ends_it_quietly() -> None:
    """As `| head` does; the command stops reading too."""
    reading, writing = os.pipe()
    os.close(reading)
    for arguments in (["Hello."], ["--lines"]):
        with subprocess.Popen(
            [sys.executable, "-m", "pocket_tts_wyoming", "normalize", *arguments],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=writing,
            stderr=subprocess.PIPE,
            bufsize=0,  # or what could not be written would be tried again at the end
        ) as command:
            assert command.stdin is not None
            assert command.stderr is not None
            with suppress(BrokenPipeError):  # without an end of its own
                command.stdin.write(b'"Hello."\n')
            assert command.wait(60) == 0
            assert command.stderr.read() == b""
    os.close(writing)


@pytest.fixture
def nowhere(tmp_path: Path) -> dict[str, str]:
    """Return options of a server whose model is not there, and whose hub is not either."""
    return {
        "WYOMING_HOST": "127.0.0.1",
        "WYOMING_PORT": "0",
        "HF_HOME": str(tmp_path / "hf_home"),
        "HF_ENDPOINT": "http://127.0.0.1:9",
    }


def refused(environment: Mapping[str, str], prefix: Sequence[str] = ()) -> str:
    """Start a server that must not start; returns its sentence."""
    done = run("serve", environment=environment, prefix=prefix)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


@pytest.mark.parametrize(
    "content",
    [b"<html>", b"", b"\xff\xfea\0", b"a:\n\tb: 1\n", b"- a\n", b"[" * 5000],
    ids=["page", "empty", "utf-16", "tabs", "list", "nested"],
)
def test_a_model_file_that_is_none_is_a_sentence(
    nowhere: Mapping[str, str], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    assert "MODEL_VARIANT: " + str(path) in refused({**nowhere, "MODEL_VARIANT": str(path)})


def test_a_model_file_that_names_what_is_not_there_is_a_sentence(
    nowhere: Mapping[str, str], tiny_model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    shutil.copy(tiny_model / "config.yaml", path)
    text = path.read_text().replace("model.safetensors", "other.safetensors")
    path.write_text(text.replace(str(tiny_model) + "/", ""))
    sentence = refused({**nowhere, "MODEL_VARIANT": str(path)})
    assert "other.safetensors, which does not exist" in sentence


@pytest.mark.parametrize(
    ("variable", "value", "shown"),
    [
        ("ALL_PROXY", "socks5://me:secret@proxy:1080", "ALL_PROXY=socks5://***@proxy:1080"),
        ("https_proxy", "ftp://proxy", "https_proxy=ftp://proxy"),
        ("SSL_CERT_FILE", "/no/such.pem", "SSL_CERT_FILE=/no/such.pem"),
        ("SSL_CERT_FILE", __file__, f"SSL_CERT_FILE={__file__}"),
        ("HF_HOME", __file__, f"HF_HOME={__file__}"),
        ("HF_HOME", f"{__file__}/below", f"HF_HOME={__file__}/below"),
    ],
)
def test_a_variable_that_prevents_the_download_is_named_before_it(
    nowhere: Mapping[str, str], variable: str, value: str, shown: str
) -> None:
    sentence = refused({**nowhere, variable: value})
    assert shown in sentence
    assert "secret" not in sentence


def test_a_variable_that_prevents_downloads_does_not_matter_where_there_are_none(
    nowhere: Mapping[str, str], tiny_model: Path
) -> None:
    environment = {
        **nowhere,
        "MODEL_VARIANT": str(tiny_model / "config.yaml"),
        "VOICES_DIR": str(tiny_model / "voices"),
        "ALL_PROXY": "socks5://proxy:1080",
        "SSL_CERT_FILE": "/no/such.pem",
    }
    with Server(environment) as server:
        assert server.stop()[0] == 0


# Root may do everything; without these capabilities it may enter what is its own.
WITHOUT_PRIVILEGES = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.skipif(
    os.getuid() != 0 or shutil.which("setpriv") is None,
    reason="not root with setpriv (apt-get install util-linux; sudo script/test)",
)
@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_the_cache_of_another_user_is_named(
    nowhere: Mapping[str, str], tmp_path: Path, mode: int
) -> None:
    home = tmp_path / "hf_home"
    home.mkdir(mode=mode)
    (home / "token").write_text("hf_secret")
    (home / "token").chmod(0o600)
    for path in (home / "token", home):
        os.chown(path, 65534, 65534)
    sentence = refused(nowhere, WITHOUT_PRIVILEGES)
    assert f"HF_HOME={home}: user 0 may not write to {home}" in sentence
    assert "chown" in sentence


@needs("setpriv")
def test_a_cache_that_may_only_be_read_is_enough(
    nowhere: Mapping[str, str], tiny_model: Path, tmp_path: Path
) -> None:
    """Another user's folder with a model and its conversions in it."""
    environment = {
        **nowhere,
        "MODEL_VARIANT": str(tiny_model / "config.yaml"),
        "VOICES_DIR": str(tiny_model / "voices"),
        "TMPDIR": str(tmp_path),
    }
    with Server(environment) as server:
        assert server.stop()[0] == 0
    if os.getuid() == 0:
        for path in Path(nowhere["HF_HOME"]).rglob("*"):
            os.chown(path, 65534, -1, follow_symlinks=False)
        os.chown(nowhere["HF_HOME"], 65534, -1)
    with Server(environment, prefix=WITHOUT_PRIVILEGES) as server:
        assert not server.logged("Converting|WARNING|ERROR")
        assert server.stop()[0] == 0


def test_a_file_of_variables_from_windows_is_for_libraries_too(nowhere: Mapping[str, str]) -> None:
    environment = {name: f"{value}\r" for name, value in nowhere.items()}
    environment |= {"HF_HUB_OFFLINE": "1\r", "HTTPS_PROXY": "\r", "SSL_CERT_FILE": " "}
    with Server(environment, wait_until_ready=False) as server:
        server.wait_for_log("ERROR .*HF_HUB_OFFLINE")
        assert server.stop()[0] == 0


def test_a_pasted_token_never_shows(nowhere: Mapping[str, str]) -> None:
    """The library that sends it quotes the whole header that it refuses."""
    secret = "hf_" + "aB3" * 11
    with FakeHub({}, gated=("/",)) as hub:
        environment = {**nowhere, "HF_ENDPOINT": hub.url, "HF_TOKEN": f"{secret}\u00a0\r"}
        with Server(environment, wait_until_ready=False) as server:
            server.wait_for_log("ERROR ")
            assert server.stop()[0] == 0
        assert f"Bearer {secret}" in {request.authorization for request in hub.requests}
    assert secret not in "\n".join(server.lines)
    assert secret not in refused({**nowhere, "HF_TOKEN": f"{secret} x"})


def test_the_server_runs_with_closed_standard_streams(nowhere: Mapping[str, str]) -> None:
    command = f"exec {sys.executable} -m pocket_tts_wyoming"
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        environment = {**clean_environment(), **nowhere, "HF_HUB_OFFLINE": "1"}
        server = subprocess.Popen(["/bin/sh", "-c", f"{command} serve {closed}"], env=environment)
        wait_until_it_listens(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0, closed
        done = subprocess.run(["/bin/sh", "-c", f"{command} normalize 5 {closed}"], check=False)
        assert done.returncode == 0, closed


def wait_until_it_listens(pid: int) -> None:
    """Wait for the server's own handling of signals, which is there when it listens."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        table = Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()
        listening = {f"socket:[{line.split()[9]}]" for line in table if " 0A " in line}
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                if str(descriptor.readlink()) in listening:
                    return
        time.sleep(0.05)
    raise AssertionError("it does not listen")
