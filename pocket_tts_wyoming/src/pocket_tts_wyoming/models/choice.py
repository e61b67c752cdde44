"""Which engine speaks, decided when the model's files are on this machine."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.around import EngineAround
from pocket_tts_wyoming.models.engine import RELEASED_RATE_HZ, not_loaded
from pocket_tts_wyoming.models.store.files import fetch_model
from pocket_tts_wyoming.models.torch.engine import TorchEngine
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from pocket_tts_wyoming.models.batching.threads import ModelThreads
    from pocket_tts_wyoming.models.engine import (
        Engine,
        EngineOptions,
    )
    from pocket_tts_wyoming.models.measured import Measured
    from pocket_tts_wyoming.models.store.files import ModelFiles
    from pocket_tts_wyoming.models.store.hub import Hub
    from pocket_tts_wyoming.models.store.layout import Layout

_LOGGER = logging.getLogger(__name__)
_ONNX = "onnx"  # the folder of conversions


def choose_engine(
    options: EngineOptions,
    hub: Hub,
    clock: Callable[[], float],
    threads: ModelThreads | None = None,
    measured: Measured | None = None,
    note_files: Callable[[ModelFiles], object] = lambda _: None,
) -> Engine:
    """Fetch the model's files and make the engine that suits them, unloaded.

    `threads`: those that compute for all models of a server, `measured` what they know of the
    machine. `note_files` is told the files. Blocks, for minutes when the files must be downloaded.
    Raises ModelNotReadyError and SettingsError.
    """
    files = fetch_model(options.variant, hub)
    note_files(files)
    if options.engine != "torch":
        reason = _why_not_onnx(files)
        if reason is None:
            from pocket_tts_wyoming.models.onnx.engine import OnnxEngine  # noqa: PLC0415 - 0.2 s

            folder = hub.layout.own / _ONNX
            return OnnxEngine(files, options, folder, hub.fetch, clock, threads, measured)
        if options.engine == "onnx":
            raise ModelNotReadyError(
                f"ENGINE=onnx cannot run this model: {reason}. Set ENGINE=auto or torch."
            )
        _LOGGER.warning("Engine torch is used, which is slower: %s", reason)
    return TorchEngine(files, options, hub.layout.own / "configs", hub.fetch, clock)


def remove_unused_conversions(layout: Layout) -> None:
    """Remove what was made from models that this server does not have any more.

    Blocks on the disk. For when all models have been loaded.
    """
    with suppress(ImportError):  # no wheel for this machine, so nothing was made
        from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache  # noqa: PLC0415 - 0.2 s

        ConversionCache(layout.own / _ONNX, _LOGGER.info).keep_only(())


def automatic_variant(names: Sequence[str], options: EngineOptions, layout: Layout) -> str:
    """Return which of `names`, the best one first, this machine speaks fast enough.

    Measures for seconds where nothing is remembered; downloads nothing. Where nothing can be
    measured, it is the best one.
    """
    if options.engine == "torch":
        return names[0]
    try:
        from pocket_tts_wyoming.models.onnx.speed import variant_for_machine  # noqa: PLC0415 - 0.2 s

        return variant_for_machine(names, options, layout.own, layout.own / _ONNX)
    except (ImportError, OSError) as error:  # no wheel for this machine; no disk that takes a graph
        _LOGGER.warning("MODEL_VARIANT=auto is %s: nothing can be measured (%s)", names[0], error)
        return names[0]


def _why_not_onnx(files: ModelFiles) -> str | None:
    try:
        from pocket_tts_wyoming.models.onnx.backend import supports  # noqa: PLC0415 - 0.2 s
    except ImportError as error:  # no wheel for this machine
        return f"ONNX Runtime cannot be loaded ({error})"
    return supports(files.config)


class ChosenEngine(EngineAround):
    """An Engine that becomes the one that `choose` returns, when it is loaded.

    `choose` runs on a thread of its own and may block. `close` sets `stop_downloads`, which ends
    `choose` early.
    """

    def __init__(
        self,
        choose: Callable[[], Engine],
        stop_downloads: threading.Event,
        clock: Callable[[], float],
    ) -> None:
        self._choose = choose
        self._stop_downloads = stop_downloads
        self._download = Worker("download", clock)
        self._engine: Engine | None = None

    @property
    def _inner(self) -> Engine:
        if self._engine is None:
            raise not_loaded()
        return self._engine

    @property
    def name(self) -> str:
        """Which engine it became; raises ModelNotReadyError before."""
        return self._inner.name

    @property
    def sample_rate_hz(self) -> int:
        """See Engine."""
        return RELEASED_RATE_HZ if self._engine is None else self._engine.sample_rate_hz

    async def load(self) -> None:
        """Choose an engine and load it; raises ModelNotReadyError.

        Closes the engine before, if that one loaded but could not speak.
        """
        if self._engine is not None:
            await self._engine.close()
            self._engine = None
        engine = await self._download.call(self._choose)
        try:
            await engine.load()
        except BaseException:
            await engine.close()
            raise
        self._engine = engine

    async def ready(self, limit_seconds: float) -> None:
        """See Engine."""
        await self._inner.ready(limit_seconds)

    async def close(self) -> None:
        """See Engine."""
        self._stop_downloads.set()
        self._download.close()
        if self._engine is not None:
            await self._engine.close()
