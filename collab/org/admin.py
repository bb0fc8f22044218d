"""The console's pages for departments, people, roles, absences, calendars and access tokens."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401  (registers groups, which are then withdrawn)
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from collab.common.admin import ActionAdmin, Button, VersionedForm, actor_of, open_console_to

from . import actions
from .calendar_text import read_days, read_week, week_as_text
from .models import Absence, ApiToken, CalendarDay, Department, Membership, Person, Role, WorkingCalendar
from .models.calendar import office_week
from .standing import standing_of

open_console_to(lambda person: standing_of(person).is_coordinator)


class ShownInline(TabularInline):
    """Rows that are shown and changed elsewhere."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class PeopleInline(ShownInline):
    model = Membership
    fields = ("person", "department", "role")


class DaysInline(ShownInline):
    model = CalendarDay
    fields = ("date", "is_workday", "name")


class MoveForm(forms.Form):
    """Where a department goes."""

    parent = forms.ModelChoiceField(Department.objects.none(), required=False, label=gettext_lazy("Part of"))

    def __init__(self, request, department, *posted):
        super().__init__(*posted)
        others = Department.objects.visible_to(request.user).exclude(path__startswith=department.path)
        self.fields["parent"].queryset = others
        self.initial["parent"] = department.parent_id


@admin.register(Department)
class DepartmentAdmin(ActionAdmin):
    """部门."""

    may_add = may_change = True
    list_display = ("shown_name", "code", "kind", "parent", "calendar", "is_active")
    list_filter = ("is_active", "kind")
    search_fields = ("name", "name_zh", "code")
    list_select_related = ("parent", "calendar")
    inlines = (PeopleInline,)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def shown_name(self, row: Department) -> str:
        return row.display_name

    def get_fields(self, request, obj=None):
        fields = ("code", "name", "name_zh", "kind", "mission", "working_with_us", "calendar")
        return (*fields, "is_active", "seen_version") if obj else (*fields, "parent", "seen_version")

    def create(self, request, form):
        return actions.create_department(actor=actor_of(request), **_given(form))

    def change(self, request, row, form) -> None:
        version = form.cleaned_data["seen_version"]
        actions.edit_department(department=row, actor=actor_of(request), version=version, **form.changes())

    def buttons(self, request, row):
        yield Button("move", gettext_lazy("Move"), self._move, MoveForm)

    def _move(self, request, row, parent) -> str:
        actions.move_department(department=row, parent=parent, actor=actor_of(request), version=row.version)
        return _("%(name)s was moved.") % {"name": row}


class PersonForm(VersionedForm):
    """An account; a password only where it is to be entered without single sign-on."""

    password = forms.CharField(
        required=False, widget=forms.PasswordInput, label=gettext_lazy("First password"), strip=False
    )

    def clean_password(self) -> str | None:
        if given := self.cleaned_data["password"]:
            validate_password(given, self.instance)
        return given or None


class RolesForm(forms.Form):
    """For each role the departments in which it is held."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, request, person, *posted):
        super().__init__(*posted)
        self.initial["version"] = person.version
        for role in Role:
            field = forms.ModelMultipleChoiceField(
                Department.objects.visible_to(request.user), required=False
            )
            field.label, field.widget.attrs["size"] = role.label, 5
            self.fields[role.value] = field
            held = person.memberships.filter(role=role).values_list("department", flat=True)
            self.initial[role.value] = list(held)


@admin.register(Person)
class PersonAdmin(ActionAdmin):
    """人员."""

    form = PersonForm
    may_add = may_change = True
    list_display = ("name", "username", "email", "title", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("name", "username", "email")
    inlines = (PeopleInline,)

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def get_fields(self, request, obj=None):
        fields = ["username", "name", "email", "title", "language", "time_zone", "seen_version"]
        if standing_of(request.user).is_superuser:
            fields.insert(-1, "is_staff")
        return fields if obj else [*fields, "password"]

    def create(self, request, form):
        return actions.create_person(actor=actor_of(request), **_given(form))

    def change(self, request, row, form) -> None:
        version = form.cleaned_data["seen_version"]
        actions.edit_person(person=row, actor=actor_of(request), version=version, **form.changes())

    def buttons(self, request, row):
        yield Button("roles", gettext_lazy("Roles"), self._roles, RolesForm)
        if row.is_active:
            note = gettext_lazy("Nobody can sign in with it any more; its tokens end at once.")
            yield Button("close", gettext_lazy("Close the account"), self._close, tone="danger", note=note)
        else:
            yield Button("open", gettext_lazy("Open the account again"), self._open)

    def _roles(self, request, row, version: int, **held) -> str:
        roles = [(department, role) for role, departments in held.items() for department in departments]
        actions.set_roles(person=row, actor=actor_of(request), version=version, roles=roles)
        return _("The roles of %(name)s are kept.") % {"name": row}

    def _close(self, request, row) -> str:
        actions.deactivate_person(person=row, actor=actor_of(request), version=row.version)
        return _("The account of %(name)s is closed.") % {"name": row}

    def _open(self, request, row) -> str:
        actions.reactivate_person(person=row, actor=actor_of(request), version=row.version)
        return _("The account of %(name)s is open again.") % {"name": row}


@admin.register(Membership)
class MembershipAdmin(ActionAdmin):
    """Who is what where; changed on the person's page."""

    list_display = ("person", "department", "role")
    list_filter = ("role", "department")
    search_fields = ("person__name", "person__username", "department__name")
    list_select_related = ("person", "department")


