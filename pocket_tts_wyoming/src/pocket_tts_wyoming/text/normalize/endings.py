"""Endings in brackets, as templates write them that do not count: "2 light(s)", "connecté(e)s"."""

from __future__ import annotations

import re

# "log(n)" and "sin(x)" are no words with an ending.
_OPTIONAL = re.compile(
    r"(?:(?<=[^\W\d_]{2})\((s|es)\)|(?<=[^\W\d_]{3})\((e|en|er|nt|a|as|os|in|innen)\)"
    r"|(?<=[^\W\d_]{4})\((n)\)|(?<=[^\W\d_]{2}u)\((x)\))(s?)(?![^\W_])"
)
# Of another gender; the word in front of the bracket is said.
_GENDERS = frozenset({"a", "as", "in", "innen"})
_ONE = re.compile(r"(?<![\d.,:])1\s[^\d.;!?]*$")
_NEAR = 40


def without_brackets(text: str) -> str:
    """Say what may be one or more as more, unless there is one: "1 light(s)"."""
    return _OPTIONAL.sub(_ending, text)


def _ending(match: re.Match[str]) -> str:
    *endings, more = match.groups()
    if more:  # "connecté(e)s"
        return more
    ending = "".join(filter(None, endings))
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return "" if ending in _GENDERS or _ONE.search(before) else ending
