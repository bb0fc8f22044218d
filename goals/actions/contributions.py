"""Who contributes what to a goal."""

from dataclasses import dataclass

from collab.matters.models import Party, PartyRole
from collab.matters.policies import parties_of
from collab.org.models import Department, Person

from ..models import Contribution, Goal


@dataclass(frozen=True)
class ContributionBrief:
    """What one department or person is to contribute, and as what."""

    who: Department | Person
    role: str = ""
    text: str = ""

    def party(self) -> Party:
        """The contributor as a party of the goal."""
        if isinstance(self.who, Department):
            return Party(role=PartyRole.CO, department=self.who, part=self.text.strip())
        return Party(role=PartyRole.RESPONSIBLE, person=self.who, part=self.text.strip())


def lay_out_contributions(goal: Goal, briefs: list[ContributionBrief]) -> list[Contribution]:
    """A row for each contributor among the goal's parties; part of the action that brings them in."""
    roles = {(type(brief.who), brief.who.pk): brief.role.strip() for brief in briefs}
    rows = []
    for party in parties_of(goal):
        key = (Department, party.department_id) if party.department_id else (Person, party.person_id)
        if party.role in (PartyRole.CO, PartyRole.RESPONSIBLE) and key in roles:
            rows.append(Contribution(goal=goal, party=party, role=roles[key]))
    return Contribution.objects.bulk_create(rows)
