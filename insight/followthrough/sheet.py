"""A follow-through report as a table to take away: one line per meeting, series or department, and their sum."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .asking import Grouping
from .counting import FIGURES, Line, Report
from .words import COST, HOURS, LABELS, OLDEST


def heads(report: Report) -> list[str]:
    """The first row."""
    told = [str(LABELS[name]) for name in FIGURES]
    currencies = [f"{COST} {name}" for name in _currencies(report)]
    return [str(Grouping(report.question.by).label), *told, str(OLDEST), str(LABELS[HOURS]), *currencies]


def rows(report: Report) -> Iterator[list[Any]]:
    """The lines, and their sum at the end."""
    currencies = _currencies(report)
    for line in report.lines:
        yield _row(line.name, line, currencies)
    yield _row(_("Together"), report.total, currencies)


def _currencies(report: Report) -> list[str]:
    return sorted(report.total.money)


def _row(name: str, line: Line, currencies: list[str]) -> list[Any]:
    hours = round(Decimal(line.minutes) / 60, 2)
    money = [round(Decimal(line.money[name]), 2) for name in currencies]
    return [name, *(line.count(figure) for figure in FIGURES), line.oldest, hours, *money]
