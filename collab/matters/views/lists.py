"""A list behind a filter bar that lives in the address, with its saved views: the base of every list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View

from collab.common.keyset import BadCursor, Page
from collab.common.partials import wants_part

from ..filters import ListFilter
from ..listings import Listing, address_of
from ..models import SavedView
from ..selectors import default_views

PAGE = 50


class FilteredView(LoginRequiredMixin, View):
    """Reads the filter bar; an unknown filter or value is answered by 400 and a sentence that names it.

    With a `listing` the bar offers its saved views, and the bare address of its list opens one's default view.
    """

    template: str
    part: str
    listing: Listing | None = None
    layout = "list"

    def bar(self) -> Any:
        """The filter bar, as the address fills it in."""
        raise NotImplementedError

    def found(self, chosen: Any) -> dict[str, Any]:
        """What passes the filters; BadCursor where the place in the list cannot be read."""
        raise NotImplementedError

    def nothing(self) -> dict[str, Any]:
        """What is shown where the filter cannot be read."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if view := self._opened_with():
            return redirect(view)
        chosen = self.bar()
        problems = [] if chosen.is_valid() else chosen.problems()
        context: dict[str, Any] = {}
        if not problems:
            try:
                context = self.found(chosen)
            except BadCursor:
                problems = [_("This place in the list is not there any more. Begin at the first page.")]
        if problems:
            context = self.nothing()
        context |= {"form": chosen, "problems": problems, "address": request.get_full_path()}
        if not wants_part(request):
            context |= self.around(chosen, bool(problems))
        template = self.part if wants_part(request) else self.template
        answer = render(request, template, context, status=400 if problems else 200)
        patch_vary_headers(answer, ["HX-Request"])
        return answer

    def around(self, chosen: Any, broken: bool) -> dict[str, Any]:
        """What stands around the list on a whole page: where its saved views are fetched."""
        if self.listing is None or broken:
            return {}
        place = {"listing": self.listing.code, "layout": self.layout, "query": chosen.query()}
        return {"saved_query": urlencode(place)}

    def _opened_with(self) -> str:
        """Where the reader's default view stands, if this is the bare address that opens it."""
        request, listing = self.request, self.listing
        if listing is None or self.layout != "list" or request.GET or wants_part(request):
            return ""
        wanted = default_views().get((request.user.pk or 0, listing.code))
        view = SavedView.objects.visible_to(request.user).filter(pk=wanted).first() if wanted else None
        return address_of(view) if view else ""


def beside(page: Page, chosen: Any) -> dict[str, str]:
    """The addresses of the pages before and after this one."""
    return {
        "previous": "?" + chosen.query(cursor=page.previous) if page.previous else "",
        "next": "?" + chosen.query(cursor=page.next) if page.next else "",
    }


class ListView(FilteredView):
    """One kind's list, fifty at a time."""

    filter: type[ListFilter]

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def shown(self, page: Page) -> dict[str, Any]:
        raise NotImplementedError

    def bar(self) -> ListFilter:
        return self.filter(self.request.GET, self.request.user)

    def found(self, chosen: ListFilter) -> dict[str, Any]:
        page = chosen.sorting.page(chosen.narrow(self.rows()), self.request.GET.get("cursor", ""), PAGE)
        return self.shown(page) | beside(page, chosen)

    def nothing(self) -> dict[str, Any]:
        return self.shown(Page([], "", ""))
