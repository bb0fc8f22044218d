"""Knocks at a door as a stranger's browser or program would, and says in one word what came of it."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from collab.common import clock
from collab.matters.models import Label, Matter
from collab.org.models import Person
from tasks import actions
from tests.conftest import acting

DOORS = ("page", "api", "admin")
BACKEND = "collab.org.backends.AccountBackend"
WAITING_STATE = {
    "issue": "draft",
    "sign-for": "issued",
    "start": "accepted",
    "report-progress": "in_progress",
    "submit": "in_progress",
    "finish": "light",
    "block": "in_progress",
    "unblock": "blocked",
    "verify": "submitted",
    "complete": "verification",
    "send-back": "verification",
    "close-out": "completed",
    "request-extension": "in_progress",
    "request-return": "issued",
    "refuse-return": "return_requested",
    "reassign": "issued",
    "rule": "returned_twice",
    "add-part": "in_progress",
    "merge": "in_progress",
    "urge": "in_progress",
    "suspend": "in_progress",
    "resume": "suspended",
    "override-light": "in_progress",
    "withdraw": "issued",
    "repeat": "issued",
    "label": "in_progress",
}


class Knocker:
    """`knock(door, what, as_=role)`: must_sign_in, not_found, refused, no_console, done or wrong_state."""

    def __init__(self, org: SimpleNamespace, make_task, client: Client):
        self.org, self.make_task, self.client = org, make_task, client
        self._subjects: dict[str, Matter] = {}
        self.target: Matter | None = None  # another task under way, to merge into

    def __call__(self, door: str, what: str, as_: str) -> str:
        resource, name = what.split(":")
        subject = self.subject(resource, name)
        with transaction.atomic():
            self.sign_in(as_)
            answer = getattr(self, f"_{door}")(resource, subject, name)
            found = self.reading(door, answer, subject, resource, as_)
            transaction.set_rollback(True)
        return found

    def sign_in(self, role: str) -> None:
        self.client.logout()
        if role != "anonymous":
            self.client.force_login(Person.objects.get(pk=getattr(self.org, role).pk), backend=BACKEND)

    def subject(self, resource: str, name: str) -> Matter:
        """A matter in a state in which this can be done."""
        if name == "merge" and self.target is None:
            self.target = self.make_task("accepted")
        if name not in self._subjects:
            self._subjects[name] = getattr(self, f"_some_{resource}")(WAITING_STATE[name])
        return self._subjects[name]

    def _some_tasks(self, state: str) -> Matter:
        if state == "light":
            return self.make_task("accepted", is_light=True, actor=self.org.staff, due_at=None)
        steps = {
            "blocked": ("in_progress", actions.block_task, self.org.staff, BLOCKED),
            "return_requested": ("issued", actions.request_return, self.org.staff, RETURNED),
            "suspended": ("in_progress", actions.suspend_task, self.org.planner, {"reason": "Later"}),
        }
        if state == "returned_twice":
            return self._returned_twice()
        if state not in steps:
            return self.make_task(state)
        before, step, person, answers = steps[state]
        task = self.make_task(before)
        return step(task=task, actor=acting(person), version=task.version, **_fresh(answers))

    def _returned_twice(self) -> Matter:
        task = self.make_task("issued")
        staff, planner = acting(self.org.staff), acting(self.org.planner)
        task = actions.request_return(task=task, actor=staff, version=task.version, **RETURNED)
        task = actions.refuse_return(task=task, actor=planner, version=task.version, reason="It is yours")
        return actions.request_return(task=task, actor=staff, version=task.version, **RETURNED)

    def answers(self, name: str) -> dict[str, Any]:
        """What people write into the dialog; every door gets the same."""
        ahead = (clock.now() + timedelta(days=60)).isoformat()
        known = {
            "report-progress": {"percent": 40, "text": "Going on"},
            "submit": {"result": "Done"},
            "send-back": {"reason": "Look again"},
            "block": {"blockage": "time", "reason": "Rain", "resolver": "Planning", "until": ahead},
            "request-extension": {"due_at": ahead, "reason": "Rain"},
            "request-return": RETURNED,
            "refuse-return": {"reason": "It is yours"},
            "reassign": {
                "department": self.org.housing.pk,
                "responsible": self.org.colleague.pk,
                "reason": "Ill",
            },
            "suspend": {"reason": "Later"},
            "override-light": {"light": "red", "reason": "It burns", "until": ahead},
            "withdraw": {"reason": "Settled"},
            "repeat": {
                "every": "FREQ=WEEKLY",
                "first_at": ahead,
                "occasion": "ahead",
                "lead_days": 5,
                "due_after_days": 0,
                "on_day_off": "next",
            },
            "rule": {"department": self.org.housing.pk, "reason": "Housing's duty"},
            "add-part": {"department": self.org.office.pk, "part": "Hand over the maps"},
            "merge": {"into": self.target and self.target.pk, "reason": "The same work"},
            "label": {"labels": [Label.objects.get_or_create(name="Bridge")[0].pk]},
        }
        return known.get(name, {})

    def _page(self, resource: str, subject: Matter, name: str) -> HttpResponse:
        address = reverse("matters:doing", args=[subject.pk, name])
        typed = self.typed(name) | {"version": subject.version}
        return self.client.post(address, typed, headers=HTMX)

    def typed(self, name: str) -> dict[str, Any]:
        """As a browser writes it: local date and time without a zone, another task by its number."""
        given = self.answers(name)
        plain = {key: value[:16] if key in {"until", "due_at"} else value for key, value in given.items()}
        return plain | ({"into": self.target.number} if "into" in plain and self.target else {})

    def _api(self, resource: str, subject: Matter, name: str) -> HttpResponse:
        return self.client.post(
            f"/api/v1/{resource}/{subject.pk}/{name}/",
            json.dumps(self.answers(name)),
            content_type="application/json",
            headers={"If-Match": f'"v{subject.version}"'},
        )

    def _admin(self, resource: str, subject: Matter, name: str) -> HttpResponse:
        address = reverse(f"admin:tasks_{subject.kind}_step", args=[subject.pk, name])
        return self.client.post(address, self.typed(name) | {"version": subject.version})

    def reading(self, door: str, answer: HttpResponse, subject: Matter, resource: str, role: str) -> str:
        """One word for an answer."""
        code, target = answer.status_code, answer.headers.get("Location", "")
        if code == 401 or (code == 302 and "/login/" in target):
            return "no_console" if door == "admin" and role != "anonymous" else "must_sign_in"
        if code == 404 and door == "admin":
            page = self.client.get(reverse(f"admin:tasks_{subject.kind}_change", args=[subject.pk]))
            return "refused" if page.status_code == 200 else "not_found"
        moved = Matter.objects.filter(pk=subject.pk).exclude(updated_at=subject.updated_at).exists()
        words = {404: "not_found", 403: "refused", 409: "wrong_state"}
        if code in words:
            assert not moved, "it was refused and yet something changed"
            return words[code]
        assert code in {200, 201, 204, 302}, answer.content.decode()[:2000]
        assert moved or code == 201, answer.content.decode()[:2000]
        return "done"


HTMX = {"HX-Request": "true"}
RETURNED = {"reason": "Not ours", "evidence": "See the list of duties"}
BLOCKED = {"blockage": "time", "reason": "Rain", "resolver": "Planning", "until": None}


def _fresh(answers: dict[str, Any]) -> dict[str, Any]:
    return answers | ({"until": clock.now() + timedelta(days=9)} if "until" in answers else {})


def _plain(answers: dict[str, Any]) -> dict[str, Any]:
    """As a browser writes it: local date and time without a zone."""
    return {
        key: value[:16] if key in {"until", "due_at", "first_at"} else value for key, value in answers.items()
    }
