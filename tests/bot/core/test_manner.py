# SPDX-License-Identifier: EUPL-1.2
"""What a letter wants besides answers."""

import time

import pytest

from bot.core.manner import is_courtesy, manner_of

PDF = ("nota.pdf",)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Grazie, cordiali saluti", "courtesy"),
        ("Ricevuto, grazie.\nSaluti\nAnna", "courtesy"),
        ("La ringrazio per la cortese risposta.", "courtesy"),
        ("Perfetto, grazie per la disponibilità e buon lavoro.\n\nRag. Neri\nComune di Orte", "courtesy"),
        ("È stato utilissimo, grazie.", "courtesy"),
        ("Grazie. Quanto dura?", ""),
        ("Calendario degli incontri di tutte le regioni, grazie", ""),
        ("Il Sindaco vuole l'elenco dei temi dei laboratori, grazie", ""),
        ("Grazie ma non ho capito quando scade", ""),
        ("Con la presente si diffida codesto ente a provvedere.", "act"),
        ("Il sottoscritto chiede l'accesso agli atti della selezione.", "act"),
        ("Si formula istanza di accesso civico generalizzato.", "act"),
        ("Lo scrivente ha proposto ricorso al TAR.", "act"),
        ("ai sensi dell'art. 22 della L. 241/1990 si chiede copia", "act"),
        ("Come si presenta un reclamo?", ""),
        ("È possibile fare ricorso contro l'esclusione?", ""),
        ("Il laboratorio sulla trasparenza tratta anche l'accesso civico?", ""),
        ("Il laboratorio parla anche di reclami e disservizi?", ""),
        ("Il RUP può chiedere l'annullamento della candidatura?", ""),
        ("Quali laboratori trattano il procedimento amministrativo ai sensi della legge 241/1990?", ""),
        ("Vorremmo sapere se il Capacity Lab tratta la gestione del reclamo.", ""),
        ("Il nostro segretario non ha capito se possiamo partecipare. Possiamo?", ""),
        ("Vi diffido dal procedere. Come si presenta ricorso?", "act"),
        ("Contesto l'esclusione: a chi si presenta un ricorso?", "act"),
        ("Non avete capito.", "unsatisfied"),
        ("Buongiorno, non ha capito.", "unsatisfied"),
        ("L'assistente non ha capito la mia domanda.", "unsatisfied"),
        ("Il sindaco non ha capito bene la differenza tra le due aree. Potete chiarirla?", ""),
        (
            "Siamo un piccolo ente e abbiamo una sola unità. Il nostro ufficio ha pochi mesi e molti dubbi, e leggiamo "
            "il bando da soli. A chi si presenta un reclamo?",
            "",
        ),
        ("Mi chiamate domani mattina al 333 1234567.", "person"),
        ("Dopo la richiesta ci contattate voi?", ""),
        ("Vi prego di inoltrare la mia richiesta alla segreteria.", "person"),
        ("Chiedo comunque che la domanda sia passata a chi di competenza.", "person"),
        ("Potete girarla alla segreteria di progetto?", "person"),
        ("Inoltratela pure alla segreteria.", "person"),
        ("Vorremmo trasmettere alla segreteria la richiesta di un laboratorio.", ""),
        ("A chi va inoltrata la richiesta, alla segreteria?", ""),
        ("La candidatura è stata trasmessa alla segreteria?", ""),
        ("Presento formale reclamo per il disservizio.", "complaint"),
        ("Da un mese nessuno ci ha risposto, è inaccettabile.", "complaint"),
        ("È la terza volta che scriviamo.", "complaint"),
        ("Vorrei parlare con una persona.", "person"),
        ("Potete richiamarmi? Il numero è 0975 123456.", "person"),
        ("Vorremmo fissare un appuntamento con voi.", "person"),
        ("C'è un numero di telefono?", ""),
        ("Come comunichiamo il referente cambiato?", ""),
        ("La risposta non risponde alla mia domanda.", "unsatisfied"),
        ("A che punto è la nostra richiesta?", "case"),
        ("Si sollecita riscontro alla domanda inviata.", "case"),
        ("Possiamo fare una seconda richiesta?", ""),
        ("Nel vostro elenco il Comune ha un altro nome. Chiediamo di correggere il dato.", "office"),
        ("Ci rivolgeremo al TAR per tutelare il Comune.", "act"),
        ("Contesto l'esclusione e Vi invito a riesaminarla.", "act"),
        ("Trovo poco rispettoso questo silenzio: mi aspetto delle spiegazioni.", "complaint"),
        ("MA È POSSIBILE CHE NESSUNO RISPONDA MAI?", "complaint"),
        ("Vorrei un appuntamento telefonico con la referente.", "person"),
        ("C'è un funzionario con cui possa confrontarmi?", "person"),
        ("Vorrei spiegare a voce la nostra situazione.", "person"),
        ("La risposta che mi avete dato non è corretta.", "unsatisfied"),
        ("Abbiamo il piacere di invitarVi al convegno del 12 dicembre.", "office"),
        ("Le mando una proposta commerciale.", "office"),
        ("Si chiede cortesemente una proroga dei termini.", "office"),
        ("Si chiede se sia prevista una proroga.", ""),
        ("Si trasmette in allegato la nota prot. n. 1234.", "unenclosed"),
        ("Il modulo va in allegato alla PEC?", ""),
        # what only sounds so
        ("È possibile che il laboratorio coinvolga altri Comuni?", ""),
        ("Per quanto sopra esposto, quanto dura un laboratorio?", ""),
        ("Quanto dura? Per ogni chiarimento potete contattarmi al numero indicato.", ""),
        ("Quanto dura? Non esitate a contattarmi.", ""),
        ("Chi deve essere contattato per il catalogo?", ""),
        ("Il Comune si riserva di inviare la documentazione.", ""),
        ("Non mi è chiaro se sia previsto un contributo.", ""),
        ("Serve copia conforme della delibera?", ""),
        ("Ai nostri concorsi non ha risposto nessuno: c'è un laboratorio adatto?", ""),
        ("La nostra società in house offre servizi: può chiedere un laboratorio?", ""),
        ("STOP", "stop"),
        ("Quanto dura un laboratorio?", ""),
        ("Siamo in attesa di sapere chi può partecipare", ""),
    ],
)
def test_a_wish_is_recognised(text, wish):
    assert manner_of(text).wish == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Si trasmette in allegato la nota prot. n. 1234.", "enclosed"),
        ("", "enclosed"),
        ("Grazie, saluti", "enclosed"),
        ("In allegato la delibera. Quanto dura il laboratorio?", "enclosed"),
        ("Quanto dura il laboratorio?", ""),
        ("Si diffida come da allegato.", "act"),
    ],
)
def test_with_a_file_a_note_is_one(text, wish):
    assert manner_of(text, "", PDF).wish == wish


