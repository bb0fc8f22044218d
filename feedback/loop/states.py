"""The state machine of feedback (SPEC §2)."""

from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

IN_HAND = frozenset({"assigned", "reassigned", "reopened", "in_progress", "answered"})
UNDECIDED = frozenset({"submitted", "accepted"})
TO_MERGE = UNDECIDED | IN_HAND


MACHINE = Machine(
    [
        State("submitted", pgettext_lazy("feedback", "Submitted"), tone="azure"),
        State(
            "not_accepted",
            pgettext_lazy("feedback", "Not accepted"),
            is_open=False,
            on_line=False,
            tone="secondary",
        ),
        State("accepted", pgettext_lazy("feedback", "Accepted"), tone="azure"),
        State("assigned", pgettext_lazy("feedback", "Assigned"), tone="azure"),
        State("reassigned", pgettext_lazy("feedback", "Reassigned"), on_line=False, tone="orange"),
        State("reopened", pgettext_lazy("feedback", "Reopened"), on_line=False, tone="red"),
        State("in_progress", pgettext_lazy("feedback", "In progress"), tone="cyan"),
        State(
            "waiting", pgettext_lazy("feedback", "Waiting for the submitter"), on_line=False, tone="purple"
        ),
        State("answered", pgettext_lazy("feedback", "Answered"), tone="blue"),
        State("awaiting_confirmation", pgettext_lazy("feedback", "Awaiting confirmation"), tone="indigo"),
        State("closed", pgettext_lazy("feedback", "Closed"), is_open=False, tone="green"),
        State("merged", pgettext_lazy("feedback", "Merged"), is_open=False, on_line=False, tone="secondary"),
        State(
            "withdrawn",
            pgettext_lazy("feedback", "Withdrawn"),
            is_open=False,
            on_line=False,
            tone="secondary",
        ),
    ],
    [
        Step("accept", pgettext_lazy("feedback", "Accept"), frozenset({"submitted"}), "accepted"),
        Step("refuse", pgettext_lazy("feedback", "Do not accept"), UNDECIDED, "not_accepted", True),
        Step("assign", pgettext_lazy("feedback", "Assign"), frozenset({"accepted"}), "assigned"),
        Step(
            "start",
            pgettext_lazy("feedback", "Start"),
            frozenset({"assigned", "reassigned", "reopened"}),
            "in_progress",
        ),
        Step("reassign", pgettext_lazy("feedback", "Reassign"), IN_HAND, "reassigned", True),
        Step("ask_submitter", pgettext_lazy("feedback", "Ask the submitter"), IN_HAND, "waiting"),
        Step("reply", pgettext_lazy("feedback", "Reply"), frozenset({"waiting"}), "in_progress"),
        Step("answer", pgettext_lazy("feedback", "Answer"), IN_HAND, "answered"),
        Step(
            "await_confirmation",
            pgettext_lazy("feedback", "Ask for confirmation"),
            frozenset({"answered"}),
            "awaiting_confirmation",
        ),
        Step(
            "confirm",
            pgettext_lazy("feedback", "Confirm it is solved"),
            frozenset({"awaiting_confirmation"}),
            "closed",
        ),
        Step(
            "say_not_solved",
            pgettext_lazy("feedback", "It is not solved"),
            frozenset({"awaiting_confirmation"}),
            "reopened",
            True,
        ),
        Step(
            "reopen", pgettext_lazy("feedback", "Reopen"), frozenset({"closed", "merged"}), "reopened", True
        ),
        Step(
            "time_out",
            pgettext_lazy("feedback", "Close by time"),
            frozenset({"awaiting_confirmation", "waiting"}),
            "closed",
        ),
        Step(
            "escalate",
            pgettext_lazy("feedback", "Escalate"),
            IN_HAND | UNDECIDED | {"waiting"},
            None,
            True,
        ),
        Step("merge", pgettext_lazy("feedback", "Merge into another"), TO_MERGE, "merged"),
        Step("rate", pgettext_lazy("feedback", "Score the answer"), frozenset({"merged"}), None),
        Step(
            "withdraw",
            pgettext_lazy("feedback", "Withdraw"),
            TO_MERGE | {"waiting", "awaiting_confirmation", "merged"},
            "withdrawn",
            True,
        ),
    ],
)
