"""Finding matters by what people say aloud."""

import re

from .models import Matter

NUMBER = re.compile(r"^\s*([A-Za-z])-?(\d{1,15})\s*$")


def by_number(person, number: str) -> Matter | None:
    """The visible matter with the number people say aloud, if it is one."""
    match = NUMBER.match(number or "")
    return Matter.objects.visible_to(person).numbered(match[1], int(match[2])).first() if match else None
