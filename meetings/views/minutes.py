"""Minutes: the register, one's own page, and writing in them."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.documents.files import file_answer
from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.deadlines.page import when_of
from collab.deadlines.receipts import signatures_of
from collab.matters.chain import open_ends_among
from collab.matters.rows import Calendars, live_triggers, rows_of
from collab.matters.views.lists import ListView
from collab.matters.views.parts import VersionedDialog

from ..actions import write_minutes_text
from ..filters import MINUTES, MinutesFilter
from ..forms.minutes import MinutesTextForm
from ..minutes import policies
from ..minutes.files import FILES
from ..minutes.selectors import edition_of
from ..minutes.sheet import lines_of, sheet_of
from ..minutes.states import IN_PROGRESS, OUT
from ..minutes.wording import changes_between, letter_words, spelled_out
from ..models import Minutes
from ..selectors.live_minutes import unconfirmed_in
from .ballots import positions_shown
from .common import about, find
from .items import place_of


class MinutesList(ListView):
    """The register of minutes, the latest first."""

    listing = MINUTES
    template, part, filter = "meetings/minutes_list.html", "meetings/_minutes_list.html", MinutesFilter

    def rows(self) -> QuerySet:
        return Minutes.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = [
            row
            | {
                "letter": letter_words(minutes.year, minutes.letter),
                "due_relative": row["due_relative"] or "; ".join(map(str, ends.get(row["id"], []))),
            }
            for row, minutes in zip(rows_of(page.rows), page.rows, strict=True)
        ]
        return {"rows": rows, "triggers": live_triggers(["me", *(row["topic"] for row in rows)])}


class MinutesPage(LoginRequiredMixin, View):
    """One meeting's minutes. `may_write` says whether this reader may write in them now; the wording stands in
    `meetings/_minutes_text.html`, the part that an editor takes the place of.
    """

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        minutes = find(Minutes, request.user, pk, "meeting")
        context = about(minutes, request.user, [minutes.meeting_id]) | {
            "minutes": minutes,
            "letter": letter_words(minutes.year, minutes.letter),
            "text_html": markdown(spelled_out(minutes.text)),
            "may_write": minutes.status == "drafting" and policies.can_write(page_actor(request), minutes),
            "when": when_of(minutes, Calendars()) if minutes.due_at else None,
            "sheet": sheet_of(minutes, edition_of(minutes)),
            "editions": list(minutes.editions.select_related("issued_by").defer("text", "facts")),
            "signatures": signatures_of(minutes, policies.SIGNERS) if minutes.status in OUT else [],
            "positions": positions_shown(minutes),
            "kinds": list(FILES),
            "unconfirmed": unconfirmed_in(minutes) if minutes.status in IN_PROGRESS else 0,
        }
        return render(request, "meetings/minutes.html", context | place_of(minutes.meeting_id, request.user))


class VersionPage(LoginRequiredMixin, View):
    """One version on paper, as it prints, with what it changed; 0 is the present wording."""

    def get(self, request: HttpRequest, pk: int, edition: int) -> HttpResponse:
        minutes = find(Minutes, request.user, pk, "meeting")
        held = edition_of(minutes, edition)
        count = held.edition if held else minutes.edition + 1
        former = edition_of(minutes, count - 1) if count > 1 else None
        text = held.text if held else minutes.text
        sheet = sheet_of(minutes, held)
        before = lines_of(sheet_of(minutes, former)) if former else []
        context = {
            "minutes": minutes,
            "edition": edition,
            "sheet": sheet,
            "text_html": markdown(spelled_out(text)),
            "changes": changes_between(before, lines_of(sheet)) if former else [],
            "broken": bool(held and held.digest != held.seal()),
            "kinds": list(FILES),
        }
        return render(request, "meetings/minutes_version.html", context)


class VersionFile(LoginRequiredMixin, View):
    """One version as a document to send or print."""

    def get(self, request: HttpRequest, pk: int, edition: int, kind: str) -> HttpResponse:
        return minutes_file(find(Minutes, request.user, pk, "meeting"), edition, kind)


def minutes_file(minutes: Minutes, edition: int, kind: str) -> HttpResponse:
    """One of the files of a version (0: the present wording), to be saved."""
    sheet = sheet_of(minutes, edition_of(minutes, edition))
    return file_answer(FILES, kind, sheet, f"{minutes.number}-{edition or 'draft'}")


class WriteDialog(VersionedDialog):
    """Write in the minutes; a stale form shows both texts."""

    title, form_class = _("Write the minutes"), MinutesTextForm

    def prepare(self) -> None:
        self.matter = Minutes.objects.select_related("department").get_visible(
            self.request.user, self.kwargs["pk"]
        )
        self.number = self.matter.number

    def initial(self) -> dict[str, Any]:
        return {"text": self.matter.text}

    def carry_out(self, form: forms.Form) -> None:
        write_minutes_text(minutes=self.matter, actor=self.actor, **form.cleaned_data)