@admin.register(Absence)
class AbsenceAdmin(ActionAdmin):
    """Absences and who stands in."""

    may_add = True
    fields = ("person", "delegate", "scope", "starts_at", "ends_at", "note")
    list_display = ("person", "delegate", "scope", "starts_at", "ends_at", "cancelled_at")
    list_filter = ("scope",)
    search_fields = ("person__name", "delegate__name")
    autocomplete_fields = ("person", "delegate")
    list_select_related = ("person", "delegate")

    def create(self, request, form):
        return actions.record_absence(actor=actor_of(request), **_given(form))

    def buttons(self, request, row):
        if row.cancelled_at is None:
            yield Button("cancel", gettext_lazy("Cancel the absence"), self._cancel, tone="danger")

    def _cancel(self, request, row) -> str:
        actions.cancel_absence(absence=row, actor=actor_of(request), version=row.version)
        return _("The absence is cancelled.")


class DaysForm(forms.Form):
    """A year's special days, pasted as they were published."""

    days = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 14}),
        label=gettext_lazy("Special days"),
        help_text=gettext_lazy(
            "One line each: “2026-10-01 – 2026-10-07 off National Day”, “2026-10-10 work”. 休 and 班 are understood."
        ),
    )

    def __init__(self, request, calendar, *posted):
        super().__init__(*posted)

    def clean_days(self) -> list[Any]:
        return read_days(self.cleaned_data["days"])


class WeekField(forms.CharField):
    """Weekly hours, written one line per weekday."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 7})

    def prepare_value(self, value: Any) -> Any:
        return week_as_text(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[list[list[int]]]:
        return read_week(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return read_week(data or "") != initial
        except ValidationError:
            return True


class CalendarForm(VersionedForm):
    """A working calendar with its hours as people write them."""

    weekly = WeekField(
        label=gettext_lazy("Weekly hours"),
        help_text=gettext_lazy(
            "One line per weekday, as in “Monday: 09:00–12:00, 13:00–18:00”. A day without hours is off."
        ),
        initial=office_week,
    )


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(ActionAdmin):
    """工作日历."""

    form = CalendarForm
    may_add = may_change = True
    fields = ("name", "zone", "weekly", "country", "valid_through", "is_default", "seen_version")
    list_display = ("name", "zone", "country", "valid_through", "is_default")
    inlines = (DaysInline,)

    def create(self, request, form):
        return actions.create_calendar(actor=actor_of(request), **_given(form))

    def change(self, request, row, form) -> None:
        version = form.cleaned_data["seen_version"]
        actions.edit_calendar(calendar=row, actor=actor_of(request), version=version, **form.changes())

    def buttons(self, request, row):
        yield Button("days", gettext_lazy("Paste special days"), self._paste, DaysForm, tone="primary")

    @transaction.atomic
    def _paste(self, request, row, days) -> str:
        for day, is_workday, name in days:
            row = actions.set_calendar_day(
                calendar=row,
                actor=actor_of(request),
                version=row.version,
                day=day,
                is_workday=is_workday,
                reason=name,
            )
        return ngettext("%(count)d day is set.", "%(count)d days are set.", len(days)) % {"count": len(days)}


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))
    may_write = forms.BooleanField(required=False, label=gettext_lazy("May write"))
    days = forms.IntegerField(
        min_value=1, max_value=366, initial=90, label=gettext_lazy("Days until it expires")
    )

    def __init__(self, request, row, *posted):
        super().__init__(*posted)


@admin.register(ApiToken)
class ApiTokenAdmin(ActionAdmin):
    """Access tokens: a secret is shown once, when it is made."""

    fields = ("person", "name", "hint", "may_write", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_display = ("name", "person", "hint", "may_write", "expires_at", "last_used_at", "revoked_at")
    list_filter = ("may_write",)
    search_fields = ("name", "person__name", "person__username")
    list_select_related = ("person",)

    def list_buttons(self, request):
        yield Button("create", gettext_lazy("New token for me"), self._create, TokenForm, tone="primary")

    def buttons(self, request, row):
        if row.revoked_at is None:
            yield Button("revoke", gettext_lazy("Revoke"), self._revoke, tone="danger")

    def _create(self, request: HttpRequest, row, **answers):
        _token, secret = actions.create_token(
            actor=(actor := actor_of(request)), person=actor.person, **answers
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("New token"),
            "words": _("Copy it now; it cannot be shown again."),
            "secret": secret,
            "home": reverse("admin:org_apitoken_changelist"),
        }
        answer = TemplateResponse(request, "admin/steps/told.html", context)
        answer["Cache-Control"] = "no-store"
        return answer

    def _revoke(self, request, row) -> str:
        actions.revoke_token(token=row, actor=actor_of(request))
        return _("The token is revoked.")


def _given(form: VersionedForm) -> dict[str, Any]:
    """What the form says, without what it carries along."""
    return {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
