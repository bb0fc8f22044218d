"""Files written by a job: asked for, written from wherever they stand, told to whom they are for, dropped."""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.text import get_valid_filename
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collab.activity.journal import record
from collab.activity.registry import EventType
from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Refusal, require
from collab.common.sheets import known_format, written

from .events import FILE_ASKED, FILE_FAILED, FILE_READY
from .makers import maker_named
from .models import MadeFile

HELD, ATTEMPTS = 20, 3
LEASE_SECONDS, KEPT_SECONDS = 120, 7 * 24 * 3600
LONGEST_STEM, LONGEST_PROBLEM = 150, 500
TAKEN_OVER = "taken_over"
State = MadeFile.State


@transaction.atomic
def request_file(
    *, actor: Actor, maker: str, question: dict[str, Any], format: str, stem: str, total: int = 0
) -> MadeFile:
    """Have a job make a file of this kind, in the language of this moment; kept for a week after it is done.

    `stem` is what the file is called, before the format.
    """
    known_format(format)
    maker_named(maker)
    if MadeFile.objects.filter(owner=actor.person).count() >= HELD:
        told = _("Twenty files are kept for you already. Remove one first.")
        raise Conflict(told, code="too_many_files")
    made = MadeFile.objects.create(
        owner=actor.person,
        maker=maker,
        question=question,
        format=format,
        language=get_language() or "",
        name=f"{get_valid_filename(stem)[:LONGEST_STEM]}.{format}",
        path=f"made/{secrets.token_hex(16)}.{format}",
        total=total,
        created_at=clock.now(),
    )
    record(FILE_ASKED, actor=actor, name=made.name, rows=total, format=format)
    return made


def discard_file(*, made: MadeFile, actor: Actor) -> None:
    """Drop the file before its time; a worker that is writing it stops at its next step."""
    require(made.owner_id == actor.person_id)
    _drop(made)


def carry_on_file(made: MadeFile) -> None:
    """Write the file from its beginning, unless another worker holds it.

    It reads what the requester may see by now. A refusal ends it with its words. A fault lets go of it; after three,
    and after three workers died over it, it counts as broken off.
    """
    if made.attempts >= ATTEMPTS:
        _give_up(made, MadeFile.objects.abandoned(clock.now()).filter(pk=made.pk))
        return
    if not _claim(made):
        return
    try:
        with translation.override(made.language), timezone.override(made.owner.zone):
            rows = _write(made)
    except Conflict as refusal:
        if refusal.code != TAKEN_OVER:
            _give_up(made, _held(made), str(refusal))
        raise
    except Refusal as refusal:
        _give_up(made, _held(made), str(refusal))
        raise
    except Exception:
        _let_go(made)
        raise
    ended = _end(made, _held(made), FILE_READY, state=State.DONE, position=rows, total=rows)
    if not ended and not MadeFile.objects.filter(pk=made.pk).exists():
        made.place.unlink(missing_ok=True)


def drop_expired_files() -> None:
    """Remove files, and those that broke off, whose week is over."""
    for made in MadeFile.objects.filter(expires_at__lte=clock.now()):
        _drop(made)


def _drop(made: MadeFile) -> None:
    MadeFile.objects.filter(pk=made.pk).delete()
    made.place.unlink(missing_ok=True)
    announce({f"me.{made.owner_id}"})


def _claim(made: MadeFile) -> bool:
    now = clock.now()
    free = MadeFile.objects.abandoned(now).filter(pk=made.pk, attempts=made.attempts)
    lease = now + clock.seconds(LEASE_SECONDS)
    taken = free.update(state=State.RUNNING, attempts=made.attempts + 1, position=0, lease_until=lease)
    made.attempts += taken
    return bool(taken)


def _held(made: MadeFile) -> QuerySet:
    """The row, as long as it is in this worker's hands."""
    return MadeFile.objects.filter(pk=made.pk, attempts=made.attempts, state=State.RUNNING)


def _write(made: MadeFile) -> int:
    """Write it beside its place and move it there; how many rows there are."""
    rows = 0

    def told(position: int) -> None:
        lease = clock.now() + clock.seconds(LEASE_SECONDS)
        if not _held(made).update(position=position, lease_until=lease):
            raise Conflict(_("This file is in other hands, or is not wanted any more."), code=TAKEN_OVER)

    def counted(lines):
        nonlocal rows
        for rows, line in enumerate(lines, 1):  # noqa: B007
            yield line

    told(0)
    heads, lines = maker_named(made.maker).table(made.owner, made.question, told)
    draft = made.place.with_suffix(f".{made.attempts}.part")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        with written(made.format, heads, counted(lines)) as file, draft.open("wb") as target:
            while block := file.read(1 << 20):
                target.write(block)
        told(rows)
        draft.replace(made.place)
    finally:
        draft.unlink(missing_ok=True)
    return rows


def _let_go(made: MadeFile) -> None:
    if made.attempts < ATTEMPTS:
        _held(made).update(lease_until=None)
    else:
        _give_up(made, _held(made))


def _give_up(made: MadeFile, rows: QuerySet, why: str = "") -> None:
    problem = why[:LONGEST_PROBLEM]
    _end(made, rows, FILE_FAILED, state=State.FAILED, problem=problem, reason=problem)


@transaction.atomic
def _end(made: MadeFile, rows: QuerySet, event: EventType, *, reason: str | None = None, **over: Any) -> bool:
    """Close the row if it still is among `rows`, and tell whom it is for."""
    now = clock.now()
    over |= {"question": {}, "finished_at": now, "lease_until": None}
    if not rows.update(**over, expires_at=now + clock.seconds(KEPT_SECONDS)):
        return False
    more = {} if reason is None else {"reason": reason}
    record(event, actor=SYSTEM, name=made.name, owner=made.owner_id, file=made.pk, **more)
    announce({f"me.{made.owner_id}"})
    return True
