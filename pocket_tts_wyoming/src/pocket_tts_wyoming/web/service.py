"""Joins the HTTP door to the server's parts. The server imports this when HTTP_PORT is set."""

from __future__ import annotations

import ipaddress
import logging
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import SettingsError, SpeechError
from pocket_tts_wyoming.listening import open_sockets
from pocket_tts_wyoming.text.normalize.lexicon import LexiconError
from pocket_tts_wyoming.web.access import INGRESS_PEER, AccessRules
from pocket_tts_wyoming.web.app import make_app
from pocket_tts_wyoming.web.backend import Backend, ModelState
from pocket_tts_wyoming.web.door import http_door
from pocket_tts_wyoming.web.log_tail import LogTail
from pocket_tts_wyoming.web.presence import Presence

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from pocket_tts_wyoming.assembly import Parts
    from pocket_tts_wyoming.models.model import Model
    from pocket_tts_wyoming.settings import Settings
    from pocket_tts_wyoming.web.backend import Speaks

_LOGGER = logging.getLogger(__name__)
_PACKAGE_LOGGER = logging.getLogger("pocket_tts_wyoming")


class WebService:
    """The page and the API of one server; raises SettingsError for a door that stands open."""

    def __init__(self, settings: Settings, parts: Parts, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._parts = parts
        self._clock = clock
        self._rules = access_rules(settings, under_supervisor="SUPERVISOR_TOKEN" in os.environ)
        self._presence = Presence(clock)
        parts.speech.readers.append(self._presence.record)

    def seen(self, peer: str) -> Speaks:
        """Return a speech whose utterances the page shows; `peer` is address and port."""
        client = peer.rpartition(":")[0].removeprefix("::ffff:")
        return self._presence.door(self._parts.speech, client)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve while the block runs; raises SettingsError if the port cannot be had."""
        settings, log = self._settings, LogTail()
        assert settings.http_port is not None  # noqa: S101 - this object exists only where it is set
        sockets = open_sockets(settings.http_host, settings.http_port, "HTTP")
        app = make_app(self._backend(), self._presence, self._rules, log)
        _PACKAGE_LOGGER.addHandler(log)
        try:
            async with http_door(app, sockets):
                _LOGGER.info("The page is on port %d", sockets[0].getsockname()[1])
                yield
        finally:
            _PACKAGE_LOGGER.removeHandler(log)

    def _backend(self) -> Backend:
        parts, settings = self._parts, self._settings
        models = parts.models
        return Backend(
            speech=parts.speech,
            voices=models.voices,
            default_voice=lambda: models.main.voices.default,
            ready=self._ready,
            show=self._show,
            models=self._models,
            refresh=self._refresh,
            renamed=parts.own_voices.renamed,
            disk=parts.disk,
            clock=self._clock,
            voices_dir=settings.voices_dir,
            lexicon=settings.lexicon,
            recordings=parts.own_voices.recorded,
        )

    async def _show(self, text: str, voice: str | None) -> Sequence[str]:
        models = self._parts.models
        try:
            model, found = models.find(voice)
        except SpeechError:  # such a voice speaks nothing; the text is worth a look all the same
            return await models.main.text.show(text)
        return await model.text.show(text, voice=models.shown_name(model, found))

    async def _ready(self) -> None:
        # Of the model itself: the spare voice is always ready.
        main = self._parts.models.main
        engine = main.engine if self._settings.spare_voice == "only" else main.loading
        if engine is not None:
            await engine.ready(0)

    def _models(self) -> Sequence[ModelState]:
        return [_state_of(model) for model in self._parts.models]

    def _refresh(self) -> None:
        self._parts.own_voices.refresh()
        if self._parts.lexicon is not None:
            try:
                self._parts.lexicon.reload_if_changed()
            except LexiconError as error:
                _LOGGER.error("LEXICON: %s", error)  # noqa: TRY400 - for people


def _state_of(model: Model) -> ModelState:
    share = model.share
    loaded = share is not None and share.is_loaded
    size_bytes = share.size_bytes if loaded and share is not None else None
    return ModelState(model.variant.label, model.variant.language, loaded, size_bytes)


def access_rules(settings: Settings, *, under_supervisor: bool) -> AccessRules:
    """Return who may come in; raises SettingsError if that would be anybody on the network."""
    token = settings.http_token.get_secret_value() if settings.http_token is not None else None
    local = is_loopback(settings.http_host)
    if under_supervisor:
        return AccessRules(INGRESS_PEER, token, local=False)
    if not local and token is None:
        raise SettingsError(
            f"HTTP_HOST={settings.http_host} lets everybody on the network in: set HTTP_TOKEN to "
            "a secret of your own, or leave HTTP_HOST empty for this machine alone."
        )
    return AccessRules(None, token, local=local)


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine as it sees itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
