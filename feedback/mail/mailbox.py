"""Fetches mails from the mailbox of FEEDBACK_IMAP_URL: each is marked as seen only after it was stored."""

import contextlib
import imaplib
import io
import socket
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings

from collab.common.actor import UNNAMED

from ..actions import receive_mail

AT_ONCE = 50
TIMEOUT_SECONDS = 20


class MailboxFault(Exception):
    """The mailbox cannot be reached or read; the words say why and never hold the password."""


def fetch() -> int:
    """Store what is new, at most AT_ONCE mails a time; how many. MailboxFault where the mailbox does not answer."""
    if not settings.FEEDBACK_IMAP_URL:
        return 0
    with _opened(settings.FEEDBACK_IMAP_URL) as box:
        try:
            _state, found = box.search(None, "UNSEEN")
            numbers = found[0].split()[:AT_ONCE]
            for number in numbers:
                _state, parts = box.fetch(number, "(BODY.PEEK[])")
                receive_mail(raw=io.BytesIO(_content(parts)), actor=UNNAMED)
                box.store(number, "+FLAGS", "\\Seen")
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxFault(f"reading broke off ({type(error).__name__})") from error
    return len(numbers)


def _content(parts: list) -> bytes:
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")


@contextlib.contextmanager
def _opened(url: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(url)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    try:
        box = kind(parts.hostname or "", port, timeout=TIMEOUT_SECONDS)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxFault(f"{parts.hostname}:{port} does not answer ({_why(error)})") from error
    try:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        state, _told = box.select(f'"{folder}"')
        if state != "OK":
            raise MailboxFault(f"there is no folder {folder}")
        yield box
    except imaplib.IMAP4.error as error:
        raise MailboxFault(f"{parts.hostname} refuses the name or password") from error
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def _why(error: Exception) -> str:
    return str(error.strerror or "no answer") if isinstance(error, OSError | socket.gaierror) else "not IMAP"
