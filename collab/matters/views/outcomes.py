"""Rows chosen together on any page: how an address names them, and how it is shown what became of each."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collab.common.errors import Invalid
from collab.common.partials import wants_part

from ..bulk import CHANGED, DONE, FAILED, MISSING, REFUSED, Item, Outcome, checked

GROUPS = (
    (REFUSED, gettext_lazy("Refused"), "bad"),
    (CHANGED, gettext_lazy("Changed meanwhile"), "warn"),
    (FAILED, gettext_lazy("Not saved"), "bad"),
    (MISSING, gettext_lazy("Not there any more"), "bad"),
    (DONE, pgettext_lazy("bulk", "Done"), "good"),
)
_ITEM = re.compile(r"([1-9]\d{0,17}):([1-9]\d{0,8})")


def items_in(request: HttpRequest) -> list[Item]:
    """The rows named in the address as id:version."""
    found = [_ITEM.fullmatch(raw) for raw in request.GET.getlist("item")]
    if not all(found):
        raise Invalid.field("item", _("Choose the rows again; this address names them wrongly."))
    return checked((int(one[1]), int(one[2])) for one in found if one)


def show_outcomes(
    request: HttpRequest, title: Any, outcomes: Collection[Outcome], trigger: str, *, stays: bool = False
) -> HttpResponse:
    """Rows by what became of them; `stays` says that those not done stay chosen, `trigger` what else fetches anew."""
    groups = [
        {"label": label, "tone": tone, "rows": rows}
        for status, label, tone in GROUPS
        if (rows := _with(status, outcomes))
    ]
    template = "components/outcomes.html" if wants_part(request) else "components/outcomes_page.html"
    answer = render(request, template, {"title": title, "groups": groups, "stays": stays})
    answer["HX-Trigger"] = trigger
    return answer


def _with(status: str, outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.status == status]