@pytest.mark.parametrize(
    ("text", "enclosed", "notice"),
    [
        ("Il Vostro messaggio è stato acquisito al protocollo generale con il n. 22145 del 23/11/2026.", (), True),
        ("Il documento è stato registrato al protocollo n. 11.\nSi prega di non rispondere.", ("Segnatura.xml",), True),
        ("Registrazione di protocollo n. 9981 del 21/11/2026\nMessaggio generato automaticamente.", (), True),
        ("Confermo la lettura della presente.", (), True),
        ("Anna Verdi ha reagito al messaggio: 👍", (), True),
        ("Sono in ferie fino al 7 dicembre. Leggerò la Sua e-mail al mio rientro.", (), True),
        ("Sarò assente. Per urgenze potete contattare l'ufficio segreteria.", (), True),
        ("Dal 1° ottobre sono in pensione. Per le pratiche rivolgersi alla dott.ssa Conti.", (), True),
        ("L'ufficio è chiuso dal 24 dicembre. La Sua e-mail sarà letta alla riapertura.", (), True),
        ("Questo indirizzo di posta non è più attivo, utilizzare urp@comune.example.", (), True),
        ("Abbiamo ricevuto la Sua e-mail. Le risponderemo al più presto.", (), True),
        ("Avviso di avvenuta protocollazione\nNumero protocollo: 2026/9912", (), True),
        ("Abbiamo ricevuto la Vostra risposta, che non ci convince.", (), False),
        ("Si chiede copia della ricevuta di protocollazione.", (), False),
        ("La nostra richiesta è stata protocollata il 15 e non abbiamo avuto notizie.", (), False),
        ("Il documento è stato protocollato. Quando avremo risposta?", (), False),
        ("Sono in ferie fino al 7: chi può partecipare al posto mio?", (), False),
        ("Vorrei sapere chi è assente fino al 7.", (), False),
        ("Il sindaco è assente.", (), False),
    ],
)
def test_what_a_machine_writes_under_any_subject_is_a_notice(text, enclosed, notice):
    assert (manner_of(text, "", enclosed).wish == "notice") is notice


def test_a_sign_alone_is_thanks():
    assert is_courtesy("👍")
    assert not is_courtesy(" ")


def test_the_subject_counts_too():
    assert manner_of("Si veda l'oggetto.", "Diffida ad adempiere").wish == "act"


def test_thanks_with_more_in_it_are_no_mere_thanks():
    assert not is_courtesy("Grazie. In allegato il modulo.")
    assert not is_courtesy("Grazie, il nostro numero è 0975 123456")


@pytest.mark.parametrize(
    "text",
    ["richiesta di accesso " * 2_000, "chiedo formale " * 3_000, "non mi avete " * 3_000, "a " * 50_000,
     "ai sensi della legge " * 2_000, "è stato acquisito al " * 3_000, "per ogni cosa che " * 3_000,
     "sono fuori " * 4_000, "la nostra società propone " * 2_000, "qualcuno che sa con cui " * 2_000,
     "la risposta che ci " * 3_000, "si trasmette per conto " * 3_000, "parlare con " * 4_000, "come " * 10_000],
)  # fmt: skip
def test_no_text_takes_long(text):
    began = time.process_time()
    manner_of(text)
    assert time.process_time() - began < 0.5
