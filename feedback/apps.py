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

        from . import declarations  # noqa: F401
        from .actions import open_retrospective
        from .conflicts.selectors import open_ends as of_conflicts
        from .corrective.selectors import open_ends as of_corrections
        from .effects.reactor import follow as check_effects
        from .loop.page import feedback_about
        from .loop.selectors import open_ends as of_feedback
        from .mail.reactor import tell_submitters
        from .retrospectives.selectors import open_ends as of_retrospectives
        from .surveys.reactor import follow as remind_waiting
        from .surveys.selectors import open_ends as of_surveys

        for kind, page, open_ends in (
            (Kind.FEEDBACK, "detail", of_feedback),
            (Kind.CORRECTIVE, "corrective", of_corrections),
            (Kind.CONFLICT, "conflict", of_conflicts),
            (Kind.SURVEY, "survey", of_surveys),
            (Kind.RETROSPECTIVE, "retrospective", of_retrospectives),
        ):
            register_page(kind, f"feedback:{page}")
            register_open_ends(kind, open_ends)
        register_look_back(open_retrospective)
        register_learning("feedback:suggestions", "feedback:learned")
        register_section(feedback_about)
        add_reactor("feedback.surveys", remind_waiting)
        add_reactor("feedback.mail", tell_submitters)
        add_reactor("feedback.effects", check_effects)
