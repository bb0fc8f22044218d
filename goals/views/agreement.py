"""The pages of a goal's versions, and the dialogs of a consultation and of a contribution."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from collab.common.errors import NotFound
from collab.common.partials import page_actor
from collab.matters.rows import url_of
from collab.matters.views.doing import HangingDialog

from ..models import Consultation, Contribution, Goal
from ..models.agreement import CONSULTATION
from ..models.contribution import CONTRIBUTION
from ..sections import version_of
from .page import visible_goal


class VersionPage(LoginRequiredMixin, View):
    """One version of a goal beside the one before it, with what was said to it."""

    def get(self, request: HttpRequest, pk: int, edition: int) -> HttpResponse:
        goal = visible_goal(request.user, pk)
        version = goal.versions.select_related("proposed_by", "decided_by").filter(number=edition).first()
        if version is None:
            raise NotFound
        context = version_of(goal, version, page_actor(request)) | {
            "goal": goal,
            "url": url_of(goal),
            "numbers": list(goal.versions.values_list("number", flat=True)),
        }
        return render(request, "goals/version.html", context)


class ConsultationDialog(HangingDialog):
    """What a department says to a version, or a reply to it."""

    kind = CONSULTATION

    def rows(self) -> QuerySet:
        rows = Consultation.objects.visible_to(self.request.user)
        return rows.select_related("goal_version", "department", "party")

    def matter_id(self, row: Consultation) -> int:
        return row.goal_version.goal_id

    def tie(self, row: Consultation, matter: Goal) -> None:
        row.goal_version.goal = matter

    def words(self) -> str:
        number = {"who": self.subject.department.display_name, "number": self.subject.goal_version.number}
        return _("%(who)s on version %(number)s") % number

    def misfit(self) -> str:
        return _("This version is not in consultation any more, or there is no answer to reply to yet.")


class ContributionDialog(HangingDialog):
    """Acknowledging one's part."""

    kind = CONTRIBUTION

    def rows(self) -> QuerySet:
        rows = Contribution.objects.visible_to(self.request.user)
        return rows.select_related("party__department", "party__person")

    def matter_id(self, row: Contribution) -> int:
        return row.goal_id

    def tie(self, row: Contribution, matter: Goal) -> None:
        row.goal = matter

    def words(self) -> str:
        said = (str(self.subject.who), self.subject.role, self.subject.party.part)
        return " — ".join(text for text in said if text)

    def misfit(self) -> str:
        return _("There is nothing to acknowledge here: not agreed on yet, or acknowledged already.")
