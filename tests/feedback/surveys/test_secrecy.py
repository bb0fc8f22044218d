"""Nothing that is stored, recorded, announced or kept for retries ties an anonymous answer to a person."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction

from collab.activity import topics
from collab.activity.models import Activity, Reply
from collab.common import clock
from feedback.models import Asked, SurveyUrn
from tests.access.doors import BACKEND

from .conftest import answer, take

pytestmark = pytest.mark.django_db
PASSING = {"last_login", "digest", "seal"}
UNTOLD = {"sessions.Session", "axes.AccessLog"}


def stored() -> dict[str, list]:
    """Every row of every table, under its name; instants told by the test's own clock stay in."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rows = json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
        found[model._meta.label] = [
            {key: value for key, value in row["fields"].items() if key not in PASSING} for row in rows
        ]
    return found


def sent(client, survey, who, door: str, text: str) -> None:
    client.force_login(who, backend=BACKEND)
    if door == "api":
        body = {"answers": {"q1": 5, "q2": 1, "q4": text}}
        path = f"/api/v1/surveys/{survey.pk}/answer/"
        headers = {"Idempotency-Key": f"key-{who.pk}"}
        got = client.post(path, body, content_type="application/json", headers=headers)
        assert got.status_code == 200, got.content
    else:
        body = {"q1": "5", "q2": "1", "q4": text, "_nonce": f"nonce-{who.pk}"}
        got = client.post(f"/feedback/surveys/{survey.pk}/answer/", body)
        assert got.status_code == 302, got.content
    assert got["Cache-Control"] == "no-store"


@pytest.mark.parametrize("door", ["page", "api"])
def test_who_gave_which_answer_can_be_swapped_and_every_table_stays_the_same(client, opened, town, door):
    survey = opened()
    one, other = town.people[town.roads][:2]
    worlds = []
    for words in (("zinnober", "indigo"), ("indigo", "zinnober")):
        mark = transaction.savepoint()
        with clock.told(survey.created_at):
            for who, text in zip((one, other), words, strict=True):
                sent(client, survey, who, door, text)
        world = stored()
        for row in world["feedback.SurveyUrn"]:
            row["slips"] = sorted(map(str, row["slips"].values()))
        worlds.append(world)
        transaction.savepoint_rollback(mark)
    assert [label for label in worlds[0].keys() - UNTOLD if worlds[0][label] != worlds[1][label]] == []


def test_no_row_outside_the_urn_holds_a_word_of_an_answer_and_the_urn_names_nobody(client, opened, town):
    survey = opened()
    who = town.people[town.roads][0]
    sent(client, survey, who, "page", "zinnober")
    whole = {label: json.dumps(rows) for label, rows in stored().items()}
    assert [label for label, text in whole.items() if "zinnober" in text] == ["feedback.SurveyUrn"]
    [urn] = SurveyUrn.objects.all()
    assert list(urn.slips) == sorted(urn.slips)
    [slip] = urn.slips.values()
    assert slip == [town.roads.pk, {"q1": 5, "q2": 1, "q4": "zinnober"}]
    assert not Reply.objects.exists()


def test_answering_leaves_no_journal_entry_no_instant_and_no_ping_of_its_own(
    opened, town, monkeypatch, django_capture_on_commit_callbacks
):
    survey = opened()
    entries, before = Activity.objects.count(), survey.updated_at
    heard: list = []
    monkeypatch.setattr(topics, "_announcers", [heard.append])
    with django_capture_on_commit_callbacks(execute=True):
        for who in town.people[town.roads][:4]:
            answer(survey, who)
    assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        answer(survey, town.people[town.roads][4])
    assert heard == [frozenset({f"matter.{survey.pk}"})]
    survey.refresh_from_db()
    assert (Activity.objects.count(), survey.updated_at) == (entries, before)
    assert {field.name for field in Asked._meta.fields} == {"id", "survey", "person", "unit", "has_answered"}


def test_closing_destroys_the_slips_and_who_put_one_in(opened, town):
    survey = opened()
    for who in town.people[town.roads]:
        answer(survey, who, q4="zinnober")
    take("close", survey, town.keeper)
    assert not SurveyUrn.objects.exists()
    assert not Asked.objects.filter(has_answered=True).exists()
    whole = {label: json.dumps(rows) for label, rows in stored().items()}
    assert [label for label, text in whole.items() if "zinnober" in text] == ["feedback.Survey"]


def test_the_order_of_the_texts_told_is_not_the_order_of_answering(opened, town):
    survey = opened()
    words = [f"word {at:02}" for at in range(12)]
    for who, text in zip(town.people[town.roads], words, strict=True):
        answer(survey, who, q4=text)
    texts = take("close", survey, town.keeper).results["questions"][3]["texts"]
    assert sorted(texts) == words
    assert texts != words
