"""Deliverables and their evidence: what is required and missing holds up submission."""

import pytest
from django.core.files.base import ContentFile

from collab.common.errors import Conflict, Forbidden, Invalid
from collab.matters.actions import attach_file, remove_attachment
from tasks import actions
from tasks.models import Deliverable, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(make_task, by, org):
    """A task in progress of which a file, a link and a description are asked."""

    def make(*kinds: str, required: bool = True) -> Task:
        task = make_task("in_progress")
        for kind in kinds or ("file",):
            actions.add_deliverable(
                task=task, actor=by(org.planner), name=f"The {kind}", requires=kind, is_required=required
            )
        return task

    return make


def submit(task, actor, **more):
    task.refresh_from_db()
    return actions.submit_task(task=task, actor=actor, version=task.version, result="Done", **more)


def hand_in(task, actor, **evidence):
    return actions.hand_in_evidence(deliverable=task.deliverables.first(), actor=actor, **evidence)


def file_on(task, actor, name="plan.txt"):
    return attach_file(matter=task, actor=actor, file=ContentFile(b"plan", name=name), name=name)


def test_a_required_deliverable_without_evidence_holds_up_submission(asked, by, org):
    task = asked("file", "text")
    with pytest.raises(Conflict) as refusal:
        submit(task, by(org.staff))
    assert refusal.value.code == "evidence_missing"
    assert "The file; The text" in str(refusal.value)
    hand_in(task, by(org.staff), attachment=file_on(task, by(org.staff)))
    actions.hand_in_evidence(
        deliverable=task.deliverables.get(requires="text"), actor=by(org.staff), text="Built as drawn."
    )
    assert submit(task, by(org.staff)).status == "submitted"


def test_it_is_waived_with_a_reason(asked, by, org):
    assert submit(asked(), by(org.staff), waiver="The plan is with the archive").status == "submitted"


def test_what_is_optional_or_asks_for_nothing_holds_up_nothing(asked, by, org):
    task = asked("file", required=False)
    actions.add_deliverable(task=task, actor=by(org.planner), name="A swept yard", requires="none")
    assert submit(task, by(org.staff)).status == "submitted"


def test_a_removed_file_is_no_evidence_any_more(asked, by, org):
    task = asked()
    file = file_on(task, by(org.staff))
    hand_in(task, by(org.staff), attachment=file)
    remove_attachment(attachment=file, actor=by(org.staff))
    with pytest.raises(Conflict):
        submit(task, by(org.staff))


def test_evidence_taken_back_counts_no_more(asked, by, org):
    task = asked("link")
    evidence = hand_in(task, by(org.staff), url="https://example.org/plan")
    with pytest.raises(Forbidden):
        actions.take_back_evidence(evidence=evidence, actor=by(org.head))
    actions.take_back_evidence(evidence=evidence, actor=by(org.staff))
    with pytest.raises(Conflict):
        submit(task, by(org.staff))


def test_evidence_must_be_of_the_kind_asked_for(asked, make_task, by, org):
    foreign = file_on(make_task("in_progress"), by(org.staff))
    wrong = {
        "file": ({"text": "It is there"}, {"attachment": foreign}),
        "link": ({"text": "It is there"}, {"url": "javascript:alert(1)"}, {"url": "plan"}),
        "text": ({"url": "https://example.org/"}, {"text": "  "}),
        "none": ({},),
    }
    for kind, tries in wrong.items():
        task = asked(kind)
        for evidence in tries:
            with pytest.raises(Invalid):
                hand_in(task, by(org.staff), **evidence)


def test_the_drafter_sets_them_and_later_the_supervisor_alone(make_task, by, org):
    draft = make_task("draft")
    row = actions.add_deliverable(task=draft, actor=by(org.planner), name="Plan")
    task = make_task("in_progress")
    for who in ("staff", "head"):
        with pytest.raises(Forbidden):
            actions.add_deliverable(task=task, actor=by(getattr(org, who)), name="Plan")
    actions.edit_deliverable(deliverable=row, actor=by(org.coordinator), requires="link", is_required=False)
    row.refresh_from_db()
    assert (row.requires, row.is_required) == ("link", False)
    with pytest.raises(Invalid):
        actions.add_deliverable(task=draft, actor=by(org.planner), name="Plan")
    with pytest.raises(Invalid):
        actions.edit_deliverable(deliverable=row, actor=by(org.planner), requires="gold")
    actions.remove_deliverable(deliverable=row, actor=by(org.planner))
    assert not draft.deliverables.exists()


