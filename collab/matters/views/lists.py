"""A list of matters behind a filter bar that lives in the address: the base of each kind's list."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from collab.common.keyset import BadCursor, Page

from ..filters import ListFilter

PAGE = 50


class ListView(LoginRequiredMixin, View):
    """Reads the filter bar; an unknown filter or value is answered by 400 and a sentence that names it."""

    template: str
    part: str
    filter: type[ListFilter]

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def shown(self, page: Page) -> dict[str, Any]:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        chosen = self.filter(request.GET, request.user)
        problems = [] if chosen.is_valid() else chosen.problems()
        page = Page([], "", "")
        if not problems:
            try:
                page = chosen.sorting.page(chosen.narrow(self.rows()), request.GET.get("cursor", ""), PAGE)
            except BadCursor:
                problems = [_("This place in the list is not there any more. Begin at the first page.")]
        context = self.shown(page) | {
            "form": chosen,
            "problems": problems,
            "address": request.get_full_path(),
            "previous": "?" + chosen.query(cursor=page.previous) if page.previous else "",
            "next": "?" + chosen.query(cursor=page.next) if page.next else "",
        }
        template = self.part if request.htmx else self.template  # type: ignore[attr-defined]
        return render(request, template, context, status=400 if problems else 200)
