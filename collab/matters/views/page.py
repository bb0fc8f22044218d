"""What the pages of all kinds of matters have in common: finding the matter, and the story below it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from collab.common.errors import NotFound
from collab.common.partials import page_actor

from .. import policies
from ..chain import chain_of
from ..models import Matter, Watcher
from ..page import history_of, links_of
from ..sections import sections_of
from ..selectors import by_number
from .chain import drawn


def watched(rows: Any, person, pk: int) -> Any:
    """The matter among `rows`, which this person may see, with whether they watch it, or NotFound."""
    watching = Watcher.objects.filter(matter=OuterRef("pk"), person=person)
    found = rows.annotate(is_watched=Exists(watching)).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def origin_of(request: HttpRequest, name: str = "came_from") -> Matter | None:
    """The matter that the address names (under `name`) as the source of a new one, inside the audience, or NotFound."""
    number = request.GET.get(name, "")
    found = by_number(request.user, number) if number else None
    if number and found is None:
        raise NotFound
    return found


def story_of(matter: Any, request: HttpRequest) -> dict[str, Any]:
    """Where it came from and led to, its links and its history."""
    return {
        "matter": matter,
        "graph": drawn(chain_of(matter, request.user), within=1),
        "links": links_of(matter, request.user),
        "sections": sections_of(matter, request.user),
        "history": history_of(matter),
        "may_edit": policies.can_edit(page_actor(request), matter),
    }
