"""Events of files made by a job; what leaves the house as a file stands in the journal."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Hearer, register


def _hears_own(activity) -> list[Hearer]:
    return [Hearer(activity.facts["owner"], "party")]


FILE_ASKED = register(
    EventType(
        code="file.asked",
        sentence=_("%(actor)s had %(name)s written to a file"),
        fields={"name", "rows", "format"},
    )
)
FILE_READY = register(
    EventType(
        code="file.ready",
        sentence=_("%(name)s is ready to be downloaded"),
        fields={"name", "owner", "file"},
        audience=_hears_own,
    )
)
FILE_FAILED = register(
    EventType(
        code="file.failed",
        sentence=_("%(name)s could not be written"),
        fields={"name", "owner", "file", "reason"},
        audience=_hears_own,
        detail="reason",
    )
)
