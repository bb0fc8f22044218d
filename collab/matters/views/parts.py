"""Doors to what hangs on a matter: its words, labels, audience, parties, links and watchers."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import Invalid, NotFound
from collab.common.partials import done, page_actor
from collab.org.fields import PersonField
from collab.org.models import Department, Person

from .. import actions
from ..models import Label, Link, LinkKind, Matter, Party, PartyRole, Priority, Visibility, Watcher
from ..rows import url_of
from ..selectors import by_number
from .common import MatterDialog, concrete
from .discussion import VersionedForm


class PermanentAddress(LoginRequiredMixin, View):
    """/m/T-2041/ leads to the page of whatever has that number."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        found = by_number(request.user, number)
        address = url_of(found) if found else ""
        if not found or address == request.path:
            raise NotFound
        return redirect(address)


class VersionedDialog(MatterDialog):
    """A dialog whose form carries the version that was looked at."""

    form_class: type[forms.Form] = VersionedForm
    submit_label: Any = _("Save")

    def initial(self) -> dict[str, Any]:
        return {}

    def form(self, data=None) -> forms.Form:
        initial = self.initial() | {"version": self.matter.version}
        return self.form_class(data, initial=initial, auto_id="dialog_%s")

    def conflict(self, form: forms.Form) -> dict[str, Any]:
        self.matter = concrete(self.request.user, self.matter.pk)
        saved = self.initial()
        fields = [
            {"label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": saved[name]}
            for name in saved
            if name in form.cleaned_data and saved[name] != form.cleaned_data[name]
        ]
        return {"fields": fields}

    def renewed(self, form: Any) -> forms.Form:
        data = form.data.copy()
        data["version"] = self.matter.version
        return self.form(data)


class WordsForm(VersionedForm):
    """Title, description and priority."""

    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)


class EditWords(VersionedDialog):
    """Change title, description or priority."""

    title, form_class = _("Edit"), WordsForm

    def initial(self) -> dict[str, Any]:
        return {"title": self.matter.title, "body": self.matter.body, "priority": self.matter.priority}

    def carry_out(self, form: forms.Form) -> None:
        actions.edit_matter(matter=self.matter, actor=self.actor, **form.cleaned_data)


class LabelsForm(VersionedForm):
    """Exactly these labels."""

    labels = forms.ModelMultipleChoiceField(
        Label.objects.all(), label=_("Labels"), required=False, widget=forms.CheckboxSelectMultiple
    )


class EditLabels(VersionedDialog):
    """Put labels on a matter."""

    title, form_class = _("Labels"), LabelsForm

    def initial(self) -> dict[str, Any]:
        return {"labels": list(self.matter.labels.all())}

    def carry_out(self, form: forms.Form) -> None:
        actions.label_matter(matter=self.matter, actor=self.actor, **form.cleaned_data)


class AudienceForm(VersionedForm):
    """Who may read it."""

    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Visibility.choices)


class EditAudience(VersionedDialog):
    """Change who may read a matter."""

    title, form_class = _("Who may see this"), AudienceForm

    def initial(self) -> dict[str, Any]:
        return {"visibility": self.matter.visibility}

    def carry_out(self, form: forms.Form) -> None:
        actions.change_visibility(matter=self.matter, actor=self.actor, **form.cleaned_data)


OFFERED_ROLES = (
    PartyRole.CO,
    PartyRole.CONSULTED,
    PartyRole.INFORMED,
    PartyRole.SUPERVISOR,
    PartyRole.ACCOUNTABLE,
)


