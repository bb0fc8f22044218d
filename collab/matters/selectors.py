"""Finding matters by what people say aloud, and the views that people open their lists with."""

import re

from collab.common.memo import Remembered

from .models import DefaultView, Matter, PinnedView

NUMBER = re.compile(r"^\s*([A-Za-z])-?(\d{1,15})\s*$")


def _read_pins() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for person, view in PinnedView.objects.order_by("pk").values_list("person_id", "view_id"):
        found.setdefault(person, []).append(view)
    return found


def _read_defaults() -> dict[tuple[int, str], int]:
    rows = DefaultView.objects.values_list("person_id", "listing", "view_id")
    return {(person, listing): view for person, listing, view in rows}


default_views = Remembered(_read_defaults)  # (person id, list) → the view that list opens with
pinned_views = Remembered(
    _read_pins
)  # person id → views in their menu, whether or not they may still see them


def by_number(person, number: str) -> Matter | None:
    """The visible matter with the number people say aloud, if it is one."""
    match = NUMBER.match(number or "")
    return Matter.objects.visible_to(person).numbered(match[1], int(match[2])).first() if match else None
