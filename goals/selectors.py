"""Reads of goals across models."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.org.selectors import officers

from .models import Cycle, Goal
from .smart import Gap, Span, gaps


def gaps_of(terms: Mapping[str, Any]) -> list[Gap]:
    """What the five answers lack, beside the cycle they are for; days are the reader's."""
    chosen: int | None = terms.get("cycle")
    cycle = Cycle.objects.filter(pk=chosen).first() if chosen else None
    span = Span(cycle.starts_on, cycle.ends_on, timezone.localdate(clock.now())) if cycle else None
    return gaps(terms, span)


def likely_sponsor(department_id: int, owner_id: int | None) -> int | None:
    """The first sponsor 分管领导 in the department's line who is not the owner."""
    found = officers("sponsor", [department_id]).get(department_id, [])
    return next((pk for pk in found if pk != owner_id), None)


def open_ends(ids: list[int]) -> dict[int, list]:
    """Goals under way of which nothing was said yet, or which nothing measures."""
    rows = Goal.objects.filter(pk__in=ids, status="active")
    silent = set(rows.filter(check_ins=None).values_list("pk", flat=True))
    unmeasured = set(rows.filter(key_results=None).values_list("pk", flat=True))
    found: dict[int, list] = {}
    for pk in sorted(silent | unmeasured):
        found[pk] = [_("no check-in yet")] if pk in silent else []
        found[pk] += [_("no key result yet")] if pk in unmeasured else []
    return found
