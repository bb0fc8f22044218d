"""Conflict cases: the list, raising one, its own page, and the dialogs of a box and of an option."""

from functools import partial
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.deadlines.page import when_of
from collab.matters.rows import Calendars, live_triggers, rows_of, url_of
from collab.matters.views.doing import HangingDialog, row_steps
from collab.matters.views.lists import ListView
from collab.matters.views.page import origin_of
from collab.org.standing import standing_of
from meetings.views.common import FormPage, about, find, work_from

from ..actions import raise_conflict
from ..conflicts import policies
from ..conflicts.selectors import about_what, boxes_of, criteria_rows, options_of, renamed, scored_by
from ..filters import CONFLICTS, ConflictFilter
from ..forms.conflicts import ConflictForm
from ..models import ConflictCase, ConflictCriterion, ConflictOption, ConflictSide
from ..models.conflict import CONFLICT_CRITERION, CONFLICT_OPTION, CONFLICT_SIDE

ROUTES = {
    CONFLICT_SIDE: "feedback:conflict_side",
    CONFLICT_CRITERION: "feedback:conflict_criterion",
    CONFLICT_OPTION: "feedback:conflict_option",
}


class ConflictList(ListView):
    """The cases this reader has a part in, the latest first."""

    listing = CONFLICTS
    template, part = "feedback/conflicts.html", "feedback/_conflicts.html"
    filter = ConflictFilter

    def rows(self) -> QuerySet:
        return ConflictCase.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        rows = rows_of(page.rows)
        return {
            "rows": rows,
            "may_raise": policies.may_raise(self.request.user),
            "triggers": live_triggers(["me", *(row["topic"] for row in rows)]),
        }


class ConflictRaise(FormPage):
    """Raise one; `?came_from=T-12` says what it is about."""

    template = "feedback/conflict_raise.html"

    def form(self, data=None) -> ConflictForm:
        origin = origin_of(self.request)
        own = sorted(standing_of(self.request.user).officer_of)
        initial = {"about": origin.number if origin else "", "department": own[0] if own else None}
        return ConflictForm(data, person=self.request.user, initial=initial)

    def more(self) -> dict[str, Any]:
        return {"may_raise": policies.may_raise(self.request.user)}

    def carry_out(self, form: Any) -> str:
        return url_of(raise_conflict(actor=page_actor(self.request), **form.cleaned_data))


class ConflictPage(LoginRequiredMixin, View):
    """Positions in their boxes, options with scores, the agreement or ruling, and what was handed out from it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        case = find(ConflictCase, request.user, pk, "mediator", "ruler", "ruled_by")
        actor = page_actor(request)
        work = work_from([case.pk], request.user)
        steps = partial(_steps, actor)
        matter = about_what(case, request.user)
        context = about(case, request.user, [row["id"] for row in work])
        context |= {
            "case": case,
            "people": renamed(context["people"], case),
            "may_reword": context["may_edit"] and not case.has_agreed_words,
            "boxes": boxes_of(case, actor, steps),
            "neutral": not policies.speaks(actor, case),
            "options": options_of(case, actor, steps),
            "scored": scored_by(case),
            "about": matter,
            "about_url": url_of(matter) if matter else "",
            "work": work,
            "when": when_of(case, Calendars()),
            "criteria": criteria_rows(case, steps),
            "agreement_html": markdown(case.agreement),
            "ruling_html": markdown(case.ruling),
            "reason_html": markdown(case.ruling_reason),
        }
        return render(request, "feedback/conflict.html", context)


def _steps(actor, kind: str, row: Any) -> list[dict[str, Any]]:
    return row_steps(kind, row, actor, lambda name: reverse(ROUTES[kind], args=[row.pk, name]))


class _CaseRowDialog(HangingDialog):
    """The dialog of a step of a box or an option."""

    def matter_id(self, row: Any) -> int:
        return row.case_id

    def tie(self, row: Any, matter: ConflictCase) -> None:
        row.case = matter

    def misfit(self) -> str:
        return _("The case has moved on; this step does not fit any more.")


class SideDialog(_CaseRowDialog):
    """Writing or sharing one's own box; that of another side is not there."""

    kind = CONFLICT_SIDE

    def rows(self) -> QuerySet:
        person: Any = self.request.user
        rows = ConflictSide.objects.visible_to(person).select_related("department", "case")
        return rows.filter(department__in=standing_of(person).officer_of)

    def found(self) -> Any:
        side = super().found()
        if not policies.can_write_box(self.actor, side):
            side.position = side.interests = ""
        return side

    def words(self) -> str:
        return self.subject.department.display_name


class CriterionDialog(_CaseRowDialog):
    """Changing a criterion or taking it out."""

    kind = CONFLICT_CRITERION

    def rows(self) -> QuerySet:
        return ConflictCriterion.objects.visible_to(self.request.user).filter(dropped_at=None)

    def words(self) -> str:
        return str(self.subject)


class OptionDialog(_CaseRowDialog):
    """Scoring an option or taking it out."""

    kind = CONFLICT_OPTION

    def rows(self) -> QuerySet:
        return ConflictOption.objects.visible_to(self.request.user).filter(dropped_at=None)

    def words(self) -> str:
        return self.subject.text