def test_the_page_asks_takes_and_shows(asked, page, org, by):
    task = asked()
    file = file_on(task, by(org.staff))
    row = Deliverable.objects.get()
    doer, supervisor = page(org.staff, htmx=True), page(org.planner, htmx=True)
    assert doer.post(f"/tasks/deliverables/{row.pk}/hand-in/", {"text": "there"}).status_code == 422
    assert doer.post(f"/tasks/deliverables/{row.pk}/hand-in/", {"attachment": file.pk}).status_code == 204
    shown = supervisor.get(f"/tasks/{task.pk}/evidence/").content.decode()
    assert "plan.txt" in shown
    typed = {"name": "Photos", "requires": "link", "is_required": "on"}
    assert supervisor.post(f"/tasks/{task.pk}/deliverables/", typed).status_code == 204
    assert supervisor.post(f"/tasks/{task.pk}/deliverables/", typed).status_code == 400
    assert doer.post(f"/tasks/{task.pk}/deliverables/", typed | {"name": "More"}).status_code == 403
    evidence = row.evidence.get()
    assert doer.post(f"/tasks/evidence/{evidence.pk}/take-back/").status_code == 204
    assert page(org.outsider).get(f"/tasks/deliverables/{row.pk}/hand-in/").status_code == 404


def test_the_api_asks_takes_and_shows(make_task, client, org):
    task, sent = make_task("in_progress"), {"content_type": "application/json"}
    client.force_login(org.planner)
    made = client.post(
        "/api/v1/deliverables/",
        {"task": task.pk, "name": "Photos", "requires": "link", "is_required": True},
        **sent,
    )
    assert (made.status_code, made.json()["is_met"]) == (201, False)
    place = f"/api/v1/deliverables/{made.json()['id']}/"
    client.force_login(org.staff)
    refused = client.post(f"{place}hand-in/", {"url": "nowhere"}, **sent)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "url")
    handed_in = client.post(f"{place}hand-in/", {"url": "https://example.org/photos"}, **sent).json()
    assert handed_in["is_met"] is True
    back = client.post(f"{place}take-back/", {"evidence": handed_in["evidence"][0]["id"]}, **sent).json()
    assert back["evidence"] == []
    stuck = client.post(
        f"/api/v1/tasks/{task.pk}/submit/",
        {"result": "Done"},
        headers={"If-Match": f'"v{task.version}"'},
        **sent,
    )
    assert (stuck.status_code, stuck.json()["code"]) == (409, "evidence_missing")
    assert "Photos" in stuck.json()["detail"]
    assert client.delete(place).status_code == 403
    client.force_login(org.outsider)
    assert client.get(place).status_code == 404


def test_a_light_task_is_not_ticked_off_while_required_evidence_is_missing(make_task, by, org):
    task = make_task("issued", actor=org.staff, is_light=True)
    actions.add_deliverable(task=task, actor=by(org.staff), name="The list", requires="text")
    task.refresh_from_db()
    with pytest.raises(Conflict) as refusal:
        actions.finish_task(task=task, actor=by(org.staff), version=task.version)
    assert refusal.value.code == "evidence_missing"
    done = actions.finish_task(
        task=task, actor=by(org.staff), version=task.version, waiver="Said by word of mouth"
    )
    assert done.status == "completed"


def test_a_light_task_is_not_closed_out(make_task, by, org):
    task = make_task("issued", actor=org.staff, is_light=True)
    task = actions.finish_task(task=task, actor=by(org.staff), version=task.version)
    with pytest.raises(Conflict):
        actions.close_out_task(task=task, actor=by(org.staff), version=task.version)
