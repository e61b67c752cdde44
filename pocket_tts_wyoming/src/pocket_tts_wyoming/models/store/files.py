"""From MODEL_VARIANT to local files; no torch and no pocket_tts is imported on the way.

pocket-tts asks for the gated weights first at every start. Without network that costs 24 s even
when the open weights are cached (measured with 4.0.1). Here every file is looked up in the cache
first, and the gated weights are never downloaded as a whole where there are open ones: these speak
as well, and the encoder, which is what they lack, is 20 of 219 MB (tensors.py).
"""

from __future__ import annotations

import copy
import difflib
import hashlib
import importlib.util
import logging
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.hub import AccessRefusedError, HubUnreachableError
from pocket_tts_wyoming.models.store.layout import HF, HTTP, REMOTE
from pocket_tts_wyoming.models.store.wording import without_secrets
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES, profile_of
from pocket_tts_wyoming.voices.state_file import StateShape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pocket_tts_wyoming.models.store.hub import Hub

_LOGGER = logging.getLogger(__name__)
_YAML_SUFFIXES = (".yaml", ".yml")
_SLIP = 0.85  # likeness of "germn" and "german"; "deutsch" and "dutch" have less

LANGUAGE_CODES: Mapping[str, str] = {
    profile.name: profile.code for profile in map(profile_of, SUPPORTED_LANGUAGES)
}
# Signatures that pocket-tts 1.0 used as names.
_ALIASES: Mapping[str, str] = {"a0ac5076": "english_2026-04", "b6369a24": "english_2026-01"}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on this machine.

    `config_name`: stem of the config shipped with pocket-tts, which the preset voices belong to;
    None for a config of one's own. `language`: two letters. `config`: the parsed YAML, addresses
    as they were written. `has_cloning_weights` False: the open weights, whose Mimi cannot encode
    audio; `TTSModel.has_voice_cloning` must be set to it after loading a resolved config.
    """

    name: str
    config_name: str | None
    language: str
    config: dict[str, Any]
    weights: Path
    tokenizer: Path
    has_cloning_weights: bool


@dataclass(frozen=True, slots=True)
class ModelVariant:
    """A config before anything of it is fetched: what can be known from MODEL_VARIANT alone."""

    name: str
    config_name: str | None
    language: str
    address: str

    @property
    def label(self) -> str:
        """What people call the model: a file `german/config.yaml` is called by its folder."""
        if self.name != "config":
            return self.name
        return PurePosixPath(self.address.partition("@")[0]).parent.name or self.name


def shipped_configs() -> dict[str, Path]:
    """Return the configs of the installed pocket-tts by stem, sorted."""
    spec = importlib.util.find_spec("pocket_tts")
    if spec is None or not spec.submodule_search_locations:
        raise ModelNotReadyError("pocket-tts is not installed: install this package with pip.")
    folder = Path(spec.submodule_search_locations[0]) / "config"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find_variant(variant: str) -> ModelVariant:
    """Read MODEL_VARIANT: a shipped config's name, or the address of a YAML file.

    Raises SettingsError if it is neither; fetches nothing.
    """
    variant = variant.strip()
    shipped = shipped_configs()
    name = _ALIASES.get(variant.lower(), variant.lower())
    if name in shipped:
        return ModelVariant(name, name, guess_language(name), str(shipped[name]))
    place = variant.partition("@")[0] if variant.startswith(HF) else variant
    if place.startswith(HTTP):
        place = _path_of_url(place)
    if place.endswith(_YAML_SUFFIXES):
        if not variant.startswith(REMOTE):
            _check_file(Path(variant))
        return ModelVariant(Path(place).stem, None, guess_language(place), variant)
    known = [*shipped, *_ALIASES]
    hint = f" Did you mean {meant}?" if (meant := _meant(name, known)) else ""
    raise SettingsError(
        f"MODEL_VARIANT: {variant!r} is not known.{hint} Set a path, https:// or hf:// address of "
        f"a .yaml file, or one of: {', '.join(known)}."
    )


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Return the model that somebody meant: a slip, or a language by its code or its own name."""
    slips = difflib.get_close_matches(name, known, n=1, cutoff=_SLIP)
    languages = [language for language, code in LANGUAGE_CODES.items() if code == name[:2]]
    return next(iter([*slips, *languages, *difflib.get_close_matches(name, known, n=1)]), None)


