"""E-mails about feedback: every one that came in with what became of it, and every one that goes out."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReceivedMail(models.Model):
    """One mail that came in. `message_id` holds it to one row however often it is delivered.

    An ignored or kept-aside one has the code of its `reason`; what was kept aside lies whole under `path` (relative
    to MEDIA_ROOT), so that nothing is lost that could not be read.
    """

    class State(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("mail", "Taken as feedback")
        JOINED = "joined", pgettext_lazy("mail", "Joined to feedback")
        IGNORED = "ignored", pgettext_lazy("mail", "Ignored")
        ASIDE = "aside", pgettext_lazy("mail", "Kept aside")

    message_id = models.CharField(_("message id"), max_length=260, unique=True)
    sender = models.CharField(pgettext_lazy("mail", "from"), max_length=260, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    reason = models.CharField(_("why"), max_length=40, blank=True)
    feedback = models.ForeignKey(
        "feedback.Feedback",
        verbose_name=_("feedback"),
        null=True,
        on_delete=models.CASCADE,
        related_name="mails_in",
    )
    path = models.CharField(max_length=200, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("received e-mail")
        verbose_name_plural = _("received e-mails")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sender", "-received_at"], name="mail_of_sender")]

    def __str__(self) -> str:
        return self.subject or self.message_id


class SentMail(models.Model):
    """One mail to a submitter outside the house, tried until it is sent or given up; `activity` makes it one per fact.

    `message_id` stays the same through every try, and what answers it is found by it.
    """

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("mail", "Waiting")
        SENDING = "sending", pgettext_lazy("mail", "On its way")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        FAILED = "failed", pgettext_lazy("mail", "Failed")

    feedback = models.ForeignKey(
        "feedback.Feedback", verbose_name=_("feedback"), on_delete=models.CASCADE, related_name="mails_out"
    )
    activity = models.BigIntegerField(editable=False)
    address = models.CharField(pgettext_lazy("mail", "to"), max_length=260)
    message_id = models.CharField(max_length=260, unique=True)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due"))
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("e-mail to a submitter")
        verbose_name_plural = _("e-mails to submitters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "address"], name="one_mail_per_fact_and_address")
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="sent_mail_due")]

    def __str__(self) -> str:
        return f"{self.address} ({self.state})"
