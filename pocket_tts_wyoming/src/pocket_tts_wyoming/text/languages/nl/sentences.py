"""Dutch words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "ca evt bijv incl excl max "
        "de het een er ik je jij u hij zij ze we wij jullie dit dat deze die en of maar in op aan "
        "bij met van voor naar om uit over als wanneer wat wie waar hoe waarom is zijn was heeft "
        "hebben wordt kan kunnen wil wilt zal nu vandaag morgen daarna dan ook niet nog ja nee "
        "hier daar mijn jouw uw ons onze alle alles"
    ),
    short=words_of(
        "aan uit in op om ja nee ok nu uur dag het er je jou mij hem ons zij wij af toe dit dat "
        "is was had bed bad mee mei nog ook wel zo hoe wie wat een zes"
    ),
    closers=("enz.", "etc.", "e.d.", "o.i.d.", "a.u.b.", "n.v.t.", "z.s.m.", "min."),
    conjunctions=words_of("en of maar omdat dat terwijl als zodat want totdat nadat zodra"),
)
