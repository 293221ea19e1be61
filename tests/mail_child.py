# SPDX-License-Identifier: EUPL-1.2
"""The assistant with a mailbox in a process of its own, to be killed: `mail_child.py FOLDER IMAP_PORT SMTP_PORT`."""

import asyncio
import sys
from pathlib import Path

from mail_office import load, settings_in

from bot.app import open_app
from bot.clock import now
from bot.serving import serve


def main(folder: str, imap: str, smtp: str) -> None:
    settings = settings_in(Path(folder), imap_port=int(imap), smtp_port=int(smtp))
    with open_app(settings, now, load) as app:
        asyncio.run(serve(app, asyncio.Event()))


if __name__ == "__main__":
    main(*sys.argv[1:])
