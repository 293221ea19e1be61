# SPDX-License-Identifier: EUPL-1.2
"""Delicate personal data in a free text: words of health, personal tax codes, IBANs; the text without them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import iban
from stdnum.it import codicefiscale

from flows.answers import clean_text

_READ_AT_MOST = 20_000  # characters: nothing longer is taken as an answer or passed on
_HEALTH = re.compile(
    r"\b(?:malatti[ae]|malat[oaie]|invalidit[àa]|invalid[oaie](?= civil| al | del lavoro)|disabil(?:e|i|it[àa])"
    r"|(?:(?<=dipendente )|(?<=dipendenti )|(?<=collega )|(?<=colleghi )|(?<=impiegato )|(?<=impiegata )|(?<=persona )"
    r"|(?<=operaio ))invalid[oaie]"
    r"|portator[ei] di handicap|handicap|handicappat[oaie]"
    r"|(?:legge|l\.?|permess[oi]|art\.?|la|con|della|alla)\s*(?:(?:n\.?|ex|l\.?)\s*)?104(?!\s+(?:[a-z]+nti|unità|posti"
    r"|persone|comuni|enti|addetti))|104\s?/\s?(?:19)?92|gravidanza|incinta|maternit[àa]|aborto"
    r"|tumor[ei]|cancro|oncologic[oaie]\w*|leucemi[ae]|chemioterapi[ae]|radioterapi[ae]"
    r"|depress(?:ione|[oaie])|ansios[oaie]|bipolare|psichiatric[oaie]\w*|psicos[ei]|schizofreni[ae]|burn\s?-?out"
    r"|esauriment[oi] nervos[oi]|psicofarmac[oi]|anoressi[ae]|anoressic[oaie]|bulimi[ae]|autis(?:mo|tic[oaie])"
    r"|diabet(?:e|ic[oaie]\w*)|epilessi[ae]|epilettic[oaie]|infarto|ictus|sclerosi|parkinson|alzheimer|demenza"
    r"|hiv|aids|sieropositiv[oaie]|covid|epatite|cardiopatic[oaie]\w*|dializ\w+|ricover(?:o|at[oaie])|diagnos[ei]"
    r"|prognosi|(?:è|sono|era|finit[oa]) in ospedale|(?:intervent|operazion)\w+ chirurgic[oahei]+"
    r"|certificat[oi] medic[oi]|visit[ae] medic(?:a|he)|(?:motiv|problem|ragion|condizion)[ie] di salute"
    r"|stato di salute|tossicodipenden\w+|alcolis(?:ta|ti|mo)|inidoneit[àa] fisica)(?!\w)",
    re.IGNORECASE,
)
# «Assessore alla disabilità», «Istituto nazionale dei tumori», «Casa di ricovero»: what an office cares for is about
# nobody, as long as only such words stand between the two.
_CARED_FOR = re.compile(
    r"disabil\w+|handicap|invalid\w+|malattie|malati|tumor[ei]|cancro|leucemie|oncologic\w+|psichiatric\w+|alzheimer"
    r"|parkinson|sclerosi|epilessia|diabete|diabetic[io]|autis\w+|demenz[ae]|anoressia|bulimia|hiv|aids|covid|dializ\w+"
    r"|cardiopatic\w+|maternit[àa]|ricovero|tossicodipend\w+|alcolis\w+|visite mediche",
    re.IGNORECASE,
)
_OFFICES = frozenset(
    "azienda aziende istituto istituti istituzione ente enti consorzio consorzi fondazione associazione agenzia centro"
    " centri casa case opera opere pio pia asilo ospizio ufficio uffici servizio servizi settore area sportello"
    " sportelli assessorato consulta commissione comitato osservatorio tavolo lega"
    " federazione unità reparto dipartimento direzione struttura strutture irccs asp apsp ipab rsa asl cooperativa"
    " polo rete registro piano piani progetto progetti fondo fondi politiche assegno assegni bonus emergenza delega"
    " deleghe assunzione assunzioni collocamento quota quote posto posti".split()
)
_HOLDERS = frozenset("assessore assessora garante delegato delegata responsabile referente".split())
_BETWEEN = frozenset(
    "di del dello della dei degli delle dell d per il lo la i gli le l e ed alla alle ai al agli allo all a contro"
    " nazionale regionale provinciale comunale intercomunale territoriale civile sociale sociali socio sanitario"
    " sanitaria pubblico pubblica speciale consortile mentale diurno diurna integrato integrati clinico scientifico"
    " medica medico ospedaliera ospedaliero generale materna lotta cura cure assistenza tutela inclusione sostegno"
    " prevenzione ricerca studio riabilitazione trasporto inserimento integrazione diritti salute riposo minori anziani"
    " alunni studenti persone cittadini utenti famiglie bambini ragazzi lavoratori malati orfani mutilati rare persona"
    " italiana italiano".split()
)
_OF_MANY = frozenset("persone alunni studenti minori anziani cittadini utenti bambini ragazzi lavoratori".split())
_BETWEEN_AT_MOST = 9  # words
_FULL_NAME = re.compile(r"(?:[A-ZÀ-Ý][a-zà-ÿ'’]+ ){1,2}Malat[oi]")  # a family name
# Six letters, then figures that may be letters where two people would have the same code (DM 23.12.1976).
_TAX_CODE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z](?![A-Z0-9])",
    re.IGNORECASE,
)
_SPACED_TAX_CODE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{3}[ -]?[A-Z]{3}[ -]?\w{2}[ -]?[A-Z]\w{2}[ -]?[A-Z]\w{3}[ -]?[A-Z](?![A-Z0-9])",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Z0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """What was found: `kinds` among health, codice_fiscale, iban; `cleaned` is "" when nothing was."""

    kinds: tuple[str, ...] = ()
    cleaned: str = ""


def look(text: str, mark: str) -> Look:
    """The delicate data of a text, and the text with `mark` in their place."""
    read = clean_text(text[:_READ_AT_MOST])
    spots = sorted(_spots(read))
    if not spots:
        return Look()
    kinds = tuple(dict.fromkeys(kind for _, _, kind in spots))
    parts, at = [], 0
    for start, end, _ in spots:
        if start >= at:
            parts += [read[at:start], mark]
        at = max(at, end)
    return Look(kinds, "".join([*parts, read[at:]]))


def without_delicate(text: str, mark: str) -> str:
    """The text with `mark` in the place of its delicate data; as it was where it has none."""
    return look(text, mark).cleaned or text


def _spots(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _HEALTH.finditer(text):
        if not _is_cared_for(text, found) and not _FULL_NAME.fullmatch(text.strip()):
            yield found.start(), found.end(), "health"
    for found in _TAX_CODE.finditer(text):
        yield found.start(), found.end(), "codice_fiscale"
    for found in _SPACED_TAX_CODE.finditer(text):
        if len(bare := re.sub(r"[ -]", "", found[0])) == 16 and codicefiscale.is_valid(bare):
            yield found.start(), found.end(), "codice_fiscale"
    for found in _IBAN.finditer(text):
        end = _iban_end(found[0])
        if end:
            yield found.start(), found.start() + end, "iban"


def _is_cared_for(text: str, found: re.Match[str]) -> bool:
    """Whether the word tells what an office is for, and not how somebody is."""
    if not _CARED_FOR.fullmatch(found[0]):
        return False
    before = re.findall(r"\w+|[^\w\s'’-]", text[max(found.start() - 150, 0) : found.start()].casefold())
    words = list(reversed(before[-_BETWEEN_AT_MOST:]))
    for at, (word, next_word) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        if word in _OFFICES or (word in _HOLDERS and at):  # «il responsabile disabile» is somebody
            return True
        if word not in _BETWEEN and not (word == "con" and next_word in _OF_MANY):
            return False
    return False


def _iban_end(text: str) -> int:
    """Where a valid IBAN at the beginning of a text ends: words may follow it without a stop."""
    ends = [at for at in range(len(text), 14, -1) if text[at - 1].isalnum()]
    return next((at for at in ends if iban.is_valid(text[:at])), 0)
