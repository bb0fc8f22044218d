"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "insight"
    label = "insight"
    verbose_name = _("Insight")

    def ready(self) -> None:
        from .circulars import events as circular_events  # noqa: F401
        from .demo import events  # noqa: F401
        from .imports import events as import_events  # noqa: F401
