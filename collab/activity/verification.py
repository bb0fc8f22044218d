"""Checks the journal: every chain whole, every head sealed, every checkpoint still true."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max

from collab.common import clock

from . import chain
from .models import Activity, ChainHead, Checkpoint


@dataclass(frozen=True)
class Flaw:
    """One thing that is not as it was written."""

    stream: str
    seq: int
    what: str


def verify(stream: str | None = None) -> Iterator[Flaw]:
    """Every flaw found, in one chain or in all of them with heads and checkpoints."""
    heads = {head.stream: head for head in _heads(stream)}
    seen: set[str] = set()
    name, seq, digest = None, 0, ""
    for row in _rows(stream):
        if row.stream != name:
            if name is not None:
                yield from _check_end(heads.get(name), name, seq, digest)
            name, seq, digest = row.stream, 0, ""
            seen.add(name)
        if row.seq != seq + 1:
            yield Flaw(name, seq + 1, "missing")  # type: ignore[arg-type]
        seq = row.seq
        if row.digest != chain.digest_of(row, digest):
            yield Flaw(name, seq, "altered")  # type: ignore[arg-type]
        digest = row.digest
    if name is not None:
        yield from _check_end(heads.get(name), name, seq, digest)
    yield from (
        Flaw(head.stream, 1, "removed") for head in heads.values() if head.stream not in seen and head.seq
    )
    if stream is None:
        yield from _bare_matters(seen)
        yield from _check_checkpoints()


def _heads(stream: str | None):
    return ChainHead.objects.filter(stream=stream) if stream else ChainHead.objects.all()


def _rows(stream: str | None):
    rows = Activity.objects.filter(stream=stream) if stream else Activity.objects.all()
    return rows.order_by("stream", "seq").iterator(chunk_size=2000)


def _check_end(head: ChainHead | None, stream: str, seq: int, digest: str) -> Iterator[Flaw]:
    if head is None:
        yield Flaw(stream, seq, "head removed")
    elif head.seal != chain.seal_of(stream, head.seq, head.digest):
        yield Flaw(stream, head.seq, "head forged")
    elif (head.seq, head.digest) != (seq, digest):
        yield Flaw(stream, seq + 1, "truncated")


def _bare_matters(seen: set[str]) -> Iterator[Flaw]:
    matters = Activity._meta.get_field("matter").related_model
    for pk in matters.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000):  # type: ignore[attr-defined]
        if f"matter:{pk}" not in seen:
            yield Flaw(f"matter:{pk}", 1, "removed")


def _digest_up_to(last: int) -> tuple[int, str]:
    """How many streams there were as of this activity id, and one digest over their heads then."""
    ends = Activity.objects.filter(pk__lte=last).values("stream").annotate(seq=Max("seq")).order_by("stream")
    total = hashlib.sha256()
    count = 0
    chunk: list[tuple[str, int]] = []
    for end in ends.iterator(chunk_size=2000):
        chunk.append((end["stream"], end["seq"]))
        count += 1
        if len(chunk) == 500:
            total.update(_digests(chunk))
            chunk = []
    total.update(_digests(chunk))
    return count, total.hexdigest()


def _digests(ends: list[tuple[str, int]]) -> bytes:
    rows = Activity.objects.filter(stream__in=[stream for stream, _ in ends]).values_list(
        "stream", "seq", "digest"
    )
    found = {(stream, seq): digest for stream, seq, digest in rows}
    return "".join(f"{stream}|{seq}|{found.get((stream, seq))}\n" for stream, seq in ends).encode()


def take_checkpoint(*, settled_for_seconds: int = 300) -> Checkpoint | None:
    """Seal all heads as of the newest entry older than this; nothing where nothing was added since the last one.

    The pause lets transactions that took a lower id and commit later become part of it.
    """
    settled = Activity.objects.filter(at__lte=clock.now() - clock.seconds(settled_for_seconds))
    last = settled.aggregate(last=Max("pk"))["last"]
    newest = Checkpoint.objects.first()
    if last is None or (newest and newest.last_activity >= last):
        return None
    streams, digest = _digest_up_to(last)
    seal = chain.seal_of("checkpoint", last, streams, digest)
    return Checkpoint.objects.create(
        at=clock.now(), last_activity=last, streams=streams, digest=digest, seal=seal
    )


def reseal(checkpoint: Checkpoint) -> None:
    """State anew what this checkpoint seals, after chains were taken out in the documented way."""
    last = checkpoint.last_activity
    checkpoint.at = clock.now()
    checkpoint.streams, checkpoint.digest = _digest_up_to(last)
    checkpoint.seal = chain.seal_of("checkpoint", last, checkpoint.streams, checkpoint.digest)
    checkpoint.save()


def _check_checkpoints() -> Iterator[Flaw]:
    newest = Checkpoint.objects.first()
    if newest is None:
        return
    stated = (newest.last_activity, newest.streams, newest.digest)
    if newest.seal != chain.seal_of("checkpoint", *stated):
        yield Flaw("checkpoint", newest.pk, "forged")
    elif _digest_up_to(newest.last_activity) != stated[1:]:
        yield Flaw("checkpoint", newest.pk, "chains differ from the sealed ones")


def journal_size() -> dict[str, int]:
    """How many entries and chains there are."""
    return Activity.objects.aggregate(entries=Count("pk"), chains=Count("stream", distinct=True))
