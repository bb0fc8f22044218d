"""How a task of the demo is told: who handed it out to whom, and what was done about it when.

Instants are working days from the moment of loading: -1.5 is one and a half working days ago, 2 is in two.
"""

from dataclasses import dataclass

Step = tuple


@dataclass(frozen=True)
class Story:
    """One task. Each of `steps` is (when, who, what, *answers), in order of time.

    A due instant is the end of that working day; with `exact` it is the instant itself, to the half hour.
    """

    key: str
    title: str
    by: str
    to: str
    at: float
    due: float | None = None
    who: str = ""
    supervisor: str = ""
    co: tuple[str, ...] = ()
    co_work: str = ""
    informed: tuple[str, ...] = ()
    body: str = ""
    standard: str = ""
    priority: int = 0
    source: str = "plan"
    visibility: str = "departments"
    labels: tuple[str, ...] = ()
    watchers: tuple[str, ...] = ()
    parent: str = ""
    light: bool = False
    draft: bool = False
    exact: bool = False
    report_every: int = 5
    steps: tuple[Step, ...] = ()
