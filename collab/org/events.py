"""What can happen to the organisation, and the port through which the journal, a room above, keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor

Keeper = Callable[..., Any]


@dataclass(frozen=True)
class Happening:
    """A change of the organisation: its code, the facts it carries, its sentence in the history."""

    code: str
    sentence: str | Promise
    fields: frozenset[str] = frozenset()


_happenings: dict[str, Happening] = {}
_keepers: list[Keeper] = []


def happenings() -> list[Happening]:
    """All that can happen, in the order declared."""
    return list(_happenings.values())


def keep_with(keeper: Keeper) -> None:
    """Have every happening kept by `keeper(happening, actor=…, **facts)`, in the transaction of the change."""
    _keepers[:] = [keeper]


def tell(happening: Happening, *, actor: Actor, **facts: Any) -> None:
    """Record a change of the organisation; without a keeper nothing may change."""
    if not _keepers:
        raise RuntimeError("nobody keeps the history of the organisation")
    _keepers[0](happening, actor=actor, **facts)


def _declare(code: str, sentence: str | Promise, *fields: str) -> Happening:
    _happenings[code] = Happening(code, sentence, frozenset(fields))
    return _happenings[code]


DEPARTMENT_CREATED = _declare(
    "org.department_created", _("%(actor)s set up the department %(name)s"), "department", "name", "code"
)
DEPARTMENT_EDITED = _declare(
    "org.department_edited",
    _("%(actor)s changed the department %(name)s"),
    "department",
    "name",
    "changes",
    "before",
)
DEPARTMENT_MOVED = _declare(
    "org.department_moved",
    _("%(actor)s moved the department %(name)s below %(parent)s"),
    "department",
    "name",
    "parent",
    "before",
)
PERSON_CREATED = _declare("org.person_created", _("%(actor)s added %(name)s"), "person", "name", "username")
PERSON_EDITED = _declare(
    "org.person_edited", _("%(actor)s changed the account of %(name)s"), "person", "name", "changes", "before"
)
PERSON_DEACTIVATED = _declare(
    "org.person_deactivated", _("%(actor)s closed the account of %(name)s"), "person", "name"
)
PERSON_REACTIVATED = _declare(
    "org.person_reactivated", _("%(actor)s opened the account of %(name)s again"), "person", "name"
)
PROFILE_EDITED = _declare(
    "org.profile_edited", _("%(actor)s changed their profile"), "person", "changes", "before"
)
ROLES_SET = _declare(
    "org.roles_set", _("%(actor)s changed the roles of %(name)s"), "person", "name", "added", "removed"
)
ABSENCE_RECORDED = _declare(
    "org.absence_recorded",
    _("%(actor)s recorded an absence of %(name)s; %(delegate)s stands in"),
    "absence",
    "person",
    "name",
    "delegate",
    "delegate_id",
    "scope",
    "starts_at",
    "ends_at",
)
ABSENCE_CANCELLED = _declare(
    "org.absence_cancelled", _("%(actor)s cancelled an absence of %(name)s"), "absence", "person", "name"
)
CALENDAR_SAVED = _declare(
    "org.calendar_saved",
    _("%(actor)s saved the working calendar %(name)s"),
    "calendar",
    "name",
    "changes",
    "before",
)
CALENDAR_DAY_SET = _declare(
    "org.calendar_day_set",
    _("%(actor)s set %(date)s in the working calendar %(name)s"),
    "calendar",
    "name",
    "date",
    "is_workday",
    "reason",
)
SESSIONS_ENDED = _declare("org.sessions_ended", _("%(actor)s signed out on other devices"), "count")
TOKEN_CREATED = _declare(
    "org.token_created",
    _("%(actor)s made an access token for %(name)s"),
    "token",
    "person",
    "name",
    "may_write",
)
TOKEN_REVOKED = _declare(
    "org.token_revoked", _("%(actor)s revoked an access token of %(name)s"), "token", "person", "name"
)
