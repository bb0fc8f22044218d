"""Deciding on many requests for more time at once: each is a transaction of its own and answers for itself."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from collab.common.actor import Actor
from collab.common.errors import NotFound, Refusal, StaleVersion
from collab.matters.bulk import CHANGED, DONE, FAILED, MISSING, REFUSED, Item, Outcome, checked

from .actions import approve_extension, reject_extension
from .models import Extension

log = logging.getLogger(__name__)


def decide_extensions(
    items: Iterable[tuple[int, int]], *, approve: bool, actor: Actor, words: str
) -> list[Outcome]:
    """Approve (with a note) or refuse (with a reason) each; the outcomes stand in the order given."""
    wanted = checked(items)
    rows = Extension.objects.visible_to(actor.person).select_related("matter")
    found = rows.in_bulk([item.id for item in wanted])
    became = {item.id: _one(found.get(item.id), item, approve, actor, words) for item in sorted(wanted)}
    return [became[item.id] for item in wanted]


def _one(row: Extension | None, item: Item, approve: bool, actor: Actor, words: str) -> Outcome:
    if row is None:
        return Outcome(item.id, MISSING, NotFound.code, str(NotFound()))
    told = {"number": row.matter.number, "title": row.matter.title}
    try:
        with transaction.atomic():
            if approve:
                row = approve_extension(extension=row, actor=actor, version=item.version, note=words)
            else:
                row = reject_extension(extension=row, actor=actor, version=item.version, reason=words)
    except StaleVersion as stale:
        return Outcome(item.id, CHANGED, stale.code, str(stale), version=stale.facts["version"], **told)
    except Refusal as refusal:
        return Outcome(item.id, REFUSED, refusal.code, str(refusal), version=row.version, **told)
    except Exception:
        log.exception("Deciding on extension %s failed in bulk", item.id)
        again = _("This row could not be saved. Nothing of it was changed; try again.")
        return Outcome(item.id, FAILED, "failed", again, version=row.version, **told)
    return Outcome(item.id, DONE, version=row.version, **told)
