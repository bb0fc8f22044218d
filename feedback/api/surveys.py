"""Surveys through the API: composing, answering, results exactly as they are published."""

from typing import Any, ClassVar

from django.http import FileResponse, HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import form_schema
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import body_of, check_body
from collab.common.api.versions import if_match
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind

from ..actions import answer_survey, create_survey, edit_survey
from ..forms.surveys import AnswerBody, SurveyBody, SurveyChange
from ..models import Asked, Survey
from ..surveys import doings, policies  # noqa: F401  (declares what can be done before the doors are made)
from ..surveys.selectors import awaited, turnout_of
from ..surveys.showing import given_by, named_answers
from ..views.surveys import results_file


class SurveyResource(SpineResource):
    """What is asked of whom. `results` are null until they may be seen; small groups are never in them."""

    model = Survey
    body_form = SurveyBody
    change_form = SurveyChange  # type: ignore[assignment]
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, "anonymous", "pulse", "round")
    filters: ClassVar = SPINE_FILTERS | {
        "anonymous": Filter("bool", "anonymous"),
        "pulse": Filter("int", "pulse"),
        "awaits_me": Filter(
            "bool",
            apply=lambda rows, value, person: (
                rows.filter(pk__in=awaited(person.pk).values("survey"))
                if value
                else rows.exclude(pk__in=awaited(person.pk).values("survey"))
            ),
        ),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in ("anonymous", "pulse", "round")}

    def whole(self, row: Survey) -> dict[str, Any]:
        person = self.request.user
        seen = policies.may_see_results(person, row)
        mine = (
            Asked.objects.filter(survey=row.pk, person=person.pk)
            .values_list("has_answered", flat=True)
            .first()
        )
        is_open = row.status == "open"
        return super().whole(row) | {
            "anonymous": row.anonymous,
            "questions": row.questions,
            "audience": {
                "everyone": row.everyone,
                "departments": list(row.departments.order_by("pk").values_list("pk", flat=True)),
                "roles": row.roles,
                "people": list(row.people.order_by("pk").values_list("pk", flat=True)),
            },
            "turnout": turnout_of(row) if row.status not in ("draft", "cancelled") else None,
            "asked_me": mine is not None,
            "answered_by_me": mine if is_open else None,
            "my_answers": given_by(row, person) if mine is not None and not row.anonymous else None,
            "told": row.told or None,
            "results": _results(row) if seen else None,
            "named_answers": [list(one) for one in named_answers(row)]
            if seen and not row.anonymous
            else None,
            "pulse": row.pulse
            and {"id": row.pulse_id, "rrule": row.pulse.rrule, "next_at": instant(row.pulse.next_at)},
            "round": row.round,
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Draft a survey; it asks nobody before `open`."""
        sent = body_of(request)
        given = check_body(SurveyBody(sent, person=request.user), sent)
        return self.answer(create_survey(actor=self.actor, **_given(given, sent)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change a draft."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        given = check_body(SurveyChange(sent, person=request.user), sent, partial=True)
        edit_survey(survey=row, actor=self.actor, version=version, **_given(given, sent))
        return self.answer(self.find(pk))

    @extend_schema(
        request={"application/json": form_schema(AnswerBody)},
        responses={200: OpenApiResponse({"type": "object"}, description="That it was taken.")},
    )
    @action(detail=True, methods=["post"], url_path="answer")
    def send_answer(self, request, pk: str) -> HttpResponse:
        """Answer for oneself; an anonymous answer is final, and a second one is refused with 409."""
        asking, sent = self.find(pk), body_of(request)
        given = check_body(AnswerBody(sent, person=request.user), sent)
        survey = answer_survey(survey=asking, actor=self.actor, answers=given["answers"])
        body = as_json({"id": survey.pk, "number": survey.number, "answered": True})
        return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})

    @extend_schema(responses={200: OpenApiResponse(bytes, description="The results as a spreadsheet.")})
    @action(detail=True, methods=["get"], url_path=r"results\.(?P<format>csv|xlsx)")
    def results_file(self, request, pk: str, format: str) -> FileResponse:
        """The results as a file in the reader's language."""
        self.no_parameters(request)
        return results_file(self.find(pk), request.user, format)


def _results(survey: Survey) -> dict[str, Any]:
    return {name: value for name, value in (survey.results or {}).items() if name != "of_units"}


def _given(given: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent, in the action's terms; an empty choice keeps the action's default."""
    empty = {"visibility", "came_from", "questions"}
    return {name: given[name] for name in given if name in sent and (given[name] or name not in empty)}


with_doings(SurveyResource, Kind.SURVEY)
