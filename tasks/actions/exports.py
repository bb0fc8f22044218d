"""Ledgers written to files by a job: asked for, written from wherever they stand, dropped."""

import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, require
from collab.common.sheets import written

from ..events import LEDGER_TAKEN
from ..export import file_name, known_format
from ..ledger import heads, lines_of
from ..models import LedgerExport, Task

HELD, ATTEMPTS = 5, 3
LEASE_SECONDS, KEPT_SECONDS = 120, 24 * 3600
State = LedgerExport.State


@transaction.atomic
def request_export(*, actor: Actor, ids: list[int], format: str) -> LedgerExport:
    """Have a job write the ledger of these tasks, in the language of this moment; kept for a day."""
    known_format(format)
    if LedgerExport.objects.filter(owner=actor.person).count() >= HELD:
        told = _("Five files are kept for you already. Remove one first.")
        raise Conflict(told, code="too_many_files")
    export = LedgerExport.objects.create(
        owner=actor.person,
        format=format,
        language=get_language() or "",
        name=file_name(format),
        path=f"exports/{secrets.token_hex(16)}.{format}",
        ids=ids,
        total=len(ids),
        created_at=clock.now(),
    )
    record(LEDGER_TAKEN, actor=actor, rows=len(ids), format=format)
    return export


def discard_export(*, export: LedgerExport, actor: Actor) -> None:
    """Drop the file before its time; a worker that is writing it stops at its next step."""
    require(export.owner_id == actor.person_id)
    _drop(export)


def carry_on_export(export: LedgerExport) -> None:
    """Write the file from its beginning, unless another worker holds it.

    It reads what the requester may see by now. A fault lets go of it; after three, and after three workers died
    over it, it counts as broken off.
    """
    if export.attempts >= ATTEMPTS:
        _give_up(LedgerExport.objects.abandoned(clock.now()).filter(pk=export.pk))
        return
    if not _claim(export):
        return
    try:
        with translation.override(export.language), timezone.override(export.owner.zone):
            _write(export)
    except Exception:
        _let_go(export)
        raise
    now = clock.now()
    over = {"state": State.DONE, "position": export.total, "ids": [], "finished_at": now, "lease_until": None}
    if not _held(export).update(**over, expires_at=now + clock.seconds(KEPT_SECONDS)):
        export.place.unlink(missing_ok=True)


def drop_expired_exports() -> None:
    """Remove files, and those that broke off, whose day is over."""
    for export in LedgerExport.objects.filter(expires_at__lte=clock.now()):
        _drop(export)


def _drop(export: LedgerExport) -> None:
    LedgerExport.objects.filter(pk=export.pk).delete()
    export.place.unlink(missing_ok=True)


def _claim(export: LedgerExport) -> bool:
    now = clock.now()
    free = LedgerExport.objects.abandoned(now).filter(pk=export.pk, attempts=export.attempts)
    lease = now + clock.seconds(LEASE_SECONDS)
    taken = free.update(state=State.RUNNING, attempts=export.attempts + 1, position=0, lease_until=lease)
    export.attempts += taken
    return bool(taken)


def _held(export: LedgerExport) -> QuerySet:
    """The row, as long as it is in this worker's hands."""
    return LedgerExport.objects.filter(pk=export.pk, attempts=export.attempts, state=State.RUNNING)


def _write(export: LedgerExport) -> None:
    def told(position: int) -> None:
        lease = clock.now() + clock.seconds(LEASE_SECONDS)
        if not _held(export).update(position=position, lease_until=lease):
            raise Conflict(_("This file is in other hands, or is not wanted any more."), code="taken_over")

    lines = lines_of(export.ids, Task.objects.visible_to(export.owner), told)
    draft = export.place.with_suffix(f".{export.attempts}.part")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        with written(export.format, heads(), lines) as file, draft.open("wb") as target:
            while block := file.read(1 << 20):
                target.write(block)
        draft.replace(export.place)
    finally:
        draft.unlink(missing_ok=True)


def _let_go(export: LedgerExport) -> None:
    if export.attempts < ATTEMPTS:
        _held(export).update(lease_until=None)
    else:
        _give_up(_held(export))


def _give_up(rows: QuerySet) -> None:
    now = clock.now()
    over = {"state": State.FAILED, "ids": [], "finished_at": now, "lease_until": None}
    rows.update(**over, expires_at=now + clock.seconds(KEPT_SECONDS))
