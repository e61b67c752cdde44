"""Every option means the same in the schema, the table, the settings, the texts and `run`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import voluptuous as vol
import yaml

from pocket_tts_wyoming.settings import Settings
from support.fake_supervisor import FakeSupervisor
from support.s6_container import S6Container
from support.supervisor_rules import check_options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Config = dict[str, Any]
Table = dict[str, tuple[str, str]]

LANGUAGES = {"en", "de", "fr", "es", "it", "nl", "pt"}
# An allowed value of each option that is not its default.
CHOSEN: dict[str, Any] = {
    "voice": "a voice with spaces, $HOME and 'quotes'",
    "strict_voices": True,
    "model": "hf://somebody/model/config.yaml@main",
    "more_models": ["german", "french"],
    "cross_language_voices": True,
    "memory_budget_mb": 500,
    "sacrificial_prefix": "off",
    "prefix_min_duration": 0.25,
    "prefix_max_duration": 1.5,
    "prefix_silence_gap": 0.1,
    "temperature": 0.7,
    "quantization": "on",
    "sentence_pause": 0.5,
    "speed": 1.25,
    "loudness": "-23.5",
    "spare_voice": "off",
    "voices_folder": "my voices",
    "hf_token": "hf_secret",
    "http_token": "http_secret_of_mine",
    "debug_wav": True,
    "log_level": "debug",
}
INT8 = {"on": "int8", "off": "fp32"}


def fields(table: Table) -> dict[str, str]:
    return {option: variable.lower() for option, (variable, _) in table.items()}


def test_schema_and_table_have_the_same_options(config: Config, table: Table) -> None:
    assert list(config["schema"]) == list(table)


def test_each_variable_is_a_setting(table: Table) -> None:
    assert set(fields(table).values()) <= Settings.model_fields.keys()


def test_defaults_are_those_of_the_settings(config: Config, table: Table) -> None:
    for option, field in fields(table).items():
        default = Settings.model_fields[field].default
        if option == "voices_folder":  # off elsewhere; here there is a share
            assert config["options"][option] == "pocket-tts-voices"
        elif option == "loudness":  # a number or a word
            assert float(config["options"][option]) == default
        elif default == ():
            assert config["options"][option] == []
        elif default is None:  # the server knows best: optional, so that empty says so
            assert option not in config["options"]
            assert config["schema"][option].endswith("?")
        else:
            assert config["options"][option] == default
            assert not config["schema"][option].endswith("?")


def test_every_value_that_the_schema_allows_is_allowed_by_the_settings(
    config: Config, table: Table
) -> None:
    for option, kind in config["schema"].items():
        if isinstance(kind, list):
            continue
        info = Settings.model_fields[fields(table)[option]]
        if numbers := re.fullmatch(r"(?:float|int)\((.+),(.+)\)\??", kind):
            low, high = (
                next(
                    bound
                    for bound in (getattr(m, name, None) for m in info.metadata)
                    if bound is not None
                )
                for name in ("ge", "le")
            )
            assert [low, high] == [float(number) for number in numbers.groups()]
        elif words := re.fullmatch(r"list\((.+)\)\??", kind):
            for word in words[1].split("|"):
                loaded = getattr(
                    Settings.model_validate({fields(table)[option]: word}), fields(table)[option]
                )
                assert loaded == (INT8.get(word, word) if option == "quantization" else word)


@pytest.mark.parametrize("value", ["", "null"])
def test_what_bashio_says_of_a_missing_option_cannot_be_saved_as_one(
    value: str, config: Config
) -> None:
    for option, kind in config["schema"].items():
        if not isinstance(kind, list) and kind.startswith(("float", "int", "list", "bool")):
            with pytest.raises(vol.Invalid):
                check_options(config["schema"], {**config["options"], option: value})


@pytest.mark.parametrize("folder", ["..", "../config", ".hidden", "/etc", "a/../../b", ""])
def test_the_folder_of_voices_stays_in_share(folder: str, config: Config) -> None:
    with pytest.raises(vol.Invalid, match="voices_folder"):
        check_options(config["schema"], {**config["options"], "voices_folder": folder})


def test_each_language_translates_each_option(addon: Path, config: Config) -> None:
    files = {path.stem: path for path in (addon / "translations").iterdir()}
    assert files.keys() == LANGUAGES
    for path in files.values():
        translated = yaml.safe_load(path.read_text())
        assert list(translated["configuration"]) == list(config["schema"]), path
        assert translated["network"].keys() == config["ports"].keys(), path
        for text in translated["configuration"].values():
            assert text["description"].rstrip().endswith("."), text
            assert len(text["name"]) <= 40, text


def test_no_language_is_a_copy_of_another(addon: Path) -> None:
    texts = [path.read_text() for path in (addon / "translations").iterdir()]
    descriptions = [
        text["description"]
        for file in texts
        for text in yaml.safe_load(file)["configuration"].values()
    ]
    assert len(set(descriptions)) == len(descriptions)


def documented(docs: str) -> dict[str, tuple[str, str]]:
    """Return option -> default and what is allowed, from the table in the docs."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| .+ \|$", docs, re.MULTILINE)
    return {option: (default.strip("`"), allowed) for option, default, allowed in rows}


