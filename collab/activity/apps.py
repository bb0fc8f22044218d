"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "collab.activity"
    label = "activity"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from .organisation import open_stream

        open_stream()
