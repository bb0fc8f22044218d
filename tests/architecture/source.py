"""Reads the repository's own source: which files count as product, and what their syntax trees say."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("collab", "goals", "tasks", "meetings", "feedback", "insight")
SUPPORT = ("bench", "faults", "scripts", "tests")
FRONT = ("templates", "frontend/src")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file; `path` is relative to the repository, with forward slashes."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def name(self) -> str:
        return Path(self.path).stem

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.path

    @property
    def is_action(self) -> bool:
        parts = Path(self.path).parts
        return "actions" in parts[:-1] or self.name == "actions"

    def functions(self) -> Iterator[Function]:
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def python(*folders: str) -> tuple[Source, ...]:
    """Every Python file in these folders."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text()) for path in found)


def front() -> Iterator[tuple[str, str]]:
    """Templates, scripts and styles that we wrote, as (path, text)."""
    for folder in FRONT:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".html", ".txt", ".jinja", ".j2", ".js", ".css"}:
                yield path.relative_to(ROOT).as_posix(), path.read_text()


def where(source: Source, node: ast.AST) -> str:
    """A place people can jump to."""
    return f"{source.path}:{getattr(node, 'lineno', 1)}"
