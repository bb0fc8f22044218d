"""Starts imports and carries them on, batch by batch: rows, their report and the position commit together."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.org.policies import can_manage

from ..models import ImportRowReport, ImportRun
from .files import content_of, keep
from .importer import Importer, Result
from .reading import Table, read_table
from .reasons import FileRefused
from .targets import IMPORTERS, check_statuses, columns_of, notes_on, records_of

BATCH = 200
LEASE_SECONDS = 120
State = ImportRun.State
Progress = Callable[[ImportRun], None]


def start_import(
    *,
    target: str,
    content: bytes,
    file_name: str,
    actor: Actor,
    mapping: Mapping[str, str] | None = None,
    statuses: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ImportRun:
    """A run over this file; an unfinished one over the same file goes on instead."""
    require(can_manage(actor))
    mapping, statuses = dict(mapping or {}), dict(statuses or {})
    told = {"mapping": mapping, "statuses": statuses, "dry_run": dry_run}
    digest = hashlib.sha256(content).hexdigest()
    unfinished = ImportRun.objects.filter(
        target=target, digest=digest, state__in=[State.READY, State.RUNNING], **told
    ).first()
    if unfinished is not None:
        return unfinished
    table = read_table(content)
    notes = _checked(target, table, mapping, statuses)
    return _new_run(target, content, file_name, actor, table, state=State.READY, notes=notes, **told)


def draft_import(*, target: str, content: bytes, file_name: str, actor: Actor) -> ImportRun:
    """Keep a file whose columns are yet to be matched."""
    require(can_manage(actor))
    return _new_run(target, content, file_name, actor, read_table(content), state=State.DRAFT)


@transaction.atomic
def begin_import(
    *, run: ImportRun, actor: Actor, mapping: Mapping[str, str], statuses: Mapping[str, str], dry_run: bool
) -> ImportRun:
    """Let a drafted import begin with these columns; one that has ended begins anew as another run."""
    require(can_manage(actor))
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    table = read_table(content_of(run))
    notes = _checked(run.target, table, mapping, statuses)
    if run.is_over:
        run = ImportRun(target=run.target, file_name=run.file_name, content=run.content, digest=run.digest)
        run.total, run.started_by, run.via, run.created_at = (
            len(table.rows),
            actor.person,
            actor.via,
            clock.now(),
        )
    elif run.state != State.DRAFT:
        raise Conflict(_("This import has begun already."), code="import_running")
    run.mapping, run.statuses, run.dry_run = dict(mapping), dict(statuses), dry_run
    run.state, run.notes = State.READY, notes
    run.save()
    return run


def _checked(
    target: str, table: Table, mapping: Mapping[str, str], statuses: Mapping[str, str]
) -> list[dict]:
    if target not in IMPORTERS:
        raise Invalid.field("target", _("Choose one of the offered kinds."))
    columns = columns_of(target, table, mapping)
    check_statuses(target, statuses)
    return [note.stored() for note in notes_on(table, columns)]


def _new_run(target, content: bytes, file_name: str, actor: Actor, table: Table, **fields) -> ImportRun:
    digest = hashlib.sha256(content).hexdigest()
    return ImportRun.objects.create(
        target=target,
        digest=digest,
        file_name=Path(file_name).name.replace("\x00", "")[:200] or target,
        content=keep(content, digest),
        total=len(table.rows),
        started_by=actor.person,
        via=actor.via,
        created_at=clock.now(),
        **fields,
    )


def carry_on(run: ImportRun, *, progress: Progress | None = None) -> ImportRun:
    """Take a run to its end, from wherever it stands. Another worker that holds it is left alone."""
    if not _claim(run):
        raise Conflict(_("This import is being carried on already."), code="import_running")
    try:
        importer = _importer(run)
        while run.position < run.total:
            _advance(run, importer)
            if progress is not None:
                progress(run)
        _finish(run, importer)
    except Exception as error:
        _break_off(run, error)
        raise
    return run


def _importer(run: ImportRun) -> Importer:
    table = read_table(content_of(run))
    columns = columns_of(run.target, table, run.mapping)
    actor = Actor(run.started_by, "import")
    records = records_of(table, columns)
    return IMPORTERS[run.target](records, actor=actor, file=run.file_name, statuses=run.statuses)


@transaction.atomic
def _claim(run: ImportRun) -> bool:
    now = clock.now()
    free = ImportRun.objects.abandoned(now).filter(pk=run.pk)
    if not free.update(state=State.RUNNING, lease_until=now + clock.seconds(LEASE_SECONDS)):
        return False
    run.refresh_from_db()
    return True


@transaction.atomic
def _advance(run: ImportRun, importer: Importer) -> None:
    """One batch; where somebody else took the run over meanwhile, nothing of it is stored."""
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    if row.position != run.position or row.state != State.RUNNING:
        raise Conflict(_("This import is being carried on already."), code="import_running")
    records = importer.records[run.position : run.position + BATCH]
    results = importer.batch(records, write=not run.dry_run)
    ImportRowReport.objects.bulk_create([_report(run, result) for result in results], batch_size=BATCH)
    counts = Counter(run.counts) + Counter(result.outcome.became.value for result in results)
    run.counts = dict(counts)
    run.reported += sum(1 for result in results if result.record.issues)
    run.position += len(records)
    run.lease_until = clock.now() + clock.seconds(LEASE_SECONDS)
    run.save(update_fields=["counts", "reported", "position", "lease_until"])


@transaction.atomic
def _finish(run: ImportRun, importer: Importer) -> None:
    """What waits for all rows; remarks that come up only now are added to the report."""
    for result in importer.finish(write=not run.dry_run):
        row = ImportRowReport.objects.get(run=run, line=result.record.line)
        run.reported += not row.issues
        known = [one for one in row.issues if one not in [i.stored() for i in result.record.issues]]
        row.issues = known + [one.stored() for one in result.record.issues]
        row.save(update_fields=["issues"])
    run.state, run.finished_at, run.lease_until = State.DONE, clock.now(), None
    run.save(update_fields=["state", "finished_at", "lease_until", "reported"])


def _break_off(run: ImportRun, error: Exception) -> None:
    """The run ends; where the database was away it is let go of instead, so that the next sweep takes it up."""
    if isinstance(error, Conflict):
        return
    held = ImportRun.objects.filter(pk=run.pk, state=State.RUNNING)
    if isinstance(error, DatabaseError):
        held.update(lease_until=None)
        return
    fault = _("It broke off after row %(row)d for a fault of ours; the rows before it are in.") % {
        "row": run.position
    }
    words = str(error if isinstance(error, FileRefused) else fault)
    held.update(state=State.FAILED, error=words[:500], finished_at=clock.now(), lease_until=None)


def _report(run: ImportRun, result: Result) -> ImportRowReport:
    return ImportRowReport(
        run=run,
        line=result.record.line,
        key=result.key.replace("\x00", "")[:200],
        became=result.outcome.became.value,
        object_id=result.outcome.pk,
        issues=[one.stored() for one in result.record.issues],
    )
