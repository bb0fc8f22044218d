"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    label = "feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from collab.activity.delivery import add_reactor
        from collab.matters.chain import register_open_ends
        from collab.matters.endings import register_look_back
        from collab.matters.models import Kind
        from collab.matters.rows import register_page
        from collab.matters.sections import register_section

        from .actions import open_retrospective
        from .board import doings as board_doings  # noqa: F401
        from .intake import events as intake_events  # noqa: F401
        from .loop import doings as loop_doings  # noqa: F401
        from .loop import events as loop_events  # noqa: F401
        from .loop.page import feedback_about
        from .loop.selectors import open_ends as loop_open_ends
        from .mail.reactor import tell_submitters
        from .retrospectives import doings, events  # noqa: F401
        from .retrospectives.selectors import open_ends

        add_reactor("feedback.mail", tell_submitters)
        register_look_back(open_retrospective)
        register_open_ends(Kind.RETROSPECTIVE, open_ends)
        register_page(Kind.RETROSPECTIVE, "feedback:retrospective")
        register_open_ends(Kind.FEEDBACK, loop_open_ends)
        register_page(Kind.FEEDBACK, "feedback:detail")
        register_section(feedback_about)
