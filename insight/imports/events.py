"""What the journal keeps of imported departments and people; tasks and series have events of their own rooms."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, register


def _event(code: str, sentence) -> EventType:
    return register(
        EventType(code=f"import.{code}", sentence=sentence, fields={"key", "file", "line", "became"})
    )


DEPARTMENT_IMPORTED = _event(
    "department", _("%(actor)s imported the department %(key)s (%(file)s, line %(line)s)")
)
PERSON_IMPORTED = _event("person", _("%(actor)s imported the person %(key)s (%(file)s, line %(line)s)"))
