# SPDX-License-Identifier: EUPL-1.2
"""The eligibility tables of the project's fact sheet (part 2), one case a row."""

import re

import pytest

from bot.core.markup import to_plain
from bot.core.summaries import ending
from flows.events import Reading
from flows.replies import Ask, Exit, StartFlow, SubmitRequest
from flows.routes import routes
from flows.rows import doubts
from flows.session import Place
from knowledge.regions import PROVINCES
from tests.flows.content import REAL, TODAY, comune, library_on
from tests.flows.person import Person, of

ACRI, BERGAMO = comune("Acri"), comune("Bergamo")
SEVEN = {"Basilicata": "Potenza", "Calabria": "Acri", "Campania": "Salerno", "Molise": "Campobasso",
         "Puglia": "Bari", "Sardegna": "Cagliari", "Sicilia": "Catania"}  # fmt: skip
HEADING = "Esito orientativo, non è un parere di ANCI"
CALABRIA, LOMBARDIA = ACRI, BERGAMO


def ask(flow: str, *said: str | Place) -> tuple[Person, Exit]:
    """What a flow answers to someone who types these answers one after the other."""
    person = Person(REAL[flow], channel="terminal")
    person.opens()
    for text in said:
        place = Reading(places=(text,), sure=True) if isinstance(text, Place) else Reading()
        person.says(text.name if isinstance(text, Place) else text, places=place.places, sure=place.sure)
    (out,) = of(person.last, Exit)
    return person, out


def told(out: Exit) -> str:
    """As people read it."""
    return to_plain(ending(library_on(TODAY), REAL["requisiti"], out))


