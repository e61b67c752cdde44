"""Portuguese vocabulary: genders of what a home counts, names of months and days, rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of
from pocket_tts_wyoming.text.languages.romance import Agreement, month_forms
from pocket_tts_wyoming.text.languages.romance_cued import CueWords

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
_FEMININE = (
    "fc à mulher mulheres msg msgs pess colher colheres temperatura luz luzes vez vezes noite "
    "noites "
    "tarde tardes chave chaves parede paredes rede redes fase "
    "fases base bases frase frases classe classes série séries torre árvore árvores nave neve "
    "ordem ordens nuvem nuvens imagem imagens mão mãos flor flores cor cores dor pele fonte "
    "fontes "
    "gente parte partes arte sorte corrente correntes alfaces lente lentes estante estantes chuva "
    "foto fotos moto motos tv tvs playlist playlists alface cervejas ave aves água ponte pontes "
    "torneira nota prancha garagem cruz voz vozes paz raiz raízes maré fé manhã manhãs lã maçã "
    "maçãs irmã irmãs romã hortelã avelã avelãs dose doses greve greves febre grade grades equipe "
    "equipes hélice crise crises análise análises tese teses face faces sede sedes hipótese "
    "hipóteses espécie espécies saúde morte mortes carne carnes noz nozes couve couves matriz mãe "
    "mães avó avós chaminé chaminés razão razões estirpe mercê fralda sé rã índole tosse "
    "posse interface"
)
_MASCULINE = (
    "iva alerta alertas dia dias programa programas problema problemas sistema sistemas tema "
    "temas "
    "mapa mapas planeta "
    "clima cinema esquema diploma grama gramas quilograma quilogramas miligrama sofá sofás chá "
    "alarme alarmes tomates tomate crachá maracujá guaraná pijama pijamas drama dramas idioma "
    "avião aviões relógio ecrã ecrãs amanhã bastão bastões pistão pistões cristão"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_FEMININE.split(), _F),
    **dict.fromkeys(_MASCULINE.split(), _M),
}
GENDER_ENDINGS = (
    ("ema", _M), ("emas", _M), ("grama", _M), ("gramas", _M), ("a", _F), ("as", _F),
    ("ção", _F), ("ções", _F), ("são", _F), ("sões", _F), ("dade", _F), ("dades", _F),
    ("tade", _F), ("tades", _F), ("xão", _F), ("xões", _F), ("stão", _F), ("stões", _F),
    ("nião", _F), ("niões", _F), ("gião", _F), ("giões", _F), ("idão", _F), ("idões", _F),
    ("agem", _F), ("agens", _F), ("tude", _F), ("ície", _F), ("triz", _F), ("trizes", _F),
)  # fmt: skip
AGREEMENT = Agreement(
    labels=words_of(
        "lâmpada luz janela tomada persiana câmera câmara sala quarto canal andar número zona "
        "sensor cena faixa temporada episódio capítulo página nível linha porta interruptor "
        "versão "
        "parte ponto modo opção grupo velocidade índice ventilador cortina termostato estação "
        "volume passo código abajur relé disjuntor piso suíte banheiro garagem portão bomba fase"
    ),
    particles=words_of(
        "de do da dos das a o as os ao aos à às em no na nos nas com por para pra e ou é são está "
        "estão não mais menos que se mas há tem têm foi era um uma vírgula ponto sobre até "
        "como quando entre contra igual avos"
    ),
    states=words_of(
        "ligado ligada ligados ligadas desligado desligada desligados desligadas aceso acesa "
        "acesos acesas apagado apagada apagados apagadas aberto aberta abertos abertas fechado "
        "fechada fechados fechadas ativo ativa ativos ativas ativado ativada desativado "
        "desativada "
        "disponível disponíveis indisponível offline online iniciado iniciada trancado trancada "
        "destrancado destrancada pausado pausada pausados pausadas"
    ),
    joiners=words_of("e ou só apenas há tem são estão com encontrei"),
)
WEEKDAYS: Mapping[str, str] = {
    "seg": "segunda-feira", "ter": "terça-feira", "qua": "quarta-feira", "qui": "quinta-feira",
    "sex": "sexta-feira", "sáb": "sábado", "sab": "sábado", "dom": "domingo",
}  # fmt: skip
NUMBERED_WEEKDAYS: Mapping[str, str] = {
    "2": "segunda", "3": "terça", "4": "quarta", "5": "quinta", "6": "sexta",
}  # fmt: skip
WINDS: Mapping[str, str] = {
    "N": "norte", "E": "leste", "L": "leste", "S": "sul", "O": "oeste", "W": "oeste",
    "NE": "nordeste", "SE": "sudeste", "SO": "sudoeste", "SW": "sudoeste", "NO": "noroeste",
    "NW": "noroeste", "NNE": "nor-nordeste", "NNO": "nor-noroeste", "NNW": "nor-noroeste",
    "ENE": "lés-nordeste", "ESE": "lés-sudeste", "SSE": "su-sudeste", "SSO": "su-sudoeste",
    "SSW": "su-sudoeste", "OSO": "oés-sudoeste", "WSW": "oés-sudoeste", "ONO": "oés-noroeste",
    "WNW": "oés-noroeste",
}  # fmt: skip
# After these "30º" is a temperature.
DEGREE_CUES = words_of("máxima mínima temperatura máximas mínimas fazem faz estão")
# Adjectives that show no gender: the noun counted before decides.
SAME_IN_BOTH = words_of(
    "pendentes disponíveis restantes urgentes importantes livres iguais "
    "pendente disponível restante urgente importante livre"
)
ROMAN_RANKED: Mapping[str, Gender] = {
    "guerra": _F, "milênio": _M, "milénio": _M, "república": _F, "dinastia": _F, "congresso": _M,
    "edição": _F,
    "festival": _M, "torneio": _M, "troféu": _M, "feira": _F, "bienal": _F, "encontro": _M,
    "colóquio": _M, "semana": _F, "liga": _F, "divisão": _F, "governo": _M, "legislatura": _F,
    "série": _F, "ciclo": _M, "trimestre": _M, "semestre": _M, "concílio": _M, "cruzada": _F,
    "volta": _F, "jornada": _F, "jornadas": _F, "concurso": _M, "prémio": _M, "prêmio": _M,
    "fórum": _M, "simpósio": _M, "maratona": _F, "mostra": _F, "gala": _F, "exposição": _F,
    "internacional": _F, "império": _M, "reich": _M, "plano": _M, "cimeira": _F, "convenção": _F,
    "conferência": _F, "aniversário": _M, "centenário": _M,
}  # fmt: skip
# Templates put any number before a plural: "{{ minutes }} minutos" makes "1 minutos".
ONE_OF: Mapping[str, str] = {
    "segundos": "um segundo", "minutos": "um minuto", "horas": "uma hora", "dias": "um dia",
    "semanas": "uma semana", "meses": "um mês", "anos": "um ano", "vezes": "uma vez",
    "graus": "um grau", "litros": "um litro", "reais": "um real", "euros": "um euro",
    "pontos": "um ponto", "pessoas": "uma pessoa", "luzes": "uma luz", "portas": "uma porta",
    "janelas": "uma janela", "mensagens": "uma mensagem", "notificações": "uma notificação",
    "dispositivos": "um dispositivo", "atualizações": "uma atualização", "eventos": "um evento",
    "novas mensagens": "uma nova mensagem", "novas notificações": "uma nova notificação",
}  # fmt: skip
ONE_IN_STATE: Mapping[str, str] = {
    **{f"{state}s": state for state in AGREEMENT.states if not state.endswith("s")},
    "novos": "novo", "novas": "nova", "restantes": "restante", "disponíveis": "disponível",
}  # fmt: skip
# What "25/30" counts roughly.
PAIRS_OF = words_of(
    "minutos min horas h dias semanas sem meses anos vezes pessoas pess colheres xícaras copos "
    "fatias folhas dentes gotas ovos comprimidos porções euros reais km metros kg quilos "
    "m g ml l cl cm mm litros gramas"
)
FEMININE_RULERS = words_of("Elizabeth Elisabete Isabel Maria Catarina Margarida Cristina Ana Joana")
MASCULINE_RULERS = words_of(
    "Pedro João Paulo Luís Luiz Carlos Henrique Filipe Afonso Sancho Dinis Fernando Manuel "
    "Sebastião José Miguel Duarte Bento Pio Leão Gregório Clemente Inocêncio Júlio Urbano "
    "Frederico Guilherme Jorge Eduardo Jaime Ricardo Napoleão Nicolau Alexandre Ivan Otto Ramsés "
    "Leopoldo Alberto Francisco Maximiliano Charles Louis Juan Felipe George Gustavo"
)
MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
    "outubro", "novembro", "dezembro",
)  # fmt: skip
MONTH_ABBREVIATIONS = month_forms(
    MONTHS,
    {
        "jan": 1, "fev": 2, "mar": 3, "abr": 4, "mai": 5, "jun": 6, "jul": 7, "ago": 8,
        "set": 9, "out": 10, "nov": 11, "dez": 12,
    },
)  # fmt: skip
RATIO_CUES = (
    "proporção", "escala", "placar", "resultado", "formato", "razão", "relação", "dilua", "diluir",
    "diluído", "diluída", "diluição", "mistura", "concentração",
)  # fmt: skip
# Words beside numbers of orders, cards, races and results.
CUE_WORDS = CueWords(
    within="em",
    fillers=words_of("de cerca um tempo apenas só total"),
    lasting=words_of("faltam falta restam resta restante restantes duração dura duram tempo daqui"),
    timers=words_of("timer temporizador cronômetro cronómetro"),
    timer_shows=words_of("mostra marca indica é de timer temporizador cronômetro cronómetro"),
    minutes_words=words_of(
        "macarrão pizza ovo ovos chá km metros milhas "
        "corrida correu corri correram corremos correr prova volta voltas maratona meia natação "
        "piscina recorde pessoal música faixa vídeo clipe episódio podcast chamada ligação"
    ),
    hours_words=words_of("maratona trilha ultra filme"),
    versions=words_of(
        "versão firmware software atualização atualizado atualizar build release driver core app "
        "ios android esphome frigate"
    ),
    sets=words_of(
        "set sets vence venceu vencem bate bateu bateram derrotou derrota vitória perdeu perde "
        "ganhou ganha tênis vôlei jogo partida parciais final semifinal virada"
    ),
    set_cues=words_of("por foi em de"),
    pairs_of=PAIRS_OF,
)