def test_docs_describe_each_option(addon: Path, config: Config) -> None:
    rows = documented((addon / "DOCS.md").read_text())
    assert list(rows) == list(config["schema"])
    for option, (default, allowed) in rows.items():
        expected = config["options"].get(option)
        text = json.dumps(expected).strip('"') if expected is not None else "empty"
        assert default == text, option
        kind = config["schema"][option]
        if isinstance(kind, list):
            continue
        if words := re.fullmatch(r"list\((.+)\)", kind):
            assert allowed == ", ".join(f"`{word}`" for word in words[1].split("|"))
        elif numbers := re.match(r"(?:float|int)\((.+),(.+)\)", kind):
            assert allowed == f"{numbers[1]} to {numbers[2]}"


def test_compose_names_settings_and_their_defaults(repository: Path) -> None:
    compose = yaml.safe_load((repository / "docker-compose.yml").read_text())
    service = compose["services"]["pocket-tts"]
    assert service["build"] == "./pocket_tts_wyoming"
    assert service["network_mode"] == "host"
    different = {
        "PUID": "1000",
        "PGID": "1000",
        "MODEL_VARIANT": "b6369a24",
        "ZEROCONF": "pocket-tts",
        "HF_HOME": "/data/hf",
    }
    environment = service["environment"]
    assert {name: environment[name] for name in different} == different
    loaded = Settings.model_validate(
        {
            name.lower(): value
            for name, value in environment.items()
            if value and name not in ("PUID", "PGID")
        }
    )
    for name in environment.keys() - different.keys():
        default = Settings.model_fields[name.lower()].default
        assert getattr(loaded, name.lower()) == default, name
    assert "models:/data/hf" in service["volumes"]


def as_text(value: object) -> str:
    """Return an option's value as the server gets it."""
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def received(
    config: Config,
    folder: Path,
    options: Mapping[str, Any],
    variables: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Start the app with these options; return the environment that the server has."""
    with FakeSupervisor(config, options) as supervisor:
        environment = {
            "SUPERVISOR_API": supervisor.url,
            "SUPERVISOR_TOKEN": supervisor.token,
            **(variables or {}),
        }
        with S6Container(folder / "container", environment) as container:
            container.wait_for_log("stand-in: listening")
            server = container.server_environment()
            assert "hf_secret" not in container.log
            assert "http_secret" not in container.log
    return server


@pytest.fixture
def choices(config: Config) -> Mapping[str, Any]:
    assert CHOSEN.keys() == config["schema"].keys()
    assert check_options(config["schema"], CHOSEN) == CHOSEN
    return CHOSEN


@pytest.mark.usefixtures("s6")
def test_every_option_reaches_the_server(
    config: Config, table: Table, choices: Mapping[str, Any], tmp_path: Path
) -> None:
    server = received(config, tmp_path, choices)
    for option, (variable, before) in table.items():
        assert server[variable] == before + as_text(choices[option]), option
    mapped = {variable.lower(): server[variable] for variable, _ in table.values()}
    loaded = Settings.model_validate(mapped)
    assert loaded.precision == "int8"
    assert loaded.more_models == ("german", "french")
    assert loaded.debug_wav is True
    assert str(loaded.voices_dir) == "/share/my voices"
    assert (server["HTTP_HOST"], server["HTTP_PORT"]) == ("0.0.0.0", "0")  # noqa: S104 - of the app's own network
    assert server["ZEROCONF"] == "off"  # discovery is the Supervisor's business


@pytest.mark.usefixtures("s6")
def test_options_that_are_not_set_leave_the_server_its_defaults(
    config: Config, table: Table, tmp_path: Path
) -> None:
    server = received(config, tmp_path, {"voice": ""})
    absent = {option for option, (variable, _) in table.items() if variable not in server}
    assert absent == {
        "voice",
        "more_models",
        "memory_budget_mb",
        "temperature",
        "sentence_pause",
        "hf_token",
        "http_token",
    }
    for option, (variable, before) in table.items():
        if option not in absent:
            value = config["options"][option]
            text = str(value).lower() if isinstance(value, bool) else str(value)
            assert server[variable].removeprefix(before) in {text, text.removesuffix(".0")}
