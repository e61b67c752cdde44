"""Which model and voice an utterance is given to, in virtual time."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import VoiceUnavailableError
from pocket_tts_wyoming.models.model import Model
from pocket_tts_wyoming.models.models import Models
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.speech.speech import Request, Speech, SpeechOptions
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from speech.scripted_engine import ScriptedEngine
from speech.spoken import hear, say, text_of
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pocket_tts_wyoming.models.engine import VoiceSource


def test_a_model_that_is_decided_while_a_request_waits_speaks_with_its_own_voice() -> None:
    """MODEL_VARIANT=auto: each of its models has states of its own for the same voices."""

    async def run() -> None:
        class DecidingEngine(ScriptedEngine):
            async def ready(self, limit_seconds: float) -> None:
                await super().ready(limit_seconds)
                small = Catalogue("en", "english_2m_2026-10", None, "alba")
                small.refresh()
                model.become(find_variant("english_2m_2026-10"), small)

        engine = DecidingEngine(say)
        voices = Catalogue("en", "english", None, "alba")
        voices.refresh()
        text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
        model = Model(find_variant("english"), engine, voices, text)
        clock = asyncio.get_running_loop().time
        speech = Speech(Models([model]), SpeechOptions(), clock)
        await hear(speech, Request("marius", text_of("One is the first sentence here.")))
        (call,) = engine.calls
        assert "english_2m_2026-10/embeddings/marius." in call.voice.address

    run_virtually(run())


@pytest.mark.parametrize("spare", [True, False])
def test_a_voice_in_the_making_is_given_to_the_engine_only_where_a_spare_voice_is(
    *, spare: bool
) -> None:
    """Without one, nobody waits for a model that could not speak with it."""

    async def run() -> None:
        class ChoosyEngine(ScriptedEngine):
            async def ready(self, limit_seconds: float) -> None:
                asked.append(limit_seconds)

            async def load_voice(self, voice: VoiceSource) -> None:
                raise VoiceUnavailableError(voice.problem)

        asked: list[float] = []
        engine = ChoosyEngine(say)
        voices = Catalogue("en", "english", None, "alba")
        voices.take_from(lambda: RecordedShelf((), {"mum": "it is being made"}), dict)
        voices.refresh()
        text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
        variant = find_variant("english")
        model = Model(variant, engine, voices, text, spare=ScriptedEngine(say) if spare else None)
        speech = Speech(Models([model]), SpeechOptions(), asyncio.get_running_loop().time)
        with pytest.raises(VoiceUnavailableError, match="'mum' cannot be used: it is being made"):
            await hear(speech, Request("mum", text_of("One is the first sentence here.")))
        assert bool(asked) is spare

    run_virtually(run())


def test_a_model_is_in_use_until_its_listener_has_left() -> None:
    async def run() -> None:
        users = 0

        @contextmanager
        def in_use() -> Iterator[None]:
            nonlocal users
            users += 1
            try:
                yield
            finally:
                users -= 1

        engine = ScriptedEngine(say)
        voices = Catalogue("en", "english", None, "alba")
        voices.refresh()
        text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
        model = Model(find_variant("english"), engine, voices, text, in_use=in_use)
        clock = asyncio.get_running_loop().time
        audio = Speech(Models([model]), SpeechOptions(), clock).speak(
            Request(None, text_of("One is the first sentence here."))
        )
        assert users == 0
        await anext(audio)
        await anext(audio)
        assert users == 1
        await audio.aclose()
        assert users == 0

    run_virtually(run())
