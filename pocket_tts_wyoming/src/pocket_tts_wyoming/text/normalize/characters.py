"""Which characters go in, and which the model may see.

The first table makes one character out of many that mean the same (quotes, spaces, full width);
the second leaves only letters and punctuation that occur in the training texts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.endings import without_brackets
from pocket_tts_wyoming.text.normalize.scripts import latin

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPEAKABLE = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöùúûüýÿßŒœŸ"
    " ',.;:!?-"
)
_LETTERS_WITHOUT_PARTS = {
    "ł": "l", "Ł": "L", "ø": "ö", "Ø": "Ö", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "\u0131": "i", "ħ": "h", "Ħ": "H", "ŋ": "ng", "ẞ": "SS", "ĸ": "k",
    "ŧ": "t", "Ŧ": "T", "\u017f": "s", "ə": "e", "Ə": "E",
}  # fmt: skip
_INPUT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4`\u2032", "'"),
    **dict.fromkeys('\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"', " "),
    "\u00b5": "µ", "\u03bc": "µ", "\u2126": "Ω", "\u2103": "°C", "\u2109": "°F", "º": "º",
    "\u2026": "...", "\u2011": "-", "\u2010": "-", "\ufe63": "-", "\uff0d": "-", "\u2044": "/",
    "\u2215": "/", "\u2236": ":", "\u00ad": "", "\n": " ", "\r": " ", "\t": " ", "·": " ",
}  # fmt: skip
# Symbols by category (So) that rules know and that must therefore pass the first table.
_KNOWN_SYMBOLS = frozenset("°№⌀➔➜➡⟶↕★☆♭▲▼")
# The Cyrillic signs that only change the letter before them.
_SILENT_LETTERS = frozenset("ъьЪЬ")
_KEPT_COMPATIBILITY = frozenset("ªº№¼½¾\u2033")
_JOINERS = frozenset("\u200c\u200d\u2060\ufeff\u200b\ufe0e\ufe0f\u20e3")
_PAUSES = dict.fromkeys("()[]{}\u2012\u2013\u2014\u2015", ",")
_CACHE_LIMIT = 4096
_FIRST_MODIFIER, _LAST_MODIFIER = 0x1F3FB, 0x1F3FF
_FIRST_REGIONAL, _LAST_REGIONAL = 0x1F1E6, 0x1F1FF

_GROUP_SPACE = re.compile("(?<=\\d)[\u00a0\u202f\u2009](?=\\d{3}(?!\\d))")
# "5 m^2", "54 m2", "9 µg/m3", "per m3": the powers of lengths are units of their own.
_RAISED_UNIT = re.compile(
    r"m(?:(?<=[\d\scdkm]m)\^|(?<=\dm)|(?<=\d\sm)|(?<=\d[cdkm]m)|(?<=\d\s[cdkm]m)|(?<=/m)"
    r"|(?<=\bp[aeor][or] m))([23])(?!\w)"
)
# A sign behind a number is an inch only if no quotation is open: '55" TV', 'play "Season 5"'.
# Between digits it is a mark of seconds, "12"4".
_QUOTE = re.compile(
    r'(?<=[\d½¼¾⅓⅔⅛⅜⅝⅞])(?:(?P<inch>"(?=[\s.,;:!?)\u2013-]|\d{1,3}(?!\w)|$))|(?P<behind_number>"))'
    r'|["„“”]'
)
# "9,46·10¹²"; elsewhere the dot only separates.
_PRODUCT = re.compile(r"(?<=\d)\s?·\s?(?=10[\u2070-\u207e\u00b2\u00b3\u00b9^])|(?<=\d)·(?=\d)")
# Quotation marks in pairs; one alone may be an apostrophe.
_QUOTED = re.compile(r"(?<!\w)\u2018([^\u2018\u2019]{1,200})\u2019(?!\w)")
# Citations of language models: "【3†source】", and "cite turn0search1" between private signs.
_CITATION = re.compile("【\\d[^】]{0,60}】|\ue200[^\ue201]{0,80}\ue201")
# A pan of 9"x13".
_INCHES_BY = re.compile(r'(?<=\d)"(\s?[x\u00d7]\s?\d+(?:\.\d+)?)"')
_SPACES = re.compile(r"\s+")
# Tidying, in one pass per rule: what the removal of signs leaves behind.
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])")
# "(-0,38 %); Brent": the last one is the writer's own, a bracket only makes a comma.
_PAUSE_RUN = re.compile(r"[,;:](?:\s*[,;:])+")
_TIGHT_PAUSE = re.compile(r"\s*([,;])(?=[^\s,.;:!?])")
# "Humidity:45%", but German "Nachbar:innen" is one word.
_TIGHT_COLON = re.compile(r"(?<=[^\W\d_]):(?=[^\W\d_])(?!(?:in|innen|r|n|e)(?!\w))")
_PAUSE_AT_END = re.compile(r"[,;:\s]+([.!?])")
# 'Say "Stop!".'
_MARK_THEN_STOP = re.compile(r"([!?])\.(?!\.)")
_SPACED_STOPS = re.compile(r"([.!?])(?:\s+[.,;:!?]+)+(?=\s|$)")
# Dutch words that begin with their apostrophe: "'s avonds", "'t".
_CLITIC = r"[smtnkr](?!\w)"
_NO_WORD_BEFORE = re.compile(f"^(?:(?!'{_CLITIC})[^\\w¿¡\ue000-\uf8ff])+")
# 'The end'; an apostrophe inside belongs to its word, one between words is no pair's.
_SINGLE_QUOTED = re.compile(
    rf"(?<![^\W_])'(?!{_CLITIC}|\d\d)(?=\w)((?:[^']|(?<=\w)'(?=\w)){{1,200}}(?<=\S))'(?!\w)"
)
_LONE_QUOTE = re.compile(rf"(?<![^\W\d_])'(?![^\W\d_])|(?<![^\W_])'(?!{_CLITIC})(?=\w)")
_LONE_HYPHEN = re.compile(r"(?<![^\W_])-+|-+(?![^\W_])")
_STOP_THEN_PAUSE = re.compile(r"([.!?])[,;:]+")
# Only a short word ends so inside a sentence ("técn.:", "min.,"): the pause stays.
_FULL_STOP_BEFORE_PAUSE = re.compile(r"(?<!\.)\.(?=[,;:])")
_HAS_LETTER = re.compile("[^\\W\\d_]|[\ue000-\uf8ff]")
# Private characters hold the place of a lexicon's words while the rest is cleaned.
_FIRST_PRIVATE, _LAST_PRIVATE = 0xE000, 0xF8FF


class _InputTable(dict[int, str]):
    """Answers `str.translate` for any character, and remembers."""

    def __init__(self, names: Mapping[str, str], *, speak_emoji: bool) -> None:
        super().__init__({ord(char): spoken for char, spoken in _INPUT.items()})
        self._names = names
        self._speak_emoji = speak_emoji

    def __missing__(self, code: int) -> str:
        spoken = self._map(chr(code), code)
        if len(self) < _CACHE_LIMIT:
            self[code] = spoken
        return spoken

    def _map(self, char: str, code: int) -> str:
        category = unicodedata.category(char)
        if category == "Zs":
            return " "
        if category[0] == "C" or char in _JOINERS or _FIRST_MODIFIER <= code <= _LAST_MODIFIER:
            return ""
        if category == "So" and char not in _KNOWN_SYMBOLS:
            return self._emoji(char, code)
        if category == "Nd" and code > ord("9"):
            return str(unicodedata.decimal(char))
        decomposed = unicodedata.decomposition(char)
        if decomposed.startswith(("<font>", "<wide>", "<narrow>", "<compat>", "<circle>")) and (
            char not in _KEPT_COMPATIBILITY
        ):
            return unicodedata.normalize("NFKC", char)
        return char

    def _emoji(self, char: str, code: int) -> str:
        if not self._speak_emoji or _FIRST_REGIONAL <= code <= _LAST_REGIONAL:
            return " "
        name = self._names.get(char)
        return f", {name}, " if name else " "


class _OutputTable(dict[int, str]):
    """Maps to speakable characters; everything else becomes a space or its base letter."""

    def __init__(self, extra: str) -> None:
        super().__init__({ord(char): char for char in _SPEAKABLE + extra})
        self.update({ord(char): to for char, to in _LETTERS_WITHOUT_PARTS.items()})
        self.update({ord(char): to for char, to in _PAUSES.items()})

    def __missing__(self, code: int) -> str:
        if _FIRST_PRIVATE <= code <= _LAST_PRIVATE:
            return chr(code)
        parts = unicodedata.normalize("NFKD", chr(code))
        base = "".join(char for char in parts if char.isascii() and (char.isalnum() or char == "'"))
        category = unicodedata.category(chr(code))[0]
        base = base or (latin(chr(code)) if category == "L" else "")
        silent = category == "M" or chr(code) in _SILENT_LETTERS
        spoken = "" if silent else base or " "
        if len(self) < _CACHE_LIMIT:
            self[code] = spoken
        return spoken


def _with_inches(text: str) -> str:
    opened = False

    def sign(quote: re.Match[str]) -> str:
        nonlocal opened
        inch = quote["inch"] is not None and not opened
        # Behind a number a sign only closes ('"1979" and "1999"'), or it is an inch as well.
        opened = not opened and quote.lastgroup is None
        return "\u2033" if inch else quote[0]

    return _QUOTE.sub(sign, text)


class Characters:
    """Cleans the characters of one language; remembers what it has looked up."""

    def __init__(self, *, extra: str, emoji: Mapping[str, str], speak_emoji: bool) -> None:
        self._input = _InputTable(emoji, speak_emoji=speak_emoji)
        self._output = _OutputTable(extra)

    def unify(self, text: str) -> str:
        """One spelling for each sign: quotes, spaces, digits; no invisible characters."""
        if not text.isascii():
            text = unicodedata.normalize("NFC", _GROUP_SPACE.sub("", _CITATION.sub("", text)))
            text = _QUOTED.sub(r" \1 ", _PRODUCT.sub("\u00d7", text))
        text = _RAISED_UNIT.sub(lambda match: "m²" if match[1] == "2" else "m³", text)
        text = _with_inches(_INCHES_BY.sub("\u2033\\1\u2033", text))
        text = _SPACES.sub(" ", text.translate(self._input)).strip()
        text = without_brackets(text) if "(" in text else text
        return _SINGLE_QUOTED.sub(r"\1", text) if "'" in text else text

    def speakable(self, text: str) -> str:
        """Leave only what the model knows; empty if there is no letter left to speak."""
        text = _LONE_QUOTE.sub(" ", text.translate(self._output))
        text = _LONE_HYPHEN.sub(" ", text)
        text = _SPACES.sub(" ", text)
        text = _SPACE_BEFORE.sub("", text)
        text = _PAUSE_RUN.sub(lambda run: run[0][-1], text)
        text = _TIGHT_COLON.sub(": ", _TIGHT_PAUSE.sub(r"\1 ", text))
        text = _PAUSE_AT_END.sub(r"\1", text)
        text = _FULL_STOP_BEFORE_PAUSE.sub("", text)
        text = _MARK_THEN_STOP.sub(r"\1", text)
        text = _STOP_THEN_PAUSE.sub(r"\1", text)
        text = _SPACED_STOPS.sub(r"\1", text)
        text = _NO_WORD_BEFORE.sub("", text).rstrip(" ,;")
        return text if _HAS_LETTER.search(text) else ""
