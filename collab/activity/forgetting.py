"""The one way entries leave the journal: whole chains of demo matters, with a trace that says so."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Conflict

from .models import Activity, ChainHead, Checkpoint
from .verification import reseal, verify

CHUNK = 500


@transaction.atomic
def forget_demo_streams(matter_ids: Iterable[int]) -> int:
    """Delete the chains of these demo matters and seal the rest anew; how many entries went.

    Refused for any matter that is not demo data, and where the journal has a flaw already: sealing it
    anew would hide that flaw. The caller records in the organisation's chain that this was done.
    """
    wanted = sorted(set(matter_ids))
    matters = Activity._meta.get_field("matter").related_model
    if matters.objects.filter(pk__in=wanted, is_demo=False).exists():  # type: ignore[attr-defined]
        raise Conflict(_("Only the history of demo data can be removed."), code="not_demo")
    if flaw := next(verify(), None):
        raise Conflict(
            _("The journal is not whole (%(stream)s: %(what)s); settle that first.")
            % {"stream": flaw.stream, "what": flaw.what},
            code="journal_flawed",
        )
    gone = sum(
        _delete([f"matter:{pk}" for pk in wanted[n : n + CHUNK]]) for n in range(0, len(wanted), CHUNK)
    )
    if newest := Checkpoint.objects.first():
        Checkpoint.objects.exclude(pk=newest.pk).delete()
        reseal(newest)
    return gone


def _delete(streams: list[str]) -> int:
    rows = Activity.objects.filter(stream__in=streams)
    gone = rows._raw_delete(connection.alias)
    ChainHead.objects.filter(stream__in=streams).delete()
    return gone
