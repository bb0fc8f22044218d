"""The list of goals."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.keyset import BadCursor, Order
from collab.matters.rows import live_triggers, rows_of

from ..models import Goal

PAGE = 50
ORDER = Order("updated_at", descending=True)


class GoalList(LoginRequiredMixin, View):
    """Goals the reader sees, latest change first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Goal.objects.visible_to(request.user).with_row()
        try:
            page = ORDER.page(rows, request.GET.get("cursor", ""), PAGE)
        except BadCursor:
            page = ORDER.page(rows, "", PAGE)
        context = {
            "rows": rows_of(page.rows),
            "previous": f"?cursor={page.previous}" if page.previous else "",
            "next": f"?cursor={page.next}" if page.next else "",
            "triggers": live_triggers(["me", *(f"matter.{row.pk}" for row in page.rows)]),
            "address": request.get_full_path(),
        }
        return render(request, "goals/list.html", context)
