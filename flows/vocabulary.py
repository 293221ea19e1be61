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
)

COMMANDS = {
    "annulla": "cancel",
    "annulla tutto": "cancel",
    "annulla richiesta": "cancel",
    "annulla la richiesta": "cancel",
    "cancella tutto": "cancel",
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

# What may be typed instead of tapping a button whose label is a phrase.
BUTTONS = {
    "submit": "trasmetti|invia|conferma|confermo|invio|trasmettere|trasmetti la richiesta|si invia",
    "own_mail": "preferisco inviarla dalla mia casella o pec|dalla mia casella|casella|pec|la invio io",
    "cancel": "annulla|cancella",
    "skip": "salta",
    "back": "indietro",
    "keep": "lascia cosi|lascia com e",
    "human": "segreteria|parla con la segreteria|operatore|una persona|parlare con una persona|persona",
    "question": "domanda|e una domanda|una domanda|era una domanda",
    "answer": "risposta|e una risposta|e la risposta|la risposta|una risposta|era la risposta",
    "rewrite": "riscrivo|riscrivi|lo riscrivo|scrivo di nuovo|riscrivere",
    "remove": "togli|togliere|rimuovi|toglile|omissis|rimuovere",
    "send": "lascia cosi|invia cosi|cosi|va bene cosi|inviare cosi",
    "none": "nessuno|nessuno di questi|nessuna|altro|nessuno dei due",
    "yes": "|".join(sorted(YES)),
    "no": "|".join(sorted(NO)),
    "second": "seconda richiesta|seconda|nuova richiesta|nuova|un altra richiesta",
    "earlier": "correzione|correggi|integrazione|integra|correggere la precedente",
    "restart": "ricomincia|da capo|ricominciamo|un altra verifica",
    "ics": "calendario|ics|aggiungi al calendario",
    "faq": "domanda|ho una domanda|faccio una domanda|altra domanda",
    "close": "chiudi|fine|basta|ho finito|chiudere",
    "edit": "correggi|modifica|cambia|correggi la risposta",
}

_EDIT = re.compile(
    r"^(?:modifica|correggi|cambia|modificare|correggere|cambiare)\s+(?:(?:il|la|lo|le|i|gli|l|un|una)\s+)?(.+)$"
)
_CONFIRM = re.compile(r"^\W*confermo\W+([0-9a-z]{8})\W*$", re.IGNORECASE)


def normal(text: str) -> str:
    """The text without case, accents, punctuation and double spaces."""
    folded = unicodedata.normalize("NFKD", text[:MAX_READ].replace("ß", "ss")).casefold()
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(kept.split())


def command(text: str) -> str | None:
    """The command that this text is, exactly."""
    return COMMANDS.get(normal(text)) if len(text) <= MAX_READ else None


def edited(text: str) -> str | None:
    """What is to be changed, in «modifica il telefono»."""
    match = _EDIT.match(normal(text)) if len(text) <= MAX_READ else None
    return match[1] if match else None


def confirmed(text: str) -> str | None:
    """The token in «CONFERMO k3x9w2ab», as a mail confirms a summary."""
    match = _CONFIRM.match(text.strip()) if len(text) <= MAX_READ else None
    return match[1].lower() if match else None


def words_of(key: str) -> tuple[str, ...]:
    """What may be typed for a button, normalised; for `flow:richiesta` also «richiesta»."""
    name, _, argument = key.partition(":")
    known = BUTTONS.get(name, "")
    named = normal(argument.replace("-", " ").replace("_", " ")) if argument else ""
    return tuple(word for word in (*known.split("|"), named) if word)
