# SPDX-License-Identifier: EUPL-1.2
"""One Markdown, three readers: plain text, mail, Telegram; pieces that fit and lose no word."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.markup import split, to_mail_html, to_plain, to_telegram, units
from flows.wording import escape, fill

TAGS = {"b", "i", "code", "pre", "a", "blockquote"}


class Tags(HTMLParser):
    """Refuses what Telegram refuses: unknown tags, tags that do not close in order."""

    def __init__(self, text):
        super().__init__()
        self.open = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        assert not (tag == "blockquote" and tag in self.open)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    ("markdown", "plain", "telegram"),
    [
        ("**a** e *b*", "a e b", "<b>a</b> e <i>b</i>"),
        ("a\nb\n\nc", "a\nb\n\nc", "a\nb\n\nc"),
        ("# Titolo", "Titolo", "<b>Titolo</b>"),
        ("- a\n- b", "- a\n- b", "- a\n- b"),
        ("2. a\n3. b", "2. a\n3. b", "2. a\n3. b"),
        ("- a\n  - b", "- a\n  - b", "- a\n  - b"),
        ("> a\n> b", "> a\n> b", "<blockquote>a\nb</blockquote>"),
        ("> a\n>> b", "> a\n> \n> > b", "<blockquote>a\n\nb</blockquote>"),
        ("`a<b`", "a<b", "<code>a&lt;b</code>"),
        ("```\na & b\n```", "a & b", "<pre>a &amp; b</pre>"),
        ("[ANCI](https://a.example?x=1&y=2)", "ANCI (https://a.example?x=1&y=2)",
         '<a href="https://a.example?x=1&amp;y=2">ANCI</a>'),
        ("<https://a.example>", "https://a.example", '<a href="https://a.example">https://a.example</a>'),
        ("<a@b.example>", "a@b.example", "a@b.example"),
        ("[scriva](mailto:a@b.example)", "scriva (a@b.example)", "scriva (a@b.example)"),
        ("[x](javascript:alert)", "[x](javascript:alert)", "[x](javascript:alert)"),
        ("<b>a</b> & b", "<b>a</b> & b", "&lt;b&gt;a&lt;/b&gt; &amp; b"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_each_reader_gets_its_own(markdown, plain, telegram):
    assert (to_plain(markdown), to_telegram(markdown)) == (plain, telegram)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_a_persons_words_are_shown_as_written(text):
    shown = to_plain(fill("Ha scritto: «((text))».", {"text": text}))
    assert shown == f"Ha scritto: «{text.lstrip(' ')}»."


@given(st.text(max_size=300))
def test_any_text_is_valid_for_telegram(text):
    for markdown in (text, f"> {text}", escape(text)):
        Tags(to_telegram(markdown))


def test_mail_is_a_whole_document_in_italian():
    page = to_mail_html("**a**\nb <script>x</script>")
    assert '<html lang="it">' in page
    assert "<strong>a</strong><br />\nb &lt;script&gt;" in page


def test_pieces_are_cut_between_paragraphs():
    text = "\n\n".join(f"Paragrafo {n} " + "x" * 900 for n in range(12))
    pieces = split(text)
    assert [units(to_plain(piece)) <= 4096 for piece in pieces] == [True] * 3
    assert "\n\n".join(pieces) == text


def test_a_short_text_is_one_piece_and_an_empty_one_none():
    assert split("ciao") == ["ciao"]
    assert split(" \n") == []


def test_a_paragraph_that_is_too_long_is_cut_after_a_sentence():
    pieces = split("Una frase di prova. " * 400)
    assert all(to_plain(piece).endswith("prova.") for piece in pieces)


@given(st.lists(st.text(st.sampled_from("ab *_.😀\n-1"), max_size=80), max_size=12))
def test_pieces_fit_and_lose_no_letter(parts):
    text = "\n\n".join(parts)
    pieces = [to_plain(piece) for piece in split(text, limit=50)]
    assert all(units(piece) <= 50 for piece in pieces)
    letters = re.compile(r"[ab😀]")
    assert letters.findall("".join(pieces)) == letters.findall(to_plain(text))


def test_an_emoji_counts_twice():
    assert units("a😀") == 3
    assert [units(to_plain(piece)) for piece in split("😀" * 3_000)] == [4096, 1904]


def test_the_longest_message_takes_little_time():
    assert len(split("a **b** c\n\n" * 3_000)) > 3


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x0c", "\x85"])
def test_no_word_of_a_long_text_is_lost_whatever_ends_its_lines(sign):
    text = "\n\n".join(f"parola{n}{sign}altra{n} " + "x" * 200 for n in range(40))
    told = " ".join(piece.replace(sign, " ") for piece in split(text))
    assert all(f"parola{n}" in told and f"altra{n}" in told for n in range(40))
