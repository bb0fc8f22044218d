"""A mailbox on this machine that speaks as much IMAP as ours asks for."""

import contextlib
import re
import socketserver
import threading
from collections.abc import Iterator


class Mailbox(socketserver.ThreadingTCPServer):
    """`mails` by their uid, `seen` what was marked; with `stalls` it greets and says nothing more."""

    daemon_threads = allow_reuse_address = True

    def __init__(self, *mails: bytes, stalls: bool = False):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails, self.seen, self.stalls = dict(enumerate(mails, 1)), set[int](), stalls

    @property
    def url(self) -> str:
        return f"imap://voice:hidden-word@127.0.0.1:{self.server_address[1]}/{'%E5%8F%8D%E9%A6%88'}"


class _Talk(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, words = line.partition(" ")
            if self.server.stalls and not words.startswith("CAPABILITY"):
                self.rfile.read(1)
            state = self.answer(words)
            self.say(f"{tag} {state} done".encode())

    def answer(self, words: str) -> str:
        """What a command brings about; the state with which it ends."""
        box, numbers = self.server, [int(one) for one in re.findall(r"\d+", words)]
        if words == "CAPABILITY":
            self.say(b"* CAPABILITY IMAP4rev1")
        elif words.startswith("LOGIN"):
            return "OK" if "hidden-word" in words else "NO"
        elif words.startswith("SELECT"):
            return "OK" if words == 'SELECT "&U82ZiA-"' else "NO"
        elif words.startswith("UID SEARCH"):
            self.say(f"* SEARCH {' '.join(str(one) for one in box.mails if one not in box.seen)}".encode())
        elif words.startswith("UID FETCH"):
            uid, at, size = numbers
            piece = box.mails[uid][at : at + size]
            self.say(b"* %d FETCH (UID %d BODY[]<%d> {%d}" % (uid, uid, at, len(piece)))
            self.say(piece + b")")
        elif words.startswith("UID STORE"):
            box.seen.add(numbers[0])
        elif words == "LOGOUT":
            self.say(b"* BYE")
        return "OK"

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextlib.contextmanager
def mailbox(*mails: bytes, stalls: bool = False) -> Iterator[Mailbox]:
    """A mailbox with these mails in its folder 反馈, as long as the block lasts."""
    with Mailbox(*mails, stalls=stalls) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served
        served.shutdown()
