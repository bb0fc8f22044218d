"""Feedback through the API."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm, form_schema
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import body_of, check_body
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.finding import alike_answer
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter, Visibility
from collab.org.models import Department

from ..actions import Call, Words, log_call, submit_feedback
from ..loop import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..loop.page import givers_of
from ..loop.selectors import about_of, turns_of
from ..models import Caller, Channel, Feedback, FeedbackType, Severity, Turn

FACTS = (
    "type", "channel", "severity", "is_anonymous", "about_department", "round", "score", "ending", "reopened",
    "accepted_at", "answered_at", "solved_at", "escalated_at",
)  # fmt: skip


def turn(row: Turn) -> dict[str, Any]:
    """One thing that was said; nobody known where `by` is null."""
    return {
        "id": row.pk,
        "round": row.round,
        "kind": row.kind,
        "text": row.text,
        "score": row.score,
        "by": shapes.person(row.by),
        "at": instant(row.at),
    }


class FeedbackBody(BodyForm):
    """What somebody who is signed in gives, by name."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    type = forms.ChoiceField(choices=FeedbackType.choices)
    severity = forms.ChoiceField(choices=Severity.choices, required=False)
    about = forms.ModelChoiceField(Matter.objects.all(), required=False)
    about_department = forms.ModelChoiceField(Department.objects.all(), required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)


class CallBody(BodyForm):
    """What was said on the telephone, and what the caller said of themselves; without that the call is anonymous."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    type = forms.ChoiceField(choices=FeedbackType.choices)
    severity = forms.ChoiceField(choices=Severity.choices, required=False)
    about_department = forms.ModelChoiceField(Department.objects.all(), required=False)
    name = forms.CharField(max_length=200, required=False)
    phone = forms.CharField(max_length=40, required=False)
    email = forms.EmailField(required=False)
    case_number = forms.CharField(max_length=150, required=False)

    def words(self) -> Words:
        """What was said, as the action takes it."""
        names = ("title", "body", "type", "severity", "about_department")
        return Words(**{name: self.cleaned_data[name] for name in names if self.cleaned_data[name]})

    def call(self) -> Call:
        """What the caller said of themselves."""
        return Call(**{name: self.cleaned_data[name] for name in ("name", "phone", "email")})


class FeedbackResource(SpineResource):
    """Feedback by name; its clocks are in `deadlines`."""

    model = Feedback
    body_form = FeedbackBody
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *FACTS)
    filters: ClassVar = SPINE_FILTERS | {
        "type": Filter("choices", "type__in", choices=lambda: list(FeedbackType.values)),
        "severity": Filter("choices", "severity__in", choices=lambda: list(Severity.values)),
        "channel": Filter("choices", "channel__in", choices=lambda: list(Channel.values)),
        "about": Filter("int", "about", help="What it is about, by matter id."),
        "about_department": Filter("int", "about_department"),
        "anonymous": Filter("bool", "is_anonymous"),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in FACTS}

    def whole(self, row: Feedback) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in FACTS if not name.endswith("_at")}
        own |= {name: instant(getattr(row, name)) for name in FACTS if name.endswith("_at")}
        own["about_department"] = row.about_department_id
        seen = Feedback.objects.visible_to(self.request.user).filter(pk=row.merged_into_id).first()
        return (
            super().whole(row)
            | own
            | {
                "about": shapes.stub(about_of(row, self.request.user)) if row.about_id else None,
                "merged_into": shapes.stub(seen) if row.merged_into_id else None,
                "submitters": givers_of(row, self.request.user),
                "solution": row.solution,
                "cause": row.cause,
                "cause_words": row.cause_words,
                "score_words": row.score_words,
                "turns": [turn(one) for one in turns_of(row)],
                "deadlines": clocks_of(row),
            }
        )

    def create(self, request) -> HttpResponse:
        """Give feedback by name."""
        sent = body_of(request)
        given = check_body(FeedbackBody(sent, person=request.user), sent)
        given = {name: value for name, value in given.items() if value not in ("", None)}
        return self.answer(submit_feedback(actor=self.actor, channel=Channel.API, **given), 201)

    @extend_schema(request={"application/json": form_schema(CallBody)})
    @action(detail=False, methods=["post"], url_path="log-call")
    def log_call(self, request) -> HttpResponse:
        """Take a call down, for the coordination office and the system of its hotline. `follow_up_code` is told this
        once. A `case_number` that came in before answers 200 with what it became.
        """
        form = CallBody(body_of(request), person=request.user)
        key = check_body(form, body_of(request))["case_number"]
        taken: dict[str, Any] = {
            "words": form.words(),
            "call": form.call(),
            "external_key": Caller.key_of(key) if key else "",
        }
        feedback, code = log_call(actor=self.actor, **taken)
        told = {"id": feedback.pk, "number": feedback.number, "follow_up_code": code or None}
        answer = HttpResponse(as_json(told), status=201 if code else 200, content_type="application/json")
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(parameters=[OpenApiParameter("title", str, description="What is about to be given.")])
    @action(detail=False, methods=["get"])
    def similar(self, request) -> HttpResponse:
        """Open feedback that looks like `title`, the most alike first; ask before giving it."""
        return alike_answer(self.rows(), request)


with_doings(FeedbackResource, Kind.FEEDBACK)
