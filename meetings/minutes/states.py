"""The state machine of minutes (SPEC §2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.machine import Machine, State, Step

WRITTEN = ("drafting",)
IN_PROGRESS = ("drafting", "countersigning")
OUT = ("issued", "signed_for")


def _step(name, label, sources, target, needs_reason=False) -> Step:
    return Step(name, label, frozenset(sources), target, needs_reason)


MACHINE = Machine(
    [
        State("drafting", pgettext_lazy("minutes", "Being drafted"), tone="azure"),
        State("countersigning", pgettext_lazy("minutes", "Being countersigned"), tone="indigo"),
        State("issued", pgettext_lazy("minutes", "Issued"), tone="blue"),
        State("signed_for", pgettext_lazy("minutes", "Being signed for"), tone="cyan"),
        State("archived", pgettext_lazy("minutes", "Archived"), is_open=False, tone="green"),
    ],
    [
        _step("write", pgettext_lazy("minutes", "Write"), WRITTEN, None),
        _step("fill_in", _("Fill in from the records"), WRITTEN, None),
        _step("circulate", _("Circulate"), WRITTEN, "countersigning"),
        _step("countersign", _("Countersign"), ["countersigning"], None),
        _step("take_back", _("Take back to the draft"), ["countersigning"], "drafting", True),
        _step("issue", pgettext_lazy("minutes", "Issue"), ["drafting", "countersigning"], "issued"),
        _step("sign_for", _("Sign for"), OUT, "signed_for"),
        _step("archive", pgettext_lazy("minutes", "Archive"), OUT, "archived", True),
        _step("correct", pgettext_lazy("minutes", "Correct"), [*OUT, "archived"], "drafting", True),
    ],
)
