"""Words that decide whether a full stop ends a sentence, per language.

Entries in lower case match in any case, entries with a capital only as written ("Sat." is a day,
"sat." ends a sentence). Abbreviations are written without their last full stop and without
spaces: "z.B" stands for "z.B." and "z. B.".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What one language needs to tell the end of a sentence from an abbreviation.

    `never`: abbreviations that are always followed by something. `maybe`: those that may end a
    sentence; then one of `starters` follows. `numbered`: abbreviations only in front of a number,
    else plain words. `short`: words of two or three letters that are no abbreviation. `ordinals`:
    ordinals are written with a full stop ("am 3. Mai"). `spaced_quotes`: « opens and » closes,
    often with a space inside.
    """

    never: frozenset[str]
    maybe: frozenset[str]
    numbered: frozenset[str]
    starters: frozenset[str]
    short: frozenset[str]
    ordinals: bool = False
    spaced_quotes: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = Words(
    never=_set(
        "mr mrs ms mx dr prof rev hon gen col maj capt cmdr lt sgt cpl adm gov sen rep pres "
        "messrs supt vs cf e.g i.e eg ie viz approx esp incl excl univ"
    ),
    maybe=_set(
        "a.m p.m etc inc ltd co corp jr sr st mt ft ave blvd rd dept al ph.d tel ext min hr hrs "
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
        "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
    ),
    numbered=_set("no nos fig figs vol vols ch chap sec art eq pp pg par ver"),
    starters=_set(
        "the a an it its i we you he she they this that these those there here if in on at as and "
        "but or so when while what where who why how do does did is are was were will would can "
        "could should please let my your our their his her yes no not now then also after before "
        "for from to with by have has however once all some any every just turn set"
    ),
    short=_set(
        "on off in out up it its me us him her you we he she who how why all any one two six ten "
        "yes yet ok too so now day way set run go do be is are was not low dry wet hot red bed car "
        "air job fun see say try use ago end far for got get had has let lot man men new old own "
        "put sit"
    ),
)

_FRENCH = Words(
    never=_set(
        "M MM mme mmes mlle mlles dr drs pr st ste p.ex par.ex ex c.-à-d c.à.d cf env bd apr"
    ),
    maybe=_set(
        "etc a.m p.m j.-c j.c av tél min sec janv févr avr juil sept oct nov déc "
        "lun mar mer jeu ven sam dim"
    ),
    numbered=_set("no nos art fig vol chap p pp ch"),
    starters=_set(
        "le la les l' un une des il elle ils elles on je j' tu nous vous ce c' cet cette ces ça "
        "cela et mais ou donc si s' en dans sur à au aux pour par avec sans quand que qu' qui quoi "
        "où comment pourquoi est y mon ma mes votre vos notre nos son sa ses leur d' de du oui non "
        "voici voilà n' ne pas puis ensuite alors aujourd' demain après avant bonjour merci"
    ),
    short=_set(
        "oui non ok là bas eau feu air fin été mis pas est ici moi toi lui eux soi peu vie an ans "
        "un une dix six on or où tôt sur vu bon clé gaz jus lit mot mur nez nom roi rue sac son "
        "thé ton vin"
    ),
    spaced_quotes=True,
)

_GERMAN = Words(
    never=_set(
        "dr prof Hr Fr frl hrn st bzw z.b z.t z.zt d.h u.a u.ä o.ä i.d.r i.a s.o s.u v.a ca ggf "
        "evtl inkl exkl zzgl abzgl bspw sog vgl geb gest ing dipl mag med rer phil jur "
        "allg max mind nr tel"
    ),
    maybe=_set(
        "usw usf etc v.chr n.chr str std min sek mio mrd tsd gmbh jh Jan Feb Mär Apr Jun Jul Aug "
        "Sep Sept Okt Nov Dez Mo Di Mi Sa"
    ),
    numbered=_set("art abs kap bd abb fig s hrsg nrn"),
    starters=_set(
        "der die das den dem des ein eine einen einem einer es er sie ich wir ihr du man ist sind "
        "war hat haben wird werden kann können soll möchten möchtest möchte bitte im in am an auf "
        "aus bei mit nach von vom zu zum zur für über unter um und oder aber denn doch wenn weil "
        "dass da dann dort hier heute morgen jetzt gestern was wer wie wo wann warum welche ja "
        "nein nicht noch auch nur so alle alles dies diese dieser dieses mein dein sein unser kein "
        "keine danach außerdem insgesamt damit derzeit aktuell draußen drinnen soeben gerne"
    ),
    short=_set(
        "an aus zu ab auf ein da ja es sie ihn ihm ihr dir mir uns wir du er nun tag uhr bad tür "
        "weg tun hat ist war bin los mal nie oft rot neu alt gut vor mit nur wo was wer wie ok eis "
        "hof ort see zug rad"
    ),
    ordinals=True,
)

