"""The board “You said, we did”, for everybody where coordinators allow it."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.common.keyset import BadCursor, Order

from ..board.selectors import board_for
from ..forms.board import BoardForm
from ..intake.selectors import intake_settings
from ..models import Publication
from .voice import VoiceView

PAGE = 20
BEYOND = _("This place in the list is not there any more. Begin at the first page.")
ORDER = Order("published_at", descending=True)


class Board(VoiceView):
    """Cards, the latest first, by department, type and time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not (request.user.is_authenticated or intake_settings().board_is_public):
            return redirect_to_login(request.get_full_path())
        given = request.GET.copy()
        given.pop("language", None)
        form = BoardForm(given)
        if not form.is_valid():
            return self.show("board", status=400, form=form, cards=[])
        try:
            page = ORDER.page(form.narrow(board_for()), request.GET.get("cursor", ""), PAGE)
        except BadCursor as error:
            raise Invalid.field("cursor", BEYOND) from error
        cards = [card(row) for row in page.rows]
        links: dict[str, Any] = {"previous": form.link(page.previous), "next": form.link(page.next)}
        return self.show("board", form=form, cards=cards, **links)


def card(row: Publication) -> dict[str, Any]:
    """What everybody reads of one: no number, no name; the submitter's words only where they agreed."""
    feedback = row.feedback
    return {
        "said": row.said,
        "did": row.did,
        "words": feedback.body if row.shows_words and hasattr(feedback, "consent") else "",
        "type": feedback.get_type_display(),
        "department": feedback.department.display_name,
        "at": row.published_at,
    }
