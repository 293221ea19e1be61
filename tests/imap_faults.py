# SPDX-License-Identifier: EUPL-1.2
"""A small IMAP server with the faults of real ones: split lines, goodbyes, silence, a refused password."""

import re
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

_PAUSE = 0.02


@dataclass
class FaultyImap:
    """`faults` are taken one a connection, the last one stays: «», split, bye, eof, silence, auth, noidle, refuse."""

    faults: list[str] = field(default_factory=lambda: [""])
    raws: list[bytes] = field(default_factory=list)
    validity: int = 1
    gone: set[int] = field(default_factory=set)  # UIDs that it refuses to give
    seen: set[int] = field(default_factory=set)
    late: list[bytes] = field(default_factory=list)  # arrive while a command is answered, and are told only there
    connections: int = 0
    commands: list[str] = field(default_factory=list)

    def start(self) -> "FaultyImap":
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.open: list[socket.socket] = []
        self.told: dict[socket.socket, int] = {}  # how many messages each connection knows of
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def stop(self) -> None:
        for one in [self.socket, *self.open]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                one.close()

    def deliver(self, raw: bytes) -> None:
        self.raws.append(raw)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                conn, _ = self.socket.accept()
                self.open.append(conn)
                fault = self.faults.pop(0) if len(self.faults) > 1 else self.faults[0]
                self.connections += 1
                threading.Thread(target=self._talk, args=(conn, fault), daemon=True).start()

    def _talk(self, conn: socket.socket, fault: str) -> None:
        with suppress(OSError), conn, conn.makefile("rb") as lines:
            if fault == "silence":
                time.sleep(30)
                return
            conn.sendall(b"* OK ready\r\n")
            for line in lines:
                tag, _, rest = line.decode("latin-1").strip().partition(" ")
                self.commands.append(
                    rest.split(" ")[0] if not rest.startswith("UID") else " ".join(rest.split(" ")[:2])
                )
                if not self._answer(conn, lines, tag, rest, fault):
                    return

    def _answer(self, conn, lines, tag: str, rest: str, fault: str) -> bool:
        name = rest.upper()
        if name.startswith("CAPABILITY"):
            idle = b"" if fault == "noidle" else b" IDLE"
            conn.sendall(b"* CAPABILITY IMAP4rev1" + idle + b"\r\n")
        elif name.startswith("LOGIN") and fault == "auth":
            conn.sendall(f"{tag} NO [AUTHENTICATIONFAILED] wrong\r\n".encode())
            return True
        elif name.startswith("SELECT"):
            self.told[conn] = len(self.raws)
            conn.sendall(f"* {len(self.raws)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] ok\r\n".encode())
        elif name.startswith("UID SEARCH"):
            uids = [n for n in range(1, len(self.raws) + 1) if "UNSEEN" not in name or n not in self.seen]
            conn.sendall(f"* SEARCH {' '.join(map(str, uids))}\r\n".encode())
        elif name.startswith("UID FETCH"):
            return self._fetch(conn, tag, rest, fault)
        elif name.startswith("UID STORE"):
            self.seen |= {int(n) for n in re.findall(r"\d+", rest.split(" ")[2])}
            if self.late:
                self.deliver(self.late.pop(0))
                self.told[conn] = len(self.raws)
                conn.sendall(f"* {len(self.raws)} EXISTS\r\n".encode())
        elif name.startswith("IDLE"):
            return self._idle(conn, lines, tag, fault)
        elif name.startswith("LOGOUT"):
            conn.sendall(b"* BYE\r\n")
        conn.sendall(f"{tag} OK done\r\n".encode())
        return True

    def _fetch(self, conn, tag: str, rest: str, fault: str) -> bool:
        wanted = rest.split(" ")[2]
        if wanted.endswith(":*"):
            uids = list(range(int(wanted[:-2]), len(self.raws) + 1)) or [len(self.raws)] * bool(self.raws)
        elif wanted == "*":
            uids = [len(self.raws)] * bool(self.raws)
        else:
            uids = [int(n) for n in wanted.split(",")]
        if "BODY" in rest.upper() and self.gone & set(uids):
            conn.sendall(f"{tag} NO cannot\r\n".encode())
            return True
        for uid in uids:
            raw = self.raws[uid - 1]
            flags = r"\Seen" if uid in self.seen else ""
            if "BODY" in rest.upper():
                conn.sendall(f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
            else:
                date = "23-Nov-2026 09:00:00 +0100"
                told = f'* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)} INTERNALDATE "{date}" FLAGS ({flags}))\r\n'
                conn.sendall(told.encode())
        conn.sendall(f"{tag} OK done\r\n".encode())
        return True

    def _idle(self, conn, lines, tag: str, fault: str) -> bool:
        if fault == "refuse":
            conn.sendall(f"{tag} BAD not now\r\n".encode())
            return True
        if fault == "bye":
            conn.sendall(b"* BYE overloaded\r\n")
            return False
        conn.sendall(b"+ idling\r\n")
        if fault == "eof":
            return False
        if fault == "hole":
            time.sleep(30)
            return False
        conn.settimeout(_PAUSE)
        while True:
            if len(self.raws) > self.told.get(conn, 0):
                self.told[conn] = len(self.raws)
                self._announce(conn, len(self.raws), fault)
            try:
                if conn.recv(64, socket.MSG_PEEK).upper().startswith(b"DONE"):
                    break
            except TimeoutError:
                continue
        conn.settimeout(None)
        lines.readline()
        conn.sendall(f"{tag} OK done\r\n".encode())
        return True

    def _announce(self, conn, count: int, fault: str) -> None:
        line = f"* {count} EXISTS\r\n".encode()
        pieces = [line[:4], line[4:9], line[9:]] if fault == "split" else [line]
        for piece in pieces:
            conn.sendall(piece)
            time.sleep(_PAUSE)
