# SPDX-License-Identifier: EUPL-1.2
"""The words by which people give commands, say yes and no, and pick a button without its label."""

import re
import unicodedata

MAX_READ = 400  # longer texts are never a command, a choice or a name


def listed(words: str) -> frozenset[str]:
    """Expressions set apart by bars."""
    return frozenset(words.split("|"))


YES = listed(
    "si|si grazie|si certo|certo|certamente|ok|okay|va bene|esatto|giusto|corretto|confermo|d accordo"
    "|affermativo"
    "|si confermo|si e corretto|e corretto|si corretto|tutto corretto|tutto giusto|perfetto|s|yes|y"
    "|senz altro"
    "|assolutamente si|sicuramente|proprio cosi|si si"
)
NO = listed(
    "no|no grazie|no no|non e corretto|sbagliato|errato|negativo|n|not|nope|assolutamente no|per niente"
    "|e sbagliato|no e sbagliato|non e giusto|no non e giusto|non e cosi|no non e cosi|no e errato"
    "|non ancora|no non e corretto|non corretto|niente affatto"
)
ACKNOWLEDGED = YES | listed(
    "ho letto|letto|letta|presa visione|ho preso visione|preso visione|ho letto l informativa|accetto"
    "|ho letto e capito|proseguo|procedi|procediamo|continua|avanti|andiamo avanti|ho letto si|si ho letto"
    "|si ho preso visione|dichiaro di aver preso visione"
)
NOTHING_TO_ADD = listed(
    "salta|no|no grazie|nessuno|nessuna|niente|nulla|non ne ho|non c e|non ci sono|non abbiamo|non serve"
    "|passo"
    "|avanti|oltre|prosegui|nessuna nota|non saprei|non so|per ora no|n a|na"
    "|non lo so|non la so|non ce l ho|non ce l abbiamo|non ce n e|non ce ne sono|non ne abbiamo|non ce"
    "|non la ho|non l ho|non la conosco|non lo conosco|non ricordo|non la ricordo|non disponibile"
    "|nessun altro|nessun altro ente|nessun altro comune|nessun ente|nessun comune|nessuno per ora"
    "|per ora nessuno|non ancora|non ancora deciso|da decidere|solo noi|solo il nostro comune|da soli"
    "|no niente|no nulla|no nessuno|no nessuna|niente grazie|nulla grazie"
    "|nient altro|niente altro|null altro|nulla da aggiungere|niente da aggiungere|non ho altro|no basta|basta"
    "|basta cosi|e tutto|tutto qui|va bene cosi|ok|okay|a posto|no e tutto|niente note|nessuna pec|no pec"
)
DECLINING = listed("no|non|nessun|nessuno|nessuna|niente|nulla|manca")

EVERYTHING = listed(  # in a form its answers, outside of it all that is kept
    "cancella tutto|cancelli tutto|cancellate tutto|cancellare tutto|elimina tutto|elimini tutto|eliminate tutto"
)
COMMANDS = {
    "annulla": "cancel",
    "annulla tutto": "cancel",
    "annulla richiesta": "cancel",
    "annulla la richiesta": "cancel",
    **dict.fromkeys(EVERYTHING, "cancel"),
    "esci": "cancel",
    "indietro": "back",
    "torna indietro": "back",
    "domanda precedente": "back",
    "riepilogo": "summary",
    "mostra riepilogo": "summary",
    "a che punto sono": "summary",
    "salta": "skip",
    "salta la domanda": "skip",
    "lascia cosi": "keep",
    "lascia com e": "keep",
    "aiuto": "help",
    "help": "help",
    "non capisco": "help",
    "non ho capito": "help",
    "ripeti": "show",
    "ripeti la domanda": "show",
    "correggi la richiesta": "correct",
    "ritira": "withdraw",
    "ritira la richiesta": "withdraw",
    "ritiro": "withdraw",
}

