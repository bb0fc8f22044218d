"""Who acts: a person, a person for an absent one, somebody who gives no name, or the system."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Actor:
    """The author of a change. `via` names the door: page, api, admin, job, import, system or unnamed."""

    person: Any = None
    via: str = "system"

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def is_system(self) -> bool:
        return self.person is None and not self.is_unnamed

    @property
    def is_unnamed(self) -> bool:
        """Somebody who is nobody's account: no rights of their own, and nothing that leads back to them."""
        return self.person is None and self.via == "unnamed"


SYSTEM = Actor()
UNNAMED = Actor(via="unnamed")
