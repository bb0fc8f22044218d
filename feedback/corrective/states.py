"""The state machine of a corrective action (SPEC §2, Feedback), and how long each step may take by itself."""

from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

LINE = ("containment", "root_cause", "corrective", "preventive", "effectiveness")
IMPLEMENTING = LINE[:-1]
TERMS = {
    "containment": 2,
    "root_cause": 5,
    "corrective": 10,
    "preventive": 10,
    "effectiveness": 5,
}  # working days
WORDS = {
    "containment": pgettext_lazy("corrective", "Containment"),
    "root_cause": pgettext_lazy("corrective", "Root cause"),
    "corrective": pgettext_lazy("corrective", "Correction"),
    "preventive": pgettext_lazy("corrective", "Prevention"),
    "effectiveness": pgettext_lazy("corrective", "Effectiveness check"),
}
VERDICTS = {
    "effective": pgettext_lazy("corrective", "It is effective: close it"),
    "not_effective": pgettext_lazy(
        "corrective", "It is not effective: a new round begins with the root cause"
    ),
}
TONES = ("red", "orange", "azure", "cyan", "indigo")
EVERY = frozenset(LINE)


def _hand_in(at: int) -> Step:
    """A step handed in leads to the next one."""
    name = f"hand_in_{LINE[at]}"
    return Step(name, pgettext_lazy("corrective", "Hand in"), frozenset({LINE[at]}), LINE[at + 1])


def _send_back(at: int) -> Step:
    """The step before is owed again."""
    name = f"send_back_{LINE[at]}"
    return Step(name, pgettext_lazy("corrective", "Send back"), frozenset({LINE[at]}), LINE[at - 1], True)


MACHINE = Machine(
    [
        *(State(code, WORDS[code], tone=tone) for code, tone in zip(LINE, TONES, strict=True)),
        State("closed", pgettext_lazy("corrective", "Closed, effective"), is_open=False, tone="green"),
        State(
            "withdrawn",
            pgettext_lazy("corrective", "Withdrawn"),
            is_open=False,
            on_line=False,
            tone="secondary",
        ),
    ],
    [
        *map(_hand_in, range(4)),
        *map(_send_back, range(1, 5)),
        Step("assign", pgettext_lazy("corrective", "Assign a step"), EVERY, None),
        Step("hang_on", pgettext_lazy("corrective", "Hang on what shows the same"), EVERY, None),
        Step(
            "close",
            pgettext_lazy("corrective", "It was effective"),
            frozenset({"effectiveness"}),
            "closed",
        ),
        Step(
            "begin_again",
            pgettext_lazy("corrective", "It was not effective"),
            frozenset({"effectiveness"}),
            "root_cause",
            True,
        ),
        Step("withdraw", pgettext_lazy("corrective", "Withdraw"), EVERY, "withdrawn", True),
    ],
)
