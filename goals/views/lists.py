"""The list of goals behind its filter bar."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from collab.common.keyset import Page
from collab.matters.chain import open_ends_among
from collab.matters.rows import live_triggers, rows_of
from collab.matters.views.lists import ListView

from ..filters import GOALS, GoalFilter
from ..models import Goal


class GoalList(ListView):
    """Goals the reader sees, latest change first; the filters live in the address."""

    listing = GOALS
    template, part, filter = "goals/list.html", "goals/_list.html", GoalFilter

    def rows(self) -> QuerySet:
        return Goal.objects.visible_to(self.request.user).with_row()  # type: ignore[attr-defined]

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = [
            row
            | {
                "light": goal.health,
                "light_label": goal.get_health_display(),
                "due_relative": str(next(iter(ends.get(goal.pk, [])), "")) or row["due_relative"],
            }
            for row, goal in zip(rows_of(page.rows), page.rows, strict=True)
        ]
        return {
            "rows": rows,
            "triggers": live_triggers(["me", *(row["topic"] for row in rows)]),
            "views": self.views(),
        }

    def views(self) -> list[dict[str, Any]]:
        """The questions people ask most."""
        ready = [
            (GOALS.bare, _("All open")),
            ("part=owner", _("Mine")),
            ("part=sponsor", _("I sponsor")),
            ("part=contribute", _("I contribute")),
            ("status=consultation", _("In consultation")),
            ("health=red", _("Off course")),
            ("alignment=none", _("Not aligned")),
        ]
        here = self.request.META.get("QUERY_STRING", "") or GOALS.bare
        return [
            {"label": label, "url": f"{self.request.path}?{query}", "active": here == query}
            for query, label in ready
        ]
