"""Hand-over 对接单: giver, receiver, what is delivered, and the criteria that are accepted one by one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import HangingQuerySet, MatterQuerySet

from ..handover.states import MACHINE


class Handover(Matter):
    """`department` and `owner` are the side that answers for it: the giver's until acceptance, then the receiver's."""

    machine = MACHINE

    giver = models.ForeignKey(
        "org.Department", verbose_name=_("giver"), on_delete=models.PROTECT, related_name="handovers_given"
    )
    receiver = models.ForeignKey(
        "org.Department",
        verbose_name=_("receiver"),
        on_delete=models.PROTECT,
        related_name="handovers_received",
    )
    giver_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("giver’s contact"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    receiver_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("receiver’s contact"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    inputs = models.TextField(_("what it builds on"), blank=True)
    outputs = models.TextField(_("what is handed over"), blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, editable=False)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    rounds = models.PositiveSmallIntegerField(_("deliveries"), default=0, editable=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")

    def answer_for_it(self, department, contact) -> None:
        """From now on this side is liable."""
        self.department, self.owner = department, contact


class HandoverQuerySet(HangingQuerySet):
    """Rows that belong to a hand-over are seen by whoever sees it."""

    way = "handover__"


class Criterion(models.Model):
    """One acceptance criterion; met once it was accepted and not taken back since."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("criterion"), max_length=500)
    met_at = models.DateTimeField(_("accepted"), null=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance criterion")
        verbose_name_plural = _("acceptance criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="one_criterion_per_position")
        ]

    def __str__(self) -> str:
        return self.text


class Verdict(models.Model):
    """What the receiver found about one criterion in one round of delivery."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="verdicts")
    round = models.PositiveSmallIntegerField(_("delivery"))
    met = models.BooleanField(_("met"))
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "round"], name="one_verdict_per_criterion_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} · {self.round}"


register_kind(Kind.HANDOVER, Handover)
