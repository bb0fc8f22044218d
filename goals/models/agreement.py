"""What was agreed: frozen versions of a goal, what each contributing department says to one, and the talk about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import OnGoalQuerySet, OnVersionQuerySet

CONSULTATION = "consultation"


class GoalVersion(models.Model):
    """`snapshot` holds the values proposed by field; `changes` names those that differ from the version before.

    It is in force from its confirmation until the next one's.
    """

    class State(models.TextChoices):
        CONSULTING = "consulting", pgettext_lazy("version", "In consultation")
        CONFIRMED = "confirmed", pgettext_lazy("version", "Confirmed")
        DROPPED = "dropped", pgettext_lazy("version", "Dropped")

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    snapshot = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CONSULTING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    note = models.TextField(_("note"), blank=True)

    objects = OnGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a goal")
        verbose_name_plural = _("versions of goals")
        ordering = ["goal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_goal_version_of_a_number"),
            models.UniqueConstraint(
                fields=["goal"],
                condition=models.Q(state="consulting"),
                name="one_goal_version_in_consultation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} v{self.number}"

    def before(self) -> "GoalVersion | None":
        """The version it is compared with: the one in force before it, else the one proposed before it."""
        earlier = GoalVersion.objects.filter(goal_id=self.goal_id, number__lt=self.number).order_by("number")
        return earlier.filter(state=self.State.CONFIRMED).last() or earlier.last()


class Answer(models.TextChoices):
    """What a department says to a version."""

    PENDING = "pending", pgettext_lazy("consultation", "Not answered yet")
    ACCEPTED = "accepted", pgettext_lazy("consultation", "Accepts")
    CONDITIONAL = "conditional", pgettext_lazy("consultation", "Accepts with conditions")
    OBJECTED = "objected", pgettext_lazy("consultation", "Objects")
    MOOT = "moot", pgettext_lazy("consultation", "No longer asked")


class Consultation(models.Model):
    """One contributing department's answer to one version; its clock hangs on its party of the goal."""

    kind = CONSULTATION

    goal_version = models.ForeignKey(GoalVersion, on_delete=models.CASCADE, related_name="consultations")
    party = models.ForeignKey(
        "matters.Party", null=True, on_delete=models.SET_NULL, related_name="consultations"
    )
    department = models.ForeignKey("org.Department", on_delete=models.PROTECT, related_name="consultations")
    about = models.JSONField(default=list)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, default=Answer.PENDING)
    grounds = models.TextField(_("conditions or grounds"), blank=True)
    due_at = models.DateTimeField(_("due"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_late = models.BooleanField(_("answered late"), default=False)
    replied_at = models.DateTimeField(_("objection answered"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OnVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_version", "department"], name="a_department_once_per_version"
            )
        ]
        indexes = [models.Index(fields=["department", "answer"], name="consultation_waits")]

    def __str__(self) -> str:
        return f"{self.goal_version_id}: {self.department}"


class ConsultationReply(models.Model):
    """One remark in the thread below a department's answer."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("reply"))
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.author}"
