"""What a question to a report names."""

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.org.models import Department, Person


def department_named(person: Person, pk: int | None) -> Department | None:
    """The department this id names to the reader; None for no id, Invalid where they see no such department."""
    if pk is None:
        return None
    found = Department.objects.visible_to(person).filter(pk=pk).first()
    if found is None:
        raise Invalid.field("department", _("There is no such department."))
    return found
