"""How often something comes round: RFC 5545 rules in local time, and the rows whose next turn has come."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.errors import FieldError, Refusal

from .models.person import known_zone

EVERY = (
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", _("Every weekday")),
    ("FREQ=WEEKLY", _("Every week")),
    ("FREQ=WEEKLY;INTERVAL=2", _("Every two weeks")),
    ("FREQ=MONTHLY", _("Every month, on this day of it")),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", _("On the last day of every month")),
    ("FREQ=MONTHLY;INTERVAL=3", _("Every quarter")),
    ("FREQ=YEARLY", _("Every year")),
)
EVERY_MONTH = {
    1: _("The first %(day)s of every month"),
    2: _("The second %(day)s of every month"),
    3: _("The third %(day)s of every month"),
    4: _("The fourth %(day)s of every month"),
    -1: _("The last %(day)s of every month"),
}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
KNOWN = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYWEEKNO",
    "BYYEARDAY", "WKST",
}  # fmt: skip
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(rf"(?P<place>[+-]?\d)?(?P<day>{'|'.join(DAYS)})")
MOST = 10_000
AHEAD = timedelta(days=366 * 20)


class BadRule(ValueError):
    """Not a rule that a series can follow."""


def parts_of(text: str) -> dict[str, str]:
    """The parts of a rule, or BadRule; nothing more frequent than a day, no clock times of its own."""
    try:
        parts = dict(part.split("=", 1) for part in text.strip().removeprefix("RRULE:").split(";"))
    except ValueError:
        raise BadRule(text) from None
    if parts.keys() - KNOWN or parts.get("FREQ") not in FREQUENCIES:
        raise BadRule(text)
    for name in {"COUNT", "INTERVAL"} & parts.keys():
        if not (parts[name].isascii() and parts[name].isdecimal() and 1 <= int(parts[name][:9]) <= MOST):
            raise BadRule(text)
    return parts


def rule_words(text: str) -> str:
    """The rhythm as people say it: weekly on named days, monthly on the nth day; any other rule as it is written."""
    known = dict(EVERY)
    if text in known or not text:
        return str(known.get(text, ""))
    parts = dict(part.split("=", 1) for part in text.removeprefix("RRULE:").split(";") if "=" in part)
    found = [_BYDAY.fullmatch(day) for day in parts.pop("BYDAY", "").split(",")]
    rhythm, interval, days = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"), [day for day in found if day]
    if parts or len(days) < len(found):
        return text
    names = gettext(", ").join(str(WEEKDAYS[DAYS.index(day["day"])]) for day in days)
    places = {int(day["place"] or 0) for day in days}
    if rhythm == "WEEKLY" and places == {0}:
        told = _("Every week on %(days)s") if interval == "1" else _("Every %(weeks)s weeks on %(days)s")
        return str(told) % {"days": names, "weeks": interval}
    if rhythm == "MONTHLY" and interval == "1" and len(days) == 1 and places <= EVERY_MONTH.keys():
        return str(EVERY_MONTH[places.pop()]) % {"day": names}
    return text


def check(text: str, first: datetime, zone: ZoneInfo) -> None:
    """BadRule unless the rule names at least one occurrence within twenty years."""
    if next(occurrences(text, first, zone), None) is None:
        raise BadRule(text)


def occurrences(
    text: str, first: datetime, zone: ZoneInfo, until: datetime | None = None
) -> Iterator[datetime]:
    """Instants at which the rule falls from `first` on; the wall clock of `zone` holds across clock changes."""
    parts = parts_of(text)
    count = parts.pop("COUNT", None)
    start = first.astimezone(zone).replace(tzinfo=None)
    last = (until or first).astimezone(zone).replace(tzinfo=None) + AHEAD
    try:
        parts |= {"UNTIL": wall_until(parts["UNTIL"], zone)} if "UNTIL" in parts else {}
        rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
        if not isinstance(rule, rrule):
            raise BadRule(text)
        bounded = rule if "UNTIL" in parts else rule.replace(until=last)
        falls = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in bounded)
        yield from islice(falls, int(count)) if count else falls
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadRule(text) from error


def wall_until(until: str, zone: ZoneInfo) -> str:
    """UNTIL as the zone's own clock shows it: from UTC where it is written so, a bare date up to its last second."""
    if until.endswith("Z"):
        told = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"{told.astimezone(zone):%Y%m%dT%H%M%S}"
    return until if "T" in until else f"{until}T235959"


def wrong_rhythm(rule: str, zone: str, first: Callable[[], datetime]) -> list[FieldError]:
    """What of a rule and its zone cannot be taken, by field; `first` is asked once the zone is known."""
    try:
        known_zone(zone)
    except ValidationError:
        told = _("This is not a time zone; take one such as Asia/Shanghai.")
        return [FieldError("zone", "invalid", told)]
    try:
        check(rule, first(), ZoneInfo(zone))
    except BadRule:
        told = _("This is not a rule by days, weeks, months or years such as FREQ=WEEKLY;BYDAY=MO.")
        return [FieldError("rrule", "invalid", told)]
    return []


def claim(rows: QuerySet, due: QuerySet, pk: int) -> Any:
    """The row, locked, if it is still due and nobody else has it in hand; else None."""
    skip = connection.features.has_select_for_update_skip_locked
    locked = rows.select_for_update(of=("self",), skip_locked=skip)
    return locked.filter(pk=pk, pk__in=due.values("pk")).select_related("department").first()


def make_all_due(
    due: QuerySet,
    make_next: Callable[[int, datetime], bool],
    put_off: Callable[[int, Refusal], None],
    now: datetime,
) -> int:
    """Call `make_next` for every due row until it has nothing left to make; how often it made something."""
    made = 0
    for pk in due.values_list("pk", flat=True):
        try:
            with clock.told(now):
                while make_next(pk, now):
                    made += 1
        except Refusal as refusal:
            put_off(pk, refusal)
    return made