def _check_file(path: Path) -> None:
    try:
        there = path.is_file()
    except OSError as error:  # a folder that this user may not enter
        raise SettingsError(
            f"MODEL_VARIANT: {path} may not be read by user {os.getuid()}: {error.strerror}."
        ) from None
    if there:
        return
    if path.is_dir():
        raise SettingsError(f"MODEL_VARIANT: {path} is a folder: name the .yaml file in it.")
    if path.exists():
        raise SettingsError(f"MODEL_VARIANT: {path} is not a regular file.")
    raise SettingsError(f"MODEL_VARIANT: there is no file {path}.")


def _path_of_url(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError as error:
        raise SettingsError(f"MODEL_VARIANT: {url!r} is not an address ({error}).") from None


def guess_language(place: str) -> str:
    """Return the language code a config's file name, else a folder above it, starts with; or en."""
    path = Path(place.lower())
    for part in (path.stem, *reversed(path.parts[:-1])):
        for language, code in LANGUAGE_CODES.items():
            if part.startswith(language):
                return code
    return "en"


def fetch_model(variant: str, hub: Hub) -> ModelFiles:
    """Make a model's files local; blocks, for minutes when they must be downloaded.

    Called again, because what it returned could not be loaded, it reads all files and replaces
    those that are damaged.

    Raises SettingsError for a variant or config that cannot work, ModelNotReadyError otherwise.
    """
    found = find_variant(variant)
    hub.recheck()
    path = hub.fetch(found.address)
    config = read_config(path, found.address)
    weights, has_cloning_weights = _fetch_weights(config, path.parent, hub)
    tokenizer = config["flow_lm"]["lookup_table"]["tokenizer_path"]
    files = ModelFiles(
        name=found.label,
        config_name=found.config_name,
        language=found.language,
        config=config,
        weights=weights,
        tokenizer=hub.fetch(_anchored(tokenizer, path.parent)),
        has_cloning_weights=has_cloning_weights,
    )
    hub.forget_crash()
    return files


def cached_model(variant: str, hub: Hub) -> ModelFiles | None:
    """Return a model's files if all of them are on this machine; neither fetches nor verifies."""
    try:
        found = find_variant(variant)
        path = hub.cached(found.address)
        if path is None:
            return None
        config = read_config(path, found.address)
    except SettingsError:
        return None
    addresses = [address for address in _weights(config, path.parent) if address is not None]
    weights = [(hub.cached(address), address) for address in addresses]
    weights_path, address = next((one for one in weights if one[0] is not None), (None, ""))
    table = config["flow_lm"]["lookup_table"]
    tokenizer = hub.cached(_anchored(table["tokenizer_path"], path.parent))
    if weights_path is None or tokenizer is None:
        return None
    return ModelFiles(
        name=found.label,
        config_name=found.config_name,
        language=found.language,
        config=config,
        weights=weights_path,
        tokenizer=tokenizer,
        has_cloning_weights=len(addresses) == 1 or address == addresses[0],
    )


def write_resolved_config(files: ModelFiles, folder: Path) -> Path:
    """Write a config with local paths only, for `TTSModel.load_model(config=...)`.

    The file is named after its content, and written again if it holds something else. Where
    `folder` cannot be written to, it goes into the temporary folder. Raises ModelNotReadyError if
    neither can.
    """
    config = copy.deepcopy(files.config)
    config.pop("weights_path_without_voice_cloning", None)
    config["weights_path"] = str(files.weights)
    config["flow_lm"]["lookup_table"]["tokenizer_path"] = str(files.tokenizer)
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False).encode()
    name = f"{files.name}-{hashlib.sha256(text).hexdigest()[:16]}.yaml"
    problem: OSError | None = None
    for spare in (False, True):
        try:
            target = (disk.temporary_folder() if spare else folder) / name
            if not _holds(target, text):
                disk.write(target, text)
        except OSError as error:
            problem = problem or error
        else:
            return target
    raise ModelNotReadyError(f"The folder {folder} cannot be written to: {problem}.")


