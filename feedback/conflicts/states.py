"""The state machine of a conflict case (SPEC §2), and how long each phase may take."""

from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

NEGOTIATION_DAYS = 10  # working days from the raising until mediation is asked for by itself
MEDIATION_DAYS = 10  # working days until a ruling is asked for by itself
RULING_DAYS = 5  # working days for the ruler
CHECK_DAYS = 3  # working days for every side to say whether it was kept

TALKING = frozenset({"negotiation", "mediation"})
BEGUN = TALKING | {"raised"}
HELD = frozenset({"agreed", "follow_up"})


def _within(name: str, label, *sources: str) -> Step:
    """A step that leaves the state as it is."""
    return Step(name, label, frozenset(sources), None)


MACHINE = Machine(
    [
        State("raised", pgettext_lazy("conflict", "Raised"), tone="orange"),
        State("negotiation", pgettext_lazy("conflict", "In negotiation"), tone="azure"),
        State("mediation", pgettext_lazy("conflict", "In mediation"), on_line=False, tone="indigo"),
        State("agreed", pgettext_lazy("conflict", "Agreed"), tone="green"),
        State("ruling", pgettext_lazy("conflict", "Put up for a ruling"), on_line=False, tone="purple"),
        State("follow_up", pgettext_lazy("conflict", "Follow-up"), tone="cyan"),
        State("closed", pgettext_lazy("conflict", "Closed"), is_open=False, tone="green"),
        State(
            "withdrawn",
            pgettext_lazy("conflict", "Withdrawn"),
            is_open=False,
            on_line=False,
            tone="secondary",
        ),
    ],
    [
        _within("take_up", pgettext_lazy("conflict", "Take it up"), "raised"),
        Step("negotiate", pgettext_lazy("conflict", "Negotiate"), frozenset({"raised"}), "negotiation"),
        _within("add_criterion", pgettext_lazy("conflict", "Add a criterion"), *TALKING),
        _within("change_criterion", pgettext_lazy("conflict", "Change a criterion"), *TALKING),
        _within("add_option", pgettext_lazy("conflict", "Add an option"), *TALKING),
        _within("drop_option", pgettext_lazy("conflict", "Take an option out"), *TALKING),
        _within("open_scoring", pgettext_lazy("conflict", "Open scoring"), *TALKING),
        _within("score", pgettext_lazy("conflict", "Score"), *TALKING),
        _within("show_scores", pgettext_lazy("conflict", "Show the scores"), *TALKING),
        _within("gather_options", pgettext_lazy("conflict", "Gather options again"), *TALKING),
        _within("write_agreement", pgettext_lazy("conflict", "Write the agreement"), *TALKING),
        _within("confirm", pgettext_lazy("conflict", "Confirm the agreement"), *TALKING),
        Step("agree", pgettext_lazy("conflict", "Agree"), TALKING, "agreed"),
        Step(
            "ask_mediation",
            pgettext_lazy("conflict", "Ask for mediation"),
            frozenset({"raised", "negotiation"}),
            "mediation",
        ),
        _within("appoint_mediator", pgettext_lazy("conflict", "Appoint the mediator"), "mediation"),
        Step(
            "ask_ruling",
            pgettext_lazy("conflict", "Put up for a ruling"),
            frozenset({"mediation", "follow_up"}),
            "ruling",
            True,
        ),
        Step("rule", pgettext_lazy("conflict", "Give the ruling"), frozenset({"ruling"}), "follow_up", True),
        _within("hand_out", pgettext_lazy("conflict", "Hand out work"), *HELD),
        Step(
            "follow_up",
            pgettext_lazy("conflict", "Check whether it is kept"),
            frozenset({"agreed"}),
            "follow_up",
        ),
        _within("check", pgettext_lazy("conflict", "Say whether it was kept"), "follow_up"),
        Step("close", pgettext_lazy("conflict", "Close"), frozenset({"follow_up"}), "closed"),
        Step(
            "reopen",
            pgettext_lazy("conflict", "Negotiate again"),
            frozenset({"follow_up"}),
            "negotiation",
            True,
        ),
        Step("withdraw", pgettext_lazy("conflict", "Withdraw"), BEGUN, "withdrawn", True),
    ],
)
