"""What can be done with a decision by each of its methods, declared once for every door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.matters.doings import Ask, Choices, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind

from .. import actions
from ..actions.consent import DISSENT_WHILE
from ..ballots.electorate import default_voters_of
from ..doings import work
from ..models import Decision, Method, Remark, Round, Stance, Threshold
from ..policies import can_carry_out, can_decide
from . import policies

DECIDERS = _("those who run the meeting, or the department’s officers")
PROPOSERS = _("those who decide, and whoever proposed it")
ANSWERABLE = _("those who answer for it")
TAKING_PART = _("those who take part in the decision")
ASKED = _("officers of a department that was asked")
RULERS = _("whoever decides, or holds the mandate")


def _decision(name: str, run, may=can_decide, who=DECIDERS, **more) -> Doing:
    step = more.pop("step", name.replace("-", "_"))
    label = more.pop("label", None) or Decision.machine.steps[step].label
    return Doing(Kind.DECISION, name, label, may, run, who, step=step, subject="decision", **more)


def while_it(name: str, label, run, fits, may=can_decide, who=DECIDERS, **more) -> Doing:
    """A doing on a decision that takes no step of its machine."""
    return _decision(name, run, may, who, step=None, label=label, fits=fits, **more)


def _by(method: str):
    return lambda decision: decision.method == method


def _in_round(wanted: str):
    return lambda decision: decision.status == "deciding" and decision.round == wanted


def on_ballot(*states: str):
    """Whether a ballot under way is in one of these states."""

    def fits(decision) -> bool:
        ballot = policies.ballot_of(decision) if decision.status == "deciding" else None
        return ballot is not None and ballot.state in states

    return fits


def _adoptable(decision) -> bool:
    """A vote adopts by closing its ballot; the other ways only once it was put to decision."""
    if decision.method == Method.MANDATE:
        return True
    return decision.method != Method.VOTE and decision.status == "deciding"


def departments_asked(matter, person) -> Choices:
    """Those this person may answer for, where there are several."""
    phase = "consultation" if matter.status == "consulted" else "countersign"
    rows = policies.positions_for(Actor(person, "page"), matter, phase)
    return [(str(row.department_id), row.department.display_name) for row in rows] if len(rows) > 1 else []


def _remarks(sort: str):
    def choices(decision, person) -> Choices:
        rows = policies.open_remarks(decision, sort)
        return [(str(row.pk), f"{row.person}: {row.text[:80]}") for row in rows]

    return choices


def _has_open(sort: str):
    return lambda decision: bool(policies.open_remarks(decision, sort))


def _asks_positions(decision) -> bool:
    return decision.status in ("consulted", "deciding") and (
        decision.status == "consulted" or decision.method == Method.COUNTERSIGN
    )


POSITIONS = tuple((stance.value, stance.label) for stance in Stance if stance != Stance.SILENT)
TEXT = Ask("text", _("In words"))
ASKED_DEPARTMENTS = (
    Ask("departments", _("Departments"), "departments"),
    Ask("due_at", _("Answer by"), "instant"),
)

register_doings(
    _decision(
        "set-up",
        actions.set_up_decision,
        policies.can_set_up,
        PROPOSERS,
        asks=(
            Ask("method", _("Method"), "choice", choices=Method.choices, initial=lambda d: d.method),
            Ask("secret", _("Secret ballot"), "yes", required=False, initial=lambda d: d.secret),
            Ask(
                "threshold",
                _("Threshold"),
                "choice",
                choices=Threshold.choices,
                initial=lambda d: d.threshold,
            ),
            Ask(
                "quorum",
                _("Quorum in per cent of those entitled"),
                "number",
                initial=lambda d: d.quorum,
            ),
            Ask(
                "options",
                _("Options"),
                required=False,
                initial=lambda d: "\n".join(d.options),
                help=_("One per line, where a vote chooses among several; empty for a plain yes or no."),
            ),
            Ask(
                "silence_agrees",
                _("In countersigning, silence counts as no objection"),
                "yes",
                required=False,
                initial=lambda d: d.silence_agrees,
            ),
            Ask(
                "mandate_holder",
                _("Mandate held by"),
                "person",
                required=False,
                initial=lambda d: d.mandate_holder_id,
            ),
            Ask("evidence", _("Evidence"), required=False, initial=lambda d: d.evidence),
            Ask("effective_on", _("Effective from"), "day", required=False, initial=lambda d: d.effective_on),
            Ask("review_on", _("Review on"), "day", required=False, initial=lambda d: d.review_on),
        ),
        icon="adjustments",
    ),
    _decision(
        "open-consultation",
        actions.open_consultation,
        policies.can_set_up,
        PROPOSERS,
        asks=ASKED_DEPARTMENTS,
        icon="messages",
    ),
    while_it(
        "respond",
        _("Give our position"),
        actions.respond,
        _asks_positions,
        policies.can_respond,
        ASKED,
        asks=(
            Ask("department", _("Department"), "choice", choices=departments_asked),
            Ask("stance", pgettext_lazy("countersigning", "Position"), "choice", choices=POSITIONS),
            Ask("text", _("In words"), required=False, help=_("An objection or a comment says why.")),
        ),
        tone="primary",
        icon="writing-sign",
    ),
    _decision(
        "open-voting",
        actions.open_voting,
        fits=lambda decision: decision.method != Method.MANDATE,
        asks=(
            Ask(
                "voters",
                _("Who may vote"),
                "people",
                required=False,
                when=_by(Method.VOTE),
                initial=lambda d: default_voters_of(d.meeting),
            ),
            Ask("departments", _("Who countersigns"), "departments", when=_by(Method.COUNTERSIGN)),
            Ask("due_at", _("Answer by"), "instant", when=_by(Method.COUNTERSIGN)),
        ),
        tone="primary",
        icon="checkbox",
    ),
    while_it(
        "ask-question",
        _("Ask what is unclear"),
        actions.ask_question,
        _in_round(Round.CLARIFYING),
        policies.takes_part,
        TAKING_PART,
        asks=(TEXT,),
        icon="help-circle",
    ),
    while_it(
        "answer-question",
        _("Answer a question"),
        actions.answer_question,
        lambda d: _in_round(Round.CLARIFYING)(d) and _has_open(Remark.Sort.QUESTION)(d),
        policies.can_set_up,
        PROPOSERS,
        asks=(Ask("remark", _("Question"), "choice", choices=_remarks(Remark.Sort.QUESTION)), TEXT),
        icon="message-reply",
    ),
    while_it(
        "call-objections",
        _("Call for objections"),
        actions.call_objections,
        _in_round(Round.CLARIFYING),
        tone="primary",
        icon="hand-stop",
    ),
    while_it(
        "object",
        _("Object"),
        actions.object_to_decision,
        _in_round(Round.OBJECTING),
        policies.takes_part,
        TAKING_PART,
        asks=(TEXT,),
        icon="hand-stop",
    ),
    while_it(
        "settle-objection",
        _("Settle an objection"),
        actions.settle_objection,
        lambda d: _in_round(Round.OBJECTING)(d) and _has_open(Remark.Sort.OBJECTION)(d),
        policies.can_settle_objection,
        _("those who decide, and whoever raised it"),
        asks=(
            Ask("remark", _("Objection"), "choice", choices=_remarks(Remark.Sort.OBJECTION)),
            Ask(
                "how",
                _("How"),
                "choice",
                choices=(
                    (Remark.State.INTEGRATED.value, _("Integrated into the proposal")),
                    (Remark.State.WITHDRAWN.value, _("Withdrawn by whoever raised it")),
                ),
            ),
            TEXT,
        ),
        icon="circle-check",
    ),
    while_it(
        "ask-to-countersign",
        _("Ask others to countersign"),
        actions.ask_to_countersign,
        lambda d: d.status == "deciding" and d.method == Method.COUNTERSIGN,
        asks=ASKED_DEPARTMENTS,
        icon="plus",
    ),
    _decision(
        "adopt",
        actions.adopt_decision,
        policies.can_rule,
        RULERS,
        fits=_adoptable,
        asks=(Ask("rationale", _("Reasons, for the register"), required=False),),
        tone="primary",
        icon="gavel",
    ),
    _decision(
        "reject",
        actions.reject_decision,
        policies.can_rule,
        RULERS,
        fits=lambda d: not on_ballot("open", "suspended")(d),
        asks=(REASON,),
        tone="danger",
        icon="circle-x",
    ),
    _decision(
        "defer",
        actions.defer_decision,
        policies.can_rule,
        RULERS,
        asks=(REASON,),
        tone="warning",
        icon="clock-pause",
    ),
    while_it(
        "record-dissent",
        _("Record my dissent"),
        actions.record_dissent,
        lambda d: d.status in DISSENT_WHILE,
        lambda actor, d: policies.takes_part(actor, d) or policies.can_vote(actor, d),
        TAKING_PART,
        asks=(TEXT,),
        icon="message-exclamation",
    ),
    work(Kind.DECISION, lambda decision: decision.status in ("adopted", "carrying_out")),
    _decision("carry-out", actions.carry_out_decision, can_carry_out, ANSWERABLE, icon="player-play"),
    _decision(
        "mark-carried-out",
        actions.mark_carried_out,
        can_carry_out,
        ANSWERABLE,
        asks=(NOTE,),
        tone="success",
        icon="circle-check",
        help=_("Its tasks have to be closed. Without a task, the note says how it was carried out."),
    ),
    _decision("review", actions.review_decision, can_carry_out, ANSWERABLE, asks=(NOTE,), icon="refresh"),
    _decision(
        "uphold",
        actions.uphold_decision,
        asks=(REASON, Ask("review_on", _("Next review on"), "day", required=False)),
        tone="success",
        icon="shield-check",
    ),
    _decision(
        "revise",
        actions.revise_decision,
        can_carry_out,
        ANSWERABLE,
        asks=(
            Ask("title", _("What is to hold instead"), "words", initial=lambda d: d.title),
            Ask("question", _("Question"), required=False, initial=lambda d: d.question),
        ),
        icon="edit",
        help=_("A new decision is proposed. This one holds until that one is adopted."),
    ),
    _decision("repeal", actions.repeal_decision, asks=(REASON,), tone="danger", icon="ban"),
)
