# SPDX-License-Identifier: EUPL-1.2
"""Addresses, telephone numbers and names as people really type them."""

import pytest

from flows import contacts as read


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("maria.rossi@comune.example", "maria.rossi@comune.example"),
        ("Maria.Rossi@Comune.Example", "maria.rossi@comune.example"),
        ("la mail è a@b.it", "a@b.it"), ("Maria Rossi <a@b.it>", "a@b.it"), ("mailto:a@b.it", "a@b.it"),
        ("a@b.it.", "a@b.it"), ("a@b.it!", "a@b.it"), ("«a@b.it»", "a@b.it"), ("a@b.it o a@b.it", "a@b.it"),
        ("a@b.it, grazie", "a@b.it"),
        ("protocollo@pec.comune.reggio-calabria.it", "protocollo@pec.comune.reggio-calabria.it"),
        ("a+b@c.it", "a+b@c.it"), ("e-mail: u_1@c-d.gov.it", "u_1@c-d.gov.it"),
        ("ufficio@città.it", "ufficio@xn--citt-3na.it"), ("Maria Rossi maria.rossi@b.it", "maria.rossi@b.it"),
        ("la nostra mail è a@b.it", "a@b.it"), ("scrivete a a@b.it", "a@b.it"), ("Rossi: a@b.it", "a@b.it"),
    ],
)  # fmt: skip
def test_an_address_is_found(said, found):
    assert read.email(said) == (found, "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "email"), ("maria.rossi", "email"), ("maria.rossi(at)comune.it", "email"),
        ("rossi chiocciola comune.it", "email"),
        ("maria.rossi@comune,it", "email"), ("maria.rossi@comune .it", "email"), ("maria.rossi@@comune.it", "email"),
        ("maria..rossi@comune.it", "email"), ("maria.rossi@comune.i", "email"), ("@comune.it", "email"),
        ("maria@", "email"),
        ("a@localhost", "email"), ("a@127.0.0.1", "email"), ("a@[127.0.0.1]", "email"), ("perché@comune.it", "email"),
        ("www.comune.it", "email"), ("a@b.it; c@d.it", "email_two"), ("a@b.it oppure c@d.it", "email_two"),
        ("a@b.it " * 100, "email"), ("maria rossi@comune.it", "email_gap"),
        ("ufficio tecnico@comune.it", "email_gap"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(said, code):
    assert read.email(said) == (None, code)


@pytest.mark.parametrize(
    "name",
    ["Maria Rossi", "D'Amico Giuseppe", "Nicolò D’Amico", "De Luca Anna Maria", "Jürgen Müller", "M. Rossi",
     "A.M. Rossi",
     "Anna-Maria Lo Presti", "Dott.ssa Anna Rossi", "Rossi, Maria", "Avv. Prof. Ugo Verdi (segretario)", "Şükrü Ñandú"],
)  # fmt: skip
def test_a_person_s_name_is_letters_and_the_signs_between_them(name):
    assert read.person_name(f" {name}\n", 3, 120) == (name, "")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("il referente è la dott.ssa Anna Bruni", "dott.ssa Anna Bruni"), ("La Rosa Anna", "La Rosa Anna"),
        ("il Geom. Ugo Neri", "Geom. Ugo Neri"),
        ("il referente è Mario Rossi", "Mario Rossi"), ("sono Mario Rossi", "Mario Rossi"),
        ("mi chiamo Anna De Luca", "Anna De Luca"), ("Referente: Mario Rossi", "Mario Rossi"),
        ("allora, il nome è mario rossi", "mario rossi"), ("il dott. Rossi", "dott. Rossi"),
        ("dott.ssa Verdi", "dott.ssa Verdi"), ("il sindaco Rossi", "il sindaco Rossi"),
    ],
)  # fmt: skip
def test_a_name_is_taken_out_of_the_sentence_that_tells_it(said, name):
    assert read.person_name(said, 3, 120) == (name, "")


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("0984 123456 solo mattina", "solo mattina"), ("333 1234567 (dalle 9 alle 13)", "dalle 9 alle 13"),
        ("333 1234567, chiedere di Anna", "chiedere di Anna"), ("0984 123456", ""), ("il mio numero è 0984 123456", ""),
        ("tel. 0984 123456 int. 5", ""), ("0984 123456 grazie", ""), ("centralino: 0984 123456", ""),
    ],
)  # fmt: skip
def test_what_stands_beside_a_number_is_told(said, rest):
    assert read.phone_rest(said) == rest


