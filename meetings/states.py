"""State machines of meetings, agenda items and decisions (SPEC §2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step


def _step(name, label, sources, target, needs_reason=False) -> Step:
    return Step(name, label, frozenset(sources), target, needs_reason)


MEETING = Machine(
    [
        State("preparing", _("Preparing"), tone="secondary"),
        State("announced", _("Announced"), tone="azure"),
        State("running", _("Running"), tone="blue"),
        State("minutes_due", _("Minutes due"), tone="orange"),
        State("closed", pgettext_lazy("meeting", "Closed"), is_open=False, tone="green"),
        State("cancelled", _("Cancelled"), is_open=False, on_line=False, tone="secondary"),
    ],
    [
        _step("announce", _("Announce"), ["preparing"], "announced"),
        _step("start", pgettext_lazy("meeting", "Start"), ["announced"], "running"),
        _step("finish", _("End the meeting"), ["running"], "minutes_due"),
        _step("close", _("Close"), ["minutes_due"], "closed"),
        _step("reschedule", _("Reschedule"), ["preparing", "announced"], None, True),
        _step("cancel", _("Cancel the meeting"), ["preparing", "announced"], "cancelled", True),
    ],
)

AGENDA_ITEM = Machine(
    [
        State("proposed", _("Proposed"), tone="secondary"),
        State("returned", _("Returned for more"), on_line=False, tone="orange"),
        State("admitted", _("Admitted"), tone="azure"),
        State("discussing", _("In discussion"), tone="blue"),
        State("adopted", _("Adopted"), is_open=False, tone="green"),
        State("adopted_in_principle", _("Adopted in principle"), is_open=False, on_line=False, tone="green"),
        State("discussed", _("Discussed"), is_open=False, on_line=False, tone="green"),
        State("deferred", _("Deferred"), on_line=False, tone="orange"),
        State("rejected", _("Rejected"), is_open=False, on_line=False, tone="red"),
        State("referred", _("Referred"), is_open=False, on_line=False, tone="purple"),
        State("withdrawn", _("Withdrawn"), is_open=False, on_line=False, tone="secondary"),
    ],
    [
        _step("admit", _("Admit"), ["proposed", "returned"], "admitted"),
        _step("return", _("Return for more"), ["proposed"], "returned", True),
        _step("resubmit", _("Hand in again"), ["returned"], "proposed"),
        _step("take_up", _("Take up again"), ["deferred", "discussing"], "admitted"),
        _step("discuss", _("Discuss"), ["admitted", "deferred"], "discussing"),
        _step("adopt", pgettext_lazy("decide", "Adopt"), ["discussing"], "adopted"),
        _step("adopt_in_principle", _("Adopt in principle"), ["discussing"], "adopted_in_principle"),
        _step("conclude", _("Conclude without a decision"), ["discussing"], "discussed"),
        _step("defer", _("Defer"), ["admitted", "discussing"], "deferred", True),
        _step("reject", _("Reject"), ["discussing"], "rejected", True),
        _step("refer", _("Refer"), ["admitted", "discussing"], "referred", True),
        _step("withdraw", _("Withdraw"), ["proposed", "returned", "admitted", "deferred"], "withdrawn", True),
    ],
)

IN_FORCE = ("adopted", "carrying_out", "carried_out", "upheld")
UNDECIDED = ("proposed", "consulted", "deferred")

DECISION = Machine(
    [
        State("proposed", pgettext_lazy("decision", "Proposed"), tone="secondary"),
        State("consulted", _("In consultation"), on_line=False, tone="cyan"),
        State("deciding", _("Being decided"), tone="blue"),
        State("adopted", pgettext_lazy("decision", "Adopted"), tone="azure"),
        State("rejected", pgettext_lazy("decision", "Rejected"), is_open=False, on_line=False, tone="red"),
        State("deferred", _("Deferred"), on_line=False, tone="orange"),
        State("carrying_out", _("Being carried out"), tone="blue"),
        State("carried_out", _("Carried out"), is_open=False, tone="green"),
        State("under_review", _("Under review"), on_line=False, tone="orange"),
        State("upheld", _("Upheld"), is_open=False, on_line=False, tone="green"),
        State("revised", _("Revised"), is_open=False, on_line=False, tone="purple"),
        State("repealed", _("Repealed"), is_open=False, on_line=False, tone="secondary"),
    ],
    [
        _step("set_up", _("Set how it is decided"), UNDECIDED, None),
        _step("open_consultation", _("Consult departments"), ["proposed", "deferred"], "consulted"),
        _step("open_voting", _("Put it to decision"), UNDECIDED, "deciding"),
        _step("adopt", pgettext_lazy("decide", "Adopt"), [*UNDECIDED, "deciding"], "adopted"),
        _step("reject", _("Reject"), [*UNDECIDED, "deciding"], "rejected", True),
        _step("defer", _("Defer"), ["proposed", "consulted", "deciding"], "deferred", True),
        _step("carry_out", _("Begin to carry out"), ["adopted"], "carrying_out"),
        _step("mark_carried_out", _("Mark as carried out"), ["adopted", "carrying_out"], "carried_out"),
        _step("review", _("Review it"), IN_FORCE, "under_review"),
        _step("uphold", _("Uphold"), ["under_review"], "upheld"),
        _step("revise", _("Propose a revision"), ["under_review"], None),
        _step("supersede", _("Superseded"), [*IN_FORCE, "under_review"], "revised"),
        _step("repeal", _("Repeal"), [*IN_FORCE, "under_review"], "repealed", True),
    ],
)
