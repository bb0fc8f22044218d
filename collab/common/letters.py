"""Reads e-mails that strangers sent: sizes and parts are counted before anything is parsed, and no header is trusted.

What cannot be read is refused by a short code; nothing in a mail makes this raise anything else, nor work for long: the
standard library's parser of headers takes time by the square of their length, so long ones never reach it.
"""

import codecs
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import getaddresses

LARGEST = 1_000_000
LONGEST_HEADER, LONGEST_HEAD = 8_000, 256_000
LONGEST_TEXT = 200_000
MOST_PARTS = 50
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_CONTENT = re.compile(rb"(?im)^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*")
_NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
_ADDRESS = re.compile(r"[^\s@<>\"',;]{1,64}@[^\s@<>\"',;]{1,190}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")


class BadMail(ValueError):
    """Not a mail that can be taken; the argument is a short code that says why."""


@dataclass(frozen=True)
class Enclosed:
    """A file that came with a mail."""

    name: str
    content: bytes


def parsed(raw: bytes, *, largest: int = LARGEST) -> EmailMessage:
    """The mail, or BadMail: too_large, too_many_parts, long_header or unreadable_mail."""
    if len(raw) > largest:
        raise BadMail("too_large")
    if raw.lower().count(b"boundary=") > MOST_PARTS:
        raise BadMail("too_many_parts")
    ends = _HEAD_ENDS.search(raw)
    if (ends.start() if ends else len(raw)) > LONGEST_HEAD:
        raise BadMail("long_header")
    if any(len(found[0]) > LONGEST_HEADER for found in _CONTENT.finditer(raw)):
        raise BadMail("long_header")
    try:
        found = email.message_from_bytes(raw, policy=email.policy.default)
        if sum(1 for _part in found.walk()) > MOST_PARTS:
            raise BadMail("too_many_parts")
    except BadMail:
        raise
    except (
        Exception
    ) as error:  # the parser is as strict as its many header classes; none of it is ours to tell apart
        raise BadMail("unreadable_mail") from error
    return found  # type: ignore[return-value]


def addresses(message: Message, *headers: str) -> list[str]:
    """The addresses in these headers, in small letters; what is no address is left out."""
    told = [str(value) for header in headers for value in _all(message, header)]
    found = [_storable(address).strip().casefold() for _name, address in getaddresses(told)]
    return [address for address in found if _ADDRESS.fullmatch(address)]


def sender_of(message: Message) -> str:
    """The one address it says it is from, or BadMail."""
    try:
        senders = addresses(message, "From")
    except Exception as error:  # hostile headers are parsed lazily
        raise BadMail("unreadable_mail") from error
    if len(senders) != 1:
        raise BadMail("sender")
    return senders[0]


def header(message: Message, name: str, longest: int = 300) -> str:
    """One header as plain text on one line, "" where it is missing or cannot be read."""
    values = _all(message, name)
    return " ".join(_storable(str(values[0])).split())[:longest] if values else ""


def message_ids(message: Message, *headers: str) -> list[str]:
    """Every message id in these headers, in their order."""
    told = " ".join(str(value) for name in headers for value in _all(message, name))
    return list(dict.fromkeys(_MESSAGE_ID.findall(_storable(told))))


def text_of(message: EmailMessage) -> str:
    """What was written: the plain text, or the HTML without its tags."""
    for kind in ("plain", "html"):
        for part in message.walk():
            if part.get_content_type() == f"text/{kind}" and not part.get_filename():
                words = _decoded(part)
                return words if kind == "plain" else _without_tags(words)
    return ""


def files_of(message: EmailMessage) -> list[Enclosed]:
    """What was attached, by name; parts without a name are the mail's own."""
    found = []
    for part in message.walk():
        name = part.get_filename()
        content = part.get_payload(decode=True) if name else None
        if name and isinstance(content, bytes) and content:
            found.append(Enclosed(_storable(str(name)), content))
    return found


def _storable(text: str) -> str:
    """Without null characters, and with a mark for bytes that are no letters, which no database takes."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _all(message: Message, name: str) -> list:
    """The values of a header; a long one as it came, cut off, because reading it takes too long."""
    raw = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    if any(len(value) > LONGEST_HEADER for value in raw):
        return [value[:LONGEST_HEADER] for value in raw]
    try:
        return message.get_all(name, [])
    except Exception:  # a header class that cannot read its own value
        return raw


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    kept, errors = content[:LONGEST_TEXT], "replace" if len(content) > LONGEST_TEXT else "strict"
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "gb18030"):
        try:
            if codecs.lookup(charset).name.replace("-", "_") not in _NO_CHARSETS:
                return _storable(kept.decode(charset, errors)).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            continue
    return _storable(kept.decode("utf-8", "replace")).replace("\r\n", "\n")


def _without_tags(words: str) -> str:
    from html import unescape

    from nh3 import clean

    broken = re.sub(r"(?i)<(br|/p|/div|/li|/tr)[^<>]*>", "\n", words)
    return unescape(clean(broken, tags=set())).strip()
