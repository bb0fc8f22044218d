"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "insight"
    label = "insight"
    verbose_name = _("Insight")

    def ready(self) -> None:
        from collab.notifications.links import register_page

        from .circulars import events as circular_events  # noqa: F401
        from .circulars import path_of
        from .demo import events  # noqa: F401
        from .imports import events as import_events  # noqa: F401

        register_page("circular.issued", path_of)
