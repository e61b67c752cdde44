from __future__ import annotations

import json

import pytest

from pocket_tts_wyoming.text.lines import BadLineError, spoken_lines
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens


def answers(*lines: str) -> list[str]:
    pipeline = TextPipeline("en", estimate_tokens, NormalizerOptions())
    return list(spoken_lines(pipeline, lines))


def test_each_line_is_answered_with_one() -> None:
    texts = ["It is 5 °C. The door\nis open now.", "", "🎉"]
    assert [json.loads(line) for line in answers(*(f"{json.dumps(text)}\n" for text in texts))] == [
        "It is five degrees Celsius. The door is open now.",
        "",
        "",
    ]


@pytest.mark.parametrize("line", ["no JSON", "5", '["a"]'])
def test_a_line_that_is_not_a_string_is_named(line: str) -> None:
    with pytest.raises(BadLineError, match="Line 2"):
        answers('"good"', line)
