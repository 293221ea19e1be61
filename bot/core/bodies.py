# SPDX-License-Identifier: EUPL-1.2
"""What makes two requests the same body's: the Belfiore code of a Comune, or a folded name."""

from collections.abc import Mapping

from flows.session import Answer, Place
from flows.vocabulary import normal
from knowledge.toponyms import Municipality


def body_key(comune: str, ente: str) -> str:
    """The key of a body by its Comune's code or, for other bodies, by its name as typed; "" for neither."""
    return comune.upper() if comune else normal(ente)


def key_of(answers: Mapping[str, Answer]) -> str:
    """The same, from the answers of a flow."""
    comune, ente = answers.get("comune"), answers.get("ente")
    return body_key(comune.value if comune else "", ente.value if ente else "")


def named_body(answers: Mapping[str, Answer]) -> str:
    """«Acri (CS)», or the body's name; "" while neither is known."""
    comune, ente = answers.get("comune"), answers.get("ente")
    if comune is not None and comune.place is not None:
        return f"{comune.place.name} ({comune.place.sigla})"
    return ente.value if ente else ""


def place_of(found: Municipality) -> Place:
    """A Comune of the list, as answers hold it."""
    return Place(code=found.code, name=found.name, province=found.province, sigla=found.sigla, region=found.region)
