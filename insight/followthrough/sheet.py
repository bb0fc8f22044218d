"""A follow-through report as a table to take away: one line per meeting, series or department, and their sum."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from collab.common.errors import Invalid
from collab.files.makers import Lines, Maker, Told, register_maker

from .asking import FollowThroughForm, Grouping
from .counting import FIGURES, Line, Report, report_of
from .words import COST, HOURS, LABELS, OLDEST

FOLLOW_THROUGH = "follow_through"


def asked_of_job(form: FollowThroughForm, format: str) -> dict[str, Any]:
    """What a job is asked for (see request_file) to write the report of these filters."""
    asked = form.question()
    stem = f"{_('follow-through')}-{asked.first}-{asked.last}"
    return {"maker": FOLLOW_THROUGH, "question": {"query": form.query()}, "format": format, "stem": stem}


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


def _table(owner: Any, question: dict[str, Any], told: Told) -> tuple[Sequence[str], Lines]:
    form = FollowThroughForm(QueryDict(question["query"]), owner)
    if not form.is_valid():
        raise Invalid(message=" ".join(form.problems()))
    report = report_of(form.question())
    told(0)
    return heads(report), rows(report)


register_maker(Maker(FOLLOW_THROUGH, _table))
