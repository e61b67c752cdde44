"""The Supervisor's and the add-on linter's rules for an app's files, restated.

Sources: Supervisor 2026.08, `supervisor/apps/{validate,options,utils,const}.py`,
`supervisor/validate.py` and `supervisor/store/data.py`; frenck/action-addon-linter 2.21,
`src/{lint.py,config.schema.json}`. Keys of the hardware, audio and build sections that no
text-to-speech server has any use for are left out: here they are an error instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import voluptuous as vol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Json = dict[str, Any]

OPTION_TYPE = re.compile(
    r"^(?:|bool|email|url|port"
    r"|device(?:\((?P<filter>subsystem=[a-z]+)\))?"
    r"|str(?:\((?P<s_min>\d+)?,(?P<s_max>\d+)?\))?"
    r"|password(?:\((?P<p_min>\d+)?,(?P<p_max>\d+)?\))?"
    r"|int(?:\((?P<i_min>-?\d+)?,(?P<i_max>-?\d+)?\))?"
    r"|float(?:\((?P<f_min>-?\d*\.?\d+)?,(?P<f_max>-?\d*\.?\d+)?\))?"
    r"|match\((?P<match>.*)\)"
    r"|list\((?P<list>.+)\)"
    r")\??$"
)
MAP_TYPES = (
    "data",
    "config",
    "ssl",
    "addons",
    "backup",
    "share",
    "media",
    "homeassistant_config",
    "all_addon_configs",
    "addon_config",
)
DEPRECATED = {
    "advanced",
    "codenotary",
    "auto_uart",
    "snapshot",
    "snapshot_exclude",
    "snapshot_post",
    "snapshot_pre",
}
# What a key is if it is absent; the linter wants it absent then.
DEFAULTS: Json = {
    "apparmor": True,
    "auth_api": False,
    "backup": "hot",
    "boot": "auto",
    "docker_api": False,
    "full_access": False,
    "hassio_api": False,
    "hassio_role": "default",
    "homeassistant_api": False,
    "host_dbus": False,
    "host_ipc": False,
    "host_network": False,
    "host_pid": False,
    "host_uts": False,
    "ingress": False,
    "ingress_port": 8099,
    "ingress_stream": False,
    "init": True,
    "journald": False,
    "kernel_modules": False,
    "legacy": False,
    "options": {},
    "panel_admin": True,
    "panel_icon": "mdi:puzzle",
    "realtime": False,
    "schema": {},
    "stage": "stable",
    "startup": "application",
    "stdin": False,
    "timeout": 10,
    "tmpfs": False,
    "ulimits": {},
}
STRONG_PRIVILEGES = {
    "BPF",
    "CHECKPOINT_RESTORE",
    "DAC_READ_SEARCH",
    "NET_ADMIN",
    "NET_RAW",
    "PERFMON",
    "SYS_ADMIN",
    "SYS_MODULE",
    "SYS_PTRACE",
    "SYS_RAWIO",
}


def _version(value: Any) -> str:  # noqa: ANN401 - as YAML gives it
    # The real one takes a number too: 1.10 is then 1.1. Nobody wants that.
    if not isinstance(value, str) or not re.fullmatch(r"\d+\.\d+\.\d+", value):
        raise vol.Invalid("expected three numbers")
    return value


_PORT = vol.All(vol.Coerce(int), vol.Range(min=1, max=65535))
_PORT_NAME = vol.All(str, vol.Match(r"^\d+(?:/tcp|/udp)?$"))
_ELEMENT = vol.Schema(
    vol.Any(
        vol.Match(OPTION_TYPE),
        [vol.Any(vol.Match(OPTION_TYPE), {str: vol.Self})],
        {str: vol.Self},
    )
)
_CONFIG = vol.Schema(
    {
        vol.Required("name"): vol.All(str, vol.Length(min=1)),
        vol.Required("version"): _version,
        vol.Required("slug"): vol.Match(r"^[-_.A-Za-z0-9]+$"),
        vol.Required("description"): str,
        vol.Required("arch"): [vol.In(("aarch64", "amd64"))],  # the others are deprecated
        "url": vol.Url(),
        "startup": vol.In(("initialize", "system", "services", "application", "once")),
        "boot": vol.In(("auto", "manual", "manual_only")),
        "init": vol.Boolean(),
        "stage": vol.In(("stable", "experimental", "deprecated")),
        "ports": vol.Schema({_PORT_NAME: vol.Maybe(_PORT)}),
        "ports_description": vol.Schema({_PORT_NAME: str}),
        "ingress": vol.Boolean(),
        "ingress_port": vol.Any(_PORT, vol.Equal(0)),
        "ingress_entry": str,
        "ingress_stream": vol.Boolean(),
        "panel_icon": str,
        "panel_title": str,
        "panel_admin": vol.Boolean(),
        "homeassistant": _version,
        "host_network": vol.Boolean(),
        "host_pid": vol.Boolean(),
        "tmpfs": bool,
        "map": [
            {
                vol.Required("type"): vol.In(MAP_TYPES),
                "read_only": bool,
                "path": str,
            }
        ],
        "environment": {vol.Match(r"\w*"): str},
        "privileged": [str],
        "apparmor": vol.Boolean(),
        "full_access": vol.Boolean(),
        "hassio_api": vol.Boolean(),
        "hassio_role": vol.In(("default", "homeassistant", "backup", "manager", "admin")),
        "homeassistant_api": vol.Boolean(),
        "docker_api": vol.Boolean(),
        "auth_api": vol.Boolean(),
        "discovery": [str],
        "backup_exclude": [str],
        "backup": vol.In(("hot", "cold")),
        "options": dict,
        "schema": vol.Any(vol.Schema({str: _ELEMENT}), False),  # noqa: FBT003 - a literal
        "image": vol.Match(r"^([a-zA-Z\-\.:\d{}]+/)*?([\-\w{}]+)/([\-\w{}]+)$"),
        "timeout": vol.All(vol.Coerce(int), vol.Range(min=10, max=300)),
        "breaking_versions": [_version],
    },
    extra=vol.PREVENT_EXTRA,  # the real one drops unknown keys, the linter refuses them
)
_TRANSLATED = vol.Schema(
    {vol.Required("name"): str, "description": vol.Maybe(str), "fields": {str: vol.Self}}
)
_TRANSLATIONS = vol.Schema({"configuration": {str: _TRANSLATED}, "network": {str: str}})
_REPOSITORY = vol.Schema({vol.Required("name"): str, "url": vol.Url(), "maintainer": str})


def check_config(config: Mapping[str, Any]) -> None:
    """Check `config.yaml`; raises `vol.Invalid`."""
    _CONFIG(dict(config))
    check_options(config.get("schema", False), config.get("options", {}))


def check_translations(translations: Mapping[str, Any]) -> None:
    """Check a file of `translations/`; raises `vol.Invalid`."""
    _TRANSLATIONS(dict(translations))


def check_repository(repository: Mapping[str, Any]) -> None:
    """Check `repository.yaml`; raises `vol.Invalid`."""
    _REPOSITORY(dict(repository))


def linter_complaints(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the add-on linter would say about a config that the Supervisor takes."""
    for key, default in DEFAULTS.items():
        if key in config and config[key] == default:
            yield f"'{key}' should be removed, it uses a default value"
    for key in DEPRECATED & config.keys():
        yield f"'{key}' is deprecated"
    if config.get("watchdog"):
        yield "'watchdog' is obsolete, use HEALTHCHECK"
    if (image := config.get("image")) and image != image.lower():
        yield "'image' must be in lower case"


