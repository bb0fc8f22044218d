"""What a message says, in the reader's language and zone, as plain text and as HTML."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.activity.registry import Enclosure, declared
from collab.activity.sentences import detail_of, sentence_of
from collab.matters.words import instant_words

from .links import absolute, activity_path
from .models import Channel, Message, Notification


@dataclass(frozen=True)
class Line:
    """One thing that happened."""

    sentence: str
    detail: str
    url: str
    at: str
    reason: str


@dataclass(frozen=True)
class Letter:
    """A rendered message; `thread` gathers what is about one matter in the reader's mail program.

    `enclosures` go with it by e-mail.
    """

    subject: str
    text: str
    html: str
    brief: str
    thread: str = ""
    enclosures: tuple[Enclosure, ...] = ()


def still_to_tell(message: Message) -> list[Notification]:
    """Its notifications that the person may still see and has not read in the meantime, oldest first."""
    rows = Notification.objects.visible_to(message.person).filter(pk__in=message.notification_ids)
    return [row for row in rows.with_row().order_by("pk") if not _was_read(row)]


def _was_read(row: Notification) -> bool:
    """A record that was stored silently carries its own time of receipt as time of reading."""
    return row.read_at is not None and row.read_at > row.created_at


def write_letter(message: Message, rows: list[Notification]) -> Letter:
    """Render these notifications for the recipient of this message."""
    person = message.person
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(person.zone):
        lines = [_line(row) for row in rows]
        subject = _subject(message, rows, lines)
        context = {
            "subject": subject,
            "lines": lines,
            "person": person,
            "preferences_url": absolute(reverse("notifications:preferences")),
            "language": translation.get_language(),
        }
        brief = "\n".join(f"{line.sentence}\n{line.url}" for line in lines)
        text = render_to_string("notifications/mail.txt", context)
        html = render_to_string("notifications/mail.html", context)
        enclosures = _enclosures(rows, person) if message.channel == Channel.EMAIL else ()
    matter_id = None if message.is_digest else rows[0].matter_id
    return Letter(subject, text, html, brief, f"matter-{matter_id}" if matter_id else "", enclosures)


def _enclosures(rows: list[Notification], person) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for row in rows:
        encloses = declared(row.activity.event).encloses
        if encloses and (enclosure := encloses(row.activity, person)):
            found[enclosure.subject] = enclosure
    return tuple(found.values())


def _line(row: Notification) -> Line:
    return Line(
        sentence=sentence_of(row.activity),
        detail=detail_of(row.activity),
        url=absolute(activity_path(row.activity)),
        at=instant_words(row.activity.at),
        reason=str(row.get_why_display()),
    )


def _subject(message: Message, rows: list[Notification], lines: list[Line]) -> str:
    count = len(lines)
    if message.is_digest:
        words = ngettext(
            "Your morning digest: %(count)d item", "Your morning digest: %(count)d items", count
        ) % {"count": count}
    elif count == 1:
        words = lines[0].sentence
    else:
        matter = rows[-1].activity.matter
        about = f"{matter.number} {matter.title}" if matter is not None else _("Collab")
        words = ngettext("%(matter)s: %(count)d change", "%(matter)s: %(count)d changes", count) % {
            "matter": about,
            "count": count,
        }
    return " ".join(words.split())[:200]
