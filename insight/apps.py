"""App configuration."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "insight"
    label = "insight"
    verbose_name = _("Insight")

    def ready(self) -> None:
        from collab.matters.models import Kind
        from collab.matters.rows import register_page as register_kind_page
        from collab.notifications.links import register_page

        from . import feedback_sheet  # noqa: F401
        from .circulars import (
            doings,  # noqa: F401
            path_of,
        )
        from .circulars import events as circular_events  # noqa: F401
        from .demo import events  # noqa: F401
        from .followthrough import sheet  # noqa: F401
        from .imports import events as import_events  # noqa: F401

        for event in ("file.ready", "file.failed"):
            register_page(event, lambda _entry: reverse("files:list"))
        for event in ("circular.issued", "circular.sent_out", "circular.signed"):
            register_page(event, path_of)
        register_kind_page(Kind.NOTICE, "insight:notice")
