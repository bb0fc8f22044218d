"""The follow-through report through the API: figures by line, and the records behind one figure."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.summary import Summary
from collab.common.errors import FieldError, Invalid
from collab.files.api import accepted
from collab.files.jobs import have_made
from meetings.models import MeetingType

from ..followthrough.asking import FollowThroughForm, Grouping, Period, Question
from ..followthrough.counting import Line, report_of
from ..followthrough.records import SHOWN, records_of
from ..followthrough.sheet import asked_of_job
from ..followthrough.words import LABELS

RECORDS: dict[str, Filter] = {
    "figure": Filter("choices", choices=lambda: list(LABELS), help="Of records: which figure."),
    "line": Filter("int", help="Of records: which line, by its key; all together without it."),
    "seats": Filter("bool", help="Of records: a line of the attendance by department."),
}
FORMAT: dict[str, Filter] = {"format": Filter("text", help="Of a file: csv (default) or xlsx.")}
FILTERS: dict[str, Filter] = {
    "period": Filter(
        "choices",
        choices=lambda: list(Period.values),
        help="Dates go before it; this quarter without either.",
    ),
    "held_from": Filter("text", help="The first day, ISO 8601."),
    "held_to": Filter("text", help="The last day, ISO 8601; a year at most."),
    "department": Filter("int", help="Hosted by one department and those below it."),
    "series": Filter("int", help="Of one series."),
    "type": Filter("choices", choices=lambda: list(MeetingType.values), help="Of one type."),
    "by": Filter("choices", choices=lambda: list(Grouping.values), help="What one line is."),
    "meeting": Filter("int", help="Of one meeting alone."),
}


class FollowThroughResource(Summary):
    """Decisions, the work they led to, attendance and cost of meetings held in a period."""

    filters: ClassVar = FILTERS | RECORDS | FORMAT

    def list(self, request) -> HttpResponse:
        """Each line's figures, their sum, and the sum of the period before."""
        self.given()
        question = self._question()
        report = report_of(question)
        body = {
            "first_day": question.first.isoformat(),
            "last_day": question.last.isoformat(),
            "former_first_day": question.former.isoformat() if question.former else None,
            "by": question.by,
            "total": _line(report.total),
            "former": _line(report.former) if report.former else None,
            "results": [_line(line) for line in report.lines],
            "attendance": [_line(line) for line in report.attendance],
        }
        return HttpResponse(as_json(body), content_type="application/json")

    def records(self, request) -> HttpResponse:
        """The first records one figure was counted from, and how many there are."""
        given = self.given()
        if "figure" not in given:
            raise Invalid.field("figure", _("Say which figure."), "required")
        report = report_of(self._question())
        found = records_of(report, given["figure"][0], given.get("line"), given.get("seats", False))
        body = {
            "figure": found.figure,
            "kind": found.model.own_kind if found.model else "attendance",  # type: ignore[attr-defined]
            "count": len(found.ids),
            "shown": min(len(found.ids), SHOWN),
            "results": _matters(found.matters()) if found.model else _people(found.people()),
        }
        return HttpResponse(as_json(body), content_type="application/json")

    @extend_schema(request=None, responses={202: OpenApiResponse({"type": "object"})})
    def file(self, request) -> HttpResponse:
        """Has a job write all lines to a file; follow `Location` until its state is “done”."""
        given = self.given()
        return accepted(have_made(actor=self.actor, **asked_of_job(self._form(), given.get("format", "csv"))))

    def _question(self) -> Question:
        return self._form().question()

    def _form(self) -> FollowThroughForm:
        """The filters through the page's own form, or Invalid naming each that cannot be taken."""
        params = self.request.query_params.copy()
        for name in RECORDS | FORMAT:
            params.pop(name, None)
        form = FollowThroughForm(params, self.request.user)
        if not form.is_valid():
            raise Invalid(
                [
                    FieldError(name, "invalid_filter", str(why))
                    for name, told in form.errors.items()
                    for why in told
                ]
            )
        return form


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "name": line.name,
        "figures": {name: len(ids) for name, ids in line.figures.items()},
        "oldest_open_days": line.oldest,
        "person_minutes": line.minutes,
        "cost": {currency: f"{amount:.2f}" for currency, amount in sorted(line.money.items())},
    }


def _matters(rows) -> list[dict[str, Any]]:
    return [{"id": row.pk, "number": row.number, "title": row.title, "status": row.status} for row in rows]


def _people(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "meeting": row["meeting"].pk,
            "name": str(row["who"]),
            "presence": row["row"].presence if row["row"] else None,
            "minutes": row["minutes"],
        }
        for row in rows
    ]
