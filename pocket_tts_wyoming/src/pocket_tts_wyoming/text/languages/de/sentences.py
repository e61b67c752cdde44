"""German words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "ca evtl ggf zzgl inkl exkl bzgl vgl mind bspw insb max "
        "der die das den dem des ein eine einen einem einer es er sie ich wir ihr du man ist sind "
        "war hat haben wird werden kann können soll möchten möchtest möchte bitte im in am an auf "
        "aus bei mit nach von vom zu zum zur für über unter um und oder aber denn doch wenn weil "
        "dass da dann dort hier heute morgen jetzt gestern was wer wie wo wann warum welche ja "
        "nein nicht noch auch nur so alle alles dies diese dieser dieses mein dein sein unser "
        "kein "
        "keine danach außerdem insgesamt damit derzeit aktuell draußen drinnen soeben gerne bis "
        "sonst zudem viel vielen schönen guten danke anschließend zuerst "
        "zuletzt später vorher nachher trotzdem deshalb daher also bald gib nimm mach stell "
        "schalte "
        "öffne schließe ruf beide viele einige manche jeder jede jedes ihre seine meine unsere"
    ),
    short=words_of(
        "an aus zu ab auf ein da ja es sie ihn ihm ihr dir mir uns wir du er nun tag uhr bad tür "
        "weg tun hat ist war bin los mal nie oft rot neu alt gut vor mit nur wo was wer wie ok "
        "eis "
        "hof ort see zug rad"
    ),
    ordinals=True,
    closers=("usw.", "etc."),
    conjunctions=words_of(
        "und oder aber weil dass sondern denn wenn "
        "während damit obwohl bevor nachdem sobald falls bis"
    ),
)
