"""The chain up and down from any matter, with its open ends and neutral placeholders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise

from .models import Link, LinkKind, Matter
from .models.matter import class_of, known_kinds, machine_of

Text = str | Promise
OpenEnds = Callable[[list[int]], Mapping[int, list[Text]]]
MAX_NODES = 200
MAX_STEPS = 8
_open_ends: dict[str, OpenEnds] = {}


def register_open_ends(kind: str, find: OpenEnds) -> None:
    """`find` tells, for ids of this kind, which lack what the chain should go on with."""
    _open_ends[kind] = find


@dataclass
class Node:
    """A place in the chain; `matter` is None for one the reader may not see."""

    key: int
    step: int
    matter: Matter | None = None
    open_ends: list[Text] = field(default_factory=list)

    @property
    def status_label(self) -> str:
        return str(machine_of(self.matter.kind).label(self.matter.status)) if self.matter else ""


@dataclass(frozen=True)
class Edge:
    """`source` led to `target` (or is its parent)."""

    source: int
    target: int
    kind: str


@dataclass
class Chain:
    """Everything reachable up and down; `truncated` where the graph is larger than is shown."""

    start: int
    nodes: dict[int, Node]
    edges: list[Edge]
    truncated: bool

    @property
    def open_ends(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.open_ends]

    @property
    def columns(self) -> list[list[Node]]:
        """Nodes by their distance from the start, from where it came from to what it led to."""
        steps = sorted({node.step for node in self.nodes.values()})
        return [[node for node in self.nodes.values() if node.step == step] for step in steps]


def chain_of(matter: Matter, reader) -> Chain:
    """Walk links and parents both ways; matters outside the reader's audience become placeholders."""
    steps = {matter.pk: 0}
    edges: set[Edge] = set()
    truncated = False
    for direction in (-1, 1):
        frontier = [matter.pk]
        for step in range(1, MAX_STEPS + 1):
            found = _neighbours(frontier, direction)
            edges |= found
            ids = {edge.target if direction > 0 else edge.source for edge in found} - steps.keys()
            if len(steps) + len(ids) > MAX_NODES:
                truncated, ids = True, set(sorted(ids)[: MAX_NODES - len(steps)])
            steps |= dict.fromkeys(sorted(ids), step * direction)
            frontier = list(ids)
            if not frontier:
                break
        else:
            truncated = truncated or bool(frontier)
    visible = {row.pk: row for row in Matter.objects.visible_to(reader).with_card().filter(pk__in=steps)}
    nodes = {pk: Node(pk, step, visible.get(pk)) for pk, step in steps.items()}
    _mark_open_ends(nodes)
    kept = sorted(
        (e for e in edges if e.source in nodes and e.target in nodes), key=lambda e: (e.source, e.target)
    )
    return Chain(matter.pk, nodes, kept, truncated)


def _neighbours(ids: list[int], direction: int) -> set[Edge]:
    near = "source" if direction > 0 else "target"
    rows = Link.objects.filter(Q(kind=LinkKind.LED_TO) | Q(kind=LinkKind.MERGED_INTO), **{f"{near}__in": ids})
    edges = {Edge(row.source_id, row.target_id, row.kind) for row in rows}
    return edges | {Edge(above, pk, "parent") for pk, above in _parents(ids, direction)}


def _parents(ids: list[int], direction: int) -> Iterable[tuple[int, int]]:
    """(matter, what it is part of) above or below these, of all kinds in one statement."""
    sets = []
    for kind in known_kinds():
        model = class_of(kind)
        if parent := getattr(model, "chain_parent", None):
            column = f"{parent}_id"
            wanted = {f"{column}__in": ids} if direction > 0 else {"pk__in": ids, f"{column}__isnull": False}
            sets.append(model._base_manager.filter(**wanted).order_by().values_list("pk", column))
    return sets[0].union(*sets[1:]) if sets else ()


def _mark_open_ends(nodes: dict[int, Node]) -> None:
    for kind, find in _open_ends.items():
        ids = [node.key for node in nodes.values() if node.matter and node.matter.kind == kind]
        if ids:
            for pk, texts in find(ids).items():
                nodes[pk].open_ends = list(texts)


def open_ends_among(rows: Iterable[Matter]) -> dict[int, list[Text]]:
    """Open ends of a list of matters, by id."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.pk)
    found: dict[int, list[Text]] = {}
    for kind, ids in by_kind.items():
        if kind in _open_ends:
            found |= {pk: list(texts) for pk, texts in _open_ends[kind](ids).items()}
    return found
