"""What departments sign for when a circular is issued: a matter, so that the receipt clock and its ladder run on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.machine import Machine, State, Step
from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from .circular import Circular

MACHINE = Machine(
    [
        State("issued", _("Waiting for signatures"), tone="azure"),
        State("signed", _("Signed for by all"), is_open=False, tone="green"),
    ],
    [
        Step("sign_for", _("Sign for"), frozenset({"issued"}), None),
        Step("settle", _("Signed for by all"), frozenset({"issued"}), "signed"),
    ],
)


class CircularNotice(Matter):
    """The departments the circular speaks of are its informed parties; each signs by a clock of its own."""

    machine = MACHINE

    circular = models.OneToOneField(
        Circular, verbose_name=_("circular"), on_delete=models.PROTECT, related_name="notice"
    )

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("notice of a circular")
        verbose_name_plural = _("notices of circulars")


register_kind(Kind.NOTICE, CircularNotice)
