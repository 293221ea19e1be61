# SPDX-License-Identifier: EUPL-1.2
"""Dovecot and Postfix with files of their own, from the system's packages; nothing else of the system is used."""

import grp
import imaplib
import os
import pwd
import shutil
import smtplib
import time
from contextlib import suppress
from pathlib import Path

from mail_raws import OURS
from mail_servers import PASSWORD, USER, free_port, wait_until

from tests import watched

_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])  # not on everybody's path
DOVECOT, POSTFIX = (shutil.which(name, path=_PATH) for name in ("dovecot", "postfix"))
IS_ROOT = os.geteuid() == 0
_START = 60.0  # seconds

_DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/Maildir
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
"""

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = {owner}
setgid_group = {setgid}
default_privs = nobody
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mx.cap4city.example
mydestination =
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = cap4city.example
virtual_mailbox_maps = static:Maildir/
virtual_mailbox_base = {folder}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
relayhost = [127.0.0.1]:{relay}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = permit_mynetworks, reject
maillog_file = {folder}/log/postfix.log
maillog_file_prefixes = {folder}
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Dovecot:
    """One process with a Maildir of its own; letters are delivered as files, or by whoever writes into it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        account = pwd.getpwnam("nobody") if IS_ROOT else pwd.getpwuid(os.geteuid())
        self.owner = (account.pw_uid, account.pw_gid)
        text = _DOVECOT.format(
            folder=folder, port=self.port, user=account.pw_name, group=grp.getgrgid(account.pw_gid).gr_name,
            password=PASSWORD, uid=account.pw_uid, gid=account.pw_gid,
        )  # fmt: skip
        (folder / "dovecot.conf").write_text(text)
        for name in ("Maildir/new", "Maildir/cur", "Maildir/tmp", "run", "state", "log"):
            (folder / name).mkdir(parents=True)
        for path in [folder, *folder.rglob("*")] if IS_ROOT else []:
            os.chown(path, *self.owner)
        self.start()

    def start(self) -> None:
        self.process = watched.start(str(DOVECOT), "-F", "-c", str(self.folder / "dovecot.conf"))
        wait_until(self._answers, _START)

    def stop(self) -> None:
        watched.stop(self.process)

    def _answers(self) -> bool:
        with suppress(OSError, imaplib.IMAP4.error), imaplib.IMAP4("127.0.0.1", self.port, timeout=2) as client:
            return client.login(USER, PASSWORD)[0] == "OK"
        return False

    def deliver(self, *raws: bytes) -> None:
        for at, one in enumerate(raws):
            name = f"{time.time_ns()}.{at}.test"
            draft = self.folder / "Maildir" / "tmp" / name
            draft.write_bytes(one.replace(b"\r\n", b"\n"))
            if IS_ROOT:
                os.chown(draft, *self.owner)
            draft.rename(self.folder / "Maildir" / "new" / name)

    def flags(self) -> list[str]:
        return sorted(path.name.rpartition(",")[2] for path in (self.folder / "Maildir" / "cur").iterdir())


class Postfix:
    """An instance of its own: takes letters for us into the Maildir, hands all others to a server that keeps them."""

    def __init__(self, folder: Path, maildir: Path, relay: int) -> None:
        self.port = free_port()
        self.config = folder / "postfix"
        nobody = pwd.getpwnam("nobody")
        for name in ("postfix", "queue", "data", "log"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        owner, setgid = self._accounts()
        values = {
            "folder": folder, "relay": relay, "uid": nobody.pw_uid, "gid": nobody.pw_gid, "owner": owner,
            "setgid": setgid, "port": self.port,
        }  # fmt: skip
        main = _MAIN.format(**values).replace(f"virtual_mailbox_base = {folder}", f"virtual_mailbox_base = {maildir}")
        (self.config / "main.cf").write_text(main)
        (self.config / "master.cf").write_text(_MASTER.format(**values))
        os.chown(folder / "data", pwd.getpwnam(owner).pw_uid, -1)
        command = (str(POSTFIX), "-c", str(self.config))
        self.process = watched.start(*command, "start-fg", ending=(*command, "stop"))
        wait_until(self._answers, _START)

    def _accounts(self) -> tuple[str, str]:
        """Postfix's own where they exist; otherwise two that share nothing."""
        names = {one.pw_name for one in pwd.getpwall()}, {one.gr_name for one in grp.getgrall()}
        return ("postfix", "postdrop") if "postfix" in names[0] and "postdrop" in names[1] else ("daemon", "mail")

    def _answers(self) -> bool:
        with suppress(OSError, smtplib.SMTPException), smtplib.SMTP("127.0.0.1", self.port, timeout=2):
            return True
        return False

    def deliver(self, *raws: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=5) as client:
            for one in raws:
                client.sendmail("anna@comune.example", [OURS], one)

    def stop(self) -> None:
        watched.stop(self.process)
