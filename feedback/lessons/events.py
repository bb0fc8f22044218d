"""Events of the lesson library; both are told of the work a lesson is applied to."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, register

LESSON_APPLIED = register(
    EventType(
        code="lesson.applied",
        sentence=_("%(actor)s applied a lesson from %(other)s to %(matter)s"),
        fields={"lesson", "other"},
    )
)
LESSON_TAKEN_OVER = register(
    EventType(
        code="lesson.taken_over",
        sentence=_("%(actor)s took a lesson from %(other)s over into %(matter)s"),
        fields={"lesson", "other", "text"},
        detail="text",
    )
)
LESSON_SET_ASIDE = register(
    EventType(
        code="lesson.set_aside",
        sentence=_("%(actor)s found that a lesson from %(other)s does not fit %(matter)s"),
        fields={"lesson", "other"},
    )
)
LESSON_SUGGESTED_AGAIN = register(
    EventType(
        code="lesson.suggested_again",
        sentence=_("%(actor)s found that a lesson from %(other)s may fit %(matter)s after all"),
        fields={"lesson", "other"},
    )
)
LESSON_TAKEN_BACK = register(
    EventType(
        code="lesson.taken_back",
        sentence=_("%(actor)s took a lesson from %(other)s off %(matter)s"),
        fields={"lesson", "other"},
    )
)
