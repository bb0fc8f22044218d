"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "tasks"
    label = "tasks"
    verbose_name = _("Tasks")

    def ready(self) -> None:
        from collab.deadlines.actions.extensions import on_part_moved
        from collab.matters.chain import register_open_ends
        from collab.matters.models import Kind
        from collab.matters.rows import register_page
        from goals.following import register_source

        from . import doings, events, export, following, part_doings, selectors, turns  # noqa: F401
        from .actions.parts import follow_extension
        from .handover import doings as handover_doings  # noqa: F401
        from .handover.selectors import open_ends
        from .plans import doings as plan_doings  # noqa: F401
        from .recurrence import doings as recurrence_doings  # noqa: F401

        on_part_moved.append(follow_extension)
        register_open_ends(Kind.TASK, selectors.open_ends)
        register_page(Kind.TASK, "tasks:detail")
        register_source(Kind.TASK, following.pieces_of, following.EVENTS)
        register_open_ends(Kind.HANDOVER, open_ends)
        register_page(Kind.HANDOVER, "tasks:handover")
        register_page(Kind.PLAN, "tasks:plan")
