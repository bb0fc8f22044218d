"""How a person wants to hear: per channel and kind of event, and where instant messages go."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Channel


class Mode(models.TextChoices):
    """When a channel carries it."""

    IMMEDIATE = "immediate", _("At once")
    DIGEST = "digest", _("In the morning digest")
    OFF = "off", _("Not at all")


class Preference(models.Model):
    """A choice that differs from the default; `kind` is the first word of an event's code, * all others."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="preferences",
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    kind = models.CharField(_("kind"), max_length=32, default="*")
    mode = models.CharField(_("mode"), max_length=16, choices=Mode.choices)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(fields=["person", "channel", "kind"], name="one_preference_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel} {self.kind}: {self.mode}"


class Contact(models.Model):
    """The address of a person's instant messages, as Apprise writes it; it holds a secret of theirs."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="contact"
    )
    im_url = models.CharField(_("instant messages go to"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return str(self.person_id)
