"""A whole number for each of several things, in one field: inputs beside each other on pages, an object in the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

SEPARATOR = "-"
LONGEST = 9  # digits


class GradesInput(forms.Widget):
    """One number input for each thing; `choices` are their codes and names."""

    use_fieldset = True
    choices: Sequence[tuple[str, Any]] = ()

    def __init__(self, least: int, most: int):
        super().__init__()
        self.least, self.most = least, most

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        given = value if isinstance(value, Mapping) else {}
        line = (
            '<label class="grade"><span>{}</span>'
            '<input type="number" name="{}{}{}" min="{}" max="{}" step="1" inputmode="numeric" required'
            ' value="{}"></label>'
        )
        rows = (
            (label, name, SEPARATOR, code, self.least, self.most, given.get(code, ""))
            for code, label in self.choices
        )
        return format_html_join("", line, rows)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if name in data:
            return data[name]
        given = {code: data.get(f"{name}{SEPARATOR}{code}", "").strip() for code, _label in self.choices}
        return {code: text for code, text in given.items() if text}


class GradesField(forms.JSONField):
    """Whole numbers by code; which codes there are, and what may be given for each, is the action's to check."""

    def __init__(self, least: int, most: int, **options: Any):
        super().__init__(widget=GradesInput(least, most), **options)

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        return self.widget.choices

    @choices.setter
    def choices(self, found: Sequence[tuple[str, Any]]) -> None:
        self.widget.choices = found

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> dict[str, int] | None:
        if value in self.empty_values:
            return None
        if not isinstance(value, Mapping):
            raise forms.ValidationError(_("Send an object of whole numbers by id."), code="wrong_type")
        return {str(code): self._whole(given) for code, given in value.items()}

    @staticmethod
    def _whole(value: Any) -> int:
        text = value if isinstance(value, str) else str(value) if type(value) is int else ""
        if not text.removeprefix("-").isdecimal() or len(text) > LONGEST:
            raise forms.ValidationError(_("Give a whole number."), code="invalid")
        return int(text)
