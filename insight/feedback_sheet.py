"""The rates of feedback as a table to take away: one line per department and one for all, parts and wholes as numbers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common.errors import Invalid
from collab.files.makers import Lines, Maker, Told, register_maker
from collab.org.models import Department

from .selectors import feedback_rates as rates

FEEDBACK_RATES = "feedback_rates"
LABELS = {
    "response": gettext_lazy("Response rate"),
    "solution": gettext_lazy("Solution rate"),
    "satisfaction": gettext_lazy("Satisfaction rate"),
    "reopening": gettext_lazy("Reopened"),
}


def asked_of_job(first: date, last: date, department: Department | None, format: str) -> dict[str, Any]:
    """What a job is asked for (see request_file) to write the rates of these days."""
    question = {
        "since": first.isoformat(),
        "until": last.isoformat(),
        "department": department.pk if department else None,
    }
    stem = f"{_('feedback-rates')}-{first}-{last}"
    return {"maker": FEEDBACK_RATES, "question": question, "format": format, "stem": stem}


def _table(owner: Any, question: dict[str, Any], told: Told) -> tuple[Sequence[str], Lines]:
    department = None
    if question["department"]:
        department = Department.objects.visible_to(owner).filter(pk=question["department"]).first()
        if department is None:
            raise Invalid.field("department", _("This department is not there any more."))
    first, last = date.fromisoformat(question["since"]), date.fromisoformat(question["until"])
    total, lines = rates.count_feedback(owner, first, last, department)
    told(0)
    return _heads(), _rows([*lines, total])


def _heads() -> list[str]:
    heads = [_("Department"), _("Received")]
    for label in LABELS.values():
        heads += [str(label), _("Part"), _("Whole")]
    return heads


def _rows(counts: Sequence[rates.Count]) -> Iterator[list[Any]]:
    for count in counts:
        row: list[Any] = [count.department.display_name if count.department else _("Together")]
        row.append(len(count.held["received"]))
        for name in LABELS:
            part, whole = count.of(name)
            row += [f"{part / whole:.0%}" if whole else None, part, whole]
        yield row


register_maker(Maker(FEEDBACK_RATES, _table))
