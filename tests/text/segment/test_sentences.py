"""The splitter: where sentences end, when that is certain, and that cuts do not matter."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter


def split(text: str, language: str = "en") -> list[str]:
    splitter = SentenceSplitter(language)
    return splitter.push(text) + splitter.flush()


def squeeze(text: str) -> str:
    return "".join(text.split())


# Sentences are separated by "|"; it is not part of the text.
ENGLISH = [
    "The light is on. |The door is closed.",
    "Done. |3 lights are on. |2 doors are open.",
    "Done! |3 lights are on? |2 doors are open.",
    "Done. |now the fan.",
    'It is open. |"Close it", he said.',
    "It is warm. |🎉 The heating is off.",
    "It works!🎉 |The heating is off.",
    "Wow!!! |Really?! |Yes.",
    "It is 21.5 °C and 1,250 W at 7:46. |The sum is 3.5. |Version 1.2.3 is out.",
    "It is 21. |The window is open.",
    "It uses 1250 W. |Heating is on.",
    "It is 45 %. |Humidity is fine.",
    "At 7:46 a.m. the sun rises.",
    "The sun rises at 7 a.m. |The day is long.",
    "Meet me at 7 p.m. Monday at home.",
    "It ends at 5 p.m. |Bring water.",
    "The show is at 8 p.m. Eastern time.",
    "It has 3 in. of snow.",
    "Add 2 tbsp. of oil.",
    "Dr. Smith and Mrs. Jones met Prof. Lee.",
    "Use a tool, e.g. a hammer, i.e. something hard.",
    "J. R. R. Tolkien wrote it.",
    "So do I. |The end.",
    "Write to J. A. Smith.",
    "Milk, eggs, etc. are out. |Milk, eggs, etc. |The list is long.",
    "The U.S. Army is big. |They live in the U.S. |We do not.",
    "No. 5 is alive. |No. |The light is off.",
    "It is model no. WX-4400. |Is part no. B7 there? |No. |OK then.",
    "He lives at 220 W. 3rd St. |It uses 1250 W. |Turn it off.",
    "Open example.com now. |Mail me@example.org. |See config.yaml. |Use v2.1.",
    "Look at https://a.b/c?d=e!f for more. |Fine.",
    "Well... maybe. |Well... |Maybe not. |Turning off in... 3 seconds.",
    "Well… maybe. |Well… |Maybe.",
    "... and then it stopped.",
    "Steps: 1. Open it. |2. Close it.",
    "Steps: 1. Open 2. Close 3. Go.",
    "1. Milk\n|2. Eggs\n|- Bread\n|Done",
    "a. Milk",
    "First line\n|second line\r\n|\n|third",
    "\u201cStop!\u201d he said. |He left.",
    "\u201cStop.\u201d |He left.",
    "He (really!) did it. |(It was fun.) |Then he left.",
    "It isn't. |It's mid-Jan. now.",
    "Wait . . . what?",
    "Hello world",
    "He has 2 tbsp. of sugar on Elm St. in Boston.",
    "12 Main St. |Call 555 now.",
    "See chap. IV of it. |No. |I think so.",
]
OTHERS = {
    "fr": [
        "« Bonjour ! |Ça va ? » dit-il. |Il part.",
        "« Oui ! » |Il part.",
        "Vraiment\u00a0? |Oui\u202f! |C'est fait.",
        "M. Dupont et Mme. Petit sont là.",
        "Il fait 21,5 °C. |C'est chaud.",
        "Il est 8 h. |Le soleil brille.",
        "Du lait, du pain, etc. |C'est tout.",
        "Un fruit, p. ex. une pomme.",
    ],
    "de": [
        "Am 3. Mai ist Ostern. |Das Licht ist an.",
        "Er kommt am 24.12. nach Hause.",
        "Der 2. Platz ist gut. |Es sind 21. |Das Licht ist aus.",
        "Im 19. Jahrhundert war das 3. Haus leer.",
        "Es war 1999. |Gut war es.",
        "Tiere, z. B. Hunde und z.B. Katzen, sind i. d. R. lieb.",
        "Dr. med. Müller ist da. |Platz 1. |Das ist gut.",
        "Nr. 5 lebt. |Ludwig XIV. von Frankreich nicht.",
        "\u201eHalt!\u201c, rief er. |\u201eGut.\u201c |Er ging. |»Ja.« |Fertig.",
        "Das Licht ist aus. |Bitte warten.",
        "Er hat bzgl. der Rechnung bei Müller & Co. KG in der Bahnhofstr. 5 gefragt.",
        "Der Dipl.-Ing. Groß kommt vom 1.-3. Mai. |Gut.",
        "Es ist der 1. |Es regnet.",
    ],
    "es": [
        "¡Hola! |¿Qué tal? |Bien.",
        "¡Hola!|¿Qué tal?",
        "Son las 5 p. m. |El sol brilla.",
        "Son las 5 p. m. |¿Algo más? |¿Sr. López?",
        "El Sr. López vive en EE. UU. desde 2001.",
        "Una fruta, p. ej. una manzana.",
    ],
    "it": [
        "Nel sec. XIX, cap. III, è scritto.",
        "Il sig. Rossi è qui. |Sono le 8. |La luce è accesa.",
        "Latte, pane, ecc. |Ecco tutto.",
    ],
    "pt": [
        "No séc. XIX era assim.",
        "O Sr. Silva mora aqui. |A luz está acesa.",
        "Uma fruta, p. ex. uma maçã.",
    ],
    "nl": ["Dhr. Jansen is er. |De lamp is aan. |Een hond, bijv. Fikkie."],
}

CASES = [("en", case) for case in ENGLISH] + [
    (language, case) for language, cases in OTHERS.items() for case in cases
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_where_sentences_end(language: str, case: str) -> None:
    expected = [part.strip() for part in case.split("|") if part.strip()]
    assert split(case.replace("|", ""), language) == expected


# "|" is where the first sentence comes out.
EARLIEST = [
    ("en", "The light is on. |Next"),
    ("en", "Is it? |Next"),
    ("en", "Done! |3"),
    ("en", "It is 21. |The"),
    ("en", "It is 45 %. |The"),
    ("en", "It isn't. |Lamps"),
    ("en", "Open example.com. |The"),
    ("en", "See the xyz. T|he"),
    ("en", "He said \u201cstop.\u201d T|hen"),
    ("en", "Well... M|aybe"),
    ("en", "At 7 a.m. The |door"),
    ("en", "No. Th|e"),
    ("en", "No. I |think"),
    ("en", "First line\n|second"),
    ("de", "Das Licht ist im Wohnzimmer. |Es"),
    ("de", "Es sind 21. Das |Licht"),
    ("fr", "Il est là. |Oui"),
    ("fr", "« Oui ! I|l"),
    ("es", "¡Hola!¿|Qué"),
]


@pytest.mark.parametrize(("language", "case"), EARLIEST)
def test_a_sentence_comes_out_as_soon_as_it_is_certain(language: str, case: str) -> None:
    before, after = case.split("|")
    splitter = SentenceSplitter(language)
    assert splitter.push(before[:-1]) == []
    assert len(splitter.push(before[-1])) == 1
    splitter.push(after)


@pytest.mark.parametrize(("language", "case"), CASES)
def test_two_cuts_anywhere_do_not_matter(language: str, case: str) -> None:
    text = case.replace("|", "")
    expected = split(text, language)
    for first, second in itertools.combinations(range(len(text) + 1), 2):
        splitter = SentenceSplitter(language)
        sentences = splitter.push(text[:first])
        sentences += splitter.push(text[first:second])
        sentences += splitter.push(text[second:])
        assert sentences + splitter.flush() == expected


LANGUAGES = st.sampled_from(["en", "fr", "de", "es", "it", "pt", "nl", "pt-BR", "xx"])
FRAGMENTS = st.sampled_from(
    [
        *" .!?…\n«»\"'”“()¿¡,;:-1Aa🎉é*\t\u00a0\u2028",
        *(
            " Dr.",
            " a.m.",
            " z. B.",
            " The",
            " C'est",
            " Das",
            "...",
            " 3.",
            " 21.5",
            " example.com",
        ),
        *(" No.", " on. ", " etc. ", "Word", " XIV.", "1. ", " i. d. R. "),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=25).map("".join))


@given(text=TEXTS, language=LANGUAGES, data=st.data())
def test_any_cuts_of_any_text_give_the_same_sentences(
    text: str, language: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    splitter = SentenceSplitter(language)
    sentences: list[str] = []
    for start, end in itertools.pairwise([0, *cuts, len(text)]):
        sentences += splitter.push(text[start:end])
    sentences += splitter.flush()
    assert sentences == split(text, language)
    one_by_one = SentenceSplitter(language)
    assert [s for c in text for s in one_by_one.push(c)] + one_by_one.flush() == sentences
    assert squeeze("".join(sentences)) == squeeze(text)
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


@given(text=TEXTS, language=LANGUAGES, silent=st.sets(st.integers(0, 80)))
def test_silences_lose_and_double_nothing(text: str, language: str, silent: set[int]) -> None:
    splitter = SentenceSplitter(language)
    sentences: list[str] = []
    for index, character in enumerate(text):
        sentences += splitter.push(character)
        if index in silent:
            sentences += splitter.idle()
            assert splitter.idle() == []
    assert squeeze("".join(sentences + splitter.flush())) == squeeze(text)


UNFINISHED = {"Dr.", "Mrs.", "e.g.", "i.e.", "J.", "R.", "z.", "z.B.", "d.", "Nr.", "3.", "24.12."}
UNFINISHED |= {"M.", "Mme.", "p.", "Sr.", "EE.", "sig.", "bijv.", "Dhr.", "19.", "2.", "XIV."}


@pytest.mark.parametrize(("language", "case"), CASES)
def test_silences_anywhere_cut_no_word_number_or_abbreviation(language: str, case: str) -> None:
    text = case.replace("|", "")
    # The one thing that cannot be told apart; see is_safe_without_space.
    text = re.sub(r"(?<=[a-z])\.(?=[a-z]{2})", "", text)
    splitter = SentenceSplitter(language)
    sentences: list[str] = []
    for character in text:
        sentences += splitter.push(character)
        sentences += splitter.idle()
    sentences += splitter.flush()
    pattern = r"\s*".join(re.escape(sentence) for sentence in sentences)
    assert re.fullmatch(rf"\s*{pattern}\s*", text)
    position = 0
    for sentence in sentences[:-1]:
        position = text.index(sentence, position) + len(sentence)
        before, behind = text[position - 1], text[position]
        assert not behind.isalnum(), (sentence, behind)
        assert not before.isalnum() or behind in "\r\n", (sentence, behind)
        assert sentence.split()[-1] not in UNFINISHED


IDLE = [
    ("en", "The light is on.", True),
    ("en", "The light is on. ", True),
    ("en", "Really?", True),
    ("en", "Let me check...", True),
    ("en", "Let me check… ", True),
    ("en", "He said \u201cstop.\u201d ", True),
    ("en", "It is 45 %.", True),
    ("en", "See the xyz. ", True),
    ("en", "No. ", True),
    ("en", "It is 21. ", True),
    ("en", "It is 21.", False),
    ("en", "Let me check..", False),
    ("en", "See the xyz.", False),
    ("en", "It is on channel no. ", False),
    ("en", "Ask Dr. ", False),
    ("en", "Ask Dr.", False),
    ("en", "At 7 a.m. ", False),
    ("en", "At 7 a.m. Th", False),
    ("en", "1. ", False),
    ("en", "See https://a.b/c?", False),
    ("en", "The light", False),
    ("en", "...", False),
    ("de", "Er kommt am 3. ", False),
    ("de", "Tiere, z. ", False),
    ("fr", "« Oui ! ", True),
    ("fr", "Vraiment ?", True),
]


@pytest.mark.parametrize(("language", "text", "comes_out"), IDLE)
def test_what_a_silence_gives_out(language: str, text: str, comes_out: bool) -> None:  # noqa: FBT001 - a column of the table
    splitter = SentenceSplitter(language)
    given_before = splitter.push(text)
    assert (given_before + splitter.idle() == [text.strip()]) is comes_out
    assert splitter.tail == ("" if comes_out else text.strip())


def test_text_goes_on_after_a_silence() -> None:
    splitter = SentenceSplitter("en")
    assert splitter.push("Let me check...") == []
    assert splitter.idle() == ["Let me check..."]
    assert splitter.push(" the door is open. Bye") == ["the door is open."]
    assert splitter.flush() == ["Bye"]


def test_a_quote_that_has_closed_delays_nothing() -> None:
    splitter = SentenceSplitter("fr")
    assert splitter.push("« Oui ! » Il est parti. ") == ["« Oui ! »", "Il est parti."]


def test_blank_text_has_no_sentences() -> None:
    assert split(" \n\t \r\n ") == []


def test_a_flushed_splitter_is_new() -> None:
    splitter = SentenceSplitter("fr")
    assert splitter.push("« Oui ! ") == []
    assert splitter.flush() == ["« Oui !"]
    assert splitter.push("Oui ! ") == ["Oui !"]


def test_waiting_is_known() -> None:
    splitter = SentenceSplitter("en")
    waiting = []
    for piece in ("Well", "...", " ", "may", "be. "):
        splitter.push(piece)
        waiting.append(splitter.is_waiting)
    assert waiting == [False, True, True, False, False]
