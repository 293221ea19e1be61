# SPDX-License-Identifier: EUPL-1.2
"""What is said in a form and answers none of its questions: thanks, «aspetti», «chi sei?», «non so», «lo stesso»."""

import re
from collections.abc import Collection

from flows.vocabulary import DROPS, MAX_READ, NOTHING_TO_ADD, RESUMES, YES, listed, normal, words_of

_SAID = {
    "thanks": listed(
        "grazie|grazie mille|mille grazie|molte grazie|tante grazie|ok grazie|va bene grazie|bene grazie"
        "|perfetto grazie|la ringrazio|vi ringrazio|ti ringrazio|ringrazio|grazie a lei|grazie a voi|grazie infinite"
        "|gentilissimi|gentilissimo|gentilissima|molto gentile"
    ),
    "hello": listed(
        "ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|buondi|ehi|hey|salve a tutti"
        "|ciao a tutti|buongiorno a tutti|pronto|c e nessuno|ci siete|ci sei"
    ),
    "wait": listed(
        "aspetti|aspetta|aspettate|attenda|attendere|attimo|un attimo|un attimino|attimino|solo un attimo|momento"
        "|un momento|un secondo|un minuto|cinque minuti|5 minuti|aspetti un attimo|aspetta un attimo"
        "|aspetti un momento|mi dia un attimo|mi dia un momento|scusi un attimo|scusi|scusa|scusate|mi scusi"
        "|devo controllare|devo verificare|devo chiedere|devo guardare|devo pensarci|ci devo pensare|ci penso"
        "|ora controllo|ora guardo|controllo|verifico|lo cerco|la cerco|fammi vedere|vediamo|calma|piano"
    ),
    "fine": YES
    | RESUMES
    | listed("capito|ho capito|chiaro|tutto chiaro|bene|benissimo|ottimo|prosegui|avanti|andiamo avanti|vai|dai|dica"),
}
_UNKNOWN = (NOTHING_TO_ADD - YES) | listed(
    "boh|bo|mah|mah non so|boh non so|non ne ho idea|nessuna idea|chi lo sa|chissa|ignoro|non saprei dire"
    "|non saprei proprio|non lo sappiamo|non sappiamo|non sappiamo ancora|ancora non lo so|non lo so ancora"
    "|non so ancora|devo decidere|dobbiamo decidere|da definire|da stabilire|da vedere|vedremo|si vedra"
)
_NOT_WRITTEN = listed(
    "io|sono io|sempre io|io stesso|io stessa|me|me stesso|me stessa|il sottoscritto|la sottoscritta|sottoscritto"
    "|sottoscritta|lo stesso|la stessa|stesso|stessa|lo stesso di prima|la stessa di prima|quello di prima"
    "|quella di prima|come prima|come sopra|come l altra volta|come la volta scorsa|vedi sopra|idem|uguale|il solito"
    "|la solita|lo sapete gia|lo sai gia|gia detto|gia scritto|l ho gia detto|l ho gia scritto|ve l ho gia detto"
    "|gliel ho gia detto|gliel ho gia scritto|te l ho gia detto|sempre lo stesso|sempre la stessa|quello mio"
    "|quella mia|il mio|la mia|il mio nome|il mio numero|la mia mail|quello che avete|quella che avete|lo avete gia"
    "|vedi allegato|come da allegato|in allegato|allego|allegato|vedi mail|vedi lettera|come l anno scorso"
    "|lo stesso della volta scorsa|lo stesso dell anno scorso|come la volta precedente|come nella richiesta precedente"
    "|l avete gia|ce l avete gia"
)
_WRITTEN = DROPS | listed(
    "ho gia scritto|abbiamo gia scritto|gia scritto|ho scritto|ho gia scritto alla segreteria|ho gia scritto io"
    "|ho gia mandato una mail|ho gia inviato una mail|ho gia fatto|gia fatto|ho risolto|abbiamo risolto|risolto"
    "|non serve piu|non mi serve piu|non importa|fa niente|fa lo stesso|ho cambiato idea"
)
_MACHINE = (
    r"(?:robot|bot|chatbot|macchina|computer|programma|persona|persone|persona vera|umano|umana|essere umano"
    r"|intelligenza artificiale|ia|ai|operatore|operatrice|risponditore|risponditore automatico|vero|vera|chatgpt)"
)
_WHO = re.compile(
    r"(?:(?:ma|scusi|scusa|e|lei|tu|voi) )*"
    r"(?:chi (?:sei|siete|e|parla|risponde|mi risponde|scrive|mi scrive)(?: (?:lei|tu|voi|qui))*"
    r"|con chi (?:parlo|sto parlando|ho il piacere|scrivo)(?: di parlare)?"
    rf"|(?:sei|siete|e|c e|parlo con|sto parlando con|sto scrivendo a|mi risponde|risponde)"
    rf"(?: (?:un|una|lei|delle))* {_MACHINE}(?: o (?:un|una) {_MACHINE})?)"
)
_PERSON = re.compile(
    r"(?:(?:ma|scusi|scusa|no|posso|potrei|possiamo|potremmo|vorrei|vorremmo|voglio|vogliamo|devo|preferisco|preferirei"
    r"|come faccio a|come si fa a|si puo|mi fa|mi fate|fatemi|fammi|c e modo di|e possibile) )*"
    r"(?:parlare|sentire|contattare|chiamare|passami|passatemi|mi passi|mi passate|mi passa)"
    r"(?: (?:con|a|al|alla|un|una|il|la|qualche|direttamente|della))*"
    r" (?:persona|operatore|operatrice|umano|essere umano|segreteria|qualcuno|qualcuno della segreteria|responsabile)"
    r"(?: (?:vera|umana|vero|umano|in carne e ossa|del progetto|di anci))*"
)


