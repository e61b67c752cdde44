"""What can be known to be wrong before the server listens, without asking anybody.

A setting that stops every download is only wrong where something must be downloaded: a house whose
model is there goes on speaking.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huggingface_hub import constants

from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.models.store.files import find_variant, needed, read_config
from pocket_tts_wyoming.models.store.layout import REMOTE, Layout
from pocket_tts_wyoming.models.store.network import client

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pocket_tts_wyoming.models.store.files import ModelVariant


def check_all(variants: Sequence[ModelVariant]) -> None:
    """Check the main model and the further ones; raises SettingsError, which names the option."""
    main, *others = variants
    check(main.address)
    for variant in others:
        try:
            check(variant.address)
        except SettingsError as error:
            raise SettingsError(str(error).replace("MODEL_VARIANT", "MORE_MODELS", 1)) from None


def check(variant: str) -> None:
    """Check a model's config and the way to its files; raises SettingsError."""
    layout = Layout.of_environment()
    found = find_variant(variant)
    config: Mapping[str, Any] | None = None
    path = layout.find(found.address)
    if not found.address.startswith(REMOTE):
        path = Path(found.address)
        config = read_config(path, found.address)
    if config is not None and path is not None:
        missing = [a for a in needed(config, path.parent) if not any(map(layout.find, a))]
        local = [a[0] for a in missing if not a[0].startswith(REMOTE)]
        if local:
            raise SettingsError(
                f"MODEL_VARIANT: {found.address} names {local[0]}, which does not exist or may not "
                "be read. Paths in a config are relative to it."
            )
        if not missing:
            return
    elif path is not None:
        return
    if not constants.is_offline_mode():
        check_home(layout.home)
        client()


def check_home(home: Path) -> None:
    """Raise SettingsError unless files can be downloaded into HF_HOME, or it can be made."""
    place = home
    while not _exists(place) and place != place.parent:
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return
    if not place.is_dir():
        raise SettingsError(f"HF_HOME={home}: {place} is not a folder. Set HF_HOME to one.")
    if os.statvfs(place).f_flag & os.ST_RDONLY:
        raise SettingsError(
            f"HF_HOME={home} is on a disk that is read-only, and the model must be downloaded. Set "
            "HF_HOME to a folder on another disk."
        )
    user = os.getuid()
    raise SettingsError(
        f"HF_HOME={home}: user {user} may not write to {place}. Give the folder to that user "
        f"(chown -R {user} {place}), or set HF_HOME to another."
    )


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:  # a folder that may not be entered is what stands in the way
        return False
    return True
