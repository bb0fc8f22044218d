"""Defining the labels that everyone may put on matters."""

from django.db import transaction

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import require
from collab.org.actions.rows import changed, check
from collab.org.policies import can_manage

from ..events import LABEL_DEFINED
from ..models import Label

EDITABLE = frozenset({"name", "colour"})


@transaction.atomic
def create_label(*, actor: Actor, name: str, colour: str = "azure") -> Label:
    """Define a label; two of one name are refused."""
    require(can_manage(actor))
    label = Label(name=name, colour=colour)
    check(label)
    label.save(force_insert=True)
    record(LABEL_DEFINED, actor=actor, label=label.pk, name=label.name, colour=label.colour)
    return label


@transaction.atomic
def edit_label(*, label: Label, actor: Actor, **changes: str) -> Label:
    """Rename or recolour a label wherever it is used."""
    require(can_manage(actor))
    label = Label.objects.select_for_update().get(pk=label.pk)
    if not changed(label, changes, EDITABLE):
        return label
    check(label)
    label.save(update_fields=sorted(EDITABLE))
    record(LABEL_DEFINED, actor=actor, label=label.pk, name=label.name, colour=label.colour)
    return label
