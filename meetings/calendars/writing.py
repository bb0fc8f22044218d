"""Meetings and series as VEVENTs: a series is one recurring event, its meetings the exceptions to it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from collab.common import clock
from collab.common.later import later
from collab.org import recurrence

from ..models import Answer, Meeting, MeetingSeries
from ..series.rhythm import falls_of
from .zones import timezone_of

if TYPE_CHECKING:
    from icalendar import Event, vRecur

icalendar = later("icalendar")
PARTSTAT = {
    Answer.ACCEPTED: "ACCEPTED",
    Answer.DECLINED: "DECLINED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DELEGATED: "DELEGATED",
}


def host_name() -> str:
    """The site's own name, the right half of every UID."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def uid_of(meeting: Meeting) -> str:
    """A meeting's UID: its series' where the series called for it, since it is an instance of that event."""
    if meeting.occurs_at and meeting.series_id:
        return f"series-{meeting.series_id}@{host_name()}"
    return f"meeting-{meeting.pk}@{host_name()}"


def event_of(meeting: Meeting) -> "Event":
    """One meeting; an occurrence of a series names by RECURRENCE-ID which instance it replaces."""
    zone = meeting.series.tz if meeting.series else UTC
    event = icalendar.Event()
    event.add("UID", uid_of(meeting))
    event.add("DTSTAMP", clock.now())
    event.add("SEQUENCE", meeting.sequence)
    event.add("SUMMARY", f"{meeting.number} {meeting.title}")
    if meeting.all_day:
        event.add("DTSTART", meeting.starts_at.astimezone(zone).date())
    else:
        event.add("DTSTART", meeting.starts_at.astimezone(zone))
        event.add("DTEND", meeting.ends_at.astimezone(zone))
    if meeting.occurs_at and meeting.series:
        event.add("RECURRENCE-ID", meeting.occurs_at.astimezone(zone))
    event.add("STATUS", "CANCELLED" if meeting.status == "cancelled" else "CONFIRMED")
    event.add("LAST-MODIFIED", meeting.updated_at)
    url = settings.SITE_URL + reverse("meetings:detail", args=[meeting.pk])
    _say(event, meeting, url)
    return event


def _say(event: "Event", row: Meeting | MeetingSeries, url: str) -> None:
    if row.place or row.link:
        event.add("LOCATION", row.place or row.link)
    told = [row.purpose.strip(), row.link if row.place else "", url]
    event.add("DESCRIPTION", "\n\n".join(part for part in told if part))
    event.add("URL", url)


def master_of(series: MeetingSeries, except_at: Iterable[datetime]) -> "Event | None":
    """The recurring event of a series, beginning with its first time; `except_at` become EXDATEs."""
    first = next(falls_of(series, series.first_at), None) if series.is_timed else None
    if first is None:
        return None
    starts = first.astimezone(series.tz)
    event = icalendar.Event()
    event.add("UID", f"series-{series.pk}@{host_name()}")
    event.add("DTSTAMP", clock.now())
    event.add("SEQUENCE", series.version)
    event.add("SUMMARY", series.title)
    event.add("DTSTART", starts)
    event.add("DTEND", (first + timedelta(minutes=series.minutes)).astimezone(series.tz))
    event.add("RRULE", _rule(series))
    for at in sorted(except_at):
        event.add("EXDATE", at.astimezone(series.tz))
    _say(event, series, settings.SITE_URL + reverse("meetings:one_series", args=[series.pk]))
    return event


def _rule(series: MeetingSeries) -> "vRecur":
    """The rule with UNTIL in UTC, as it must be beside a start with a zone."""
    parts: dict[str, Any] = dict(recurrence.parts_of(series.rrule))
    until = parts.pop("UNTIL", None)
    rule = icalendar.vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items()))
    if until:
        wall = datetime.strptime(recurrence.wall_until(until, series.tz), "%Y%m%dT%H%M%S")
        rule["UNTIL"] = [wall.replace(tzinfo=series.tz).astimezone(UTC)]
    return rule


def calendar_of(events: Iterable["Event"], *, name: str = "", method: str = "") -> bytes:
    """These events with the zones they use."""
    found = list(events)
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//Collab//Meetings//EN")
    calendar.add("VERSION", "2.0")
    if method:
        calendar.add("METHOD", method)
    if name:
        calendar.add("X-WR-CALNAME", icalendar.vText(name))
        calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for key, day in sorted(_first_days(found).items()):
        calendar.add_component(timezone_of(ZoneInfo(key), day))
    for event in found:
        calendar.add_component(event)
    return calendar.to_ical()


def _first_days(events: Iterable["Event"]) -> dict[str, date]:
    """By zone: the first day on which an event needs it."""
    first: dict[str, date] = {}
    for event in events:
        for name in ("DTSTART", "RECURRENCE-ID"):
            at: Any = getattr(event.get(name), "dt", None)
            zone = getattr(at, "tzinfo", None)
            if isinstance(zone, ZoneInfo):
                first[zone.key] = min(first.get(zone.key, at.date()), at.date())
    return first


def organiser_address() -> str:
    """Where replies go: the mailbox that is piped into read_calendar_reply."""
    return parseaddr(settings.CALENDAR_ADDRESS)[1]


def invitation(meeting: Meeting, person, *, voting: bool, answer: str = "") -> tuple[str, bytes]:
    """Method and text of what one invited person gets by e-mail: REQUEST, or CANCEL where it was called off."""
    method = "CANCEL" if meeting.status == "cancelled" else "REQUEST"
    event = event_of(meeting)
    organiser = icalendar.vCalAddress(f"mailto:{organiser_address()}")
    organiser.params["CN"] = str(meeting.owner or meeting.department)
    event["ORGANIZER"] = organiser
    attendee = icalendar.vCalAddress(f"mailto:{person.email}")
    attendee.params["CN"] = str(person)
    attendee.params["ROLE"] = "REQ-PARTICIPANT" if voting else "OPT-PARTICIPANT"
    attendee.params["PARTSTAT"] = PARTSTAT.get(answer, "NEEDS-ACTION")  # type: ignore[call-overload]
    attendee.params["RSVP"] = "TRUE"
    event.add("ATTENDEE", attendee)
    return method, calendar_of([event], method=method)


def feed(
    meetings: Iterable[Meeting], series: Iterable[MeetingSeries], hidden: dict[int, set[datetime]], name: str
) -> bytes:
    """Meetings and the series behind them; `hidden` are, by series, times of the rule at which nothing is to show."""
    events = [event_of(row) for row in meetings if not (row.status == "cancelled" and row.occurs_at)]
    masters = (master_of(row, hidden.get(row.pk, ())) for row in series)
    return calendar_of([*filter(None, masters), *events], name=name)
