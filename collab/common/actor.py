"""Who acts: a person, a person for an absent one, or the system."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Actor:
    """The author of a change. `via` names the door: page, api, admin, job, import or system."""

    person: Any = None
    via: str = "system"

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def is_system(self) -> bool:
        return self.person is None


SYSTEM = Actor()
