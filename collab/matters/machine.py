"""State machines as data: states with labels and tones, steps with sources and target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class State:
    """A state, whether it still counts as open, and whether the stepper shows it on the main line."""

    code: str
    label: Text
    is_open: bool = True
    on_line: bool = True
    tone: str = "blue"


@dataclass(frozen=True)
class Step:
    """A named action on the state: allowed from `sources`; `target` None keeps the state."""

    name: str
    label: Text
    sources: frozenset[str]
    target: str | None
    needs_reason: bool = False


class Machine:
    """The states and steps of one kind."""

    def __init__(self, states: Iterable[State], steps: Iterable[Step]):
        self.states: Mapping[str, State] = {state.code: state for state in states}
        self.steps: Mapping[str, Step] = {step.name: step for step in steps}
        for step in self.steps.values():
            unknown = (step.sources | ({step.target} if step.target else set())) - self.states.keys()
            if unknown:
                raise ValueError(f"{step.name} names undeclared states {sorted(unknown)}")

    def label(self, code: str) -> Text:
        """The state's name; an unknown code reads as itself."""
        return self.states[code].label if code in self.states else code

    def is_open(self, code: str) -> bool:
        return self.states[code].is_open

    def steps_from(self, code: str) -> list[str]:
        """Names of the steps that this state allows."""
        return [step.name for step in self.steps.values() if code in step.sources]

    def choices(self) -> list[tuple[str, Text]]:
        return [(state.code, state.label) for state in self.states.values()]

    def line(self, current: str) -> list[dict]:
        """The stepper: the main line with the current state marked, side states put in where they are.

        Where it ended aside, as by cancelling, only the states it must have passed are shown before its end.
        """
        codes = [state.code for state in self.states.values() if state.on_line or state.code == current]
        if not (self.states[current].on_line or self.is_open(current)):
            codes = [code for code in codes if code == current or self._must_pass(code, current)]
        at = codes.index(current)
        return [
            {"label": self.label(code), "state": "done" if i < at else "current" if i == at else "todo"}
            for i, code in enumerate(codes)
        ]

    def _must_pass(self, code: str, end: str) -> bool:
        """Whether no way leads from the first state to `end` but through `code`."""
        first = next(iter(self.states))
        reached = {first} - {code}
        steps = self.steps.values()
        ways = [(step.sources, step.target) for step in steps if step.target and step.target != code]
        while more := {target for sources, target in ways if sources & reached} - reached:
            reached |= more
        return end not in reached
