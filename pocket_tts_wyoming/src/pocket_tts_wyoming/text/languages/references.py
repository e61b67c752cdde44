"""Words beside numbers that name something: cards, orders, customers, parcels; one table for all.

Cards show their last four digits, which are read one by one, as is a number of five digits or more
behind what is ordered, sent or signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceWords:
    """The words of one language, in small letters.

    `cards`: words for a card; `card_kinds`: a pattern of what may follow them ("bancaire").
    `lines`: accounts and telephones, whose last digits follow `ends`, a pattern ("ending in").
    `last_digits`: a pattern of "the last four digits". `things`: whose number is a name, from five
    digits on, right before it; `endings`: of compounds that are such things. `far_things`: also
    with some words between, from seven digits on.
    """

    cards: frozenset[str]
    card_kinds: str
    lines: frozenset[str]
    ends: str
    last_digits: str
    things: frozenset[str]
    endings: tuple[str, ...] = ()
    far_things: frozenset[str] = frozenset()


CARD_BRANDS = words_of("visa mastercard maestro amex")
REFERENCES: Mapping[str, ReferenceWords] = {
    "en": ReferenceWords(
        cards=words_of("card"),
        card_kinds=r"number|no\.?|account",
        lines=words_of("account phone number iban"),
        ends=r"(?:that\s)?(?:ending|ends)(?:\s(?:in|with))?",
        last_digits=r"last\s(?:four|4)(?:\s(?:digits|numbers))?",
        things=words_of(
            "order invoice tracking confirmation reference ref prescription rx reservation booking "
            "number customer member membership account ticket case claim policy id serial pnr "
            "itinerary receipt parcel package shipment contract request"
        ),
    ),
    "de": ReferenceWords(
        cards=words_of("karte"),
        card_kinds=r"nummer|nr\.?|mit\sendung",
        lines=words_of("konto iban telefon nummer handy"),
        ends=r"(?:mit\s)?(?:der\s)?(?:endung|endend\sauf|endet\sauf|endet\smit|endziffern)",
        last_digits=r"letzten\s(?:vier|4)\s(?:ziffern|stellen)",
        things=words_of(
            "bestellung auftrag sendung paket ticket rechnung vertrag vorgang kunde kundin buchung "
            "reservierung lieferung retoure aktenzeichen konto police sendungsnr imei mitglied fall"
        ),
        endings=(
            "nummer", "nr", "bestellung", "sendung", "rechnung", "vertrag", "auftrag", "paket",
        ),
    ),
    "nl": ReferenceWords(
        cards=words_of("kaart pas"),
        card_kinds=r"nummer|nr\.?",
        lines=words_of("rekening iban telefoon nummer"),
        ends=r"(?:die\s)?(?:eindigend|eindigt)\sop|met\s(?:de\s)?eindcijfers",
        last_digits=r"laatste\s(?:vier|4)\scijfers",
        things=words_of(
            "bestelling order pakket pakje zending factuur ticket melding dossier zaak polis "
            "contract klant reservering boeking"
        ),
        endings=("nummer", "nr", "bestelling", "zending", "factuur", "pakket"),
    ),
    "fr": ReferenceWords(
        cards=words_of("carte cb"),
        card_kinds=r"bancaire|bleue|prépayée|de\s\w+",
        lines=words_of("compte téléphone numéro iban"),
        ends=r"(?:se\s)?(?:termin|finiss|finit)[^\W\d_]*(?:\s(?:par|en))?",
        last_digits=r"(?:quatre|4)\sderniers\schiffres",
        things=words_of(
            "commande facture colis dossier numéro client contrat adhérent abonné suivi ticket "
            "référence réservation police abonnement livraison"
        ),
    ),
    "es": ReferenceWords(
        cards=words_of("tarjeta"),
        card_kinds=r"prepago|de\s\w+",
        lines=words_of("cuenta teléfono móvil número iban"),
        ends=r"(?:termin|finaliz|acab)[^\W\d_]*(?:\s(?:en|con|por))?",
        last_digits=r"(?:últim[oa]s\s(?:cuatro|4)|(?:cuatro|4)\súltim[oa]s)\s(?:dígitos|números|cifras)",
        things=words_of(
            "pedido factura envío número reserva cliente contrato expediente socio seguimiento "
            "paquete ticket póliza referencia albarán incidencia localizador"
        ),
    ),
    "it": ReferenceWords(
        cards=words_of("carta bancomat postepay tessera"),
        card_kinds=r"prepagata|di\s\w+",
        lines=words_of("conto numero telefono cellulare sim"),
        ends=r"(?:termina(?:nte|ta)?|finisce|finale|chiude)\s(?:con|in|per)(?:\s(?:le\scifre|il|i\snumeri))?",
        last_digits=r"(?:ultime\s(?:quattro|4)|(?:quattro|4)\sultime)\scifre",
        things=words_of(
            "ordine fattura pratica spedizione numero cliente contratto pacco ticket polizza "
            "prenotazione riferimento abbonamento"
        ),
        far_things=words_of(
            "numero n nr ordine ordini cliente codice contratto pratica spedizione tracking conto "
            "fattura bolletta tessera matricola pod pdr prenotazione biglietto telefono cellulare "
            "pacco seriale serie riferimento iban partita iva ticket segnalazione protocollo utenza"
        ),
    ),
    "pt": ReferenceWords(
        cards=words_of("cartão"),
        card_kinds=r"pré-pago|de\s\w+",
        lines=words_of("conta celular chip número telefone"),
        ends=r"(?:de\s|com\s)?(?:final|finais|terminad[oa](?:\sem)?|termina\s(?:em|com|por)|fim)",
        last_digits=r"(?:últimos\s(?:quatro|4)|(?:quatro|4)\súltimos)\s(?:dígitos|números)",
        things=words_of(
            "pedido fatura encomenda reserva contrato cliente processo ticket chamado apólice "
            "protocolo referência número rastreio"
        ),
        far_things=words_of(
            "número n nº nr pedido pedidos cliente código contrato protocolo rastreio rastreamento "
            "conta fatura boleto matrícula reserva bilhete telefone celular encomenda pacote série "
            "serial referência ref cpf cnpj nif renavam inscrição chamado ticket processo "
            "instalação"
        ),
    ),
}  # fmt: skip
# "Number" alone names one of anything: "the number 10000".
NUMBER_WORDS = words_of("number nummer numéro número numero")
# What may stand between such a word and its number, in the languages of the project.
BETWEEN = (
    r"(?:\s(?i:is|was|ist|war|lautet|lauten|sind|are|zijn|est|sont|es|era|son|è|é|sono|são|le|el|il"
    r"|n[or]\.?|nr\.?|n[°º]|number|nummer|numéro|número|numero)\.?|\s?[#№:.])+$"
)
