from __future__ import annotations

import logging
import queue
import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.errors import TextTooLongError
from pocket_tts_wyoming.models.batching.backend import Step, TokenizedText
from pocket_tts_wyoming.models.batching.generation import (
    Generation,
    Sampling,
    fade_in,
    frame_limit,
)

RULES = Sampling(latent_dim=3, temperature=0.3, eos_threshold=-4.0, frames_per_second=12.5)
EOS, NO_EOS = -3.9, -4.0


def generation(tokens: int = 12, tail: int = 3, index: int = 0, entropy: int = 7) -> Generation:
    return Generation(index, TokenizedText(range(tokens), tail), RULES, entropy)


def frames_heard(one: Generation, eos_frames: set[int]) -> list[int]:
    heard = []
    for frame in range(10_000):
        step = Step(np.full(3, frame, np.float32), EOS if frame in eos_frames else NO_EOS)
        latent, complete = one.accept(step)
        if latent is not None:
            heard.append(int(latent[0]))
        if complete:
            return heard
    pytest.fail("no end")


@pytest.mark.parametrize(
    ("eos_frames", "tail", "frames"),
    [
        ({10}, 3, 13),
        ({10, 11, 12}, 3, 13),  # the first one counts
        ({0, 5, 10}, 3, 13),  # before frame 6 none counts
        ({6}, 3, 9),
        ({6}, 1, 7),
        ({6}, 0, 6),  # the frame with EOS itself is not heard
        ({10}, 5, 15),
        (set(), 3, 75),  # ceil((12 / 3 + 2) * 12.5)
        ({74}, 3, 75),
    ],
)
def test_end_of_a_sentence(eos_frames: set[int], tail: int, frames: int) -> None:
    assert frames_heard(generation(tail=tail), eos_frames) == list(range(frames))


def test_only_a_sentence_without_eos_gets_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        frames_heard(generation(), {74})
        assert not caplog.records
        frames_heard(generation(), set())
        assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_sentence_is_cut_where_the_slot_ends() -> None:
    one = generation(tokens=12)
    one.fit(12 + 20)
    assert len(frames_heard(one, set())) == 20
    with pytest.raises(TextTooLongError):
        generation(tokens=12).fit(12 + 12)


def test_room_to_spare_changes_nothing() -> None:
    one = generation(tokens=12)
    one.fit(500)
    assert len(frames_heard(one, set())) == 75


def noises(one: Generation, count: int = 1000) -> list[list[float]]:
    return [one.noise().tolist() for _ in range(count)]


def test_noise_depends_on_seed_and_place_alone() -> None:
    assert noises(generation()) == noises(generation(tokens=40, tail=1))
    assert noises(generation()) != noises(generation(index=1))
    assert noises(generation()) != noises(generation(entropy=8))
    assert noises(generation(index=1, entropy=7)) != noises(generation(index=0, entropy=8))


def test_noise_has_the_temperature_as_its_variance() -> None:
    one = generation()
    drawn = np.array(noises(one))
    assert one.noise().dtype == np.float32
    assert one.noise().shape == (3,)
    assert abs(drawn.var() - 0.3) < 0.03
    assert abs(drawn.mean()) < 0.05


def test_fade_in_leaves_its_input_and_the_rest_alone() -> None:
    samples = np.ones(1920, np.float32)
    faded = fade_in(samples, 24_000)
    assert faded[0] == 0
    assert faded[119] == 1
    assert np.all(np.diff(faded[:120]) > 0)
    assert np.all(faded[120:] == 1)
    assert np.all(samples == 1)


# Against the library's own source, with a model that does nothing.


@pytest.fixture(scope="module")
def library() -> Any:  # noqa: ANN401 - the library has no types
    return pytest.importorskip("pocket_tts.models.tts_model")


@settings(deadline=None)
@given(
    tokens=st.integers(1, 50),
    tail=st.integers(0, 8),
    eos_frames=st.sets(st.integers(0, 300), max_size=4),
)
def test_ends_where_the_library_ends(
    library: Any,  # noqa: ANN401 - untyped module
    tokens: int,
    tail: int,
    eos_frames: set[int],
) -> None:
    import torch  # noqa: PLC0415 - only where the library is there

    frame = iter(range(10_000))

    def compute(**_: object) -> tuple[Any, Any]:
        number = next(frame)
        return torch.tensor([[[float(number)]]]), torch.tensor([number in eos_frames])

    model = SimpleNamespace(
        config=SimpleNamespace(mimi=SimpleNamespace(frame_rate=12.5)),
        flow_lm=SimpleNamespace(
            ldim=1, dtype=torch.float32, parameters=lambda: iter([torch.zeros(1)])
        ),
        _run_flow_lm_and_increment_step=compute,
        _TOKENS_PER_SECOND_ESTIMATE=library.TTSModel._TOKENS_PER_SECOND_ESTIMATE,
        _GEN_SECONDS_PADDING=library.TTSModel._GEN_SECONDS_PADDING,
        _MIN_FRAMES_BEFORE_EOS=library.TTSModel._MIN_FRAMES_BEFORE_EOS,
    )
    limit = library.TTSModel._estimate_max_gen_len(model, tokens)
    latents: queue.Queue[Any] = queue.Queue()
    library.TTSModel._autoregressive_generation(model, {}, limit, tail, latents, threading.Event())
    heard = [int(latent) for latent in iter(latents.get, None)]

    assert frame_limit(tokens, 12.5) == limit
    assert frames_heard(generation(tokens, tail), eos_frames) == heard


def test_fades_in_as_the_library_does(library: Any) -> None:  # noqa: ANN401 - untyped module
    import torch  # noqa: PLC0415 - only where the library is there

    audio = np.random.default_rng(1).standard_normal(1920).astype(np.float32)
    model = SimpleNamespace(
        config=SimpleNamespace(mimi=SimpleNamespace(sample_rate=24_000)),
        mimi=SimpleNamespace(
            decode_from_latent=lambda *_: torch.from_numpy(audio.copy())[None, None],
            named_modules=list,
        ),
        flow_lm=SimpleNamespace(emb_std=1.0, emb_mean=0.0),
        sample_rate=24_000,
        max_decoder_frames_per_call=1,
    )
    latents: queue.Queue[Any] = queue.Queue()
    results: queue.Queue[Any] = queue.Queue()
    for item in (torch.zeros(1, 1, 3), torch.zeros(1, 1, 3), None):
        latents.put(item)
    library.TTSModel._decode_audio_worker(model, latents, results, 16, 16)

    chunks = [results.get_nowait() for _ in range(3)]
    assert chunks[2] == ("done", None)
    np.testing.assert_allclose(
        fade_in(audio, 24_000), chunks[0][1].numpy()[0, 0], rtol=1e-6, atol=1e-7
    )
    np.testing.assert_array_equal(audio, chunks[1][1].numpy()[0, 0])
