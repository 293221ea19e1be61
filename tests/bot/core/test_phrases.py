# SPDX-License-Identifier: EUPL-1.2
"""The phrases: every one that code asks for is there, and they keep the house's tone."""

import re
from pathlib import Path

import pytest

from bot.content import read_content
from bot.core.labels import named
from flows.screens import typed_key
from flows.session import Prompt
from flows.vocabulary import BUTTONS, normal
from flows.wording import placeholders

ROOT = Path(__file__).parents[3]
PHRASES = read_content().phrases
CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))
ENGINE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "flows").glob("*.py")))
FLOWS = read_content().flows
NOTICES = sorted({*re.findall(r'Notice\("(\w+)"', ENGINE), "submitted", "amended"} - {"intro"})
FAULTS = sorted({*re.findall(r'None, "(\w+)"', ENGINE), "choose", "sensitive", "yes_no", "email", "phone"})
ASKED = sorted(set(re.findall(r'phrase\(\s*(?:phrases,\s*|library\.phrases,\s*)?"([\w.]+)"', CODE)))
LOOKED_UP = sorted(set(re.findall(r'phrases\["([\w.]+)"\]', CODE)))
UNDERSTOOD_BY_LABEL = {"edit", "remove", "second", "earlier", "human", "ics"}  # by sessions, not by the engine
CLARIFIED = ("question", "sensitive", "place", "prefill", "repeat", "certified")


@pytest.mark.parametrize("code", [*ASKED, *LOOKED_UP])
def test_every_phrase_asked_for_exists(code):
    assert PHRASES[code]


@pytest.mark.parametrize("code", NOTICES)
def test_every_notice_of_the_engine_has_words(code):
    assert PHRASES[f"notice.{code}"]


@pytest.mark.parametrize("code", FAULTS)
def test_every_refusal_has_words(code):
    assert PHRASES[f"invalid.{code}"]


@pytest.mark.parametrize("reason", CLARIFIED)
def test_every_doubt_has_words(reason):
    assert PHRASES[f"clarify.{reason}"]


@pytest.mark.parametrize("key", sorted(BUTTONS))
def test_a_button_can_be_typed_as_it_is_written(key):
    option = "edit:telefono" if key == "edit" else key
    label = named(PHRASES, f"button.{key}", label="Telefono")
    typed = typed_key(Prompt(id="1", kind="review", options=(option,)), normal(label))
    assert typed == option or key in UNDERSTOOD_BY_LABEL


@pytest.mark.parametrize("name", sorted(FLOWS))
def test_every_flow_has_a_label(name):
    assert PHRASES[f"button.flow.{name}"]


@pytest.mark.parametrize("code", sorted(PHRASES))
def test_tone(code):
    text = PHRASES[code]
    assert "!" not in text
    assert not re.search(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]", text)
    banned = r"\b(istanza|bando|ammess[oi]|gratuit\w+|presa in carico|ops|operatore in linea|idone[oi]|approvat\w+)\b"
    assert not re.search(banned, text, re.IGNORECASE)
    if code.partition(".")[0] not in ("button", "offer", "command", "menu"):
        tu = r"\b(puoi|vuoi|devi|scrivi|scegli|clicca|tocca|tuo|tua|tuoi|ti|te)\b"
        assert not re.search(tu, text, re.IGNORECASE), text


def test_nothing_is_promised_as_sent_before_it_is():
    for code in ("notice.submitted", "notice.amended", "notice.handed_over", "notice.withdrawn"):
        assert "in attesa di invio" in PHRASES[code]
        assert "trasmessa il" not in PHRASES[code]


def test_labels_are_plain_and_short():
    for code, text in PHRASES.items():
        if code.startswith(("button.", "offer.")):
            assert not re.search(r"[*_`\[\]]", text), code
            assert len(text) <= 48, code


def test_commands_fit_telegram():
    for code, text in PHRASES.items():
        if code.startswith("command."):
            assert len(text) <= 256
            assert re.fullmatch(r"[a-z_]{1,32}", code.removeprefix("command."))
    assert len(PHRASES["telegram.description"]) <= 512
    assert len(PHRASES["telegram.short"]) <= 120


def test_placeholders_are_known():
    known = set(
        "secretariat titolare rpd base_giuridica url days sources city region date venue hour title reference name"
        " about lab length max min label labels email answered of reason code option note example held cleaned number"
        " current value text heading typed why options only_if kind body state titles references what topic event"
        " channel before rest person path subject link question names sigla kept left".split()
    )
    for code, text in PHRASES.items():
        assert set(placeholders(text)) <= known, code


# One form of address: «Lei» and «l'ente»; neither «tu» nor «voi». Quoted words are somebody else's.
_OTHER_FORMS = re.compile(
    r"\b(?:[Vv]ostr[aoei]|Vi|[Vv]oi|[Tt]u[ao]|[Tt]uoi|[Tt]ue|[Ss]crivete|[Cc]hiedete|[Pp]otete|[Aa]vete|[Dd]ovete|[Ss]iete"
    r"|[Vv]olete|[Ii]nviate|[Cc]ontattate|[Pp]uoi|[Ss]crivi|[Dd]evi|[Vv]uoi|[Cc]licca)\b"
)
_CONTENT = read_content()
SPOKEN = {
    **PHRASES,
    **{f"letters/{name}": text for name, text in _CONTENT.letters.items()},
    **{
        f"flows/{name}": path.read_text("utf-8") for name in FLOWS for path in [ROOT / f"flows/definitions/{name}.yaml"]
    },
    **{f"faq/{name}": "\n".join((one.text, one.each, one.before, one.after)) for name, one in _CONTENT.entries.items()},
}


def test_people_are_addressed_in_one_form():
    told = {name: re.sub(r"«[^»]*»|\(\(\w+\)\)|alias: \[[^]]*\]", "", text) for name, text in SPOKEN.items()}
    assert len(told) > 400
    assert {name: found[0] for name, text in told.items() if (found := _OTHER_FORMS.search(text))} == {}
