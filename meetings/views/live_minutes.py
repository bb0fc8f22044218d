"""The page on which several people write minutes together, and what is proposed in them."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views import View

from collab.common.errors import Invalid, NotFound, Refusal
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.matters.rows import tone_of, url_of

from ..actions import review_minutes
from ..live_minutes.blocks import COMMANDS, DECISION, NOTE, TASK
from ..minutes import policies
from ..minutes.wording import labels
from ..models import Finding, FindingKind, FindingState, Minutes, MinutesReading
from ..policies import can_review
from .common import find
from .items import place_of

SHOWN = 200


class LiveMinutes(LoginRequiredMixin, View):
    """The text with everybody who writes or reads it now; who may not write reads along."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        minutes = find(Minutes, request.user, pk, "meeting")
        may_write = minutes.status == "drafting" and policies.can_write(page_actor(request), minutes)
        context = {
            "matter": minutes,
            "minutes": minutes,
            "tone": tone_of(minutes),
            "url": url_of(minutes),
            "text_html": markdown(minutes.text),
            "may_write": may_write,
            "setup": _setup(minutes, request.user),
        }
        context |= proposed_in(minutes, request) | place_of(minutes.meeting_id, request.user)
        return render(request, "meetings/live_minutes.html", context)


class Proposals(LoginRequiredMixin, View):
    """What is proposed in the text; whoever reviews it confirms or dismisses, one at a time."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        minutes = Minutes.objects.get_visible(request.user, pk)
        reading = reading_of(minutes)
        chosen = [int(value) for value in [request.POST.get("finding", "")] if _is_count(value)]
        version = request.POST.get("version", "")
        if reading is None or not chosen or not _is_count(version):
            raise NotFound
        dismiss = request.POST.get("do") == "dismiss"
        try:
            review_minutes(
                reading=reading,
                actor=page_actor(request),
                version=int(version),
                issue=True,
                confirm=() if dismiss else chosen,
                dismiss=chosen if dismiss else (),
            )
        except Refusal as refusal:
            told = refusal.errors[0].detail if isinstance(refusal, Invalid) else refusal
            return self.show(request, pk, str(told))
        return self.show(request, pk)

    def show(self, request: HttpRequest, pk: int, refused: str = "") -> HttpResponse:
        minutes = Minutes.objects.get_visible(request.user, pk)
        context = {"minutes": minutes, "refused": refused} | proposed_in(minutes, request)
        return render(request, "meetings/_proposals.html", context)


def reading_of(minutes: Minutes) -> MinutesReading | None:
    """The reading under which the proposals of these minutes are reviewed."""
    rows = MinutesReading.objects.select_related("department", "meeting")
    return rows.filter(document__minutes=minutes).first()


def proposed_in(minutes: Minutes, request: HttpRequest) -> dict[str, Any]:
    """The proposals in the order of the text, and what this person may do with them."""
    reading = reading_of(minutes)
    if reading is None:
        return {"proposals": [], "reading": None, "may_review": False}
    rows = Finding.objects.filter(reading=reading).exclude(kind=FindingKind.ITEM)
    related = rows.select_related("person", "department", "matter", "item").order_by("position", "pk")
    return {
        "proposals": [
            {"finding": row, "url": url_of(row.matter) if row.matter else ""} for row in related[:SHOWN]
        ],
        "waiting": sum(row.state == FindingState.PENDING for row in related),
        "reading": reading,
        "may_review": can_review(page_actor(request), reading),
    }


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _setup(minutes: Minutes, person) -> dict[str, Any]:
    """What the editor has to know, in the reader's language."""
    called = labels()
    hints = {
        TASK: _("/task @name what, due Friday"),
        DECISION: _("/decision what was decided"),
        NOTE: _("/note to keep beside the item"),
    }
    return {
        "address": f"/ws/minutes/{minutes.pk}/?confirm&language={get_language()}",
        "people": reverse("org:people_options"),
        "me": {"id": person.pk, "name": str(person), "colour": person.pk % 8},
        "labels": called,
        "commands": [
            {
                "kind": kind,
                "label": label,
                "hint": hints[kind],
                "names": [name for name, means in COMMANDS.items() if means == kind],
            }
            for kind, label in called.items()
        ],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "label": _("Text of the minutes"),
        "choose": _("Insert"),
        "connecting": _("Connecting …"),
        "saved": pgettext("text", "Saved"),
        "saving": _("Saving: %s changes"),
        "offline": _("Offline. You can go on writing."),
        "offlineWaiting": _("Offline, %s changes waiting. Leave this page open."),
        "reading": _("Read only"),
        "mayWrite": _("You can write again."),
        "gone": _("You no longer have access to these minutes."),
        "signedOut": _("You were signed out."),
        "tooLarge": _(
            "What you added is too long and was not taken. Put it in a file instead, and reload the page."
        ),
        "broken": _("The connection failed. Reload the page."),
        "pasteTooLong": _("That is too long to paste. Attach it as a file instead."),
        "copied": _("Copied."),
    }
