"""The runner of mutations, and that its table is true."""

from __future__ import annotations

import pytest

import mutate
from mutate import PACKAGE, ROOT, TABLE, Mutation


def mutation(old: str) -> Mutation:
    return Mutation(name="m", file="f.py", old=old, new="b", tests=["t"])


def test_one_text_is_replaced() -> None:
    assert mutation("a").apply("xay") == "xby"


@pytest.mark.parametrize("text", ["xyz", "xaya"])
def test_a_text_that_is_not_there_once_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"in f\.py"):
        mutation("a").apply(text)


@pytest.mark.parametrize("row", mutate.load(ROOT / TABLE), ids=lambda row: row.name)
def test_each_row_fits_the_code(row: Mutation) -> None:
    text = (ROOT / PACKAGE / "pocket_tts_wyoming" / row.file).read_text(encoding="utf-8")
    assert row.apply(text) != text
    for test in row.tests:
        path, _, name = test.partition("::")
        assert not name or f"def {name.partition('[')[0]}(" in (ROOT / path).read_text()
        assert (ROOT / path).exists()
