"""The one page door of every doing: its dialog, and what happens when it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from collab.activity.models import Activity
from collab.activity.sentences import author_of
from collab.common.errors import Forbidden, NotFound, Refusal, TransitionRefused
from collab.common.partials import done

from ..doings import Ask, Doing, doing_named, doings_of
from ..forms import DoingForm
from ..page import entries_of
from ..rows import day_words
from .common import MatterDialog, concrete

LATEST = 3


class DoingDialog(MatterDialog):
    """GET shows what the doing asks for; POST does it to `subject`: the matter, or a row that hangs on it."""

    doing: Doing
    subject: Any

    def prepare(self) -> None:
        super().prepare()
        self.subject = self.matter
        self.doing = doing_named(self.matter.kind, self.kwargs["name"])
        self.title = self.doing.label
        self.text = self.doing.help or self.matter.title
        self.danger = self.doing.tone == "danger"
        self.said = _("%(number)s: %(step)s") % {"number": self.matter.number, "step": self.doing.label}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        refusal = self.refusal()
        if refusal is None:
            return self.show(self.form())
        self.refused = str(refusal)
        return self.show(forms.Form(), status=refusal.status)

    def refusal(self) -> Refusal | None:
        """Why this cannot be done now by this person, if so."""
        if not self.doing.suits(self.subject):
            return TransitionRefused(self.misfit())
        if not self.doing.may(self.actor, self.subject):
            return Forbidden(self.doing.whose)
        return None

    def misfit(self) -> str:
        """Why the step does not fit the state."""
        label = self.matter.machine.label(self.matter.status)
        return _("%(number)s is “%(state)s” now; this step does not fit.") % {
            "number": self.matter.number,
            "state": label,
        }

    def form(self, data=None) -> DoingForm:
        form = DoingForm(self.doing, self.subject, self.request.user, data)
        form.auto_id = "dialog_%s"
        return form

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, **kwargs)
        if self.doing.confidential:
            answer["Cache-Control"] = "no-store"
        return answer

    def more(self) -> dict[str, Any]:
        asks = ",".join(ask.name for ask in self.doing.asks)
        url = self.doing.preview(self.subject) if self.doing.preview and not self.refused else ""
        return {"preview_url": url, "preview_asks": asks}

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        self.doing.do(matter=self.subject, actor=self.actor, version=version, **form.answers())

    def conflict(self, form: forms.Form) -> dict[str, Any]:
        """What the reader typed beside what is saved now, and what happened in between."""
        self.subject = self.matter = concrete(self.request.user, self.matter.pk)
        rows = Activity.objects.filter(matter_id=self.matter.pk).exclude(event="matter.read")
        latest = list(rows.select_related("actor", "on_behalf_of").order_by("-pk")[:LATEST])
        fields = [
            {
                "label": ask.label,
                "mine": self.words(ask, form.cleaned_data[ask.name]),
                "theirs": self.words(ask, ask.initial(self.matter)),
            }
            for ask in self.doing.asks
            if ask.initial and ask.name in form.fields
        ]
        refusal = self.refusal()
        return {
            "by_name": author_of(latest[0]) if latest else "",
            "at_text": day_words(latest[0].at) if latest else "",
            "state": self.matter.machine.label(self.matter.status),
            "news": entries_of(latest, self.matter),
            "fields": fields,
            "refused": str(refusal) if refusal else "",
        }

    def renewed(self, form: Any) -> DoingForm:
        data = form.data.copy()
        data["version"] = self.subject.version
        return self.form(data)

    def words(self, ask: Ask, value: Any) -> str:
        """An answer as people read it."""
        if value is None or value == "":
            return ""
        if isinstance(value, datetime):
            return day_words(value)
        if ask.kind == "choice":
            return str(dict(ask.choices_for(self.matter, self.request.user)).get(value, value))
        if ask.kind in ("people", "departments", "labels"):
            return ", ".join(str(each) for each in value)
        return str(value)


class RowDialog(DoingDialog):
    """The dialog of a step of one row that is no matter itself; the version is the row's own.

    `kind` names the doings, `rows` the set the row is found in, inside the reader's audience.
    """

    kind: str

    def rows(self) -> Any:
        raise NotImplementedError

    def found(self) -> Any:
        """The row, with what its policies ask; NotFound where it is missing or out of sight."""
        row = self.rows().filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise NotFound
        return row

    def words(self) -> str:
        """What the dialog says the row is."""
        return str(self.doing.help or self.subject)

    def place(self) -> str:
        """What the row belongs to, as it is said once the step is done."""
        raise NotImplementedError

    def prepare(self) -> None:
        self.subject = self.found()
        self.doing = doing_named(self.kind, self.kwargs["name"])
        self.title, self.text = self.doing.label, self.words()
        self.danger = self.doing.tone == "danger"
        self.said = f"{self.place()}: {self.doing.label}"

    def misfit(self) -> str:
        return _("This step does not fit any more. Look at the page anew.")

    def conflict(self, form: forms.Form) -> dict[str, Any]:
        self.subject = self.found()
        saved = {ask.name: ask.initial(self.subject) for ask in self.doing.asks if ask.initial}
        fields = [
            {"label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": value}
            for name, value in saved.items()
            if value != form.cleaned_data[name]
        ]
        return {"fields": fields, "state": getattr(self.subject, "status_label", "")}


class HangingDialog(RowDialog):
    """The dialog of a step of one row that hangs on a matter."""

    def matter_id(self, row: Any) -> int:
        """The matter the row hangs on."""
        raise NotImplementedError

    def tie(self, row: Any, matter: Any) -> None:
        """Let the row know the loaded matter, so that policies ask nothing anew."""

    def words(self) -> str:
        return str(self.matter.title)

    def place(self) -> str:
        return self.number

    def found(self) -> Any:
        row = super().found()
        self.matter = concrete(self.request.user, self.matter_id(row))
        self.number = self.matter.number
        self.tie(row, self.matter)
        return row


class Put(DoingDialog):
    """POST gives one row of an order another place: by dragging, by keys or by the buttons beside it.

    It is sent to a doing that asks for `number` and `position`. Where it is refused the page says so and draws the
    order as it is.
    """

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        if [ask.name for ask in self.doing.asks] != ["number", "position"]:
            raise NotFound
        form = self.form(request.POST)
        told = {"topics": self.topics(), "url": self.home()}
        if not form.is_valid():
            return done(request, said=str(next(iter(form.errors.values()))[0]), tone="bad", **told)
        try:
            self.carry_out(form)
        except NotFound:
            raise
        except Refusal as refusal:
            return done(request, said=str(refusal), tone="bad", **told)
        return done(request, **told)


def row_steps(kind: str, row: Any, actor: Any, url: Callable[[str], str]) -> list[dict[str, Any]]:
    """Buttons for what this person may do with a row now; `url` tells where the dialog of a doing is."""
    return [
        {"label": doing.label, "icon": doing.icon, "tone": doing.tone, "url": url(doing.name)}
        for doing in doings_of(kind).values()
        if doing.suits(row) and doing.may(actor, row)
    ]
