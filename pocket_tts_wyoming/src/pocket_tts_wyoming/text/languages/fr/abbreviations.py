"""French abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations

ABBREVIATIONS = abbreviations(
    always_followed={
        "M.": "Monsieur", "MM.": "Messieurs", "Mme.": "Madame", "Mmes.": "Mesdames",
        "Mlle.": "Mademoiselle", "Mlles.": "Mesdemoiselles", "Dr.": "Docteur",
        "Drs.": "Docteurs", "Pr.": "Professeur", "St.": "Saint", "Ste.": "Sainte",
        "p. ex.": "par exemple", "par ex.": "par exemple", "ex.": "exemple",
        "c.-à-d.": "c'est-à-dire", "c. à d.": "c'est-à-dire", "cf.": "confer",
        "env.": "environ", "bd.": "boulevard", "apr.": "après", "ap.": "après",
        "approx.": "approximativement", "vs.": "contre", "max.": "maximum", "min.": "minimum",
        "N.B.": "nota bene", "nb.": "nombre", "boul.": "boulevard", "pl.": "place",
        "fg.": "faubourg", "imp.": "impasse", "rte.": "route", "all.": "allée",
        "incl.": "inclus", "excl.": "exclu", "dép.": "départ", "arr.": "arrivée", "éd.": "édition",
        "resp.": "respectivement", "Resp.": "Responsable", "Éts.": "Établissements",
        "Ets.": "Établissements", "Sté.": "Société", "Rés.": "Résidence", "Imm.": "Immeuble",
        "chem.": "chemin", "sq.": "square", "moy.": "moyenne", "conso.": "consommation",
        "réf.": "référence", "cap.": "capacité", "haut.": "hauteur", "larg.": "largeur",
        "prév.": "prévisions",
        "hôp.": "hôpital", "pharm.": "pharmacie", "dépt.": "département", "préf.": "préfecture",
        "Av.": "Avenue", "Pl.": "Place", "Rte.": "Route",
        "Imp.": "Impasse", "Bd.": "Boulevard", "P.-S.": "post-scriptum", "P.S.": "post-scriptum",
        "bât.": "bâtiment", "esc.": "escalier", "prod.": "production",
        "ext.": "extérieur", "int.": "intérieur", "gén.": "général", "prof.": "professeur",
    },
    may_end={
        "etc.": "et cetera", "a.m.": "A M", "p.m.": "P M", "av. J.-C.": "avant Jésus-Christ",
        "apr. J.-C.": "après Jésus-Christ", "ap. J.-C.": "après Jésus-Christ",
        "J.-C.": "Jésus-Christ", "av.": "avenue", "tél.": "téléphone", "temp.": "température",
        "hum.": "humidité",
        "sec.": "", "appt.": "appartement", "qqch.": "quelque chose",
        "qqn.": "quelqu'un", "hab.": "habitants", "suiv.": "suivant", "janv.": "janvier",
        "févr.": "février", "fév.": "février", "avr.": "avril", "juil.": "juillet",
        "sept.": "", "oct.": "octobre", "nov.": "novembre", "déc.": "décembre",
        "lun.": "lundi", "mar.": "mardi", "mer.": "", "jeu.": "",
        "ét.": "étage", "auj.": "aujourd'hui", "qté.": "quantité", "anniv.": "anniversaire",
        "asc.": "ascenseur", "prolong.": "prolongation", "suppl.": "supplément",
        "rens.": "renseignements", "pop.": "population", "alt.": "altitude", "diam.": "diamètre",
        "Cie.": "compagnie",
        "ven.": "vendredi", "sam.": "samedi", "dim.": "dimanche", "pers.": "personnes",
    },
    before_number={
        "art.": "article", "fig.": "figure",
        "vol.": "volume", "chap.": "chapitre", "p.": "page", "pp.": "pages", "ch.": "chambre",
         "th.": "thermostat", "sem.": "semaine", "trim.": "trimestre", "ép.": "épisode",
         "n.": "numéro",
    },
    before_roman={"s.": "siècle"},
    feminine={"ext.": "extérieure", "int.": "intérieure"},
    plain={
        "Mme": "Madame", "Mmes": "Mesdames", "Mlle": "Mademoiselle", "Mlles": "Mesdemoiselles",
        "Mgr": "Monseigneur", "Dr": "Docteur", "Pr": "Professeur", "Me": "Maître", "St": "Saint",
        "Ste": "Sainte", "c-à-d": "c'est-à-dire", "càd": "c'est-à-dire", "bd": "boulevard",
        "Bd": "Boulevard", "appt": "appartement", "RDC": "rez-de-chaussée",
        "RdC": "rez-de-chaussée", "rdc": "rez-de-chaussée", "RDV": "rendez-vous",
        "rdv": "rendez-vous", "SVP": "s'il vous plaît", "svp": "s'il vous plaît",
        "stp": "s'il te plaît", "Cie": "compagnie", "c/o": "chez", "RV": "rendez-vous",
        "nbre": "nombre", "ttes": "toutes", "auj": "aujourd'hui",
        "vs": "contre", "et/ou": "et ou", "ppm": "parties par million",
        "qqn": "quelqu'un", "qqch": "quelque chose", "tél": "téléphone",
        # Ranks of one numeral; longer ones are read by a rule.
        "Éts": "Établissements", "Ets": "Établissements", "Sté": "Société",
        "Ier": "premier", "Ire": "première", "Ve": "cinquième", "Xe": "dixième",
    },
)  # fmt: skip
