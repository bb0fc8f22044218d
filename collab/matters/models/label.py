"""Labels that coordinators define and everyone may put on matters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Label(models.Model):
    """A word with a colour of the Tabler palette."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    colour = models.CharField(_("colour"), max_length=16, default="azure")

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
