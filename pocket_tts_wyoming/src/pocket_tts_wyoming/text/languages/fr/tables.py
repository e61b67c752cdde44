"""French vocabulary: genders of what a home counts, names of months and days, rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of
from pocket_tts_wyoming.text.languages.romance_cued import CueWords
from pocket_tts_wyoming.text.languages.romance_pairs import PairWords

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
# Nouns whose ending tells the wrong gender, in the singular.
_MASCULINE = (
    "groupe élément nombre mode litre mètre kilomètre centimètre millimètre kilogramme gramme "
    "programme problème système siècle verre titre article disque exemplaire incendie "
    "téléphone contrôle câble périphérique trimestre semestre véhicule poste service module "
    "multiple exemple dimanche drone légume beurre concombre poivre sucre centime store "
    "chiffre type membre arbre meuble vase code octet cycle épisode signe livre conteneur "
    "volume registre timbre chèque kiosque territoire fichier appareil bouquet avion camion "
    "lion pion silence spectacle script thermostat thermomètre luminaire lampadaire aspirateur "
    "éclairage geste lave-linge lave-vaisselle oxygène diffuseur compte rendez-vous ordre "
    "cadre centre monde nuage orage étage message chauffage réglage garage pourcentage fromage "
    "potage virage voyage paysage ménage horaire commentaire anniversaire dictionnaire "
    "inventaire itinéraire capteur bonhomme homme père frère ministre maître triple double "
    "côté été comité thé café canapé degré acte algorithme ange annuaire arôme arrêté automne "
    "axe calme caractère casque catalogue charme chêne cidre cigare cirque code-barres coffre "
    "collège combustible comble commerce complexe comté contexte contraste conte cookie coude "
    "crabe crépuscule crime critère cuivre cyclone cône député désastre destinataire désordre "
    "délice dialogue dialecte diable dinosaure dioxyde directoire divorce doute documentaire "
    "domaine domicile dôme drame échange édifice éloge empire évangile équilibre exercice "
    "extrême filtre fleuve fluide foie formulaire fossile génie gendre genre glossaire globe "
    "golfe gymnase hectare hélicoptère hippodrome immeuble indice insecte intervalle "
    "laboratoire labyrinthe lexique lièvre lustre luxe lycée liquide magazine manque marbre "
    "masque massacre mensonge meurtre mélange mille mobile monastère monologue monopole "
    "monstre moustique muscle musée mystère mythe mâle navire ongle orgue organe orchestre "
    "observatoire oncle orme paradoxe parachute parapluie parasite participe patrimoine peigne "
    "peuple phare phoque piège plâtre poème poète polygone portefeuille porche pôle pouce "
    "poulpe privilège prestige prince principe prétexte prêtre prélude préjudice projectile "
    "protocole pseudonyme pétrole pâté quatre questionnaire refuge rechange remède répertoire "
    "reptile reste rhume risque rire rite rôle royaume rythme régime rallye salaire score "
    "sable sabre satellite scandale sexe site siège solfège souffle sourire squelette stade "
    "style suicide symbole syndrome séminaire texte théâtre thème tigre tome tonnerre traité "
    "triangle triomphe trophée trouble tube uniforme univers vacarme ventre verbe vertige "
    "vestibule vignoble vinaigre vinyle vocabulaire vote vélodrome zèbre âge âne million "
    "billion champion espion scorpion lampion mile smartphone vide graphe paragraphe sigle "
    "suffixe interphone visiophone mégaphone dictaphone barbecue gîte arbitre bénéfice caprice "
    "office orifice sacrifice précipice matricule "
    "diplôme carbone angle cimetière symptôme puzzle baptême litige prototype accessoire "
    "interrogatoire palace pape chapitre culte trône phénomène malaise pacte mammifère acompte "
    "acide bronze cadavre gène karité velouté "
    "doigté aparté raté sauté karaté précipité invité acheté ajouté connecté déconnecté "
    "compté testé planté monté posté présenté porté noté resté "
    "cube adverbe aigle ancêtre anthracite apogée arbuste architecte asile astéroïde athlète "
    "athénée atome baume beigle buste caducée calice camée cantique capitaine cartable "
    "casse-croûte clone compère comte concile costume cratère crible crocodile cygne cèdre "
    "dentifrice diacre doge déluge ensemble exode frêne gendarme germe givre globule grade "
    "granite graphique graphite gruyère guide hêtre insigne intermède interprète ivoire juge "
    "leurre lierre lobe mausolée messie microbe ministère missile modèle moine monoxyde mérite "
    "oxyde parterre peintre peroxyde pesticide photographe plastique pluriel plébiscite "
    "portable portique pourboire proverbe préambule pupitre pygmée pylône rectangle repère "
    "règne réfectoire salpêtre scarabée sceptre scrupule solide somnambule sosie spectre "
    "square stéroïde supplice terme textile trampoline ustensile vermicelle vice violoncelle "
    "zèle élève élastique érable être"
)
_FEMININE = (
    "couleur chaleur erreur valeur fleur sœur lueur longueur largeur hauteur odeur peur fois "
    "souris main clé clef fin maison cuisson boisson mission saison façon leçon télévision "
    "nuit forêt part mer tour eau peau croix voix noix nuance image page plage cage nage rage "
    "pizza caméra alexa véranda box led tv radio photo moto vidéo dent vis question crème "
    "paire affaire loi cour moitié paix prison chanson rançon faveur télé foi maman douleur "
    "faim soeur amitié interview profondeur horreur humeur météo villa vertu rigueur grandeur "
    "rumeur soif trahison épaisseur tribu mafia expo sueur fraîcheur fureur vodka macro toux "
    "lenteur contrefaçon marijuana jument fourmi liqueur frayeur app appli sono démo promo "
    "manip pub récré colo chips brebis perdrix "
    "aire grammaire molaire circulaire tumeur douceur actu boucle ration"
)
# Masculine, and no plurals.
ENDING_IN_S = words_of(
    "temps poids bras bois mois cas accès concours tapis repas corps dos os procès succès progrès "
    "cours parcours secours discours jus colis débris rabais palais"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(ENDING_IN_S, _M),
    **dict.fromkeys(_MASCULINE.split(), _M),
    **dict.fromkeys(_FEMININE.split(), _F),
}
GENDER_ENDINGS = (
    ("age", _M), ("sme", _M), ("ètre", _M), ("gramme", _M), ("phone", _M), ("scope", _M),
    ("cle", _M), ("ège", _M), ("ème", _M), ("ple", _M), ("stre", _M), ("aire", _M),
    ("ion", _F), ("aison", _F), ("té", _F), ("ée", _F), ("e", _F),
)  # fmt: skip
# Words after a number that it does not count: "1 sur 3", "la lampe 1 est allumée".
NOT_COUNTED = words_of(
    "a à ai après au aux avant avec ce cela ces cette comme contre dans de depuis des donc du "
    "elle elles en encore entre est et était étaient étant face fait fois-ci il ils je jusque "
    "la le les leur leurs lorsque mais ne ni nous n'est on ont or ou où par pendant plus pour "
    "puis quand que quelle qui reste restent sans se sera seront si sinon son sont sous sur "
    "tandis tu un une vers virgule vous y"
)
# What is numbered, in the singular before its number: "lampe 21 allumée" counts nothing.
LABELS = words_of(
    "canal chaîne chambre chapitre groupe lampe minuteur niveau numéro page partie pièce porte "
    "prise saison scène volet zone étage étape épisode bouton capteur interrupteur"
)
# Adjectives that show no gender: the noun behind them decides.
SAME_IN_BOTH = words_of("autre autres même mêmes simple double unique jeune petite grande")
PAIR_WORDS = PairWords(
    estimated=words_of(
        "jours semaines mois fois minutes personnes convives gouttes gousses tranches pincées "
        "feuilles brins poignées cuillères cuillerées ans secondes"
    ),
    ratio_cues=words_of("ratio rapport proportion proportions dosage échelle dilution"),
    about="environ",
    per_day={
        "j": "par jour", "jour": "par jour", "sem": "par semaine", "semaine": "par semaine",
        "mois": "par mois", "an": "par an",
    },
)  # fmt: skip
CUE_WORDS = CueWords(
    flights=words_of("vol"),
    help_lines_in_two=True,
    versions=words_of(
        "version firmware logiciel pilote build release core appli app ios android esphome frigate"
    ),
    within="en",
    lasting=words_of("dure durera durent duraient durait durée"),
    fillers=words_of("de d est un temps environ total totale seulement juste moins"),
    minutes_words=words_of(
        "km k m kilomètre kilomètres mètres course semi marathon parkrun record "
        "chanson morceau titre clip piste vidéo appel message"
    ),
    hours_words=words_of("semi marathon trail film"),
    sets=words_of(
        "set sets bat battu battue s'incline éliminé éliminée élimine remporte gagne tennis match "
        "finale demi-finale tour victoire défaite qualifié qualifiée"
    ),
    pairs_of=words_of("de du d"),
)
STREETS = words_of(
    "rue avenue boulevard place allée impasse chemin quai route cours square ruelle passage bd av "
    "bis ter"
)
RULERS = words_of(
    "Louis Henri Charles François Napoléon Philippe Guillaume George Georges Édouard Edouard "
    "Richard Jacques Jean Paul Pie Benoît Léon Grégoire Clément Innocent Albert Léopold Baudouin "
    "Frédéric Pierre Alexandre Nicolas Ivan Ramsès Felipe Alphonse Harald Gustave Christian "
    "Ferdinand Joseph Maximilien Otton Rodolphe"
)
QUEENS = words_of("Élisabeth Elisabeth Elizabeth Catherine Marguerite Margrethe Marie Isabelle")
WEEKDAYS: Mapping[str, str] = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi",
    "sam": "samedi", "dim": "dimanche",
}  # fmt: skip
_WINDS: Mapping[str, str] = {
    "NO": "nord-ouest", "NW": "nord-ouest", "NE": "nord-est", "SO": "sud-ouest",
    "SW": "sud-ouest", "SE": "sud-est", "N": "nord", "S": "sud", "E": "est", "O": "ouest",
}  # fmt: skip
# "O-SO" is said with both its names.
WINDS: Mapping[str, str] = {
    **{
        f"{first}-{second}": f"{_WINDS[first]}-{name}"
        for first in "NSEO"
        for second, name in _WINDS.items()
        if len(second) > 1 or {first, second} in ({"N", "O"}, {"N", "E"}, {"S", "O"}, {"S", "E"})
    },
    **_WINDS,
}
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
MONTH_ABBREVIATIONS = {
    "janv": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11,
    "déc": 12,
}  # fmt: skip
MASCULINE_RANK, FEMININE_RANK = "spellout-ordinal-masculine", "spellout-ordinal-feminine"
