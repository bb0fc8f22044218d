"""Reading minutes in and reviewing what was found in them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from collab.common import clock
from collab.common.errors import Invalid, NotFound, Refusal
from collab.common.partials import page_actor, show_refusal
from collab.matters.rows import url_of
from collab.org.standing import standing_of

from ..actions import dismiss_minutes, read_in_minutes, review_minutes
from ..actions.review import DONE
from ..actions.taking_over import OUTCOMES
from ..forms import ImportForm, ReviewForm
from ..models import Finding, FindingKind, Meeting, MinutesReading
from ..selectors import Register
from ..states import AGENDA_ITEM

SHOWN_LINES = 2000
RECENT = timedelta(days=60)
DOUBTS = {
    "no_owner": gettext_lazy("Nobody is named for this:"),
    "no_attendees": gettext_lazy("Nobody present was found."),
    "no_agenda": gettext_lazy("No agenda was found."),
    "no_date": gettext_lazy("No date was found."),
    "date_form": gettext_lazy("This date can be read in more than one way:"),
    "date_differs": gettext_lazy("The text names another date, too:"),
    "present_and_absent": gettext_lazy("Named as present and as absent:"),
    "too_long": gettext_lazy("The text is longer than can be read; it was read up to line"),
    "long_line": gettext_lazy("A line is longer than can be read; the rest of it was left out."),
}
BARE = {"no_attendees", "no_agenda", "no_date", "long_line"}
GROUPS = {
    FindingKind.PERSON: gettext_lazy("People"),
    FindingKind.ITEM: gettext_lazy("Agenda items"),
    FindingKind.DECISION: gettext_lazy("Decisions"),
    FindingKind.ACTION: gettext_lazy("Action items"),
    FindingKind.LEFT_OVER: gettext_lazy("Left over from before"),
    FindingKind.NOTE: gettext_lazy("Notes"),
}


class MinutesImport(LoginRequiredMixin, View):
    """Upload or paste; nothing is created before it was reviewed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        own = sorted(standing_of(request.user).department_ids)
        return self.show(
            ImportForm(actor=page_actor(request), initial={"department": own[0] if own else None})
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, actor=page_actor(request))
        if not form.is_valid():
            return self.show(form, status=422)
        found, refused = self.read(form)
        if refused:
            for name, refusal in refused:
                form.add_error(None, f"{name}: {refusal}")
            return self.show(form, found, status=422)
        if len(found) == 1:
            return redirect("meetings:review", pk=found[0].pk)
        return redirect("meetings:readings")

    def read(self, form: ImportForm) -> tuple[list[MinutesReading], list[tuple[str, str]]]:
        """Readings of everything that could be read, and what could not with the reason."""
        given, register = form.cleaned_data, Register()
        sources: list[dict[str, Any]] = [{"name": file.name, "data": file.read()} for file in given["files"]]
        if given["text"].strip():
            sources.append({"name": given["name"] or _("Pasted text"), "text": given["text"]})
        found: list[MinutesReading] = []
        refused: list[tuple[str, str]] = []
        for source in sources:
            try:
                read = read_in_minutes(
                    actor=page_actor(self.request),
                    department=given["department"],
                    register=register,
                    **source,
                )
            except Refusal as refusal:
                texts = (
                    [str(error.detail) for error in refusal.errors] if isinstance(refusal, Invalid) else []
                )
                refused.append((source["name"], " ".join(texts) or str(refusal)))
            else:
                found += [*read.fresh, *read.known]
        seen = MinutesReading.objects.visible_to(self.request.user).filter(pk__in=[row.pk for row in found])
        if len(seen) < len(found):
            refused.append(("", _("Some of it was read in before by another department, which reviews it.")))
        return list(seen), refused

    def show(self, form: ImportForm, found: Any = (), status: int = 200) -> HttpResponse:
        return render(self.request, "meetings/import.html", {"form": form, "found": found}, status=status)


