"""Reads what mail programs answer to an invitation. Everything in it was written by a stranger.

Sizes, depth and number of parts are counted on the bytes before anything is parsed; what does not hold is refused
by a code, never guessed at.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message

from collab.common.later import later
from collab.common.letters import BadMail, parsed, sender_of

from ..models import Answer

icalendar = later("icalendar")
LARGEST_REPLY = 64_000
MOST_COMPONENTS, DEEPEST, MOST_LINES = 40, 4, 2_000
_UID = re.compile(r"(?P<kind>series|meeting)-(?P<pk>\d{1,18})@(?P<host>[A-Za-z0-9.:_-]{1,255})")
ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "DECLINED": Answer.DECLINED,
    "TENTATIVE": Answer.TENTATIVE,
    "DELEGATED": Answer.DELEGATED,
}


class BadReply(BadMail):
    """Not an answer that can be taken; the argument is a short code that says why."""


@dataclass(frozen=True)
class ReadReply:
    """One person's answer: to which event and instance, from which address, which answer, made when.

    `delegate` is the address of whoever comes instead (RFC 5545 DELEGATED-TO), for that answer alone.
    """

    kind: str
    pk: int
    host: str
    occurs_at: datetime | None
    address: str
    answer: str
    sequence: int
    made_at: datetime
    note: str
    delegate: str = ""


def read_mail(raw: bytes) -> tuple[ReadReply, str]:
    """The reply in a whole e-mail, and the address it came from."""
    try:
        message = parsed(raw)
        content = _payload([part for part in message.walk() if part.get_content_type() == "text/calendar"])
        return read_reply(content), sender_of(message)
    except BadReply:
        raise
    except BadMail as error:
        raise BadReply(*error.args) from error


def _payload(parts: list[Message]) -> bytes:
    if not parts:
        raise BadReply("no_calendar")
    content = parts[0].get_payload(decode=True)
    if not isinstance(content, bytes):
        raise BadReply("unreadable_mail")
    return content


def read_reply(raw: bytes) -> ReadReply:
    """The one REPLY that a text/calendar part holds."""
    _measure(raw)
    try:
        calendar = icalendar.Calendar.from_ical(raw)
        method = str(calendar.get("METHOD", "")).upper()
        events = calendar.walk("VEVENT")
    except Exception as error:  # icalendar raises many kinds on hostile text
        raise BadReply("unreadable") from error
    if method != "REPLY":
        raise BadReply("not_a_reply")
    if len(events) != 1:
        raise BadReply("not_one_event")
    try:
        return _read(events[0])
    except BadReply:
        raise
    except Exception as error:  # values of hostile text, read lazily
        raise BadReply("unreadable") from error


def _measure(raw: bytes) -> None:
    """Refuse by size, lines, number and depth of components, before a parser sees it."""
    if len(raw) > LARGEST_REPLY:
        raise BadReply("too_large")
    if raw.count(b"\n") > MOST_LINES:
        raise BadReply("too_many_lines")
    depth = count = 0
    for line in raw.upper().splitlines():
        word = line.strip()
        if word.startswith(b"BEGIN:"):
            depth, count = depth + 1, count + 1
        elif word.startswith(b"END:"):
            depth -= 1
        if depth > DEEPEST or count > MOST_COMPONENTS:
            raise BadReply("too_many_components")
    if not count:
        raise BadReply("unreadable")


def _read(event) -> ReadReply:
    uid = _UID.fullmatch(str(event.get("UID", "")).strip())
    if uid is None:
        raise BadReply("unknown_uid")
    attendee = _attendee(event)
    address = _address(attendee)
    answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    if answer is None:
        raise BadReply("answer")
    if "RRULE" in event or "RDATE" in event:
        raise BadReply("recurring")
    stamp = event.decoded("DTSTAMP")
    return ReadReply(
        kind=uid["kind"],
        pk=int(uid["pk"]),
        host=uid["host"].casefold(),
        occurs_at=_instant(event.decoded("RECURRENCE-ID")) if "RECURRENCE-ID" in event else None,
        address=address,
        answer=answer,
        sequence=int(event.get("SEQUENCE", 0)),
        made_at=_instant(stamp),
        note=str(event.get("COMMENT", ""))[:500].replace("\x00", ""),
        delegate=_delegate(attendee) if answer == Answer.DELEGATED else "",
    )


def _attendee(event):
    """The one who answers; the delegate they name may stand beside them (RFC 5546 §3.2.3)."""
    rows = event.get("ATTENDEE", [])
    rows = rows if isinstance(rows, list) else [rows]
    answering = [row for row in rows if "DELEGATED-FROM" not in row.params]
    if len(answering) != 1 or len(rows) > 2:
        raise BadReply("not_one_attendee")
    return answering[0]


def _address(value) -> str:
    text = str(value).strip()
    if not text.lower().startswith("mailto:") or not 3 <= len(text[7:]) <= 254:
        raise BadReply("attendee")
    return text[7:].casefold()


def _delegate(attendee) -> str:
    named = attendee.params.get("DELEGATED-TO", [])
    named = named if isinstance(named, list) else [named]
    if len(named) != 1:
        raise BadReply("delegate")
    return _address(str(named[0]).strip('"'))


def _instant(at) -> datetime:
    if not isinstance(at, datetime):
        raise BadReply("time")
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
