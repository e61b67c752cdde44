"""English vocabulary: names of months and days."""

from __future__ import annotations

MONTH_ABBREVIATIONS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9,
    "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday", "Tues": "Tuesday", "Weds": "Wednesday", "Thur": "Thursday",
    "Thurs": "Thursday",
}  # fmt: skip
# Said like this behind a place ("Flint, Mich."); elsewhere most of them are words or names.
STATES = {
    "Ala": "Alabama", "Ark": "Arkansas", "Del": "Delaware", "Ga": "Georgia", "Ill": "Illinois",
    "Ind": "Indiana", "Kan": "Kansas", "Kans": "Kansas", "Ky": "Kentucky", "La": "Louisiana",
    "Md": "Maryland", "Me": "Maine", "Miss": "Mississippi", "Mo": "Missouri", "Mont": "Montana",
    "Mass": "Massachusetts", "Nev": "Nevada", "Ore": "Oregon", "Pa": "Pennsylvania",
    "Va": "Virginia", "Vt": "Vermont", "Wash": "Washington", "Minn": "Minnesota",
}  # fmt: skip
