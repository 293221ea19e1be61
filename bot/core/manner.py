# SPDX-License-Identifier: EUPL-1.2
"""What a letter wants besides answers: a person, a formal act, a complaint, a note passed on, or only to say thanks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.asked import is_closing, sentences
from flows.vocabulary import normal

Wish = Literal["act", "complaint", "person", "unsatisfied", "enclosed", "case", "stop", "courtesy", ""]

_READ_AT_MOST = 12_000
_COURTESY_WORDS = 40
_AT_ONCE = 20  # words

_ACT = re.compile(
    r"\bdiffid(?:a|o|iamo|are|ando)\b|\bcostitui\w+ in mora\b|\bmessa in mora\b|\bsi riserv\w+ (?:di|ogni"
    r"|il diritto|la facolta)\b"
    r"|\b(?:adire|adira|adiremo|adiro) \w+|\b(?:propon\w+|present\w+|notific\w+|deposit\w+|inoltr\w+"
    r"|annunci\w+) (?:un |il |formale |apposito )*ricorso\b"
    r"|\bricorso (?:al tar|gerarchico|straordinario|in opposizione|avverso|contro)\b|\bautorita giudiziaria\b"
    r"|\bvie legali\b|\bazion[ei] legal[ei]\b"
    r"|\b(?:istanza|richiesta|domanda) (?:formale )?(?:di|per l|per) (?:accesso|ostensione|riesame|annullamento"
    r"|autotutela|rimborso danni|risarcimento|rettifica dei dati|cancellazione dei dati)\b"
    r"|\b(?:chied\w+|richied\w+|formul\w+|present\w+|inoltr\w+|esercit\w+|propon\w+|propong\w+) (?:formale "
    r"|formalmente |istanza |richiesta |domanda |di |l |il |diritto |al |all |per )*(?:accesso (?:civico|agli atti"
    r"|documentale|generalizzato|ai documenti)|diritto di accesso|presa visione e copia)\b"
    r"|\b(?:copia conforme|estrarre copia|estrazione di copia|rilascio di copia|presa visione ed? estrazione)\b"
    r"|\bai sensi (?:e per gli effetti )?(?:degli? |dell |della |del )?(?:articol\w+|artt?|art|l|legge|d lgs"
    r"|decreto) .{0,40}\b(?:241(?: |/)?(?:del )?(?:19)?90|33(?: |/)?(?:del )?(?:20)?13|regolamento ue 2016 679"
    r"|gdpr)\b"
    r"|\b(?:nota|atto|istanza) di (?:contestazione|citazione|significazione|invito)\b|\bcontesta formalmente\b"
    r"|\bsi contesta\b|\besposto\b|\bdenunci(?:a|o|amo|are) (?:formal\w+|all|alla|i fatti|quanto)\b"
    r"|\b(?:chied\w+|richied\w+|invoc\w+) (?:\w+ ){0,3}?(?:riesame|annullamento|revoca|autotutela)\b"
    r"|\briserv\w+ (?:di )?(?:ogni|tutte le|qualsiasi|adire)\b"
    r"|\bsollecito formale\b|\bintimazione\b|\bsi intima\b|\bai fini (?:della )?prescrizione\b"
    r"|\baccesso agli atti\b|\baccesso civico\b|\bdiritto di accesso\b"
)
_HOW_TO = re.compile(
    r"\b(?:come|dove|a chi|qual[ei]?|chi|c e un|esiste|e possibile|si puo|posso|possiamo|cosa serve|quali) \b.{0,90}"
    r"\b(?:accesso|ricorso|reclamo|esposto|segnalazione|lamentela|contestazione)\b"
)
_COMPLAINT = re.compile(
    r"\breclamo\b|\blament(?:o|iamo|are|ela|ele|arci|armi)\b|\bdisserviz\w+|\binaccettabil\w+|\bvergogn\w+"
    r"|\bindecen\w+|\bscandal\w+|\bintollerabil\w+"
    r"|\bassurd[oaie]\b|\bpessim[oaie]\b|\bindign\w+|\binsoddisf\w+|\bdelus[oaie]\b|\bdeludent\w+|\bprotest(?:o"
    r"|iamo|are|a)\b|\bpresa in giro\b|\bprese in giro\b|\bvi fate beffe\b"
    r"|\bprofond[oa] (?:disappunto|rammarico|disagio|insoddisfazione)\b|\bdisappunto\b|\brammaric\w+|\bsconcert\w+"
    r"|\birrispett\w+|\bscorrett\w+|\bmancanza di (?:rispetto|riscontro|professionalita|serieta)\b"
    r"|\b(?:nessuno|non) (?:mi |ci |vi |si )?(?:ha |hanno |e |avete )?(?:mai |ancora )?(?:rispost\w+|richiamat\w+"
    r"|degnat\w+)\b|\bnon risponde (?:nessuno|mai)\b|\bsenza (?:alcun |alcuna |nessun |nessuna |mai )?(?:riscontro"
    r"|risposta)\b"
    r"|\b(?:terz[ao]|quart[ao]|ennesim[ao]) (?:volta che|sollecito|richiesta di chiariment\w+|mail|email|e mail)\b"
    r"|\bancora (?:in attesa di (?:una |un |vostr\w+ )*(?:risposta|riscontro)|nessun\w* (?:risposta|riscontro"
    r"|notizia)|niente risposta)\b"
    r"|\b(?:non e|e) (?:accettabile|tollerabile|possibile che|serio)\b|\bpoco (?:seri|professional|corrett)\w+"
    r"|\bscarsa (?:serieta|professionalita|attenzione)\b"
    r"|\bpresentare (?:un |formale )*reclamo\b|\bsegnal(?:o|iamo|are) (?:un |il |grave |gravi )*(?:disserviz"
    r"|disagi|problem|comportament)\w+"
)
_PERSON = re.compile(
    r"\b(?:parlare|interloquire|confrontar\w+|colloquio|discutere|dialogare|conferire) (?:\w+ ){0,2}?con (?:una |un "
    r"|la |il |vostr\w+ )*(?:persona|operator\w+|umano|essere umano|funzionari\w+|referent\w+|responsabil\w+|qualcuno"
    r"|addett\w+|esperto|esperta|collega|incaricat\w+|voi)\b"
    r"|\b(?:risposta|rispond\w+|rispost\w+|contatto) (?:\w+ ){0,2}?(?:da|di|con|parte di) (?:una |un )?(?:persona"
    r"|operator\w+|essere umano|umano|funzionari\w+)\b"
    r"|\b(?:mi|ci) (?:po(?:tete|trebbe|treste|tresti)|puo|faccia|faccia|fate|fa) (?:gentilmente |cortesemente "
    r"|per favore )?(?:richiamare|chiamare|contattare|telefonare|sentire|ricontattare)\b"
    r"|\b(?:essere|venire|farmi|farci|fatemi|fateci|chiedo di essere|gradirei essere"
    r"|gradiremmo essere) (?:ri)?(?:contattat\w+|chiamat\w+|ricontattat\w+|contattare|chiamare|sentit\w+)\b"
    r"|\b(?:richiamat|contattat|chiamat|ricontattat|telefonat)e(?:mi|ci)\b|\b(?:richiamar|contattar|chiamar"
    r"|ricontattar|telefonar)(?:mi|ci)\b"
    r"|\b(?:fissare|concordare|organizzare|avere|chiedere|richied\w+|chied\w+|programmare|prenotare"
    r"|stabilire) (?:un |una |di |breve |cortesemente |la |l )*(?:appuntamento|incontro (?:con voi"
    r"|con la segreteria|telefonico|in presenza|conoscitivo|di persona)|call|telefonata|videochiamata"
    r"|videoconferenza|colloquio|riunione)\b"
    r"|\bpersona in carne\b|\bnon (?:voglio|vorrei|desidero|intendo) (?:parlare |avere a che fare |risposte "
    r"|una risposta |rispost\w+ )*(?:con |da |di )?(?:un |una |)(?:robot|macchina|automa\w*|programma|risponditore"
    r"|bot|chatbot|risposta automatica|risposte automatiche)\b"
    r"|\boperator[ei] (?:uman\w+|in carne)\b|\bun essere umano\b|\buna persona (?:vera|reale|fisica)\b"
)
_UNSATISFIED = re.compile(
    r"\bnon (?:e |era |risponde |avete risposto |ha risposto |rispondete |ho avuto risposta "
    r"|mi avete risposto )(?:la risposta |quello |cio |alla |a quello |a cio |quanto )*(?:che |mia |nostra "
    r"|domanda|chied\w+|cercav\w+|volev\w+)"
    r"|\bnon (?:mi |ci )?(?:e|sei|siete|e stato|e stata|avete) (?:stat\w+ )?(?:util\w+|di aiuto|d aiuto|chiar\w+"
    r"|aiutat\w+)\b|\bla risposta (?:non|e sbagliata|e errata)\b|\brisposta (?:sbagliata|errata|inutile"
    r"|non pertinente)\b|\bnon (?:avete|ha) capito\b"
)
_ENCLOSED = re.compile(
    r"\b(?:in allegato|allegat[oiae]|allego|alleghiamo|si allega\w*|vi allego|allegando|acclus\w+"
    r"|unit[oa] alla presente)\b"
    r"|\b(?:si |vi |le )?(?:trasmett\w+|invi[oa]\b|inviamo|inoltr\w+|rimett\w+) .{0,60}\b(?:nota|documentazione"
    r"|modulo|richiesta|istanza|delibera\w*|atto|file|documento|pec|lettera)\b"
    r"|\b(?:nota|comunicazione) (?:prot|protocollo|n|nr)\b"
)
_CASE = re.compile(
    r"\ba che punto (?:e|sta|siamo|sono) (?:la |il |con la |con il )?(?:nostr\w+|mi[ao]|pratica|richiesta|domanda"
    r"|candidatura|istanza)\b"
    r"|\b(?:esito|stato|avanzamento) (?:della|del|di|dell) (?:nostr\w+|mi[ao]|richiesta (?:inviata|presentata"
    r"|trasmessa)|candidatura|istanza|pratica|domanda)\b"
    r"|\b(?:avete|e) (?:ricevuto|pervenut\w+|arrivat\w+) (?:la |il |l )?(?:nostr\w+|mi[ao]|richiesta|candidatura"
    r"|mail|email|e mail|pec|modulo|istanza|domanda)\b|\b(?:vi )?(?:risulta|risultano) (?:pervenut\w+|ricevut\w+"
    r"|arrivat\w+|present\w+)\b"
    r"|\b(?:conferm\w+|riscontro|notizie|aggiornament\w+|novita) (?:circa |in merito |della |di |sulla |dell "
    r"|sull |alla |su |l |avvenuta |di avvenuta |la |in ordine |avuta |rispetto )*(?:ricezione|avvenuta ricezione"
    r"|nostr\w+|mi[ao]) (?:richiesta|candidatura|istanza|pec|mail|email|domanda|nota|del modulo)?\b"
    r"|\bsollecit(?:o|iamo|are|a|asi)\b|\babbiamo (?:gia )?(?:inviato|presentato|trasmesso|mandato"
    r"|spedito) .{0,80}\b(?:richiesta|modulo|candidatura|istanza|domanda)\b"
)
_STOP = frozenset(
    (
        "stop",
        "cancellami",
        "cancellatemi",
        "unsubscribe",
        "disiscrivimi",
        "disiscrivetemi",
        "non scrivetemi piu",
        "rimuovimi",
    )
)
_CORE_COURTESY = re.compile(
    r"\b(?:grazie|ringrazi\w+|ricevut[oa]|perfetto|ottimo|benissimo|va bene|ok|d accordo|chiarissim\w+|gentilissim\w+"
    r"|preso atto|prendo atto|prendiamo atto|molto utile|tutto chiaro|esauriente|esaustiv\w+)\b"
)
_WORD = r"(?:[A-ZÀ-Þ][\w.'’-]{0,30}|d[aeio]\w{0,3}|dell['’]\w{1,20}|e|il|la)"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,9}}$")  # «Rag. Neri Comune di Orte»
_ASKS = re.compile(
    r"\b(?:chied\w+|sapere|vorre\w+|potre\w+|potete|puo|come|quando|quanto|quale|quali|chi|dove|perche|cosa"
    r"|possibile|serve|occorre|bisogno|ma|pero|tuttavia|inoltre|invece|non|allegat\w+|trasmett\w+|modulo"
    r"|confermo)\b"
)


@dataclass(frozen=True)
class Manner:
    """What was seen, and the words that showed it."""

    wish: Wish = ""
    seen: str = ""


def manner_of(text: str, subject: str = "", enclosed: Sequence[str] = ()) -> Manner:
    """The strongest wish of a letter; "" where answers are all that it wants."""
    said = normal_of(text)
    if said in _STOP:
        return Manner("stop", said)
    if not enclosed and is_courtesy(text):
        return Manner("courtesy", said[:60])
    every = f"{said} {normal_of(subject)}"
    for wish, pattern in _STRONG:
        match = pattern.search(every)
        if match and not (wish in ("act", "complaint") and _is_how_to(text, said)):
            return Manner(wish, match[0].strip()[:60])
    if enclosed and (not said or _ENCLOSED.search(every) or "?" not in text):
        return Manner("enclosed", ", ".join(enclosed)[:60])
    return Manner()


def is_courtesy(text: str) -> bool:
    """Whether a letter only thanks or says that it was received: what is left without greetings is thanks too."""
    if "?" in text or len(text.split()) > _COURTESY_WORDS or any(char.isdigit() for char in text):
        return False
    left = sentences(text)
    if not left:
        return bool(normal_of(text))
    end = next((at for at, one in enumerate(left) if at and is_closing(one)), len(left))
    left = left[:end]
    said = [normal_of(one) for one in left]
    thanks = [bool(_CORE_COURTESY.search(one)) and not _ASKS.search(one) for one in said]
    return thanks[0] and all(one or _NAME.match(left[at]) for at, one in enumerate(thanks))


def _is_how_to(text: str, said: str) -> bool:
    """«Come si presenta un reclamo?» asks for the way; it is no complaint yet."""
    return len(said.split()) <= 25 and bool(_HOW_TO.search(said)) and "?" in text


def normal_of(text: str) -> str:
    """A whole letter without case, accents and punctuation: `flows.vocabulary.normal` reads only its beginning."""
    words = text[:_READ_AT_MOST].split()
    return " ".join(
        filter(None, (normal(" ".join(words[at : at + _AT_ONCE])) for at in range(0, len(words), _AT_ONCE)))
    )


_STRONG: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    ("act", _ACT),
    ("person", _PERSON),
    ("complaint", _COMPLAINT),
    ("unsatisfied", _UNSATISFIED),
    ("case", _CASE),
)
