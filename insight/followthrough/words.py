"""How a follow-through report reads: what its figures are called, hours and money in the reader's language."""

from collections import Counter

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

HOURS = "hours"
LABELS = {
    "meetings": gettext_lazy("Meetings held"),
    "uncounted": gettext_lazy("Meetings whose hours are not known"),
    "decisions": gettext_lazy("Decisions taken"),
    "with_task": gettext_lazy("With a task"),
    "open_ends": gettext_lazy("Nobody carries it out"),
    "items": gettext_lazy("Items handed out"),
    "closed": pgettext_lazy("items", "Closed"),
    "on_time": gettext_lazy("Closed on time"),
    "overdue": gettext_lazy("Overdue"),
    "age_5": gettext_lazy("Open 0–5 days"),
    "age_20": gettext_lazy("Open 6–20 days"),
    "age_60": gettext_lazy("Open 21–60 days"),
    "age_more": gettext_lazy("Open over 60 days"),
    "invited": gettext_lazy("Invited"),
    "unrepresented": gettext_lazy("Departments nobody came from"),
    "present": gettext_lazy("Present"),
    "proxy": gettext_lazy("By proxy"),
    "absent": gettext_lazy("Absent"),
    "excused": gettext_lazy("On leave"),
    HOURS: gettext_lazy("Person-hours"),
}
OLDEST, COST = gettext_lazy("Oldest open (working days)"), gettext_lazy("Cost")


def hours_words(minutes: int) -> str:
    """Hours with at most one decimal."""
    words = formats.number_format(round(minutes / 60, 1), use_l10n=True, force_grouping=True)
    return words.removesuffix(".0")


def money_words(money: Counter[str]) -> str:
    """Each currency for itself; a dash where no rate is set."""
    told = [
        f"{formats.number_format(amount, 0, use_l10n=True, force_grouping=True)} {currency}"
        for currency, amount in sorted(money.items())
    ]
    return _(", ").join(told) or "—"
