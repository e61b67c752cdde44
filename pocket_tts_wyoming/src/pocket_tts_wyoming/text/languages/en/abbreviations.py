"""English abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.en.tables import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus",
    "vs": "versus", "approx.": "approximately", "Dr.": "Doctor", "Mr.": "Mister",
    "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor", "Jr.": "Junior",
    "Sr.": "Senior", "min.": "minutes", "max.": "maximum", "temp.": "temperature",
    "dept.": "department", "Inc.": "Incorporated", "Ltd.": "Limited", "Co.": "Company",
    "w/o": "without", "w/": "with", "a.m.": "A M", "p.m.": "P M", "a.k.a.": "also known as",
    "and/or": "and or", **{f"{day},": f"{name}," for day, name in WEEKDAYS.items()},
    "Mon.": "Monday", "Tue.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday",
    "Fri.": "Friday", "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday",
    "Thu": "Thursday", "Fri": "Friday", "Ave.": "Avenue", "Blvd.": "Boulevard",
    "Rd.": "Road", "No.": "Number", "Ver.": "Version",
}  # fmt: skip
