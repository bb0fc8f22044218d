"""The same key sent many times at once has one effect, and everybody gets the same answer."""

import json
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.test import Client

from collab.matters.models import Comment
from tests.access.doors import BACKEND

RIVALS = 6


def test_one_key_from_many_connections_makes_one_comment(org, make_task):
    task = make_task("issued")

    def say(_turn: int) -> tuple[int, bytes]:
        client = Client()
        client.force_login(org.staff, backend=BACKEND)
        answer = client.post(
            "/api/v1/comments/",
            json.dumps({"matter": task.pk, "body": "Once only"}),
            content_type="application/json",
            headers={"Idempotency-Key": "the-same-key"},
        )
        connections.close_all()
        return answer.status_code, answer.content

    with ThreadPoolExecutor(RIVALS) as pool:
        answers = list(pool.map(say, range(RIVALS)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert Comment.objects.filter(matter=task).count() == 1


def test_another_body_under_the_same_key_is_refused(org, make_task, client):
    task = make_task("issued")
    client.force_login(org.staff, backend=BACKEND)
    sent = [
        client.post(
            "/api/v1/comments/",
            json.dumps({"matter": task.pk, "body": body}),
            content_type="application/json",
            headers={"Idempotency-Key": "k"},
        )
        for body in ("One", "One", "Two")
    ]
    assert [answer.status_code for answer in sent] == [201, 201, 422]
    assert sent[0].content == sent[1].content
    assert Comment.objects.filter(matter=task).count() == 1
