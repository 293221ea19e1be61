# SPDX-License-Identifier: EUPL-1.2
"""What programs and letterheads put under a letter goes; what only looks like it stays."""

import pytest

from bot.channels.email_footers import without_footers

LETTER = "Va bene giovedì?\n\nCordiali saluti\nAnna"


def _kept(text: str) -> str:
    return "\n".join(without_footers(text.split("\n")))


@pytest.mark.parametrize(
    "footer",
    ["Il messaggio e gli allegati sono destinati esclusivamente ai soggetti indicati.",
     "D.Lgs. 196/2003: le informazioni contenute nella presente sono riservate ai destinatari.",
     "Si informa che le informazioni contenute nel messaggio sono riservate e ad uso esclusivo del destinatario.",
     "CONFIDENZIALE: Questo messaggio può contenere informazioni riservate. Se ricevuto per errore, eliminarlo.",
     "*** ATTENZIONE *** Il presente messaggio è riservato al destinatario",
     "*** *** ***\nQuesto messaggio è riservato. Se non siete i destinatari cancellatelo.",
     "Le informazioni contenute in questa e-mail sono riservate.\n\nÈ vietata la diffusione; avvisate il mittente.",
     "Questo messaggio è stato analizzato ed è risultato non infetto.", "Nessun virus nel messaggio.",
     "Questa e-mail è priva di virus perché è attiva la protezione.",
     "Messaggio inviato tramite procedura di protocollo informatico Halley.\nClassificazione: Cat. 6",
     "Questa comunicazione è stata inviata tramite il protocollo informatico.", "Classificazione: 6.9.0\nFascicolo: 12",
     "Documento inviato tramite Urbi Smart", "Si prega di non rispondere a questa e-mail",
     "Hai ricevuto questo messaggio perché sei iscritto al gruppo.", "Save paper: think before you print",
     "Stampa questa e-mail solo se necessario", "P Rispetta l'ambiente: non stampare questa e-mail."],
)  # fmt: skip
@pytest.mark.parametrize("rule", ["", "\n\n________________"], ids=["at the end", "above a rule"])
def test_what_no_person_wrote_goes(footer: str, rule: str) -> None:
    assert _kept(f"{LETTER}\n\n{footer}{rule}") == LETTER


@pytest.mark.parametrize(
    "advert",
    ["Ottieni BlueMail per Android", "Inviato tramite l'app Posta di Libero", "Inviato da Spark", "Mandato da iPhone",
     "Messaggio inviato dal mio telefono", "Inviato da mobile, scusate gli errori"],
)  # fmt: skip
def test_adverts_of_phones_go(advert: str) -> None:
    assert _kept(f"{LETTER}\n\n{advert}") == LETTER


@pytest.mark.parametrize(
    "line",
    ["Il messaggio del 3 novembre era destinato agli uffici.", "Messaggio inviato il 3 novembre, mai arrivato.",
     "Il messaggio inviato dal portale non è arrivato.", "Fascicolo: dove si trova?",
     "Prot. n. 12\nClassificazione: 6.9\nSi trasmette la delibera.",
     "Questo messaggio è stato inviato per errore.", "Questo messaggio è per il dottor Neri.",
     "Le informazioni contenute nel bando non bastano.", "Vi prego di cancellare la richiesta di ieri.",
     "I dati:\n----\nEnte: Acri\n----", "Inviato da Libero il 3 novembre, mai arrivato."],
)  # fmt: skip
def test_what_a_person_wrote_stays(line: str) -> None:
    assert _kept(f"Buongiorno.\n\n{line}") == f"Buongiorno.\n\n{line}"


def test_a_question_in_a_footer_keeps_it() -> None:
    notice = "Questo messaggio è riservato al destinatario: vale anche per gli allegati?"
    assert _kept(f"{LETTER}\n\n{notice}") == f"{LETTER}\n\n{notice}"
