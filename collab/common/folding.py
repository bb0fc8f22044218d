"""Long forms: what most people fill in comes first, the rest opens on demand."""

from typing import Any, ClassVar

from django import forms


class Folded:
    """Mixed into a form: its fields named in `FURTHER` stand behind a heading, `further_title`."""

    FURTHER: ClassVar[frozenset[str]] = frozenset()
    further_title: ClassVar[Any] = ""

    @property
    def first(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [field for field in self.visible_fields() if field.name not in self.FURTHER]  # type: ignore[attr-defined]

    @property
    def further(self) -> list[forms.BoundField]:
        """What most leave as it is."""
        return [field for field in self.visible_fields() if field.name in self.FURTHER]  # type: ignore[attr-defined]

    @property
    def opens_further(self) -> bool:
        """Whether one of these needs another look."""
        return any(field.errors for field in self.further)
