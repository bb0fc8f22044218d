"""Reads of minutes across models."""

from django.utils.translation import gettext_lazy as _

from collab.common.errors import NotFound

from ..models import Minutes, MinutesEdition

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


def edition_of(minutes: Minutes, edition: int) -> MinutesEdition | None:
    """One issued version; None for 0, which is the present draft. NotFound where there is none of that count."""
    if not edition:
        return None
    found = (
        MinutesEdition.objects.select_related("issued_by").filter(minutes=minutes, edition=edition).first()
    )
    if found is None:
        raise NotFound
    return found
