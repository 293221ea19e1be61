# SPDX-License-Identifier: EUPL-1.2
"""Messages as Telegram takes them: nothing too long, nothing it cannot read, buttons that can be tapped and typed."""

import pytest
from fakes import FILE, message
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_page import callback_data, make_pages, make_rows, read_data
from bot.content import read_content
from bot.core.messages import Choice, option_code
from flows.wording import escape, plain
from tests.telegram_rules import TEXT_LIMIT, read_html, read_text, units

CONTENT = read_content()
LINK = "[a](https://x.example/?a=1&b=2)"
MARKS = '**|*|_|`|> |\n|\n\n|- |1. |# |[|]|(|)|<b>|&amp;|&|```|---|\\|parola |è|😀|\u202e|<|>|"'
MARKDOWN = st.lists(st.sampled_from([LINK, *MARKS.split("|")]), max_size=60).map("".join)


def choice(label, number=0, prompt="abcdef12", **more):
    return Choice(prompt, more.pop("option", label.lower()), plain(label), number, **more)


def pages(text="", **more):
    return make_pages(message("k", text=text, **more), "Scelga.")


def labels(*choices):
    return [[button.text for button in row] for row in make_rows(choices)]


def test_a_short_text_is_one_page():
    (page,) = pages("**Ciao** <Maria> & co")
    assert page.html == "<b>Ciao</b> &lt;Maria&gt; &amp; co"


def test_nothing_is_no_page():
    assert pages("") == pages(" \n ") == ()


def test_a_long_text_is_split_at_paragraphs_and_the_buttons_stand_under_the_last_piece():
    found = pages("\n\n".join(f"Paragrafo {n}. " + "parola " * 80 for n in range(20)), choices=(choice("Sì"),))
    assert len(found) > 2
    assert all(page.html.startswith("Paragrafo") for page in found)
    assert [bool(page.rows) for page in found] == [False] * (len(found) - 1) + [True]


def test_files_come_after_the_words():
    text, file = pages("Ecco", files=(FILE,), choices=(choice("Sì"),))
    assert (text.html, bool(text.rows), file.file) == ("Ecco", True, FILE)


def test_buttons_without_a_text_get_one():
    (page,) = pages("", choices=(choice("Sì"),))
    assert (page.html, bool(page.rows)) == ("Scelga.", True)


@settings(max_examples=400, deadline=None)
@given(MARKDOWN, st.integers(1, 90))
def test_whatever_is_written_the_server_can_read_it(text, times):
    for page in pages((text + "\n\n") * times):
        assert units(read_text(page.html, "HTML")) <= TEXT_LIMIT


@given(st.text())
def test_what_a_person_wrote_comes_back_as_text(text):
    for page in pages(f"Ha scritto: {escape(text)}"):
        assert read_html(page.html).startswith("Ha scritto:")


def test_every_answer_of_the_content_fits():
    for name, entry in CONTENT.entries.items():
        for page in pages(str(entry.text)):
            assert read_text(page.html, "HTML"), name


def test_a_choice_shows_the_number_under_which_it_can_be_typed():
    assert labels(choice("Comune", 1), choice("Unione di Comuni", 2)) == [["1. Comune"], ["2. Unione di Comuni"]]


def test_short_choices_stand_side_by_side_and_apart_from_the_numbered_ones():
    assert labels(choice("Sì", 1), choice("No", 2), choice("Indietro"), choice("Annulla")) == [
        ["1. Sì", "2. No"],
        ["Indietro", "Annulla"],
    ]


def test_a_link_is_no_tap():
    ((button,),) = make_rows([choice("In privato", prompt="", url="https://t.me/x")])
    assert (button.url, button.data) == ("https://t.me/x", "")


def test_no_keyboard_has_more_buttons_than_the_server_takes():
    assert sum(len(row) for row in make_rows([choice(f"Voce numero {n}", n) for n in range(1, 150)])) == 100


@pytest.mark.parametrize("option", ["0", "entry:azioni-pilota/scadenza", "entry:" + "lungo/" * 20, "è" * 40])
def test_every_option_fits_a_button(option):
    data = callback_data("abcdef12", option)
    assert len(data.encode()) <= 64
    assert read_data(data) == ("abcdef12", option_code(option))


def test_every_option_of_the_content_is_named_whole():
    ids = [
        option.id
        for flow, _ in CONTENT.flows.values()
        for slot in flow.slots.values()
        for option in getattr(slot, "options", ())
    ]
    assert ids
    assert all(option_code(one) == one for one in ids)


@given(st.text(max_size=80))
def test_any_data_is_read_or_refused(data):
    prompt, option = read_data(data)
    assert not prompt or data == f"1:{prompt}:{option}"
