"""What the fields of imported files and the ends of their rows are called, for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.imported import Became

FIELDS = {
    "alpha": _("Alpha milestone"),
    "beta": _("Beta milestone"),
    "body": _("Description"),
    "caller": _("Caller’s name"),
    "chair": _("Chair"),
    "co_departments": _("Co-departments"),
    "code": _("Code"),
    "company": _("Company"),
    "completion_standard": _("Completion standard"),
    "consulted": _("Consulted"),
    "created": _("Created"),
    "day": _("Day"),
    "department": _("Department"),
    "deputy": _("Deputy head"),
    "due": _("Due"),
    "email": _("E-mail"),
    "finished": _("Finished"),
    "frequency": _("How often"),
    "handle": _("User name"),
    "head": _("Head"),
    "kind": _("Kind"),
    "language": _("Language"),
    "latest_milestone": _("Latest milestone"),
    "liaison": _("Liaison officer"),
    "link": pgettext_lazy("web address", "Link"),
    "minutes": _("Length in minutes"),
    "mission": _("Mission"),
    "name": _("Name"),
    "name_zh": _("Chinese name"),
    "number": _("Number"),
    "parent": _("Part of"),
    "phone": _("Telephone"),
    "place": _("Place"),
    "priority": _("Priority"),
    "replaces": _("Came from"),
    "responsible": _("Responsible"),
    "roles": _("Roles in departments"),
    "see_also": _("Relates to"),
    "severity": pgettext_lazy("feedback", "Severity"),
    "source": _("Source"),
    "sponsor": _("Leader (sponsor)"),
    "stable": _("Stable milestone"),
    "stage": _("Stage"),
    "stakeholders": _("Stakeholder departments"),
    "status": _("Status"),
    "superseded_by": _("Merged into"),
    "supervisor": _("Supervisor"),
    "time": _("Starts at"),
    "time_zone": _("Time zone"),
    "title": _("Title"),
    "type": _("Type"),
    "updated": _("Updated"),
    "visibility": _("Visible to"),
    "zone": _("Time zone"),
}
ENDS = {
    Became.CREATED: pgettext_lazy("rows", "Created"),
    Became.UPDATED: _("Updated"),
    Became.UNCHANGED: _("Unchanged"),
    Became.SKIPPED: _("Skipped"),
    Became.FAILED: _("Failed"),
}


def field_word(name: str) -> str:
    """The field's name for people; an unknown one reads as itself."""
    return str(FIELDS.get(name, name))


def end_word(became: str) -> str:
    """The row's end for people."""
    return str(ENDS[Became(became)])
