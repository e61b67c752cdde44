"""Portuguese abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations

ABBREVIATIONS = abbreviations(
    always_followed={
        "Sr.": "senhor", "sr.": "senhor", "Sra.": "senhora", "sra.": "senhora",
        "Srs.": "senhores", "Sras.": "senhoras", "Srta.": "senhorita", "Dr.": "doutor",
        "dr.": "doutor", "Dra.": "doutora", "dra.": "doutora", "Drs.": "doutores",
        "Dras.": "doutoras", "Prof.": "professor", "Profa.": "professora", "Eng.": "engenheiro",
        "Enga.": "engenheira", "Exmo.": "excelentíssimo", "Exma.": "excelentíssima",
        "V. Ex.": "Vossa Excelência", "V. Exa.": "Vossa Excelência", "ext.": "externo",
        "Lgo.": "Largo", "Pç.": "Praça",
        "int.": "interno", "pág.": "página", "págs.": "páginas", "Adv.": "advogado",
        "ref.": "referência", "farm.": "farmácia", "dir.": "diretor",
        "quant.": "quantidade", "qtde.": "quantidade", "lj.": "loja", "Enfª.": "enfermeira",
        "N.B.": "nota bene", "bl.": "bloco",
        "Arq.": "arquiteto", "Enf.": "enfermeiro", "Cel.": "coronel", "Gen.": "general",
        "Exmos.": "excelentíssimos", "Jr.": "júnior", "Ilmo.": "ilustríssimo",
        "aprox.": "aproximadamente", "p. ex.": "por exemplo",
        "ex.": "exemplo", "vs.": "contra", "obs.": "observação", "séc.": "século",
        "R.": "Rua", "Pça.": "Praça", "Al.": "Alameda", "Trav.": "Travessa", "Rod.": "Rodovia",
        "Estr.": "Estrada", "D.": "dona", "máx.": "máximo", "mín.": "mínimo",
        "incl.": "incluindo", "excl.": "excluindo", "Sto.": "Santo", "Sta.": "Santa",
        "méd.": "média",
    },
    may_end={
        "etc.": "et cetera", "a. m.": "A M", "p. m.": "P M", "a. C.": "antes de Cristo",
        "d. C.": "depois de Cristo", "S.A.": "S A", "Ltda.": "limitada", "Lda.": "limitada",
        "Cia.": "companhia", "tel.": "telefone", "Tel.": "telefone", "temp.": "temperatura",
        "vel.": "velocidade", "hum.": "umidade",
        "Av.": "Avenida", "av.": "avenida", "apto.": "apartamento", "ap.": "apartamento",
        "pess.": "pessoas",
        "msgs.": "mensagens", "msg.": "mensagem", "esq.": "esquerdo", "dto.": "direito",
        "hosp.": "hospital", "qtd.": "quantidade", "tlm.": "telemóvel", "min.": "minutos",
        "seg.": "segundos", "h.": "horas", "jan.": "janeiro", "fev.": "fevereiro",
        "abr.": "abril", "jun.": "junho", "jul.": "julho", "ago.": "agosto",
        "out.": "outubro", "nov.": "novembro", "dez.": "", "qua.": "quarta-feira",
        "qui.": "quinta-feira", "sex.": "sexta-feira", "sáb.": "sábado", "dom.": "",
        "ter.": "",
    },
    before_number={
        "n.": "número", "núm.": "número",
        "p.": "página", "pp.": "páginas", "art.": "artigo", "cap.": "capítulo",
        "fig.": "figura", "vol.": "volume", "ep.": "episódio", "sem.": "semana",
        "trim.": "trimestre",
    },
    not_last={"mar.": "", "set.": "setembro"},
    plain={
        "Prof.ª": "professora", "vs": "contra", "e/ou": "e ou", "c/": "com", "p/": "para",
        "s/n": "sem número", "nº": "número",
    },
    feminine={
        "máx.": "máxima", "mín.": "mínima", "ext.": "externa", "int.": "interna",
        "esq.": "esquerda",
    },
)  # fmt: skip
