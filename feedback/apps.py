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
        from collab.matters.planning import register_learning
        from collab.matters.rows import register_page
        from collab.matters.sections import register_section

        from .actions import open_retrospective
        from .board import doings as board_doings  # noqa: F401
        from .conflicts import doings as conflict_doings  # noqa: F401
        from .conflicts import events as conflict_events  # noqa: F401
        from .conflicts.selectors import open_ends as conflict_ends
        from .corrective import doings as corrective_doings  # noqa: F401
        from .corrective import events as corrective_events  # noqa: F401
        from .corrective.selectors import open_ends as corrective_ends
        from .effects import doings as effect_doings  # noqa: F401
        from .effects import events as effect_events  # noqa: F401
        from .effects.reactor import follow as check_effects
        from .intake import events as intake_events  # noqa: F401
        from .lessons import events as lesson_events  # noqa: F401
        from .loop import doings as loop_doings  # noqa: F401
        from .loop import events as loop_events  # noqa: F401
        from .loop.page import feedback_about
        from .loop.selectors import open_ends as loop_open_ends
        from .mail.reactor import tell_submitters
        from .retrospectives import doings, events  # noqa: F401
        from .retrospectives.selectors import open_ends
        from .sessions import doings as session_doings  # noqa: F401
        from .sessions import events as session_events  # noqa: F401
        from .surveys import doings as survey_doings  # noqa: F401
        from .surveys.reactor import follow as remind_waiting
        from .surveys.selectors import open_ends as survey_open_ends

        register_learning("feedback:suggestions", "feedback:learned")
        add_reactor("feedback.surveys", remind_waiting)
        add_reactor("feedback.mail", tell_submitters)
        register_look_back(open_retrospective)
        register_open_ends(Kind.RETROSPECTIVE, open_ends)
        register_page(Kind.RETROSPECTIVE, "feedback:retrospective")
        register_open_ends(Kind.SURVEY, survey_open_ends)
        register_page(Kind.SURVEY, "feedback:survey")
        add_reactor("feedback.effects", check_effects)
        register_open_ends(Kind.CORRECTIVE, corrective_ends)
        register_page(Kind.CORRECTIVE, "feedback:corrective")
        register_open_ends(Kind.CONFLICT, conflict_ends)
        register_page(Kind.CONFLICT, "feedback:conflict")
        register_open_ends(Kind.FEEDBACK, loop_open_ends)
        register_page(Kind.FEEDBACK, "feedback:detail")
        register_section(feedback_about)