@pytest.mark.parametrize(
    ("address", "certified"),
    [
        ("protocollo@pec.comune.example", True), ("a@comune.pec.example", True), ("a@legalmail.example", True),
        ("a@cert.comune.example", True), ("a@arubapec.example", True), ("a@comune-pec.example", True),
        ("pec@comune.example", False), ("a@comune.example", False), ("a@pecora.example", False),
        ("a@certosa.example", False), ("a@aspec.example", False),
    ],
)  # fmt: skip
def test_a_certified_address_is_told_by_its_domain(address, certified):
    assert read.is_certified(address) is certified


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("maria.rossi@", "person_name"), ("maria.rossi@comune.example", "person_name"), ("@SUM(1)", "person_name"),
        ("=1+1", "person_name"), ("+39 0984", "person_name"), ("Maria Rossi 0984 123456", "person_name"),
        ("-Maria", "person_name"), ("Maria <b>", "person_name"), ("Maria|Rossi", "person_name"), ("M.", "too_short"),
        ("", "empty"), ("Maria " * 40, "too_long"), ("(...)", "no_letters"),
        ("Anna", "person_name_one"), ("rossi", "person_name_one"), ("Dott.ssa", "person_name_one"),
        ("il segretario", "person_name_one"), ("Sindaco", "person_name_one"), ("telefono", "person_name"),
        ("non so", "person_name"), ("lo stesso di prima", "person_name"), ("torno domani", "person_name"),
        ("Ufficio Personale", "person_name"), ("non so ancora chi", "person_name"), ("chi sei?", "person_name"),
    ],
)  # fmt: skip
def test_what_is_no_person_s_name_is_refused(said, code):
    assert read.person_name(said, 3, 120) == (None, code)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("0984 123456", "+39 0984123456"), ("0984/123.456", "+39 0984123456"), ("(0984) 12-34-56", "+39 0984123456"),
        ("+39 0984 123456", "+39 0984123456"), ("0039 0984123456", "+39 0984123456"),
        ("390984123456", "+39 0984123456"),
        ("+39 (0)984 123456", "+39 0984123456"), ("333 1234567", "+39 3331234567"),
        ("+39-333-1234567", "+39 3331234567"),
        ("393331234567", "+39 3331234567"), ("39 333 1234567", "+39 3331234567"), ("393 1234567", "+39 3931234567"),
        ("0984 123456 int. 5", "+39 0984123456 int. 5"), ("0984123456 interno 12", "+39 0984123456 int. 12"),
        ("+39 0984123456 int. 5", "+39 0984123456 int. 5"),
        ("tel. 0984 123456", "+39 0984123456"), ("mio cell: 3201234567", "+39 3201234567"),
        ("06 12345678", "+39 0612345678"),
        ("il mio numero è 333 1234567", "+39 3331234567"), ("348\u20131234567", "+39 3481234567"),
        ("02 67651", "+39 0267651"), ("0984 123456 solo mattina", "+39 0984123456"),
        ("333 1234567 (dalle 9 alle 13)", "+39 3331234567"), ("333 1234567, chiedere di Anna", "+39 3331234567"),
        ("il numero del centralino è 0984 123456 interno 5", "+39 0984123456 int. 5"),
        ("allora il telefono è 0984 123456 grazie", "+39 0984123456"), ("0984 123456 / 0984 123456", "+39 0984123456"),
    ],
)  # fmt: skip
def test_a_telephone_is_found(said, found):
    assert read.phone(said) == (found, "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "phone"), ("112", "phone_short"), ("118", "phone_short"), ("1515", "phone_short"), ("800 123456", "phone"),
        ("+41 91 1234567", "phone"), ("0984 123456 / 333 1234567", "phone_two"),
        ("0984 1234 / 333 1234567", "phone_two"), ("0984 123456 e 333 1234567", "phone_two"),
        ("fisso 0984 123456, cell. 333 1234567", "phone_two"), ("0984 123456 +39 333 1234567", "phone_two"),
        ("0984 123456 oppure 12345678", "phone"), ("non so", "phone"), ("solo mattina", "phone"),
        ("tre tre tre", "phone"), ("3331234567890", "phone"),
        ("\u0663\u0663\u0663\u0661\u0662\u0663\u0664\u0665\u0666", "phone"),
        ("3" * 500, "phone"),
    ],
)  # fmt: skip
def test_what_is_no_telephone_is_refused(said, code):
    assert read.phone(said) == (None, code)
