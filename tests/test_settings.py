from __future__ import annotations

import argparse

import pytest

from pocket_tts_wyoming import settings
from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.settings import Settings


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(settings.variable(field), raising=False)


def test_defaults_are_valid() -> None:
    loaded = settings.load({})
    assert (loaded.wyoming_port, loaded.default_voice, loaded.model_variant) == (
        10201,
        "alba",
        "auto",
    )


def test_a_flag_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WYOMING_PORT", "10300")
    monkeypatch.setenv("DEFAULT_VOICE", "marius")
    loaded = settings.load({"wyoming_port": "10400"})
    assert (loaded.wyoming_port, loaded.default_voice) == (10400, "marius")


@pytest.mark.parametrize("empty", ["", "null"])
def test_what_bashio_prints_for_nothing_is_never_a_setting(
    monkeypatch: pytest.MonkeyPatch, empty: str
) -> None:
    monkeypatch.setenv("TEMPERATURE", empty)
    monkeypatch.setenv("HF_TOKEN", empty)
    monkeypatch.setenv("VOICES_DIR", empty)
    loaded = settings.load({})
    assert (loaded.temperature, loaded.hf_token, loaded.voices_dir) == (None, None, None)
    if empty == "null":
        monkeypatch.setenv("DEFAULT_VOICE", empty)
        with pytest.raises(SettingsError, match="DEFAULT_VOICE"):
            settings.load({})


def test_each_problem_has_its_line_with_value_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WYOMING_PORT", "99999")
    monkeypatch.setenv("PREFIX_SILENCE_GAP", "fast")
    monkeypatch.setenv("PREFIX_MAX_DURATION", "0.05")
    with pytest.raises(SettingsError) as caught:
        settings.load({"log_level": "loud"})
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert any("WYOMING_PORT=99999" in line and "0 to 65535" in line for line in lines)
    assert any("PREFIX_SILENCE_GAP=fast" in line and "0.02 to 1" in line for line in lines)
    assert any(
        "PREFIX_MAX_DURATION=0.05" in line and "PREFIX_MIN_DURATION" in line for line in lines
    )
    assert any("--log-level=loud" in line and "debug, info" in line for line in lines)


def test_a_secret_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_very_secret")
    assert "very_secret" not in repr(settings.load({}))


@pytest.mark.parametrize("flags", [{}, {"hf_token": "very_secret"}])
def test_a_wrong_secret_is_named_but_not_printed(
    flags: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "very_secret")
    with pytest.raises(SettingsError) as caught:
        settings.load(flags)
    assert "very_secret" not in str(caught.value)
    assert "=***" in str(caught.value)
    assert "begins with hf_" in str(caught.value)


