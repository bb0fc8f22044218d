"""The state machine of a hand-over (SPEC §2)."""

from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

OWED = ("taken", "delivering", "sent_back")


def _step(name, label, sources, target, needs_reason=False) -> Step:
    return Step(name, label, frozenset(sources), target, needs_reason)


MACHINE = Machine(
    [
        State("offered", pgettext_lazy("hand-over", "Offered"), tone="azure"),
        State("taken", pgettext_lazy("hand-over", "Taken on"), tone="cyan"),
        State("declined", pgettext_lazy("hand-over", "Declined"), is_open=False, on_line=False, tone="red"),
        State("delivering", pgettext_lazy("hand-over", "Delivering"), tone="blue"),
        State("delivered", pgettext_lazy("hand-over", "Delivered"), tone="indigo"),
        State("sent_back", pgettext_lazy("hand-over", "Sent back"), on_line=False, tone="orange"),
        State("accepted", pgettext_lazy("hand-over", "Accepted"), is_open=False, tone="green"),
        State("closed", pgettext_lazy("hand-over", "Closed"), is_open=False, tone="green"),
        State(
            "withdrawn",
            pgettext_lazy("hand-over", "Withdrawn"),
            is_open=False,
            on_line=False,
            tone="secondary",
        ),
    ],
    [
        _step("take", pgettext_lazy("hand-over", "Take on"), ["offered"], "taken"),
        _step("decline", pgettext_lazy("hand-over", "Decline"), ["offered"], "declined", True),
        _step("begin", pgettext_lazy("hand-over", "Begin delivery"), ["taken", "sent_back"], "delivering"),
        _step("deliver", pgettext_lazy("hand-over", "Mark as delivered"), OWED, "delivered"),
        _step("accept", pgettext_lazy("hand-over", "Accept all of it"), ["delivered"], "accepted"),
        _step("send_back", pgettext_lazy("hand-over", "Send back"), ["delivered"], "sent_back", True),
        _step("close", pgettext_lazy("hand-over", "Close the hand-over"), ["accepted"], "closed"),
        _step(
            "withdraw",
            pgettext_lazy("hand-over", "Withdraw the hand-over"),
            ["offered", *OWED],
            "withdrawn",
            True,
        ),
    ],
)
