"""Reads of minutes across models."""

from django.utils.translation import gettext_lazy as _

from ..models import Minutes

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
