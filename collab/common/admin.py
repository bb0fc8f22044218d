"""The console's base: rows are shown, and changed by buttons and forms that call the same actions as every door.

Nothing here writes a model. A room's admin gives `create` and `change` (forms) and `buttons` (steps).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin
from unfold.widgets import CHECKBOX_CLASSES, INPUT_CLASSES, SELECT_CLASSES, TEXTAREA_CLASSES

from .actor import Actor
from .errors import Invalid, Refusal

Text = str | Promise
_open_to: list[Callable[[Any], bool]] = []


def open_console_to(rule: Callable[[Any], bool]) -> None:
    """Who, among those who may sign in to the console, finds anything in it."""
    _open_to[:] = [rule]


def may_use_console(person: Any) -> bool:
    """Nobody unless a rule says so."""
    return bool(person.is_active and person.is_staff and _open_to and _open_to[0](person))


@dataclass(frozen=True)
class Button:
    """A step: its name in the address, its words, what it asks for, and what it does with the answers.

    `run` gives back a sentence for the person, or a whole response.
    """

    name: str
    label: Text
    run: Callable[..., str | HttpResponse | None]
    form: Callable[..., forms.Form] | None = None
    tone: str = ""
    note: Text = ""


class VersionedForm(forms.ModelForm):
    """Carries the version the person was looking at, so that nothing is overwritten unseen."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = getattr(self.instance, "version", None)

    def changes(self) -> dict[str, Any]:
        """What was changed, by field."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "seen_version"}

    def validate_unique(self) -> None:
        """The action names what is taken already; asking twice costs a statement and a race."""


def actor_of(request: HttpRequest) -> Actor:
    return Actor(request.user, "admin")


def dress(form: forms.Form) -> forms.Form:
    """Give a plain form the console's look."""
    kinds = {"checkbox": CHECKBOX_CLASSES, "select": SELECT_CLASSES, "textarea": TEXTAREA_CLASSES}
    for field in form.fields.values():
        kind = getattr(field.widget, "input_type", "textarea")
        field.widget.attrs["class"] = " ".join(kinds.get(kind, INPUT_CLASSES))
    return form


def put(refusal: Refusal, form: forms.Form) -> None:
    """Show a refusal on the form it answers, at its fields where it names them."""
    errors = refusal.errors if isinstance(refusal, Invalid) else []
    for error in errors:
        form.add_error(error.field if error.field in form.fields else None, str(error.detail))
    if not errors:
        form.add_error(None, str(refusal))


def _refused(form: Any, refusal: Refusal) -> Any:
    """The same form, which shows this refusal once it is checked."""

    def post_clean(self) -> None:
        form._post_clean(self)
        put(refusal, self)

    return type(form.__name__, (form,), {"_post_clean": post_clean})


class ActionAdmin(ModelAdmin):
    """Read by coordinators and administrators; changed through actions alone; nothing is deleted."""

    form = VersionedForm
    within_audience = True
    may_add = False
    may_change = False
    list_per_page = 50
    show_full_result_count = False
    list_before_template = "admin/steps/buttons.html"
    change_form_outer_before_template = "admin/steps/buttons.html"

    def create(self, request: HttpRequest, form: VersionedForm) -> Any:
        """Call the action that makes a new row, and answer with the row."""
        raise NotImplementedError

    def change(self, request: HttpRequest, row: Any, form: VersionedForm) -> None:
        """Call the action that changes the row."""
        raise NotImplementedError

    def buttons(self, request: HttpRequest, row: Any) -> Iterable[Button]:
        """The steps this person may take with this row now."""
        return ()

    def list_buttons(self, request: HttpRequest) -> Iterable[Button]:
        """Steps that need no row."""
        return ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_use_console(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_use_console(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_add and may_use_console(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and may_use_console(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest):
        rows = super().get_queryset(request)
        scoped = self.within_audience and hasattr(rows, "visible_to")
        return rows.visible_to(request.user) if scoped else rows

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refused", None)
        return form if refusal is None else _refused(form, refusal)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django's own form page; a refusal of the action comes back on the form with everything typed."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        shown = self._links(request, self.buttons(request, row), row) if row is not None else []
        context = {**(extra_context or {}), "step_buttons": shown}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except Refusal as refusal:
            request.refused = refusal
            return super().changeform_view(request, object_id, form_url, context)

    def changelist_view(self, request, extra_context=None):
        shown = (
            self._links(request, self.list_buttons(request), None) if may_use_console(request.user) else []
        )
        return super().changelist_view(request, {**(extra_context or {}), "step_buttons": shown})

    def save_model(self, request, obj, form, change) -> None:
        if change:
            self.change(request, obj, form)
        else:
            obj.pk = self.create(request, form).pk

    def save_related(self, request, form, formsets, change) -> None:
        """Everything was done by the action."""

    def construct_change_message(self, request, form, formsets, add=False) -> list:
        return []

    def log_addition(self, request, obj, message) -> None:
        """The journal keeps it."""

    def log_change(self, request, obj, message) -> None:
        """The journal keeps it."""

    def get_urls(self) -> list:
        base = f"{self.opts.app_label}_{self.opts.model_name}"
        step = self.admin_site.admin_view(self.step_view)
        return [
            path("step/<slug:name>/", step, name=f"{base}_list_step"),
            path("<int:object_id>/step/<slug:name>/", step, name=f"{base}_step"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, name: str, object_id: int | None = None) -> HttpResponse:
        """Ask for what a step needs, then take it."""
        if not may_use_console(request.user):
            raise PermissionDenied
        row = self.get_object(request, str(object_id)) if object_id is not None else None
        if object_id is not None and row is None:
            raise Http404
        offered = self.buttons(request, row) if row is not None else self.list_buttons(request)
        button = next((one for one in offered if one.name == name), None)
        if button is None:
            raise Http404
        posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = dress(button.form(request, row, *posted)) if button.form else None
        if request.method == "POST" and (form is None or form.is_valid()):
            answer = self._take(request, button, row, form)
            if answer is not None:
                return answer
        return self._ask(request, button, row, form)

    def _take(self, request, button: Button, row, form) -> HttpResponse | None:
        try:
            done = button.run(request, row, **(form.cleaned_data if form else {}))
        except Refusal as refusal:
            if form is None:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(self._home(row))
            put(refusal, form)
            return None
        if isinstance(done, HttpResponse):
            return done
        messages.success(request, done or _("Done: %(step)s") % {"step": button.label})
        return HttpResponseRedirect(self._home(row))

    def _ask(self, request, button: Button, row, form) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": button.label,
            "subtitle": str(row) if row is not None else None,
            "opts": self.opts,
            "button": button,
            "form": form,
            "home": self._home(row),
        }
        return TemplateResponse(request, "admin/steps/step.html", context)

    def _home(self, row: Any) -> str:
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{base}_change", args=[row.pk]) if row is not None else reverse(f"{base}_changelist")

    def _links(self, request, offered: Iterable[Button], row: Any) -> list[dict[str, Any]]:
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return [
            {
                "label": one.label,
                "tone": one.tone,
                "url": reverse(f"{base}_step", args=[row.pk, one.name])
                if row is not None
                else reverse(f"{base}_list_step", args=[one.name]),
            }
            for one in offered
        ]
