"""Fields that name people.

Organisations have thousands of them: the page carries those chosen, the others are looked up as one types.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


class _LookedUp:
    """Renders only what is chosen; `data-people` tells the browser where to ask for others."""

    allow_multiple_selected: bool

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()):
        super().__init__({"data-people": reverse_lazy("org:people_options")} | (attrs or {}), choices)  # type: ignore[call-arg]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        field = self.choices.field  # type: ignore[attr-defined]
        chosen = [int(pk) for pk in value if str(pk).isdecimal() and len(str(pk)) < 19]
        options = []
        if not self.allow_multiple_selected:
            options.append(self.create_option(name, "", field.empty_label or "", not chosen, 0))  # type: ignore[attr-defined]
        for person in field.queryset.filter(pk__in=chosen) if chosen else ():
            options.append(self.create_option(name, person.pk, str(person), True, len(options)))  # type: ignore[attr-defined]
        return [(None, options, 0)]


class PersonSelect(_LookedUp, forms.Select):
    """One person."""


class PeopleSelect(_LookedUp, forms.SelectMultiple):
    """Any number of people."""


class OfferedPersonSelect(PersonSelect):
    """One person, those who may be meant on offer before anybody types.

    `people` were looked up once for all fields of a form, by id, with their memberships; `offered` are some of them.
    """

    def __init__(self, people: Mapping[int, Any], offered: Iterable[int], *, nobody: Any):
        super().__init__()
        self.people, self.offered, self.nobody = people, list(offered), nobody

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        chosen = [int(pk) for pk in value if str(pk).isdecimal() and int(pk) in self.people]
        options = [self.create_option(name, "", self.nobody, not chosen, 0)]
        for pk in dict.fromkeys([*chosen, *self.offered]):
            if person := self.people.get(pk):
                option = self.create_option(name, pk, str(person), pk in chosen, len(options))
                parts = person.memberships.all()[:1]
                place = parts[0].department.display_name if parts else ""
                option["attrs"] |= {"data-handle": person.username, "data-department": place}
                options.append(option)
        return [(None, options, 0)]


class PersonField(forms.ModelChoiceField):
    """One of the people in its queryset."""

    widget = PersonSelect

    def __init__(self, queryset: Any, **options: Any):
        super().__init__(queryset, **({"empty_label": _("Type a name")} | options))


class PeopleField(forms.ModelMultipleChoiceField):
    """Some of the people in its queryset."""

    widget = PeopleSelect
