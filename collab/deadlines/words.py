"""Turns stored codes of clocks into words at reading time."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.matters.models.matter import known_kinds, machine_of

from .models import Clock, Office


def clock_word(value) -> str:
    """What is awaited: a clock's name, or that of a step of a kind, such as “corrective.effectiveness”."""
    if value in Clock.values:
        return str(Clock(value).label)
    kind, _dot, step = str(value).partition(".")
    states = machine_of(kind).states if kind in known_kinds() else {}
    return str(states[step].label) if step in states else str(value)


def office_word(value) -> str:
    """The office that decides."""
    return str(Office(value).label) if value in Office.values else str(value)


def rung_words(value) -> str:
    """[offset, unit] as “3 working days before”, “due now”, “1 working day late”."""
    try:
        offset, unit = int(value[0]), str(value[1])
    except (TypeError, ValueError, IndexError):
        return str(value)
    if offset == 0:
        return _("due now")
    span = span_words(abs(offset), unit)
    return _("%(span)s left") % {"span": span} if offset < 0 else _("%(span)s late") % {"span": span}


def span_words(count: int, unit: str) -> str:
    """A count with its unit; minutes that make whole hours are told as hours."""
    if unit == "working_day":
        return ngettext("%(n)d working day", "%(n)d working days", count) % {"n": count}
    hours, rest = divmod(count, 60)
    if unit in ("working_hour",):
        hours, rest = count, 0
    if hours and not rest:
        if unit == "clock_minute":
            return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
        return ngettext("%(n)d working hour", "%(n)d working hours", hours) % {"n": hours}
    return ngettext("%(n)d minute", "%(n)d minutes", count) % {"n": count}