class PartyForm(VersionedForm):
    """A person or a department, and what they are in this."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in OFFERED_ROLES])
    person = PersonField(Person.objects.none(), label=_("Person"), required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("or department"), required=False, empty_label=_("Choose…")
    )
    part = forms.CharField(label=_("Their part"), max_length=500, required=False)

    def offer_to(self, reader, matter: Matter) -> "PartyForm":
        fields: dict[str, Any] = self.fields
        offered = [role for role in OFFERED_ROLES if role not in matter.own_step_roles]
        fields["role"].choices = [(role.value, role.label) for role in offered]
        fields["person"].queryset = Person.objects.visible_to(reader).active()
        fields["department"].queryset = Department.objects.visible_to(reader).active()
        return self


class AddParty(VersionedDialog):
    """Bring somebody in."""

    title, form_class, submit_label = _("Add people"), PartyForm, _("Add")

    def form(self, data=None) -> forms.Form:
        form = PartyForm(data, initial={"version": self.matter.version}, auto_id="dialog_%s")
        return form.offer_to(self.request.user, self.matter)

    def carry_out(self, form: forms.Form) -> None:
        actions.add_party(matter=self.matter, actor=self.actor, **form.cleaned_data)


class RemoveParty(VersionedDialog):
    """Take somebody out whom no rule requires."""

    title, danger, submit_label = _("Remove from this"), True, _("Remove")

    def prepare(self) -> None:
        party = Party.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if party is None:
            raise NotFound
        self.party, self.text = party, str(party)
        self.matter = concrete(self.request.user, party.matter_id)
        self.number = self.matter.number

    def carry_out(self, form: forms.Form) -> None:
        actions.remove_party(
            matter=self.matter, actor=self.actor, version=form.cleaned_data["version"], party=self.party
        )


WAYS = {
    "relates": (_("Relates to"), LinkKind.RELATES, False),
    "led_to": (_("Led to"), LinkKind.LED_TO, False),
    "came_from": (_("Came from"), LinkKind.LED_TO, True),
    "blocks": (_("Blocks"), LinkKind.BLOCKS, False),
    "blocked_by": (_("Is blocked by"), LinkKind.BLOCKS, True),
}


class LinkForm(forms.Form):
    """Another matter and how it hangs together with this one."""

    way = forms.ChoiceField(label=_("How"), choices=[(code, way[0]) for code, way in WAYS.items()])
    number = forms.CharField(label=_("Number"), max_length=20, help_text=_("Such as T-12."))


class AddLink(MatterDialog):
    """Link this matter with another the reader sees."""

    title, submit_label = _("Link"), _("Link")

    def form(self, data=None) -> LinkForm:
        return LinkForm(data, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        other = by_number(self.request.user, form.cleaned_data["number"])
        if other is None:
            raise Invalid.field(
                "number", _("There is nothing with this number that you can see."), "not_found"
            )
        _label, kind, backwards = WAYS[form.cleaned_data["way"]]
        source, target = (other, self.matter) if backwards else (self.matter, other)
        actions.link_matters(source=source, target=target, kind=kind, actor=self.actor)


class RemoveLink(MatterDialog):
    """Take a link away."""

    title, danger, submit_label = _("Remove link"), True, _("Remove")

    def prepare(self) -> None:
        seen = Matter.objects.visible_to(self.request.user)
        rows = Link.objects.filter(pk=self.kwargs["pk"]).select_related("source", "target")
        link = (rows.filter(source__in=seen) | rows.filter(target__in=seen)).first()
        if link is None:
            raise NotFound
        self.link = link
        ends = [row for row in (link.source, link.target) if seen.filter(pk=row.pk).exists()]
        self.matter, self.number = ends[0], ends[0].number
        self.text = " · ".join(str(row) for row in ends)

    def carry_out(self, form: forms.Form) -> None:
        actions.unlink_matters(link=self.link, actor=self.actor)

    def topics(self):
        return [f"matter.{self.link.source_id}", f"matter.{self.link.target_id}"]


class Watch(LoginRequiredMixin, View):
    """POST begins or ends watching."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        matter = Matter.objects.get_visible(request.user, pk)
        person: Any = request.user
        watching = Watcher.objects.filter(matter_id=pk, person=person).exists()
        change = actions.unwatch_matter if watching else actions.watch_matter
        change(matter=matter, actor=page_actor(request))
        said = _("You no longer watch %(number)s.") if watching else _("You watch %(number)s now.")
        return done(
            request, topics=[f"matter.{pk}"], url=url_of(matter), said=said % {"number": matter.number}
        )
