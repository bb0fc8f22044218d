"""Circulars through the API: read by everyone, drafted, remarked on and issued by coordinators."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order
from collab.deadlines.api.receipts import receipts_of
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind
from collab.org.models import Department

from ..circulars import actions, doings  # noqa: F401  (doings are declared before their doors are made)
from ..circulars.policies import SIGNERS
from ..circulars.reading import RATES, sheet_of
from ..models import Circular, CircularNotice
from ..views.circulars import circular_file

COLUMNS = (
    "id",
    "state",
    "year",
    "serial",
    "period",
    "first_day",
    "last_day",
    "scope",
    "corrects",
    "taken_at",
    "issued_at",
    "digest",
    "version",
)


class CircularBody(BodyForm):
    """A period by its length and a day of it; or what is corrected, of which both are taken."""

    period = forms.ChoiceField(choices=Circular.Period.choices)
    day = forms.DateField()
    scope = forms.ModelChoiceField(Department.objects.all(), required=False)
    corrects = forms.ModelChoiceField(Circular.objects.all(), required=False)


class RemarksBody(BodyForm):
    """What can be changed in a draft."""

    remarks = forms.CharField(required=False, max_length=20_000)


class CircularResource(Resource):
    """Issued circulars for everyone; drafts for coordinators."""

    model = Circular
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    body_form = CircularBody
    change_form = RemarksBody
    orders: ClassVar = {"id": Order("id"), "-id": Order("id", True)}
    filters: ClassVar = {
        "state": Filter("choices", "state__in", choices=lambda: list(Circular.State.values)),
        "period": Filter("choices", "period__in", choices=lambda: list(Circular.Period.values)),
        "year": Filter("int", "year"),
        "scope": Filter("int", "scope"),
    }

    def rows(self) -> QuerySet:
        return Circular.objects.visible_to(self.request.user)

    def whole(self, row: Circular) -> dict[str, Any]:
        sheet, notice = sheet_of(row, self.request.user), CircularNotice.objects.filter(circular=row).first()
        plain = {name: getattr(row, name) for name in COLUMNS} | {
            "scope": row.scope_id,
            "corrects": row.corrects_id,
            "taken_at": instant(row.taken_at),
            "issued_at": instant(row.issued_at),
        }
        return plain | {
            "number": row.number,
            "remarks": row.remarks,
            "intact": row.is_intact,
            "departments": [_line(line) for line in row.figures["departments"]],
            "overdue_items": sheet.items,
            "notice": notice.pk if notice else None,
            "signatures": receipts_of(notice, SIGNERS) if notice else [],
        }

    def create(self, request) -> HttpResponse:
        """Draft one."""
        given = check_body(CircularBody(body_of(request), person=request.user), body_of(request))
        return self.answer(actions.draft_circular(actor=self.actor, **given), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Write the remarks of a draft."""
        row, version = self.find(pk), if_match(request)
        given = check_body(RemarksBody(body_of(request)), body_of(request), partial=True)
        remarks = given.get("remarks", row.remarks)
        row = actions.remark_on_circular(circular=row, actor=self.actor, version=version, remarks=remarks)
        return self.answer(row)

    def destroy(self, request, pk: str) -> HttpResponse:
        """Throw a draft away."""
        row, version = self.find(pk), if_match(request)
        actions.discard_circular(circular=row, actor=self.actor, version=version)
        return self.gone()

    @action(detail=True, methods=["post"])
    def issue(self, request, pk: str) -> HttpResponse:
        """Number and freeze it."""
        return self._step(request, pk, actions.issue_circular)

    @action(detail=True, methods=["post"])
    def retake(self, request, pk: str) -> HttpResponse:
        """Count a draft anew."""
        return self._step(request, pk, actions.retake_circular)

    def _step(self, request, pk: str, step) -> HttpResponse:
        row, version = self.find(pk), if_match(request)
        check_body(BodyForm(body_of(request)), body_of(request))
        return self.answer(step(circular=row, actor=self.actor, version=version))

    @action(detail=True, methods=["get"], url_path=r"file/(?P<kind>docx|pdf|xlsx)")
    def file(self, request, pk: str, kind: str) -> HttpResponse:
        """The circular as a document."""
        self.no_parameters(request)
        return circular_file(self.find(pk), request.user, kind)


def _line(line: dict[str, Any]) -> dict[str, Any]:
    """A department's figures with the ids they were counted from; rates with what they were taken of."""
    counts = {name: len(ids) for name, ids in line["figures"].items()}
    rates = {key: {"part": counts[of], "of": counts["due"]} for key, (of, _words) in RATES.items()}
    facts = {"department": line["id"], "name": line["name"], "name_zh": line["name_zh"], "rank": line["rank"]}
    return facts | rates | {"figures": counts, "records": line["figures"]}


class NoticeResource(SpineResource):
    """What departments sign for when a circular is issued."""

    model = CircularNotice
    http_method_names = ["get", "head", "options", "post"]
    filters: ClassVar = SPINE_FILTERS | {"circular": Filter("int", "circular")}

    def whole(self, row: CircularNotice) -> dict[str, Any]:
        signed = receipts_of(row, SIGNERS)
        return super().whole(row) | {"circular": row.circular_id, "signatures": signed}


with_doings(NoticeResource, Kind.NOTICE)
