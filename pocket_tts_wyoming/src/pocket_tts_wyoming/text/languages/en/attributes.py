"""Measures that stand before a thing in English: "a 60 W bulb", "50 min delays"."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.words import next_word, previous_word, words_of

# Sizes of what is packed and of races: "two 400g tins", "the 100m record".
_SIZED = words_of(
    "tin tins cans jar jars pack packs packet packets bag bags bottle bottles box boxes carton "
    "cartons tub tubs sachet sachets pouch pouches record final finals race sprint dash hurdles "
    "freestyle backstroke butterfly breaststroke relay range radius gift coupon voucher copay "
    "deductible surcharge withdrawal charge payment purchase refund discount rebate bonus minimum "
    "budget allowance limit charger adapter bulb bulbs battery batteries heater amplifier fuse "
    "fee deposit bill bills winds gusts delay delays wait walk drive ride "
    "commute "
    "trip speeds hex wrench spanner bolts screws drill hose pipe socket socks allen"
)
_BEFORE_ATTRIBUTE = words_of("a an another new my your his her our their its the this that")
_ENDS = re.compile(r"[.,;:!?)]|$")
NO_THINGS = words_of(
    "of to in on at is was and or for per from with by more less as so that than higher lower "
    "warmer "
    "colder after before away long wide deep high tall thick outside inside left remaining you we "
    "they it he she today now yesterday total are were has have had will would"
)


def is_attribute(before: str, after: str) -> bool:
    """Tell whether a measure has its unit in the singular, because a thing follows.

    Decided by an article before it ("a 10 °C drop in") or by the thing ("50 min delays").
    """
    word = next_word(after) if after[:1] == " " else ""
    near = previous_word(before).lower()
    # "It needs a 9V.": the battery is not named.
    if near in {"a", "an"} and before[-1:] == " " and _ENDS.match(after):
        return True
    if word.lower() in _SIZED or re.match(r"\scan\sof\b", after):
        return True
    article = near in _BEFORE_ATTRIBUTE and before[-1:] == " "
    return article and bool(word) and word not in NO_THINGS
