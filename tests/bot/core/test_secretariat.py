# SPDX-License-Identifier: EUPL-1.2
"""Letters to the secretariat and receipts, composed from the real content."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desk import (
    DOMAIN,
    NOW,
    SECRETARIAT,
    UNIONE,
    Memory,
    dialogue,
    effect,
    handover,
    library,
    with_links,
)  # fmt: skip

from bot.core.markup import to_plain
from bot.core.secretariat import compose_question, compose_request, compose_undelivered
from flows.session import Place
from flows.wording import plain

CUNEO = Place(code="D205", name="Cuneo", province="Cuneo", sigla="CN", region="Piemonte")
RENDE = Place(code="H235", name="Rende", province="Cosenza", sigla="CS", region="Calabria")


def compose(sent, register=None, *, who=None, now=NOW, content=None):
    register = register if register is not None else Memory()
    letters, request = compose_request(
        content or library(), sent, dialogue=who or dialogue(), register=register, now=now, to=SECRETARIAT,
        domain=DOMAIN,
    )  # fmt: skip
    return letters, request, to_plain(letters[0].text)


def ask(sent, register=None):
    return compose_question(
        library(), sent, dialogue=dialogue(), register=register or Memory(), now=NOW, to=SECRETARIAT, domain=DOMAIN
    )


def registered(register=None, **more):
    """A request already in the register."""
    register = register or Memory()
    now = more.pop("now", NOW - timedelta(days=3))
    who = more.pop("who", None)
    _, request, _ = compose(effect(**more), register, who=who, now=now)
    register.add(request)
    return register, request


def top(text):
    """What is read in ten seconds: everything above the data."""
    return text.partition("Dati della richiesta")[0]


# The subject


def test_the_subject_names_body_topic_and_reference():
    letters, request, _ = compose(effect())
    assert letters[0].subject == (
        f"[Cap4City] Richiesta Capacity Lab – Comune di Acri (CS) – PIAO e assunzioni – rif. {request.reference}"
    )


def test_every_kind_of_letter_is_known_by_its_subject():
    register, first = registered()
    for kind, opening in (("amendment", "[Integrazione] "), ("withdrawal", "[Ritiro] ")):
        letters, _, _ = compose(effect(kind, original=first.key), register)
        assert letters[0].subject.startswith(opening)
        assert letters[0].subject.endswith(f"rif. {first.reference}")
    assert ask(handover())[0][0].subject.startswith("[Domanda] Il laboratorio si può fare a Matera? – rif. C4C-")
    lost = compose_undelivered(library(), first, address=first.email, now=NOW, to=SECRETARIAT)
    assert lost.subject.startswith("[Consegna non riuscita] ")


def test_a_subject_holds_no_line_break_and_keeps_its_reference():
    name = "Unione dei Comuni\r\nBcc: x@y.example\x00\u202e " + "molto lunga " * 10
    letters, request, _ = compose(effect(**{**UNIONE, "ente": name}))
    subject = letters[0].subject
    assert subject.isprintable()
    assert len(subject) <= 200
    assert "Bcc" not in subject
    assert subject.endswith(f"rif. {request.reference}")


def test_a_body_that_is_no_comune_shows_its_own_name():
    letters, request, _ = compose(effect(**UNIONE))
    assert request.body == "Unione dei Comuni Valle Verde (CS)"
    assert request.body in letters[0].subject


LONG = "Unione Montana dei Comuni dell'Alta Valle di Prova, di Castro, di Acri e della Val di Non"
SENTENCE = "Unione Valle Verde, la cui segretaria è assente da mesi"


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        (LONG, True),
        ("Unione dei Comuni di S. Vito e Acri", True),
        ("Istituto nazionale dei tumori", True),
        (SENTENCE, False),
        ("Unione dei Comuni, presidente in malattia", False),
        ("Unione Valle Verde RSSMRA80A01H501U", False),
        ("Unione Valle Verde IT60X0542811101000000123456", False),
        ("Unione Valle Verde, tel. 0984123456", False),
        ("Unione Valle Verde, protocollo@unione.example", False),
        ("Unione dei Comuni " + "della Valle " * 8, False),
    ],
)
def test_a_subject_holds_a_name_and_no_more(name, stays):
    sent = effect(**{**UNIONE, "ente": name})
    register, request = registered(**{**UNIONE, "ente": name})
    letters = [compose(sent)[0][0]]
    letters += [compose(effect(kind, original=request.key, **{**UNIONE, "ente": name}), register)[0][0]
                for kind in ("amendment", "withdrawal")]  # fmt: skip
    letters += [compose_undelivered(library(), request, address=request.email, now=NOW, to=SECRETARIAT)]
    for one in letters:
        assert (name[:40].strip() in one.subject) == stays
        assert stays or "Unione di Comuni, provincia di Cosenza" in one.subject or one.purpose == "undelivered"
    (question, *_), _ = ask(handover(ente=name))
    assert (name[:40].strip() in question.subject) == stays
    assert question.subject.startswith("[Domanda] Il laboratorio si può fare a Matera? – ")


# The first lines


def test_the_first_lines_hold_outcome_reason_others_and_the_unverified_address():
    first, why, others, address = [line for line in top(compose(effect())[2]).splitlines() if line]
    assert first.startswith("Esito orientativo: in base alle fonti disponibili, sì.")
    assert "sette regioni" in why
    assert others.startswith("Altre richieste dello stesso ente: nessuna")
    assert address == "Indirizzo del referente: non verificato."


def test_a_doubt_stands_above_the_data():
    lines = top(compose(effect(**UNIONE))[2]).splitlines()
    assert lines[0].startswith("Esito orientativo: da confermare.")
    assert lines[2].startswith("- Da confermare: il progetto si rivolge anche a Unioni")


def test_other_requests_of_the_body_are_each_listed():
    register, one = registered(session="s0", now=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    _, two = registered(register, session="s2", lab="retention", who=dialogue(address="9"))
    _, gone = registered(register, kind="withdrawal", session="s0", original=one.key, now=NOW - timedelta(days=1))
    _, elsewhere = registered(register, session="s3", **UNIONE)
    _, request, text = compose(effect(), register)
    listed = [line for line in top(text).splitlines() if line.startswith("- rif.")]
    assert listed == [
        f"- rif. {one.reference} – ritiro – PIAO e assunzioni – 21 novembre 2026",
        f"- rif. {two.reference} – richiesta – Valorizzare e trattenere – 19 novembre 2026",
        f"- rif. {one.reference} – richiesta – PIAO e assunzioni – 1° novembre 2026",
    ]
    assert gone.reference == one.reference
    assert elsewhere.reference not in text
    assert request.reference != one.reference


def test_a_second_request_says_that_it_is_meant():
    register, one = registered()
    text = compose(effect(session="s2", repeats=one.reference), register)[2]
    assert f"è distinta da quella dello stesso ente con rif. {one.reference}" in top(text)
    assert top(text).index("Seconda richiesta") < top(text).index("Altre richieste")


# The data


def test_what_is_asked_for_comes_first_and_codes_and_blanks_last():
    for sent in (effect(), effect(codice_ipa="c_x999"), effect("amendment")):
        data = compose(sent)[2].partition("Dati della richiesta")[2].partition("Che cosa ha detto")[0]
        labels = [line.removeprefix("- ").partition(":")[0] for line in data.splitlines() if line.startswith("- ")]
        assert labels[:6] == ["Laboratorio", "Fabbisogno", "Tipo di ente", "Comune", "Provincia", "Regione"]
        assert labels[6:10] == ["Referente", "Ruolo", "E-mail", "Telefono"]
        assert labels[-4:] == ["Codice catastale", "Codice IPA (proposto)", "Informativa", "Non indicati"]
        assert "- Non indicati: Altri enti coinvolti, PEC, Note" in data


def test_derived_data_are_to_be_verified_and_corrections_are_marked():
    text = compose(effect(codice_ipa="c_x999"))[2]
    assert "- Provincia: Cosenza – dato ricavato, da verificare" in text
    assert "- Codice IPA (proposto): c_x999 – corretto dal referente" in text


def test_what_a_person_typed_is_shown_as_typed():
    typed = "Prima riga: 1) *urgente*\n\n- seconda_riga <b>no</b> [x](http://y.example)\n# terza & quarta"
    text = compose(effect(fabbisogno=typed))[2]
    for part in ("1) *urgente*", "- seconda_riga <b>no</b> [x](http://y.example)", "# terza & quarta"):
        assert part in text


def test_the_titles_of_the_answers_given_are_told():
    said = ("capacity-lab/tema#piao", "dialogo/saluti", "gone/away", "capacity-lab/tema#piao")
    assert library().entries["dialogo/saluti"].outcome == "chat"
    text = compose(effect(), who=dialogue(said=said))[2]
    told = text.partition("Che cosa ha detto")[2].partition("Che cos'è")[0]
    assert [line for line in told.splitlines() if line.startswith("- ")] == [f"- {library().labs.topic('piao').title}"]
    assert "- nessuna risposta" in compose(effect())[2]


def test_the_letter_says_what_it_is():
    _, request, text = compose(effect())
    assert "Non è il modulo ufficiale del catalogo Cap4City, che la segreteria può chiedere" in text
    assert f"il riferimento {request.reference} non è un numero di protocollo" in text
    assert "(da Telegram)" in text
    assert "registrata il 22 novembre 2026 alle ore 10:15" in text


def test_form_and_catalogue_are_named_only_when_known():
    plain_text = compose(effect())[2]
    assert "Modulo ufficiale:" not in plain_text
    assert "Catalogo:" not in plain_text
    letters, _, text = compose(effect(), content=with_links("https://a.example/modulo", ""))
    assert "Modulo ufficiale: https://a.example/modulo" in text
    assert "Modulo ufficiale: https://a.example/modulo" in to_plain(letters[1].text)
    assert "Catalogo:" not in text


def test_hours_and_years_are_those_of_rome():
    _, request, text = compose(effect(), now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert "1° gennaio 2027 alle ore 00:30" in text
    assert request.reference.startswith("C4C-2027-")
    assert "alle ore 11:15" in compose(effect(), now=datetime(2026, 7, 1, 9, 15, tzinfo=UTC))[2]


def test_the_letter_can_be_answered_and_followed():
    letters, request, _ = compose(effect())
    letter = letters[0]
    assert (letter.to, letter.reply_to) == (SECRETARIAT, "maria.rossi@comune.example")
    assert (letter.purpose, letter.key, letter.session) == ("request", effect().key, "s1")
    assert (letter.person, letter.reference, letter.follows) == ("telegram:123", request.reference, "")
    assert [file.name for file in letter.files] == [
        f"richiesta-{request.reference}.json",
        f"richiesta-{request.reference}.csv",
    ]


def test_the_register_holds_the_request():
    _, request, _ = compose(effect())
    assert (request.body, request.body_key, request.lab) == ("Comune di Acri (CS)", "A053", "piao")
    assert (request.kind, request.outcome, request.original) == ("request", "yes", "")
    assert request.rows == effect().rows


def test_composing_twice_gives_the_same():
    register = Memory()
    first = compose(effect(), register)
    register.add(first[1])
    assert compose(effect(), register) == first


# Corrections and withdrawals


def test_a_correction_stands_in_the_thread_of_the_first_letter_and_tells_what_changes():
    register, first = registered()
    letters, request, text = compose(effect("amendment", original=first.key, telefono="+39 0984999999"), register)
    assert (letters[0].follows, request.original) == (first.key, first.key)
    assert request.reference == first.reference
    assert request.key != first.key
    assert f"Integra la richiesta rif. {first.reference} del 19 novembre 2026." in text
    assert "- Telefono: +39 0984123456 → +39 0984999999" in text
    assert text.index("Che cosa cambia") < text.index("Dati della richiesta")
    assert "Attenzione" not in text
    assert letters[0].files[0].name == f"integrazione-{first.reference}.json"


def test_a_second_correction_is_compared_with_the_first_one():
    register, first = registered()
    _, again = registered(
        register, kind="amendment", original=first.key, note="Meglio a marzo.", now=NOW - timedelta(days=1)
    )
    letters, request, text = compose(
        effect("amendment", original=first.key, note="Meglio a marzo.", pec="a@pec.example"), register
    )
    assert "- PEC: non indicato → a@pec.example" in text
    assert "- Note: " not in text.partition("Che cosa cambia")[2].partition("Esito orientativo")[0]
    assert (letters[0].follows, again.reference) == (first.key, request.reference)
    assert "nessuna fra quelle raccolte" in text


def test_a_correction_of_the_body_tells_the_old_one_the_new_one_and_a_new_outcome():
    register, first = registered()
    text = compose(effect("amendment", original=first.key, comune=CUNEO), register)[2]
    changes = text.partition("Che cosa cambia")[2].partition("Dati della richiesta")[0]
    for line in (
        "- Comune: Acri → Cuneo", "- Regione: Calabria → Piemonte", "- Esito orientativo: sì → da confermare",
    ):  # fmt: skip
        assert line in changes


def test_a_second_correction_of_the_body_is_compared_with_the_first_one():
    register, first = registered()
    registered(register, kind="amendment", original=first.key, comune=CUNEO, now=NOW - timedelta(days=1))
    text = compose(effect("amendment", original=first.key, comune=RENDE), register)[2]
    assert "- Comune: Cuneo → Rende" in text
    assert "- Esito orientativo: da confermare → sì" in text


def test_a_correction_of_a_colleagues_request_is_found_by_its_reference_and_flagged():
    register, first = registered()
    who = dialogue("email", "b@comune.example")
    sent = effect("amendment", session="s9", original=first.reference, fabbisogno="Un altro fabbisogno, più ampio.")
    letters, request, text = compose(sent, register, who=who)
    assert (letters[0].follows, request.reference, request.original) == (first.key, first.reference, first.key)
    assert "Attenzione: arriva da una conversazione diversa" in text
    register.add(request)
    later = effect("amendment", session="s9", original=request.key, fabbisogno="Terza versione del fabbisogno.")
    letters, request, text = compose(later, register, who=who, now=NOW + timedelta(hours=1))
    assert (letters[0].follows, request.reference) == (first.key, first.reference)
    assert "- Fabbisogno: Un altro fabbisogno, più ampio. → Terza versione del fabbisogno." in text


def test_a_correction_of_a_request_that_was_forgotten_still_goes():
    letters, request, text = compose(effect("amendment", original="0" * 24))
    assert "Integra la richiesta precedente, che non è più nel registro" in text
    assert "il confronto con i dati di prima non è possibile" in text
    assert letters[0].follows == ""
    _, request, _ = compose(effect("amendment", original="C4C-2026-7K3F"))
    assert request.reference == "C4C-2026-7K3F"


def test_a_withdrawal_says_whose_it_is_and_what_was_erased_and_keeps_no_data():
    register, first = registered()
    letters, request, text = compose(effect("withdrawal", original=first.key), register)
    assert f"Ritira la richiesta rif. {first.reference} del 19 novembre 2026." in text
    assert letters[0].files == ()
    assert (request.rows, request.email, request.original) == ((), "", first.key)
    for told in ("Maria Rossi", "Comune di Acri (CS)", "PIAO", first.reference, "Che cosa è stato cancellato"):
        assert told in text
    assert "concorsi deserti" not in text


def test_a_withdrawal_and_a_second_correction_name_the_latest_one():
    register, first = registered()
    registered(register, kind="amendment", original=first.key, note="Meglio a marzo.", now=NOW - timedelta(days=2))
    registered(register, kind="amendment", original=first.key, note="Meglio ad aprile.", now=NOW - timedelta(hours=2))
    told = f"la richiesta rif. {first.reference} del 19 novembre 2026, corretta da ultimo il 22 novembre 2026"
    for kind, verb in (("withdrawal", "Ritira"), ("amendment", "Integra")):
        assert f"{verb} {told} alle ore 08:15." in compose(effect(kind, original=first.key), register)[2]


# Receipts


FREE = {
    name: f"Libero{name} testo scritto a mano"
    for name in ("fabbisogno", "altri_enti", "referente", "note", "regione_comune")
}


@pytest.mark.parametrize("kind", ["request", "amendment", "withdrawal"])
@pytest.mark.parametrize("body", [{}, {**UNIONE, "ente": "Liberoente"}])
def test_a_receipt_carries_no_free_text(kind, body):
    register, first = registered(**{**FREE, **body})
    original = "" if kind == "request" else first.key
    letters, request, _ = compose(effect(kind, session="s1", original=original, **{**FREE, **body}), register)
    receipt = letters[1]
    assert receipt.purpose == "receipt"
    assert "libero" not in (receipt.subject + receipt.text).lower()
    assert request.reference in receipt.subject
    assert ("Unione di Comuni, provincia di Cosenza" if body else "Comune di Acri (CS)") in to_plain(receipt.text)


def test_a_receipt_says_only_true_words():
    letters, request, _ = compose(effect())
    receipt = letters[1]
    text = to_plain(receipt.text)
    assert (receipt.to, receipt.reply_to) == ("maria.rossi@comune.example", SECRETARIAT)
    assert (receipt.session, receipt.person, receipt.key) == ("", "telegram:123", f"{request.key}-receipt")
    assert "è stata registrata il 22 novembre 2026 alle ore 10:15 e viene trasmessa alla segreteria" in text
    assert "Non è pubblicato un tempo di risposta" in text
    assert "non è un numero di protocollo" in text
    assert "non è il modulo ufficiale del catalogo" in text
    assert receipt.files == ()


@pytest.mark.parametrize("kind", ["request", "amendment"])
def test_a_receipt_of_a_doubtful_body_tells_the_doubt(kind):
    letters, _, _ = compose(effect(kind, **{**UNIONE, "provincia": "bg"}))
    text = to_plain(letters[1].text)
    assert "Esito orientativo: da confermare. Non è un parere di ANCI." in text
    for why in ("il progetto si rivolge anche a Unioni", "la sede è fuori dalle sette regioni"):
        assert f"- Da confermare: {why}" in text
    assert "Esito orientativo" not in compose(effect(kind))[0][1].text


def test_a_doubt_that_repeats_what_was_typed_is_no_part_of_a_receipt():
    sent = effect(**UNIONE)
    flow = library().flows["richiesta"]
    echoing = flow.model_copy(
        update={"doubts": tuple(one.model_copy(update={"say": one.say + " ((ente))"}) for one in flow.doubts)}
    )
    content = replace(library(), flows={"richiesta": echoing})
    text = to_plain(compose(sent, content=content)[0][1].text)
    assert "Esito orientativo: da confermare." in text
    assert "Unioni e Città" not in text
    gone = compose(sent, content=replace(library(), flows={}))[0][1]
    assert "Esito orientativo" not in gone.text


@pytest.mark.parametrize("whose", ["telegram:123", "maria.rossi@comune.example"])
def test_receipts_are_capped_per_person_and_per_address(whose):
    assert len(compose(effect(), Memory(receipts_sent={whose: 4}))[0]) == 2
    letters, request, _ = compose(effect(), Memory(receipts_sent={whose: 5}))
    assert [letter.purpose for letter in letters] == ["request"]
    assert request.reference


def test_the_secretariat_gets_no_receipt():
    letters, _, _ = compose(effect(email=SECRETARIAT.upper()))
    assert len(letters) == 1


# Questions


def test_a_question_is_passed_on_exactly_as_shown():
    letters, request = ask(handover(ente="Comune di Acri"))
    text = to_plain(letters[0].text)
    passed = text.partition("Una domanda attende risposta")[0]
    assert [line for line in passed.splitlines() if line] == [  # the question is the first line of all
        "- Domanda: Il laboratorio si può fare a Matera?",
        "- E-mail: a.b@comune.example",
        "- Ente: Comune di Acri",
        "- Informativa: sì",
    ]
    assert (request.kind, request.lab, request.body) == ("question", "", "Comune di Acri")
    assert (
        letters[0].subject
        == f"[Domanda] Il laboratorio si può fare a Matera? – Comune di Acri – rif. {request.reference}"
    )
    assert letters[0].reply_to == "a.b@comune.example"
    assert letters[0].files == ()


def test_a_subject_names_nobody():
    letters, _ = ask(handover(domanda="Sono Maria Rossi, 333 1234567: si può fare a Matera?"))
    assert letters[0].subject.startswith("[Domanda] …, …: si può fare a Matera? – rif.")
    assert "Sono Maria Rossi, 333 1234567" in to_plain(letters[0].text)


def test_a_question_s_receipt_does_not_repeat_it():
    receipt = ask(handover(ente="Liberoente"))[0][1]
    assert "Matera" not in receipt.subject + receipt.text
    assert "Liberoente" not in receipt.subject + receipt.text


# Other letters


def test_a_lost_receipt_is_told_in_the_thread_of_the_request():
    _, first = registered()
    lost = compose_undelivered(library(), first, address=first.email, now=NOW, to=SECRETARIAT)
    text = to_plain(lost.text)
    assert (lost.purpose, lost.follows, lost.to) == ("undelivered", first.key, SECRETARIAT)
    assert "La ricevuta inviata a maria.rossi@comune.example non è stata consegnata." in text
    assert "Telefono indicato: +39 0984123456" in text
    assert (
        "Telefono"
        not in compose_undelivered(
            library(), replace(first, rows=()), address=first.email, now=NOW, to=SECRETARIAT
        ).text
    )


def test_no_letter_leaves_a_placeholder_unfilled():
    register, first = registered()
    composed = [*compose(effect(repeats=first.reference, session="s2"), register)[0], *ask(handover())[0]]
    for kind in ("amendment", "withdrawal"):
        composed += compose(effect(kind, original=first.key, pec="x@pec.example"), register, who=dialogue("email"))[0]
    composed.append(compose_undelivered(library(), first, address="a@b.example", now=NOW, to=SECRETARIAT))
    texts = [letter.subject + letter.text for letter in composed]
    assert len(texts) == 9
    assert not [text for text in texts if "((" in text.replace("(((", "")]


def test_json_gives_every_question_and_marks_what_is_derived():
    register, first = registered(session="s0")
    letters, request, _ = compose(effect(), register)
    data = json.loads(letters[0].files[0].content)
    assert data["schema_version"] == 1
    assert data["message_id"] == f"<{request.key}@{DOMAIN}>"
    assert data["registered_at"] == "2026-11-22T10:15:00+01:00"
    assert data["answers"]["telefono"]["value"] == "+39 0984123456"
    assert data["answers"]["codice_ipa"]["derived"] is True
    assert data["answers"]["ente"] is None
    assert data["other_requests"][0]["reference"] == first.reference
    other = json.loads(compose(effect(**UNIONE))[0][0].files[0].content)
    assert list(other) == list(data)
    assert list(other["answers"]) == list(data["answers"])


def test_the_row_does_not_depend_on_the_route():
    names = {compose(effect(**body))[0][0].files[1].content.split(b"\r\n")[0] for body in ({}, UNIONE)}
    assert len(names) == 1


def test_content_of_a_doubt_is_not_escaped_again():
    sent = effect(**UNIONE)
    assert to_plain(plain(sent.doubts[0].text)) in compose(sent)[2]
