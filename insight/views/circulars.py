"""Circulars: the list, one with its figures and the records behind them, its steps, its files."""

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.documents.files import file_answer
from collab.common.errors import NotFound, require
from collab.common.keyset import BadCursor, Order
from collab.common.partials import DialogView, page_actor
from collab.deadlines.receipts import signatures_of
from collab.matters.page import doing_url
from collab.matters.rows import rows_of
from collab.org.standing import standing_of

from ..circulars import actions
from ..circulars.counting import FIGURES
from ..circulars.files import FILES
from ..circulars.forms import DraftForm, RemarksForm, VersionForm
from ..circulars.policies import SIGNERS, can_sign
from ..circulars.reading import LABELS, records, sheet_of
from ..models import Circular, CircularNotice

PAGE = 30
NEWEST = Order("id", descending=True)


def found(request: HttpRequest, pk: int) -> Circular:
    """The circular, or NotFound where it is missing or a draft that is not the reader's to see."""
    rows = Circular.objects.visible_to(request.user).select_related("scope", "corrects")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


class Circulars(LoginRequiredMixin, View):
    """All circulars, newest first; drafts are the coordinators'."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Circular.objects.visible_to(request.user).select_related("scope").defer("figures")
        try:
            page = NEWEST.page(rows, request.GET.get("cursor", ""), PAGE)
        except BadCursor:
            page = NEWEST.page(rows, "", PAGE)
        context = {
            "circulars": page.rows,
            "next": f"?cursor={page.next}" if page.next else "",
            "previous": f"?cursor={page.previous}" if page.previous else "",
            "may_draft": standing_of(request.user).is_coordinator,
        }
        return render(request, "insight/circulars/list.html", context)


class CircularPage(LoginRequiredMixin, View):
    """One circular; it prints as it stands."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        circular = found(request, pk)
        context = {
            "circular": circular,
            "sheet": sheet_of(circular, request.user),
            "corrections": Circular.objects.issued().filter(corrects=circular).defer("figures"),
            "coordinates": standing_of(request.user).is_coordinator,
            "files": list(FILES),
            **_signing(circular, request),
        }
        return render(request, "insight/circulars/circular.html", context)


def _signing(circular: Circular, request: HttpRequest) -> dict:
    """Who has signed for it, and whether the reader may."""
    notice = CircularNotice.objects.filter(circular=circular).first()
    if notice is None:
        return {"notice": None}
    may_sign = notice.is_open and can_sign(page_actor(request), notice)
    sign_url = doing_url(notice, "sign-for") if may_sign else ""
    return {"notice": notice, "signatures": signatures_of(notice, SIGNERS), "sign_url": sign_url}


class CircularSignatures(LoginRequiredMixin, View):
    """Who has signed for it by now, for a page that is open."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        circular = found(request, pk)
        context = {"circular": circular, **_signing(circular, request)}
        return render(request, "insight/circulars/_signatures.html", context)


class NoticePage(LoginRequiredMixin, View):
    """What is signed for stands on the circular's own page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = CircularNotice.objects.visible_to(request.user).filter(pk=pk).first()
        if notice is None:
            raise NotFound
        return redirect("insight:circular", notice.circular_id)


class CircularRecords(LoginRequiredMixin, View):
    """The records that one figure was counted from."""

    def get(self, request: HttpRequest, pk: int, department: int, figure: str) -> HttpResponse:
        circular = found(request, pk)
        if figure not in FIGURES:
            raise NotFound
        tasks, hidden = records(circular, request.user, department, figure)
        names = {line["id"]: line for line in sheet_of(circular, request.user).lines}
        context = {
            "circular": circular,
            "label": LABELS[figure],
            "department": names[department]["name"] if department in names else "",
            "rows": rows_of(tasks),
            "hidden": hidden,
        }
        return render(request, "insight/circulars/records.html", context)


class CircularFile(LoginRequiredMixin, View):
    """The circular as a document to send or print."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        return circular_file(found(request, pk), request.user, kind)


def circular_file(circular: Circular, reader, kind: str) -> HttpResponse:
    """One of the files of a circular, to be saved."""
    return file_answer(FILES, kind, sheet_of(circular, reader), f"circular-{circular.pk}")


class CircularDialog(DialogView):
    """A step with one circular; coordinators take it."""

    form_class: type[forms.Form] = VersionForm
    circular: Circular
    leave = True

    def prepare(self) -> None:
        self.circular = found(self.request, self.kwargs["pk"])
        require(standing_of(self.request.user).is_coordinator)
        self.number = self.circular.number

    def form(self, data=None) -> forms.Form:
        initial = {"version": self.circular.version, "remarks": self.circular.remarks}
        return self.form_class(data, initial=initial, auto_id="dialog_%s")

    def home(self) -> str:
        return reverse("insight:circular", args=[self.circular.pk])

    def _given(self, form: forms.Form) -> dict:
        return form.cleaned_data | {"circular": self.circular, "actor": page_actor(self.request)}


class DraftCircular(CircularDialog):
    """Count a period anew."""

    title = _("Draft a circular")

    def prepare(self) -> None:
        require(standing_of(self.request.user).is_coordinator, _("Circulars are drafted by coordinators."))

    def form(self, data=None) -> forms.Form:
        return DraftForm(data, reader=self.request.user, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        self.circular = actions.draft_circular(actor=page_actor(self.request), **form.cleaned_data)


class Remarks(CircularDialog):
    """What the coordinator says to the figures."""

    title, form_class, submit_label = _("Remarks"), RemarksForm, _("Save")

    def carry_out(self, form: forms.Form) -> None:
        actions.remark_on_circular(**self._given(form))


class Retake(CircularDialog):
    """Count anew."""

    title = _("Count anew")
    text = _("All figures of this draft are counted again as of now.")

    def carry_out(self, form: forms.Form) -> None:
        actions.retake_circular(**self._given(form))


class Issue(CircularDialog):
    """Freeze it and tell heads and sponsors."""

    title = _("Issue the circular")
    text = _(
        "It gets its number and does not change any more. Heads and sponsors of its departments are told."
    )

    def carry_out(self, form: forms.Form) -> None:
        actions.issue_circular(**self._given(form))


class Discard(CircularDialog):
    """Throw the draft away."""

    title, danger = _("Discard the draft"), True

    def carry_out(self, form: forms.Form) -> None:
        actions.discard_circular(**self._given(form))

    def home(self) -> str:
        return reverse("insight:circulars")


class Correct(CircularDialog):
    """Draft another one that corrects this."""

    title = _("Draft a correction")
    text = _("The same period is counted anew into another circular, which says that it corrects this one.")

    def carry_out(self, form: forms.Form) -> None:
        was = self.circular
        self.circular = actions.draft_circular(
            actor=page_actor(self.request), period=was.period, day=was.first_day, corrects=was
        )
