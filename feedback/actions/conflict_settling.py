"""How a conflict is settled: by an agreement every side confirms, or, after mediation, by a leader's ruling."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, reason_given, text_given
from collab.deadlines.actions.clocks import check_due
from collab.matters.actions.parties import set_parties
from collab.matters.words import iso
from collab.org.models import Department, Person

from ..conflicts import events, policies
from ..conflicts.clocks import in_working_days
from ..conflicts.leaders import common_leaders, coordinators_outside
from ..conflicts.states import MEDIATION_DAYS, RULING_DAYS
from ..models import ConflictCase, ConflictSide
from .conflict_phases import begin_phase, desks_of, locked, note, note_side


@transaction.atomic
def ask_mediation(*, case: ConflictCase, actor: Actor, version: int | None, reason: str = "") -> ConflictCase:
    """Bring the coordinators in, who appoint a mediator; any side may ask, and the clock does when time is up."""
    case = locked(case, actor, version, _side_or_system)
    case.move("ask_mediation")
    office = coordinators_outside(_departments(case))
    set_parties(case, policies.OFFICE, people=office)
    case.owner = case.mediator
    due = in_working_days(case, MEDIATION_DAYS)
    begin_phase(case, due, actor=actor, whole=True)
    case.save_changes()
    people = [person.pk for person in office if person.pk != actor.person_id]
    note(events.MEDIATION_ASKED, case, actor, people=people, reason=reason.strip(), due=iso(due))
    return case


@transaction.atomic
def appoint_mediator(*, case: ConflictCase, actor: Actor, version: int, mediator: Person) -> ConflictCase:
    """Name who mediates, from outside the departments in conflict; from then on they read every box."""
    case = locked(case, actor, version, policies.can_appoint)
    case.move("appoint_mediator")
    departments = _departments(case)
    if mediator.pk in common_leaders(departments):
        raise Invalid.field(
            "mediator",
            _("%(who)s would have to rule if mediation fails. Name somebody else.") % {"who": mediator},
            "would_rule",
        )
    if policies.is_partial(mediator, departments):
        raise Invalid.field(
            "mediator",
            _("%(who)s belongs to one side or stands above it. Name somebody from outside.")
            % {"who": mediator},
            "not_impartial",
        )
    case.mediator, case.owner = mediator, mediator
    set_parties(case, policies.MEDIATOR, people=[mediator])
    case.save_changes()
    note(events.MEDIATOR_APPOINTED, case, actor, who=str(mediator), people=[mediator.pk])
    return case


@transaction.atomic
def write_agreement(
    *, case: ConflictCase, actor: Actor, version: int, agreement: str, check_at: datetime
) -> ConflictCase:
    """Put the text down with the date on which all say whether it was kept; every side is asked (again) to confirm."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("write_agreement")
    agreement = text_given("agreement", agreement, _("Write down what is agreed."))
    _check_date(check_at)
    if (agreement, check_at) == (case.agreement, case.check_at):
        raise Conflict(_("Nothing changed in the agreement."), code="nothing_changed")
    case.agreement, case.check_at = agreement, check_at
    case.agreement_version += 1
    case.save_changes()
    people = desks_of(policies.sides_of(case), actor)
    told = {"text": agreement, "due": iso(check_at), "number": case.agreement_version}
    note(events.AGREEMENT_WRITTEN, case, actor, people=people, **told)
    return case


@transaction.atomic
def confirm_agreement(*, case: ConflictCase, actor: Actor, version: int) -> ConflictCase:
    """Bind one's department to the present text; with the last confirmation it is agreed."""
    case = locked(case, actor, version, policies.speaks)
    case.move("confirm")
    side = policies.own_side(actor, case)
    if side is None:
        raise Forbidden
    if not case.agreement_version or side.confirmed_version == case.agreement_version:
        raise Conflict(
            _("There is no text that your department has not confirmed."), code="nothing_to_confirm"
        )
    _require_check_ahead(case)
    side.confirmed_version, side.confirmed_at = case.agreement_version, clock.now()
    side.confirmed_by = actor.person
    side.version += 1
    side.save(update_fields=["confirmed_version", "confirmed_at", "confirmed_by", "version"])
    note_side(events.AGREEMENT_CONFIRMED, case, side, actor, number=case.agreement_version)
    if all(one.confirmed_version == case.agreement_version for one in policies.sides_of(case)):
        case.move("agree")
        _await_check(case, actor)
        note(events.CONFLICT_AGREED, case, actor, text=case.agreement)
    case.save_changes()
    return case


