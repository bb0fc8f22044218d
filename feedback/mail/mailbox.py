"""Fetches mails from the mailbox of FEEDBACK_IMAP_URL: each is marked as seen only after it was stored."""

import base64
import contextlib
import imaplib
import io
import re
import ssl
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from collab.common.actor import UNNAMED

from ..actions import receive_mail

AT_ONCE = 50
TIMEOUT_SECONDS = 20
PIECE = 1 << 20
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_FOREIGN = re.compile(r"[^\x20-\x7e]+|&")


class MailboxFault(Exception):
    """The mailbox cannot be reached or read; the words say why and never hold the password."""


def fetch() -> int:
    """Store what is new, at most AT_ONCE mails a time; how many. MailboxFault where the mailbox does not answer."""
    if not settings.FEEDBACK_IMAP_URL:
        return 0
    with _opened(urlsplit(settings.FEEDBACK_IMAP_URL)) as box:
        _state, found = box.uid("SEARCH", "UNSEEN")
        mails = (found[0] or b"").split()[:AT_ONCE]
        for uid in mails:
            content = io.BufferedReader(_Content(box, uid.decode()), PIECE)
            if content.peek(1):
                receive_mail(raw=content, actor=UNNAMED)
            state, _told = box.uid("STORE", uid.decode(), "+FLAGS.SILENT", r"(\Seen)")
            if state != "OK":
                raise MailboxFault("mails cannot be marked as seen there")
    return len(mails)


class _Content(io.RawIOBase):
    """One mail, fetched in pieces, so that a huge one does not fill the memory; empty where it is gone."""

    def __init__(self, box: imaplib.IMAP4, uid: str):
        self._box, self._uid, self._at = box, uid, 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, target) -> int:
        """The next piece, as long as the server has one."""
        wanted = f"(BODY.PEEK[]<{self._at}.{min(len(target), PIECE)}>)"
        _state, parts = self._box.uid("FETCH", self._uid, wanted)
        piece = next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


@contextlib.contextmanager
def _opened(parts: SplitResult) -> Iterator[imaplib.IMAP4]:
    """The folder, open for reading and marking, until the block ends."""
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    try:
        box = _connected(parts, port)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxFault(f"{parts.hostname}:{port} does not answer ({_why(error)})") from error
    try:
        _log_in(box, parts)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        state, _told = box.select(_as_folder(folder))
        if state != "OK":
            raise MailboxFault(f"there is no folder {folder}")
        yield box
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxFault(f"reading broke off ({type(error).__name__})") from error
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def _connected(parts: SplitResult, port: int) -> imaplib.IMAP4:
    """A connection whose certificate was checked: from the start, or, beyond this machine, where TLS is offered."""
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(
            host, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS
        )
    box = imaplib.IMAP4(host, port, timeout=TIMEOUT_SECONDS)
    if host not in LOOPBACK and "STARTTLS" in box.capabilities:
        box.starttls(ssl.create_default_context())
    return box


def _log_in(box: imaplib.IMAP4, parts: SplitResult) -> None:
    """With the name and password of the address, whatever letters they are made of, where the server takes such."""
    name, password = unquote(parts.username or ""), unquote(parts.password or "")
    try:
        if "AUTH=PLAIN" in box.capabilities:
            box.authenticate("PLAIN", lambda _asked: f"\0{name}\0{password}".encode())
        else:
            box.login(name, password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError) as error:
        raise MailboxFault(f"{parts.hostname} refuses the name or password") from error


def _as_folder(name: str) -> str:
    """A folder's name as IMAP spells it, in quotes: letters beyond ASCII in modified UTF-7 (RFC 3501 §5.1.3)."""

    def spelt(found: re.Match) -> str:
        letters = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return "&-" if found[0] == "&" else f"&{letters}-"

    escaped = _FOREIGN.sub(spelt, name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _why(error: Exception) -> str:
    return str(error.strerror or "no answer") if isinstance(error, OSError) else "not IMAP"
