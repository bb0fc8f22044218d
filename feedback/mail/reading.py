"""What a mail to the feedback address says: from whom, about which feedback, and whether a machine wrote it.

A mail is never answered where any sign of a machine is on it (RFC 3834, RFC 5321 §4.5.5 and what mail programs add to
these), since two machines that answer each other do not stop.
"""

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage

from collab.common.letters import (
    BadMail,
    Enclosed,
    files_of,
    header,
    message_ids,
    parsed,
    sender_of,
    text_of,
)

LARGEST = 30 * 1024 * 1024
LONGEST_TEXT = 20_000
_NUMBER = re.compile(r"\[\s*F-(\d{1,18})\s*\]", re.IGNORECASE)
_QUOTED = re.compile(
    r"\n(?:On .{1,200}wrote:|在.{1,200}写道[:：]|-{2,}\s*(?:Original Message|原始邮件|Forwarded message)\s*-{2,}|"
    r"_{10,}|(?:From|发件人)\s*[:：].{1,200}\n(?:Sent|Date|To|发送时间|日期|收件人)\s*[:：])",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT_MARKS = re.compile(r"^(?:(?:re|fwd?|aw|wg|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)
_SOLVED = re.compile(r"(?:(?:it is )?solved\b|已解决|解决了)(?!了?[吗么没]|\s*[?？])", re.IGNORECASE)
_SCORED = re.compile(_SOLVED.pattern + r"[\s,.:;，。：；、]*([1-5])(?!\d)", re.IGNORECASE)
_NOT_SOLVED = re.compile(r"(?:it is )?not solved|未解决|没有?解决", re.IGNORECASE)
_AWAY = re.compile(
    r"^(?:auto(?:matic|mated)?[ -]?(?:reply|response)|out of (?:the )?office|自动回复|自动答复|自动应答)",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+.=-].*)?@", re.IGNORECASE
)


@dataclass(frozen=True)
class ReadMail:
    """One mail. `serial` is the number named in its subject, `thread` the mails it answers, newest first.

    `machine` says by which sign a machine wrote it; "" where a person did.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    serial: int | None
    thread: list[str]
    files: list[Enclosed]
    machine: str


def read(raw: bytes) -> ReadMail:
    """The mail, or BadMail with a code."""
    message = parsed(raw, largest=LARGEST)
    machine = machine_sign(message)
    try:
        sender = sender_of(message)
    except BadMail:
        if not machine:
            raise
        sender = ""
    try:
        words, files = text_of(message), files_of(message)
    except Exception as error:  # payloads of hostile mails are decoded lazily
        raise BadMail("unreadable_mail") from error
    subject = header(message, "Subject")
    named = _NUMBER.search(subject)
    return ReadMail(
        message_id=id_of(message, raw),
        sender=sender,
        subject=_SUBJECT_MARKS.sub("", _NUMBER.sub("", subject).strip()).strip(),
        text=newest(words)[:LONGEST_TEXT],
        serial=int(named[1]) if named else None,
        thread=list(reversed(message_ids(message, "References", "In-Reply-To"))),
        files=files,
        machine=machine or (_MACHINES.match(sender) and "machine_address") or "",
    )


def id_of(message: EmailMessage, raw: bytes) -> str:
    """Its Message-ID, or one made of its bytes, so that the same mail is the same mail."""
    found = message_ids(message, "Message-ID")
    return found[0] if found else f"<{hashlib.sha256(raw).hexdigest()}@unnamed>"


def machine_sign(message: EmailMessage) -> str:
    """The code of the first sign that a machine wrote it, or ""."""
    if header(message, "Auto-Submitted").casefold() not in ("", "no"):
        return "auto_submitted"
    if header(message, "Precedence").casefold() in ("bulk", "junk", "list", "auto_reply"):
        return "precedence"
    if header(message, "X-Auto-Response-Suppress").casefold() not in ("", "none"):
        return "auto_response"
    if any(
        header(message, name) for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Failed-Recipients")
    ):
        return "auto_response"
    if _AWAY.match(header(message, "Subject")):
        return "auto_subject"
    if header(message, "Return-Path").replace(" ", "") == "<>":
        return "empty_return_path"
    if message.get_content_type() in ("multipart/report", "message/delivery-status"):
        return "bounce"
    return ""


def newest(words: str) -> str:
    """What was written last: the mails quoted below are in the feedback already."""
    cut = _QUOTED.split(f"\n{words}", maxsplit=1)[0]
    lines = [line.rstrip() for line in cut.split("\n") if not line.startswith(">")]
    return "\n".join(lines).strip() or words.strip()


def score_of(text: str) -> int | None:
    """How content a reply that begins with “solved” is, where one of 1 to 5 follows, as our mails offer."""
    found = _SCORED.match(text.strip().split("\n", 1)[0])
    return int(found[1]) if found else None


def verdict(text: str) -> str:
    """“confirm” or “object” where a reply begins with these words, as our mails ask for; "" otherwise."""
    first = text.strip().split("\n", 1)[0]
    if _NOT_SOLVED.match(first):
        return "object"
    return "confirm" if _SOLVED.match(first) else ""
