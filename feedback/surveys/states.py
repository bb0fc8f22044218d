"""The state machine of a survey (SPEC §2)."""

from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

MACHINE = Machine(
    [
        State("draft", pgettext_lazy("survey", "Draft"), tone="secondary"),
        State("open", pgettext_lazy("survey", "Open for answers"), tone="azure"),
        State("closed", pgettext_lazy("survey", "Closed, not published"), tone="indigo"),
        State("published", pgettext_lazy("survey", "Results published"), is_open=False, tone="green"),
        State("cancelled", pgettext_lazy("survey", "Cancelled"), is_open=False, on_line=False),
    ],
    [
        Step("edit", pgettext_lazy("survey", "Compose"), frozenset({"draft"}), None),
        Step("open", pgettext_lazy("survey", "Open for answers"), frozenset({"draft"}), "open"),
        Step("answer", pgettext_lazy("survey", "Answer"), frozenset({"open"}), None),
        Step("close", pgettext_lazy("survey", "Close"), frozenset({"open"}), "closed"),
        Step("extend", pgettext_lazy("survey", "Extend"), frozenset({"open"}), None, True),
        Step("publish", pgettext_lazy("survey", "Publish results"), frozenset({"closed"}), "published"),
        Step(
            "repeat",
            pgettext_lazy("survey", "Repeat as a pulse"),
            frozenset({"draft", "open", "closed", "published"}),
            None,
        ),
        Step(
            "stop_repeating",
            pgettext_lazy("survey", "Stop repeating"),
            frozenset({"draft", "open", "closed", "published", "cancelled"}),
            None,
            True,
        ),
        Step(
            "cancel",
            pgettext_lazy("survey", "Cancel the survey"),
            frozenset({"draft", "open"}),
            "cancelled",
            True,
        ),
    ],
)