def _holds(path: Path, content: bytes) -> bool:
    try:
        return regular_file.read_bytes(path) == content
    except OSError:
        return False


def needed(config: Mapping[str, Any], folder: Path) -> list[list[str]]:
    """Return the addresses of a config's files; one of each list is enough."""
    weights = [address for address in _weights(config, folder) if address is not None]
    tokenizer = _anchored(config["flow_lm"]["lookup_table"]["tokenizer_path"], folder)
    return [weights, [tokenizer]]


def _weights(config: Mapping[str, Any], folder: Path) -> tuple[str | None, str | None]:
    """Return the addresses of the weights with the Mimi encoder, and of those without."""
    own, without_cloning = (
        _anchored(config[key], folder) if config.get(key) else None
        for key in ("weights_path", "weights_path_without_voice_cloning")
    )
    return own, without_cloning


def _fetch_weights(config: Mapping[str, Any], folder: Path, hub: Hub) -> tuple[Path, bool]:
    """Return the weights and whether they are the ones with the Mimi encoder."""
    own, without_cloning = _weights(config, folder)
    if without_cloning is None:
        return hub.fetch(str(own)), True
    if own is not None and hub.cached(own) is not None:
        try:
            # Patient only where there is nothing else to speak with.
            return hub.fetch(own, patient=hub.cached(without_cloning) is None), True
        except (AccessRefusedError, HubUnreachableError) as error:
            _LOGGER.warning("%s Going on with the open weights.", error)
    return hub.fetch(without_cloning), False


def _anchored(address: str, folder: Path) -> str:
    """Paths in a config are relative to it where such a file exists, else as pocket-tts does."""
    if address.startswith(REMOTE) or not (folder / address).is_file():
        return address
    return str((folder / address).resolve())


def read_config(path: Path, address: str) -> dict[str, Any]:
    """Parse and check as much of a config as the files need; the engine checks the rest.

    Raises SettingsError if it is not a config of a model.
    """
    shown = without_secrets(address)
    try:
        text = regular_file.read_text(path)
    except UnicodeDecodeError:
        raise SettingsError(
            f"MODEL_VARIANT: {shown} is not UTF-8 text: save it as UTF-8, without other encodings "
            "of Windows."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"MODEL_VARIANT: {shown} cannot be read: {error.strerror or error}."
        ) from None
    if text.lstrip().startswith("<"):
        raise SettingsError(
            f"MODEL_VARIANT: {shown} is a web page, not a YAML file: take the address of the raw "
            "file."
        )
    try:
        config = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SettingsError(
            f"MODEL_VARIANT: {shown} is not YAML: {_yaml_problem(error)}."
        ) from None
    return _checked_config(config, shown)


def _yaml_problem(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return str(error).partition("\n")[0]
    mark = error.problem_mark
    problem = str(error.problem)
    hint = "; indent with blanks" if "\\t" in problem else ""
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}{hint}"


def _checked_config(config: Any, address: str) -> dict[str, Any]:  # noqa: ANN401 - any YAML value
    if config is None:
        raise SettingsError(f"MODEL_VARIANT: {address} is empty: take a config of pocket-tts.")
    try:
        tokenizer = config["flow_lm"]["lookup_table"]["tokenizer_path"]
        separate = config["flow_lm"].get("weights_path") or config["mimi"].get("weights_path")
        weights = config.get("weights_path") or config.get("weights_path_without_voice_cloning")
        StateShape.of_config(config)
    except (AttributeError, KeyError, TypeError, ZeroDivisionError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else "a part of it is missing"
        raise SettingsError(
            f"MODEL_VARIANT: {address} is not a pocket-tts config: {what}. Take a config of "
            "pocket-tts 4.0.1 as the pattern."
        ) from None
    if separate:
        raise SettingsError(
            f"MODEL_VARIANT: {address} names the weights of flow_lm and mimi apart. Load it once "
            "with pocket-tts and POCKET_TTS_SAVE_WEIGHTS=1 set, which writes both into one "
            "model.safetensors, and name that file as weights_path."
        )
    if not isinstance(weights, str) or not isinstance(tokenizer, str):
        raise SettingsError(f"MODEL_VARIANT: {address} names no weights_path or tokenizer_path.")
    return dict(config)
