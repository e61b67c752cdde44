"""Which of the pairs of numbers with a slash are days: `21/11`, `05/3`, `12/11 9h`."""

from __future__ import annotations

import re

_NO_DENOMINATORS = frozenset({7, 9, 11, 12})
# "14/9" may be a blood pressure; no other pair that high is written with a month behind it.
_NO_PRESSURE = 20
_AROUND_THE_CLOCK = (24, 7)
_TIME_BEHIND = re.compile(
    r",?\s(?:à\s|a\slas?\s|de\s)?\d{1,2}(?::\d\d|\s?h(?!\w)|h\d\d|\s?[-\u2013]\s?\d)"
)


def is_certain_date(day: str, month: str, after: str) -> bool:
    """Whether a pair is a day without a word that announces one.

    A padded number is in no fraction, nothing is so many sevenths, ninths, elevenths or twelfths of
    as many, and a time of day follows no fraction.
    """
    first, second = int(day), int(month)
    if day[0] == "0" or month[0] == "0" or (first == second and first in _NO_DENOMINATORS):
        return True
    if first == second == 1:  # New Year: no part of one
        return True
    if (first, second) == _AROUND_THE_CLOCK:
        return False
    return first >= _NO_PRESSURE or _TIME_BEHIND.match(after) is not None
