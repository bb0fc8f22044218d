"""Who may do what with a matter, and who hears of it, in terms of parties and roles."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.common.questions import Ids, Question
from collab.org.models import Person, Scope
from collab.org.selectors import front_desks
from collab.org.standing import OFFICERS, Standing, standing_of

from .models import Matter, Party, PartyRole, SavedView, Visibility, Watcher


def parties_of(matter: Matter) -> Sequence[Party]:
    """The matter's parties, read once per loaded matter."""
    cached = getattr(matter, "_parties", None)
    if cached is None:
        cached = matter._parties = list(
            Party.objects.filter(matter_id=matter.pk).select_related("person", "department").order_by("pk")
        )
    return cached


WATCHERS = Question(
    lambda: Watcher.objects.filter(matter__in=Ids("matters")).values_list("matter_id", "person_id")
)


def gather(matters: Sequence[Matter]) -> None:
    """Read parties, watchers and front desks of many matters in a handful of statements."""
    ids = [matter.pk for matter in matters]
    parties: dict[int, list[Party]] = {pk: [] for pk in ids}
    known = {matter.pk: held for matter in matters if (held := getattr(matter, "_parties", None)) is not None}
    parties |= known
    if unread := parties.keys() - known.keys():
        rows = Party.objects.filter(matter__in=unread).select_related("person", "department").order_by("pk")
        for party in rows:
            parties[party.matter_id].append(party)
    watching: dict[int, list[int]] = {pk: [] for pk in ids}
    if older := [matter.pk for matter in matters if getattr(matter, "_watchers", None) is None]:
        for matter_id, person_id in WATCHERS.ask(matters=older):
            watching[matter_id].append(person_id)
    desks = front_desks({row.department_id for held in parties.values() for row in held if row.department_id})
    for matter in matters:
        matter._parties, matter._watchers, matter._desks = parties[matter.pk], watching[matter.pk], desks


def may_read(standing: Standing, matter: Matter) -> bool:
    """The audience rule of `querysets.audience` for one loaded matter; a test holds the two together."""
    if standing.is_superuser or matter.visibility == Visibility.ORGANISATION:
        return True
    if matter.owner_id in standing.person_ids or matter.created_by_id == standing.person_id:
        return True
    shared = matter.visibility == Visibility.DEPARTMENTS
    if shared and (standing.is_coordinator or matter.department_id in standing.department_ids):
        return True
    desks, departments = standing.desks, standing.department_ids
    for party in parties_of(matter):
        if party.person_id in standing.person_ids or party.department_id in desks:
            return True
        if shared and party.department_id in departments:
            return True
    return False


HANDED_DOWN = (PartyRole.LEAD, PartyRole.INFORMED)


def readers_of(matter: Matter) -> list[Party]:
    """Parties for a matter below this one: the same departments lead, everybody else may read it and no more."""
    found: dict[tuple, Party] = {}
    for row in parties_of(matter):
        role = PartyRole.LEAD if row.role == PartyRole.LEAD else PartyRole.INFORMED
        party = Party(role=role, person_id=row.person_id, department_id=row.department_id)
        found.setdefault((role, row.person_id, row.department_id), party)
    return list(found.values())


def forget_parties(matter: Matter) -> None:
    """Read parties, watchers and front desks anew at the next question."""
    for name in ("_parties", "_watchers", "_desks"):
        matter.__dict__.pop(name, None)


def holds_part(
    standing: Standing,
    matter: Matter,
    roles: Iterable[str],
    *,
    scope: str = Scope.ALL,
    as_officer: Iterable[str] = OFFICERS,
) -> bool:
    """Whether one of these parts is held: as the person named, an officer of the department named, or a delegate."""
    for party in parties_of(matter):
        if party.role not in roles:
            continue
        if party.person_id and standing.may_act_for(party.person_id, scope):
            return True
        if party.department_id and standing.holds(as_officer, [party.department_id], scope):
            return True
    return False


def acts_for(actor: Actor, matter: Matter, roles: Iterable[str], only: Party | None = None) -> Person | None:
    """The absent person in whose name the actor holds this part, or None where it is the actor's own.

    `only` narrows to one of several parties that hold such a part.
    """
    if actor.is_system:
        return None
    standing = standing_of(actor.person)
    absent: Person | None = None
    for party in parties_of(matter):
        if party.role not in roles or (only is not None and party.pk != only.pk):
            continue
        if party.person_id == actor.person_id:
            return None
        if party.person_id in standing.acts_for:
            absent = party.person
        if party.department_id:
            holders = _holders(standing, party.department_id)
            if actor.person_id in holders:
                return None
            if holders and absent is None:
                absent = Person.objects.filter(pk__in=holders).first()
    return absent


def _holders(standing: Standing, department_id: int) -> set[int]:
    found: set[int] = set()
    for (role, department), people in standing.roles.items():
        if department == department_id and role in OFFICERS:
            found |= people
    return found


EDITORS = frozenset(
    {PartyRole.RESPONSIBLE, PartyRole.LEAD, PartyRole.SECRETARY, PartyRole.CHAIR, PartyRole.GIVER}
)


