"""Which days a weekly, monthly or quarterly circular speaks of."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collab.common import clock
from collab.org.selectors import calendar_of

from ..models import Circular

Period = Circular.Period


def period_around(period: str, day: date) -> tuple[date, date]:
    """First and last day of the week, month or quarter that holds `day`."""
    if period == Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = 1 if period == Period.MONTH else 3
    first = day.replace(day=1, month=day.month - (day.month - 1) % months)
    beyond = (first + timedelta(days=31 * months)).replace(day=1)
    return first, beyond - timedelta(days=1)


def period_before(period: str, day: date) -> tuple[date, date]:
    """The last period of this length that was over when `day` began."""
    first, _last = period_around(period, day)
    return period_around(period, first - timedelta(days=1))


def zone() -> ZoneInfo:
    """Days begin where the organisation's default working calendar says."""
    return ZoneInfo(calendar_of(None).zone)


def today() -> date:
    return clock.now().astimezone(zone()).date()


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants between which these days lie, the end excluded."""
    begin, end = (datetime.combine(day, time.min, zone()) for day in (first, last + timedelta(days=1)))
    return begin, end
