# SPDX-License-Identifier: EUPL-1.2
"""Who is who in a letter."""

import pytest

from bot.core.asked import read_letter
from bot.core.contact import Person, certified_address, contact_person, signatory
from tests.bot.core.talking import CONTENT

ROLES = CONTENT.flows["richiesta"][0].slots["ruolo"].options
SIGNED = "\n\nCordiali saluti\nIl Segretario comunale\ndott. Paolo Ferri"
SIGNATURE = "Il Sindaco\nMario Neri\nComune di San Giovanni Rotondo\nTel 0882 123456\nm.neri@comune.example"


def named(text, signature=""):
    signs = signatory(text, signature, ROLES)
    return contact_person(read_letter(text).rest, signs, ROLES)[0]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Referente è la dott.ssa Maria Rossi, responsabile del personale, tel. 0984 123456.",
         Person("Maria Rossi", "responsabile", "+39 0984123456")),
        ("Sono il segretario comunale, Paolo Ferri. La referente sarà la collega Maria Rossi (istruttore), "
         "cell. 333 1234567, m.rossi@comune.example", Person("Maria Rossi", "funzionario", "+39 3331234567",
                                                           "m.rossi@comune.example")),
        ("Sono Maria Rossi, responsabile dell'ufficio, e sarò io la referente." + SIGNED,
         Person("Maria Rossi", "responsabile")),
        ("Potete contattarmi al 333 1234567." + SIGNED, Person("Paolo Ferri", "segretario", "+39 3331234567")),
        ("Il referente è il segretario comunale dott. Paolo Ferri.", Person("Paolo Ferri", "segretario")),
        ("Maria Rossi, istruttrice, è la nostra referente. Il suo numero: tel 0984 955001",
         Person("Maria Rossi", "funzionario", "+39 0984955001")),
        ("Indichiamo come referente Maria De Luca del Comune di San Biagio.", Person("Maria De Luca")),
        ("Referente: geom. Luca Bianchi 333 1234567", Person("Luca Bianchi", "", "+39 3331234567")),
        ("Per contatti: tel. 0984 955001." + SIGNED, Person(phone="+39 0984955001")),
        ("Referenti: tel. 0984 955001 oppure tel. 0984 955002.", Person()),
        ("Abbiamo risposto alla nota prot. n. 0015532. Referente da individuare.", Person()),
        ("Vorremmo conoscere il vostro referente Mario Bianchi.", Person()),
        ("Il Comune di San Giovanni in Fiore non ha ancora un referente.", Person()),
        ("Vorremmo un laboratorio." + SIGNED, Person()),
    ],
)  # fmt: skip
def test_what_is_said_of_the_contact_person_is_theirs_alone(text, person):
    assert named(text) == person


@pytest.mark.parametrize(
    ("text", "signature", "person"),
    [
        ("Vorremmo un laboratorio." + SIGNED, "", Person("Paolo Ferri", "segretario")),
        ("Vorremmo un laboratorio.\n\nSaluti", SIGNATURE,
         Person("Mario Neri", "sindaco", "+39 0882123456", "m.neri@comune.example")),
        ("Vorremmo un laboratorio.\n\nGrazie, Luca Bianchi", "", Person("Luca Bianchi")),
        ("Vorremmo un laboratorio.\n\nIL SEGRETARIO COMUNALE\nDott. Gesualdo Mazzarella", "",
         Person("Gesualdo Mazzarella", "segretario")),
        ("Vorremmo un laboratorio per San Giovanni in Fiore.", "", Person()),
        ("Vorremmo un laboratorio.\n\nSaluti", "Ufficio Personale\ntel. 0984 955001", Person()),
    ],
)  # fmt: skip
def test_who_signs_is_read_below_the_letter(text, signature, person):
    assert signatory(text, signature, ROLES) == person


def test_a_certified_address_is_the_bodys():
    assert (
        certified_address("PEC: Protocollo@PEC.comune.example, m.rossi@comune.example")
        == "protocollo@pec.comune.example"
    )
    assert certified_address("a@pec.comune.example b@pec.comune.example") == ""
