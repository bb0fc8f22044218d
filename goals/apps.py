"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from collab.matters.chain import register_open_ends
        from collab.matters.models import Kind
        from collab.matters.rows import register_page

        from . import doings, events, selectors  # noqa: F401

        register_open_ends(Kind.GOAL, selectors.open_ends)
        register_page(Kind.GOAL, "goals:detail")
