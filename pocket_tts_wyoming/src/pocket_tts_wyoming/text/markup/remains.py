"""What language models leave in their text: citations, formulas, special tokens, addresses.

Each reader answers for one place in the text: where what it knows ends and what is said for it,
`MORE` if the text ends before that is certain, or None if it is something else. All look a bounded
number of characters ahead.
"""

from __future__ import annotations

import re

MORE = -1
_LONGEST_FORMULA = 160
_LONGEST_COMMENT = 1000
_LONGEST_ROLE = 12
_NAMED_FRACTION = 10
# Of bold italics; more of them hide digits.
_MOST_STARS = 3
_MOST_KEYS = 2
_LONGEST_EMPHASIS = 80
_STARS = re.compile(r"\*+")
_KEYS = re.compile(r"\d{1,16}(?:[*#]{1,2}\d{1,16}){0,5}#")
_KEYS_PART = re.compile(r"[\d*#]{0,110}")
# "(*1967)" is the year of someone's birth.
_SHORT_KEY = re.compile(r"(?!1[4-9]\d\d|20\d\d)\d{1,4}(?![\w*#%\u00b0/-]|[.,:]\d)")
_CLOSING_STAR = re.compile(r"(?:[^*]|\*\*)*?[^\s*]\*(?![\w*])")
_CDATA = "<![CDATA["

_CITATION = re.compile(r"\[(?:\^[\w-]{1,24}|\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3}){0,8})\](?!\()")
_CITATION_PART = re.compile(r"\[(?:\^[\w-]{0,24}|\d{1,3}[\d\s,;\u2013-]{0,50})?\]?$")
_MODEL_MARK = re.compile(r"\[/?(?:INST|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS)\]")
_MODEL_MARK_PART = re.compile(r"\[/?[A-Z_]{0,16}$")
_TOKEN = re.compile(r"<[|\uff5c]([^|\uff5c<>\n]{1,40})[|\uff5c]>")
_TOKEN_PART = re.compile(r"<(?:[|\uff5c][^|\uff5c<>\n]{0,40}[|\uff5c]?)$")
_MAIL = re.compile(r"<([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>")
_MAIL_PART = re.compile(r"<[\w.+-]{1,64}(?:@[\w.-]{0,64})?$")
# As pandoc reads it: no blank behind the first sign nor before the last, no digit behind that.
# A digit behind the first is money: "$5 and $10".
_DOLLARS = re.compile(r"\$(?=[^\s\d$])([^$\n]{1,160}?)(?<!\s)\$(?!\d)")
# "$20\%$", "$100^\circ$" is none.
_NUMBER_DOLLARS = re.compile(r"\$(?=\d{1,9}[a-z]?[\\^])([^$\n]{1,160}?)(?<!\s)\$(?!\d)")
_NUMBER_START = re.compile(r"\$\d{1,9}[a-z]?[\\^]")
_NUMBER_PART = re.compile(r"\$\d{1,9}[a-z]?$")
_DOUBLE_DOLLARS = re.compile(r"\$\$([^$]{1,160})\$\$")
_ROUND, _SQUARE = (
    re.compile(r"\\\(((?:[^\\]|\\(?!\))){1,160}?)\\\)"),
    re.compile(r"\\\[((?:[^\\]|\\(?!\])){1,160}?)\\\]"),
)

_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_BRACED = re.compile(r"\\(?:boxed|text|mathrm|mathbf|mathit|operatorname|mbox)\s*\{([^{}]*)\}")
_COMMAND_ALONE = re.compile(
    r"\\(?:[dt]?frac\s?\{[^{}\n]{0,80}\}\s?\{[^{}\n]{0,80}\}"
    r"|(?:begin|end|sqrt|text|mathrm|mathbf|mathit|operatorname|mbox|boxed)\s?\{[^{}\n]{0,80}\}"
    r"|([A-Za-z]{2,12})(?![A-Za-z{\\]))"
)
_COMMAND_PART = re.compile(
    r"\\[A-Za-z]{0,12}(?:\s?\{[^{}\n]{0,80}(?:\}\s?(?:\{[^{}\n]{0,80})?)?)?$"
)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
# "mc^2", but "km^2"
_TWO_FACTORS = re.compile(r"(?<![A-Za-z])(?![kcmd]m)([a-z])([a-z])(?=\^)")
_SIGNS = {
    "cdot": "\u00d7", "times": "\u00d7", "div": "÷", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "approx": "≈", "pm": "±", "pi": "π", "infty": "∞", "to": "→",
    "rightarrow": "→", "Rightarrow": "→", "circ": "°", "degree": "°", "left": "", "right": "",
    "quad": " ", "percent": "%",
}  # fmt: skip

Found = tuple[int, str] | None


def citation(text: str, place: int, *, final: bool) -> Found:
    """`[^1]`, `[1]`, `[2, 5]`, `[TOOL_CALLS]`: for readers, not for listeners."""
    for whole, part in ((_CITATION, _CITATION_PART), (_MODEL_MARK, _MODEL_MARK_PART)):
        if not final and part.match(text, place):
            return MORE, ""
        found = whole.match(text, place)
        if found is not None:
            return found.end(), ""
    return None


def stars(before: str, text: str, place: int, *, final: bool) -> tuple[int, str]:
    """`**bold**` is silent; "2 * 3", "*#06#", "*67" and the end of a card "****4821" are said."""
    run = _STARS.match(text, place)
    end = run.end() if run else place + 1
    if end == len(text) and not final:
        return MORE, ""
    count, after = end - place, text[end : end + 1]
    alone = not before.strip() and not after.strip() and count == 1
    between = after.isdigit() and (before.isdigit() or count > _MOST_STARS)
    said = alone or between or after == "#"
    if not said and after.isdigit() and not before.isalnum() and count <= _MOST_KEYS:
        found = _is_key(text, end, count, final=final)
        if found is None:
            return MORE, ""
        said = found
    return end, text[place:end] if said else ""


