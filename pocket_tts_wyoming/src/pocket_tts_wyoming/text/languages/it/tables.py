"""Italian vocabulary: genders of what a home counts, names of months and days, rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of
from pocket_tts_wyoming.text.languages.romance import Agreement, month_forms
from pocket_tts_wyoming.text.languages.romance_cued import CueWords

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
# Only the noun after "1" agrees, so the singular is what counts; plurals help "due tazze e mezza".
_FEMININE = (
    "temperatura velocità luce luci notte notti chiave chiavi rete reti parete pareti fase fasi "
    "base basi frase nave "
    "neve torre serie voce voci croce fonte mente parte parti arte carne pelle stampante sorgente "
    "corrente patente classe gente radio foto moto auto mano app lavastoviglie smart email mail "
    "e-mail playlist password scena immagine immagini pentola tv sim radice vernice cornice ore "
    "fc bott conf scat volte settimane finestre porte lampade prese tapparelle persone tazze "
    "bottiglie notifiche"
)
_MASCULINE = (
    "problema sistema programma tema schema clima diagramma grammo chilogrammo pigiama cinema "
    "panorama dilemma enigma colera pilota computer"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_FEMININE.split(), _F),
    **dict.fromkeys(_MASCULINE.split(), _M),
}
GENDER_ENDINGS = (
    ("zione", _F), ("sione", _F), ("gione", _F), ("zioni", _F), ("trice", _F), ("trici", _F),
    ("udine", _F), ("gine", _F), ("tà", _F), ("tù", _F), ("si", _F), ("a", _F), ("he", _F),
    ("zze", _F), ("ie", _F),
)  # fmt: skip
AGREEMENT = Agreement(
    labels=words_of(
        "lampada luce finestra presa tapparella camera stanza canale piano numero zona sensore "
        "scena traccia stagione episodio capitolo pagina livello linea porta interruttore "
        "telecamera versione parte punto modalità opzione gruppo velocità indice ventilatore "
        "tenda serranda termostato preset stazione binario volume passo codice faretto relè rai "
        "italia rete tv radio sky euro formula dazn turno lotto gate corsia"
    ),
    particles=words_of(
        "di a da in con su per tra fra e ed o od è ha non più meno al alla allo del della dello "
        "dal dalla nel nella sul sulla ma se che come contro alle ai agli dei degli delle sono "
        "era c ci "
        "il lo "
        "la i gli le l un uno una virgola punto"
    ),
    states=words_of(
        "acceso accesa spento spenta aperto aperta chiuso chiusa attivo attiva attivato attivata "
        "disattivato disattivata bloccato bloccata sbloccato sbloccata disponibile offline online "
        "avviato avviata finito finita impostato impostata rilevato rilevata scarica scarico"
    ),
    joiners=words_of("e o solo è con ho ha soltanto c'è trovato trovata"),
)
# Behind "1" these stand where a noun is left out: "4 luci: 3 in sala, 1 in bagno", "1 urgente".
LEFT_BEHIND = words_of(
    "è era resta risulta in nel nella nello nei nelle negli di del della dello dei delle degli da "
    "dal dalla dallo dai dalle dagli per con senza su sul sulla sui sulle al alla ai alle allo"
)
DESCRIBING = AGREEMENT.states | words_of(
    "urgente importante libero libera occupato occupata nuovo nuova mancante scaduto "
    "scaduta letto letta completato completata fatto fatta guasto guasta rotto rotta vuoto vuota "
    "pieno piena annullato annullata confermato confermata consegnato consegnata riuscito "
    "riuscita fallito fallita"
)
WEEKDAYS: Mapping[str, str] = {
    "lun": "lunedì", "mar": "martedì", "mer": "mercoledì", "gio": "giovedì", "ven": "venerdì",
    "sab": "sabato", "dom": "domenica",
}  # fmt: skip
WINDS: Mapping[str, str] = {
    "N": "nord", "E": "est", "S": "sud", "O": "ovest", "W": "ovest", "NE": "nord-est",
    "SE": "sud-est", "SO": "sud-ovest", "SW": "sud-ovest", "NO": "nord-ovest", "NW": "nord-ovest",
    "NNE": "nord-nord-est", "NNO": "nord-nord-ovest", "NNW": "nord-nord-ovest",
    "ENE": "est-nord-est", "ESE": "est-sud-est", "SSE": "sud-sud-est", "SSO": "sud-sud-ovest",
    "SSW": "sud-sud-ovest", "OSO": "ovest-sud-ovest", "WSW": "ovest-sud-ovest",
    "ONO": "ovest-nord-ovest", "WNW": "ovest-nord-ovest",
}  # fmt: skip
# Nouns before which "2°" is a rank and not an angle, and after which a Roman numeral is one.
RANKED = words_of(
    "set round premio figlio giro incrocio semaforo lotto squillo piano posto giorno anno "
    "episodio capitolo classificato tentativo gruppo timer livello secolo "
    "lunedì martedì mercoledì giovedì venerdì sabato "
    "pezzo elemento minuto mese "
    "p perc percentile turno tempo quarto canale volume compleanno anniversario trimestre "
    "semestre grado articolo"
)
ROMAN_RANKED: Mapping[str, Gender] = {
    "secolo": _M, "millennio": _M, "guerra": _F, "edizione": _F, "repubblica": _F,
    "legislatura": _F, "piano": _M, "atto": _M, "posto": _M, "municipio": _M,
    "trofeo": _M, "torneo": _M, "premio": _M, "governo": _M, "crociata": _F, "domenica": _F,
    "trimestre": _M, "quadrimestre": _M, "semestre": _M, "media": _F, "elementare": _F,
    "reich": _M, "circoscrizione": _F, "festival": _M, "congresso": _M, "concilio": _M,
    "giornata": _F, "settimana": _F, "fiera": _F, "biennale": _F, "rassegna": _F, "serie": _F,
    "divisione": _F, "conferenza": _F, "convegno": _M, "municipalità": _F, "internazionale": _F,
    "dinastia": _F, "impero": _M, "maratona": _F, "gara": _F, "meeting": _M, "concorso": _M,
    "centenario": _M, "liceo": _F,
}  # fmt: skip
# "S. Giovanni", but "S. Rossi" has an initial.
SAINTS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "Giovanni", "Pietro", "Paolo", "Marco", "Francesco", "Giuseppe", "Lorenzo", "Martino",
            "Michele", "Nicola", "Rocco", "Silvestro", "Valentino", "Benedetto", "Carlo", "Donato",
            "Giorgio", "Siro", "Vito", "Matteo", "Luca", "Siro", "Babila", "Donà", "Gennaro",
        ),
        "San ",
    ),
    **dict.fromkeys(
        ("Maria", "Lucia", "Croce", "Chiara", "Rita", "Caterina", "Margherita", "Teresa"), "Santa "
    ),
    **dict.fromkeys(
        ("Anna", "Agata", "Antonio", "Ambrogio", "Agostino", "Andrea", "Elena"), "Sant'"
    ),
    "Stefano": "Santo ",
}  # fmt: skip
# Templates put any number before a plural: "{{ minutes }} minuti" makes "1 minuti".
ONE_OF: Mapping[str, str] = {
    "secondi": "un secondo", "minuti": "un minuto", "ore": "un'ora", "giorni": "un giorno",
    "settimane": "una settimana", "mesi": "un mese", "anni": "un anno", "volte": "una volta",
    "gradi": "un grado", "litri": "un litro", "euro": "un euro", "punti": "un punto",
    "persone": "una persona", "luci": "una luce", "porte": "una porta",
    "finestre": "una finestra", "messaggi": "un messaggio", "notifiche": "una notifica",
    "dispositivi": "un dispositivo", "aggiornamenti": "un aggiornamento", "eventi": "un evento",
    "nuovi messaggi": "un nuovo messaggio", "nuove notifiche": "una nuova notifica",
}  # fmt: skip
ONE_IN_STATE: Mapping[str, str] = {
    **{state[:-1] + ("e" if state[-1] == "a" else "i"): state for state in AGREEMENT.states},
    "nuovi": "nuovo", "nuove": "nuova", "rimanenti": "rimanente", "disponibili": "disponibile",
}  # fmt: skip
# What "25/30" counts roughly.
PAIRS_OF = words_of(
    "minuti min ore h giorni gg settimane sett mesi anni volte persone pers cucchiai cucchiaini "
    "bicchieri fette foglie spicchi gocce pezzi uova compresse porzioni euro km metri kg chili m g "
    "ml l cl cm mm litri grammi"
)
FEMININE_RULERS = words_of("Elisabetta Caterina Margherita Maria Cristina Anna Elizabeth Giovanna")
MASCULINE_RULERS = words_of(
    "Luigi Carlo Enrico Federico Filippo Paolo Pio Giovanni Benedetto Leone Clemente Gregorio "
    "Giulio Innocenzo Sisto Urbano Bonifacio Alessandro Nicola Pietro Ivan Guglielmo Giorgio "
    "Edoardo Giacomo Riccardo Umberto Emanuele Ferdinando Francesco Napoleone Massimiliano "
    "Leopoldo Amedeo Ottone Alfonso Ramses Ramsete Cosimo Lorenzo Celestino Adriano Felice "
    "Alberto Gustavo Cristiano Juan Felipe Charles Louis George"
)
MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
    "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
MONTH_ABBREVIATIONS = month_forms(
    MONTHS,
    {
        "gen": 1, "feb": 2, "mar": 3, "apr": 4, "mag": 5, "giu": 6, "lug": 7, "ago": 8,
        "sett": 9, "ott": 10, "nov": 11, "dic": 12,
    },
)  # fmt: skip
# Words beside numbers of orders, cards, races and results.
CUE_WORDS = CueWords(
    flights=words_of("volo"),
    within="in",
    fillers=words_of("di circa un tempo soli totale"),
    lasting=words_of(
        "mancano manca restano resta rimangono rimane rimanente rimanenti durata dura durano "
        "tra fra tempo"
    ),
    timers=words_of("timer cronometro"),
    timer_shows=words_of("segna mostra indica è a di da timer cronometro"),
    minutes_words=words_of(
        "pasta pizza uova uovo tè km metri miglia corsa corso corre corri "
        "correndo corsi gara giro giri maratona mezzamaratona parkrun nuoto vasche stile record "
        "personale "
        "brano canzone traccia video clip puntata podcast pezzo chiamata telefonata"
    ),
    hours_words=words_of("maratona mezzamaratona trail ultra film"),
    versions=words_of(
        "versione firmware software aggiornamento aggiornato aggiorna build release driver core "
        "app ios android esphome frigate node red"
    ),
)
