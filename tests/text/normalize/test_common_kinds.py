"""Kinds of tokens that every language writes alike, on both sides of each guess."""

from __future__ import annotations

import pytest

from support.normalizers import normalizer


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        # The powers of lengths without a raised digit; "M2" is a chip.
        ("en", "75 m2", "seventy-five square meters"),
        ("de", "2 m3/h", "zwei Kubikmeter pro Stunde"),
        ("fr", "240 km2", "deux cent quarante kilomètres carrés"),
        ("es", "12 kWh/m2", "doce kilovatios hora por metro cuadrado"),
        ("it", "75 m2", "settantacinque metri quadrati"),
        ("pt", "75 m2", "setenta e cinco metros quadrados"),
        ("nl", "75 m2", "vijfenzeventig vierkante meter"),
        ("en", "the M2 chip", "the M two chip"),
        # What is typed on a keypad; other products stay products.
        ("en", "Code 4*71#.", "Code four star seven one pound."),
        ("de", "Code 4*71#.", "Code vier Stern sieben eins Raute."),
        ("pt", "Código 4*71#.", "Código quatro asterisco sete um cardinal."),
        ("en", "4*7 = 28", "four times seven equals twenty-eight"),
        # Sizes of things, and many of one measure.
        ("en", "80x40x200 cm", "eighty by forty by two hundred centimeters"),
        ("fr", "160 x 230 cm", "cent soixante sur deux cent trente centimètres"),
        ("en", "2 x 3 m cable", "two times three meters cable"),
        ("de", "3x16A", "drei mal sechzehn Ampere"),
        ("en", "1920x1080", "one thousand nine hundred twenty by one thousand eighty"),
        ("nl", "90x200", "negentig bij tweehonderd"),
        ("en", "12x15 = 180", "twelve times fifteen equals one hundred eighty"),
        # Episodes, by the words of the language.
        ("en", "S02E05", "season two, episode five"),
        ("en", "S1E3-E4", "season one, episode three to four"),
        ("de", "S2 E5", "Staffel zwei, Folge fünf"),
        ("nl", "S5:E8", "seizoen vijf, aflevering acht"),
        ("pt", "T2E5", "temporada dois, episódio cinco"),
        ("en", "GBP/JPY", "pound yen"),
        ("en", "50 CAD", "fifty Canadian dollars"),
        ("en", "INR 2.5", "I N R two point five"),
        # Both ends of a range of money may say what they count.
        ("en", "€4.7k-9.4k", "four thousand seven hundred to nine thousand four hundred euros"),
        ("en", "$5-10k", "five to ten thousand dollars"),
        ("en", "$900k-1.2M", "nine hundred thousand to one point two million dollars"),
        ("de", "5k-10k €", "fünftausend bis zehntausend Euro"),
        ("es", "1 M€ - 2 M€", "uno a dos millones de euros"),
        ("de", "5 €-10 €", "fünf bis zehn Euro"),
        ("de", "5 € - 10 € = -5 €", "fünf Euro, zehn Euro gleich minus fünf Euro"),
        (
            "en",
            "$5.99-$7.99",
            "five dollars and ninety-nine cents to seven dollars and ninety-nine cents",
        ),
        ("it", "5,99-7,99 €", "da cinque euro e novantanove a sette euro e novantanove"),
        ("de", "0,25-0,35 €/kWh", "fünfundzwanzig Cent bis fünfunddreißig Cent pro Kilowattstunde"),
        (
            "de",
            "zwischen 2,99 und 3,99 €",
            "zwischen zwei Euro neunundneunzig und drei Euro neunundneunzig",
        ),
        ("de", "2,99 kg und 3,99 €", "zwei Komma neun neun Kilogramm und drei Euro neunundneunzig"),
        ("en", "a $5-10 lunch", "a five to ten dollar lunch"),
        # Relays are no hours of the day, and a lamp's socket groups no digits.
        ("en", "Shelly Plus 2PM", "Shelly Plus two P M"),
        ("de", "E27 806 lm", "E siebenundzwanzig achthundertsechs Lumen"),
        ("en", "94 Mb/s", "ninety-four megabits per second"),
        # How much of a goal is reached.
        (
            "en",
            "7,812/10,000 steps",
            "seven thousand eight hundred twelve out of ten thousand steps",
        ),
        ("es", "7.812/10.000 pasos", "siete mil ochocientos doce de diez mil pasos"),
        # A decimal comma behind minutes and seconds.
        ("de", "12.45,09", "zwölf Minuten fünfundvierzig Komma null neun Sekunden"),
        ("en", "1:21:08.429", "one hour twenty-one minutes eight point four two nine seconds"),
        # Marks in front of words that no part of something follows.
        ("en", "I give it 8/10 for the food.", "I give it eight out of ten for the food."),
        ("en", "9/10 of people agree.", "nine tenths of people agree."),
        # Compounds of "code" announce digits, unless there are few of them.
        ("de", "Bestätigungscode 482913", "Bestätigungscode vier acht zwei neun eins drei"),
        ("nl", "foutcode 12", "foutcode twaalf"),
        # What is left on a timer; other times stay times of day.
        ("nl", "Timer: nog 03:20", "Timer: nog drie minuten twintig seconden"),
        ("nl", "Het is nog 03:20 uur.", "Het is nog drie uur twintig."),
        ("de", "noch 03:20", "noch drei Minuten zwanzig Sekunden"),
        ("de", "Heute noch 15:30 Zahnarzt", "Heute noch fünfzehn Uhr dreißig Zahnarzt"),
        (
            "de",
            "Waschmaschine: noch 01:45",
            "Waschmaschine: noch eine Stunde fünfundvierzig Minuten",
        ),
        ("es", "Temporizador: quedan 03:20", "Temporizador: quedan tres minutos veinte segundos"),
        ("es", "El tren sale a las 03:20", "El tren sale a las tres y veinte"),
        ("fr", "Il reste 03:20", "Il reste trois minutes vingt secondes"),
        ("fr", "Il reste 3:20 de film", "Il reste trois heures vingt minutes de film"),
        (
            "it",
            "Timer pasta: 08:30 rimanenti",
            "Timer pasta: otto minuti e trenta secondi rimanenti",
        ),
        ("en", "3:20 left on the timer", "three minutes twenty seconds left on the timer"),
        ("en", "a lead with 3:15 left in Q4", "a lead with three fifteen left in Q four"),
        ("en", "The train left at 03:20", "The train left at three twenty"),
        # Lines of buses and trams, and the minutes until they come.
        ("en", "Route 12/24 is closed.", "Route twelve, twenty-four is closed."),
        ("en", "Bus 3/4 h late", "Bus three quarters of an hour late"),
        ("de", "Bus 12/24 fährt nicht.", "Bus zwölf, vierundzwanzig fährt nicht."),
        ("de", "Kanal 3/4", "Kanal drei von vier"),
        ("it", "Tram 12/24", "Tram dodici, ventiquattro"),
        ("es", "el tren 24/12", "el tren veinticuatro de diciembre"),
        ("de", "S1 \u2013 4 Min", "S eins, vier Minuten"),
        ("de", "Die Fahrt dauert 4 \u2013 6 Min", "Die Fahrt dauert vier bis sechs Minuten"),
        ("fr", "Tram 3 \u2013 4 min", "Tram trois, quatre minutes"),
        ("fr", "Trajet de 10 \u2013 15 min", "Trajet de dix à quinze minutes"),
        ("es", "Autobús 38 \u2013 6 min", "Autobús treinta y ocho, seis minutos"),
        ("en", "Bus 5\u20138 min away", "Bus five to eight minutes away"),
        # A key of a telephone, in front of which markup leaves the star.
        ("en", "Dial *67.", "Dial star six seven."),
        ("it", "Usa *21#", "Usa asterisco due uno cancelletto"),
        ("de", "(*1967)", "neunzehnhundertsiebenundsechzig"),
        # Two measures with one unit: bands, down and up, day and night; parts stay parts.
        ("en", "2.4/5 GHz", "two point four and five gigahertz"),
        ("it", "2,4 GHz/5 GHz", "due virgola quattro e cinque gigahertz"),
        (
            "fr",
            "868 MHz/2,4 GHz",
            "huit cent soixante-huit mégahertz et deux virgule quatre gigahertz",
        ),
        ("en", "94/21 Mbit/s", "ninety-four, twenty-one megabits per second"),
        ("pt", "500/100 Mbps", "quinhentos, cem megabits por segundo"),
        ("nl", "8/-1 °C", "acht, min één graad Celsius"),
        ("es", "-3/4 °C", "menos tres a cuatro grados Celsius"),
        ("en", "72/55°F", "seventy-two, fifty-five degrees Fahrenheit"),
        ("en", "1/2 °C", "half a degree Celsius"),
        (
            "en",
            "118.2/128 GB",
            "one hundred eighteen point two out of one hundred twenty-eight gigabytes",
        ),
        ("de", "Backen Sie 30/40 min", "Backen Sie dreißig bis vierzig Minuten"),
        ("de", "Training: 30/40 min", "Training: dreißig von vierzig Minuten"),
        # Pairs of currencies are no amounts.
        ("en", "EUR/USD 1.0825", "euro dollar one point zero eight two five"),
        ("de", "EUR/USD liegt bei 1,0825", "Euro Dollar liegt bei eins Komma null acht zwei fünf"),
        ("fr", "EUR/CHF", "euro franc suisse"),
        ("it", "USD/EUR", "dollaro euro"),
        ("en", "12 EUR/month", "twelve euros per month"),
        # Pieces are counted, pans and cards have sizes.
        ("en", "2x10 pieces", "two times ten pieces"),
        ("nl", "2x10 stuks", "twee keer tien stuks"),
        ("fr", "2x10 pièces", "deux fois dix pièces"),
        ("en", "2x10 pills", "two times ten pills"),
        ("en", "a 9x13 pan", "a nine by thirteen pan"),
        ("fr", "un cadre 10x15", "un cadre dix sur quinze"),
        # Of two percentages between two names the second is the other side's.
        (
            "de",
            "Bayern 58 % \u2013 42 % Dortmund",
            "Bayern achtundfünfzig Prozent zu zweiundvierzig Prozent Dortmund",
        ),
        ("it", "Inter 52%-48% Roma", "Inter cinquantadue per cento a quarantotto per cento Roma"),
        (
            "es",
            "Sí 46 % \u2013 52 % No",
            "Sí cuarenta y seis por ciento a cincuenta y dos por ciento No",
        ),
        ("de", "Akku 20 % \u2013 80 % Ladung", "Akku zwanzig Prozent bis achtzig Prozent Ladung"),
        ("de", "von 80 % \u2013 20 % entladen", "von achtzig Prozent bis zwanzig Prozent entladen"),
        ("it", "umidità 40%-60%", "umidità da quaranta per cento a sessanta per cento"),
        ("en", "54%-44%", "fifty-four percent to forty-four percent"),
        # Chapters and verses; appointments with people of such names stay times.
        ("en", "John 3:16-18", "John three sixteen to eighteen"),
        ("en", "1 Corinthians 13:4", "First Corinthians thirteen four"),
        ("en", "John 9:30 dentist", "John nine thirty dentist"),
        ("de", "Joh. 3,16", "Johannes drei, sechzehn"),
        ("de", "Termin mit Johannes 15:30", "Termin mit Johannes fünfzehn Uhr dreißig"),
        ("de", "Johannes 3, 16 Gäste", "Johannes drei, sechzehn Gäste"),
        ("es", "Juan 3:16", "Juan tres, dieciséis"),
        ("es", "Juan 9:30", "Juan nueve y media"),
        ("fr", "Jean 3,16", "Jean trois, seize"),
        ("fr", "Marc 14:32", "Marc quatorze heures trente-deux"),
        ("it", "Salmo 23:4", "Salmo ventitré, quattro"),
        ("it", "1 Samuele 3:10", "prima Samuele tre, dieci"),
        ("pt", "Romanos 8:28", "Romanos oito, vinte e oito"),
        ("nl", "Marcus 9:07", "Marcus negen uur zeven"),
        # Single quotation marks in pairs; apostrophes stay.
        ("en", "Play 'The end', it's Bob's.", "Play The end, it's Bob's."),
        ("en", "the dogs' beds", "the dogs' beds"),
    ],
)
def test_kinds_of_all_languages(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken
