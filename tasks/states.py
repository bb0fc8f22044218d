"""The task's state machine (SPEC §2): states, steps, and which steps need a reason."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

ACTIVE = ("accepted", "in_progress", "blocked", "sent_back")
OPEN_ISSUED = ("issued", "return_requested", *ACTIVE)

STATES = [
    State("draft", _("Draft"), tone="secondary"),
    State("issued", _("Issued"), tone="azure"),
    State("return_requested", _("Return requested"), on_line=False, tone="orange"),
    State("accepted", _("Signed for"), tone="cyan"),
    State("in_progress", _("In progress"), tone="blue"),
    State("blocked", _("Blocked"), on_line=False, tone="red"),
    State("sent_back", _("Sent back"), on_line=False, tone="orange"),
    State("suspended", _("Suspended"), on_line=False, tone="secondary"),
    State("submitted", _("Submitted"), tone="indigo"),
    State("verification", _("Verification"), tone="purple"),
    State("completed", _("Completed"), is_open=False, tone="green"),
    State("closed", _("Closed out"), is_open=False, tone="green"),
    State("withdrawn", pgettext_lazy("task", "Withdrawn"), is_open=False, on_line=False, tone="secondary"),
    State("merged", pgettext_lazy("task", "Merged"), is_open=False, on_line=False, tone="secondary"),
]


def _step(name, label, sources, target, needs_reason=False) -> Step:
    return Step(name, label, frozenset(sources), target, needs_reason)


MACHINE = Machine(
    STATES,
    [
        _step("issue", pgettext_lazy("hand out", "Issue"), ["draft"], "issued"),
        _step("sign_for", _("Sign for"), ["issued"], "accepted"),
        _step("request_return", _("Ask to return"), ["issued"], "return_requested", True),
        _step("refuse_return", _("Refuse the return"), ["return_requested"], "issued", True),
        _step("rule", pgettext_lazy("return", "Rule"), ["return_requested"], "issued", True),
        _step("reassign", _("Reassign"), OPEN_ISSUED, "issued", True),
        _step("start", _("Start"), ["accepted", "sent_back"], "in_progress"),
        _step("report_progress", _("Report progress"), ACTIVE, None),
        _step("block", _("Report a blockage"), ["accepted", "in_progress", "sent_back"], "blocked", True),
        _step("unblock", _("Unblock"), ["blocked"], "in_progress"),
        _step("submit", _("Submit"), ["accepted", "in_progress", "sent_back"], "submitted"),
        _step("verify", _("Begin verification"), ["submitted"], "verification"),
        _step("send_back", _("Send back"), ["submitted", "verification"], "sent_back", True),
        _step("complete", _("Complete"), ["verification"], "completed"),
        _step("finish", _("Done"), ["accepted", "in_progress"], "completed"),
        _step("close_out", _("Close out"), ["completed"], "closed"),
        _step("suspend", _("Suspend"), ["issued", *ACTIVE], "suspended", True),
        _step("resume", _("Resume"), ["suspended"], "in_progress"),
        _step(
            "withdraw",
            pgettext_lazy("task", "Withdraw"),
            ["draft", "suspended", *OPEN_ISSUED],
            "withdrawn",
            True,
        ),
        _step("merge", _("Merge"), ["suspended", *OPEN_ISSUED], "merged", True),
    ],
)

PART_MACHINE = Machine(
    [
        State("open", pgettext_lazy("part", "Under way"), tone="blue"),
        State("submitted", pgettext_lazy("part", "Submitted"), tone="indigo"),
        State("sent_back", pgettext_lazy("part", "Sent back"), tone="orange"),
        State("accepted", pgettext_lazy("part", "Accepted"), is_open=False, tone="green"),
        State("waived", pgettext_lazy("part", "Waived"), is_open=False, tone="secondary"),
    ],
    [
        _step("edit", _("Change the part"), ["open", "sent_back"], None),
        _step("request_extension", _("Ask for more time"), ["open", "sent_back"], None),
        _step("submit", _("Submit the part"), ["open", "sent_back"], "submitted"),
        _step("accept", _("Accept the part"), ["submitted"], "accepted"),
        _step("send_back", _("Send the part back"), ["submitted", "accepted", "waived"], "sent_back", True),
        _step("waive", _("Waive the part"), ["open", "submitted", "sent_back"], "waived", True),
        _step("remove", _("Take the part out"), ["open"], None),
    ],
)
