"""Words that are cut off anywhere: "Unterr.", "Knobl.", "elev.".

No table holds every way to cut a word. What can be known is the words that people cut, and when a
full stop belongs to a cut: the sentence goes on behind it, or no word ends like that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import words_of

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.abbreviation import Abbreviation

_FEWEST_LETTERS = 4
_FEWEST_LETTERS_IN_COMPOUND = 4
# "j" ends no cluster of consonants: Dutch writes "ij".
_VOWELS = "aeiouyjäöüà-ÿ"
_FEWEST_CONSONANTS = 2
_FIRST_CONSONANTS = re.compile(rf"[^{_VOWELS}]+")
_LAST_CONSONANTS = re.compile(rf"[^{_VOWELS}]*$")
# What words of the Germanic languages end with; "sch" and "ngst" are the longest.
_ENDS = words_of(
    "b c d f g h j k l m n p q r s t v w x z ß bs ch chs cht ck cks ct ds dt ff fs ft ght gs gt "
    "ks "
    "kt lb lbs ld lds lf lfs lg lk lks ll lls lm lms ln lp lps ls lst lt lts ltz lv lz mb mbs md "
    "mm mms "
    "mmt mp mpf mps ms mst mt nd nds nf ng ngs ngst ngt nk nks nkt nn nns nnst nnt ns nst nt nth "
    "nths nts nx nz nzt "
    "pf pfs ph pp pps ppt ps pst pt pts rb rbs rbst rbt rch rcht rd rds rf rfs rft rg rgs rgst "
    "rgt rk rks rkt rl "
    "rls rm rms rmt rn rns rnt rp rps rr rrs rrt rs rsch rst rt rth rts rtst rtz rv rx rz rzt sch "
    "scht sh shs sk sks sl sm "
    "sms sp sps ss sst st sts tch th ths tm ts tsch tt tts ttst tz tzt wd wk wl wls wn wns ws wst "
    "wt xt xts zt zz "
    "lls ckt ckst cht chst chsl fst gst kst lft lgt lkt lmt llt llst lcht lsch mpft mmst nch nsch "
    "nscht ntz pft "
    "ftst ssl ßt zzt ngs gn gns gh ghs hl hls hlst hlt hm hms hmt hn hns hnst hnt hr hrs hrst hrt "
    "ht hts hst hrb "
    "dst bst bt tl ttl dl rld ldst rbt rmst rnst ndt lbst cs cts ghts ffs fts mn nct gg "
    "ggs "
    "lth mpt phs dd nc snt bbs bb ngth lph dth mns ngths wks kh ldnt mpts dds rgh lsh rsh thm bts "
    "mph "
    "thms rths ncts gm rsts rcs rck khs wth fth pth xth rlds ghth dnt sc ngh rc rmth pths scs "
    "chts fft "
    "nft lch rscht rnd rdt gd rvt kts tscht nkst rrscht rfst ffst lff ldt lnd nck rrn rchs bsch "
    "ltst "
    "lln cd mts lns lgst lscht lgs rndl fd rmd rgd sd ngd lgd rpt rfd lmd chtst lpt ndst vd bd"
)


class Truncations:
    """The words of one language that are written cut off."""

    def __init__(self, words: frozenset[str]) -> None:
        # "-lich": what any number of words end with; "häusl." is one of them.
        self._endings = tuple(word[1:] for word in words if word.startswith("-"))
        self._words = sorted(word for word in words if not word.startswith("-"))

    def complete(self, stem: str) -> str:
        """Find the one word that begins so; empty if there is none, or more than one."""
        place = bisect_left(self._words, stem)
        found = self._words[place : place + 1]
        if not found or not found[0].startswith(stem) or found[0] == stem:
            return ""
        others = self._words[place + 1 : place + 3]
        # "temperature", "temperatures": the shorter one.
        if any(other.startswith(stem) and not other.startswith(found[0]) for other in others):
            return ""
        return found[0]

    def whole(self, written: str, *, goes_on: bool) -> str:
        """Find the word that a written form with a full stop behind it is short for, or nothing.

        `goes_on`: the sentence surely goes on behind the full stop, so that it ends a short form.
        """
        if len(written) < _FEWEST_LETTERS:
            return ""
        word = self._with_ending(written)
        if word or not (goes_on or is_cut(written)):
            return word
        word = self.complete(written)
        if not word and written[0].isupper():
            small = self.complete(written[0].lower() + written[1:])
            word = small and small[0].upper() + small[1:]
        if word or not is_cut(written):
            return word
        # "Steuererkl.", "autoverz.": the end of a compound is cut.
        for start in range(3, len(written) - _FEWEST_LETTERS_IN_COMPOUND + 1):
            end = written[start:]
            word = self.complete(end) or self.complete(end[0].upper() + end[1:]).lower()
            if word:
                return written[:start] + word
        return ""

    def _with_ending(self, written: str) -> str:
        """Complete an ending of which the first letters are left: "häusl", "glutenfr".

        No word in small letters ends in a consonant and "l", "fr" or "w", but for "schnell" and
        "jawohl"; names do ("Haindl").
        """
        last = _LAST_CONSONANTS.search(written)
        if last is None or len(last[0]) < _FEWEST_CONSONANTS or written[0].isupper():
            return ""
        if len(written) <= _FEWEST_LETTERS or last[0].endswith(("schl", "schw")):
            return ""  # "verl.", "abgeschl.", "anschw." may be anything
        if written.endswith(("ll", "ohl")):
            return ""
        for ending in self._endings:
            beginning = _FIRST_CONSONANTS.match(ending)
            if beginning and last[0].endswith(beginning[0]):
                return written + ending.removeprefix(beginning[0])
        return ""


def is_cut(written: str) -> bool:
    """Whether no word ends like this: "Knobl", "Unterr" may, "Steuererkl" does not."""
    last = _LAST_CONSONANTS.search(written.lower())
    return last is not None and bool(last[0]) and last[0] not in _ENDS


@cache
def truncations_of(
    words: frozenset[str], abbreviations: tuple[Abbreviation, ...]
) -> Truncations | None:
    """Collect the words of a language: its list, and what its abbreviations stand for."""
    if not words:
        return None
    spoken = {entry.spoken for entry in abbreviations if not entry.suffix}
    return Truncations(words | {word for word in spoken if word.isalpha()})
