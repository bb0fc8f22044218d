"""Minutes through the API: the list, one with its wording, writing in them, and every doing."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import body_of, check_body
from collab.common.api.versions import if_match
from collab.common.errors import NotFound
from collab.deadlines.api import clocks_of
from collab.deadlines.api.receipts import receipts_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind

from ..actions import write_minutes_text
from ..minutes import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..minutes.facts import facts_of
from ..minutes.policies import SIGNERS
from ..minutes.selectors import edition_of
from ..minutes.states import OUT
from ..models import Minutes, MinutesEdition
from ..views.minutes import minutes_file
from .votes import positions_of

MINUTES = ("meeting", "edition", "year", "letter", "issued_at")


class TextBody(forms.Form):
    """The wording, in Markdown."""

    text = forms.CharField(required=False, strip=False)


class MinutesResource(SpineResource):
    """Minutes of meetings, opened when the meeting starts; `text` is Markdown and written with PATCH."""

    model = Minutes
    change_form = TextBody  # type: ignore[assignment]
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *MINUTES)
    filters: ClassVar = SPINE_FILTERS | {
        "meeting": Filter("int", "meeting"),
        "year": Filter("int", "year"),
        "issued_after": Filter("instant", "issued_at__gte"),
        "issued_before": Filter("instant", "issued_at__lt"),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in MINUTES}

    def whole(self, row: Minutes) -> dict[str, Any]:
        held = edition_of(row)
        own = {name: getattr(row, name) for name in ("edition", "year", "letter", "correction")}
        return (
            super().whole(row)
            | own
            | {
                "meeting": row.meeting_id,
                "text": row.text,
                "letter_number": row.letter_number,
                "silence_agrees": row.silence_agrees,
                "issued_at": instant(row.issued_at),
                "facts": held.facts if held else facts_of(row),
                "positions": positions_of(row),
                "signatures": receipts_of(row, SIGNERS) if row.status in OUT else [],
                "editions": [_edition(one) for one in row.editions.select_related("issued_by")],
                "deadlines": clocks_of(row),
            }
        )

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Write the wording, while the minutes are drafted."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        given = check_body(TextBody(sent), sent)
        write_minutes_text(minutes=row, actor=self.actor, version=version, text=given["text"])
        return self.answer(self.find(pk))

    @action(detail=True, methods=["get"], url_path=r"versions/(?P<edition>[0-9]{1,4})")
    def version(self, request, pk: str, edition: str) -> HttpResponse:
        """One version as it was issued, with its wording and what its documents say."""
        self.no_parameters(request)
        row = edition_of(self.find(pk), int(edition))
        if row is None:
            raise NotFound
        told = _edition(row) | {"text": row.text, "facts": row.facts}
        return HttpResponse(as_json(told), content_type="application/json")

    @action(detail=True, methods=["get"], url_path=r"versions/(?P<edition>[0-9]{1,4})/(?P<kind>docx|pdf)")
    def file(self, request, pk: str, edition: str, kind: str) -> HttpResponse:
        """One version as a document; 0 is the present wording."""
        self.no_parameters(request)
        return minutes_file(self.find(pk), int(edition), kind)


def _edition(row: MinutesEdition) -> dict[str, Any]:
    """A version that was issued."""
    return {
        "edition": row.edition,
        "reason": row.reason,
        "issued_by": shapes.person(row.issued_by),
        "issued_at": instant(row.issued_at),
        "digest": row.digest,
        "intact": row.digest == row.seal(),
    }


with_doings(MinutesResource, Kind.MINUTES)
