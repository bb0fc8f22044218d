"""Role and contribution 职责与贡献: what one department or person does towards a goal, and that they know it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnGoalQuerySet

CONTRIBUTION = "contribution"


class Contribution(models.Model):
    """The party says who and keeps the contribution's words (`part`); this row the role and the acknowledgement."""

    kind = CONTRIBUTION

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="contributions")
    party = models.OneToOneField("matters.Party", on_delete=models.CASCADE, related_name="contribution")
    role = models.CharField(_("role in the goal"), max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OnGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.who}"

    @property
    def who(self):
        """The department or person that contributes."""
        return self.party.department or self.party.person
