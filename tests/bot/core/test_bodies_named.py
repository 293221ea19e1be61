# SPDX-License-Identifier: EUPL-1.2
"""Ways in which officials say for whom they write, each as the first answer of the request or as a sentence."""

import pytest

from bot.core.markup import to_plain
from tests.bot.core.talking import Talk

COMUNE, UNIONE, CM, JOINT, OTHER = "comune", "unione", "citta_metropolitana", "convenzione", "altro_pubblico"

KINDS = [  # said where the kind of body is asked: what is known after it
    ("Comune", {"tipo_ente": COMUNE}), ("siamo un Comune", {"tipo_ente": COMUNE}), ("municipio", {"tipo_ente": COMUNE}),
    ("Acri", {"tipo_ente": COMUNE, "comune": "A053"}), ("ACRI", {"tipo_ente": COMUNE, "comune": "A053"}),
    ("Comune di Acri", {"tipo_ente": COMUNE, "comune": "A053"}), ("comune di acri (cs)", {"comune": "A053"}),
    ("siamo il comune di Acri", {"comune": "A053"}), ("il Comune di Roma", {"comune": "H501"}),
    ("Roma Capitale", {"tipo_ente": COMUNE, "comune": "H501"}), ("Città di Bari", {"comune": "A662"}),
    ("comune di S. Giovanni in Fiore", {"comune": "H919"}), ("Comune di L'Aquila", {"comune": "A345"}),
    ("Comune di Rossano", {"comune": "M403"}),
    ("Olbia", {"comune": "G015"}), ("Comune di Olbia (SS)", {"comune": "G015"}),
    ("Unione", {"tipo_ente": UNIONE}), ("unione di comuni", {"tipo_ente": UNIONE}),
    ("unione montana", {"tipo_ente": UNIONE}),
    ("Unione dei Comuni Valle Crati", {"tipo_ente": UNIONE, "ente": "Unione dei Comuni Valle Crati"}),
    ("Unione di Acri", {"tipo_ente": UNIONE, "ente": "Unione di Acri"}),
    ("unione montana dei comuni del Pollino", {"tipo_ente": UNIONE}),
    ("Unione dei Comuni Terre d'Arneo, provincia di Lecce", {"tipo_ente": UNIONE}),
    ("Città metropolitana", {"tipo_ente": CM}), ("CM", {"tipo_ente": CM}),
    ("Città metropolitana di Messina", {"tipo_ente": CM, "provincia": "me"}),
    ("CITTA' METROPOLITANA DI NAPOLI", {"tipo_ente": CM, "provincia": "na"}),
    ("Città metropolitana di Milano", {"tipo_ente": CM, "provincia": "mi"}),
    ("Città metropolitana di Roma Capitale", {"tipo_ente": CM, "provincia": "rm"}),
    ("città metropolitana di Reggio Calabria", {"tipo_ente": CM, "provincia": "rc"}),
    ("Città metropolitana di Sassari", {"tipo_ente": CM, "provincia": "ss"}),
    ("comuni in convenzione", {"tipo_ente": JOINT}), ("gestione associata", {"tipo_ente": JOINT}),
    ("Provincia di Lecce", {"tipo_ente": OTHER, "ente": "Provincia di Lecce", "provincia": "le"}),
    ("siamo la provincia di Cosenza", {"tipo_ente": OTHER, "provincia": "cs"}),
    ("Provincia di Monza e della Brianza", {"tipo_ente": OTHER, "provincia": "mb"}),
    ("Provincia del Sulcis Iglesiente", {"tipo_ente": OTHER, "provincia": "ci"}),
    ("Provincia di Barletta-Andria-Trani", {"tipo_ente": OTHER, "provincia": "bt"}),
    ("Libero consorzio comunale di Enna", {"tipo_ente": OTHER, "provincia": "en"}),
    ("Regione Campania", {"tipo_ente": OTHER, "ente": "Regione Campania", "provincia": "na"}),
    ("Regione Siciliana", {"tipo_ente": OTHER, "provincia": "pa"}), ("regione calabria", {"provincia": "cz"}),
    ("Regione autonoma della Sardegna", {"tipo_ente": OTHER, "provincia": "ca"}),
    ("consorzio", {"tipo_ente": OTHER}), ("Consorzio di bonifica di Bari", {"tipo_ente": OTHER}),
    ("Comunità montana del Pollino", {"tipo_ente": OTHER, "ente": "Comunità montana del Pollino"}),
    ("ambito sociale di Rende", {"tipo_ente": OTHER}),
    ("ATS", {"tipo_ente": OTHER}), ("ASL di Salerno", {"tipo_ente": OTHER}),
    ("ASP Cosenza", {"tipo_ente": OTHER, "ente": "ASP Cosenza"}),
    ("azienda sanitaria provinciale", {"tipo_ente": OTHER}),
    ("azienda speciale", {"tipo_ente": OTHER}), ("azienda speciale consortile", {"tipo_ente": OTHER}),
    ("azienda speciale Multiservizi", {"tipo_ente": OTHER}), ("fondazione", {"tipo_ente": OTHER}),
    ("società in house", {"tipo_ente": OTHER}), ("società partecipata", {"tipo_ente": OTHER}),
    ("partecipata", {"tipo_ente": OTHER}), ("ente parco", {"tipo_ente": OTHER}), ("università", {"tipo_ente": OTHER}),
    ("camera di commercio", {"tipo_ente": OTHER}), ("GAL", {"tipo_ente": OTHER}), ("scuola", {"tipo_ente": OTHER}),
]  # fmt: skip


