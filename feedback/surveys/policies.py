"""Who may do what with a survey, and who hears of it."""

from django.db.models import Q

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import hears_of_progress, holds_part
from collab.org.standing import standing_of

from ..models import Asked, Survey, Told

RUNNERS = (PartyRole.LEAD, PartyRole.RESPONSIBLE)


def can_run(actor: Actor, survey: Survey) -> bool:
    """Compose, open, close, publish, cancel: its owner, the lead department's officers, coordinators."""
    standing = standing_of(actor.person)
    if actor.is_system or standing.is_coordinator or standing.may_act_for(survey.owner_id):
        return True
    return holds_part(standing, survey, RUNNERS)


def can_answer(actor: Actor, survey: Survey) -> bool:
    """Whoever was asked, themselves and nobody in their name; of an anonymous survey once."""
    asked = Asked.objects.filter(survey=survey.pk, person=actor.person)
    return (asked.filter(has_answered=False) if survey.anonymous else asked).exists()


def may_see_results(person, survey: Survey) -> bool:
    """Before they are published whoever runs the survey; then those they were published to."""
    if survey.results is None:
        return False
    if can_run(Actor(person, "page"), survey):
        return True
    if survey.status != "published":
        return False
    return survey.told == Told.READERS or Asked.objects.filter(survey=survey.pk, person=person).exists()


def hears_as_asked(activity) -> list[Hearer]:
    """Those who have not answered yet must act; whoever takes part is told."""
    waiting = Asked.objects.filter(survey=activity.matter_id, has_answered=False)
    people = dict.fromkeys(waiting.values_list("person_id", flat=True))
    told = [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in people]
    return [Hearer(pk, "act") for pk in people] + told


def hears_of_waiting(activity) -> list[Hearer]:
    """Those who have not answered yet; of an anonymous survey all who are asked, alike.

    Who got a message, and when, is kept and can be looked at: it must not tell who has answered.
    """
    wanted = Q(survey__anonymous=True) | Q(has_answered=False)
    people = Asked.objects.filter(wanted, survey=activity.matter_id).values_list("person_id", flat=True)
    return [Hearer(pk, "act") for pk in people]


def hears_of_results(activity) -> list[Hearer]:
    """Everybody who was asked, and whoever takes part."""
    people = dict.fromkeys(
        Asked.objects.filter(survey=activity.matter_id).values_list("person_id", flat=True)
    )
    told = [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in people]
    return [Hearer(pk, "party") for pk in people] + told
