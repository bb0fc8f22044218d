"""A session in which people look back together: its phase, its cards and groups, and who voted for what."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.common.errors import TransitionRefused
from collab.matters.querysets import HangingQuerySet

from ..sessions.states import CLASSIC, DISCUSS, GATHER, PHASES, TEMPLATE_CHOICES, columns_of

SESSION, CARD = "retrospective_session", "retrospective_card"


class SessionQuerySet(HangingQuerySet):
    """Sessions are seen by whoever sees the retrospective."""

    way = "retrospective__"

    def under_way(self) -> "SessionQuerySet":
        return self.exclude(phase="done")


class Session(models.Model):
    """`votes_each` is how many votes everybody has; `minutes_each` the time for one topic, 0 for no limit."""

    kind = SESSION

    retrospective = models.ForeignKey(
        "feedback.Retrospective", on_delete=models.CASCADE, related_name="sessions"
    )
    template = models.CharField(_("columns"), max_length=16, choices=TEMPLATE_CHOICES, default=CLASSIC)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    votes_each = models.PositiveSmallIntegerField(_("votes for each"), default=3)
    minutes_each = models.PositiveSmallIntegerField(_("minutes for a topic"), default=5)
    phase = models.CharField(_("phase"), max_length=8, choices=PHASES.choices(), default=GATHER)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("facilitator"),
        on_delete=models.PROTECT,
        related_name="facilitates",
    )
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["retrospective"], condition=~Q(phase="done"), name="one_session_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.retrospective_id} {self.get_template_display()}"

    @property
    def columns(self):
        return columns_of(self.template)

    @property
    def shows_counts(self) -> bool:
        """Votes are counted in the open only once nobody votes any more."""
        return self.phase in (DISCUSS, "done")

    def fits(self, step: str) -> bool:
        return self.phase in PHASES.steps[step].sources

    def take(self, step: str) -> None:
        """Move to the next phase, or raise TransitionRefused and change nothing."""
        if not self.fits(step):
            raise TransitionRefused(
                _("The session is in “%(phase)s” now; this step does not fit.")
                % {"phase": PHASES.label(self.phase)},
                state=self.phase,
                allowed=PHASES.steps_from(self.phase),
            )
        self.phase = PHASES.steps[step].target or self.phase


class CardQuerySet(HangingQuerySet):
    """Until the cards are revealed everybody sees their own alone, and of anonymous ones nobody sees any."""

    way = "session__retrospective__"

    def visible_to(self, person) -> Self:
        mine = ~Q(session__phase=GATHER) | Q(author=getattr(person, "pk", None))
        return super().visible_to(person).filter(mine)

    def topics(self) -> "CardQuerySet":
        """Single cards and the first card of each group: what is voted on and talked about."""
        return self.filter(under=None)


class Card(models.Model):
    """`under` is the first card of the group it lies in. `author` is None in an anonymous session.

    `votes` is the count, kept when the vote closes. While it is talked about `begun_at` is set; `seconds_spent`
    are those of earlier turns.
    """

    kind = CARD

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="cards")
    column = models.CharField(_("column"), max_length=16)
    text = models.CharField(_("card"), max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    under = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="members"
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    seconds_spent = models.PositiveIntegerField(default=0, editable=False)
    discussed = models.BooleanField(_("talked about"), default=False, editable=False)
    lesson = models.OneToOneField(
        "feedback.Lesson", null=True, editable=False, on_delete=models.SET_NULL, related_name="card"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["session", "position"], name="card_order")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def department_id(self) -> int:
        """The department of the retrospective."""
        return self.session.retrospective.department_id

    def end_turn(self, at: datetime) -> None:
        """Stop its clock, if that runs."""
        if self.begun_at is not None:
            self.seconds_spent += max(0, int((at - self.begun_at).total_seconds()))
            self.begun_at = None


class CardVote(models.Model):
    """How many of their votes one person put on one topic; told to nobody else."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="ballots")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["card", "person"], name="one_row_of_votes_per_person")]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.count}"