def known(talk: Talk) -> dict[str, str]:
    assert talk.session is not None
    return {name: answer.value for name, answer in {**talk.session.proposed, **talk.session.answers}.items()}


def asked(said: str, *before: str) -> Talk:
    talk = Talk()
    for line in ("/richiesta", "ho letto", *before, said):
        talk.says(line)
    return talk


def said_by(talk: Talk) -> str:
    return " ".join(to_plain(message.text) for message in talk.afters[-1].messages)


@pytest.mark.parametrize(("said", "expected"), KINDS)
def test_the_kind_of_body_and_what_else_was_said_is_known(said, expected):
    found = known(asked(said))
    assert {name: found.get(name) for name in expected} == expected
    assert not (found["tipo_ente"] != COMUNE and "comune" in found)


@pytest.mark.parametrize("said", ["impresa", "azienda", "siamo un'impresa", "consulente", "libero professionista"])
def test_a_business_is_still_a_business(said):
    assert asked(said).session.answers["tipo_ente"].value == "privato"


DOUBTS = ["Comune di Castro", "castro", "Comune di Livo", "San Teodoro", "comune di Samone", "Peglio", "Calliano"]


@pytest.mark.parametrize("said", DOUBTS)
def test_homonyms_are_asked_about_where_only_the_kind_was_asked(said):
    talk = asked(said)
    assert (talk.session.answers["tipo_ente"].value, talk.session.prompt.kind) == (COMUNE, "place")


NO_NAMES = ["boh", "Foggia", "non so", "il mio", "123", "0984", "Comune di Acri", "Comune di Acri (CS)",
    "acri", "...", "?!",
            "Unione", "l'unione", "unione di comuni", "Acri e Bisignano", "lo stesso", "sì", "ok", "no",
    "Roma Capitale"]  # fmt: skip


@pytest.mark.parametrize("said", NO_NAMES)
def test_what_is_no_body_s_name_is_refused(said):
    talk = asked(said, "unione di comuni")
    assert (talk.session.prompt.slot, "ente" in talk.session.answers) == ("ente", False)


def test_why_a_name_is_refused_is_said():
    assert "nome di un Comune" in said_by(asked("Comune di Acri", "unione di comuni"))
    assert "denominazione dell'ente per intero" in said_by(asked("123", "unione di comuni"))


NAMES = ["Unione dei Comuni Valle Crati", "Valle Crati", "Entroterra", "Terre di Leuca", "Unione di Acri",
    "Unione Acri",
         "Unione dei Comuni di Acri e Luzzi", "Unione Montana Alta Val d'Agri"]  # fmt: skip


