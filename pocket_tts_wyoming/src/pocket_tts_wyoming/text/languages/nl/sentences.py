"""Dutch words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    never=words_of(
        "dhr mevr mw dr drs ir ing prof mr ds st bijv bv d.w.z o.a o.m m.b.t t.o.v i.v.m i.p.v "
        "m.a.w n.a.v t.a.v m.u.v t.g.v t.w.v ca resp incl excl evt vgl zgn max gem"
    ),
    maybe=words_of(
        "enz etc a.u.b s.v.p z.s.m e.d o.i.d mln mld temp "
        "v.chr n.chr tel min sec jan feb mrt apr jun jul aug sep sept okt nov dec"
    ),
    numbered=words_of("nr nrs blz art afb fig hfst p pp"),
    starters=words_of(
        "de het een er ik je jij u hij zij ze we wij jullie dit dat deze die en of maar in op aan "
        "bij met van voor naar om uit over als wanneer wat wie waar hoe waarom is zijn was heeft "
        "hebben wordt kan kunnen wil wilt zal nu vandaag morgen daarna dan ook niet nog ja nee "
        "hier daar mijn jouw uw ons onze alle alles"
    ),
    short=words_of(
        "aan uit in op om ja nee ok nu uur dag het er je jou mij hem ons zij wij af toe dit dat "
        "is was had bed bad mee mei nog ook wel zo hoe wie wat een zes"
    ),
    conjunctions=words_of("en of maar omdat dat terwijl als zodat want totdat nadat zodra"),
)
