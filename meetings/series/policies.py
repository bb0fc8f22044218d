"""Who may change a series, bring topics to it, and make its meetings."""

from collab.common.actor import Actor
from collab.org.standing import standing_of

from .. import policies
from ..models import MeetingSeries, SeriesItem, SeriesTopic


def can_manage(actor: Actor, series: MeetingSeries) -> bool:
    """Members of the host department, the chair, the secretary, a delegate of these, or a coordinator."""
    if policies.can_host(actor, series.department):
        return True
    standing = standing_of(actor.person)
    return any(standing.may_act_for(pk) for pk in (series.chair_id, series.secretary_id) if pk)


def can_bring(actor: Actor, series: MeetingSeries) -> bool:
    """Whoever sees a series may bring a topic; the caller has found it inside its audience."""
    return not actor.is_system


def can_manage_item(actor: Actor, item: SeriesItem) -> bool:
    """Whoever manages the series."""
    return can_manage(actor, item.series)


def can_take_up(actor: Actor, topic: SeriesTopic) -> bool:
    """Whoever manages the series."""
    return can_manage(actor, topic.series)


def can_drop(actor: Actor, topic: SeriesTopic) -> bool:
    """Whoever brought it, or manages the series."""
    return can_manage(actor, topic.series) or standing_of(actor.person).may_act_for(topic.proposed_by_id)