def _is_key(text: str, place: int, count: int, *, final: bool) -> bool | None:
    """Whether digits behind stars are dialled: "*21#", "**21*0171…#", "*67", but "*67*", "*3 h*".

    Two stars are keys only in front of a code that a hash ends, one star also in front of up to
    four digits if no star later in the line closes an emphasis. None if the text ends before that.
    """
    if not final and _KEYS_PART.fullmatch(text, place):
        return None
    if _KEYS.match(text, place):
        return True
    if count > 1 or _SHORT_KEY.match(text, place) is None:
        return False
    rest = text[place : place + _LONGEST_EMPHASIS].partition("\n")[0]
    certain = final or len(rest) == _LONGEST_EMPHASIS or "\n" in text[place:]
    closing = _CLOSING_STAR.match(rest)
    if closing is not None and (certain or closing.end() < len(rest)):
        return False
    return True if certain else None


def token(text: str, place: int, *, final: bool) -> Found:
    """`<|im_end|>`; behind `<|im_start|>` the role is one too."""
    if not final and _TOKEN_PART.match(text, place):
        return MORE, ""
    found = _TOKEN.match(text, place)
    if found is None:
        return None
    end = found.end()
    if found[1].strip().endswith(("start", "start_header_id")):
        role = re.compile(r"\s?(?:assistant|user|system|tool)\b\s?").match(text, end)
        if role is None:
            is_certain = len(text) - end >= _LONGEST_ROLE
        else:  # at the end of what is there it may be the beginning of a word
            is_certain = role.end() < len(text) or text[-1].isspace()
        if not final and not is_certain:
            return MORE, ""
        end = role.end() if role else end
    return end, " "


def mail(text: str, place: int, *, final: bool) -> Found:
    """`<bob@example.com>`: the address."""
    found = _MAIL.match(text, place)
    if found is not None:
        return found.end(), found[1]
    return (MORE, "") if not final and _MAIL_PART.match(text, place) else None


def comment(text: str, place: int, *, final: bool) -> Found:
    """`<!-- … -->` and `<? … ?>` are silent; one that is not closed is not one."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>")):
        if text.startswith(opening, place):
            end = text.find(closing, place + len(opening), place + _LONGEST_COMMENT)
            if end >= 0:
                return end + len(closing), ""
            waits = not final and len(text) - place < _LONGEST_COMMENT
            return (MORE, "") if waits else (place + len(opening), "")
        if not final and opening.startswith(text[place:]):
            return MORE, ""
    if text.startswith(_CDATA, place):
        return place + len(_CDATA), ""
    return (MORE, "") if not final and _CDATA.startswith(text[place:]) else None


def formula(text: str, place: int, *, final: bool) -> Found:
    r"""`$x^2$`, `$$…$$`, `\(…\)`, `\[…\]`: the formula without its marks."""
    opening = text[place : place + 2]
    if len(opening) < 2 and not final:  # noqa: PLR2004 - the mark and what follows
        return MORE, ""
    patterns = {"$$": _DOUBLE_DOLLARS, "\\(": _ROUND, "\\[": _SQUARE}
    pattern = patterns.get(opening)
    if pattern is None:
        if opening[:1] != "$" or not opening[1:].strip():
            return None
        pattern = _DOLLARS
        if opening[1].isdigit():
            if not final and _NUMBER_PART.match(text, place):
                return MORE, ""
            if _NUMBER_START.match(text, place) is None:
                return None
            pattern = _NUMBER_DOLLARS
    found = pattern.match(text, place)
    rest = text[place : place + _LONGEST_FORMULA + 4]
    if not final and place + len(rest) == len(text):
        at_end = found is not None and found.end() == len(text)
        may_end = opening in patterns or "\n" not in rest
        if at_end or (found is None and may_end):
            return MORE, ""
    return None if found is None else (found.end(), spoken_formula(found[1]))


def command(text: str, place: int, *, final: bool) -> Found:
    r"""`\frac{1}{2}` and other commands of TeX outside a formula."""
    if not final and _COMMAND_PART.match(text, place):
        return MORE, ""
    found = _COMMAND_ALONE.match(text, place)
    if found is None or (found[1] and found[1] not in _SIGNS):
        return None
    return found.end(), spoken_formula(found[0])


def spoken_formula(source: str) -> str:
    r"""Write a formula of TeX with the signs that the normaliser knows: `\frac{a}{b}`, `\pi`."""
    text = _FRACTION.sub(_fraction, _ENVIRONMENT.sub(" ", source))
    text = _BRACED.sub(r" \1 ", text)
    text = _ROOT.sub(r" √\1 ", text)
    text = _COMMAND.sub(lambda match: f" {_SIGNS.get(match[1], match[1])} ", text)
    text = text.replace("\\", " ").replace("&", " ")
    text = _TWO_FACTORS.sub(r"\1 \2", text)
    text = re.sub(r"\^\{([^{}]*)\}", r"^\1", text)
    text = re.sub(r"_\{?([^{}\s]*)\}?", r" \1", text).replace("{", " ").replace("}", " ")
    return " ".join(text.split())


def _fraction(match: re.Match[str]) -> str:
    """Small fractions have names ("3/4"); whatever else is divided."""
    top, bottom = match[1].strip(), match[2].strip()
    small = top.isdecimal() and bottom.isdecimal() and int(top) < int(bottom) <= _NAMED_FRACTION
    return f" {top}/{bottom} " if small else f" {top} ÷ {bottom} "
