# SPDX-License-Identifier: EUPL-1.2
"""Which sentences are about one's own request or data, and which only ask how things are done."""

import pytest

from bot.core.own_matters import Wanted, wanted

CODE = "C4C-2026-7K3F"

WITHDRAWALS = (
    "ritira la richiesta", "ritirare la richiesta", "ritiro la richiesta", "Ritirate la nostra richiesta, grazie",
    "vorrei ritirare la mia richiesta", "voglio ritirare la richiesta di Capacity Lab",
    "rinunciamo alla nostra richiesta",
    "vorremmo ritirare la richiesta inviata ieri", "chiediamo il ritiro della nostra richiesta di laboratorio",
    "Ho cambiato idea: ritiriamo la richiesta perché manca il personale", "disdico la richiesta di laboratorio",
    "annulla la richiesta", "vorrei annullare la richiesta", "elimina la mia richiesta",
    "revochiamo la richiesta trasmessa",
    "la nostra richiesta va ritirata", "desideriamo che la nostra richiesta venga annullata",
)  # fmt: skip
NAMED = (
    f"Ritirare {CODE}", f"vorrei annullare la richiesta {CODE}", "ritira c4c-2026-7k3f", "ritirare c4c 2026 7k3f",
    "ritirare la richiesta 2026-7k3f", "cancellare la richiesta C4C20267K3F", f"posso ritirare la richiesta {CODE}?",
    f"Con la presente questo Ente intende ritirare la richiesta di Capacity Lab rif. {CODE} trasmessa il 3 novembre.",
    f"Si comunica il ritiro della richiesta {CODE}.", f"rinunciamo al laboratorio {CODE}", f"{CODE} va annullata",
    f"la richiesta {CODE} la ritiriamo", "annulliamo la 7K3F", "ritirare 7k3f",
)  # fmt: skip
NOTHING = (
    "come si ritira una richiesta?", "posso ritirare la richiesta?", "vorrei sapere come annullare la richiesta",
    "entro quando possiamo annullare la richiesta", f"non voglio ritirare la richiesta {CODE}",
    "annullare l'appuntamento",
    "Vogliamo ritirare la richiesta di mobilità dei dipendenti", "quando cancellate i miei dati?",
    "ho letto l'informativa",
    "vorremmo cancellare i dati vecchi dell'anagrafe", f"vorrei correggere la richiesta {CODE}", "annulla", "ritirata",
    "il concorso è stato annullato", "dobbiamo ritirare il certificato", "", "chi ha partecipato?",
    "ritiriamo la domanda pilota già inviata", "appcoe annullare richiesta", "Dove leggo l'informativa del progetto?",
    "a che punto è la nostra richiesta su AppCOE?", "cancellate i miei dati da internet",
    "prima di ritirare la richiesta vorrei parlare con qualcuno", f"senza ritirare la richiesta {CODE}",
)  # fmt: skip


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_a_wish_to_withdraw(text):
    assert wanted(text) == Wanted(withdraw=True, loose=wanted(text).loose, short=wanted(text).short)


@pytest.mark.parametrize("text", NAMED)
def test_a_wish_to_withdraw_one_by_its_code(text):
    found = wanted(text, [CODE])
    assert (found.withdraw, found.loose, found.references) == (True, False, (CODE,))


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_of_the_kind(text):
    assert not wanted(text, [CODE])


def test_to_annul_may_mean_the_open_form():
    assert wanted("vorrei annullare la richiesta").loose
    assert not wanted("vorrei ritirare la richiesta").loose


@pytest.mark.parametrize(
    "text",
    [
        f"voglio ritirare la richiesta {CODE} e cancellare i miei dati",
        f"Voglio ritirare la richiesta {CODE}. Cancellate anche tutti i miei dati, grazie.",
        f"Chiedo il ritiro della richiesta {CODE} e la cancellazione dei miei dati",
    ],
)
def test_two_wishes_in_one_sentence(text):
    found = wanted(text)
    assert (found.withdraw, found.erase, found.references) == (True, True, (CODE,))


@pytest.mark.parametrize(
    "text", ["vorrei cancellare i miei dati", "cancellate tutti i nostri dati", "Eliminate i dati personali"]
)
def test_a_wish_to_be_forgotten(text):
    assert wanted(text) == Wanted(erase=True)


@pytest.mark.parametrize(
    "text",
    [
        f"a che punto è la mia richiesta {CODE}?", "a che punto è la nostra richiesta?",
        f"a che punto è {CODE.lower()}",
        "la nostra richiesta è stata trasmessa?", "vorrei conoscere lo stato della mia richiesta",
        f"che fine ha fatto la richiesta {CODE}?", f"la richiesta {CODE} è stata ritirata?",
    ],
)  # fmt: skip
def test_a_question_about_ones_own_request(text):
    found = wanted(text)
    assert (found.state, found.withdraw) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "vorrei l'informativa sulla privacy", "mi mandate l'informativa privacy?", "dove leggo l'informativa?",
        "Vorrei leggere l'informativa sul trattamento dei dati personali",
    ],
)  # fmt: skip
def test_a_wish_to_read_the_notice(text):
    assert wanted(text) == Wanted(notice=True)


def test_a_long_text_is_read_by_people():
    assert not wanted("ritira la richiesta. " * 200)
