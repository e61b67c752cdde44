"""Markup in a stream: what is removed, what stays, and that cuts do not matter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.text.markup.markup import Break, MarkupFilter, Piece, SpeakingRate


def merged(pieces: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and isinstance(piece, str) and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def filtered(pieces: list[str], *, ssml: bool = False) -> list[Piece]:
    markup = MarkupFilter(ssml=ssml)
    found = [item for piece in pieces for item in markup.push(piece)]
    return merged(found + markup.flush())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hello world.", "Hello world."),
        ("# Weather\nIt is warm.", "Weather.\nIt is warm."),
        ("Some **bold**, *italic*, __bold__, _italic_ and ~~gone~~ text.",
         "Some bold, italic, bold, italic and gone text."),
        ("Lights:\n- Kitchen\n- Bedroom\n", "Lights:\nKitchen.\nBedroom.\n"),
        ("Steps:\n1. Open\n2. Close\n", "Steps:\n1. Open.\n2. Close.\n"),
        ("3. Oktober ist Feiertag.", "3. Oktober ist Feiertag."),
        ("- [x] Milk\n- [ ] Eggs", "Milk.\nEggs."),
        ("See [the docs](https://example.com/a_(b)) now.", "See the docs now."),
        ("![A lamp](lamp.png) is on!", "A lamp is on!"),
        ("[ref][1] text", "ref text"),
        ("Use `light.turn_on` here", "Use light.turn_on here"),
        ("Before\n```yaml\nkey: *value*\n```\nAfter", "Before.\nAfter"),
        ("Before\n~~~\ncode", "Before.\n"),
        ("| Room | °C |\n|---|---:|\n| Kitchen | 21 |", "Room, °C.\nKitchen, 21."),
        ("> quoted\n> text", "quoted.\ntext"),
        ("Title\n=====\nText", "Title.\nText"),
        ("One\n\n---\n\nTwo", "One.\nTwo"),
        ("light.kitchen_lamp and snake_case", "light.kitchen_lamp and snake_case"),
        ("5 * 3 = 15 and 2*3", "5 * 3 = 15 and 2*3"),
        # A star in front of digits is a key, unless a later one closes an emphasis.
        ("Dial *67, then *1* digit", "Dial *67, then 1 digit"),
        ("Press *6 to speak and *9 to raise your hand.",
         "Press *6 to speak and *9 to raise your hand."),
        ("Wähle **21*0171123456# oder *#06#.", "Wähle **21*0171123456# oder *#06#."),
        ("*123#", "*123#"),
        ("*3 apples* and **5 pears**", "3 apples and 5 pears"),
        ("*3 **big** apples*", "3 big apples"),
        ("*2026* or *67*", "2026 or 67"),
        ("*10% off, *3.5 hours", "10% off, 3.5 hours"),
        ("~20 °C, 5 < 7 > 3, a | b", "~20 °C, 5 < 7 > 3, a | b"),
        ("-5 °C tonight", "-5 °C tonight"),
        ("Wait... https://x.y/a_b?c=d&e=f 3.5!", "Wait... https://x.y/a_b?c=d&e=f 3.5!"),
        ("a wrapped\nline goes on", "a wrapped line goes on"),
        ("First line\nSecond line", "First line.\nSecond line"),
        ("<p>One</p><p>Two</p>", "One.\nTwo.\n"),
        ("a <b>bold</b> <i class='x'>word</i>", "a bold word"),
        ("Tom &amp; Jerry &lt;3 &nbsp;&#39;ok&#39; R&D", "Tom & Jerry <3  'ok' R&D"),
        ("x<br/>y", "x.\ny"),
        ("<script>var a = '<b>';</script>text", "text"),
        ("a <!-- hidden --> b", "a  b"),
        ("<https://example.com> is up", "https://example.com is up"),
        (r"2 \* 3 and \_x\_", "2 * 3 and _x_"),
        ("<speak>Hi <break time='1s'/>you</speak>", "Hi  you.\n"),
        ("if a <c then", "if a <c then"),
        ("#5 is #alive", "#5 is #alive"),
        ("It is warm[^1] today [2, 3].[^note]", "It is warm today ."),
        ("[1](https://x.y) and [1]: no", "1 and : no"),
        ("So $x^2 = 9$ and \\(a \\le b\\).", "So x^2 = 9 and a ≤ b."),
        (r"$$\frac{1}{2} \cdot \pi$$ it is", "1/2 \u00d7 π it is"),
        ("It costs $5 or $10, US$3 and 5$.", "It costs $5 or $10, US$3 and 5$."),
        ("Mail <bob@ex.com> now", "Mail bob@ex.com now"),
        ("Open Settings > Devices > **Add**", "Open Settings , Devices , Add"),
        ("x > 5 and 7 > 3", "x > 5 and 7 > 3"),
        ("<think>He wants light.</think>It is on.", "It is on."),
        ("Well<think>hm</think>yes", "Well yes"),
        ("<THINK >hm</ think >yes", "yes"),
        ("< think > hm < / think >yes, 3 < 4", "yes, 3 < 4"),
        ("<think>a <think>b</think> c</think>It is on.", "c.\nIt is on."),
        ("He wants light</think>It is on.", "He wants light.\nIt is on."),
        (r"$20\%$, $2^{10}$, $100^\circ\text{C}$", "20 %, 2^10, 100^ ° C"),
        (r"\begin{align} x = 1 \end{align}", "x = 1 "),
        ("A\n````\n```\ncode\n```\n````\nB", "A.\nB"),
        ("```light.turn_on``` does it.\nYes.", "light.turn_on does it.\nYes."),
        ('Done.<tool_call>{"a": 1}</tool_call>', "Done. "),
        ("Done.<|im_end|>\n<|im_start|>assistant\nYes.", "Done. \nYes."),
        ("a <!-- never closed", "a  never closed"),
    ],
)  # fmt: skip
def test_text_without_its_markup(text: str, plain: str) -> None:
    assert filtered([text]) == [plain]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One <break time='500ms'/>two", ["One ", Break(0.5), "two"]),
        ('One <break time="1.5s"/> two', ["One ", Break(1.5), " two"]),
        ("A<break strength='strong'/>B<break/>C", ["A", Break(0.75), "B", Break(0.5), "C"]),
        ("A<break time='1000s'/>B", ["A", Break(10.0), "B"]),
        ("A<break time='soon'/>B", ["A", Break(0.5), "B"]),
        ("<say-as interpret-as='characters'>AB1</say-as> ok", ["A B 1  ok"]),
        ("<say-as interpret-as='digits'>407</say-as>", ["4 0 7 "]),
        ("<sub alias='World Wide Web'>WWW</sub> on", ["World Wide Web on"]),
        ("<speak><s>One</s><s>Two</s></speak>", ["One.\nTwo.\n"]),
    ],
)
def test_ssml_keeps_pauses_and_spelling(text: str, pieces: list[Piece]) -> None:
    assert filtered([text], ssml=True) == pieces


SLOW, FAST, USUAL = SpeakingRate(0.75), SpeakingRate(1.5), SpeakingRate(1.0)


@pytest.mark.parametrize(
    ("rate", "speed"),
    [
        ("x-slow", 0.5), ("slow", 0.75), ("fast", 1.5), ("x-fast", 2.0), (" Fast ", 1.5),
        ("80%", 0.8), ("150.5%", 1.505), ("0.8", 0.8), ("2", 2.0), (".5", 0.5),
        ("+20%", 1.2), ("-10%", 0.9), ("900%", 9.0),
    ],
)  # fmt: skip
def test_rates_of_ssml_are_speeds(rate: str, speed: float) -> None:
    text = f"<prosody pitch='high' rate='{rate}'>Two</prosody> three"
    changed, *others = filtered([text], ssml=True)
    assert isinstance(changed, SpeakingRate)
    assert changed.speed == pytest.approx(speed)
    assert others == ["Two", USUAL, " three"]


@pytest.mark.parametrize(
    "rate", ["medium", "default", "100%", "soon", "", "-100%", "0", "0%", "+5", "1e9", "--5%", "%"]
)
def test_what_is_no_other_rate_changes_nothing(rate: str) -> None:
    text = f"One <prosody rate='{rate}'>two</prosody> three"
    assert filtered([text], ssml=True) == ["One two three"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "<prosody rate='slow'>A <prosody rate='fast'>B</prosody> C</prosody>",
            [SLOW, "A ", FAST, "B", SLOW, " C", USUAL],
        ),
        (
            "<prosody rate='slow'>A <prosody pitch='low'>B</prosody> C</prosody>",
            [SLOW, "A B C", USUAL],
        ),
        (
            "<prosody rate='200%'>A <prosody rate='-25%'>B</prosody></prosody>",
            [SpeakingRate(2.0), "A ", FAST, "B", SpeakingRate(2.0), USUAL],
        ),
        ("A</prosody> B <prosody rate='slow'/>C", ["A B C"]),
    ],
)
def test_rates_are_nested(text: str, pieces: list[Piece]) -> None:
    assert filtered([text], ssml=True) == pieces


def test_a_rate_outside_ssml_is_markup_like_any_other() -> None:
    assert filtered(["One <prosody rate='slow'>two</prosody>"]) == ["One two"]


def test_thoughts_that_never_end_are_silent() -> None:
    assert filtered(list("<think>never closed, all of it. Really.")) == []


def test_words_are_not_held_back() -> None:
    markup = MarkupFilter()
    assert markup.push("The **kitchen") == ["The kitchen"]
    assert markup.push(" light") == [" light"]
    assert markup.push(" is on.") == [" is on."]
    assert markup.flush() == []


def test_flush_begins_anew() -> None:
    markup = MarkupFilter()
    markup.push("```\ncode")
    markup.flush()
    assert markup.push("text") == ["text"]


_MARKS = st.sampled_from(
    [
        "*", "**", "_", "__", "~", "~~", "`", "```", "~~~", "[", "]", "(", ")", "](", "![", "!",
        "#", "# ", "- ", "-", "---", "1. ", "12) ", "> ", "|", "|-", "\n", "\n\n", "\r\n", " ",
        "\t", "<", ">", "<b>", "</b>", "<br/>", "<p>", "</p>", "<td>", "</td>", "<script>",
        "</script>", "<!--", "-->", "<break time='1s'/>", "<break/>", "<sub alias='x'>", "</sub>",
        "<prosody rate='slow'>", "<prosody rate='+10%'>", "</prosody>",
        "<say-as interpret-as='characters'>", "</say-as>", "&amp;", "&", "&#39;", "\\", "a", "B",
        "$", "$x$", "$$", "\\(", "\\)", "[1]", "[^1]", "[^", "<|", "|>", "<|im_end|>", "<a@b.c>",
        "<think>", "</think>", "<|im_start|>", "user", " > ", "word", "3.5", "...", "é", "21", "https://a.b/c",
        "< think >", "</think >", "< / ", "\\text{C}", "\\begin{x}", "````", "$5", "$2^", "%$",
        "<https:", "*6", "7#", "[x] ", "[ ] ", "• ", "İ",
    ]
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@example(text="<|im_start|>useruser", cuts=[16], ssml=False)
@example(text=r"a\circ\text{C}", cuts=[6], ssml=False)
@example(text="< / think >a", cuts=[1, 3, 5], ssml=False)
@example(text="```a``` b", cuts=[3, 4], ssml=False)
@given(
    text=st.lists(_MARKS, max_size=20).map("".join),
    cuts=st.lists(st.integers(0, 80), max_size=12),
    ssml=st.booleans(),
)
def test_cuts_do_not_matter(text: str, cuts: list[int], *, ssml: bool) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    whole = filtered([text], ssml=ssml)
    assert filtered(pieces, ssml=ssml) == whole
    assert filtered(list(text), ssml=ssml) == whole


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_passes(text: str) -> None:
    assert filtered(list(text)) == filtered([text])


@given(words=st.lists(st.from_regex(r"[a-z]{1,8}[,.;:]?", fullmatch=True), min_size=1))
def test_plain_words_pass_unchanged(words: list[str]) -> None:
    text = " ".join(words)
    assert filtered([text]) == [text]
