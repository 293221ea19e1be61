# SPDX-License-Identifier: EUPL-1.2
"""Which phrases and letters there must be, and the values that the program gives to each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

PLACEHOLDER = re.compile(r"\(\(\s*([a-z0-9_.]+)\s*\)\)")
_ITEM = re.compile(r"([\w.]+)(?:\(([^)]*)\))?")

# group: name(value value) name …; a group of its own has no name. Any other ((value)) would stay visible.
_PHRASES = """
secretariat: address
welcome: first letter back
menu: order title what_next resume(title)
help: text command(name about) form
command: orientamento laboratori richiesta requisiti incontri segreteria stato indietro annulla aiuto info privacy
command: cancella_dati start
telegram: description short choose group private
terminal: hint letter(subject path)
mail: sender hello foot telegram(link) only_you choices choice(number label) question(question) same near
mail: no_answer open_passed(reference) passed(reference) reference(reference) already_there silent act complaint
mail: person unsatisfied third case open office unenclosed enclosed enclosed_unread held_back(names) oversize
mail: to_check(value) signed(name label) stopped form_apart elsewhere delicate words(name)
mail: enclosed_wish nothing_sent asked_before(question) prefill correct confirm_words(code) confirm_link(link)
info: text
privacy: short full(titolare rpd base_giuridica url kept) blank
kept: seen(days) dialogues(days) sessions(days) letter_texts(days) letters(days) requests(days) post(days)
kept: misses(days)
source: .(sources)
suggest: .
no_answer: .
part_unsure: .
part_unknown: .
offer_human: .
meetings: past(city region date) coming(city region date) past_note place(venue) no_place hour(hour) no_hour
meetings: enrol(url) no_enrolment no_place_no_hour none
offer: useful other none resume(title) correct(reference) withdraw(reference) erase_yes erase_no no_reminders
offer: withdraw_yes(reference) withdraw_no(reference)
asked: thanks next no_more none person repeated insist aside_person aside_titles(titles)
unreadable: photo voice audio video sticker document contact location poll edited other
unreadable: caption
delicate: mark
notice: empty no_words other_script too_long(length max) nothing_back nothing_cancel no_form unknown_command
notice: unknown_flow already_asked receipt(email) reminders_off broken over first_question cancelled(title)
notice: nothing_yet required not_editable(label) help(label) stale not_delivered(reference) expired(title)
notice: reminder(title date) released resumed(title answered of) flow_restarted(title) flow_changed(title labels)
notice: suspended(title reason) not_before(title date) already_sent not_ready own_mail nothing_sent kept_as_sent
notice: withdrawn(reference) sent_suspended
notice: confirm_needed(code) nothing_changed handed_over(reference) rewrite faq closed calendar how_to_send
notice: recognised(name sigla region code) recognised_other(name sigla region code) own_mail_later noted(label value)
notice: noted_too(label value) no_number
notice: elsewhere(name) own_mail_sent paused(title days) address certified(email) left_out(rest) not_yet edit_which
notice: review_first can_skip
notice: removed(label) changed(label value before) changed_text(label) help_example(label example)
notice: said_thanks said_hello said_wait said_fine said_fine_optional said_who said_person
notice: submitted(reference) amended(reference) cancelled_other(title) expired_other(title) reminder_other(title date)
aside: subject(event channel person date secretariat) letter(event channel person date secretariat)
invalid: empty not_an_option ambiguous closed(option note) yes_no acknowledge email email_two email_gap phone
invalid: phone_short phone_two number person_name person_name_one province_region unknown not_written
invalid: too_small(min) too_large(max) too_long(length max) too_short(min) no_letters province municipality
invalid: elsewhere(titles) body_comune body_name not_a_municipality
invalid: which_place date date_impossible choose sensitive example(example) person
invalid: person_own
clarify: question(held label) sensitive cleaned(cleaned) place near prefill prefill_ask repeat(reference)
clarify: certified(held)
button: yes no read skip keep back instead(label) human edit(label) edit_cause(label) submit own_mail cancel correct
button: withdraw second second_one another earlier question answer rewrite remove send none restart ics faq close
button: closed(label)
button: flow.orientamento flow.scelta flow.richiesta flow.requisiti flow.incontri flow.segreteria
ask: number(number of) current(current) closed(labels) closed_note(labels note)
review: title amendment so_far row(number label value) bullet(label value) derived(value) corrected(value) skipped
review: change no_change code(code) subject
outcome: yes no to_confirm doubt(text)
exit: because(label value) heading(heading) card_note(note)
drawing: yes no to_confirm info not_addressed weighed labs events
form: accepted faults fault(label typed why) fault_untold(label why) missing item(number label)
form: options(number label options)
form: option(number label) only_if(only_if) optional
status: none title row(reference kind body state) lone(reference kind state) request question amendment withdrawal
status: waiting(date hour) sent(date hour) failed open(title) end
withdrawal: ask(reference body lab) which row(reference body lab date) kept(reference) form(title)
withdrawal: unknown(reference) already(reference) gone(reference) question(reference) none
erase: title conversation sessions(titles) requests(references) waiting(references) stay ask done kept
link: unknown claim(what) no_email(what) what(body topic) nobody no_topic wrong(left) last over
link: enough(what) read_only(reference) subject letter(code)
"""
# Taken as they are, with no more values than these; every other phrase may name ((secretariat)) too.
_BARE = re.compile(
    r"(secretariat|telegram|terminal|source|suggest|no_answer|part_unsure|part_unknown|meetings)\b"
    r"|(offer|delicate|aside|button|command|drawing)\b|(mail\.sender|menu\.order|privacy\.blank|review\.(skipped|derived|corrected)|form\.option|outcome\.doubt)$"
    r"|link\.(what|nobody|no_topic|subject)$|status\.(request|question|amendment|withdrawal)$"
)

_REQUEST = (
    "body lab email moment channel form_url catalogue_url reference original",
    "outcome repeats others other_hand changes rows person said",
)
_RECEIPT = ("reference body lab moment secretariat form_url catalogue_url", "outcome")
_DRAFT = ("body lab reference form_url catalogue_url", "rows outcome state")
_LETTERS = {
    "to_secretariat": _REQUEST,
    "amendment": _REQUEST,
    "withdrawal": _REQUEST,
    "question_to_secretariat": ("question body email moment channel form_url catalogue_url reference", "rows"),
    "receipt": _RECEIPT,
    "amendment_receipt": _RECEIPT,
    "withdrawal_receipt": _RECEIPT,
    "question_receipt": _RECEIPT,
    "draft": _DRAFT,
    "amendment_draft": _DRAFT,
    "withdrawal_draft": _DRAFT,
    "question_draft": _DRAFT,
    "undelivered": ("reference body kind date address phone moment", ""),
    "unanswered": ("count", "rows"),
    "refused": ("email moment reason", ""),
    "too_many": ("count moment", ""),
    "mail_to_secretariat": ("subject email moment reference why sender", "text cleaned open said enclosed release"),
}
_LINES = """
moment(date hour) comune(name sigla) body(name sigla) listed_body(kind province) da_definire
row(label value) row_derived(label value) row_corrected(label value) row_skipped(labels)
outcome_yes outcome_no outcome_to_confirm outcome_none
column_reference column_kind column_date column_state column_withdrawn column_body column_lab column_outcome
column_doubts column_channel column_others column_derived column_corrected column_version column_note
outcome_short_yes outcome_short_no outcome_short_to_confirm outcome_short_none
others_none others other(reference kind lab date) kind_request kind_amendment kind_withdrawal kind_question
repeats(reference) original(reference date) original_amended(reference date amended)
original_unknown other_hand
changes change(label value before) changes_none changes_unknown blank said(title) said_none
channel_telegram channel_email channel_terminal note
why_act why_complaint why_person why_unsatisfied why_third why_case why_open why_enclosed why_oversize why_elsewhere
why_office why_unenclosed why_more why_withdrawal unanswered(date hour sender subject rule)
rule_other(rule) rule_not_addressed rule_too_many_recipients rule_dmarc_fail rule_spam rule_several_senders
rule_sender_nowhere rule_no_sender rule_pec_mismatch rule_unreadable rule_limit_hour rule_limit_day rule_limit_thread
rule_same_again rule_too_fast rule_empty sender_checked sender_unchecked enclosed_passed(name) enclosed_held(name)
release(address code) row_letter cleaned
draft_head(secretariat) draft_subject(subject) draft_unsent(moment) draft_undelivered(moment reference)
"""


@dataclass(frozen=True)
class Given:
    """What a letter is given: `values` go anywhere in it, `blocks` are lists that stand alone on a line."""

    values: frozenset[str]
    blocks: frozenset[str]


@cache
def phrase_values() -> Mapping[str, frozenset[str]]:
    """By phrase, «notice.expired»: the names that may stand in it as ((name))."""
    found: dict[str, frozenset[str]] = {}
    for row in _PHRASES.strip().splitlines():
        group, _, items = row.partition(": ")
        for name, values in _items(items):
            code = group if name == "." else f"{group}.{name}"
            found[code] = values if _BARE.match(code) else values | {"secretariat"}
    return found


@cache
def line_values() -> Mapping[str, frozenset[str]]:
    """The same for the lines that letters repeat."""
    return dict(_items(" ".join(_LINES.split())))


@cache
def letters_given() -> Mapping[str, Given]:
    """By letter, what it is given."""
    return {
        name: Given(frozenset(values.split()), frozenset(blocks.split())) for name, (values, blocks) in _LETTERS.items()
    }


def _items(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for match in _ITEM.finditer(text):
        yield match[1], frozenset((match[2] or "").split())
