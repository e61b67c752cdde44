"""Spanish words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "el la los las un una unos unas lo le les es está están son hay ha han he yo tú él ella "
        "ellos nosotros usted ustedes se si no sí y o pero en de del al a con sin por para que "
        "qué "
        "quién cómo cuándo dónde cuál este esta estos estas ese esa eso esto mi tu su sus nuestro "
        "hace hacía aprox "
        "ahora hoy mañana después antes luego también además cuando como ya aquí ahí puede quieres"
    ),
    short=words_of(
        "sí ok ya luz fin día mes año sol mar uno una dos hoy así más tal vez voz red gas pan él "
        "yo tú mí ti les los las que fue ir ver ahí son va"
    ),
    spaced_quotes=True,
    closers=("etc.", "min."),
    conjunctions=words_of(
        "y o e u pero porque que cuando si aunque como mientras pues hasta antes después"
    ),
)
