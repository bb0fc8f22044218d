"""The three rates of feedback through the API: parts and wholes, with the ids they were counted from."""

from datetime import timedelta
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.summary import Summary
from collab.common.errors import Invalid

from ..circulars.periods import today
from ..selectors import feedback_rates as rates
from .naming import department_named

DAYS = 90


class FeedbackRatesResource(Summary):
    """Response, solution and satisfaction, reopens and causes, of what the reader may read."""

    filters: ClassVar = {
        "since": Filter("instant", help="First day; ninety days before the last where left out."),
        "until": Filter("instant", help="Last day; today where left out."),
        "department": Filter("int", help="Of one department and those below it."),
    }

    def list(self, request) -> HttpResponse:
        """All together, and by department; every figure names its records."""
        given = self.given()
        last = timezone.localdate(given["until"]) if "until" in given else today()
        first = timezone.localdate(given["since"]) if "since" in given else last - timedelta(days=DAYS - 1)
        if first > last:
            raise Invalid.field("since", _("The first day lies after the last."))
        total, lines = rates.count_feedback(
            request.user, first, last, department_named(request.user, given.get("department"))
        )
        body = {
            "since": first.isoformat(),
            "until": last.isoformat(),
            "total": _counted(total),
            "departments": [_counted(line) for line in lines],
        }
        return HttpResponse(as_json(body), content_type="application/json")


def _counted(count: rates.Count) -> dict[str, Any]:
    return {
        "department": count.department.pk if count.department else None,
        "rates": {name: rates.share(count.of(name)) for name in rates.RATES},
        "records": count.held,
        "causes": count.causes,
    }
