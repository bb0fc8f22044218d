"""How feedback comes in: what coordinators allow, what waits unopened, who called, and whose words may be shown."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import PublicationQuerySet
from .feedback import OfFeedbackQuerySet

ONLY = 1


class Writers(models.TextChoices):
    """Who may use the short form under their name."""

    EVERYONE = "everyone", _("Everyone, signed in or not")
    SIGNED_IN = "signed_in", _("People who are signed in")


class IntakeSettings(models.Model):
    """What coordinators allow at the doors; there is one row, and without it the careful defaults hold."""

    writers = models.CharField(
        _("who may write under their name"),
        max_length=16,
        choices=Writers.choices,
        default=Writers.SIGNED_IN,
    )
    allows_anonymous = models.BooleanField(_("anonymous feedback is taken"), default=False)
    board_is_public = models.BooleanField(_("“You said, we did” is shown without sign-in"), default=False)
    is_demo = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("feedback doors")
        verbose_name_plural = _("feedback doors")

    def __str__(self) -> str:
        return str(_("Feedback doors"))


class Envelope(models.Model):
    """What somebody wrote without a name, closed until the next full hour.

    Were it opened at once, the times of rows and journal entries around it would tell to the second when it was
    written, and sign-ins, sessions and proxies could tell who was there. All envelopes of an hour are opened together,
    in an order drawn by lot; until then they have no time of their own, no order and no file on disk. `digest` is
    the keyed hash of the follow-up code, `words` what was typed, `opens_at` a full hour in UTC.
    """

    class Step(models.TextChoices):
        SUBMIT = "submit", pgettext_lazy("envelope", "New feedback")
        SAY = "say", pgettext_lazy("envelope", "Message")
        CONFIRM = "confirm", pgettext_lazy("envelope", "Solved")
        OBJECT = "object", pgettext_lazy("envelope", "Not solved")
        WITHDRAW = "withdraw", pgettext_lazy("envelope", "Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, db_index=True)
    step = models.CharField(max_length=8, choices=Step.choices)
    words = models.JSONField(default=dict)
    opens_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(step="submit"), name="one_beginning_per_code"
            )
        ]


class EnvelopeFile(models.Model):
    """A file in an envelope, without anything that tells who made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        default_permissions = ()


class Caller(models.Model):
    """Who was on the telephone, where they said so, and whoever wrote the call down."""

    feedback = models.OneToOneField("feedback.Feedback", on_delete=models.CASCADE, related_name="caller")
    name = models.CharField(_("name"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = OfFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("caller")
        verbose_name_plural = _("callers")

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.name, self.phone))) or str(_("No name given"))

    @staticmethod
    def key_of(number: str) -> str:
        """By what a case that the hotline has numbered itself is known, whichever way it comes in."""
        return f"hotline:{number}"[:190]


class Consent(models.Model):
    """The submitter agreed that their words may be shown, without their name; where there is none, they are not."""

    feedback = models.OneToOneField("feedback.Feedback", on_delete=models.CASCADE, related_name="consent")

    class Meta:
        default_permissions = ()


class Publication(models.Model):
    """“You said, we did” 开放看板: what the handling department says about a closed feedback, in its own words.

    `shows_words` puts the submitter's own text beside it, which needs their consent. A withdrawn one is shown to
    nobody; `published_at` is UTC.
    """

    feedback = models.OneToOneField("feedback.Feedback", on_delete=models.CASCADE, related_name="publication")
    said = models.TextField(_("you said"))
    did = models.TextField(_("we did"))
    shows_words = models.BooleanField(_("with the submitter’s own words"), default=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published"), db_index=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("published feedback")
        verbose_name_plural = _("published feedback")
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.said[:80]