def can_edit(actor: Actor, matter: Matter, held: Collection[str] | None = None) -> bool:
    """Change its words, labels and links: owner, author, those responsible, secretaries, coordinators.

    `held` are the roles of `roles_held()`, for many matters at once.
    """
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    if actor.is_unnamed:
        return False
    if (
        standing.is_coordinator
        or standing.may_act_for(matter.owner_id)
        or matter.created_by_id == actor.person_id
    ):
        return True
    return holds_part(standing, matter, EDITORS) if held is None else not EDITORS.isdisjoint(held)


def can_change_audience(actor: Actor, matter: Matter) -> bool:
    """Say who may read it: those whom the kind names, or whoever may edit it."""
    keepers = matter.audience_keepers()
    if keepers is None:
        return can_edit(actor, matter)
    return not keepers.isdisjoint({actor.person_id})


def roles_held(standing: Standing, matter_ids: Iterable[int]) -> dict[int, set[str]]:
    """What holds_part() finds for each role, by matter, in one statement."""
    people = [pk for pk in standing.person_ids if standing.may_act_for(pk)]
    places = [pk for pk in standing.officer_of if standing.holds(OFFICERS, [pk])]
    mine = Q(person__in=people) | Q(department__in=places)
    held: dict[int, set[str]] = {pk: set() for pk in matter_ids}
    for matter_id, role in Party.objects.filter(mine, matter__in=held).values_list("matter_id", "role"):
        held[matter_id].add(role)
    return held


def can_comment(actor: Actor, matter: Matter) -> bool:
    """Whoever sees a matter may talk about it; the caller has found it inside its audience."""
    return actor.person is not None


def can_remove_attachment(actor: Actor, attachment) -> bool:
    """The uploader, or whoever may edit the matter."""
    return attachment.uploaded_by_id == actor.person_id or can_edit(actor, attachment.matter)


def people_behind(matter: Matter, roles: Iterable[str] | None = None) -> dict[int, str]:
    """Person id → role, where a department stands for its liaison officers, or its head where it has none."""
    people: dict[int, str] = {}
    departments: dict[int, str] = {}
    for party in parties_of(matter):
        if roles is not None and party.role not in roles:
            continue
        if party.person_id:
            people.setdefault(party.person_id, party.role)
        else:
            departments.setdefault(party.department_id, party.role)  # type: ignore[arg-type]
    desks = getattr(matter, "_desks", None) or front_desks(departments)
    for department_id in departments:
        for person_id in desks.get(department_id, ()):
            people.setdefault(person_id, departments[department_id])
    return people


def hears_of_progress(activity) -> list[Hearer]:
    """Everyone who takes part, and the watchers."""
    matter = activity.matter
    found = [Hearer(person_id, "party") for person_id in people_behind(matter)]
    if matter.owner_id:
        found.append(Hearer(matter.owner_id, "party"))
    return found + watchers(matter)


def hears_as_next(*roles: str):
    """An audience in which the holders of `roles` must act next; the other parties and watchers are told."""

    def audience(activity) -> list[Hearer]:
        next_up = people_behind(activity.matter, roles)
        if not next_up and activity.matter.owner_id:
            next_up = {activity.matter.owner_id: PartyRole.ACCOUNTABLE}
        acting = [Hearer(person_id, "act") for person_id in next_up]
        return acting + [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in next_up]

    return audience


def hears_of_comment(activity) -> list[Hearer]:
    """People mentioned first, then parties and watchers."""
    mentioned = activity.facts.get("mentions", [])
    return [Hearer(person_id, "mention") for person_id in mentioned] + hears_of_progress(activity)


def hears_as_named(activity) -> list[Hearer]:
    """The people the entry itself names."""
    return [Hearer(person_id, "chased") for person_id in activity.facts.get("people", [])]


def hears_as_asked(activity) -> list[Hearer]:
    """The people the entry names must act; the parties and watchers are told."""
    people = activity.facts.get("people", [])
    told = [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in people]
    return [Hearer(pk, "act") for pk in people] + told


def watchers(matter: Matter) -> list[Hearer]:
    """People who watch without taking part."""
    ids = getattr(matter, "_watchers", None)
    if ids is None:
        ids = Watcher.objects.filter(matter_id=matter.pk).values_list("person_id", flat=True)
    return [Hearer(person_id, "watcher") for person_id in ids]


def can_edit_view(actor: Actor, view: SavedView) -> bool:
    """Its owner; of shared ones, coordinators too."""
    shared = view.scope != SavedView.Scope.OWN
    return view.owner_id == actor.person_id or (shared and standing_of(actor.person).is_coordinator)


def can_share_view(actor: Actor, view: SavedView) -> bool:
    """With one's own departments everyone may; with everyone, coordinators."""
    standing = standing_of(actor.person)
    if view.scope == SavedView.Scope.DEPARTMENT:
        return standing.is_coordinator or view.department_id in standing.department_ids
    return view.scope == SavedView.Scope.OWN or standing.is_coordinator
