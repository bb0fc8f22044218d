"""The kinds of file a document can be taken away as, and the answer that carries one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise

from ..errors import NotFound

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Writing:
    """How one kind of file is made of a sheet."""

    label: str | Promise
    content_type: str
    write: Callable[[Any], bytes]


def writer(module: str, name: str) -> Callable[[Any], bytes]:
    """A writer whose library is loaded with the first file of its kind: no web process holds what it may never use."""
    return lambda sheet: getattr(import_module(module), name)(sheet)


def file_answer(files: Mapping[str, Writing], kind: str, sheet: Any, name: str) -> HttpResponse:
    """The bytes of one of the files, to be saved under `name`; NotFound for a kind there is not."""
    if kind not in files:
        raise NotFound
    made = files[kind]
    answer = HttpResponse(made.write(sheet), content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
