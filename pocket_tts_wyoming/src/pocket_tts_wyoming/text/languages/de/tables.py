"""German vocabulary: genders of what a home counts, names of months and days, rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTH_ABBREVIATIONS = {
    "Jan": 1, "Feb": 2, "Mär": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9,
    "Sept": 9, "Okt": 10, "Nov": 11, "Dez": 12,
}  # fmt: skip
GENDER_ENDINGS = (
    ("licht", Gender.NEUTER), ("öl", Gender.NEUTER), ("ett", Gender.NEUTER),
    ("uhr", Gender.FEMININE), ("amt", Gender.NEUTER),
    ("rei", Gender.FEMININE), ("tei", Gender.FEMININE), ("gerät", Gender.NEUTER),
    ("fenster", Gender.NEUTER), ("zimmer", Gender.NEUTER), ("rollo", Gender.NEUTER),
    ("chen", Gender.NEUTER), ("lein", Gender.NEUTER), ("ment", Gender.NEUTER),
    ("programm", Gender.NEUTER), ("system", Gender.NEUTER), ("prozent", Gender.NEUTER),
    ("ersatzteil", Gender.NEUTER), ("bauteil", Gender.NEUTER), ("timer", Gender.MASCULINE),
    ("schalter", Gender.MASCULINE), ("tür", Gender.FEMININE),
    ("raum", Gender.MASCULINE), ("baum", Gender.MASCULINE), ("traum", Gender.MASCULINE),
    ("schaum", Gender.MASCULINE), ("termin", Gender.MASCULINE), ("kamin", Gender.MASCULINE),
    ("flur", Gender.MASCULINE), ("käse", Gender.MASCULINE), ("name", Gender.MASCULINE),
    ("buchstabe", Gender.MASCULINE), ("gedanke", Gender.MASCULINE), ("junge", Gender.MASCULINE),
    ("zug", Gender.MASCULINE), ("weg", Gender.MASCULINE), ("plan", Gender.MASCULINE),
    ("punkt", Gender.MASCULINE), ("preis", Gender.MASCULINE), ("stand", Gender.MASCULINE),
    ("wert", Gender.MASCULINE), ("chen", Gender.NEUTER), ("lein", Gender.NEUTER),
    ("ment", Gender.NEUTER), ("um", Gender.NEUTER), ("zimmer", Gender.NEUTER),
    ("haus", Gender.NEUTER), ("licht", Gender.NEUTER), ("fenster", Gender.NEUTER),
    ("gerät", Gender.NEUTER), ("jahr", Gender.NEUTER), ("nis", Gender.NEUTER),
    ("system", Gender.NEUTER), ("netz", Gender.NEUTER), ("bad", Gender.NEUTER),
    ("werk", Gender.NEUTER), ("auto", Gender.NEUTER), ("programm", Gender.NEUTER),
    ("signal", Gender.NEUTER), ("fest", Gender.NEUTER), ("konzert", Gender.NEUTER),
    ("gemüse", Gender.NEUTER), ("gebäude", Gender.NEUTER), ("wochenende", Gender.NEUTER),
    ("interesse", Gender.NEUTER), ("essen", Gender.NEUTER), ("treffen", Gender.NEUTER),
    ("wetter", Gender.NEUTER), ("wasser", Gender.NEUTER), ("geschoss", Gender.NEUTER),
    ("rollo", Gender.NEUTER), ("menü", Gender.NEUTER), ("büro", Gender.NEUTER),
    ("kunft", Gender.FEMININE), ("nacht", Gender.FEMININE), ("fahrt", Gender.FEMININE),
    ("sicht", Gender.FEMININE), ("macht", Gender.FEMININE), ("kraft", Gender.FEMININE),
    ("luft", Gender.FEMININE), ("schrift", Gender.FEMININE), ("arbeit", Gender.FEMININE),
    ("zeit", Gender.FEMININE), ("welt", Gender.FEMININE), ("stadt", Gender.FEMININE),
    ("wand", Gender.FEMININE), ("hand", Gender.FEMININE), ("bahn", Gender.FEMININE),
    ("zahl", Gender.FEMININE), ("wahl", Gender.FEMININE), ("enz", Gender.FEMININE),
    ("ie", Gender.FEMININE), ("pflicht", Gender.FEMININE), ("pflanze", Gender.FEMININE),
    ("luft", Gender.FEMININE), ("post", Gender.FEMININE), ("bank", Gender.FEMININE),
    ("ung", Gender.FEMININE), ("heit", Gender.FEMININE), ("keit", Gender.FEMININE),
    ("schaft", Gender.FEMININE), ("ion", Gender.FEMININE), ("tät", Gender.FEMININE),
    ("ik", Gender.FEMININE), ("ur", Gender.FEMININE), ("in", Gender.FEMININE),
    ("e", Gender.FEMININE),
)  # fmt: skip
_F, _M, _N = Gender.FEMININE, Gender.MASCULINE, Gender.NEUTER
_FEMININE = (
    "lampe tür minute stunde sekunde woche steckdose jalousie heizung kamera nachricht person "
    "batterie mail datei szene automation automatisierung aufgabe million milliarde taste uhrzeit "
    "leuchte markise garage flasche packung dose tüte tasse kiste pizza zwiebel gurke banane "
    "erinnerung warnung aktualisierung meldung veranstaltung folge staffel etage stufe gruppe "
    "liga bundesliga prise wohnung zone waschmaschine spülmaschine pflanze "
    "änderung app form springform pfanne schüssel schale kanne creme sahne butter milch wurst "
    "nuss "
    "möhre kartoffel tomate paprika birne kirsche beere gabel schere uhr heizdecke matratze couch "
    "wand bank frucht paprikaschote brezel semmel kugel tafel stange rolle tube box decke kerze "
    "stadt firma mannschaft partei wahl nacht hand frau tochter schwester mutter oma katze maus "
    "kuh ente gans kraft luft last zahl ziffer nummer regel formel vokabel insel achsel steuer "
    "mauer dauer feier trauer leiter feder schulter oper kammer cola bar "
    "kiwi mango ananas avocado zucchini salami nudel mandel schachtel klingel notiz antwort kapsel "
    "windel kita handvoll zahnpasta mediathek playlist limo fanta grapefruit geburt tour lok "
    "wahrscheinlichkeit firmware software hardware cd dvd ampel fackel wurzel bibel waffel nadel "
    "wallbox webcam soundbar smartwatch schaufel gebühr spende dividende bilanz praxis werkstatt "
    "sms doku trommel frist schicht zutat "
    "tram peperoni dattel dosis hantel sportart saison demo razzia flut front ära"
)
_MASCULINE = (
    "timer wecker tag monat rollladen sensor schalter fernseher lautsprecher termin eintrag raum "
    "kalender euro cent dollar liter meter kilometer millimeter zentimeter alarm fehler akku "
    "rauchmelder vorhang motor staubsauger punkt apfel artikel song titel platz stock versuch "
    "gast kaffee tee roboter stern befehl schritt treffer anruf melder stuhl router pool ofen "
    "becher sack kasten beutel topf löffel teller schrank tisch schlüssel koffer schuh hut mantel "
    "baum garten weg fluss berg see wald hund vogel fisch mann sohn bruder vater opa freund chef "
    "arzt brief absatz teil kopf arm fuß finger zahn rücken bauch käse quark essig zucker pfeffer "
    "reis speck schinken lauch knoblauch sellerie spargel brokkoli blumenkohl kohl ingwer senf "
    "ketchup wein sekt schnaps tropfen esslöffel teelöffel bund strauch zweig ring knopf "
    "regler server drucker scanner monitor bildschirm laptop rechner speicher chip kühlschrank "
    "herd backofen mixer toaster trockner wischer mäher rasenmäher akkuschrauber bohrer hammer "
    "zähler stecker adapter anschluss kanal sender verein spieler trainer sieg film roman gang "
    "fall dongle muffin smoothie rosmarin streik service moment vorteil nachteil anteil "
    "bestandteil stadtteil ortsteil elternteil führerschein neffe cousin kollege friseur schnee "
    "schein stein kunde zeuge bote "
    "pilot bitcoin login delfin pinguin pudding läufer code shake platzhalter verband "
    "joghurt salat kuchen kürbis saft dimmer ventilator luftentfeuchter abend morgen januar"
)
_NEUTER = (
    "licht fenster gerät jahr zimmer update rollo grad prozent watt kilowatt volt ampere lux mal "
    "produkt ding ereignis lied album kind auto haus tor garagentor schloss thermostat radio "
    "brot ei bier wasser hähnchen paket stück pfund gramm kilogramm kilo ergebnis problem "
    "jh jahrhundert quartal bild video buch bad rätsel megabyte gigabyte backup element spiel "
    "halbjahr foto display og eg ug dg glas blatt eis fleisch gemüse obst öl salz mehl "
    "brötchen netz fahrrad tier pferd schwein huhn schaf herz ohr auge bein knie gesicht haar "
    "hemd kleid dach feld land dorf tal meer boot schiff flugzeug taxi rad messer bett sofa regal "
    "handy telefon tablet notebook projekt team mitglied spielzeug geschenk ticket hotel "
    "restaurant museum theater kino konzert fest event angebot formular konto passwort netzwerk "
    "modul relais kabel ventil thermometer mikrofon signal symbol feature modell skript programm "
    "netzteil einzelteil oberteil unterteil kleinteil gateway modem panel headset keyboard "
    "mainboard selfie pdf zertifikat lineal geodreieck etui lexikon quiz puzzle turnier derby "
    "eigentor stadion studio trikot sakko accessoire armband portemonnaie etikett board gas "
    "benzin motorrad lenkrad moped bike dreieck navi mobil denkmal festival gebirge ufer beben "
    "springen glatteis opfer gesetz verfahren amt gericht kabinett abkommen embargo icon widget "
    "dashboard plugin upgrade archiv image barometer hygrometer becken klo bidet geschirr besteck "
    "tablett "
    "weizen pils radler rührei spiegelei omelett gulasch chili curry risotto sushi tiramisu "
    "kompott gelee kotelett hack präparat attest fett protein hydrat semester drittel viertel "
    "achtel dutzend eigelb eiweiß baguette toast croissant steak schnitzel müsli getränk brett "
    "sieb blech bündel "
    "heft lego gepäck handtuch kissen laken café klavier shirt paar baby gewitter hoch tief rezept "
    "pflaster spray fieber training finale unentschieden wort gutachten abo shampoo duschgel "
    "papier pulver natron filet rohr schild feuer holz werkzeug sandwich dressing gewürz kraut "
    "püree mus "
    "dessert gel zeugnis interview match tuch zelt rennen beet lager lokal "
    "leben päckli byte meeting smartphone diktat referat thema kapitel seil pedal schlagzeug "
    "windrad "
    "lastenrad hinterrad vorderrad laufrad dreirad loch leck limit gleis abteil gate objekt set "
    "trampolin vitamin bonbon add-on plug-in start-up back-up pop-up "
    "jahrzehnt jahrtausend ersatzteil bauteil gegenteil urteil gewicht alter datum ziel ende "
    "protokoll mittel fach "
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_FEMININE.split(), _F),
    **dict.fromkeys(_MASCULINE.split(), _M),
    **dict.fromkeys(_NEUTER.split(), _N),
}
WEEKDAYS: Mapping[str, str] = {
    "Mo": "Montag", "Di": "Dienstag", "Mi": "Mittwoch", "Do": "Donnerstag", "Fr": "Freitag",
    "Sa": "Samstag", "So": "Sonntag",
}  # fmt: skip
# Nouns before which "3." is a rank even without an article.
RANKED = words_of(
    "timer wecker stock etage platz mal runde staffel folge quartal klasse liga stufe "
    "obergeschoss "
    "halbjahr bundesliga akt buch og ug untergeschoss advent weltkrieg halbzeit kapitel versuch "
    "tag woche jh jahrhundert spieltag minute geburtstag jahrestag hochzeitstag lebensjahr "
    "jahrgang "
    "schuljahr semester trimester monat auflage ausgabe etappe rang satz viertel achtel finale "
    "kongress symposium treffen sitzung teil band gang welle schicht kerze todestag abschnitt "
    "symphonie sinfonie festival lauf marathon mannschaft herren damen spiel tor sieg titel "
    "fc sc fck fsv ffc vfl vfb tsv januar februar märz april mai juni juli august september "
    "oktober november dezember impfung untersuchung prüfung lesung erinnerung zahlung rate dosis "
    "springen rennen training durchgang qualifying "
    "anlauf stelle wahl hand hilfe reihe ebene person vorsitzender vorsitzende preis generation "
    "kind schultag "
    "ziehung lieferung zustellung warnung leerung"
)
# Ends of such nouns.
RANKED_ENDINGS = (
    "tag",
    "jahr",
    "runde",
    "minute",
    "etage",
    "stock",
    "klasse",
    "platz",
    "geschoss",
    "liga",
    "stunde",
    "wettbewerb",
    "turnier",
    "meisterschaft",
    "versammlung",
    "auflage",
    "staffel",
    "versuch",
    "impfung",
    "mahnung",
)
# Short nouns of which there is one behind a rank: "1. Std." is a lesson, no hours.
RANKED_SHORT: Mapping[str, str] = {
    "Std": "Stunde", "Min": "Minute", "Wo": "Woche", "Mon": "Monat", "Hj": "Halbjahr",
    "HJ": "Halbjahr", "Sj": "Schuljahr", "Kl": "Klasse", "Sem": "Semester", "Quart": "Quartal",
    "Jg": "Jahrgang", "Et": "Etage", "Stk": "Stück", "Spt": "Spieltag", "Gen": "Generation",
    "St": "Stock", "Bd": "Band",
}  # fmt: skip
FEMININE_RULERS = frozenset({"Elisabeth", "Elizabeth", "Katharina", "Margrethe", "Maria"})
MASCULINE_RULERS = words_of(
    "Ludwig Friedrich Wilhelm Heinrich Otto Karl Philipp Paul Benedikt Johannes Pius Franz Leo "
    "Georg Eduard Jakob Richard Napoleon Nikolaus Alexander Peter Ramses Gregor Clemens Ferdinand "
    "Maximilian Leopold Rudolf Gustav Christian Charles Louis Henri Albert "
    "Joseph Josef August Wenzel Haakon Harald Felipe Juan Carlos"
)
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip
