# SPDX-License-Identifier: EUPL-1.2
"""Replies as people really type them, one table for each kind of answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import answers as read
from flows import contacts
from flows.journey import options_of
from flows.session import Place
from flows.slots import Option
from flows.territories import municipality, place_among, province
from flows.vocabulary import normal
from tests.flows.content import REAL
from tests.flows.person import ACRI, CASTRO_BG, CASTRO_LE

REQUEST = REAL["richiesta"]
BODIES = options_of(REQUEST, REQUEST.slots["tipo_ente"], {})
LABS = options_of(REQUEST, REQUEST.slots["lab"], {})
ROLES = options_of(REQUEST, REQUEST.slots["ruolo"], {})
REGIONS = options_of(REAL["orientamento"], REAL["orientamento"].slots["regione"], {})
PROVINCES = REQUEST.lists["provinces"]
CASTRI = (CASTRO_LE, CASTRO_BG)

# Whatever a keyboard, a phone or a broken mail client can send.
typed = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="0123456789+-/.() ,'°", max_size=30),
    st.from_regex(r"[a-z0-9.]{0,6}[@ ,;<>\[\]]{1,2}[a-z0-9.]{0,8}", fullmatch=True),
    st.sampled_from(["Comune", "la 2", "CS", "Acri", "sì", "5mila", "15 marzo"]).flatmap(
        lambda word: st.builds(lambda a, b: f"{a}{word}{b}", st.text(max_size=6), st.text(max_size=6))
    ),
    st.integers(1, 120_001).map(lambda n: "a" * n),
)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Comune", "comune"), ("siamo un Comune", "comune"), ("  COMUNE.", "comune"), ("«Comune»", "comune"),
        ("comun", "comune"), ("comuen", "comune"), ("municipio", "comune"), ("un piccolo comune", "comune"),
        ("2", "unione"), ("la 2", "unione"), ("n. 2", "unione"), ("2)", "unione"), ("la seconda", "unione"),
        ("unione dei comuni", "unione"), ("citta metropolitna", "citta_metropolitana"), ("CM", "citta_metropolitana"),
        ("una provincia", "altro_pubblico"), ("comunità montana", "altro_pubblico"), ("asl", "altro_pubblico"),
        ("sono un privato cittadino", "privato"), ("comune di Acri", "comune"),
        ("Provincia di Matera", "altro_pubblico"),
        ("siamo l'Unione dei Comuni Valle Verde", "unione"), ("Città metropolitana di Bari", "citta_metropolitana"),
        ("Regione Calabria", "altro_pubblico"), ("ASL Cosenza", "altro_pubblico"), ("comuni in", "convenzione"),
        ("comunità montana del Gargano", "altro_pubblico"), ("impresa Rossi srl", "privato"),
        ("2, l'Unione", "unione"), ("2) unione di comuni", "unione"), ("la 1, comune", "comune"),
        ("1 grazie", "comune"),
        ("n. 3 - città metropolitana", "citta_metropolitana"),
    ],
)  # fmt: skip
def test_a_body_is_recognised(said, found):
    assert read.choice(said, BODIES) == (found, "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "empty"), (" \t\n", "empty"), ("\u200b", "empty"), ("0", "not_an_option"), ("7", "not_an_option"),
        ("-1", "not_an_option"), ("n. -1", "not_an_option"), ("99", "not_an_option"), ("²", "not_an_option"),
        ("1 o 2", "ambiguous"), ("la 1 e la 2", "ambiguous"), ("1, unione", "ambiguous"),
        ("1 2", "not_an_option"), ("boh", "not_an_option"), ("non siamo un comune", "not_an_option"),
        ("comune e unione", "ambiguous"), ("comune di Acri o unione", "not_an_option"), ("da un", "not_an_option"),
        ("Comune di Acri, possiamo?", "not_an_option"), ("comune che non c'è", "not_an_option"),
        ("comune piccolo e povero", "not_an_option"), ("uni", "not_an_option"),
        ("Comune " * 100, "not_an_option"), ("日本", "not_an_option"), ("😀", "not_an_option"),
    ],
)  # fmt: skip
def test_what_names_no_body_is_refused(said, code):
    assert read.choice(said, BODIES) == (None, code)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("PIAO", "piao"), ("retention", "retention"), ("project mangement", "project-management"),
        ("non lo so", "da_definire"), ("13", "da_definire"), ("procedure e affidamenti", "affidamenti"),
        ("reclutamneto", "reclutamento"), ("contrattazzione", "contrattazione"), ("12", "comunicazione"),
    ],
)  # fmt: skip
def test_a_topic_is_recognised(said, found):
    assert read.choice(said, LABS) == (found, "")


def test_two_topics_are_no_answer():
    assert read.choice("PIAO, reclutamento", LABS) == (None, "ambiguous")


@pytest.mark.parametrize(
    ("said", "found"),
    [("sono il segretario comunale", "segretario"), ("Sindaca", "sindaco"), ("vicesindaco", "amministratore"),
     ("EQ", "responsabile"), ("rup", "rup"), ("ragioniere", "responsabile"), ("DG", "direttore")],
)  # fmt: skip
def test_a_role_is_recognised(said, found):
    assert read.choice(said, ROLES) == (found, "")


@pytest.mark.parametrize(
    ("said", "found"), [("siamo in Calabria", "sette"), ("no, siamo in Toscana", "altra"), ("sì", "sette")]
)
def test_a_region_answers_for_its_group(said, found):
    assert read.choice(said, REGIONS) == (found, "")


def test_a_closed_option_is_named_as_such():
    shut = Option(id="piao", label="PIAO", closed=True, note="Completo.")
    assert read.choice("piao", [shut]) == (None, "closed")
    assert read.choice("1", [shut]) == (None, "closed")


def test_near_spellings_of_two_options_are_no_answer():
    twins = [Option(id="a", label="verifica uno"), Option(id="b", label="verifica uni")]
    assert read.choice("verifica unu", twins) == (None, "not_an_option")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("sì", "yes"), ("Sì!", "yes"), ("si'", "yes"), ("SI", "yes"), ("certo", "yes"), ("1", "yes"), ("ok", "yes"),
        ("no", "no"), ("No.", "no"), ("no grazie", "no"), ("2", "no"), ("non ancora", "no"),
    ],
)  # fmt: skip
def test_yes_and_no(said, found):
    assert read.yes_no(said) == (found, "")


@pytest.mark.parametrize(
    ("said", "code"),
    [("", "empty"), ("👍", "empty"), ("nì", "yes_no"), ("3", "yes_no"), ("sì e no", "yes_no"),
     ("si può fare?", "yes_no"),
     ("sì " * 200, "empty")],
)  # fmt: skip
def test_neither_yes_nor_no(said, code):
    assert read.yes_no(said) == (None, code)


@pytest.mark.parametrize(
    "said", ["ho letto", "Letto.", "presa visione", "sì", "accetto", "1", "ho letto l'informativa"]
)
def test_the_notice_is_acknowledged(said):
    assert read.acknowledge(said) == ("yes", "")


@pytest.mark.parametrize("said", ["", "no", "non ho letto", "quale informativa?", "sì " * 300])
def test_the_notice_is_not_acknowledged(said):
    assert read.acknowledge(said) == (None, "acknowledge")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("3200", "3200"), ("3.200", "3200"), ("3 200", "3200"), ("3'200", "3200"), ("circa 3.200 abitanti", "3200"),
        ("5.001", "5001"), ("1.234.567", "1234567"), ("+3200", "3200"), ("3200 ab.", "3200"), ("n.3200", "3200"),
        ("circa tremila", "3000"), ("mille", "1000"), ("duemila abitanti", "2000"), ("5mila", "5000"),
        ("5 mila abitanti", "5000"), ("12k", "12000"),
    ],
)  # fmt: skip
def test_a_number_is_found(said, found):
    assert read.number(said, 1, 3_000_000) == (found, "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "number"), ("tremila duecento", "number"), ("mille e cento", "number"),
        ("3,2", "number"), ("3.2", "number"), ("5,5 mila", "number"),
        ("3200,5", "number"),
        ("3200 o 3300", "number"), ("oltre 5.000", "number"), ("più di 5000", "number"), ("sotto i 5000", "number"),
        ("2 milioni", "number"), ("tra 3000 e 4000", "number"), ("-5", "too_small"), ("0", "too_small"),
        ("3.000.001", "too_large"), ("9" * 20, "number"), ("\u0663\u0662\u0660\u0660", "number"),
        ("1 " * 300, "number"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(said, code):
    assert read.number(said, 1, 3_000_000) == (None, code)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("CS", "cs"), ("cs", "cs"), ("(CS)", "cs"), ("Cosenza", "cs"), ("cosensa", "cs"),
        ("provincia di Cosenza", "cs"),
        ("siamo in provincia di Lecce", "le"), ("Prov. CS", "cs"), ("la provincia è Cosenza", "cs"),
        ("Cosenza (CS)", "cs"),
        ("CZ - Catanzaro", "cz"), ("L'Aquila", "aq"), ("aquila", "aq"), ("Monza", "mb"), ("Monza e Brianza", "mb"),
        ("Barletta", "bt"), ("forli", "fc"), ("pesaro", "pu"), ("la Spezia", "sp"), ("reggio di calabria", "rc"),
        ("città metropolitana di Napoli", "na"), ("provincia autonoma di Trento", "tn"), ("Medio Campidano", "vs"),
        ("Gallura", "ot"), ("provincia di Olbia-Tempio", "ot"), ("Carbonia-Iglesias", "ci"), ("OG", "og"),
        ("NO", "no"), ("Novara", "no"), ("SI", "si"), ("Siena", "si"), ("in", None), ("Aosta", "ao"),
    ],
)  # fmt: skip
def test_a_province_is_found(said, found):
    assert province(said, PROVINCES) == (found, "" if found else "province")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "empty"), ("   ", "empty"), ("Reggio", "ambiguous"), ("Calabria", "province_region"),
        ("Sardegna", "province_region"), ("regione Calabria", "province_region"),
        ("Regione Sicilia", "province_region"), ("la Regione", "province_region"),
        ("emilia", "province"), ("12", "province"), ("la 2", "province"), ("terza", "province"), ("no", "province"),
        ("sì", "province"), ("Francia", "province"), ("Cosenza " * 80, "province"),
        ("Sud Sardegna", "ambiguous"),
    ],
)  # fmt: skip
def test_what_is_no_province_is_refused(said, code):
    assert province(said, PROVINCES) == (None, code)


def test_every_province_is_found_by_name_and_sigla():
    for option in PROVINCES:
        for said in (option.label, option.id.upper(), option.label.upper(), f"provincia di {option.label}"):
            assert province(said, PROVINCES) == (option.id, ""), said


@pytest.mark.parametrize(
    ("said", "places", "sure", "expected"),
    [
        ("Acri", (ACRI,), True, (ACRI, "")),
        ("Acri, provincia di Cosenza", (ACRI,), True, (ACRI, "")),
        ("Comune di Acri, già nell'Unione", (ACRI,), True, (ACRI, "")),
        ("Castro", CASTRI, False, (None, "which_place")),
        ("Castro", (), False, (None, "municipality")),
        ("Unione dei Comuni di Acri", (ACRI,), True, (None, "not_a_municipality")),
        ("Città metropolitana di Napoli", (ACRI,), True, (None, "not_a_municipality")),
        ("Provincia di Cosenza", (ACRI,), True, (None, "not_a_municipality")),
        ("siamo la Regione Calabria", (ACRI,), True, (None, "not_a_municipality")),
        ("", (ACRI,), True, (None, "empty")),
    ],
)
def test_a_comune_is_read(said, places, sure, expected):
    assert municipality(said, places, sure) == expected


@pytest.mark.parametrize(
    ("said", "found"),
    [("LE", CASTRO_LE), ("le", CASTRO_LE), ("quello di Lecce", CASTRO_LE), ("Castro (BG)", CASTRO_BG),
     ("castro bg", CASTRO_BG),
     ("BG, grazie", CASTRO_BG), ("bergamo", CASTRO_BG), ("Castro", None), ("nessuno", None),
     ("in Puglia", CASTRO_LE), ("quello in Lombardia", CASTRO_BG), ("Sicilia", None), ("Lecce o Lombardia", CASTRO_LE),
     ("Vibo Valentia, Puglia", None), ("le due sono uguali", None),
     ("", None), ("LE o BG", None)],
)  # fmt: skip
def test_a_homonym_is_told_by_its_province(said, found):
    assert place_among(said, CASTRI) == found


def test_no_is_not_the_province_of_novara():
    novara = Place(code="X000", name="Castro", province="Novara", sigla="NO", region="Piemonte")
    assert place_among("no", (novara, CASTRO_LE)) is None
    assert place_among("NO", (novara, CASTRO_LE)) is novara


@pytest.mark.parametrize(
    ("said", "low", "high", "expected"),
    [
        ("  due   spazi\t e\u00a0altro ", 3, 50, ("due spazi e altro", "")), ("a\r\nb\rc", 1, 9, ("a\nb\nc", "")),
        ("a\n\n\n\nb", 1, 9, ("a\n\nb", "")), ("a\x00b\u200bc\ufeff", 1, 9, ("abc", "")), ("e\u0301", 1, 1, ("é", "")),
        ("", 1, 9, (None, "empty")), ("\u200b\x07", 1, 9, (None, "empty")), ("ab", 3, 9, (None, "too_short")),
        ("abcd", 1, 3, (None, "too_long")), ("...", 1, 9, (None, "no_letters")),
        ("x" * 150_000, 1, 4000, (None, "too_long")),
    ],
)  # fmt: skip
def test_free_text_is_cleaned_and_measured(said, low, high, expected):
    assert read.text(said, low, high) == expected


@pytest.mark.parametrize(
    ("said", "number"),
    [("2", 2), ("la 2", 2), ("2.", 2), ("numero 12", 12), ("la seconda", 2), ("primo", 1), ("sesta", 6),
     ("settima", None),
     ("due", None), ("2 3", None), ("-2", None), ("\u2212 2", None), ("2" * 50, None), ("", None)],
)  # fmt: skip
def test_a_listed_option_is_picked_by_number(said, number):
    assert read.read_number_of(said) == number


PARSERS = {
    "choice": (lambda text: read.choice(text, BODIES), lambda v: next(o.label for o in BODIES if o.id == v)),
    "labs": (lambda text: read.choice(text, LABS), lambda v: next(o.label for o in LABS if o.id == v)),
    "yes_no": (read.yes_no, lambda value: value),
    "acknowledge": (read.acknowledge, lambda value: value),
    "email": (contacts.email, lambda value: value),
    "phone": (contacts.phone, lambda value: value),
    "number": (lambda text: read.number(text, 1, 3_000_000), lambda value: value),
    "text": (lambda text: read.text(text, 3, 4000), lambda value: value),
    "province": (lambda text: province(text, PROVINCES), str.upper),
}


@pytest.mark.parametrize("kind", PARSERS)
@settings(max_examples=120)
@given(said=typed)
def test_a_parser_never_raises_and_reads_its_own_answer_alike(kind, said):
    parse, written = PARSERS[kind]
    value, code = parse(said)
    assert (value is None) == bool(code)
    if value is not None:
        assert parse(written(value)) == (value, "")


@settings(max_examples=120)
@given(said=typed)
def test_what_is_read_stays_within_bounds(said):
    number, _ = read.number(said, 1, 9_999)
    assert number is None or 1 <= int(number) <= 9_999
    clean, _ = read.text(said, 3, 50)
    assert clean is None or 3 <= len(clean) <= 50
    phone, _ = contacts.phone(said)
    assert phone is None or (phone.startswith("+39 ") and 10 <= len(phone) <= 15)
    email, _ = contacts.email(said)
    assert email is None or (email.count("@") == 1 and email.isascii() and email == email.lower() and len(email) <= 254)


@settings(max_examples=120)
@given(said=typed)
def test_a_text_cleaned_twice_is_the_same(said):
    clean = read.clean_text(said)
    assert read.clean_text(clean) == clean
    assert "\n\n\n" not in clean


@settings(max_examples=80)
@given(
    said=typed,
    places=st.lists(st.sampled_from([ACRI, CASTRO_LE, CASTRO_BG]), max_size=3, unique=True),
    sure=st.booleans(),
)
def test_a_comune_is_always_one_of_those_recognised(said, places, sure):
    place, code = municipality(said, places, sure)
    assert place in places if place else code
    among = place_among(said, places)
    assert among is None or among in places


@settings(max_examples=80)
@given(said=typed)
def test_mentions_leave_what_they_do_not_name(said):
    rest, found = read.mentions(normal(said), BODIES)
    assert len(found) <= len(BODIES)
    assert set(rest.split()) <= set(normal(said).split())


ROLE_WORDS = {
    "sindaco": "sindaca, commissario straordinario, commissaria prefettizia, presidente dell'Unione",
    "amministratore": "assessora, vicesindaco, vice sindaca, consigliere delegato, consigliera comunale",
    "segretario": "segretaria comunale, vicesegretario, vice segretaria, segretaria comunale reggente",
    "dirigente": "dirigente del settore personale, direttrice di settore",
    "responsabile": "EQ, PO, posizione organizzativa, titolare di EQ, resp. UTC, capo ufficio, responsabile area",
    "funzionario": "istruttore direttivo, istruttrice amministrativa, funzionaria contabile, geometra comunale",
    "altro": "capo di gabinetto, addetto stampa, staff",
}  # fmt: skip


@pytest.mark.parametrize(("role", "said"), [(role, w) for role, words in ROLE_WORDS.items() for w in words.split(", ")])
def test_a_role_is_recognised_as_offices_call_it(role, said):
    assert read.choice(said, ROLES) == (role, "")


NEEDS = options_of(REAL["scelta"], REAL["scelta"].slots["bisogno"], {})


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("i concorsi vanno deserti", "concorsi_deserti"), ("le gare sono tutte ferme", "gare_ferme"),
        ("i concorsi non vanno deserti", None), ("concorsi", None), ("i concorsi vanno deserti?", None),
        ("da noi i concorsi di quest'anno sono andati tutti quanti deserti o quasi", None),
    ],
)  # fmt: skip
def test_a_need_is_recognised_with_words_between(said, found):
    assert read.choice(said, NEEDS)[0] == found
