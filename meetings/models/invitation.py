"""What the people invited to a meeting answer: whether they come, or who comes for them and may decide what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import ReplyQuerySet


class Answer(models.TextChoices):
    """RFC 5545 PARTSTAT."""

    ACCEPTED = "accepted", _("Will come")
    TENTATIVE = "tentative", _("Perhaps")
    DECLINED = "declined", pgettext_lazy("invitation", "Cannot come")
    DELEGATED = "delegated", _("Sends a delegate")


class Mandate(models.TextChoices):
    """What a delegate may decide."""

    FULL = "full", _("Decide everything")
    INSTRUCTED = "instructed", _("Decide as instructed")
    REPORT = "report", _("Listen and report back, without a vote")


class Reply(models.Model):
    """One person's answer to one meeting; `sequence` is the invitation it was given to."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="meeting_replies",
    )
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    note = models.TextField(_("note"), blank=True)
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("delegate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegated_meetings",
    )
    mandate = models.CharField(_("mandate"), max_length=12, choices=Mandate.choices, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    via = models.CharField(_("door"), max_length=16)
    answered_at = models.DateTimeField(_("answered"))

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to an invitation")
        verbose_name_plural = _("replies to invitations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_reply_per_person_and_meeting"),
            models.CheckConstraint(
                condition=models.Q(answer="delegated", delegate__isnull=False)
                | ~models.Q(answer="delegated") & models.Q(delegate=None),
                name="a_delegate_where_one_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.answer}"
