"""Reads of minutes across models."""

from django.utils.translation import gettext_lazy as _

from collab.common.errors import NotFound

from ..models import Minutes, MinutesEdition
from .states import IN_PROGRESS

LACKING = {
    "drafting": _("minutes not written yet"),
    "countersigning": _("minutes not issued yet"),
    "issued": _("not signed for by every department"),
    "signed_for": _("not signed for by every department"),
}


def open_ends(ids: list[int]) -> dict[int, list]:
    """Minutes that are not issued, or not signed for by all."""
    rows = Minutes.objects.filter(pk__in=ids, status__in=LACKING)
    return {pk: [LACKING[status]] for pk, status in rows.values_list("pk", "status")}


def edition_of(minutes: Minutes, edition: int = 0) -> MinutesEdition | None:
    """One issued version. 0 is the present wording: the last version, or None while another one is drafted.

    NotFound where there is none of that count.
    """
    if not edition and minutes.status in IN_PROGRESS:
        return None
    rows = MinutesEdition.objects.select_related("issued_by").filter(minutes=minutes)
    found = rows.filter(edition=edition or minutes.edition).first()
    if found is None:
        raise NotFound
    return found
