"""English words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of
from pocket_tts_wyoming.text.languages.en.tables import WEEKDAYS

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "approx "
        "the a an it its i we you he she they this that these those there here if in on at as and "
        "but or so when while what where who why how do does did is are was were will would can "
        "could should please let my your our their his her yes no not now then also after before "
        "for from to with by have has however once all some any every just turn set call press "
        "go take check visit ask see make open close try "
        "today tomorrow tonight"
    ),
    short=words_of(
        "on off in out up it its me us him her you we he she who how why all any one two six ten "
        "yes yet ok too so now day way set run go do be is are was not low dry wet hot red bed "
        "car "
        "air job fun see say try use ago end far for got get had has let lot man men new old own "
        "put sit"
    ),
    closers=(
        "a.m.",
        "p.m.",
        "A.M.",
        "P.M.",
        "etc.",
        "min.",
        "mins.",
        "hr.",
        "hrs.",
        "ft.",
        "lbs.",
        "yrs.",
        "neg.",
        "pos.",
        *(f"{day}." for day in WEEKDAYS),
    ),
    after_closers=words_of(
        "monday tuesday wednesday thursday friday saturday sunday january february march april "
        "may "
        "june jan feb mar apr jun jul aug sep sept oct nov dec night morning afternoon evening "
        "noon am "
        "pm july august september october november december eastern pacific central mountain "
        "est edt cst cdt mst mdt pst pdt et ct mt pt gmt utc bst cet cest atlantic"
    ),
    conjunctions=words_of(
        "and or but because so which that while "
        "when if where although unless until since after before"
    ),
)
