"""The lexicon's file is changed entry by entry."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.text.normalize.lexicon import LexiconEntry, parse_lexicon
from pocket_tts_wyoming.web.errors import RequestError
from pocket_tts_wyoming.web.words import Word, WordsFile, problems, with_words

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2

    from support.web_house import WebHouse

FILE = """\
# Our words.

HA: Home Assistant   # said in full
"Kyutai": Kiutei

# The lamps
Grüne Lampe:
  say: die grüne Leuchte   # as grandma says
  language: [de]
  voice:
    - juergen
    # only him
  # nothing follows

on: an
# The end.
"""


def table(source: str) -> list[Word]:
    return [Word(entry, place) for place, entry in enumerate(parse_lexicon(source).entries)]


def test_a_table_that_did_not_change_changes_nothing() -> None:
    assert with_words(FILE, table(FILE)) == FILE


def test_one_word_is_changed_and_all_else_stays() -> None:
    words = table(FILE)
    words[0] = Word(LexiconEntry("HA", "the house"), 0)
    assert with_words(FILE, words) == FILE.replace("Home Assistant", "the house")


def test_a_word_with_options_is_written_again_in_its_place() -> None:
    words = table(FILE)
    words[2] = Word(LexiconEntry("Grüne Lampe", "das Licht", frozenset({"de", "nl"})), 2)
    expected = FILE.replace(
        "say: die grüne Leuchte   # as grandma says\n  language: [de]\n  voice:\n    - juergen",
        "say: das Licht\n  language: [de, nl]",
    )
    assert with_words(FILE, words) == expected


def test_words_are_added_at_the_end_and_removed_with_their_lines() -> None:
    words = table(FILE)
    del words[1]
    words.append(Word(LexiconEntry("GPT", "G P T", voices=frozenset({"alba"}), exact_case=True)))
    expected = FILE.replace('"Kyutai": Kiutei\n', "")
    expected += "GPT:\n  say: G P T\n  voice: [alba]\n  case: exact\n"
    assert with_words(FILE, words) == expected


def test_equal_sets_that_are_printed_differently_are_equal() -> None:
    """Where two hashes meet, the order depends on which came first, and the hashes on the process.

    A table with two languages or voices was refused, after some starts of a server.
    """
    names = (f"voice {number}" for number in itertools.count())
    one, other = next(
        (one, other)
        for one, other in itertools.pairwise(names)
        if str(frozenset((one, other))) != str(frozenset((other, one)))
    )
    for voices in ((one, other), (other, one)):
        word = Word(LexiconEntry("HA", "Home Assistant", voices=frozenset(voices)))
        assert f"  voice: [{', '.join(sorted(voices))}]\n" in with_words("", [word])


@pytest.mark.parametrize("source", ["", "# only a comment", "# only a comment\n"])
def test_the_first_word_is_written(source: str) -> None:
    text = with_words(source, [Word(LexiconEntry("HA", "Home Assistant"))])
    assert text.startswith(source)
    assert text.endswith("HA: Home Assistant\n")


def test_an_indented_file_stays_indented() -> None:
    source = "  a: b\n  c: d"
    words = [*table(source), Word(LexiconEntry("e", "f", frozenset({"de"})))]
    assert with_words(source, words) == source + "\n  e:\n    say: f\n    language: [de]\n"


def test_a_text_block_is_replaced_and_not_what_follows() -> None:
    source = "a: |\n  b\n# about c\nc: d\n"
    words = [Word(LexiconEntry("a", "z"), 0), table(source)[1]]
    assert with_words(source, words) == "a: z\n# about c\nc: d\n"


def test_windows_line_ends_do_no_harm() -> None:
    source = "a: b\r\nc: d # x\r\n"
    words = [Word(LexiconEntry("a", "z"), 0), table(source)[1]]
    assert with_words(source, words) == "a: z\r\nc: d # x\r\n"


def written_or_refused(source: str, words: list[Word]) -> str | None:
    """Return None for a form or a character that cannot be kept."""
    try:
        return with_words(source, words)
    except RequestError as error:
        if error.code != "lexicon-form":
            raise
        return None


@pytest.mark.parametrize(
    "source", ["{a: b, c: d}\n", "a: &x b\nc: *x\n", "a: b\n...\n", "? a\n: b\n"]
)
def test_a_form_that_cannot_be_kept_is_refused_and_not_destroyed(source: str) -> None:
    words = [Word(LexiconEntry("a", "z"), 0), *table(source)[1:], Word(LexiconEntry("n", "m"))]
    text = written_or_refused(source, words)
    if text is not None:
        assert {entry.written for entry in parse_lexicon(text).entries} >= {"a", "n"}


letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
).map(lambda text: " ".join(text.split()))
names = st.frozensets(letters.filter(bool), max_size=2)
entries = st.builds(
    LexiconEntry,
    written=letters.filter(bool),
    say=letters.filter(bool),
    languages=st.frozensets(st.sampled_from(["de", "en", "no"]), max_size=2),
    voices=names,
    exact_case=st.booleans(),
)


@given(
    before=st.lists(entries, max_size=4),
    after=st.lists(entries, max_size=4),
    kept=st.sets(st.integers(0, 3)),
)
def test_what_is_written_is_read_back(
    before: list[LexiconEntry], after: list[LexiconEntry], kept: set[int]
) -> None:
    """Whatever people type arrives, or is refused."""
    source = written_or_refused("# top\n", [Word(entry) for entry in before])
    if source is None:
        return
    words = [word for word in table(source) if word.origin in kept]
    words += [Word(entry) for entry in after]
    text = written_or_refused(source, words)
    if text is not None:
        assert text.startswith("# top\n")
        assert Counter(parse_lexicon(text).entries) == Counter(word.entry for word in words)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (LexiconEntry("", "b"), "written-missing"),
        (LexiconEntry("a", ""), "say-missing"),
        (LexiconEntry("a" * 101, "b"), "written-too-long"),
        (LexiconEntry("a", "b" * 501), "say-too-long"),
        (LexiconEntry("ha", "x"), "duplicate"),
        (LexiconEntry("a", "b", frozenset({"xx"})), "unknown-language"),
        (LexiconEntry("a", "b", voices=frozenset({"nobody"})), "unknown-voice"),
        (LexiconEntry("a", "a"), "no-change"),
        (LexiconEntry("HA", "x", frozenset({"de"})), None),
        (LexiconEntry("HA", "x", exact_case=True), None),
    ],
)
def test_each_line_is_judged(entry: LexiconEntry, code: str | None) -> None:
    words = [Word(LexiconEntry("HA", "Home Assistant")), Word(entry)]
    first, second = problems(words, ["de", "en"], ["alba"])
    assert first is None
    assert (second.code if second else None) == code


def test_what_somebody_else_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("a: b\n")
    file = WordsFile(path)
    version, words = file.read()
    path.write_text("a: c\n")
    with pytest.raises(RequestError) as caught:
        file.save(version, [*words, Word(LexiconEntry("n", "m"))])
    assert caught.value.code == "changed-meanwhile"
    assert path.read_text() == "a: c\n"


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "words.yaml"
    real.write_text("a: b\n")
    link.symlink_to(real)
    version, words = WordsFile(link).read()
    WordsFile(link).save(version, [*words, Word(LexiconEntry("n", "m"))])
    assert link.is_symlink()
    assert real.read_text() == "a: b\nn: m\n"


def test_the_table_is_saved_and_heard(house: WebHouse, client: httpx2.Client) -> None:
    house.lexicon_path.write_text(FILE)
    content = client.get("/api/words").json()
    assert [word["written"] for word in content["words"]] == ["HA", "Kyutai", "Grüne Lampe", "on"]
    content["words"].append({"written": "lamp", "say": "light bulb"})
    answer = client.put("/api/words", json=content)
    assert answer.status_code == 200
    assert house.lexicon_path.read_text() == FILE + "lamp: light bulb\n"
    assert client.get("/api/words").json()["version"] == answer.json()["version"]
    shown = client.post("/api/show", json={"text": "The lamp is red."}).json()
    assert shown == {"sentences": ["The light bulb is red."], "cut": False}


def test_a_line_is_checked_as_it_is_typed(client: httpx2.Client) -> None:
    words: list[dict[str, Any]] = [
        {"written": "HA", "say": "costs 5 €"},
        {"written": "ha", "say": "b"},
    ]
    answer = client.post("/api/words/check", json={"words": words, "edited": 0}).json()
    assert answer["spoken"] == "costs five euros"
    assert answer["problems"] == [None, {"code": "duplicate", "blocking": True}]


@pytest.mark.parametrize(
    "words",
    [None, "a", [1], [{"written": "a"}], [{"written": "a", "say": "b", "languages": "de"}]],
)
def test_what_is_not_a_table_is_refused(client: httpx2.Client, words: object) -> None:
    answer = client.put("/api/words", json={"version": "", "words": words})
    assert answer.status_code == 400


def test_a_table_with_errors_is_not_saved(house: WebHouse, client: httpx2.Client) -> None:
    content = client.get("/api/words").json()
    content["words"] = [{"written": "", "say": "b"}]
    answer = client.put("/api/words", json=content)
    assert answer.json()["error"]["code"] == "bad-words"
    assert not house.lexicon_path.exists()


def test_a_file_with_an_error_is_named_with_its_line(
    house: WebHouse, client: httpx2.Client
) -> None:
    house.lexicon_path.write_text("a: b\nc: [d\n")
    error = client.get("/api/words").json()["error"]
    assert error["code"] == "bad-lexicon"
    assert "line" in error["message"]