DROPS = listed(
    "lascia stare|lasci stare|lasciate stare|lasciamo stare|lascia perdere|lasci perdere|lasciate perdere"
    "|lasciamo perdere|no lasciate stare|no lasciate perdere"
    "|no lascia stare|no lasci stare|no lascia perdere|no lasci perdere|no lasciamo perdere|no lasciamo stare"
)
PAUSES = DROPS | listed(
    "basta|stop|mi fermo|fermati|smettiamo|piu tardi|lo faccio dopo|lo faccio piu tardi"
    "|torno domani|torno dopo|torno piu tardi|ci torno dopo"
    "|ci torno domani|a domani|a dopo|arrivederci|ci sentiamo domani|domani|ora non posso|adesso non posso"
    "|non ho tempo|non ora|non adesso|devo andare|devo scappare|ci risentiamo"
    "|continuo dopo|continuo domani|continuo piu tardi|riprendo dopo|riprendo domani|riprendo piu tardi|torna al menu"
    "|torniamo al menu|menu principale"
)

RESUMES = listed("riprendi|riprendere|riprendiamo|riprendo|continua|continuare|continuiamo|riprendi il modulo")

# What may be typed instead of tapping a button whose label is a phrase.
BUTTONS = {
    "submit": "trasmetti|invia|conferma|confermo|invio|trasmettere|trasmetti la richiesta"
    "|si invia|si trasmetti|si confermo|si conferma|ok trasmetti|ok invia|va bene trasmetti|va bene invia|invia pure"
    "|trasmetti pure|invia la richiesta|invia tutto|trasmetti tutto|confermo tutto|confermo e trasmetti"
    "|confermo l invio|conferma e invia|manda|mandala|inviala|trasmettila|spedisci|procedi con l invio",
    "own_mail": "preferisco inviarla dalla mia casella o pec|dalla mia casella|casella|pec|la invio io"
    "|preferisco la pec|preferisco pec|via pec|per pec|con la pec|con pec|dalla pec|tramite pec|dalla nostra pec"
    "|dalla nostra casella|dalla mia pec",
    "cancel": "annulla|cancella",
    "skip": "salta",
    "back": "indietro",
    "keep": "lascia cosi|lascia com e|va bene cosi|cosi va bene|resta cosi|come prima|lascia stare|non cambiare",
    "human": "segreteria|parla con la segreteria|operatore|una persona|parlare con una persona|persona",
    "question": "domanda|e una domanda|una domanda|era una domanda",
    "answer": "risposta|e una risposta|e la risposta|la risposta|una risposta|era la risposta",
    "rewrite": "riscrivo|riscrivi|lo riscrivo|scrivo di nuovo|riscrivere",
    "remove": "togli|togliere|rimuovi|toglile|omissis|rimuovere",
    "send": "lascia cosi|invia cosi|cosi|va bene cosi|inviare cosi",
    "none": "no|no nessuno|nessuno|nessuno di questi|nessuna|altro|nessuno dei due",
    "yes": "|".join(sorted(YES)),
    "no": "|".join(sorted(NO)),
    "another": "un altra domanda|altra domanda|nuova domanda|un altra|nuova",
    "second": "seconda richiesta|una seconda richiesta|e una seconda richiesta|seconda"
    "|nuova richiesta|nuova|un altra richiesta",
    "earlier": "correzione|e una correzione|correggi|correggi la richiesta|integrazione"
    "|integra|correggere la precedente",
    "restart": "ricomincia|da capo|ricominciamo|un altra verifica",
    "ics": "calendario|ics|aggiungi al calendario",
    "faq": "domanda|ho una domanda|faccio una domanda|altra domanda",
    "close": "chiudi|fine|basta|ho finito|chiudere",
    "edit": "correggi|modifica|cambia|correggi la risposta",
}

