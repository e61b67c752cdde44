"""Italian words by which sentences are told apart, and long ones cut."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import SentenceWords, words_of

SENTENCE_WORDS = SentenceWords(
    starters=words_of(
        "ca circa "
        "il lo la i gli le l' un uno una un' è sono ha hanno ho c' ci si se non e o ma in di del "
        "della da dal dalla a al alla con senza per su sul tra fra che chi cosa come quando dove "
        "perché questo questa questi quello quella mio tuo suo nostro io tu lui lei noi voi loro "
        "ora oggi domani dopo prima poi anche sì no vuoi puoi ecco buon buona buono ciao grazie "
        "bene vai apri chiudi accendi spegni attenzione controlla ricorda ricordati prendi porta "
        "torna bevi metti alza abbassa corri rallenta richiama riprova tocca scrivi guarda "
        "aggiungi mescola cuoci servi lascia temperatura pioggia vento sole luci luce hai "
        "abbiamo stai sta stanno era erano sarà saranno può possono serve servono restano mancano "
        "totale"
    ),
    short=words_of(
        "sì no ok su giù tre due sei ora ore via qui qua là lì più blu gas dì te me lui lei noi "
        "voi chi che già può fa va sta è"
    ),
    spaced_quotes=True,
    closers=("ecc.", "etc."),
    conjunctions=words_of("e o ed od ma perché che quando mentre anche però se finché dopo prima"),
)
