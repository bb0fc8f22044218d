"""What can be done with a goal, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.actions import add_labels
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.models import Kind
from collab.matters.policies import can_edit

register_doings(
    Doing(
        Kind.GOAL,
        "label",
        _("Add labels"),
        can_edit,
        add_labels,
        _("those who may edit it"),
        asks=(Ask("labels", _("Labels"), "labels"),),
        icon="tag",
    ),
)