_WRITING = r"(?:scrivo|scrivere|metto|mettere|rispondo|rispondere|inserisco|inserire|scelgo|scegliere|dire|fare)"
_HELP = re.compile(
    r"(?:(?:ma|scusi|scusa|e|qui|quindi) )*"
    rf"(?:(?:che cosa|che|cosa|cos) (?:(?:devo|dovrei|posso|bisogna) )?{_WRITING}(?: qui)?"
    r"|(?:che cosa|che|cosa) (?:intende|intendete|intendi|vuole|volete|significa|vuol dire|vuole dire)(?: dire)?"
    r"|non (?:ho capito|capisco|mi e chiara|e chiara|si capisce)(?: bene)? (?:la domanda|qui|questa domanda)"
    rf"|non (?:ho capito|capisco|so) (?:che cosa|che|cosa|come) (?:(?:devo|dovrei) )?(?:{_WRITING}|vuole|volete)"
    r"|(?:mi aiuti|mi aiuta|mi aiutate|aiutami|aiutatemi|mi puo aiutare|puo aiutarmi|ho bisogno di aiuto|mi serve aiuto"
    r"|mi serve una mano)|(?:puo|potete|puoi) (?:ripetere|spiegare|spiegarmi)(?: la domanda| meglio)?|cioe|in che senso"
    r"|(?:mi faccia|mi fa|fammi|fate) un esempio|un esempio|per esempio|tipo)"
)
_SKIP = re.compile(
    r"(?:(?:ma|scusi|e|questa|questo) )*(?:e|sono) (?:obbligatori[oaie]|necessari[oaie]|facoltativ[oaie])"
    r"|(?:(?:ma|scusi|e) )*(?:posso|possiamo|si puo|devo|dobbiamo|bisogna)(?: per forza| proprio)?"
    r" (?:saltare|saltarl[oa]|lasciare in bianco|lasciarla vuota|rispondere|(?:scriver|metter|indicar|dar)l[oa])"
    r"(?: (?:questa|la) domanda| per forza)?"
)


def about_question(text: str, names: Collection[str]) -> str | None:
    """Whether the open question itself is asked about: `help`, or `skip` («è obbligatorio?»); `names` are its own."""
    if len(text) > MAX_READ:
        return None
    said = normal(text)
    if _SKIP.fullmatch(said):
        return "skip"
    called = "|".join(map(re.escape, names))
    meaning = r"(?:che )?cosa (?:intende|intendete|e|vuol dire|significa)(?: per| con)?"
    own = rf"(?:ma )?(?:quale|che|di chi e|{meaning}) (?:(?:il|la|l) )?(?:{called})"
    return "help" if _HELP.fullmatch(said) or re.fullmatch(own, said) else None


def has_none(text: str, names: Collection[str]) -> bool:
    """Whether a text says that there is no such thing: «non ho una mail», «non abbiamo il telefono»."""
    called = "|".join(map(re.escape, names))
    said = normal(text) if len(text) <= MAX_READ else ""
    thing = r"(?:(?:il|la|un|una|l|nessun|nessuna) )?"
    found = re.fullmatch(rf"(?:io )?non (?:ho|abbiamo|c e|uso|usiamo) {thing}(?:{called})", said)
    return found is not None


def remark(text: str) -> str | None:
    """The kind of a text that only keeps the conversation going: thanks, hello, wait, fine, who, person, or none."""
    if len(text) > MAX_READ:
        return None
    said = normal(text)
    if _WHO.fullmatch(said):
        return "who"
    if _PERSON.fullmatch(said):
        return "person"
    return next((code for code, words in _SAID.items() if said in words), None)


def no_answer(text: str) -> str | None:
    """What a text says instead of an answer that is needed: `unknown` («boh»), `not_written` («lo stesso di prima»)."""
    said = normal(text) if len(text) <= MAX_READ else ""
    if said in _NOT_WRITTEN:
        return "not_written"
    return "unknown" if said in _UNKNOWN else None


def is_over(text: str) -> bool:
    """Whether this says that a question need not be passed on any more: «ho già scritto», «lasci stare»."""
    return len(text) <= MAX_READ and normal(text) in _WRITTEN


def ending(text: str) -> str | None:
    """The button of the review that a bare word names before there is a review: `submit` or `edit`."""
    said = normal(text) if len(text) <= MAX_READ else ""
    return next((key for key in ("submit", "edit") if said in words_of(key)), None)
