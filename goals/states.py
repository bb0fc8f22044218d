"""State machines of goals, key results and cycles (SPEC §2): states, steps, and which steps need a reason."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

AGREED = frozenset({"agreed", "active"})  # a change from here on is a new version
CHANGEABLE = AGREED | {"draft", "consultation"}
UNDER_WAY = frozenset({"draft", "consultation", "agreed", "active", "paused"})


def _step(name, label, sources, target, needs_reason=False) -> Step:
    return Step(name, label, frozenset(sources), target, needs_reason)


GOAL_MACHINE = Machine(
    [
        State("draft", pgettext_lazy("goal", "Draft"), tone="secondary"),
        State("consultation", pgettext_lazy("goal", "In consultation"), tone="azure"),
        State("agreed", pgettext_lazy("goal", "Agreed"), tone="cyan"),
        State("active", pgettext_lazy("goal", "Under way"), tone="blue"),
        State("paused", pgettext_lazy("goal", "Paused"), on_line=False, tone="orange"),
        State("scoring", pgettext_lazy("goal", "Being scored"), tone="purple"),
        State("closed", pgettext_lazy("goal", "Closed"), is_open=False, tone="green"),
        State(
            "cancelled", pgettext_lazy("goal", "Cancelled"), is_open=False, on_line=False, tone="secondary"
        ),
    ],
    [
        _step("consult", _("Put to consultation"), ["draft"], "consultation"),
        _step("recall", _("Take back to draft"), ["consultation"], "draft", True),
        _step("confirm", pgettext_lazy("goal", "Confirm"), ["consultation"], "agreed"),
        _step("activate", pgettext_lazy("goal", "Start"), ["agreed"], "active"),
        _step("pause", pgettext_lazy("goal", "Pause"), ["active"], "paused", True),
        _step("resume", pgettext_lazy("goal", "Resume"), ["paused"], "active"),
        _step("score", _("Begin scoring"), ["active"], "scoring"),
        _step("close", pgettext_lazy("goal", "Close"), ["scoring"], "closed"),
        _step("cancel", _("Cancel the goal"), UNDER_WAY, "cancelled", True),
    ],
)

KEY_RESULT_MACHINE = Machine(
    [
        State("active", pgettext_lazy("key result", "Under way"), tone="blue"),
        State("closed", pgettext_lazy("key result", "Closed"), is_open=False, tone="green"),
        State(
            "cancelled",
            pgettext_lazy("key result", "Cancelled"),
            is_open=False,
            on_line=False,
            tone="secondary",
        ),
    ],
    [
        _step("close", pgettext_lazy("key result", "Close"), ["active"], "closed"),
        _step("cancel", _("Cancel the key result"), ["active"], "cancelled", True),
    ],
)

CYCLE_MACHINE = Machine(
    [
        State("planned", pgettext_lazy("cycle", "Planned"), tone="secondary"),
        State("open", pgettext_lazy("cycle", "Open"), tone="blue"),
        State("scoring", pgettext_lazy("cycle", "Scoring"), tone="purple"),
        State("closed", pgettext_lazy("cycle", "Closed"), is_open=False, tone="green"),
    ],
    [
        _step("open", _("Open the cycle"), ["planned"], "open"),
        _step("score", _("Begin scoring the cycle"), ["open"], "scoring"),
        _step("close", _("Close the cycle"), ["scoring"], "closed"),
    ],
)
