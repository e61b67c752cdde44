"""Another name in voices.yaml: what people wrote around it stays, letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.voices.renaming import rename_in_file, renamed

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("de", "en")

FILE = """\
# Ours
mum:   # the kitchen
    speed: 0.9     # she talks fast

"mum, slow":  {voice: 'mum', speed: 0.7} # at night
dad:
  description: mum's husband  # mum
mum-de:
  gain_db: 2
"""


def test_only_the_names_change() -> None:
    text = renamed(FILE, {"mum": "Mother", "mum-de": "Mother-de", "aunt": "x"}, LANGUAGES)
    assert text == FILE.replace("\nmum:", "\nMother:").replace("'mum'", "Mother").replace(
        "mum-de:", "Mother-de:"
    )


@pytest.mark.parametrize(
    ("source", "name", "new_name", "text"),
    [
        ("mum:\r\n  speed: 0.9\r\n# end", "mum", "a", "a:\r\n  speed: 0.9\r\n# end"),
        ("\ufeffmum: {speed: 1}", "mum", "a", "\ufeffa: {speed: 1}"),
        ("no: {speed: 1}\n", "no", "12", "'12': {speed: 1}\n"),
        ("'12': {speed: 1}\n", "12", "yes", "'yes': {speed: 1}\n"),
        ("mum: {speed: 1}\n", "mum", "Zo\u00eb's", "Zo\u00eb's: {speed: 1}\n"),
        ("Zoe\u0308: {speed: 1}\n", "Zo\u00eb", "b", "b: {speed: 1}\n"),
        ("? mum\n: {speed: 1}\n", "mum", "b", "? b\n: {speed: 1}\n"),
        ("mum:\n  sped: 1\ndad:\n  voice: mum\n", "mum", "b", "b:\n  sped: 1\ndad:\n  voice: b\n"),
    ],
)
def test_names_are_written_as_yaml_wants_them(
    source: str, name: str, new_name: str, text: str
) -> None:
    assert renamed(source, {name: new_name}, LANGUAGES) == text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "dad:\n  speed: 1\n",
        "mum: [",
        "- mum\n",
        "mum:\n  speed: 1\nb:\n  speed: 2\n",  # both would be called b
        "? |\n  mum\n: {speed: 1}\n",  # its end belongs to the name
        "&a mum:\n  speed: 1\nx:\n  voice: *a\n",
        "b:\n  voice: mum\n",  # it would sound like itself
    ],
)
def test_what_cannot_be_done_surely_is_left_to_people(source: str) -> None:
    assert renamed(source, {"mum": "b"}, LANGUAGES) is None


def test_the_file_is_written_as_a_whole(tmp_path: Path) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "voices.yaml"
    path.write_bytes(b"mum: # caf\xe9, not UTF-8\r\n  speed: 0.9\r\n")
    link.symlink_to(path)
    assert rename_in_file(link, {"mum": "b"}, LANGUAGES) is False, "nor is it read as it is"
    path.write_bytes(b"mum: # caf\xc3\xa9\r\n  speed: 0.9\r\n")
    assert rename_in_file(link, {"mum": "b"}, LANGUAGES)
    assert path.read_bytes() == b"b: # caf\xc3\xa9\r\n  speed: 0.9\r\n"
    assert link.is_symlink()
    assert not rename_in_file(link, {"mum": "b"}, LANGUAGES)
    with pytest.raises(FileNotFoundError):
        rename_in_file(tmp_path / "none.yaml", {"mum": "b"}, LANGUAGES)
