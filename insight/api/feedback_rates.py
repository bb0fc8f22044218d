"""The three rates of feedback through the API: parts and wholes, with the ids they were counted from."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.summary import Summary
from collab.common.errors import Invalid
from collab.files.api import accepted
from collab.files.jobs import have_made
from collab.org.models import Department

from ..circulars.periods import today
from ..feedback_sheet import asked_of_job
from ..selectors import feedback_rates as rates
from .naming import department_named

DAYS, MOST_DAYS = 90, 3660


class FeedbackRatesResource(Summary):
    """Response, solution and satisfaction, reopens and causes, of what the reader may read."""

    filters: ClassVar = {
        "since": Filter("instant", help="First day; ninety days before the last where left out."),
        "until": Filter("instant", help="Last day; today where left out."),
        "department": Filter("int", help="Of one department and those below it."),
        "format": Filter("text", help="Of a file: csv (default) or xlsx."),
    }

    def list(self, request) -> HttpResponse:
        """All together, and by department; every figure names its records."""
        first, last, department = self._asked()
        total, lines = rates.count_feedback(request.user, first, last, department)
        body = {
            "since": first.isoformat(),
            "until": last.isoformat(),
            "total": _counted(total),
            "departments": [_counted(line) for line in lines],
            "months": [
                {
                    "month": f"{day:%Y-%m}",
                    "rates": {name: rates.share(count.of(name)) for name in rates.RATES},
                }
                for day, count in rates.by_month(self.actor.person, first, last, department)
            ],
        }
        return HttpResponse(as_json(body), content_type="application/json")

    @extend_schema(request=None, responses={202: OpenApiResponse({"type": "object"})})
    def file(self, request) -> HttpResponse:
        """Has a job write the rates by department to a file; follow `Location` until its state is “done”."""
        format = self.given().get("format", "csv")
        return accepted(have_made(actor=self.actor, **asked_of_job(*self._asked(), format)))

    def _asked(self) -> tuple[date, date, Department | None]:
        """Between which days and of which department, or Invalid."""
        given, reader = self.given(), self.actor.person
        last = timezone.localdate(given["until"]) if "until" in given else today()
        first = timezone.localdate(given["since"]) if "since" in given else last - timedelta(days=DAYS - 1)
        if first > last:
            raise Invalid.field("since", _("The first day lies after the last."))
        if (last - first).days > MOST_DAYS:
            raise Invalid.field("since", _("Choose at most ten years."))
        return first, last, department_named(reader, given.get("department"))


def _counted(count: rates.Count) -> dict[str, Any]:
    return {
        "department": count.department.pk if count.department else None,
        "rates": {name: rates.share(count.of(name)) for name in rates.RATES},
        "records": count.held,
        "causes": count.causes,
    }