@pytest.mark.parametrize("said", NAMES)
def test_a_body_s_own_name_is_kept_as_written(said):
    assert asked(said, "unione di comuni").session.answers["ente"].value == said


@pytest.mark.parametrize("said", ["Comune di Acri", "Comuni di Acri, Luzzi e Bisignano", "Acri e Bisignano"])
def test_comuni_in_convenzione_go_by_their_own_names(said):
    assert asked(said, "comuni in convenzione").session.answers["ente"].value == said


def test_a_corrected_name_corrects_its_province():
    talk = asked("Città metropolitana di Bari")
    talk.says("correggi l'ente")
    talk.says("Città metropolitana di Messina")
    assert known(talk)["provincia"] == "me"


SENTENCES = [  # said to begin with
    ("siamo il comune di Acri, provincia di Cosenza, ci servirebbe un lab sul PIAO", {"comune": "A053", "lab": "piao"}),
    ("Comune di Acri (prov. di Cosenza): vorremmo un laboratorio sul PIAO", {"comune": "A053", "lab": "piao"}),
    ("sono del comune di acri (cs) e vorrei un lab sul reclutamento", {"comune": "A053", "lab": "reclutamento"}),
    ("VORREMMO UN LABORATORIO SUL PIAO PER IL COMUNE DI ACRI", {"comune": "A053", "lab": "piao"}),
    ("sono segretaria del Comune di S. Giovanni in Fiore: vorremmo un lab", {"comune": "H919", "ruolo": "segretario"}),
    ("scrivo dal Comune di Rossano, vorremmo un laboratorio sul piao", {"comune": "M403", "lab": "piao"}),
    ("il Comune di Carbonia (SU) vorrebbe un laboratorio sul PIAO", {"comune": "B745", "lab": "piao"}),
    ("siamo la Provincia di Lecce e vorremmo un lab sul PIAO", {"tipo_ente": OTHER, "provincia": "le", "lab": "piao"}),
    ("la Città metropolitana di Milano vorrebbe un laboratorio sul PIAO", {"tipo_ente": CM, "provincia": "mi"}),
    ("siamo la Regione Campania, vorremmo un lab sul piao", {"tipo_ente": OTHER, "provincia": "na", "lab": "piao"}),
    ("l'Unione dei Comuni di Acri vorrebbe un laboratorio sul PIAO", {"tipo_ente": UNIONE, "lab": "piao"}),
    ("siamo un'azienda speciale e vorremmo un laboratorio sul PIAO", {"tipo_ente": OTHER, "lab": "piao"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), SENTENCES)
def test_a_first_sentence_keeps_the_body_and_the_topic(said, expected):
    talk = Talk()
    talk.says(said)
    found = known(talk)
    assert {name: found.get(name) for name in expected} == expected
    assert "ente" not in found or "comune" not in found


REGIONS = [
    ("Calabria", "Calabria"), ("regione Puglia", "Puglia"), ("Sicilia", "Sicilia"), ("valle d'aosta", "Valle d'Aosta"),
    ("Friuli", "Friuli-Venezia Giulia"), ("Lecce", "Puglia"), ("CS", "Calabria"), ("Gallura", "Sardegna"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "region"), REGIONS)
def test_the_region_alone_is_enough_where_only_the_region_counts(said, region):
    talk = Talk()
    for line in ("/requisiti", "lab", "unione", said):
        talk.says(line)
    flow, answers = talk.library.flows["requisiti"], talk.session.answers
    options = {option.id: option.group for option in flow.lists["territories"]}
    assert options[answers["provincia"].value] == region


@pytest.mark.parametrize(("said", "slot", "value"), [
    ("Provincia di Lecce", "provincia", "le"), ("Regione Campania", "regione", "sette"),
    ("Regione Lazio", "regione", "altra"), ("Comune di Acri", "comune", "A053"),
    ("azienda speciale", "tipo_ente", OTHER), ("ASP Cosenza", "tipo_ente", OTHER),
])  # fmt: skip
def test_the_requirements_do_not_ask_what_was_just_said(said, slot, value):
    talk = Talk()
    for line in ("/requisiti", "lab", said):
        talk.says(line)
    assert known(talk)[slot] == value
