"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from collab.activity.delivery import add_reactor
        from collab.matters.chain import register_open_ends
        from collab.matters.models import Kind
        from collab.matters.rows import register_page

        from . import doings, events, selectors, waiting  # noqa: F401
        from .alignment import doings as alignment_doings  # noqa: F401
        from .checkins import doings as check_in_doings  # noqa: F401
        from .cycle_end import doings as cycle_end_doings  # noqa: F401
        from .health import doings as health_doings  # noqa: F401
        from .keyresults import doings as key_result_doings  # noqa: F401
        from .reactor import follow

        register_open_ends(Kind.GOAL, selectors.open_ends)
        register_page(Kind.GOAL, "goals:detail")
        register_page(Kind.KEY_RESULT, "goals:key_result")
        add_reactor("goals", follow)
