"""The plan's state machine (SPEC §2): states, steps, and which steps need a reason."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

UNDER_WAY = frozenset({"confirmed", "active"})
PLANNED = UNDER_WAY | {"draft"}

PLAN_MACHINE = Machine(
    [
        State("draft", pgettext_lazy("plan", "Draft"), tone="secondary"),
        State("confirmed", pgettext_lazy("plan", "Confirmed"), tone="azure"),
        State("active", pgettext_lazy("plan", "Under way"), tone="blue"),
        State("closed", pgettext_lazy("plan", "Completed"), is_open=False, tone="green"),
        State(
            "cancelled", pgettext_lazy("plan", "Cancelled"), is_open=False, on_line=False, tone="secondary"
        ),
    ],
    [
        Step("confirm", pgettext_lazy("plan", "Confirm"), frozenset({"draft"}), "confirmed"),
        Step("start", pgettext_lazy("plan", "Start"), frozenset({"confirmed"}), "active"),
        Step("rebaseline", _("Set a new baseline"), UNDER_WAY, None, True),
        Step("close", pgettext_lazy("plan", "Complete"), frozenset({"active"}), "closed"),
        Step("cancel", pgettext_lazy("plan", "Cancel plan"), PLANNED, "cancelled", True),
    ],
)
