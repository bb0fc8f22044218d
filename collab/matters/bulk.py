"""One doing for many matters at once: each is a transaction of its own and answers for itself."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from collab.common.actor import Actor
from collab.common.errors import Invalid, NotFound, Refusal, StaleVersion

from .doings import Doing, doing_named, doings_of
from .models import Matter
from .models.matter import class_of

log = logging.getLogger(__name__)
MOST = 200
DONE, REFUSED, CHANGED, MISSING, FAILED = "done", "refused", "changed", "missing", "failed"


class Item(NamedTuple):
    """A matter by its id, and the version somebody was looking at."""

    id: int
    version: int


@dataclass(frozen=True)
class Outcome:
    """What became of one item: done, refused (with the reason), changed meanwhile, missing, or failed.

    `version` is the one that stands now, where the reader may know it.
    """

    id: int
    status: str
    code: str = ""
    detail: str = ""
    number: str = ""
    title: str = ""
    version: int | None = None

    @property
    def is_done(self) -> bool:
        return self.status == DONE


def run_doing(
    kind: str, name: str, items: Iterable[tuple[int, int]], actor: Actor, answers: Mapping[str, Any]
) -> list[Outcome]:
    """Do it to each item, in the order given; `answers` are what the doing's form made of what was typed.

    Rows are taken in the order of their ids, so that two such requests never wait for each other in a circle.
    """
    doing, wanted = doing_named(kind, name), checked(items)
    rows = class_of(kind)._default_manager.visible_to(actor.person)
    found = rows.select_related("department", "owner").in_bulk([item.id for item in wanted])
    became = {item.id: _one(doing, found.get(item.id), item, actor, answers) for item in sorted(wanted)}
    return [became[item.id] for item in wanted]


def checked(items: Iterable[tuple[int, int]]) -> list[Item]:
    """The items, or Invalid where there are none, too many, or one of them twice."""
    wanted = [Item(*item) for item in items]
    if not wanted:
        raise Invalid.field("items", _("Choose at least one row."), "required")
    if len(wanted) > MOST:
        raise Invalid.field(
            "items", _("Choose at most %(most)s rows at a time.") % {"most": MOST}, "too_many"
        )
    if len({item.id for item in wanted}) < len(wanted):
        raise Invalid.field("items", _("The same row is named twice."), "twice")
    return wanted


def _one(
    doing: Doing, matter: Matter | None, item: Item, actor: Actor, answers: Mapping[str, Any]
) -> Outcome:
    def do() -> int | None:
        doing.do(matter=matter, actor=actor, version=item.version, **answers)
        rows = class_of(doing.kind)._default_manager.filter(pk=item.id)
        return rows.values_list("version", flat=True).first()

    return attempt(item, matter, matter.version if matter else None, do)


def attempt(item: Item, matter: Matter | None, held: int | None, do: Callable[[], int | None]) -> Outcome:
    """What becomes of one item when `do`, which answers the version then, is run in a transaction of its own.

    `matter` names the item, None where it is not there for the reader; `held` is the version that stood before.
    """
    if matter is None:
        return Outcome(item.id, MISSING, NotFound.code, str(NotFound()))
    told = {"number": matter.number, "title": matter.title}
    try:
        with transaction.atomic():
            version = do()
    except StaleVersion as stale:
        now = stale.facts.get("version") or held
        return Outcome(item.id, CHANGED, stale.code, str(stale), version=now, **told)
    except NotFound as gone:
        return Outcome(item.id, MISSING, gone.code, str(gone))
    except Refusal as refusal:
        return Outcome(item.id, REFUSED, refusal.code, _reason(refusal), version=held, **told)
    except Exception:
        log.exception("%s failed in bulk", matter.number)
        again = _("This row could not be saved. Nothing of it was changed; try again.")
        return Outcome(item.id, FAILED, "failed", again, version=held, **told)
    return Outcome(item.id, DONE, version=version, **told)


def _reason(refusal: Refusal) -> str:
    """The refusal's own words, field by field where it names several."""
    errors = refusal.errors if isinstance(refusal, Invalid) else []
    return " ".join(str(error.detail) for error in errors) or str(refusal)


def offered_for(matters: Collection[Matter], actor: Actor) -> list[tuple[Doing, int]]:
    """Doings that at least one of these (of one kind) allows this person now, each with how many do."""
    kinds = {matter.kind for matter in matters}
    if len(kinds) != 1:
        return []
    counted = [
        (doing, sum(doing.suits(matter) and doing.may(actor, matter) for matter in matters))
        for doing in doings_of(kinds.pop()).values()
    ]
    return [(doing, count) for doing, count in counted if count]
