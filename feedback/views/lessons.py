"""The lesson library, what it suggests for work that is planned, and the doors of marking and applying."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from collab.common.errors import Invalid, NotFound, Refusal
from collab.common.keyset import Page
from collab.common.partials import done, page_actor
from collab.matters.models import Kind, Matter
from collab.matters.rows import live_triggers, url_of
from collab.matters.views.lists import ListView

from .. import actions
from ..filters import LESSONS, LessonFilter
from ..lessons.selectors import (
    applied_to,
    library_rows,
    may_plan,
    may_take_over,
    set_aside_for,
    suggested,
    with_counts,
)
from ..models import Lesson, LessonUse, Retrospective
from ..retrospectives.policies import can_look_back
from .effects import shown_checks


class LessonList(ListView):
    """Every lesson the reader may see, the latest first."""

    listing = LESSONS
    template, part = "feedback/lessons.html", "feedback/_lessons.html"
    filter = LessonFilter

    def rows(self) -> QuerySet:
        rows = Lesson.objects.visible_to(self.request.user)
        return with_counts(rows).select_related("retrospective__department", "added_by")

    def shown(self, page: Page) -> dict[str, Any]:
        rows = library_rows(page.rows, self.request.user)
        actor = page_actor(self.request)
        for row in rows:
            checks = row["checks"][-1:]
            row["checks"] = [one | {"steps": []} for one in shown_checks(checks, row["lesson"], actor)]
            row["kind_label"] = Kind(row["source"].kind).label if row["source"] else ""
        topics = {f"matter.{row['lesson'].retrospective_id}" for row in rows}
        return {"rows": rows, "topics": sorted(topics), "triggers": live_triggers(["me", *sorted(topics)])}


class Suggestions(LoginRequiredMixin, View):
    """Lessons that fit the title being typed, for the forms of new work."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = suggested(request.GET.get("title", "")[:300], request.user)
        rows = library_rows(found, request.user)
        return render(request, "feedback/_suggestions.html", {"rows": rows})


class Learned(LoginRequiredMixin, View):
    """Beside a matter: lessons applied to it, those that would fit while it is a draft, its own retrospective."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        matter = Matter.objects.select_related("department").get_visible(request.user, pk)
        may_take = may_take_over(request.user, matter)
        fitting = suggested(matter.title, request.user, matter) if may_take else []
        aside = set_aside_for(matter, request.user) if may_take else []
        context = {
            "matter": matter,
            "aside": library_rows(aside, request.user),
            "used": applied_to(matter, request.user),
            "rows": library_rows(fitting, request.user),
            "may_apply": may_plan(request.user, matter),
            "retrospective": self.own(matter),
            "look_back_url": self.look_back_url(matter),
        }
        return render(request, "feedback/_learned.html", context)

    def own(self, matter: Matter) -> dict[str, str] | None:
        found = Retrospective.objects.visible_to(self.request.user).filter(ended=matter.pk).first()
        return {"number": found.number, "url": url_of(found)} if found else None

    def look_back_url(self, matter: Matter) -> str:
        if matter.is_open or matter.kind == Kind.RETROSPECTIVE:
            return ""
        if Retrospective.objects.filter(ended=matter.pk).exists():
            return ""
        may = can_look_back(page_actor(self.request), matter)
        return f"{reverse('feedback:look_back')}?ended={matter.number}" if may else ""


class OnLesson(LoginRequiredMixin, View):
    """POST does something with one lesson inside the reader’s audience; a refusal is told."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        lesson = Lesson.objects.visible_to(request.user).select_related("retrospective").filter(pk=pk).first()
        if lesson is None:
            raise NotFound
        said, tone = "", "good"
        try:
            said = self.carry_out(lesson)
        except NotFound:
            raise
        except Refusal as refusal:
            said, tone = str(refusal), "bad"
        return done(
            request, topics=self.topics(lesson), url=url_of(lesson.retrospective), said=said, tone=tone
        )

    def carry_out(self, lesson: Lesson) -> str:
        """Do it; what to say then."""
        raise NotImplementedError

    def topics(self, lesson: Lesson) -> list[str]:
        return [f"matter.{lesson.retrospective_id}"]

    def matter(self) -> Matter:
        """The work named in the form, inside the reader’s audience."""
        named = self.request.POST.get("matter", "")
        if not named.isascii() or not named.isdecimal() or len(named) > 18:
            raise Invalid.field("matter", _("Name the work it is applied to."), "required")
        return Matter.objects.get_visible(self.request.user, int(named))


class MarkLesson(OnLesson):
    """Useful to me, or no longer."""

    def carry_out(self, lesson: Lesson) -> str:
        useful = self.request.POST.get("useful") == "yes"
        actions.mark_lesson(lesson=lesson, actor=page_actor(self.request), useful=useful)
        return ""


class ApplyLesson(OnLesson):
    """Apply it to work that is planned."""

    def carry_out(self, lesson: Lesson) -> str:
        actions.apply_lesson(lesson=lesson, matter=self.matter(), actor=page_actor(self.request))
        return _("The lesson is applied; the chain shows it.")

    def topics(self, lesson: Lesson) -> list[str]:
        named = self.request.POST.get("matter", "")
        return [*super().topics(lesson), f"matter.{named}"] if named.isdecimal() else super().topics(lesson)


class TakeLessonOver(ApplyLesson):
    """Put it into the draft."""

    def carry_out(self, lesson: Lesson) -> str:
        actions.take_lesson_over(lesson=lesson, matter=self.matter(), actor=page_actor(self.request))
        return _("The lesson stands in your draft now; the chain shows where it comes from.")


class SetLessonAside(ApplyLesson):
    """It does not fit here."""

    def carry_out(self, lesson: Lesson) -> str:
        actions.set_lesson_aside(lesson=lesson, matter=self.matter(), actor=page_actor(self.request))
        return _("Noted; it is not suggested here again.")


class SuggestLessonAgain(ApplyLesson):
    """It may fit here after all."""

    def carry_out(self, lesson: Lesson) -> str:
        actions.suggest_lesson_again(lesson=lesson, matter=self.matter(), actor=page_actor(self.request))
        return ""


class TakeLessonBack(ApplyLesson):
    """Take it off that work."""

    def carry_out(self, lesson: Lesson) -> str:
        use = LessonUse.objects.filter(lesson=lesson, matter=self.matter()).first()
        if use is None:
            raise NotFound
        actions.take_lesson_back(use=use, actor=page_actor(self.request))
        return _("Taken off. Its words in the draft are yours to remove.") if use.taken_over else ""