@transaction.atomic
def ask_ruling(
    *, case: ConflictCase, actor: Actor, version: int | None, reason: str = "", ruler: Person | None = None
) -> ConflictCase:
    """Put it up to the leader nearest above all sides, who then reads every box. Where nobody stands above them
    all, a coordinator names who rules.
    """
    case = locked(case, actor, version, _asks_ruling)
    case.move("ask_ruling")
    reason = "" if actor.is_system else reason_given(reason)
    ruler = _ruler(case, actor, ruler)
    case.ruler, case.owner = ruler, ruler
    case.ruling = case.ruling_reason = ""
    set_parties(case, policies.RULER, people=[ruler])
    due = in_working_days(case, RULING_DAYS)
    begin_phase(case, due, actor=actor, sides=(), whole=True)
    case.save_changes()
    told = {"reason": reason, "who": str(ruler), "due": iso(due)}
    note(events.RULING_ASKED, case, actor, people=[ruler.pk], **told)
    return case


@transaction.atomic
def give_ruling(
    *, case: ConflictCase, actor: Actor, version: int, ruling: str, reason: str, check_at: datetime
) -> ConflictCase:
    """Decide it with grounds; it binds every side, and all say on a date whether it was kept."""
    case = locked(case, actor, version, policies.rules)
    case.move("rule")
    case.ruling = text_given("ruling", ruling, _("Say what holds from now on."))
    case.ruling_reason = reason_given(reason)
    _check_date(check_at)
    case.ruled_at, case.ruled_by, case.check_at = clock.now(), actor.person, check_at
    _await_check(case, actor)
    case.save_changes()
    told = {"text": case.ruling, "reason": case.ruling_reason, "due": iso(check_at)}
    note(events.CONFLICT_RULED, case, actor, **told)
    return case


def _await_check(case: ConflictCase, actor: Actor) -> None:
    """Every side owes its word by the date agreed; what was said about an earlier one no longer counts."""
    check_at = _require_check_ahead(case)
    fresh = {"kept": None, "kept_note": "", "kept_at": None, "kept_by": None}
    ConflictSide.objects.filter(case=case).update(**fresh)
    begin_phase(case, check_at, actor=actor)


def _require_check_ahead(case: ConflictCase) -> datetime:
    if case.check_at is None or case.check_at <= clock.now():
        raise Conflict(_("The date of the check has passed. Write it down anew."), code="check_passed")
    return case.check_at


def _ruler(case: ConflictCase, actor: Actor, named: Person | None) -> Person:
    departments = _departments(case)
    above = [pk for pk in common_leaders(departments) if pk != case.mediator_id]
    if named is None and above:
        return Person.objects.get(pk=above[0])
    if named is None:
        raise Invalid.field(
            "ruler",
            _("Nobody stands above all these departments. A coordinator names who rules."),
            "no_common_leader",
        )
    if above and named.pk not in above:
        raise Invalid.field("ruler", _("A leader above all these departments rules."), "not_above")
    if not above and not policies.can_appoint(actor, case):
        raise Invalid.field("ruler", _("A coordinator names who rules."), "for_coordinators")
    if named.pk == case.mediator_id or (not above and policies.is_partial(named, departments)):
        raise Invalid.field(
            "ruler", _("Whoever rules belongs to no side and did not mediate."), "not_impartial"
        )
    return named


def _side_or_system(actor: Actor, case: ConflictCase) -> bool:
    return actor.is_system or policies.speaks(actor, case)


def _asks_ruling(actor: Actor, case: ConflictCase) -> bool:
    return actor.is_system or policies.can_ask_ruling(actor, case)


def _departments(case: ConflictCase) -> list[Department]:
    return [side.department for side in policies.sides_of(case)]


def _check_date(check_at: datetime) -> None:
    try:
        check_due(check_at)
    except Invalid as wrong:
        raise Invalid.field("check_at", wrong.errors[0].detail, wrong.errors[0].code) from None
