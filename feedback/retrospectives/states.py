"""The state machine of a retrospective (SPEC §2)."""

from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

MACHINE = Machine(
    [
        State("open", pgettext_lazy("retrospective", "To be written"), tone="azure"),
        State("written", pgettext_lazy("retrospective", "Written"), tone="indigo"),
        State("closed", pgettext_lazy("retrospective", "Closed"), is_open=False, tone="green"),
    ],
    [
        Step("write", pgettext_lazy("retrospective", "Write it down"), frozenset({"open"}), "written"),
        Step("revise", pgettext_lazy("retrospective", "Revise"), frozenset({"written"}), None),
        Step(
            "add_lesson", pgettext_lazy("retrospective", "Add a lesson"), frozenset({"open", "written"}), None
        ),
        Step(
            "start_session",
            pgettext_lazy("retrospective", "Look back together"),
            frozenset({"open", "written"}),
            None,
        ),
        Step("send_back", pgettext_lazy("retrospective", "Send back"), frozenset({"written"}), "open", True),
        Step("close", pgettext_lazy("retrospective", "Close"), frozenset({"written"}), "closed"),
    ],
)
