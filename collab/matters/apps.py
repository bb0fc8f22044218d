"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "collab.matters"
    label = "matters"
    verbose_name = _("Matters")

    def ready(self) -> None:
        from . import events, turns  # noqa: F401
