# SPDX-License-Identifier: EUPL-1.2
"""Each content file broken in one way, and what must be said of it; a small copy of the content to break."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.content import ROOT

KEPT = ("azioni-pilota/scadenza", "capacity-lab/costo", "capacity-lab/durata", "capacity-lab/tema",
        "incontri/prossimi-incontri", "piccoli/trasforma", "dialogo/saluti", "altri-uffici/tari")  # fmt: skip
SCADENZA, COSTO, TRASFORMA = (
    f"knowledge/faq/{name}.md" for name in ("azioni-pilota/scadenza", "capacity-lab/costo", "piccoli/trasforma")
)
TWINS = {"costo": COSTO, "trasforma": TRASFORMA}
DURATA, TEMA = "knowledge/faq/capacity-lab/durata.md", "knowledge/faq/capacity-lab/tema.md"
RICHIESTA, INCONTRI = "flows/definitions/richiesta.yaml", "flows/definitions/incontri.yaml"
SCELTA = "flows/definitions/scelta.yaml"
LABS, EVENTS, SOURCES = "knowledge/labs.yaml", "knowledge/events.yaml", "knowledge/sources.yaml"
PHRASES, SYNONYMS = "knowledge/phrases.yaml", "knowledge/synonyms.yaml"
LETTER, LINES = "knowledge/letters/to_secretariat.md", "knowledge/letters/lines.md"


@dataclass(frozen=True)
class Broken:
    """One change to a file, and what must be said: on the line that holds `at`, or on the line given."""

    path: str
    old: str
    new: str
    says: str  # <costo|marker> stands for the line of the marker
    at: str | int = ""
    named: str = ""  # the file that is named, where it is another one
    warning: bool = False

    def __str__(self) -> str:
        return f"{Path(self.path).name}-{re.sub(r'[^a-z]+', '-', self.new.lower())[:24] or 'removed'}"


CASES = [
    # An entry: its header
    Broken(SCADENZA, "facet: quando", "facett: quando", "chiave «facett» sconosciuta: forse «facet»?"),
    Broken(SCADENZA, "facet: quando\n", "", "manca «facet»: aggiungerla", at=2),
    Broken(SCADENZA, "facet: quando", "facet: tempo",
           "«facet» non va bene: «tempo» non è fra: cosa, chi, quando, quanto, come, dove, perche, elenco, contatti,"
           " altro"),
    Broken(SCADENZA, "valid_until: 2026-01-22", "valid_until: 22/01/2026",
           "«valid_until» non va bene: scrivere una data come 2026-11-22"),
    Broken(SCADENZA, "## Dopo\n", "", "valida fino al 2026-01-22: manca «## Dopo», che cosa dire dopo quella data",
           at="valid_until"),
    Broken(SCADENZA, "valid_until: 2026-01-22\n", "",
           "«## Dopo» senza «valid_until»: nessuno lo leggerà; aggiungere la data o togliere il testo", at="## Dopo"),
    Broken(SCADENZA, "valid_until: 2026-01-22", "valid_until: 2026-01-22\nvalid_from: 2026-01-23",
           "«valid_until» viene prima di «valid_from», 2026-01-23", at="valid_until"),
    Broken(SCADENZA, "sources: [S0, S1]", "sources: [S0, S11]",
           "fonte «S11» che non è in knowledge/sources.yaml: forse «S1»?"),
    Broken(SCADENZA, "sources: [S0, S1]\n", "", "manca la fonte: scrivere in «sources» un id di knowledge/sources.yaml",
           at=1),
    Broken(SCADENZA, "[F010,", "[F10,", "fatto «F10» non riconosciuto: scriverlo come F012, C03, 2a.1 oppure S0.31",
           at="facts:"),
    Broken(COSTO, "flow: segreteria", "flow: segretaria", "percorso «segretaria» che non esiste: forse «segreteria»?"),
    Broken(COSTO, "flow: segreteria", "flow: segreteria\nflow: richiesta",
           "chiave «flow» scritta due volte: toglierne una", at="flow: richiesta"),
    Broken(COSTO, "known: false", "known: forse", "«known» non va bene: usare true oppure false"),
    Broken(COSTO, "---\ntitle", "title", "l'intestazione va fra due righe «---», all'inizio del file", at=1),
    Broken(COSTO, 'title: "Quanto costa un Capacity Lab?"', 'title: "Quanto dura 1 Capacity Lab?"',
           "titolo «Quanto dura un Capacity Lab?» troppo simile a «Quanto dura 1 Capacity Lab?» di"
           " knowledge/faq/capacity-lab/costo.md: distinguerli", at="title:", named=DURATA),
    # An entry: its texts and ways of asking
    Broken(COSTO, "## Come lo chiedono", "## Come si chiede", "titolo «Come si chiede» sconosciuto: usare Prima, Dopo,"
           " Per ogni tema, Lo chiedono, ma le fonti non lo dicono, Come lo chiedono"),
    Broken(COSTO, "## Come lo chiedono\n", "## Come lo chiedono\nma quanto costa?\n",
           "riga «ma quanto costa?» fra le domande: deve cominciare con «- »", at="ma quanto costa?"),
    Broken(COSTO, "## Come lo chiedono\n", "## Come lo chiedono\n- password trasforma persa\n",
           "domanda «password trasforma persa» scritta anche in knowledge/faq/capacity-lab/costo.md:<costo|- password>:"
           " lasciarla in una sola", at="- password trasforma persa", named=TRASFORMA),
    Broken(COSTO, "## Come lo chiedono\n", "## Come lo chiedono\n- password trasforma persaa\n",
           "domanda «password trasforma persa» quasi uguale a «password trasforma persaa» di"
           " knowledge/faq/capacity-lab/costo.md:<costo|- password>: toglierne una o dirla in un"
           " altro modo",
           at="- password trasforma persa", named=TRASFORMA),
    Broken(TRASFORMA, "- trasforma non va\n", "- trasforma non va\n- Trasforma non va\n",
           "domanda «Trasforma non va» già scritta alla riga <trasforma|- trasforma non va>: toglierla",
           at="- Trasforma non va", warning=True),
    Broken(COSTO, "Le fonti che ho non dicono se", "((costo)) Le fonti che ho non dicono se",
           "nulla riempie ((costo)): si può usare ((incontri_nominati)), ((incontri_passati)), ((incontri_prossimi)),"
           " ((incontri_tutti))"),
    Broken(COSTO, "Le fonti che ho non dicono se", "È gratuito? Le fonti che ho non dicono se",
           "«gratuito» non si usa: dire che le fonti non indicano un costo", warning=True),
    Broken(COSTO, "Le fonti che ho non dicono se", "Oggi le fonti che ho non dicono se",
           "«Oggi» fra un anno non sarà più vero: scrivere la data", warning=True),
    Broken(TEMA, "## Per ogni tema", "## Prima",
           "«## Prima» senza «valid_from»: nessuno lo leggerà; aggiungere la data o togliere il testo"),
    # Sources
    Broken(SOURCES, "  date: 2025-12-19\n", "",
           "fonte «S0» senza data: scrivere «date», oppure «note» con quello che se ne sa", at="S0:"),
    Broken(SOURCES, "  url: https://www.anci.it/le", "  url: www.anci.it/le",
           "fonte «S0»: scrivere l'indirizzo per intero, con https:// davanti"),
    Broken(SOURCES, "  date: 2025-12-19", "  data: 2025-12-19", "chiave «data» sconosciuta: forse «date»?"),
    # Labs
    Broken(LABS, "suspended: []", 'suspended:\n  - {since: 2027-01-15, topic: piano, reason: "Sospese le richieste."}',
           "tema «piano» sconosciuto: usare un id o «all»", at="topic: piano"),
    Broken(LABS, "suspended: []", 'suspended:\n  - {since: 2027-01-15, topic: piao, reason: "Istanze sospese."}',
           "«Istanze» non si usa: scrivere «richiesta»", at="Istanze"),
    Broken(LABS, 'form_url: ""', 'form_url: "www.anci.it/modulo"',
           "«form_url»: scrivere l'indirizzo per intero, con https:// davanti"),
    Broken(LABS, "        see: [reclutamento, retention]", "        see: [reclutamente, retention]",
           "«see» indica «reclutamente»: non è un altro tema"),
    Broken(LABS, "          - concorso deserto\n",
           "          - concorso deserto\n          - password trasforma persa\n",
           "domanda «password trasforma persa» scritta anche in knowledge/faq/piccoli/trasforma.md:"
           "<trasforma|- password>: lasciarla in una sola", at="- password trasforma"),
    # Meetings
    Broken(EVENTS, "    region: Molise", "    region: Molisse", "«region» non va bene: «Molisse» non è una regione"),
    Broken(EVENTS, "    hour: 10:00\n    venue: Samnium", "    hour: alle dieci\n    venue: Samnium",
           "«hour» non va bene: scriverla come 10:00, o lasciarla vuota"),
    Broken(EVENTS, "    sources: [S1, W06]", "    sources: [S1, W66]",
           "fonte «W66» che non è in knowledge/sources.yaml: forse «W06»?"),
    Broken(EVENTS, "    sources: [S1, W06]\n", "",
           "incontro «bari-2026» senza fonte: scrivere in «sources» un id di knowledge/sources.yaml",
           at="- id: bari-2026"),
    # Phrases and letters
    Broken(PHRASES, "  empty: Il messaggio è vuoto.", "  emtpy: Il messaggio è vuoto.",
           "manca la frase «notice.empty»: aggiungerla, il programma la usa", at="notice:"),
    Broken(PHRASES, "  empty: Il messaggio è vuoto.", "  emtpy: Il messaggio è vuoto.",
           "frase «notice.emtpy» che nessuno usa: forse «notice.empty»?", warning=True),
    Broken(PHRASES, "  empty: Il messaggio è vuoto.", "  empty: Il messaggio di ((nome)) è vuoto.",
           "in «notice.empty» nulla riempie ((nome)): si può usare ((secretariat))"),
    Broken(PHRASES, "  empty: Il messaggio è vuoto.", "  empty: Ops! Il tuo messaggio è vuoto.",
           "«tuo» dà del tu: usare «Lei» o la forma impersonale"),
    Broken(PHRASES, "  empty: Il messaggio è vuoto.", "  empty: Il messaggio è vuoto!", "punto esclamativo: toglierlo"),
    Broken(PHRASES, "  order: orientamento", "  order: orientamneto",
           "«menu.order» nomina «orientamneto», che non è un percorso: forse «orientamento»?"),
    Broken(LETTER, "**Indirizzo del referente:** non verificato.", "**Telefono:** ((telefono))",
           "in «to_secretariat» nulla riempie ((telefono)): si può usare ((body)), ((catalogue_url)), ((changes)),"
           " ((channel)), ((email)), ((form_url)), ((lab)), ((moment)), ((original)), ((other_hand)), ((others)),"
           " ((outcome)), ((person)), ((reference)), ((repeats)), ((rows)), ((said))"),
    Broken(LETTER, "**Dati della richiesta**\n((rows))", "**Dati della richiesta:** ((rows))",
           "((rows)) è un elenco: metterlo da solo sulla sua riga"),
    Broken(LETTER, "Oggetto: ", "", "la prima riga deve cominciare con «Oggetto:»", at=1),
    Broken(LINES, "blank: non indicato", "bianco: non indicato",
           "manca la riga «blank»: aggiungerla, le lettere la usano", at=1),
    # Synonyms
    Broken(SYNONYMS, "\nmeanings:\n", "\nsignificati:\n", "chiave «significati» sconosciuta: toglierla"),
    Broken(SYNONYMS, "  ufficio europa: [ufficio europeo]", "  ufficio europa: ufficio europeo",
           "«ufficio europa»: serve un elenco fra parentesi quadre"),
    Broken(SYNONYMS, "  ufficio europa: [ufficio europeo]", "  ufficio europa: [ufficio europeo, cst]",
           "forma «cst» scritta anche sotto «centro servizi»: lasciarla a un nome solo"),
    # Flows
    Broken(RICHIESTA, "    ask: Quale Comune?", "    aks: Quale Comune?",
           "domanda «comune»: chiave «aks» sconosciuta: forse «ask»?"),
    Broken(RICHIESTA, "next: [{to: riepilogo}]", "next: [{to: riepligo}]",
           "passo «referente»: porta a «riepligo», che non è un passo: forse «riepilogo»?"),
    Broken(RICHIESTA, "is: comune}, to: comune}", "is: comunne}, to: comune}",
           "«comunne» non è fra le risposte di «tipo_ente»: altro_pubblico, citta_metropolitana, comune, convenzione,"
           " privato, unione"),
    Broken(RICHIESTA, "      letter: to_secretariat", "      letter: to_segreteria",
           "lettera «to_segreteria» che non esiste: forse «to_secretariat»?"),
    Broken(RICHIESTA, "    ask: privacy.short", "    ask: privacy.shrt",
           "frase «privacy.shrt» che non esiste: forse «privacy.short»?"),
    Broken(RICHIESTA, "    label: Laboratorio\n", "    label: Laboratorio\n    help: [capacity-lab/duratta]\n",
           "risposta «capacity-lab/duratta» che non esiste: forse «capacity-lab/durata»?", at="duratta"),
    Broken(RICHIESTA, "  - id: insieme\n    collect: [con_comune]\n    next: [{to: scelta}]\n", "",
           "passo «ente»: porta a «insieme», che non è un passo", at="is: altro_pubblico}, to: insieme"),
    Broken(RICHIESTA, "      - {when: {slot: tipo_ente, is: altro_pubblico}, to: insieme}\n", "",
           "passo «insieme»: nessun passo porta qui", at="- id: insieme"),
    Broken(RICHIESTA, "  referente:\n    type: text",
           "  partecipanti:\n    type: number\n    label: Partecipanti\n    ask: Quanti?\n  referente:\n    type: text",
           "domanda «partecipanti»: nessun passo la chiede; aggiungerla a un «collect» o toglierla",
           at="partecipanti:"),
    Broken(RICHIESTA, "requisito, fabbisogno, altri_enti]", "requisito, fabbisogno, altri_enti, partecipanti]",
           "passo «scelta»: la domanda «partecipanti» non è in «slots»", at="altri_enti, partecipanti"),
    Broken(RICHIESTA, 'offer: [edit, faq, "flow:segreteria"]', 'offer: [edit, faq, "flow:segretaria"]',
           "flusso «segretaria» che non esiste: forse «segreteria»?"),
    Broken(RICHIESTA, "        Se il tipo di ente è un altro, può", "        Se il tipo di ente è un altro, puoi",
           "«puoi» dà del tu: usare «Lei» o la forma impersonale", at="puoi correggerlo"),
    Broken(SCELTA, "      facts: [F033, F035]\n      sources: [S1]\n      cards: {slots: [suggerito]}",
           "      facts: [F033, F035]\n      sources: [S111]\n      cards: {slots: [suggerito]}",
           "fonte «S111» che non è in knowledge/sources.yaml: forse «S1»?", at="[S111]"),
    Broken(INCONTRI, "    options_from: events", "    options_from: event",
           "elenco «event» sconosciuto: forse «events»?"),
    Broken(INCONTRI, "flow: incontri\n", "flow: incontro\n",
           "«flow» e il nome del file devono essere uguali: scrivere «flow: incontri»"),
    Broken(SYNONYMS, "\n  capcoe: [capcoe]\n", "\n  capco: [capcoe]\n",
           "«capco» non è una cartella di knowledge/faq: forse «capcoe»?"),
    Broken(SOURCES, "  name: ANCI\n", '  name: "ANCI\n',
           "YAML non leggibile: una virgoletta aperta qui non è mai chiusa"),
    Broken(SOURCES, "  name: ANCI\n", "  name: ANCI: l'associazione\n",
           "YAML non leggibile: due punti di troppo: mettere il testo fra virgolette, o allineare la riga"),
]  # fmt: skip


def copy_content(root: Path) -> Path:
    """The real content with few entries."""
    shutil.copytree(ROOT / "flows" / "definitions", root / "flows" / "definitions")
    shutil.copytree(ROOT / "knowledge", root / "knowledge", ignore=shutil.ignore_patterns("*.py", "faq", "*.bin"))
    folders = (ROOT / "knowledge" / "faq").iterdir()
    one_each = [f"{folder.name}/{min(folder.glob('*.md')).stem}" for folder in folders]
    for name in {*KEPT, *one_each}:
        target = root / "knowledge" / "faq" / f"{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "knowledge" / "faq" / f"{name}.md", target)
    return root


def break_in(root: Path, case: Broken) -> str:
    """Break the file; the whole message that must be printed."""
    path = root / case.path
    text = path.read_text("utf-8")
    assert case.old in text, f"{case.path} non contiene più «{case.old}»"
    path.write_text(text.replace(case.old, case.new, 1), "utf-8")
    said = re.sub(r"<(\S+?)\|(.+?)>", lambda found: str(line_of(root / TWINS[found[1]], found[2])), case.says)
    named = case.named or case.path
    marker = case.at or next(row.strip() for row in case.new.splitlines() if row.strip())
    line = marker if isinstance(marker, int) else line_of(root / named, marker)
    return f"{named}:{line}: {'avviso: ' if case.warning else ''}{said}"


def line_of(path: Path, marker: str) -> int:
    rows = path.read_text("utf-8").splitlines()
    return next(at for at, row in enumerate(rows, 1) if marker in row)
