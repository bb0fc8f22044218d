"""The page of a key result, and the dialog of everything done with a check-in."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views import View

from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.matters import policies as matter_policies
from collab.matters.actions import mark_read
from collab.matters.models import Matter, PartyRole
from collab.matters.page import people_of, steps_of, talk_of
from collab.matters.rows import live_triggers, rows_of, tone_of, url_of
from collab.matters.views.discussion import CommentForm, FileForm
from collab.matters.views.doing import HangingDialog
from collab.matters.views.page import story_of, watched

from ..keyresults.page import result_of
from ..models import CheckIn, KeyResult
from ..models.key_result import CHECK_IN

JOINED = ("department", "owner", "created_by", "goal__department", "goal__owner", "goal__cycle")


def visible_result(person, pk: int) -> Any:
    """The key result with what its page shows, or NotFound."""
    rows = KeyResult.objects.visible_to(person).select_related(*JOINED)
    return watched(rows, person, pk)


class KeyResultPage(LoginRequiredMixin, View):
    """Everything about one key result."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = visible_result(request.user, pk)
        mark_read(matter=row, actor=page_actor(request))
        answer = render(request, "goals/key_result.html", context_of(row, request))
        patch_vary_headers(answer, ["HX-Request"])
        return answer


def _with_parts(row: Any) -> Any:
    """The key result with each person once: whoever has a part of their own is not told to be informed as well."""
    parties = matter_policies.parties_of(row)
    active = {party.person_id for party in parties if party.role != PartyRole.INFORMED}
    row._parties = [
        party for party in parties if party.role != PartyRole.INFORMED or party.person_id not in active
    ]
    return row


def context_of(row: Any, request: HttpRequest) -> dict[str, Any]:
    """What the page draws."""
    person, actor = request.user, Actor(request.user, "page")
    topics = [f"matter.{row.pk}", f"matter.{row.goal_id}"]
    followed = row.followed.values_list("matter_id", "weight")
    weights = dict(followed)
    seen = Matter.objects.visible_to(person).with_card().filter(pk__in=weights).order_by("pk")
    return (
        result_of(row, actor)
        | {
            "key_result": row,
            "matter": row,
            "goal_url": url_of(row.goal),
            "tone": tone_of(row),
            "body_html": markdown(row.body),
            "steps": steps_of(row, person),
            "people": people_of(_with_parts(row), (), False),
            "followed": [one | {"weight": weights[one["id"]]} for one in rows_of(seen)],
            "hidden": len(weights) - len(seen),
            "may_edit": matter_policies.can_edit(actor, row),
            "watching": row.is_watched,
            "comment_form": CommentForm(),
            "file_form": FileForm(),
            "topics": topics,
            "triggers": live_triggers(topics),
        }
        | talk_of(row, person)
    )


class KeyResultStory(LoginRequiredMixin, View):
    """Where it stands in the chain, and its history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = visible_result(request.user, pk)
        return render(request, "matters/_story.html", story_of(row, request))


class CheckInDialog(HangingDialog):
    """The dialog of a step of one check-in."""

    kind = CHECK_IN

    def rows(self) -> QuerySet:
        return CheckIn.objects.visible_to(self.request.user).select_related("key_result", "author", "goal")

    def matter_id(self, row: CheckIn) -> int:
        return row.key_result_id or row.goal_id

    def topics(self) -> list[str]:
        return [f"matter.{self.subject.goal_id}", *super().topics()]
