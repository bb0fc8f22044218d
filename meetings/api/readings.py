"""Minutes read in from elsewhere: hand in a text, see what was found, take it over or dismiss it."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm, check_rows, form_schema
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.org.models import Department, Person

from ..actions import dismiss_minutes, read_in_minutes, review_minutes
from ..models import Finding, MinutesReading, Presence
from ..models.reading import ReadingState

COLUMNS = (
    "id",
    "title",
    "source_name",
    "line",
    "department",
    "held_on",
    "state",
    "language",
    "meeting",
    "version",
)
FACTS = ("title", "held_on", "start", "end", "place", "department")
LONGEST = 5_000_000


class ReadInBody(BodyForm):
    """A text as it was written."""

    text = forms.CharField(max_length=LONGEST, strip=False)
    name = forms.CharField(max_length=300, required=False)
    department = forms.ModelChoiceField(Department.objects.active(), required=False)


class ReviewBody(BodyForm):
    """Corrections of the meeting's facts, and what is to become of the findings."""

    title = forms.CharField(max_length=300, required=False)
    department = forms.ModelChoiceField(Department.objects.active(), required=False)
    held_on = forms.DateField(required=False)
    start = forms.TimeField(required=False)
    end = forms.TimeField(required=False)
    place = forms.CharField(max_length=300, required=False)
    confirm = forms.ModelMultipleChoiceField(Finding.objects.all(), required=False)
    dismiss = forms.ModelMultipleChoiceField(Finding.objects.all(), required=False)
    confirm_rest = forms.BooleanField(required=False)
    issue = forms.BooleanField(required=False)


class FindingBody(BodyForm):
    """A finding set right; what is not sent stays as it was read."""

    id = forms.ModelChoiceField(Finding.objects.all())
    text = forms.CharField(max_length=300, required=False)
    person = forms.ModelChoiceField(Person.objects.active(), required=False)
    department = forms.ModelChoiceField(Department.objects.active(), required=False)
    due_on = forms.DateField(required=False)
    presence = forms.ChoiceField(choices=Presence.choices, required=False)


def _review_schema() -> dict[str, Any]:
    schema = form_schema(ReviewBody)
    one = form_schema(FindingBody, partial=True) | {"required": ["id"]}
    return schema | {"properties": schema["properties"] | {"findings": {"type": "array", "items": one}}}


class ReadingResource(Resource):
    """One meeting as it was read from a source, with its findings."""

    body_form = ReadInBody
    model = MinutesReading
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    filters: ClassVar = {
        "state": Filter("choices", "state__in", choices=lambda: list(ReadingState.values)),
        "department": Filter("ids", "department__in"),
    }

    def rows(self) -> QuerySet:
        return MinutesReading.objects.visible_to(self.request.user)

    def whole(self, row: MinutesReading) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS if name not in ("department", "meeting")}
        more = {name: getattr(row, name) for name in ("start", "end", "zone", "place", "doubts")}
        related = row.findings.order_by("position", "pk")
        return (
            plain
            | more
            | {
                "department": row.department_id,
                "meeting": row.meeting_id,
                "read_at": instant(row.read_at),
                "findings": [_finding(finding) for finding in related],
            }
        )

    def create(self, request) -> HttpResponse:
        """Read a text in; one text may hold several meetings, and what was read before is answered as it stands."""
        sent = body_of(request)
        given = check_body(ReadInBody(sent, person=request.user), sent)
        found = read_in_minutes(actor=self.actor, **given)
        known = self.rows().filter(pk__in=[row.pk for row in found.known])
        body = {
            "fresh": [row.pk for row in found.fresh],
            "known": list(known.order_by("pk").values_list("pk", flat=True)),
        }
        return HttpResponse(
            as_json(body), status=201 if found.fresh else 200, content_type="application/json"
        )

    @extend_schema(request={"application/json": _review_schema()})
    @action(detail=True, methods=["post"])
    def review(self, request, pk: str) -> HttpResponse:
        """Correct, take over and dismiss findings; `confirm_rest` takes over all that still wait."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        rows = check_rows(FindingBody, sent, "findings", person=request.user)
        words = {name: value for name, value in sent.items() if name != "findings"}
        given = check_body(ReviewBody(words, person=request.user), words)
        review = review_minutes(
            reading=row,
            actor=self.actor,
            version=version,
            facts={name: given[name] for name in FACTS if name in words},
            edits={entry.pop("id").pk: entry for entry in rows},
            confirm=[finding.pk for finding in given["confirm"]],
            dismiss=[finding.pk for finding in given["dismiss"]],
            confirm_rest=given["confirm_rest"],
            issue=given["issue"],
        )
        return self.answer(self.find(str(review.reading.pk)))

    @action(detail=True, methods=["post"])
    def dismiss(self, request, pk: str) -> HttpResponse:
        """Nothing of it is needed."""
        check_body(forms.Form(body_of(request)), body_of(request))
        return self.answer(
            dismiss_minutes(reading=self.find(pk), actor=self.actor, version=if_match(request))
        )


def _finding(row: Finding) -> dict[str, Any]:
    names = (
        "id",
        "kind",
        "text",
        "body",
        "line",
        "presence",
        "outcome",
        "owners",
        "candidates",
        "due_on",
        "state",
    )
    return {name: getattr(row, name) for name in names} | {
        "item": row.item_id,
        "person": row.person_id,
        "department": row.department_id,
        "matter": row.matter_id,
    }
