"""Workload through the API: minutes of work and minutes available by person and week."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.summary import Summary
from collab.common.errors import Invalid

from ..selectors import workload
from .naming import department_named

WEEKS = 6


class WorkloadResource(Summary):
    """People the reader looks at, each with their weeks."""

    filters: ClassVar = {
        "department": Filter("int", help="Of one department and those below it."),
        "weeks": Filter("int", help="How many weeks ahead, one to twelve."),
    }

    def list(self, request) -> HttpResponse:
        """Minutes by week; what has no estimate or no date is named apart."""
        given = self.given()
        weeks = given.get("weeks", WEEKS)
        if not 1 <= weeks <= workload.MOST_WEEKS:
            raise Invalid.field("weeks", _("Choose one to twelve weeks."))
        mondays = workload.weeks_ahead(weeks)
        people = workload.people_of(request.user, department_named(request.user, given.get("department")))
        found = workload.loads(request.user, people, mondays)
        body = {
            "weeks": [monday.isoformat() for monday in mondays],
            "results": [_row(load) for load in found],
        }
        return HttpResponse(as_json(body), content_type="application/json")


def _row(load: workload.Load) -> dict[str, Any]:
    return {
        "person": load.person.pk,
        "name": str(load.person),
        "weeks": [
            {
                "week": monday.isoformat(),
                "minutes": round(load.weeks.get(monday, 0), 1),
                "capacity": room,
                "over": load.is_over(monday),
                "tasks": sorted(load.tasks.get(monday, {})),
            }
            for monday, room in load.capacity.items()
        ],
        "unestimated": load.unestimated,
        "undated": load.undated,
    }
