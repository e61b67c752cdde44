"""What is counted and dated: nouns with gender and case, currencies, times, dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Gender(Enum):
    """Grammatical gender of a counted thing."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


class Case(Enum):
    """Grammatical case, where the form of a number depends on it."""

    NOMINATIVE = "nominative"
    ACCUSATIVE = "accusative"
    DATIVE = "dative"


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing that is counted.

    `dative_many` and `per` only where they differ from `many` and from the language's `per` word
    with `one` ("kilometri all'ora": `per="all'ora"`).
    """

    one: str
    many: str
    gender: Gender = Gender.MASCULINE
    dative_many: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency's unit and its hundredth part (None where nobody says it)."""

    major: Noun
    minor: Noun | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; `meridiem` is "am", "pm" or empty for the 24-hour clock."""

    hour: int
    minute: int = 0
    second: int | None = None
    meridiem: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date; parts that were not written are None."""

    month: int
    day: int | None = None
    year: int | None = None
