"""The shape of what the inbox and the preferences page send."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.errors import FieldError, Invalid

from .models import Channel, Mode
from .words import kind_word

LARGEST_ID = 2**63 - 1


def read_ids(values: Sequence[str]) -> list[int]:
    """The ids a form sends; Invalid where one of them cannot be an id."""
    if not all(value.isascii() and value.isdecimal() and len(value) < 19 for value in values):
        raise Invalid.field("id", _("This is not a number."))
    return [int(value) for value in values]


class InboxQuery(forms.Form):
    """Which part of the inbox is asked for."""

    show = forms.ChoiceField(choices=[("all", _("All")), ("unread", _("Unread"))], required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    after = forms.IntegerField(min_value=0, max_value=LARGEST_ID, required=False)

    @classmethod
    def read(cls, data) -> dict:
        """The cleaned query; Invalid names what is unknown or cannot be read."""
        if unknown := sorted(set(data) - set(cls.base_fields)):
            raise Invalid.field(unknown[0], _("There is no such filter."), code="unknown_parameter")
        form = cls(data)
        if not form.is_valid():
            raise Invalid(FieldError(name, "invalid", str(errors[0])) for name, errors in form.errors.items())
        return form.cleaned_data


class PreferenceForm(forms.Form):
    """A grid of choices, one per kind of event and channel, and the address of instant messages."""

    im_url = forms.CharField(
        label=_("Instant messages go to"),
        required=False,
        max_length=500,
        help_text=_("For example dingtalk://…, feishu://…, wecombot://… or slack://…; empty for none."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data=None, *, grid: list[dict], im_url: str = ""):
        super().__init__(data, initial={"im_url": im_url})
        self.grid = grid
        for row in grid:
            for cell in row["channels"]:
                name = self.field_name(row["kind"], cell["channel"])
                label = f"{kind_word(row['kind'])}: {Channel(cell['channel']).label}"
                choices = [("", _("As usual")), *((mode, Mode(mode).label) for mode in cell["modes"])]
                widget = forms.Select(attrs={"aria-label": label, "class": "form-select"})
                self.fields[name] = forms.ChoiceField(
                    choices=choices, required=False, initial=cell["mode"], label=label, widget=widget
                )

    @staticmethod
    def field_name(kind: str, channel: str) -> str:
        return f"mode:{kind}:{channel}"

    def rows(self) -> list[dict]:
        """The grid as bound fields, for the page."""
        return [
            {
                "label": kind_word(row["kind"]),
                "cells": [self[self.field_name(row["kind"], cell["channel"])] for cell in row["channels"]],
            }
            for row in self.grid
        ]

    def changes(self) -> list[tuple[str, str, str | None]]:
        """(kind, channel, mode or None for the default) of every cell that differs from what is kept."""
        found = []
        for row in self.grid:
            for cell in row["channels"]:
                chosen = self.cleaned_data[self.field_name(row["kind"], cell["channel"])]
                if chosen != cell["mode"]:
                    found.append((row["kind"], cell["channel"], chosen or None))
        return found