_WISHES = r"(?:(?:vorrei|vorremmo|voglio|vogliamo|devo|dobbiamo|dovrei|dovremmo|posso|possiamo|bisogna|puo|mi|ci)\s+)*"
_CHANGES = (
    r"(?:corregg(?:i|a|o|ere|iamo|ete)|modific(?:a|o|are|ate)|modifichi(?:amo)?|cambi(?:a|o|are|ate|amo)?"
    r"|rettific(?:a|o|are|ate)|rettifichi(?:amo)?)"
)
_CORRECTS = re.compile(  # «vorrei correggere la richiesta inviata»
    rf"(?:buongiorno )?{_WISHES}{_CHANGES} (?:(?:la|una|mia|nostra|quella) )*richiesta"
    r"(?: (?:gia|appena|che ho|che abbiamo|inviata|trasmessa|mandata|presentata|inviato|trasmesso|mandato|ieri))*"
    r"(?: (?:grazie|per favore|per cortesia))?"
)
_EDIT = re.compile(
    rf"^(?:{_WISHES}(?:{_CHANGES}|sbagliat[oa]|errat[oa])"
    r"\s+(?:(?:il|la|lo|le|i|gli|l|un|una)\s+)?(?:(?:mio|mia|nostro|nostra)\s+)?(.+)"
    r"|(?:(?:no|scusi|ho sbagliato)\s+)*(?:(?:il|la|lo|l)\s+)?(.+?)\s+(?:e|va)\s+"
    r"(?:sbagliat[oa]|errat[oa]|corrett[oa]|cambiat[oa]|da correggere|da cambiare|da modificare)|ho sbagliato"
    r"\s+(?:(?:il|la|lo|l|a scrivere)\s+)*(.+))$"
)
_OWN_MAIL = re.compile(
    r"\b(?:(?:inviar|mandar|spedir|trasmetter)(?:la|lo|vela)"
    r"|(?:la|ve la) (?:invi|mand|sped|trasmett)\w+|(?:invi|mand|sped|trasmett)\w+ (?:la richiesta|io|noi|da soli?)"
    r"|us\w+)\b.*\b(?:mia|nostra|propria|dalla|via|per|con la|tramite)\b.*\b(?:pec|casella|posta|mail|email)\b"
)
_OWN_MAIL_WORDS = 14  # a longer text tells something else
_CONFIRM = re.compile(r"^\W*confermo\W+([0-9a-z]{8})\W*$", re.IGNORECASE)


def normal(text: str) -> str:
    """The text without case, accents, punctuation and double spaces."""
    folded = unicodedata.normalize("NFKD", text[:MAX_READ].replace("ß", "ss")).casefold()
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(kept.split())


def command(text: str) -> str | None:
    """The command that this text is, exactly; to correct or withdraw what was sent may be told politely."""
    said = normal(text) if len(text) <= MAX_READ else ""
    return COMMANDS.get(said) or ("correct" if _CORRECTS.fullmatch(said) and "?" not in text else None)


def edited(text: str) -> str | None:
    """What is to be changed, in «modifica il telefono»."""
    match = _EDIT.match(normal(text)) if len(text) <= MAX_READ else None
    return next(filter(None, match.groups()), None) if match else None


def confirmed(text: str) -> str | None:
    """The token in «CONFERMO k3x9w2ab», as a mail confirms a summary."""
    match = _CONFIRM.match(text.strip()) if len(text) <= MAX_READ else None
    return match[1].lower() if match else None


def own_mail(text: str) -> bool:
    """Whether this says «preferisco inviarla dalla mia casella o PEC»."""
    said = normal(text) if len(text) <= MAX_READ else ""
    return len(said.split()) <= _OWN_MAIL_WORDS and _OWN_MAIL.search(said) is not None


def words_of(key: str) -> tuple[str, ...]:
    """What may be typed for a button, normalised; for `flow:richiesta` also «richiesta»."""
    name, _, argument = key.partition(":")
    known = BUTTONS.get(name, "")
    named = normal(argument.replace("-", " ").replace("_", " ")) if argument else ""
    return tuple(word for word in (*known.split("|"), named) if word)
