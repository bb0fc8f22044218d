"""Which ways of deciding can be followed: method, threshold, quorum, options, dates; what is left open is filled in."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid

from ..models import Meeting, Method, Threshold
from ..selectors.preparing import USUAL_QUORUM, default_quorum

MOST_OPTIONS = 10
LONGEST_OPTION = 300
SETTINGS = {
    "method": Method.MANDATE,
    "secret": False,
    "threshold": Threshold.MAJORITY,
    "quorum": USUAL_QUORUM,
    "options": (),
    "silence_agrees": False,
    "mandate_holder": None,
}


def check_dates(effective_on: date | None, review_on: date | None) -> None:
    """Invalid unless a decision is looked at again after it takes effect."""
    if effective_on and review_on and review_on < effective_on:
        raise Invalid.field("review_on", _("The review comes after the decision takes effect."))


def check_settings(settings: dict[str, Any]) -> None:
    """Invalid unless these name a way of deciding that can be followed; options become a list of clean texts."""
    if unknown := settings.keys() - SETTINGS.keys():
        raise Invalid.field(sorted(unknown)[0], _("This cannot be set here."))
    whole = SETTINGS | settings
    if whole["method"] not in Method.values:
        raise Invalid.field("method", _("Choose one of the offered methods."))
    if whole["threshold"] not in Threshold.values:
        raise Invalid.field("threshold", _("Choose one of the offered thresholds."))
    if not isinstance(whole["quorum"], int) or not 1 <= whole["quorum"] <= 100:
        raise Invalid.field("quorum", _("Between 1 and 100 per cent of those entitled."))
    if whole["secret"] and whole["method"] != Method.VOTE:
        raise Invalid.field("secret", _("Only a vote can be secret."))
    if "options" in settings:
        settings["options"] = _clean_options(settings["options"])


def _clean_options(options: Any) -> list[str]:
    """The texts a vote chooses among; none, or at least two."""
    lines = options.splitlines() if isinstance(options, str) else list(options or ())
    if not all(isinstance(line, str) for line in lines):
        raise Invalid.field("options", _("Send a list of texts."))
    found = list(dict.fromkeys(text for line in lines if (text := " ".join(line.split()))))
    if len(found) == 1:
        raise Invalid.field("options", _("Give at least two options, or none for a plain yes or no."))
    if len(found) > MOST_OPTIONS or any(len(text) > LONGEST_OPTION for text in found):
        raise Invalid.field("options", _("At most ten options of 300 characters each."))
    return found


def completed(settings: dict[str, Any], meeting: Meeting | None) -> dict[str, Any]:
    """These settings, checked, with the meeting's quorum where none is given."""
    quorum = settings.get("quorum")
    whole = settings | {"quorum": default_quorum(meeting) if quorum is None else quorum}
    check_settings(whole)
    return whole
