"""The console's pages for ladders, clocks and requests for more time."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline

from collab.common.admin import ActionAdmin, Button, actor_of

from . import policies
from .actions import approve_extension, reject_extension
from .actions.ladders import RungPlan, create_ladder, edit_ladder
from .models import Deadline, Extension, Firing, Ladder, Rung, Target


class RungForm(forms.ModelForm):
    """One rung; its place follows from its distance."""

    targets = forms.MultipleChoiceField(
        choices=Target.choices, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("who is told")
    )

    class Meta:
        model = Rung
        fields = ("offset", "unit", "targets")


class RungInline(TabularInline):
    """The rungs of a ladder, stored by the ladder's action."""

    model = Rung
    form = RungForm
    fields = ("offset", "unit", "targets")
    extra = 0

    def has_view_permission(self, request, obj=None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Ladder)
class LadderAdmin(ActionAdmin):
    """Escalation ladders."""

    may_add = may_change = True
    list_display = ("name", "clock", "is_default")
    inlines = (RungInline,)

    def get_fields(self, request, obj=None):
        return ("name", "clock", "is_default", "terms", "leader_after_days", "seen_version")

    def get_readonly_fields(self, request, obj=None):
        return ("clock",) if obj else ()

    def save_model(self, request, obj, form, change) -> None:
        """A ladder is stored together with its rungs, in save_related()."""

    def save_related(self, request, form, formsets, change) -> None:
        rows = [row.cleaned_data for formset in formsets for row in formset.forms if row.cleaned_data]
        kept = [row for row in rows if not row.get("DELETE")]
        rungs = [RungPlan(row["offset"], row["unit"], tuple(row["targets"])) for row in kept]
        if change:
            seen = form.cleaned_data["seen_version"]
            edit_ladder(
                ladder=form.instance, actor=actor_of(request), version=seen, rungs=rungs, **form.changes()
            )
        else:
            given = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
            form.instance.pk = create_ladder(actor=actor_of(request), rungs=rungs, **given).pk


class HangingAdmin(ActionAdmin):
    """Rows that hang on a matter, shown with its number."""

    search_fields = ("matter__title", "matter__serial")
    list_select_related = ("matter",)

    @admin.display(description=gettext_lazy("matter"))
    def about(self, row) -> str:
        return str(row.matter)


@admin.register(Deadline)
class DeadlineAdmin(HangingAdmin):
    """Clocks, as they run."""

    list_display = ("about", "clock", "state", "light", "due_at", "wake_at", "version")
    list_filter = ("clock", "state", "light")
    fields = (
        "about",
        "clock",
        "step",
        "state",
        "light",
        "started_at",
        "due_at",
        "original_due_at",
        "settled_at",
        "settled_by",
        "report_every_days",
        "last_report_at",
        "override_light",
        "override_until",
        "override_reason",
        "wake_at",
        "version",
        "ladder",
        "fired",
    )
    readonly_fields = ("about", "fired")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        matters = Deadline._meta.get_field("matter").related_model.objects.visible_to(request.user)
        return rows.filter(matter__in=matters)

    @admin.display(description=gettext_lazy("what fired"))
    def fired(self, row: Deadline) -> str:
        firings = Firing.objects.filter(deadline=row).select_related("rung")
        return "; ".join(f"v{one.version} {one.rung} {one.fired_at:%Y-%m-%d %H:%M}" for one in firings) or "—"


class NoteForm(forms.Form):
    """A remark that may be left out."""

    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Note")
    )

    def __init__(self, request, row, *posted):
        super().__init__(*posted)


class ReasonForm(forms.Form):
    """A reason that must be given."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Reason"))

    def __init__(self, request, row, *posted):
        super().__init__(*posted)


@admin.register(Extension)
class ExtensionAdmin(HangingAdmin):
    """Requests for more time, decided by buttons."""

    list_display = ("about", "part_of", "requested_by", "old_due_at", "new_due_at", "state", "requested_at")
    list_filter = ("state",)
    fields = (
        "about",
        "part_of",
        "requested_by",
        "requested_at",
        "reason",
        "old_due_at",
        "new_due_at",
        "state",
        "decided_by",
        "decided_at",
        "decision_note",
        "line",
    )
    readonly_fields = ("about", "part_of", "line")
    list_select_related = ("party__department",)

    @admin.display(description=gettext_lazy("part of"))
    def part_of(self, row: Extension) -> str:
        return str(row.party.department) if row.party else ""

    @admin.display(description=gettext_lazy("line of approval"))
    def line(self, row: Extension) -> str:
        steps = row.steps.select_related("decided_by")
        told = [f"{s.get_office_display()}: {s.get_state_display()} {s.decided_by or ''}" for s in steps]
        return "; ".join(text.strip() for text in told) or "—"

    def buttons(self, request, row):
        actor = actor_of(request)
        if row.matter.is_open and policies.can_decide_extension(actor, row):
            yield Button("approve", gettext_lazy("Approve"), self._approve, NoteForm, tone="primary")
            yield Button("reject", gettext_lazy("Refuse"), self._reject, ReasonForm, tone="danger")

    def _approve(self, request, row, note: str) -> str:
        decided = approve_extension(extension=row, actor=actor_of(request), version=row.version, note=note)
        if decided.state == Extension.State.PENDING:
            return _("Agreed; the next step on %(matter)s decides.") % {"matter": row.matter}
        return _("The due date of %(matter)s has moved.") % {"matter": row.matter}

    def _reject(self, request, row, reason: str) -> str:
        reject_extension(extension=row, actor=actor_of(request), version=row.version, reason=reason)
        return _("The due date of %(matter)s stands.") % {"matter": row.matter}
