# SPDX-License-Identifier: EUPL-1.2
"""What goes from under a letter, and what a person wrote there and stays."""

import pytest

from bot.channels.email_closing import is_closing, signature, without_closing


def _kept(text: str) -> str:
    return "\n".join(without_closing(text.split("\n")))


@pytest.mark.parametrize(
    "below",
    ["-- \nAnna Bellandi\nComune di Acri", "--\ntel. 0000 112233", "____________\nUfficio Tecnico", "Inviato da iPhone",
     "Scarica Outlook per iOS<https://aka.example/x>",
     "Inviato con AquaMail per Android\nhttps://www.mail.example/aqua",
     "Inviato dal mio dispositivo Android con K-9 Mail. Perdonate la brevità.",
     "Sent from my Samsung Galaxy smartphone.",
     "AVVISO DI RISERVATEZZA: le informazioni sono riservate.\n\nChi le riceve per errore le cancelli.",
     "Le informazioni contenute in questo messaggio sono\nriservate al destinatario.",
     "Mail priva di virus. www.avast.example",
     "P Rispetta l'ambiente: non stampare questa e-mail.\n\nQuesto messaggio è riservato al destinatario.",
     "Ai sensi del Regolamento UE 2016/679 le informazioni sono riservate.", "[cid:logo.png@01DA]", "-Anna Bellandi"],
)  # fmt: skip
def test_what_stands_under_every_letter_goes(below: str) -> None:
    assert _kept(f"Va bene giovedì?\n\n{below}") == "Va bene giovedì?"


def test_addresses_after_a_closing_go_and_the_name_stays() -> None:
    block = "Responsabile Settore IV\nVia Roma 1, 00000 Acri\ntel. 0000 112233"
    assert (
        _kept(f"Va bene?\n\nCordiali saluti\nArch. Anna Bellandi\n{block}")
        == "Va bene?\n\nCordiali saluti\nArch. Anna Bellandi"
    )


@pytest.mark.parametrize(
    "letter",
    ["Si chiede.\n\nDistinti saluti\n\nIL SEGRETARIO\nDott. Gesualdo Mazzarella",
     "Ecco i dati:\n\nAnna Neri\ntel. 0000 112233",
     "Grazie\nReferente: Anna Neri\nTelefono: 0000 112233",
     "Saluti\nAnna\n\nMi chiami pure in ufficio allo 0000 112233 ogni giorno.",
     "Primo quesito.\n---\nSecondo quesito: la formazione si svolge in orario di lavoro, e chi lo decide?",
     "Servono:\n-Anna\n-Luca", "Servono:\n-- uno\n-- due", "Il modulo\ninviato con Outlook il 3 novembre è arrivato?",
     "Inviato con Outlook il 3 novembre, mai arrivato.", "Ai sensi dell'art. 7 si chiede la proroga.",
     "Informativa privacy: dove si trova?", "Il messaggio del 3 novembre era riservato ai segretari.",
     "Dati:\n----\nEnte: Acri\nTel: 0000 1\n----",
     "Se avete ricevuto per errore due richieste, annullate la prima.", "Ecco.\n----\nReferente: Anna Neri",
     "Saluti\nAnna\n\nResponsabile sarà il geom. Neri", "Saluti\nPiero Capobianco", "Grazie\nUfficio formazione",
     "Grazie\nRosalba Cusimano\nGaetano Lo Verde",
     "Grazie\n\nP.S. Verrà anche il sindaco, tel. 0000 112233"],
)  # fmt: skip
def test_what_a_person_wrote_stays(letter: str) -> None:
    assert _kept(letter) == letter


@pytest.mark.parametrize(
    "office",
    ["Provveditorato\nComune di Borgo", "Responsabile Settore IV", "Segretaria comunale\nComune di Acri (CS)",
     "\nCittà di Acri\nProvincia di Cosenza", "*Servizi demografici*"],
)  # fmt: skip
@pytest.mark.parametrize("goodbye", ["Cordiali saluti\nAnna Neri", "Grazie, Anna Neri", "Buona giornata\n*Anna Neri*"])
def test_an_office_under_the_name_goes(goodbye: str, office: str) -> None:
    assert _kept(f"Va bene?\n\n{goodbye}\n{office}") == f"Va bene?\n\n{goodbye}"


def test_who_signs_for_an_office_stays_and_the_address_goes() -> None:
    signed = "Si chiede.\n\nDistinti saluti\n\nIl Sindaco\nEnnio Graziosi"
    assert _kept(f"{signed}\n\nVia Roma 1, 00000 Acri\ntel. 0000 112233") == signed
    assert _kept("Si chiede.\n\nDistinti saluti\nIl Sindaco\nEnnio Graziosi\ntel. 0000 112233") == (
        "Si chiede.\n\nDistinti saluti"
    )


def test_a_postscript_under_the_mark_of_a_signature_stays() -> None:
    assert _kept("Saluti\nAnna\n\n-- \nAnna Neri\nComune\n\nP.S. Verrà anche il sindaco.") == (
        "Saluti\nAnna\n\nP.S. Verrà anche il sindaco."
    )


def test_a_postscript_under_the_addresses_stays() -> None:
    letter = "Saluti\nAnna Neri\nComune di Acri\ntel. 0000 112233\n\nP.S. Verrà anche il sindaco."
    assert _kept(letter) == "Saluti\nAnna Neri\n\nP.S. Verrà anche il sindaco.".replace("Neri\n\n", "Neri\n")


def test_lines_that_only_say_goodbye() -> None:
    assert is_closing(["Grazie, a presto", "Anna"])
    assert not is_closing(["Grazie. Viene anche lei?"])
    assert not is_closing(["Sì, alle nove."])
    assert not is_closing([""])


def test_the_signature_is_what_is_left_out_but_for_footers():
    lines = ["Si chiede.", "", "Saluti", "Anna Neri", "", "-- ", "Ufficio personale", "tel. 0984 123456", "",
             "AVVISO DI RISERVATEZZA", "Questo messaggio è riservato."]  # fmt: skip
    assert signature(lines) == ["-- ", "Ufficio personale", "tel. 0984 123456"]
    assert signature(["Si chiede.", "", "Saluti"]) == []
