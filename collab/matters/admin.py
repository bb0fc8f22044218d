"""The console's pages for labels, and the base of each kind's page: state read-only, buttons made from its doings."""

from collections.abc import Iterator
from functools import partial

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin, Button, actor_of

from .actions.labels import create_label, edit_label
from .doings import offers
from .forms import DoingForm
from .models import Label, Matter
from .policies import parties_of


@admin.register(Label)
class LabelAdmin(ActionAdmin):
    """Labels that everyone may put on matters."""

    may_add = may_change = True
    fields = ("name", "colour")
    list_display = ("name", "colour")

    def create(self, request, form):
        return create_label(
            actor=actor_of(request), name=form.cleaned_data["name"], colour=form.cleaned_data["colour"]
        )

    def change(self, request, row, form) -> None:
        edit_label(label=row, actor=actor_of(request), **form.changes())


class MatterAdmin(ActionAdmin):
    """Shows a matter and offers exactly the doings that its state and this person's part allow."""

    list_display = ("number", "title", "department", "owner", "state", "light", "due_at", "updated_at")
    list_filter = ("is_open", "light", "priority", "department")
    search_fields = ("title", "body", "serial")
    list_select_related = ("department", "owner")
    ordering = ("-id",)
    spine_fields = (
        "number",
        "title",
        "body",
        "department",
        "owner",
        "state",
        "light",
        "priority",
        "due_at",
        "original_due_at",
        "closed_at",
        "visibility",
        "taking_part",
        "created_by",
        "created_at",
        "updated_at",
    )
    own_fields: tuple[str, ...] = ()

    def get_fields(self, request, obj=None):
        return (*self.spine_fields, *self.own_fields)

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    @admin.display(description=gettext_lazy("number"), ordering="serial")
    def number(self, row: Matter) -> str:
        return row.number

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, row: Matter) -> str:
        return row.status_label

    @admin.display(description=gettext_lazy("parties"))
    def taking_part(self, row: Matter) -> str:
        return "; ".join(str(party) for party in parties_of(row)) or "—"

    def buttons(self, request, row):
        return doing_buttons(request, row)


def doing_buttons(request, row) -> Iterator[Button]:
    """A button for each doing of this row that is this person's to take now."""
    for offer in offers(row, request.user):
        if offer.allowed:
            doing = offer.doing
            form = partial(_form, doing)
            yield Button(doing.name, doing.label, partial(_do, doing), form, tone=doing.tone, note=doing.help)


def _form(doing, request, row, data=None, files=None) -> DoingForm:
    return DoingForm(doing, row, request.user, data)


def _do(doing, request, row, *, version: int, **answers) -> str:
    doing.do(matter=row, actor=actor_of(request), version=version, **answers)
    return _("%(step)s: %(number)s") % {"step": doing.label, "number": getattr(row, "number", row)}
