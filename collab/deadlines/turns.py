"""Whose turn it is by the clocks: to sign for what was received, to decide on a request for more time."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from collab.matters.models import Party, PartyRole
from collab.matters.rows import RowStep
from collab.matters.turns import DECIDERS, Turn, Waiting, register_turns
from collab.matters.whose import Whose
from collab.org.models import Membership, Scope

from .models import Clock, Deadline, Extension, ExtensionStep, Office
from .policies import OFFICE_ROLES

MANAGING = (PartyRole.SUPERVISOR, PartyRole.GIVER)


def _to_sign(whose: Whose) -> QuerySet:
    """Running receipt clocks of a part that is theirs."""
    mine = Q(party__person__in=whose.people(Scope.RECEIPT)) | Q(party__department__in=whose.officer_of)
    return Deadline.objects.running().filter(mine, clock=Clock.RECEIPT)


def _asked(whose: Whose) -> QuerySet:
    """Requests for more time, asked by somebody else, that wait for an office these people hold.
    Where nobody but the asker supervises, coordinators decide.
    """
    people = whose.people(Scope.APPROVAL)
    supervised = Party.objects.filter(person__in=people, role__in=DECIDERS).values("matter_id")
    office = Q(office=Office.SUPERVISOR, extension__matter__in=supervised)
    if whose.coordinates:
        others = Party.objects.filter(matter=OuterRef("extension__matter"), role__in=MANAGING)
        others = others.exclude(person=OuterRef("extension__requested_by"))
        office |= Q(~Exists(others), office=Office.SUPERVISOR)
    for name, role in OFFICE_ROLES.items():
        places = Membership.objects.filter(person__in=people, role=role).values("department_id")
        office |= Q(office=name, department__in=places)
    steps = ExtensionStep.objects.filter(office, state=ExtensionStep.State.WAITING)
    steps = steps.filter(extension__state=Extension.State.PENDING)
    return steps.exclude(extension__requested_by__in=whose.me)


def _about_extension(found: Waiting) -> tuple[RowStep, ...]:
    return (
        RowStep(_("Approve"), reverse("deadlines:approve_extension", args=[found.about]), "check"),
        RowStep(_("Refuse"), reverse("deadlines:reject_extension", args=[found.about]), "x"),
    )


register_turns(
    Turn("sign", _to_sign, due="due_at", only_open=False),
    Turn("decide", _asked, "extension__matter_id", "extension_id", steps=_about_extension),
)
