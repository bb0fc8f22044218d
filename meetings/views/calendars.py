"""Calendar addresses: the page they are made on, and the text that calendar programs read."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor, wants_part

from ..actions import make_feed, revoke_feed
from ..actions.feeds import feed_with
from ..calendars.addresses import address_of
from ..forms import FeedForm
from ..models import CalendarFeed
from ..selectors.feeds import calendar_text

MIME = "text/calendar; charset=utf-8"


class CalendarText(View):
    """The feed behind a private address. Whoever has the address reads it, as its owner would."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        answer = HttpResponse(calendar_text(feed_with(secret)), content_type=MIME)
        answer["Content-Disposition"] = 'inline; filename="collab.ics"'
        answer["Cache-Control"] = "private, max-age=300"
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Referrer-Policy"] = "no-referrer"
        return answer


class FeedList(LoginRequiredMixin, View):
    """One's own calendar addresses."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = CalendarFeed.objects.visible_to(request.user)
        context = {"feeds": list(rows.select_related("series", "department", "person"))}
        return render(request, "meetings/feeds.html", context)


class FeedDialog(DialogView):
    """A dialog about one's own addresses."""

    def home(self) -> str:
        return reverse("meetings:feeds")


class AddFeed(FeedDialog):
    """Make an address; it is shown in the answer itself and kept nowhere."""

    title, submit_label = _("New calendar address"), _("Make it")
    text = _("Choose nothing for your own meetings. Whoever has the address can read what you may see.")

    def form(self, data=None) -> FeedForm:
        initial = {"series": self.request.GET.get("series", "")}
        return FeedForm(data, actor=page_actor(self.request), initial=initial, auto_id="dialog_%s")

    def carry_out(self, form) -> None:
        _feed, self.secret = make_feed(actor=page_actor(self.request), **form.cleaned_data)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, **kwargs)
        if not (secret := getattr(self, "secret", "")):
            return answer
        template = "meetings/_feed_made.html" if wants_part(request) else "meetings/feed_made.html"
        answer = render(request, template, {"address": address_of(secret)})
        answer["Cache-Control"] = "no-store"
        return answer


class RevokeFeed(FeedDialog):
    """End an address."""

    title, danger = _("Revoke this calendar address"), True
    text = _("Calendars that read it stop at once.")
    leave = True

    def prepare(self) -> None:
        rows = CalendarFeed.objects.visible_to(self.request.user)
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.feed = found

    def carry_out(self, form) -> None:
        revoke_feed(feed=self.feed, actor=page_actor(self.request))
