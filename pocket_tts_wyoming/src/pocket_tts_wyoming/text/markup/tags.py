"""HTML and SSML tags: which are known, and what they mean for speech."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"<(/?)\s*([A-Za-z][\w:-]*)")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_TIME = re.compile(r"\+?(\d+(?:\.\d*)?|\.\d+)(ms|s)")

# Pauses by strength; the SSML recommendation (W3C, 2010) names them and leaves the length open.
_STRENGTH_SECONDS = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.25,
    "medium": 0.5,
    "strong": 0.75,
    "x-strong": 1.0,
}
_LONGEST_BREAK_SECONDS = 10.0

# Likewise: in SSML 1.1 the words are ordered, and "medium" need not be the default.
_RATE_SPEEDS = {
    "x-slow": 0.5,
    "slow": 0.75,
    "medium": 1.0,
    "default": 1.0,
    "fast": 1.5,
    "x-fast": 2.0,
}
# SSML 1.1 knows 80% of the default rate alone; 1.0 also 0.8, and -20% of the rate around it.
_RATE = re.compile(r"([+-]?)(\d{1,4}(?:\.\d{0,4})?|\.\d{1,4})(%?)")

SENTENCE_TAGS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"hr", "blockquote", "section", "article", "dt", "dd", "dl", "pre", "speak", "paragraph"}
)
CELL_TAGS = frozenset({"td", "th"})
SILENT_TAGS = frozenset(
    {"script", "style", "head", "svg", "title", "template"}
    # What language models think and call, as far as the program around them lets it through.
    | {"think", "thinking", "thought", "reasoning", "reflection", "scratchpad", "analysis"}
    | {"tool_call", "tool_calls", "tool_response", "tool_result", "function_call", "function"}
    | {"invoke", "parameter", "function_calls", "tool_use"}
)
KNOWN_TAGS = (
    SENTENCE_TAGS
    | CELL_TAGS
    | SILENT_TAGS
    | {"a", "abbr", "b", "big", "body", "button", "center", "cite", "code", "del", "details"}
    | {"em", "figure", "font", "footer", "form", "header", "html", "i", "img", "input", "ins"}
    | {"kbd", "label", "link", "main", "mark", "meta", "nav", "option", "q", "s", "samp"}
    | {"select", "small", "span", "strike", "strong", "sub", "summary", "sup", "tbody", "tfoot"}
    | {"thead", "time", "u", "var", "video", "audio", "source", "iframe"}
    | {"break", "say-as", "prosody", "emphasis", "voice", "phoneme", "lang", "mark", "sentence"}
    | {"w", "token", "desc", "lexicon", "metadata"}
    | {"start_of_turn", "end_of_turn", "eos", "bos", "pad", "unk", "answer", "response", "final"}
)
LONGEST_NAME = 24
# "< think >", as some tokenizers put it together again.
SPACED_THOUGHT = re.compile(r"<(?: |/ | /|/ )\s?(?:think|thinking|thought)\s?>", re.IGNORECASE)
SPACED_THOUGHT_PART = re.compile(
    r"<(?:/|\s?/?\s?(?:t(?:h(?:i(?:n(?:k(?:i(?:ng?)?)?)?)?|o(?:u(?:g(?:ht?)?)?)?)?)?\s?)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Break:
    """A pause that the text asks for."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SpeakingRate:
    """The speed of what follows: 2 is twice as fast as the voice speaks by itself."""

    speed: float


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, taken apart; `name` in lower case without a name space."""

    name: str
    closing: bool
    empty: bool
    attributes: dict[str, str]


def parse_tag(source: str) -> Tag:
    """Take a whole tag apart; unreadable attributes are left out."""
    match = _NAME.match(source)
    if match is None:
        return Tag("", closing=False, empty=True, attributes={})
    attributes = {
        name.lower(): double or single or bare
        for name, double, single, bare in _ATTRIBUTE.findall(source)
    }
    name = match[2].lower().rpartition(":")[2]
    return Tag(name, bool(match[1]), source.endswith("/>"), attributes)


def break_of(tag: Tag) -> Break:
    """Read the pause of a `<break>`: its time (bounded), else its strength, else a medium one."""
    time = _TIME.fullmatch(tag.attributes.get("time", "").strip())
    if time is not None:
        seconds = float(time[1]) / (1000 if time[2] == "ms" else 1)
    else:
        strength = tag.attributes.get("strength", "medium")
        seconds = _STRENGTH_SECONDS.get(strength, _STRENGTH_SECONDS["medium"])
    return Break(min(seconds, _LONGEST_BREAK_SECONDS))


def speed_of(tag: Tag, around: float) -> float:
    """Read the rate of a `<prosody>` as a speed; what cannot be read leaves that `around` it."""
    rate = tag.attributes.get("rate", "").strip().lower()
    if rate in _RATE_SPEEDS:
        return _RATE_SPEEDS[rate]
    match = _RATE.fullmatch(rate)
    if match is None:
        return around
    sign, percent = match[1], bool(match[3])
    number = float(match[2]) / (100 if percent else 1)
    if not sign:
        return number or around
    if not percent:  # words a minute or so: no unit that anybody has defined
        return around
    return around * max(0.0, 1 + number if sign == "+" else 1 - number) or around
