"""The supervision board with its lists and bulk decisions, and a department's work on its own page."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import Invalid, NotFound, require
from collab.common.partials import DialogView, done, page_actor, wants_part
from collab.deadlines.bulk import decide_extensions
from collab.matters.bulk import Item
from collab.matters.models import Light
from collab.matters.rows import day_words, url_of
from collab.matters.views.outcomes import items_in, show_outcomes
from collab.org.models import Department

from ..selectors import board, supervision

TABS = ("unsigned", "stale", "rising", "rung", "red", "returns", "extensions")
LABELS = {
    "rising": _("About to escalate"),
    "rung": _("Escalated"),
    "extensions": _("Extensions to decide"),
}


class BoardForm(forms.Form):
    """Which list, and of which department."""

    tab = forms.ChoiceField(choices=[(name, name) for name in TABS], required=False)
    rung = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("All departments")
    )

    def __init__(self, data, reader):
        super().__init__(data)
        self.fields["department"].queryset = Department.objects.visible_to(reader).active()


class Supervision(LoginRequiredMixin, View):
    """Departments by lights, and the lists behind the figures."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        told = _("The supervision board is for coordinators, and for heads over their own departments.")
        require(board.may_supervise(person), told)
        form = BoardForm(request.GET, person)
        if not form.is_valid():
            raise Invalid(message=_("This list is not known. Open the board again."))
        chosen = form.cleaned_data
        department = chosen["department"]
        rows = board.open_work(person, department.pk if department else None)
        context = {
            "heat": supervision.heat_map(rows),
            "lights": [{"code": light.value, "label": Light(light).label} for light in supervision.LIGHTS],
            "form": form,
            "address": request.get_full_path(),
            "department": department,
        } | tab_of(board.supervised(rows), chosen["tab"] or "unsigned", chosen["rung"], department)
        template = "insight/_supervision.html" if wants_part(request) else "insight/supervision.html"
        answer = render(request, template, context)
        patch_vary_headers(answer, ["HX-Request"])
        return answer


def tab_of(rows, tab: str, rung: int | None, department: Department | None) -> dict[str, Any]:
    """The tabs with their counts, and the list of the chosen one."""
    known = board.counts(rows)
    kept = f"&department={department.pk}" if department else ""
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": [
            {
                "code": name,
                "label": LABELS.get(name) or board.TABS[name].label,
                "count": known.get(name),
                "url": f"?tab={name}{kept}",
                "active": name == tab,
            }
            for name in TABS
        ],
        "count": known.get(tab),
        "shown": board.SHOWN,
    }
    if tab == "rising":
        return context | {
            "rows": board.rising_rows(rows),
            "nothing": _("No rung fires within three working days."),
        }
    if tab == "rung":
        return context | _rungs(rows, rung, kept)
    if tab == "extensions":
        return context | {"extensions": [_extension(row) for row in board.extensions(rows)[: board.SHOWN]]}
    return context | {"rows": board.listed(rows, tab), "nothing": board.TABS[tab].nothing}


def _rungs(rows, rung: int | None, kept: str) -> dict[str, Any]:
    """The rungs that have fired, and the matters the chosen one (the highest by default) stands on."""
    fired = board.rungs_fired(rows)
    known = [one["id"] for one in fired]
    chosen = rung if rung in known else (known[-1] if known else 0)
    tasks = board.climbed(rows, chosen).with_card()[: board.SHOWN] if chosen else []
    for one in fired:
        one |= {"url": f"?tab=rung&rung={one['id']}{kept}", "active": one["id"] == chosen}
    why = board.TABS["red"].why
    return {
        "rungs": fired,
        "rows": board.with_steps(tasks, why),
        "nothing": _("No ladder has fired on open work."),
    }


def _extension(row) -> dict[str, Any]:
    return {
        "item": f"{row.pk}:{row.version}",
        "pk": row.pk,
        "number": row.matter.number,
        "title": row.matter.title,
        "url": url_of(row.matter),
        "department": (row.party or row.matter).department.display_name,
        "who": str(row.requested_by),
        "reason": row.reason,
        "old": day_words(row.old_due_at),
        "new": day_words(row.new_due_at),
        "approve_url": reverse("deadlines:approve_extension", args=[row.pk]),
        "reject_url": reverse("deadlines:reject_extension", args=[row.pk]),
    }


class NoteForm(forms.Form):
    """A word to go with an approval."""

    words = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why not."""

    words = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DecideExtensions(DialogView):
    """One decision on many requests for more time; each answers for itself."""

    items: list[Item]

    def prepare(self) -> None:
        if self.kwargs["decision"] not in ("approve", "reject"):
            raise NotFound
        self.approve = self.kwargs["decision"] == "approve"
        self.danger = not self.approve
        self.title = _("Approve the extensions") if self.approve else _("Refuse the extensions")
        self.items = items_in(self.request)

    def form(self, data=None) -> forms.Form:
        return (NoteForm if self.approve else ReasonForm)(data, auto_id="dialog_%s")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        words = form.cleaned_data["words"]
        outcomes = decide_extensions(self.items, approve=self.approve, actor=page_actor(request), words=words)
        if all(outcome.is_done for outcome in outcomes):
            home = f"{reverse('insight:supervision')}?tab=extensions"
            return done(request, topics=["me"], url=home, said=str(self.title))
        return show_outcomes(request, self.title, outcomes, "me")


class DepartmentWork(LoginRequiredMixin, View):
    """A department's open tasks, fetched into its page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        department = Department.objects.visible_to(request.user).filter(pk=pk).first()
        if department is None:
            raise NotFound
        context = supervision.department_work(request.user, department) | {"department": department}
        return render(request, "insight/_department_work.html", context)
