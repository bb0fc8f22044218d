"""Surveys: the list, one's own page with its results, composing one, answering one on a phone."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from collab.common import sheets
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, TransitionRefused, require
from collab.common.keyset import Page
from collab.common.partials import DialogView, page_actor, show_refusal
from collab.deadlines.page import when_of
from collab.matters.chain import open_ends_among
from collab.matters.rows import Calendars, live_triggers, rows_of, url_of
from collab.matters.views.lists import ListView
from collab.matters.views.page import origin_of
from collab.org.standing import standing_of
from meetings.views.common import about, find, work_from

from ..actions import answer_survey, create_survey, edit_survey
from ..filters import SURVEYS, SurveyFilter
from ..forms.surveys import AnswerForm, QuestionForm, SurveyForm, typed_of
from ..models import Asked, Survey
from ..surveys import policies
from ..surveys.audience import people_asked
from ..surveys.questions import MOST
from ..surveys.selectors import awaited, trend_of, turnout_of
from ..surveys.showing import given_by, named_answers, results_shown, table_of

BLANK_QUESTION: dict[str, Any] = {"kind": "scale_5", "required": True}


class SurveyList(ListView):
    """What is asked, the latest first; what waits for the reader's own answer stands above."""

    listing = SURVEYS
    template, part = "feedback/surveys.html", "feedback/_surveys.html"
    filter = SurveyFilter

    def rows(self) -> QuerySet:
        return Survey.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = rows_of(page.rows)
        for row in rows:
            row["due_relative"] = row["due_relative"] or "; ".join(map(str, ends.get(row["id"], [])))
        waiting = awaited(self.request.user.pk).values("survey")  # type: ignore[arg-type]
        mine = Survey.objects.visible_to(self.request.user).filter(pk__in=waiting).order_by("due_at", "pk")
        topics = ["me", "list.survey", *(row["topic"] for row in rows)]
        return {"rows": rows, "waiting": list(mine[:20]), "triggers": live_triggers(topics)}


class SurveyPage(LoginRequiredMixin, View):
    """What is asked of whom, how many have answered, and, once they may be seen, the results."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        survey = find(Survey, request.user, pk, "pulse")
        work = work_from([survey.pk], request.user)
        may_run = policies.can_run(page_actor(request), survey)
        seen = policies.may_see_results(request.user, survey)
        context = about(survey, request.user, [row["id"] for row in work]) | {
            "survey": survey,
            "when": when_of(survey, Calendars()) if survey.due_at else None,
            "asked": asked_words(survey),
            "turnout": turnout_of(survey) if survey.status not in ("draft", "cancelled") else None,
            "mine": mine_of(survey, page_actor(request)),
            "preview": AnswerForm(questions=survey.questions) if survey.status == "draft" else None,
            "may_run": may_run,
            "results": results_shown(survey) if seen else None,
            "named": list(named_answers(survey)) if seen else [],
            "trend": trend_of(survey, request.user) if seen else [],
            "work": work,
        }
        return render(request, "feedback/survey.html", context)


def asked_words(survey: Survey) -> dict[str, Any]:
    """Whom it asks, in words, and how many that are now, or were when it opened."""
    is_draft = survey.status == "draft"
    frozen = Asked.objects.filter(survey=survey)
    return {
        "departments": [row.display_name for row in survey.departments.all()],
        "roles": [label for code, label in SurveyForm.base_fields["roles"].choices if code in survey.roles],  # type: ignore[attr-defined]
        "people": survey.people.count(),
        "count": len(people_asked(survey)) if is_draft else frozen.count(),
    }


def mine_of(survey: Survey, actor: Actor) -> dict[str, Any] | None:
    """The reader's own part: whether they are asked, have answered, may still answer or change it."""
    asked = Asked.objects.filter(survey=survey, person=actor.person).first()
    if asked is None or survey.status != "open":
        return None
    may = not (survey.anonymous and asked.has_answered)
    return {"answered": asked.has_answered, "may": may}


class AnswerSurvey(DialogView):
    """The questions, one below the other; a page of its own, and a dialog from the workbench."""

    title, submit_label = pgettext_lazy("survey", "Answer"), _("Send my answers")

    def prepare(self) -> None:
        self.survey = find(Survey, self.request.user, self.kwargs["pk"])
        self.number, self.title = self.survey.number, self.survey.title
        self.text = promise_of(self.survey)
        self.said = _("Thank you. Your answers are in.")
        if self.survey.status == "open" and not policies.can_answer(page_actor(self.request), self.survey):
            if Asked.objects.filter(survey=self.survey, person=self.request.user.pk).exists():
                raise Conflict(
                    _("You have answered. Nobody can tell which answer is yours, so it cannot be changed."),
                    code="already_answered",
                )
            raise Forbidden(_("This survey does not ask you, so there is nothing to answer."))
        if self.survey.status != "open":
            raise TransitionRefused(_("This survey takes no answers now: it is not open."))

    def form(self, data=None) -> forms.Form:
        given = given_by(self.survey, self.request.user)
        return AnswerForm(data, questions=self.survey.questions, given=given)

    def carry_out(self, form: Any) -> None:
        answer_survey(survey=self.survey, actor=page_actor(self.request), answers=form.answers())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    def topics(self) -> list[str]:
        return [f"matter.{self.survey.pk}", "me"]

    def home(self) -> str:
        return url_of(self.survey)


