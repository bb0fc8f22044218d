"""Typed links between matters; the chain is made of led-to links and of parents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """`led_to` read backwards is came-from; `blocks` read backwards is blocked-by."""

    LED_TO = "led_to", _("Led to")
    RELATES = "relates", _("Relates to")
    BLOCKS = "blocks", _("Blocks")
    MERGED_INTO = "merged_into", _("Merged into")


class Link(models.Model):
    """From `source` to `target`."""

    source = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(_("kind"), max_length=16, choices=LinkKind.choices)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="one_link_of_a_kind"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
