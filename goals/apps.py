"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from collab.matters.models import Kind
        from collab.matters.rows import register_page

        from . import doings, events  # noqa: F401

        register_page(Kind.GOAL, "goals:detail")
