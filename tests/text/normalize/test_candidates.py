"""Every pattern that matches at a place is a candidate there; few others are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES, load
from pocket_tts_wyoming.text.normalize.candidates import Candidates
from pocket_tts_wyoming.text.normalize.classes import all_rules
from pocket_tts_wyoming.text.normalize.numbers import NumberWords

CORPUS = Path(__file__).parents[1] / "corpus"
SIGNS = "1½ Std., x²-2^10 ≤ 5·10⁻³; 0x1F/2 a@b.io İß ﬁ → “C₆H₁₂” _v1.2.3-rc1_ 12.11.2026 $5/mo №3"

ATOMS = r"""
a b ab ba 1 12 . \. \d \w \s [ab] [^a] [^\W\d_] [a1.] \b ^ $ \Z (?:) (?i:aB) (?i:[b])
(?!) (?!a) (?=b) (?!\w|\.\d) (?=\d) (?=\s|$) (?<=a) (?<![\w.]) (?!\d{2}) (?=a{5}b)
"""
REPEATS = "? * + {2} {4} {5} {6} {1,2} {0,7} {3,9} {5,} *? +? ++ ?+"
PATTERNS = st.recursive(
    st.sampled_from(ATOMS.split()),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from(REPEATS.split())).map(
            lambda parts: f"(?:{parts[0]}){parts[1]}"
        ),
        inner.map(lambda pattern: f"(?>{pattern})"),
        inner.map(lambda pattern: f"(?={pattern})"),
        inner.map(lambda pattern: f"(?!{pattern})"),
        inner.map(lambda pattern: rf"(?P<same>{pattern})-?(?P=same)"),
    ),
    max_leaves=8,
)
TEXTS = st.text(alphabet="aabbAB11.- \nä_", max_size=50)


def matching(candidates: Candidates, text: str, place: int) -> set[int]:
    tries = enumerate(candidates.matchers)
    return {number for number, match in tries if match(text, place) is not None}


@given(patterns=st.lists(PATTERNS, min_size=1, max_size=4), text=TEXTS)
def test_what_matches_is_a_candidate(patterns: list[str], text: str) -> None:
    try:
        candidates = Candidates(patterns, most_states=5)
    except re.error:  # a look-behind without a certain width, or a name twice
        assume(False)  # noqa: FBT003 - hypothesis has no other way to say it
    for place in range(len(text) + 1):
        assert matching(candidates, text, place) <= set(candidates.at(text, place))


@cache
def rules_of(language: str) -> Candidates:
    data = load(language)
    grammar = data.grammar(data, NumberWords(language))
    return Candidates(rule.pattern for rule in all_rules(grammar))


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
def test_every_rule_of_a_language_that_matches_is_a_candidate(language: str) -> None:
    lines = [
        line.partition("\t")[0]
        for path in sorted(CORPUS.glob(f"{language}*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    rules = rules_of(language)
    for text in [SIGNS, *lines[::20]]:
        for place in range(len(text)):
            named = rules.at(text, place)
            assert matching(rules, text, place) <= set(named), (text, place)
            assert list(named) == sorted(named)


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
def test_an_ordinary_word_has_hardly_any_candidate(language: str) -> None:
    text = "mes lampen luminosa kitchen brennen vandaag"
    rules = rules_of(language)
    starts = [found.start() for found in re.finditer(r"\w+", text)]
    assert sum(len(rules.at(text, start)) for start in starts) <= len(starts)


def test_a_word_without_an_end_is_looked_at_for_some_characters_only() -> None:
    candidates = Candidates([r"\w+@", r"\w+-\w", "x"])
    assert candidates.at("a" * 100_000, 0) == (0, 1)
