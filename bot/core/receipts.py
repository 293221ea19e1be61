# SPDX-License-Identifier: EUPL-1.2
"""The receipt that a person gets by mail: nothing typed by anybody stands in it, and few go to one address."""

from datetime import timedelta

from bot.core.letters import moment, write
from bot.core.library import Library
from bot.core.matter import Matter
from bot.core.messages import Letter
from bot.core.turns import Register, Request
from flows.wording import NO_WORDS, Wording

A_DAY = 5  # receipts to one person or one address: the address is not verified, and may be somebody else's
_DAY = timedelta(days=1)


def receipt(
    library: Library,
    name: str,
    request: Request,
    matter: Matter,
    *,
    register: Register,
    to: str,
    outcome: Wording = NO_WORDS,
) -> tuple[Letter, ...]:
    """The receipt of what was registered, or nothing where none may go. `to`: the secretariat.

    `outcome` is what is doubtful about the request, as the content words it.
    """
    if not name or not _may_go(matter.email, request, register, to):
        return ()
    told = {
        "reference": request.reference,
        "body": matter.listed_body,
        "lab": matter.topic,
        "moment": moment(library, request.at),
        "secretariat": public_address(library, to),
        "form_url": library.labs.form_url,
        "catalogue_url": library.labs.catalogue_url,
    }
    written = write(library, name, told, {"outcome": outcome})
    return (
        Letter(
            key=f"{request.key}-receipt",
            purpose="receipt",
            to=matter.email,
            subject=written.subject,
            text=written.text,
            reply_to=to,
            person=request.person,
            reference=request.reference,
        ),
    )


def _may_go(address: str, request: Request, register: Register, to: str) -> bool:
    if not address or address.casefold() == to.casefold():
        return False
    return register.receipts(request.person, address, request.at - _DAY) < A_DAY


def public_address(library: Library, to: str = "") -> str:
    """Where people write to the secretariat."""
    return library.phrases.get("secretariat.address", to)