def rating(config: Mapping[str, Any], *, own_profile: bool) -> int:
    """Return the security rating that the Supervisor shows, 1 to 8."""
    points = 5
    if not config.get("apparmor", True):
        points -= 1
    elif own_profile:
        points += 1
    if config.get("ingress"):
        points += 2
    elif config.get("auth_api"):
        points += 1
    if STRONG_PRIVILEGES & set(config.get("privileged", ())) or config.get("kernel_modules"):
        points -= 1
    points -= {"manager": 1, "admin": 2}.get(config.get("hassio_role", "default"), 0)
    points -= bool(config.get("host_network")) + 2 * bool(config.get("host_pid"))
    if config.get("docker_api") or config.get("full_access"):
        points = 1
    return max(1, min(8, points))


def apps_found(repository: Path) -> list[Path]:
    """Return what the store would take for an app's configuration."""
    return sorted(
        path
        for path in repository.rglob("config.*")
        if path.suffix in {".json", ".yaml", ".yml"}
        and not any(
            part.startswith(".") or part == "rootfs" for part in path.relative_to(repository).parts
        )
    )


def check_options(schema: Any, options: Mapping[str, Any]) -> Json:  # noqa: ANN401 - as YAML gives it
    """Return options as they are written to /data/options.json; raises `vol.Invalid`.

    Options that the schema does not know are dropped, as the real one does with a warning.
    """
    if schema is False:
        return dict(options)
    checked = {
        key: _check_value(schema[key], value, key)
        for key, value in options.items()
        if key in schema
    }
    for key in schema.keys() - checked.keys():
        kind = schema[key]
        kind = kind[0] if isinstance(kind, list) and kind else kind
        if not (isinstance(kind, str) and kind.endswith("?")):
            raise vol.Invalid(f"Missing option '{key}'")
    return checked


def _check_value(kind: Any, value: Any, key: str) -> Any:  # noqa: ANN401 - as YAML gives it
    if isinstance(kind, list):
        if not isinstance(value, list):
            raise vol.Invalid(f"Invalid list for option '{key}'")
        return [_check_value(kind[0], item, key) for item in value]
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            raise vol.Invalid(f"Invalid dict for option '{key}'")
        return check_options(kind, value)
    if value is None:  # `?` means that it may be absent, not that it may be null
        raise vol.Invalid(f"Missing required option '{key}'")
    match = OPTION_TYPE.match(kind)
    if match is None:
        raise vol.Invalid(f"Unknown type '{kind}' of option '{key}'")
    try:
        return _validator(kind, match, value)(value)
    except vol.Invalid as error:
        raise vol.Invalid(f"Option '{key}': {error}") from None


def _validator(kind: str, match: re.Match[str], value: Any) -> Any:  # noqa: ANN401 - voluptuous has no types
    low, high = (
        next((float(v) for n, v in match.groupdict().items() if n.endswith(end) and v), None)
        for end in ("_min", "_max")
    )
    bounds = vol.Range(min=low, max=high)
    for begin, validator in (
        # The bounds meet the text itself, not its length: str(1,) takes no text at all.
        (("str", "password"), vol.All(str(value), bounds)),
        ("int", vol.All(vol.Coerce(int), bounds)),
        ("float", vol.All(vol.Coerce(float), bounds)),
        ("bool", vol.Boolean()),
        ("email", vol.Email()),
        ("url", vol.Url()),
        ("port", _PORT),
        ("match", lambda text: vol.Match(match["match"])(str(text))),
        ("list", lambda text: vol.In(match["list"].split("|"))(str(text))),
    ):
        if kind.startswith(begin):
            return validator
    raise vol.Invalid(f"Type '{kind}' is not for this app")