# What is asked, the outcome, the line that says why, the facts it rests on.
CAPACITY_LAB = {
    "Comune of the seven regions": (("comune", CALABRIA, "nessuno"), "yes", "può chiedere un laboratorio",
                                    {"F030", "F038", "F039"}),
    "Comune of another region": (("comune", LOMBARDIA, "nessuno"), "to_confirm", "non pone limiti territoriali",
                                 {"C03", "F040"}),
    "Unione": (("unione", "CS", "nessuno"), "to_confirm", "parla solo di Comuni", {"F002", "F030"}),
    "Città metropolitana": (("CM", "RC", "nessuno"), "to_confirm", "parla solo di Comuni", {"F002", "F030"}),
    "Comuni in convenzione": (("convenzione", "CS", "nessuno"), "to_confirm", "non dicono chi firma", {"F037"}),
    "Provincia": (("provincia", "CS", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "Regione": (("regione", "Calabria", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "comunità montana": (("comunità montana", "CS", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "consorzio": (("consorzio", "CS", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "ASL": (("ASL", "CS", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "scuola": (("scuola", "CS", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "partecipata": (("partecipata", "CS", "nessuno"), "to_confirm", "attore del territorio", {"F037"}),
    "not assegnatario": (("comune", CALABRIA, "non assegnatario"), "to_confirm", "Probabilmente non serve",
                         {"F012", "F040"}),
    "already a pilot": (("comune", CALABRIA, "già pilota"), "to_confirm", "Non risulta una regola", {"F040"}),
    "more than one Lab": (("comune", CALABRIA, "due laboratori"), "to_confirm", "non indica un massimo", {"F040"}),
    "only online": (("comune", CALABRIA, "online"), "to_confirm", "giornate in presenza", {"F033"}),
    "cost": (("comune", CALABRIA, "costo"), "to_confirm", "non indica né un costo né una quota", {"F040"}),
    "population": (("comune", CALABRIA, "abitanti"), "yes", "non pone soglie di popolazione", {"F040"}),
    "who signs": (("comune", CALABRIA, "chi firma"), "to_confirm", "non dicono chi deve firmare", {"F041"}),
    "who takes part": (("comune", CALABRIA, "partecipanti"), "yes", "Possono partecipare sindaci", {"F036"}),
}  # fmt: skip
PILOT = {
    "any new application": (("comune", "candidarci"), "no", "scaduto il 22 gennaio 2026", {"F010", "F022"}),
    "Comune assegnatario": (("comune", "requisiti", "sì"), "yes", "come assegnatario", {"F012"}),
    "Unione assegnataria": (("unione", "requisiti", "sì"), "yes", "come assegnatario", {"F012"}),
    "Città metropolitana assegnataria": (("CM", "requisiti", "sì"), "yes", "come assegnatario", {"F012"}),
    "person not yet hired": (("comune", "requisiti", "in attesa"), "yes", "non era ancora arrivata", {"F013"}),
    "not assegnatario, alone": (("comune", "requisiti", "no, da solo"), "no", "da solo, non era", {"F012"}),
    "not assegnatario, as partner": (("comune", "requisiti", "partner"), "to_confirm", "partenariato", {"F012"}),
    "Provincia with staff": (("provincia", "requisiti", "sì"), "to_confirm", "non sono nominati", {"F012", "F081"}),
    "Regione with staff": (("regione", "requisiti", "sì"), "to_confirm", "non sono nominati", {"F012", "F081"}),
    "Comuni in convenzione": (("convenzione", "requisiti", "sì"), "to_confirm", "singoli e associati", {"C02", "F012"}),
    "both typologies": (("comune", "entrambe"), "no", "una sola delle due", {"F014"}),
    "money": (("comune", "soldi"), "no", "alcun trasferimento di denaro", {"F017"}),
    "outcome of the selection": (("comune", "graduatoria"), "to_confirm", "non sono nelle fonti", {"F022"}),
}  # fmt: skip
PICCOLI = {
    "join now": (("comune", "aderire"), "no", "si è concluso a febbraio 2026", {"F140"}),
    "up to 5.000": (("comune", "destinatari", "singolo", "5.000"), "yes", "non più di 5.000", {"F132"}),
    "merged, each up to 5.000": (("comune", "destinatari", "singolo", "6.200", "sì"), "yes", "nato dalla fusione",
                                 {"F132"}),
    "aggregation, one above": (("comune", "destinatari", "insieme", "no"), "no", "tutti i Comuni dovevano", {"F142"}),
    "aggregation, all small": (("unione", "destinatari", "insieme", "sì"), "yes", "aggregazione di Comuni",
                               {"F132", "F142"}),
    "5.001, not merged": (("comune", "destinatari", "singolo", "5001", "no"), "no", "Oltre i 5.000", {"F132"}),
    "which figure counts": (("comune", "popolazione"), "to_confirm", "Dipartimento della funzione pubblica", {"F132"}),
    "any region": (("comune", "regioni"), "yes", "nazionale", {"F132"}),
    "Trasforma, badges, materials": (("comune", "trasforma"), "to_confirm", "non risulta", {"F143"}),
    "not a Comune": (("provincia", "destinatari", "singolo", "3000"), "no", "piccoli Comuni", {"F132"}),
}  # fmt: skip
HIRING = {
    "ask for staff now": (("comune", CALABRIA, "chiedere personale"), "no", "30 gennaio 2024", {"F082", "F085"}),
    "Comune outside the seven": (("comune", LOMBARDIA, "requisiti"), "no", "altre regioni", {"F084"}),
    "Unione outside the seven": (("unione", "BG", "requisiti"), "no", "altre regioni", {"F084"}),
    "consorzio": (("consorzio", "CS", "requisiti"), "no", "Consorzi, enti strumentali", {"F084"}),
    "ente strumentale": (("ente strumentale", "CS", "requisiti"), "no", "Consorzi, enti strumentali", {"F084"}),
    "Comune of the seven": (("comune", CALABRIA, "requisiti"), "yes", "poteva partecipare", {"F084"}),
    "Unione of the seven": (("unione", "CS", "requisiti"), "yes", "potevano partecipare", {"F084"}),
    "Provincia of the seven": (("provincia", "CS", "requisiti"), "yes", "potevano partecipare", {"F084"}),
    "Città metropolitana of the seven": (("CM", "RC", "requisiti"), "yes", "potevano partecipare", {"F084"}),
    "Regione outside the seven": (("regione", "Regione Lazio", "requisiti"), "no", "altre regioni", {"F084"}),
    "Regione of the seven": (("regione", "la Regione Siciliana", "requisiti"), "yes", "potevano partecipare", {"F084"}),
    "convenzione of the seven": (("convenzione", "CS", "requisiti"), "to_confirm", "non le convenzioni", {"F084"}),
    "dissesto": (("comune", CALABRIA, "dissesto"), "to_confirm", "Una sola fonte", {"F086"}),
    "use on PNRR": (("comune", CALABRIA, "PNRR"), "no", "autorità di gestione", {"F097"}),
    "mobility": (("comune", CALABRIA, "mobilità"), "to_confirm", "Una sola fonte", {"F099"}),
}  # fmt: skip
ROWS = [
    pytest.param(measure, *row, id=f"{measure}: {name}")
    for measure, table in {"lab": CAPACITY_LAB, "pilota": PILOT, "piccoli": PICCOLI, "assunzioni": HIRING}.items()
    for name, row in table.items()
]


@pytest.mark.parametrize(("measure", "said", "outcome", "why", "facts"), ROWS)
def test_a_row_of_the_tables(measure, said, outcome, why, facts):
    _, out = ask("requisiti", measure, *said)
    assert out.outcome == outcome
    (line,) = [one for one in out.doubts if why in one.text]
    assert line.outcome == outcome
    assert set(line.facts) == facts
    assert facts <= set(out.facts)
    assert out.heading == HEADING
    text = told(out)
    assert why in text
    assert HEADING in text
    assert "Fonte: " in text


@pytest.mark.parametrize("region", SEVEN)
def test_each_of_the_seven_regions_counts(region):
    place = comune(SEVEN[region])
    assert place.region == region
    assert ask("requisiti", "lab", "comune", place, "nessuno")[1].outcome == "yes"
    assert ask("requisiti", "lab", "provincia", place.sigla, "nessuno")[1].outcome == "to_confirm"
    assert ask("requisiti", "assunzioni", "regione", f"Regione {region}", "requisiti")[1].outcome == "yes"


@pytest.mark.parametrize("region", sorted({region for _, region in PROVINCES.values()}))
def test_every_region_is_asked_for_by_its_name_and_no_province(region):
    _, out = ask("requisiti", "lab", "regione", region, "nessuno")
    assert (len(out.doubts) == 1) == (region in SEVEN)


@pytest.mark.parametrize("region", ["Abruzzo", "Lazio", "Lombardia", "Piemonte", "Veneto"])
def test_no_other_region_does(region):
    place = next(m for m in library_on(TODAY).gazetteer.municipalities if m.region == region)
    out = ask("requisiti", "lab", "comune", comune(place.name, place.sigla), "nessuno")[1]
    assert out.outcome == "to_confirm"


REDIRECTED = {
    "Siamo assegnatari?": (
        ("assunzioni", "comune", CALABRIA, "siamo assegnatari"),
        "tema_assunzioni",
        "capcoe.it",
        "F102",
    ),
    "reporting, UCS": (("assunzioni", "comune", CALABRIA, "UCS"), "tema_assunzioni", "Dipartimento", "F102"),
    "scorrimento": (("assunzioni", "comune", CALABRIA, "scorrimento"), "tema_assunzioni", "Formez", "F096"),
    "candidate": (("assunzioni", "candidato"), "tipo_ente", "Formez", "F096"),
    "citizen about hiring": (("assunzioni", "privato"), "tipo_ente", "Formez", "F096"),
}


@pytest.mark.parametrize(("said", "cause", "office", "fact"), REDIRECTED.values(), ids=REDIRECTED)
def test_what_is_another_office_s_matter_is_sent_there(said, cause, office, fact):
    person, out = ask("requisiti", *said)
    assert (out.outcome, out.because.slot) == ("not_addressed", cause)
    assert office in out.text
    assert fact in out.facts
    assert out.doubts == ()
    assert not any(button.key in ("flow:richiesta", "flow:segreteria") for button in out.buttons)
    assert f"edit:{cause}" in person.session.prompt.options


@pytest.mark.parametrize("flow", ["requisiti", "richiesta", "orientamento"])
@pytest.mark.parametrize("who", ["impresa", "consulente", "cittadino", "candidato"])
def test_who_is_not_addressed_reads_why_and_can_correct_exactly_that(flow, who):
    before = {"requisiti": ("lab",), "richiesta": ("ho letto",), "orientamento": ()}[flow]
    person, out = ask(flow, *before, who)
    assert (out.outcome, out.because.slot, person.session.status) == ("not_addressed", "tipo_ente", "left")
    assert "F036" in out.facts
    edits = [button.key for button in out.buttons if button.key.startswith("edit:")]
    assert edits == ["edit:tipo_ente"]
    person.taps("edit:tipo_ente")
    assert of(person.last, Ask)[0].current == out.because.value
    person.says("comune")
    assert (person.session.status, person.session.answers["tipo_ente"].value) == ("active", "comune")
    assert person.kind == "ask"


def test_a_doubt_of_several_weighs_the_most():
    _, out = ask("requisiti", "lab", "unione", "BG", "abitanti")
    assert out.outcome == "to_confirm"
    assert {one.outcome for one in out.doubts} == {"yes", "to_confirm"}
    assert len(out.doubts) == 3


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (("lab", "comune", LOMBARDIA, "nessuno"), "comune"), (("lab", "unione", "CS", "nessuno"), "tipo_ente"),
        (("lab", "comune", CALABRIA, "costo"), "tema_lab"),
        (("pilota", "comune", "requisiti", "no, da solo"), "assegnatario"),
        (("piccoli", "comune", "destinatari", "singolo", "6200", "no"), "fusione"),
        (("assunzioni", "unione", "BG", "requisiti"), "provincia"),
        (("assunzioni", "consorzio", "CS", "requisiti"), "tipo_ente"),
    ],
)  # fmt: skip
def test_an_outcome_names_the_answer_that_decided(said, cause):
    person, out = ask("requisiti", *said)
    assert out.because.slot == cause
    assert f"edit:{cause}" in person.session.prompt.options


NEVER = re.compile(
    r"gratuit|gratis|senza costi|a costo zero|\bistanz|ammess|presa in carico|ops\b|!"
    r"|\b0\d{1,3}[ /.-]?\d{5,}|\b3\d{2}[ /.-]?\d{6,}|\+39"  # telephone numbers
    r"|@(?!anci\.it)",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"\b(?:\d+|un[oa']?|due|tre|quattro|cinque|sei|dieci)\s+(?:or[ae]|giorn[oi]|giornat[ae]|settiman[ae]|mes[ei]|ann[oi])\b"
)


@pytest.mark.parametrize("flow", ["requisiti", "orientamento", "scelta", "richiesta"])
def test_no_end_says_more_than_the_sources(flow):
    texts = [*(step.exit.say for step in REAL[flow].steps if step.exit), *(one.say for one in REAL[flow].doubts)]
    texts += [slot.ask for slot in REAL[flow].slots.values()] + [REAL[flow].intro]
    texts += [option.text for options in REAL[flow].lists.values() for option in options]
    for text in texts:
        assert not NEVER.search(text), text
        durations = [match[0] for match in DURATION.finditer(text)]
        assert durations in ([], ["cinque anni"]), text  # the one that F099 tells
    assert all(step.exit.sources for step in REAL[flow].steps if step.exit)
    assert all(one.facts and one.sources for one in REAL[flow].doubts)


@pytest.mark.parametrize("flow", sorted(REAL))
def test_every_source_named_exists(flow):
    sources = library_on(TODAY).sources
    named = {name for step in REAL[flow].steps if step.exit for name in step.exit.sources}
    named |= {name for one in REAL[flow].doubts for name in one.sources}
    assert named <= set(sources)


def test_every_end_of_the_tables_has_a_line_that_says_why():
    for answers, way in routes(REAL["requisiti"], (ACRI, BERGAMO)):
        if way.where.step.exit.outcome == "weighed":
            assert doubts(REAL["requisiti"], answers), answers


DOUBTFUL = [("Unione", ("unione", "Unione Valle Verde", "CS")),
            ("Comuni in convenzione", ("convenzione", "Comuni della Sila", "CS")),
            ("altro ente", ("consorzio", "Consorzio di bonifica", "CS", "salta")),
            ("Comune altrove", ("comune", LOMBARDIA)),
            ("Unione altrove", ("unione", "Unione della Val Brembana", "BG"))]  # fmt: skip


@pytest.mark.parametrize(("who", "said"), DOUBTFUL, ids=[name for name, _ in DOUBTFUL])
def test_to_be_confirmed_is_not_no(who, said):
    person = Person(REAL["richiesta"])
    person.opens()
    rest = ("PIAO", "Non riusciamo a scrivere il PIAO in tempo utile.", "no", "Maria Rossi", "segretario", "a@b.it",
            "0984123456",
            "no", "no")  # fmt: skip
    for text in ("ho letto", *said, *rest):
        place = isinstance(text, Place)
        person.says(text.name if place else text, places=(text,) if place else (), sure=place)
    (effect,) = of(person.taps("submit"), SubmitRequest)
    assert effect.outcome == "to_confirm"
    assert effect.doubts[0].outcome == "to_confirm"
    assert "confermare" in effect.doubts[0].text


def test_from_the_outcome_straight_to_the_request():
    person, out = ask("requisiti", "lab", "comune", LOMBARDIA, "nessuno")
    assert out.buttons[0].key == "flow:richiesta"
    (start,) = of(person.says("1"), StartFlow)
    assert (start.flow, dict(start.given), start.places) == (
        "richiesta",
        {"tipo_ente": "comune", "comune": "A794"},
        (LOMBARDIA,),
    )


def test_starting_again_forgets_what_was_checked():
    person, _ = ask("requisiti", "lab", "comune", CALABRIA, "nessuno")
    person.says("ricomincia")
    assert (person.session.answers, person.slot) == ({}, "misura")
