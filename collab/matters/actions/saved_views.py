"""Keeping, sharing, pinning and dropping saved views."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.org.actions.rows import check, locked, write
from collab.org.models import Department

from .. import policies
from ..events import VIEW_REMOVED, VIEW_SHARED
from ..models import DefaultView, PinnedView, SavedView
from ..selectors import default_views, pinned_views

MOST, MOST_PINNED = 100, 10
EDITABLE = ("name", "layout", "query", "scope", "department")


@transaction.atomic
def save_view(
    *,
    actor: Actor,
    listing: str,
    name: str,
    layout: str,
    query: str = "",
    scope: str = SavedView.Scope.OWN,
    department: Department | None = None,
) -> SavedView:
    """Keep a list's filter with its layout and order under a name."""
    if SavedView.objects.filter(owner=actor.person).count() >= MOST:
        raise Conflict(_("There are 100 views already; remove one first."), code="too_many_views")
    view = SavedView(owner=actor.person, created_at=clock.now(), listing=listing)
    view.name, view.layout, view.query = name, layout, query
    view.scope, view.department = scope, department
    _put(view, actor)
    return view


@transaction.atomic
def edit_view(*, view: SavedView, actor: Actor, version: int, **changes: Any) -> SavedView:
    """Rename it, keep another filter under its name, or share it otherwise."""
    view = locked(SavedView, view.pk, version)
    require(policies.can_edit_view(actor, view))
    if unknown := changes.keys() - set(EDITABLE):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited."))
    for name, value in changes.items():
        setattr(view, name, value)
    _put(view, actor)
    return view


@transaction.atomic
def remove_view(*, view: SavedView, actor: Actor, version: int) -> None:
    """Drop it, for everybody it was shared with too."""
    view = locked(SavedView, view.pk, version)
    require(policies.can_edit_view(actor, view))
    if view.scope != SavedView.Scope.OWN:
        record(VIEW_REMOVED, actor=actor, view=view.pk, name=view.name)
    view.delete()
    _forget()


@transaction.atomic
def choose_default_view(*, view: SavedView, actor: Actor, chosen: bool = True) -> None:
    """Have the view's list open with it for oneself, or no longer."""
    if chosen:
        DefaultView.objects.update_or_create(
            person=actor.person, listing=view.listing, defaults={"view": view}
        )
    else:
        DefaultView.objects.filter(person=actor.person, view=view).delete()
    _forget()


@transaction.atomic
def pin_view(*, view: SavedView, actor: Actor, pinned: bool = True) -> None:
    """Keep it in one's own menu, or no longer."""
    mine = PinnedView.objects.filter(person=actor.person)
    if not pinned:
        mine.filter(view=view).delete()
    elif not mine.filter(view=view).exists():
        if mine.count() >= MOST_PINNED:
            raise Conflict(_("Ten views are pinned already; unpin one first."), code="too_many_pins")
        PinnedView.objects.get_or_create(person=actor.person, view=view)
    _forget()


def _put(view: SavedView, actor: Actor) -> None:
    """Check, store and, where others see it, record."""
    if view.scope != SavedView.Scope.DEPARTMENT:
        view.department = None
    elif view.department is None:
        raise Invalid.field("department", _("Say which department it is shared with."), "required")
    view.name = " ".join(view.name.split())
    require(
        policies.can_share_view(actor, view),
        _("Views for everyone are the coordinators'; a department's are for its own people to share."),
    )
    view.updated_at = clock.now()
    check(view)
    if view.pk is None:
        view.save(force_insert=True)
    else:
        write(view, (*EDITABLE, "updated_at"))
    _forget()
    if view.scope != SavedView.Scope.OWN:
        facts = {"listing": view.listing, "scope": view.scope, "query": view.query}
        record(VIEW_SHARED, actor=actor, view=view.pk, name=view.name, **facts)


def _forget() -> None:
    default_views.forget()
    pinned_views.forget()