_SPANISH = Words(
    never=_set(
        "sr sra srta sres sras dr dra drs D dña ud uds vd p.ej ej prof profa gral lic ing arq "
        "aprox ee pág págs núm"
    ),
    maybe=_set("etc a.m p.m a.c d.c uu s.a av avda tel min seg hr hrs ene feb abr ago sept dic"),
    numbered=_set("no art cap fig vol n p pp"),
    starters=_set(
        "el la los las un una unos unas lo le les es está están son hay ha han he yo tú él ella "
        "ellos nosotros usted ustedes se si no sí y o pero en de del al a con sin por para que qué "
        "quién cómo cuándo dónde cuál este esta estos estas ese esa eso esto mi tu su sus nuestro "
        "ahora hoy mañana después antes luego también además cuando como ya aquí ahí puede quieres"
    ),
    short=_set(
        "sí ok ya luz fin día mes año sol mar uno una dos hoy así más tal vez voz red gas pan él "
        "yo tú mí ti él les los las que fue ir ver ahí son va"
    ),
    spaced_quotes=True,
)

_ITALIAN = Words(
    never=_set(
        "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom egr gent p.es es ca"
    ),
    maybe=_set("ecc etc a.c d.c s.p.a s.r.l tel min gen feb apr giu lug ott nov dic"),
    numbered=_set("n nn pag pagg art cap fig vol p pp"),
    starters=_set(
        "il lo la i gli le l' un uno una un' è sono ha hanno ho c' ci si se non e o ma in di del "
        "della da dal dalla a al alla con senza per su sul tra fra che chi cosa come quando dove "
        "perché questo questa questi quello quella mio tuo suo nostro io tu lui lei noi voi loro "
        "ora oggi domani dopo prima poi anche sì no vuoi puoi ecco"
    ),
    short=_set(
        "sì no ok su giù tre due sei ora ore via qui qua là lì più blu gas dì te me lui lei noi "
        "voi chi che già può fa va sta è"
    ),
    spaced_quotes=True,
)

_PORTUGUESE = Words(
    never=_set("sr sra srs sras srta dr dra drs dras prof profa eng exmo exma v.ex p.ex ex aprox"),
    maybe=_set("etc a.m p.m a.c d.c s.a ltda cia av tel min seg jan fev abr jun jul ago nov dez"),
    numbered=_set("n núm pág págs art cap fig vol p pp"),
    starters=_set(
        "o a os as um uma é são está estão há tem têm não sim e ou mas se em no na nos nas de do "
        "da dos das ao à com sem por para que quem como quando onde qual este esta esse essa isso "
        "isto meu seu sua nosso eu tu você vocês ele ela eles nós agora hoje amanhã depois antes "
        "também já aqui ali quer pode"
    ),
    short=_set(
        "sim não ok já luz sol mar dia mês ano aí ali cá lá um uma ele ela eu nós vós mim ti gás "
        "mal bem bom boa fim vez voz ver ir são tem há aqui pão"
    ),
    spaced_quotes=True,
)

_DUTCH = Words(
    never=_set(
        "dhr mevr mw dr drs ir ing prof mr ds st bijv bv d.w.z o.a o.m m.b.t t.o.v i.v.m i.p.v "
        "m.a.w n.a.v t.a.v m.u.v t.g.v t.w.v ca resp incl excl evt vgl zgn max gem"
    ),
    maybe=_set(
        "enz etc a.u.b s.v.p z.s.m e.d o.i.d mln mld temp "
        "v.chr n.chr tel min sec jan feb mrt apr jun jul aug sep sept okt nov dec"
    ),
    numbered=_set("nr nrs blz art afb fig hfst p pp"),
    starters=_set(
        "de het een er ik je jij u hij zij ze we wij jullie dit dat deze die en of maar in op aan "
        "bij met van voor naar om uit over als wanneer wat wie waar hoe waarom is zijn was heeft "
        "hebben wordt kan kunnen wil wilt zal nu vandaag morgen daarna dan ook niet nog ja nee "
        "hier daar mijn jouw uw ons onze alle alles"
    ),
    short=_set(
        "aan uit in op om ja nee ok nu uur dag het er je jou mij hem ons zij wij af toe dit dat "
        "is was had bed bad mee mei nog ook wel zo hoe wie wat een zes"
    ),
)

_LANGUAGES = {
    "de": _GERMAN,
    "en": _ENGLISH,
    "es": _SPANISH,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "nl": _DUTCH,
    "pt": _PORTUGUESE,
}


def words_of(language: str) -> Words:
    """Return the words of a language tag such as "de" or "pt-BR"; English for others."""
    return _LANGUAGES.get(language[:2].lower(), _ENGLISH)
