"""A user's lexicon: what applies where, errors with lines, reloading."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.text.normalize.lexicon import (
    Lexicon,
    LexiconEntry,
    LexiconError,
    parse_lexicon,
)
from pocket_tts_wyoming.text.normalize.lexicon_file import LexiconFile

if TYPE_CHECKING:
    from pathlib import Path


def say(lexicon: Lexicon, text: str, language: str = "en", voice: str | None = None) -> str:
    return lexicon.replace(text, language=language, voice=voice, keep=lambda spoken: f"<{spoken}>")


_SOURCE = """
HA: Home Assistant
living room: parlour
on: "ON"
Kyutai:
  say: Kiutei
  case: exact
Lampe:
  say: Leuchte
  language: [de, nl-BE]
Max:
  say: Mäx
  voice: juergen
max: Maximum
"""


@pytest.mark.parametrize(
    ("text", "spoken", "language", "voice"),
    [
        ("ha HAT Ha-ha", "<Home Assistant> HAT <Home Assistant>-<Home Assistant>", "en", None),
        ("the Living Room light", "the <parlour> light", "en", None),
        ("it is on", "it is <ON>", "en", None),
        ("Kyutai kyutai", "<Kiutei> kyutai", "en", None),
        ("die Lampe", "die <Leuchte>", "de", None),
        ("the Lampe", "the Lampe", "en", None),
        ("de Lampe", "de <Leuchte>", "nl", None),
        ("Max", "<Mäx>", "de", "juergen"),
        ("Max", "<Maximum>", "de", "lola"),
    ],
)
def test_entries_apply(text: str, spoken: str, language: str, voice: str | None) -> None:
    assert say(parse_lexicon(_SOURCE), text, language, voice) == spoken


@pytest.mark.parametrize("source", ["", "# nothing\n", "{}"])
def test_an_empty_file_is_not_an_error(source: str) -> None:
    assert say(parse_lexicon(source), "text") == "text"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: b\nc: [d", "words.yaml, line 2"),
        ("- a\n- b\n", "words.yaml, line 1: expected lines of the form"),
        ("a: b\nb:\n  sya: c\n", "words.yaml, line 3: unknown option 'sya'"),
        ("a: b\nb:\n  case: exact\n", "words.yaml, line 2: 'b' has no `say`"),
        ("a:\n  say: b\n  case: maybe\n", "words.yaml, line 3: `case` is exact or ignore"),
        ("a: b\nc:\n  - d\n", "words.yaml, line 3: expected how to say 'c'"),
        ("a: b\n'': d\n", "words.yaml, line 2: the word is empty"),
        ("a: b\n\x07: d\n", "words.yaml"),
        ("[" * 500, "words.yaml: it is nested too deeply"),
    ],
)
def test_errors_name_the_line(source: str, message: str) -> None:
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(source, "words.yaml")
    assert message in str(caught.value)


def test_the_file_is_read_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    lexicon = LexiconFile(path)
    assert lexicon.reload_if_changed(), "a name with a slip in it should be seen"
    assert lexicon.summary == f"{path} does not exist; make it to say how words are spoken"
    assert not lexicon.reload_if_changed()
    path.write_text("HA: one\n", encoding="utf-8")
    assert lexicon.reload_if_changed()
    assert lexicon.summary == "1 entry"
    assert not lexicon.reload_if_changed()
    assert say(lexicon.lexicon, "HA") == "<one>"
    path.write_text("HA: two\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert lexicon.reload_if_changed()
    assert say(lexicon.lexicon, "HA") == "<two>"
    path.unlink()
    assert lexicon.reload_if_changed()
    assert say(lexicon.lexicon, "HA") == "HA"


def test_a_broken_file_leaves_the_entries_before(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("HA: one\n", encoding="utf-8")
    lexicon = LexiconFile(path)
    lexicon.reload_if_changed()
    path.write_text("HA: [one\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line"):
        lexicon.reload_if_changed()
    assert not lexicon.reload_if_changed()
    assert say(lexicon.lexicon, "HA") == "<one>"


def test_a_file_that_is_not_utf_8_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_bytes(b"a: b\nc: \xff\n")
    with pytest.raises(LexiconError, match="line 2"):
        LexiconFile(path).reload_if_changed()


def test_a_file_that_cannot_be_read_is_told_of_once(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    path = folder / "words.yaml"
    path.write_text("HA: one\n", encoding="utf-8")
    lexicon = LexiconFile(path)
    lexicon.reload_if_changed()
    path.unlink()
    folder.rmdir()
    folder.write_text("no folder any more", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.yaml cannot be read: Not a directory"):
        lexicon.reload_if_changed()
    assert not lexicon.reload_if_changed()
    assert say(lexicon.lexicon, "HA") == "<one>"
    folder.unlink()
    assert lexicon.reload_if_changed()


def test_longer_entries_win_and_words_may_hold_signs() -> None:
    lexicon = parse_lexicon("C: sea\nC#: see sharp\nnew york: the city\nnew: fresh\n")
    assert say(lexicon, "C and C# in New York, new") == (
        "<sea> and <see sharp> in <the city>, <fresh>"
    )


def test_an_entry_for_exact_case_wins_over_one_for_any() -> None:
    lexicon = parse_lexicon("it: eye tee\nIT:\n  say: I T\n  case: exact\n")
    assert say(lexicon, "IT it It") == "<I T> <eye tee> <eye tee>"


def test_twenty_thousand_entries_are_looked_up_and_not_tried() -> None:
    lexicon = Lexicon(LexiconEntry(f"word{number}", f"<{number}>") for number in range(20_000))
    assert say(lexicon, "word19999 word0 word20000") == "<<19999>> <<0>> word20000"
