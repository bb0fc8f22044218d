"""Which instant a phase of a conflict ends at, and which parties answer for one."""

from collections.abc import Iterable
from datetime import datetime

from collab.common import clock
from collab.matters.models import Party
from collab.matters.policies import parties_of
from collab.org.selectors import calendar_of

from ..models import ConflictCase
from . import policies


def in_working_days(case: ConflictCase, days: int) -> datetime:
    """So many working days from now, in the calendar of the department that raised it."""
    return calendar_of(case.department).add_days(clock.now(), days)


def parties_to(case: ConflictCase, departments: Iterable[int] | None = None) -> list[Party]:
    """The departments in conflict (or these of them) as parties."""
    wanted = None if departments is None else set(departments)
    rows = [row for row in parties_of(case) if row.role == policies.SIDE]
    return [row for row in rows if wanted is None or row.department_id in wanted]
