# SPDX-License-Identifier: EUPL-1.2
"""Raw letters for tests: a person's, a machine's, certified ones with their envelopes and receipts."""

import base64
from email.message import EmailMessage
from email.policy import SMTP

OURS = "assistente@cap4city.example"
PERSON = "anna@comune.example"
PEC = "protocollo@pec.comune.example"
PROVIDER = "posta-certificata@pec.example"


def raw(body="Quanto dura un laboratorio?", *, files=(), html="", **headers):
    """A person's letter; a header given as None is left out, a list is repeated. `X_Loop` is «X-Loop»."""
    known = {
        "From": f"Anna Verdi <{PERSON}>", "To": OURS, "Subject": "Domanda", "Message-ID": "<1@comune.example>",
        "Date": "Mon, 23 Nov 2026 09:00:00 +0100",
    }  # fmt: skip
    known |= {name.replace("_", "-"): value for name, value in headers.items()}
    message = EmailMessage(policy=SMTP.clone(max_line_length=998))
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    head = b"".join(
        f"{name}: {one}\r\n".encode()
        for name, value in known.items()
        if value is not None
        for one in (value if isinstance(value, list) else [value])
    )
    return head + message.as_bytes()


def daticert(sender=PEC, msgid="<in@pec.comune.example>", *, kind="posta-certificata", more=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><postacert tipo="{kind}" errore="nessuno"><intestazione>'
        f'<mittente>{sender}</mittente><destinatari tipo="esterno">{OURS}</destinatari><oggetto>Prova</oggetto>'
        f"</intestazione><dati><gestore-emittente>GESTORE</gestore-emittente>"
        f"<msgid>{msgid.replace('<', '&lt;')}</msgid>"
        f"{more}</dati></postacert>"
    ).encode()


def envelope(inner=None, *, xml=None, behalf=PEC, wrapped=False, **headers):
    """A transport envelope around a letter; `wrapped` once more in another multipart, as lists do."""
    inner = inner if inner is not None else raw("Quanto dura?", From=PEC, Message_ID="<in@pec.comune.example>")
    xml = daticert() if xml is None else xml
    parts = [
        b'Content-Type: multipart/alternative; boundary="alt"\r\n\r\n--alt\r\nContent-Type: text/plain\r\n\r\n'
        b"Messaggio di posta certificata\r\n--alt--\r\n",
    ]
    if xml:
        coded = base64.encodebytes(xml).replace(b"\n", b"\r\n")
        parts.append(
            b'Content-Type: application/xml; name="daticert.xml"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + coded
        )
    if inner:
        parts.append(b'Content-Type: message/rfc822; name="postacert.eml"\r\n\r\n' + inner)
    body = b"".join(b"--mix\r\n" + part + b"\r\n" for part in parts) + b"--mix--\r\n"
    kind = b'Content-Type: multipart/mixed; boundary="mix"\r\n'
    if wrapped:
        body = b"--out\r\n" + kind + b"\r\n" + body + b"\r\n--out--\r\n"
        kind = b'Content-Type: multipart/mixed; boundary="out"\r\n'
    known = {
        "Return-Path": f"<{PROVIDER}>", "X-Trasporto": "posta-certificata",
        "X-Riferimento-Message-ID": "<in@pec.comune.example>", "X-TipoRicevuta": "completa",
        "From": f'"Per conto di: {behalf}" <{PROVIDER}>', "Reply-To": behalf, "To": OURS,
        "Subject": "POSTA CERTIFICATA: Domanda", "Message-ID": "<opec1@pec.example>",
    }  # fmt: skip
    known |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = b"".join(f"{name}: {value}\r\n".encode() for name, value in known.items() if value is not None)
    return head + kind + b"\r\n" + body


def receipt(kind, about="<ours@cap4city.example>", **headers):
    """A provider's receipt about a letter of ours; the complete ones bring it along."""
    return envelope(
        raw("Gentile ufficio, quanto dura?", From=OURS, Message_ID=about),
        xml=daticert(sender=OURS, msgid=about, kind=kind, more="<consegna>a@b.example</consegna>"),
        X_Trasporto=None, X_Ricevuta=kind, X_Riferimento_Message_ID=about, From=PROVIDER, Reply_To=None,
        Subject="CONSEGNA: Domanda", Message_ID=f"<{kind}.1@pec.example>",
    )  # fmt: skip