def promise_of(survey: Survey) -> Any:
    """What becomes of the answers, said before they are sent."""
    if survey.anonymous:
        return _(
            "Anonymous: nobody can tell which answer is yours, so it cannot be changed once it is sent. "
            "Groups of fewer than five answers are never shown. What you write in your own words is shown as it is."
        )
    return _(
        "Your name stands beside your answers for whoever may see the results. "
        "You can change them until the survey closes."
    )


class Compose(LoginRequiredMixin, View):
    """A survey's draft with all its questions in one form; each button sends the whole, so nothing typed is lost."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        survey = self.draft(pk)
        if survey is None:
            own = sorted(standing_of(request.user).department_ids)
            form = SurveyForm(actor=page_actor(request), initial={"department": own[0] if own else None})
            return self.show(form, [BLANK_QUESTION], None)
        form = SurveyForm(actor=page_actor(request), drafted=True, initial=words_of(survey))
        return self.show(form, [typed_of(one) for one in survey.questions], survey)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        survey, then = self.draft(pk), request.POST.get("then", "save")
        form = SurveyForm(request.POST, actor=page_actor(request), drafted=survey is not None)
        typed = self.typed()
        if then != "save":
            form = SurveyForm(actor=page_actor(request), drafted=survey is not None, initial=self.kept(form))
            return self.show(form, changed(typed, then), survey, opened=then)
        if not form.is_valid():
            return self.show(form, typed, survey, 422)
        try:
            saved = self.save(survey, form, typed)
        except NotFound:
            raise
        except Refusal as refusal:
            if survey is not None:
                version = find(Survey, request.user, survey.pk).version
                form.data = form.data.copy()  # type: ignore[attr-defined]
                form.data["version"] = str(version)  # type: ignore[index]
            show_refusal(form, refusal)
            return self.show(form, typed, survey, refusal.status, refusal=refusal)
        return redirect(url_of(saved))

    def draft(self, pk: int | None) -> Survey | None:
        """The draft, for whoever runs it; None for a new one."""
        if pk is None:
            return None
        survey = find(Survey, self.request.user, pk)
        require(policies.can_run(page_actor(self.request), survey))
        survey.move("edit")
        return survey

    def typed(self) -> list[dict[str, Any]]:
        """The questions as they stand in the form."""
        count = self.request.POST.get("count", "0")
        total = int(count) if count.isascii() and count.isdecimal() and len(count) < 4 else 0
        rows = [QuestionForm(self.request.POST, prefix=f"q{at}") for at in range(min(total, MOST))]
        return [typed_of(row.question()) for row in rows]

    @staticmethod
    def kept(form: SurveyForm) -> dict[str, Any]:
        return {name: form[name].value() for name in form.fields}

    def save(self, survey: Survey | None, form: SurveyForm, typed: list[dict[str, Any]]) -> Survey:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        given["questions"] = [QuestionForm(initial=row).question() for row in typed]
        actor = page_actor(self.request)
        if survey is None:
            return create_survey(actor=actor, came_from=origin_of(self.request), **given)
        return edit_survey(survey=survey, actor=actor, version=version or 0, **given)

    def show(
        self,
        form: SurveyForm,
        typed: list[dict[str, Any]],
        survey: Survey | None,
        status: int = 200,
        *,
        refusal: Refusal | None = None,
        opened: str = "",
    ) -> HttpResponse:
        wrong = refusal.errors if isinstance(refusal, Invalid) else []
        rows = [
            {
                "form": QuestionForm(initial=row, prefix=f"q{at}"),
                "errors": [one.detail for one in wrong if one.field.startswith(f"questions.{at}.")],
                "fresh": opened == "add" and at == len(typed) - 1,
            }
            for at, row in enumerate(typed)
        ]
        context = {"form": form, "rows": rows, "survey": survey, "address": self.request.get_full_path()}
        return render(self.request, "feedback/compose.html", context, status=status)


def changed(typed: list[dict[str, Any]], then: str) -> list[dict[str, Any]]:
    """The questions after one was added, removed, or moved up or down by one place."""
    what, _dash, place = then.partition("-")
    at = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else -1
    if what == "add" and len(typed) < MOST:
        return [*typed, BLANK_QUESTION]
    if not 0 <= at < len(typed):
        return typed
    moved = [*typed[:at], *typed[at + 1 :]]
    step = {"up": -1, "down": 1}.get(what)
    if step is not None:
        moved.insert(max(at + step, 0), typed[at])
    return moved if what in ("up", "down", "remove") else typed


def words_of(survey: Survey) -> dict[str, Any]:
    """The draft as the form shows it."""
    plain = ("version", "title", "body", "due_at", "everyone", "roles", "visibility")
    return {name: getattr(survey, name) for name in plain} | {
        "anonymous": "yes" if survey.anonymous else "no",
        "departments": list(survey.departments.values_list("pk", flat=True)),
        "people": list(survey.people.values_list("pk", flat=True)),
    }


class SurveyFile(LoginRequiredMixin, View):
    """The results as a spreadsheet, exactly as they are shown."""

    def get(self, request: HttpRequest, pk: int, format: str) -> FileResponse:
        return results_file(find(Survey, request.user, pk), request.user, format)


def results_file(survey: Survey, person, format: str) -> FileResponse:
    """The file, or NotFound for an unknown format and Forbidden before this person may see the results."""
    if format not in sheets.TYPES:
        raise NotFound
    require(policies.may_see_results(person, survey), _("The results are not published to you."))
    name = f"{survey.number}.{format}"
    file = sheets.written(format, *table_of(survey))
    return FileResponse(file, as_attachment=True, filename=name, content_type=sheets.TYPES[format])
