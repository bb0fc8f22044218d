"""A ballot on a decision: who may vote, who has, and what came of it; a secret one keeps choices apart from people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import BallotQuerySet, SeatQuerySet


class Threshold(models.TextChoices):
    """What it takes: abstentions count only towards a majority of all who are entitled."""

    MAJORITY = "majority", _("Simple majority of the votes cast")
    ENTITLED = "entitled", _("Majority of all entitled")
    TWO_THIRDS = "two_thirds", _("Two thirds of the votes cast")
    UNANIMITY = "unanimity", _("Nobody against")


class BallotState(models.TextChoices):
    """Votes are taken while it is open; one that is suspended waits for its quorum."""

    OPEN = "open", pgettext_lazy("ballot", "Open")
    SUSPENDED = "suspended", pgettext_lazy("ballot", "Suspended")
    CLOSED = "closed", pgettext_lazy("ballot", "Closed")
    VOID = "void", pgettext_lazy("ballot", "Given up")


UNDER_WAY = (BallotState.OPEN, BallotState.SUSPENDED)
FOR, AGAINST, ABSTAIN = "for", "against", "abstain"


class Ballot(models.Model):
    """Text and rules are kept as they were when it opened. `tally` and `outcome` are written when it closes."""

    decision = models.ForeignKey("meetings.Decision", on_delete=models.CASCADE, related_name="ballots")
    state = models.CharField(_("state"), max_length=12, choices=BallotState.choices, default=BallotState.OPEN)
    motion = models.CharField(_("what is voted on"), max_length=300)
    secret = models.BooleanField(_("secret ballot"), default=False)
    threshold = models.CharField(_("threshold"), max_length=16, choices=Threshold.choices)
    quorum = models.PositiveSmallIntegerField(_("quorum (%)"))
    options = models.JSONField(_("options"), default=list)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    tally = models.JSONField(_("result"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=12, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=models.Q(state__in=["open", "suspended"]),
                name="one_ballot_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.get_state_display()}"

    @property
    def choices(self) -> list[str]:
        """What can be voted for: the proposal, or one of several options by its place; against; abstaining."""
        named = [str(place) for place in range(1, len(self.options) + 1)] if self.options else [FOR]
        return [*named, AGAINST, ABSTAIN]


class Seat(models.Model):
    """One vote of one person. `choice` is known only in an open ballot; `cast_by` is the delegate who voted."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    has_voted = models.BooleanField(_("has voted"), default=False)
    choice = models.CharField(_("vote"), max_length=8, blank=True)
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recused = models.BooleanField(_("recused"), default=False)
    recusal_reason = models.CharField(_("reason of the recusal"), max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "person"], name="one_seat_per_person")]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.person}"


class Urn(models.Model):
    """The slips of a secret ballot, in one row that is written anew with each vote and gone when it closes.

    `slips` maps the digest of a receipt, which the voter alone holds, to a choice, sorted by digest: nothing
    says whose a slip is, or when it came.
    """

    ballot = models.OneToOneField(Ballot, primary_key=True, on_delete=models.CASCADE, related_name="urn")
    slips = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"urn {self.pk}"