class ReviewPage(LoginRequiredMixin, View):
    """Correct, take over or dismiss what was found, one by one or all at once."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.load(pk)
        return self.show(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.load(pk)
        actor, what = page_actor(request), request.POST.get("do", "save")
        form = self.form(request.POST)
        if what == "dismiss-all":
            return self.dismiss_all()
        if not form.is_valid():
            return self.show(form, 422)
        try:
            review = review_minutes(
                reading=self.reading,
                actor=actor,
                version=form.cleaned_data["version"],
                facts=form.facts(),
                edits=form.edits(),
                confirm_rest=what == "all",
                confirm=_chosen(what, "confirm"),
                dismiss=_chosen(what, "dismiss"),
                issue=form.cleaned_data["issue"],
            )
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, refusal.status)
        self.say(review)
        return redirect(reverse("meetings:review", args=[pk]) + self.next_after(what))

    def next_after(self, what: str) -> str:
        """The part of the address that leads on to the next finding that waits, after one alone was settled."""
        verb, _colon, settled = what.partition(":")
        order = [row for kind in GROUPS for row in self.findings if row.kind == kind]
        at = next((n for n, row in enumerate(order) if str(row.pk) == settled), None)
        if at is None or verb not in ("confirm", "dismiss"):
            return ""
        waiting = (row.pk for row in order[at + 1 :] if row.state == "pending")
        return f"#finding-{next(waiting, settled)}"

    def load(self, pk: int) -> None:
        rows = MinutesReading.objects.visible_to(self.request.user).select_related(
            "department", "meeting", "read_by"
        )
        found = rows.filter(pk=pk).first()
        if found is None:
            raise NotFound
        self.reading = found
        related = found.findings.select_related("person", "department", "matter", "item")
        self.findings: list[Finding] = list(related)

    def form(self, data=None) -> ReviewForm:
        recent = bool(self.reading.held_on and self.reading.held_on > (clock.now() - RECENT).date())
        actor = page_actor(self.request)
        return ReviewForm(
            data, reading=self.reading, findings=self.findings, actor=actor, initial={"issue": recent}
        )

    def dismiss_all(self) -> HttpResponse:
        version = self.request.POST.get("version", "")
        dismiss_minutes(
            reading=self.reading,
            actor=page_actor(self.request),
            version=int(version) if version.isdigit() else 0,
        )
        return redirect("meetings:readings")

    def say(self, review) -> None:
        if review.confirmed:
            count = len(review.confirmed)
            text = ngettext("%(count)d finding was taken over.", "%(count)d findings were taken over.", count)
            messages.success(self.request, text % {"count": count})

    def show(self, form: ReviewForm, status: int = 200) -> HttpResponse:
        reading = self.reading
        lines = reading.raw.splitlines()
        context = {
            "reading": reading,
            "form": form,
            "groups": [(label, rows) for kind, label in GROUPS.items() if (rows := self.rows(form, kind))],
            "lines": list(enumerate(lines[:SHOWN_LINES], start=reading.line)),
            "cut": len(lines) > SHOWN_LINES,
            "doubts": [_doubt(row) for row in reading.doubts],
            "asked": [row for row in self.findings if row.state == "pending" and row.candidates],
            "meeting_url": url_of(reading.meeting) if reading.meeting else "",
            "same_day": self.same_day(),
            "pending": reading.state == "pending",
        }
        return render(self.request, "meetings/review.html", context, status=status)

    def rows(self, form: ReviewForm, kind: str) -> list[dict[str, Any]]:
        """Each finding of a kind, with its fields where it still waits."""
        names = ("text", "person", "presence", "department", "due_on")
        return [
            {
                "finding": row,
                "outcome": _outcome(row),
                "url": url_of(row.matter) if row.matter else "",
                "fields": [form[f"{name}-{row.pk}"] for name in names if f"{name}-{row.pk}" in form.fields],
            }
            for row in self.findings
            if row.kind == kind
        ]

    def same_day(self) -> list[Meeting]:
        """Meetings of the department on that day: perhaps this one is known already."""
        reading = self.reading
        if reading.meeting_id or reading.held_on is None or reading.department_id is None:
            return []
        seen = Meeting.objects.visible_to(self.request.user).filter(department=reading.department)
        return list(seen.filter(starts_at__date=reading.held_on)[:5])


def _doubt(row: dict[str, Any]) -> dict[str, Any]:
    """A doubt of the reader in words, with the line it is about."""
    kind = row["kind"]
    words = DOUBTS.get(kind, _("Look at this again:"))
    return {"line": row["line"], "words": words, "detail": "" if kind in BARE else row["detail"]}


def _outcome(row: Finding) -> str:
    """What the minutes say became of an item, or of work, in words."""
    if row.kind == FindingKind.ITEM:
        return str(AGENDA_ITEM.label(OUTCOMES[row.outcome])) if row.outcome in OUTCOMES else ""
    if row.outcome in DONE:
        return _("Done already")
    return _("Still open") if row.outcome == "open" else row.outcome


def _chosen(what: str, verb: str) -> list[int]:
    name, _colon, pk = what.partition(":")
    return [int(pk)] if name == verb and pk.isdigit() and len(pk) < 18 else []
