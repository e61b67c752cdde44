"""French words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "env approx "
        "le la les l' un une des il elle ils elles on je j' tu nous vous ce c' cet cette ces ça "
        "cela et mais ou donc si s' en dans sur à au aux pour par avec sans quand que qu' qui "
        "quoi "
        "où comment pourquoi est y mon ma mes votre vos notre nos son sa ses leur d' de du oui "
        "non "
        "voici voilà n' ne pas puis ensuite alors aujourd' demain après avant bonjour merci"
    ),
    short=words_of(
        "oui non ok là bas eau feu air fin été mis pas est ici moi toi lui eux soi peu vie an ans "
        "un une dix six on or où tôt sur vu bon clé gaz jus lit mot mur nez nom roi rue sac son "
        "thé ton vin"
    ),
    spaced_quotes=True,
    closers=("etc.", "km."),
    conjunctions=words_of(
        "et ou mais parce car qui que quand lorsque donc puis si afin pendant avant après"
    ),
)
