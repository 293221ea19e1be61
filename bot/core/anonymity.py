# SPDX-License-Identifier: EUPL-1.2
"""A text without whom it names: no address, telephone, tax code, person's name; for what is kept of nobody."""

import re

from bot.core.delicate import without_delicate

MASK = "…"
_READ_AT_MOST = 10_000  # characters: longer messages are not searched anyway

_ADDRESS = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{1,64}\s?(?:@|[(\[]at[)\]]|\bchiocciola\b)\s?[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{4,}",
    re.IGNORECASE,
)
_DATE_OR_SUM = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.]))"
_GAP = r"[ ./-]{0,2}"
_PHONE = re.compile(
    rf"(?<![\w/.,-]){_DATE_OR_SUM}(?:(?:\+|00)\d{{2}}{_GAP})?\(?"
    rf"(?:3\d{{2}}\)?(?:{_GAP}\d){{6,7}}|0\d{{1,3}}\)?(?:{_GAP}\d){{5,8}})(?!\w)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_SURNAME = rf"(?:(?-i:\s+(?:de|di|del|della|lo|la|d')(?=\s*[A-Z]))?(?-i:\s*{_CAPITAL})){{1,3}}"
_OFFICES = (
    "sindac|vice|segretar|responsabil|dirigent|funzionar|assessor|consiglier|president|istruttor|ragionier|direttor"
)
# How a person is introduced; a word after one of the first is a name however it is written.
_TITLE = r"(?:dott|dr|prof)(?:\.?\s?ss[ao])?|sig(?:\.?\s?r[ai]|\.na)?|ing|avv|arch|geom|rag"
_LONG_TITLE = r"dottor(?:e|essa)?|signor[ae]?|ingegnere?|avvocat[oa]|architett[oa]|ragionier[ae]?|professor(?:e|essa)?"
_INTRODUCED = re.compile(
    r"\b(?:mi chiamo|il mio nome (?:è|e'))\s+[\w'’-]{2,}"
    r"(?:\s+(?!(?:e|ed|del|dello|della|di|da|sono|per|dal)\b)[\w'’-]{2,})?"
    rf"|\bsono\s+(?!{_OFFICES})(?-i:{_CAPITAL}\s+{_CAPITAL})"
    rf"|\b(?:{_TITLE})\b\.?(?:{_SURNAME}|\s+(?!(?:che|del|dello|della|per)\b)[^\W\d_]{{3,}}(?=\W|$))"
    rf"|\b(?:{_LONG_TITLE}|geometra){_SURNAME}"
    rf"|\b(?:saluti|in fede|firmato:)\W+(?-i:{_CAPITAL})(?:{_SURNAME})?",
    re.IGNORECASE,
)
# The given names that are most frequent, those that begin a Comune's name or are everyday words left out.
_GIVEN = (
    "adriana adriano agnese alberto aldo alessandra alessandro alessia alessio alfio alfonso alfredo andrea"
    " angela anna annalisa annamaria antonella antonino antonio arianna arturo barbara beatrice benedetta bruno"
    " camilla carla carlo carlotta carmela carmelo carolina caterina cecilia cesare cinzia claudia claudio"
    " concetta corrado cristian cristiano cristina damiano daniela daniele danilo dario davide debora deborah"
    " domenica domenico donatella edoardo elena eleonora elisa elisabetta emanuela emanuele emilia emilio emma"
    " enrica enrico enzo ernesto ettore eugenio eva fabiana fabio fabrizio federica federico ferdinando filippo"
    " filomena flavia flavio francesca francesco gabriele gabriella gaetano gennaro giacomo giada giancarlo"
    " gianfranco gianluca gianni giorgia giorgio giovanna giovanni giulia giuliana giulio giuseppe giuseppina"
    " gianpaolo giampiero guido ida ignazio ilaria irene ivan ivana laura leonardo letizia lidia liliana lorenza"
    " lorenzo luca lucia luciana luciano lucrezia luigi luigia luisa maddalena manuela mara marcella marcello"
    " marco maria mariangela marianna mario marisa marta massimiliano matilde matteo maurizio mauro"
    " michela michele michelangelo milena mirella mirko monica nadia nicola nicoletta nicolò nunzia orazio ornella"
    " paola paolo pasquale patrizia patrizio piero pietro raffaella raffaele renata renato riccardo rita roberta"
    " roberto rocco romina rosanna rosaria rosario rossana rossella salvatore samuele sandra sandro santina sara"
    " sebastiano sergio silvana silvia silvio simona simone sofia sonia stefania stefano susanna teresa tiziana"
    " tiziano tommaso ugo umberto valentina valeria valerio vincenza vincenzo vittoria walter"
)
_NOT_NAMES = (
    r"(?:e|ed|o|a|ad|al|alla|ai|da|dal|dalla|di|del|dello|della|dei|in|con|per|su|ha|hanno|è|era|che|chi|cosa"
    r"|come|quando|dove|non|mi|ci|si|vi|lo|la|le|il|un|una|ma|se|sono|ho|deve|può|vuole|vorrebbe|chiede"
    r"|dice|scrive|lavora|segue|anche)"
)
_ANY_GIVEN = "|".join(sorted(set(_GIVEN.split()), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<!\bsan )(?<!\bsanta )(?<!\bsanto )(?<!\bs\. )(?<!\bs\.)(?<!\bsant['’])\b(?:{_ANY_GIVEN})\b"
    rf"(?:\s+(?:{_ANY_GIVEN})\b)*(?:\s+(?:de|di|del|d')(?=\s*(?-i:[A-Z])))?"
    rf"\s+(?!(?:{_NOT_NAMES}|[ivx]+)\b)[^\W\d_][\w'’-]+"
    rf"|\b(?-i:{_CAPITAL})\s+(?:{_ANY_GIVEN})\b(?=\W*$)",
    re.IGNORECASE,
)


def anonymous(text: str) -> str:
    """The text with MASK for everything that tells who wrote it or whom it is about, as far as words show it."""
    read = without_delicate(text[:_READ_AT_MOST], MASK)
    for pattern in (_ADDRESS, _PHONE, _INTRODUCED, _NAMED):
        read = pattern.sub(MASK, read)
    return read
