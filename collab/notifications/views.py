"""The inbox, its count for the bell, and the preferences page."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collab.activity.sentences import detail_of, sentence_of
from collab.common.errors import Invalid, NotFound
from collab.common.partials import page_actor, show_refusal

from . import actions, selectors
from .forms import InboxQuery, PreferenceForm, read_ids
from .links import activity_path
from .models import Channel, Notification


@login_required
@never_cache
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What one has been told, by day; the list alone where it is fetched again."""
    query = InboxQuery.read(request.GET)
    unread_only = query["show"] == "unread"
    page = selectors.inbox_page(
        request.user, unread_only=unread_only, before=query["before"], after=query["after"]
    )
    rows = [_row(notification) for notification in page.rows]
    days = [(day, list(entries)) for day, entries in groupby(rows, key=lambda row: row["day"])]
    show = "unread" if unread_only else "all"
    context = {
        "days": days,
        "show": show,
        "next": f"?show={show}&before={page.next_before}" if page.next_before else "",
        "previous": f"?show={show}&after={page.newer_after}" if page.newer_after else "",
        "unread": selectors.unread_count(request.user),
        "newest": page.rows[0].pk if page.rows else 0,
        "here": request.get_full_path(),
    }
    partial = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "notifications/_list.html" if partial else "notifications/inbox.html", context)


@login_required
@never_cache
@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """The number in the bell; nothing where all is read."""
    unread = selectors.unread_count(request.user)
    return HttpResponse("99+" if unread > 99 else str(unread or ""), content_type="text/plain; charset=utf-8")


@login_required
@require_GET
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notification is about; it counts as read from then on."""
    found = (
        Notification.objects.visible_to(request.user).select_related("activity__matter").filter(pk=pk).first()
    )
    if found is None:
        raise NotFound
    actions.mark_read(ids=[found.pk], actor=page_actor(request))
    return redirect(activity_path(found.activity))


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark entries read, or unread again, in place."""
    ids = read_ids(request.POST.getlist("id"))
    if request.POST.get("unread"):
        actions.mark_unread(ids=ids, actor=page_actor(request))
    else:
        actions.mark_read(ids=ids, actor=page_actor(request))
    if not request.headers.get("HX-Request"):
        return redirect("notifications:inbox")
    rows = Notification.objects.visible_to(request.user).with_row().filter(pk__in=ids)
    return render(request, "notifications/_entries.html", {"entries": [_row(row) for row in rows]})


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read that the page showed or that is older."""
    shown = read_ids(request.POST.getlist("up_to"))
    actions.mark_all_read(actor=page_actor(request), up_to=max(shown, default=None))
    return redirect("notifications:inbox")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose per kind of event and channel: at once, in the digest, or not at all."""
    grid, im_url = selectors.preferences_of(request.user), selectors.im_url_of(request.user)
    form = PreferenceForm(request.POST or None, grid=grid, im_url=im_url)
    if form.is_valid():
        try:
            actions.choose_preferences(
                choices=form.changes(), im_url=form.cleaned_data["im_url"], actor=page_actor(request)
            )
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your choices are kept."))
            return redirect("notifications:preferences")
    context = {"form": form, "channels": [channel.label for channel in Channel]}
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)


def _row(row: Notification) -> dict:
    at = timezone.localtime(row.created_at)
    return {
        "id": row.pk,
        "sentence": sentence_of(row.activity),
        "detail": detail_of(row.activity),
        "url": reverse("notifications:open", args=[row.pk]),
        "why": row.get_why_display(),
        "called_on": row.why in ("act", "mention", "chased"),
        "unread": row.read_at is None,
        "at": at,
        "day": at.date(),
    }
