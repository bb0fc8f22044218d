"""The page door of doings, the discussion and what hangs on a task: done, refused, stale, or out of sight."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collab.deadlines.actions import request_extension
from collab.matters.actions import add_comment, attach_file, link_matters
from collab.matters.models import Attachment, Comment, Link, Matter, Watcher
from tasks.actions import report_progress, sign_for_task
from tasks.models import Task


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def door(task, name: str) -> str:
    return reverse("matters:doing", args=[task.pk, name])


def test_signing_in_place_closes_the_dialog_and_pings_the_page(page, make_task, staff):
    task = make_task("issued")
    answer = page(staff, htmx=True).post(door(task, "sign-for"), {"version": task.version, "note": ""})
    assert answer.status_code == 204
    assert {"closeDialog", f"matter-{task.pk}", "me", "toast"} <= json.loads(answer["HX-Trigger"]).keys()
    assert Task.objects.get(pk=task.pk).status == "accepted"


def test_without_scripts_a_step_leads_back_to_the_task(page, make_task, staff):
    task = make_task("issued")
    answer = page(staff).post(door(task, "sign-for"), {"version": task.version, "note": ""})
    assert (answer.status_code, answer["Location"]) == (302, reverse("tasks:detail", args=[task.pk]))


@pytest.mark.parametrize(
    ("who", "status"),
    [("outsider", 404), ("colleague", 403), ("staff", 204), ("liaison", 204), ("head", 204)],
)
def test_who_may_sign_for_a_task(page, make_task, org, who, status):
    task = make_task("issued")
    answer = page(getattr(org, who), htmx=True).post(door(task, "sign-for"), {"version": task.version})
    assert answer.status_code == status
    assert Task.objects.get(pk=task.pk).status == ("accepted" if status == 204 else "issued")


def test_an_unknown_step_is_not_there(page, make_task, staff):
    task = make_task("issued")
    assert page(staff, htmx=True).get(door(task, "fly")).status_code == 404
    assert page(staff, htmx=True).post(door(task, "fly"), {"version": 1}).status_code == 404


def test_a_step_that_does_not_fit_says_why_and_offers_nothing_to_send(page, make_task, staff, colleague):
    task = make_task("issued")
    late = page(staff, htmx=True).get(door(task, "submit"))
    assert late.status_code == 409
    assert "Issued" in late.content.decode()
    foreign = page(colleague, htmx=True).get(door(task, "sign-for"))
    assert foreign.status_code == 403
    assert "btn-primary" not in foreign.content.decode()


def test_a_stale_step_shows_both_texts_and_goes_through_when_sent_again(page, make_task, staff, liaison, by):
    task = make_task("in_progress")
    typed = {"version": task.version, "percent": 70, "text": "What I typed"}
    report_progress(task=task, actor=by(liaison), version=task.version, percent=40, text="What they reported")
    browser = page(staff, htmx=True)
    answer = browser.post(door(task, "report-progress"), typed)
    shown = answer.content.decode()
    assert answer.status_code == 412
    assert "What I typed" in shown
    assert "What they reported" in shown
    assert Task.objects.get(pk=task.pk).percent == 40
    fresh = answer.context["form"]["version"].value()
    assert browser.post(door(task, "report-progress"), typed | {"version": fresh}).status_code == 204
    assert Task.objects.get(pk=task.pk).percent == 70


def test_a_stale_step_that_no_longer_fits_keeps_the_text_and_says_so(page, make_task, staff, by):
    task = make_task("issued")
    stale = task.version
    sign_for_task(task=task, actor=by(staff), version=stale)
    answer = page(staff, htmx=True).post(
        door(task, "request-return"), {"version": stale, "reason": "Not ours"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 412
    assert "Not ours" in shown
    assert "this step does not fit" in shown


def test_a_refusal_keeps_what_was_typed(page, make_task, staff):
    task = make_task("accepted")
    typed = {"version": task.version, "due_at": "2020-01-01T10:00", "reason": "Long words"}
    answer = page(staff, htmx=True).post(door(task, "request-extension"), typed)
    assert answer.status_code in (400, 409, 422)
    assert "Long words" in answer.content.decode()


def test_extensions_are_decided_on_the_page_step_by_step(page, make_task, org, staff, planner, by):
    task = make_task("accepted")
    later = task.due_at + timedelta(days=3)
    asked = request_extension(matter=task, actor=by(staff), version=task.version, due_at=later, reason="Rain")
    address = reverse("deadlines:approve_extension", args=[asked.pk])
    for who in (org.colleague, staff, planner):
        assert page(who, htmx=True).post(address, {"version": asked.version}).status_code == 403
    assert page(org.head, htmx=True).post(address, {"version": asked.version}).status_code == 204
    assert Task.objects.get(pk=task.pk).due_at == task.due_at
    assert page(planner, htmx=True).post(address, {"version": asked.version + 1}).status_code == 204
    assert Task.objects.get(pk=task.pk).due_at == later


def test_a_comment_is_added_shown_safely_changed_and_withdrawn(page, make_task, staff):
    task = make_task()
    browser = page(staff, htmx=True)
    added = browser.post(reverse("matters:comment", args=[task.pk]), {"body": "**Hello** <b>@head</b>"})
    assert added.status_code == 200
    assert added["HX-Trigger-After-Settle"] == f"matter-{task.pk}"
    comment = Comment.objects.get()
    shown = page(staff).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "<strong>Hello</strong> &lt;b&gt;" in shown
    browser.post(reverse("matters:edit_comment", args=[comment.pk]), {"body": "Other", "version": 1})
    stale = browser.post(reverse("matters:edit_comment", args=[comment.pk]), {"body": "Mine", "version": 1})
    assert stale.status_code == 412
    assert "Mine" in stale.content.decode()
    assert "Other" in stale.content.decode()
    browser.post(reverse("matters:withdraw_comment", args=[comment.pk]), {"version": 2})
    assert Comment.objects.get().body == ""


def test_an_empty_comment_is_named_and_nothing_is_stored(page, make_task, staff):
    task = make_task()
    answer = page(staff, htmx=True).post(reverse("matters:comment", args=[task.pk]), {"body": "  "})
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_a_file_comes_back_as_an_attachment_that_no_browser_opens(page, make_task, staff):
    task = make_task()
    page(staff, htmx=True).post(
        reverse("matters:attach", args=[task.pk]),
        {"file": SimpleUploadedFile("计划.html", b"<script>1</script>", "text/html")},
    )
    served = page(staff).get(reverse("matters:file", args=[Attachment.objects.get().pk]))
    assert served["Content-Type"] == "application/octet-stream"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Disposition"].startswith("attachment")
    assert "sandbox" in served["Content-Security-Policy"]
    assert b"".join(served.streaming_content) == b"<script>1</script>"


def test_outsiders_meet_nothing_that_hangs_on_a_task(page, make_task, staff, planner, outsider, by):
    task, other = make_task(), make_task()
    comment = add_comment(matter=task, actor=by(staff), body="Secret")
    file = attach_file(matter=task, actor=by(staff), file=SimpleUploadedFile("a.txt", b"x"), name="a.txt")
    link = link_matters(source=task, target=other, kind="relates", actor=by(planner))
    named = {
        "edit_comment": comment, "withdraw_comment": comment, "file": file, "remove_file": file,
        "remove_link": link, "remove_party": task.parties.first(),
    }  # fmt: skip
    browser = page(outsider, htmx=True)
    for name, row in named.items():
        assert browser.get(reverse(f"matters:{name}", args=[row.pk])).status_code == 404
    for name in ("chain", "history", "edit", "labels", "audience", "add_party", "add_link"):
        assert browser.get(reverse(f"matters:{name}", args=[task.pk])).status_code == 404
    for name in ("comment", "attach", "watch"):
        assert browser.post(reverse(f"matters:{name}", args=[task.pk]), {"body": "x"}).status_code == 404
    assert browser.get(reverse("matters:detail", args=[task.number])).status_code == 404


def test_a_removed_file_is_gone(page, make_task, staff, by):
    task = make_task()
    file = attach_file(matter=task, actor=by(staff), file=SimpleUploadedFile("a.txt", b"x"), name="a.txt")
    assert page(staff, htmx=True).post(reverse("matters:remove_file", args=[file.pk])).status_code == 204
    assert page(staff).get(reverse("matters:file", args=[file.pk])).status_code == 404


def test_links_are_made_by_number_and_only_to_what_one_sees(page, make_task, org, planner, staff):
    task, other = make_task(), make_task()
    hidden = make_task(department=org.planning, responsible=None, visibility="parties")
    browser, address = page(staff, htmx=True), reverse("matters:add_link", args=[task.pk])
    missing = browser.post(address, {"way": "relates", "number": hidden.number})
    assert "There is nothing with this number" in missing.content.decode()
    assert browser.post(address, {"way": "came_from", "number": other.number}).status_code == 204
    link = Link.objects.get()
    assert (link.source_id, link.target_id, link.kind) == (other.pk, task.pk, "led_to")


def test_what_is_out_of_sight_is_a_neutral_placeholder_in_the_chain(page, make_task, org, planner, staff, by):
    task = make_task()
    hidden = make_task(title="Canary", department=org.planning, responsible=None, visibility="parties")
    link_matters(source=hidden, target=task, kind="led_to", actor=by(planner))
    link_matters(source=hidden, target=task, kind="relates", actor=by(planner))
    for address in (reverse("matters:chain", args=[task.pk]), reverse("tasks:story", args=[task.pk])):
        shown = page(staff).get(address).content.decode()
        assert "Something not shared with you" in shown
        assert "Canary" not in shown


def test_the_permanent_address_leads_to_the_page(page, make_task, staff):
    task = make_task()
    answer = page(staff).get(reverse("matters:detail", args=[task.number.lower()]))
    assert answer["Location"] == reverse("tasks:detail", args=[task.pk])
    assert page(staff).get("/m/nonsense/").status_code == 404


def test_watching_is_switched_on_and_off(page, make_task, staff):
    task = make_task()
    browser, address = page(staff, htmx=True), reverse("matters:watch", args=[task.pk])
    browser.post(address)
    assert Watcher.objects.filter(matter_id=task.pk, person=staff).exists()
    browser.post(address)
    assert not Watcher.objects.filter(matter_id=task.pk, person=staff).exists()


def test_people_are_brought_in_and_required_parts_stay(page, make_task, org, planner):
    task = make_task()
    browser = page(planner, htmx=True)
    added = browser.post(
        reverse("matters:add_party", args=[task.pk]),
        {"version": task.version, "role": "informed", "person": org.outsider.pk, "part": ""},
    )
    assert added.status_code == 204
    assert Matter.objects.visible_to(org.outsider).filter(pk=task.pk).exists()
    lead = task.parties.get(role="lead")
    version = Task.objects.get(pk=task.pk).version
    kept = browser.post(reverse("matters:remove_party", args=[lead.pk]), {"version": version})
    assert kept.status_code == 409
