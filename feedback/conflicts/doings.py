"""What can be done with a conflict case, declared once for every door; its rows stand in row_doings."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind

from .. import actions
from ..models import ConflictCase
from . import policies
from .row_doings import EVERYONE, SIDES, criterion_asks, gathering

COORDINATORS = _("coordinators who belong to no side")
ABOUT_CHECK = _("On that day every side says whether it was kept.")


def _doing(name: str, run, may, who, *, step: str = "", **more) -> Doing:
    step = step or name.replace("-", "_")
    label = more.pop("label", ConflictCase.machine.steps[step].label)
    return Doing(Kind.CONFLICT, name, label, may, run, who, step=step, subject="case", **more)


def _check_ask(initial=lambda case: case.check_at) -> Ask:
    return Ask("check_at", _("To be checked on"), "instant", help=ABOUT_CHECK, initial=initial)


register_doings(
    _doing(
        "take-up",
        actions.take_up_conflict,
        policies.can_take_up,
        SIDES,
        asks=(NOTE,),
        tone="primary",
        icon="heart-handshake",
        stack="sign",
    ),
    _doing(
        "confirm",
        actions.confirm_agreement,
        policies.can_confirm,
        _("a side that has not confirmed this text yet"),
        fits=lambda case: case.is_to_be_confirmed,
        tone="success",
        icon="circle-check",
        help=_("It binds your department. If the text changes you are asked again."),
    ),
    _doing(
        "add-option",
        actions.add_option,
        policies.takes_part,
        EVERYONE,
        fits=gathering,
        asks=(Ask("text", _("Option")),),
        icon="plus",
    ),
    _doing(
        "add-criterion",
        actions.add_criterion,
        policies.takes_part,
        EVERYONE,
        fits=gathering,
        icon="scale",
        asks=criterion_asks(),
        help=_("What a good way out must do for all; every side scores every option by it."),
    ),
    _doing(
        "open-scoring",
        actions.open_scoring,
        policies.takes_part,
        EVERYONE,
        fits=gathering,
        icon="list-numbers",
        help=_(
            "Options and criteria are fixed then, and nobody sees a score until all sides have given theirs."
        ),
    ),
    _doing(
        "show-scores",
        actions.show_scores,
        policies.mediates,
        _("the mediator"),
        fits=lambda case: case.scoring,
        icon="eye",
    ),
    _doing(
        "gather-options",
        actions.gather_options,
        policies.takes_part,
        EVERYONE,
        fits=lambda case: not gathering(case),
        icon="rotate",
        help=_("The scores of this round count no longer."),
    ),
    _doing(
        "write-agreement",
        actions.write_agreement,
        policies.takes_part,
        EVERYONE,
        icon="writing-sign",
        asks=(
            Ask(
                "agreement",
                _("What is agreed"),
                initial=lambda case: case.agreement,
                help=_("Who does what by when. Every side is asked to confirm this very text."),
            ),
            _check_ask(),
        ),
    ),
    _doing(
        "ask-mediation",
        actions.ask_mediation,
        policies.speaks,
        SIDES,
        asks=(Ask("reason", _("Reason"), required=False),),
        icon="users-group",
        help=_("Coordinators then see the case and appoint somebody from outside."),
    ),
    _doing(
        "appoint-mediator",
        actions.appoint_mediator,
        policies.can_appoint,
        COORDINATORS,
        asks=(
            Ask(
                "mediator",
                _("Mediator"),
                "person",
                help=_("Not a member of a department in conflict. The mediator reads every box."),
            ),
        ),
        tone="primary",
        icon="user-check",
    ),
    _doing(
        "ask-ruling",
        actions.ask_ruling,
        policies.can_ask_ruling,
        _("the sides, the mediator and coordinators"),
        asks=(
            REASON,
            Ask(
                "ruler",
                _("Who rules"),
                "person",
                required=False,
                help=_("Left empty: the leader nearest above all sides."),
            ),
        ),
        icon="gavel",
    ),
    _doing(
        "rule",
        actions.give_ruling,
        policies.rules,
        _("the leader who was asked for a ruling"),
        asks=(
            Ask("ruling", _("What holds from now on"), help=_("It binds every side.")),
            REASON,
            _check_ask(initial=None),
        ),
        tone="primary",
        icon="gavel",
    ),
    _doing(
        "start-check", actions.start_check, policies.takes_part, EVERYONE, step="follow_up", icon="checklist"
    ),
    _doing(
        "check",
        actions.check_kept,
        policies.can_check,
        SIDES,
        asks=(
            Ask(
                "kept",
                _("It was kept"),
                "yes",
                required=False,
                help=_("Untick it if it was not, and say what was broken."),
            ),
            Ask("note", _("Note"), required=False),
        ),
        tone="primary",
        icon="checklist",
    ),
    _doing(
        "reopen", actions.reopen_negotiation, policies.takes_part, EVERYONE, asks=(REASON,), icon="rotate"
    ),
    _doing(
        "hand-out",
        actions.hand_out_agreed,
        policies.can_ask_ruling,
        _("the sides, the mediator and coordinators"),
        asks=(
            Ask("title", _("Title"), "words"),
            Ask("department", _("Lead department"), "department"),
            Ask("responsible", _("Responsible person"), "person", required=False),
            Ask("due_at", _("Due"), "instant", required=False),
        ),
        icon="send",
    ),
    _doing(
        "withdraw",
        actions.withdraw_conflict,
        policies.can_withdraw,
        _("the side that raised it"),
        asks=(REASON,),
        tone="danger",
        icon="x",
    ),
)
