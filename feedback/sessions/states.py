"""The phases of a session, the columns of its templates, and its limits."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

GATHER, GROUP, VOTE, DISCUSS, DONE = "gather", "group", "vote", "discuss", "done"
WRITABLE = frozenset({GATHER, GROUP})
MOST_CARDS, MOST_VOTES, MOST_MINUTES, LONGEST_CARD = 300, 20, 60, 500

PHASES = Machine(
    [
        State(GATHER, pgettext_lazy("session", "Gather"), tone="azure"),
        State(GROUP, pgettext_lazy("session", "Group"), tone="azure"),
        State(VOTE, pgettext_lazy("session", "Vote"), tone="indigo"),
        State(DISCUSS, pgettext_lazy("session", "Discuss"), tone="blue"),
        State(DONE, pgettext_lazy("session", "Done"), is_open=False, tone="green"),
    ],
    [
        Step("reveal", _("Reveal the cards"), frozenset({GATHER}), GROUP),
        Step("open_voting", _("Open the vote"), frozenset({GROUP}), VOTE),
        Step("close_voting", _("Close the vote"), frozenset({VOTE}), DISCUSS),
        Step("next_topic", _("Next topic"), frozenset({DISCUSS}), None),
        Step("finish", _("End the session"), frozenset({DISCUSS}), DONE),
        Step("abandon", _("Break off"), frozenset({GATHER, GROUP, VOTE}), DONE, True),
    ],
)


@dataclass(frozen=True)
class Column:
    """One column of a template; `hint` asks for what belongs there."""

    code: str
    label: str | Promise
    hint: str | Promise


KEPT = frozenset({"well", "continue", "liked", "learned"})  # columns of what should stay as it is
CLASSIC, STARTING, FOUR_LS = "classic", "start_stop", "four_ls"
TEMPLATES: dict[str, tuple[str | Promise, tuple[Column, ...]]] = {
    CLASSIC: (
        _("Went well · To improve · Ideas"),
        (
            Column("well", _("Went well"), _("What should we do again?")),
            Column("improve", _("To improve"), _("What held us up?")),
            Column("ideas", _("Ideas"), _("What could we try?")),
        ),
    ),
    STARTING: (
        _("Start · Stop · Continue"),
        (
            Column("start", pgettext_lazy("retrospective", "Start"), _("What should we begin to do?")),
            Column("stop", pgettext_lazy("retrospective", "Stop"), _("What should we no longer do?")),
            Column("continue", pgettext_lazy("retrospective", "Continue"), _("What should we go on doing?")),
        ),
    ),
    FOUR_LS: (
        _("Liked · Learned · Lacked · Longed for"),
        (
            Column("liked", _("Liked"), _("What did we enjoy?")),
            Column("learned", _("Learned"), _("What do we know now?")),
            Column("lacked", _("Lacked"), _("What was missing?")),
            Column("longed", _("Longed for"), _("What do we wish for?")),
        ),
    ),
}
TEMPLATE_CHOICES = [(code, label) for code, (label, _columns) in TEMPLATES.items()]


def columns_of(template: str) -> tuple[Column, ...]:
    """The columns of a template, in order."""
    return TEMPLATES[template][1]
