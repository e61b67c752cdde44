"""Portuguese words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "aprox "
        "o a os as um uma é são está estão há tem têm não sim e ou mas se em no na nos nas de do "
        "da dos das ao à com sem por para que quem como quando onde qual este esta esse essa isso "
        "isto meu seu sua nosso eu tu você vocês ele ela eles nós agora hoje amanhã depois antes "
        "também já aqui ali quer pode bom boa bem obrigado obrigada vamos olá oi tchau parabéns "
        "abra feche ligue desligue verifique lembre pegue volte beba coloque aumente abaixe corra "
        "tente toque escreva veja adicione misture cozinhe sirva deixe temperatura chuva vento sol "
        "luzes tenho temos estou estamos era eram será serão faltam falta restam resta total até "
        "tudo"
    ),
    short=words_of(
        "sim não ok já luz sol mar dia mês ano aí ali cá lá um uma ele ela eu nós vós mim ti gás "
        "mal bem bom boa fim vez voz ver ir são tem há aqui pão"
    ),
    spaced_quotes=True,
    closers=("etc.",),
    conjunctions=words_of(
        "e ou mas porque que quando se enquanto embora porém como pois até antes depois"
    ),
)