@pytest.mark.parametrize("end", [" ", "\r", "\n", "\r\n", "\u00a0", "\t "])
def test_what_is_pasted_with_a_token_is_not_part_of_it(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setenv("HF_TOKEN", f"hf_secret{end}")
    token = settings.load({}).hf_token
    assert token is not None
    assert token.get_secret_value() == "hf_secret"


@pytest.mark.parametrize("token", ["hf_very secret", "hf_very\nsecret", "hf_verysecr\u00e9t"])
def test_a_token_that_no_header_can_carry_is_refused(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    with pytest.raises(SettingsError, match=r"HF_TOKEN=\*\*\* is not valid .*copy it again"):
        settings.load({})


def test_a_file_of_variables_from_windows_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Docker's `env_file` leaves the carriage return at the end of each value."""
    values = {
        "WYOMING_PORT": "10300",
        "DEFAULT_VOICE": "marius",
        "DEBUG_WAV": "true",
        "VOICES_DIR": "/voices",
        "LOG_LEVEL": "debug",
        "TEMPERATURE": "0.5",
        "SEED": "null",
        "LEXICON": "",
        "ZEROCONF": "off",
        "HF_HOME": "/data",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, f"{value}\r")
    loaded = settings.load({})
    assert (loaded.wyoming_port, loaded.default_voice, loaded.debug_wav) == (10300, "marius", True)
    assert (str(loaded.voices_dir), loaded.log_level) == ("/voices", "debug")
    assert (loaded.temperature, loaded.seed, loaded.lexicon) == (0.5, None, None)
    assert (loaded.zeroconf, str(loaded.hf_home)) == (None, "/data")


def test_a_wrong_value_is_shown_without_what_cannot_be_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEBUG_WAV", "perhaps\r")
    with pytest.raises(SettingsError, match=r"DEBUG_WAV=perhaps is not valid"):
        settings.load({})


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("true", True),
        ("on", True),
        ("false", None),
        ("off", None),
        ("Kitchen", "Kitchen"),
    ],
)
def test_zeroconf_is_a_switch_or_a_name(
    monkeypatch: pytest.MonkeyPatch, value: str, name: object
) -> None:
    monkeypatch.setenv("ZEROCONF", value)
    assert settings.load({}).zeroconf == name


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("german", ("german",)),
        ("german, french_24l,", ("german", "french_24l")),
        (
            "german\nhf://somebody/model/dutch.yaml@main",
            ("german", "hf://somebody/model/dutch.yaml@main"),
        ),
        (",", ()),
    ],
)
def test_more_models_come_with_commas_or_on_lines(
    monkeypatch: pytest.MonkeyPatch, value: str, names: tuple[str, ...]
) -> None:
    """The environment has commas; bashio puts each item of a list on a line."""
    monkeypatch.setenv("MORE_MODELS", value)
    assert settings.load({}).more_models == names
    assert settings.load({"more_models": "dutch"}).more_models == ("dutch",)


def test_a_name_that_dns_cannot_carry_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEROCONF", "ü" * 32)
    with pytest.raises(SettingsError, match="longer than 63 bytes"):
        settings.load({})


@pytest.mark.parametrize(
    ("value", "variant"), [("Auto", "auto"), (" AUTO ", "auto"), ("/Mine/a.yaml", "/Mine/a.yaml")]
)
def test_capitals_of_auto_are_forgiven_and_those_of_a_path_stay(
    monkeypatch: pytest.MonkeyPatch, value: str, variant: str
) -> None:
    monkeypatch.setenv("MODEL_VARIANT", value)
    assert settings.load({}).model_variant == variant


@pytest.mark.parametrize(
    ("value", "precision"), [("on", "int8"), ("off", "fp32"), ("AUTO", "auto"), ("int8", "int8")]
)
def test_precision_understands_the_quantization_switch(
    monkeypatch: pytest.MonkeyPatch, value: str, precision: str
) -> None:
    monkeypatch.setenv("PRECISION", value)
    assert settings.load({}).precision == precision


def test_every_option_has_a_flag_and_a_sentence() -> None:
    parser = argparse.ArgumentParser()
    settings.add_flags(parser)
    text = parser.format_help()
    for field, info in Settings.model_fields.items():
        assert settings.flag(field) in text
        assert info.description is not None
        assert info.description.endswith(".")
        assert settings.allowed(info)


def test_flags_that_are_not_given_do_not_hide_the_environment() -> None:
    parser = argparse.ArgumentParser()
    settings.add_flags(parser)
    assert vars(parser.parse_args(["--wyoming-port", "1"])) == {"wyoming_port": "1"}


@pytest.mark.parametrize(
    ("value", "level"), [("-23.5", -23.5), ("off", None), (" Off ", None), ("-40", -40.0)]
)
def test_loudness_is_a_level_or_off(value: str, level: float | None) -> None:
    assert settings.load({"loudness": value}).loudness == level


@pytest.mark.parametrize("value", ["null", "loud", "-50", "0", "nan"])
def test_any_other_loudness_is_one_problem(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOUDNESS", value)
    with pytest.raises(SettingsError) as caught:
        settings.load({})
    (line,) = str(caught.value).splitlines()
    assert line.startswith("LOUDNESS=")
    assert "-40 to -10, or off" in line
