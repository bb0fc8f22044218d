"""The journal: written with the change or not at all, chained, sealed, delivered after commit."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.translation import override

from collab.activity import delivery
from collab.activity.journal import record, record_many
from collab.activity.models import Activity, ChainHead, Checkpoint
from collab.activity.registry import all_events
from collab.activity.sentences import sentence_of
from collab.activity.verification import take_checkpoint, verify
from collab.matters.events import LABELLED
from tasks.actions import sign_for_task

pytestmark = pytest.mark.django_db


def raw(sql: str, *values) -> None:
    """Tamper with the database behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_undeclared_facts_are_refused(by, make_task, org):
    with pytest.raises(TypeError, match="undeclared"):
        record(LABELLED, matter=make_task("draft"), actor=by(org.staff), colour="red")


def test_a_change_that_is_rolled_back_leaves_no_entry(by, make_task, org):
    task = make_task("draft")
    before = Activity.objects.count()
    with transaction.atomic():
        record(LABELLED, matter=task, actor=by(org.staff), labels=[])
        transaction.set_rollback(True)
    assert Activity.objects.count() == before


def test_entries_cannot_be_changed_or_deleted_through_the_models(make_task):
    make_task("closed")
    entry = Activity.objects.first()
    for attempt in (
        entry.save,
        entry.delete,
        lambda: Activity.objects.all().delete(),
        lambda: Activity.objects.update(event="x"),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_a_whole_journal_verifies(make_task):
    make_task("closed")
    assert list(verify()) == []
    call_command("verify_journal")


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE activity_activity SET facts = '{}' WHERE event = 'task.submitted'",
        "UPDATE activity_activity SET actor_id = NULL WHERE event = 'task.submitted'",
        "DELETE FROM activity_activity WHERE event = 'task.submitted'",
        "DELETE FROM activity_activity WHERE event = 'task.closed_out'",
        "DELETE FROM activity_activity WHERE event LIKE 'task.%'",
        "DELETE FROM activity_chainhead WHERE stream LIKE 'matter:%'",
        "UPDATE activity_chainhead SET seq = seq - 1",
        "UPDATE activity_activity SET seq = seq + 100 WHERE event = 'task.closed_out'",
    ],
)
def test_altering_removing_reordering_and_truncating_show(make_task, tamper):
    make_task("closed")
    raw(tamper.replace("%", "%%"))
    assert list(verify())
    with pytest.raises(CommandError):
        call_command("verify_journal")


def test_removing_a_whole_chain_with_its_head_shows_by_the_checkpoint(make_task):
    task = make_task("closed")
    make_task("issued")
    take_checkpoint(settled_for_seconds=0)
    assert list(verify()) == []
    raw("DELETE FROM activity_activity WHERE stream = %s", f"matter:{task.pk}")
    raw("DELETE FROM activity_chainhead WHERE stream = %s", f"matter:{task.pk}")
    assert any(flaw.stream == "checkpoint" for flaw in verify())


def test_a_forged_checkpoint_shows(make_task):
    make_task("issued")
    take_checkpoint(settled_for_seconds=0)
    raw("UPDATE activity_checkpoint SET streams = streams + 1")
    assert [flaw.what for flaw in verify()] == ["forged"]
    assert Checkpoint.objects.count() == 1


def test_what_a_crash_left_undelivered_is_delivered_once(make_task):
    make_task("issued")
    raw("UPDATE activity_activity SET delivered_at = NULL")
    count = Activity.objects.filter(delivered_at=None).count()
    assert delivery.deliver_undelivered(older_than_seconds=-1) == count
    assert delivery.deliver_undelivered(older_than_seconds=-1) == 0


def test_every_event_makes_a_sentence_even_with_no_facts(make_task):
    task = make_task("issued")
    for event in all_events():
        entry = Activity(event=event.code, matter=task, facts={})
        assert sentence_of(entry).strip()


def test_a_sentence_can_leave_the_title_out(make_task):
    task = make_task("issued")
    entry = task.activities.first()
    assert task.title not in sentence_of(entry, named=False)


def test_heads_are_one_per_chain(make_task):
    make_task("closed")
    streams = set(Activity.objects.values_list("stream", flat=True))
    assert streams == set(ChainHead.objects.values_list("stream", flat=True))


def test_a_department_is_named_in_the_readers_language(make_task, org):
    org.housing.name_zh = "住房局"
    org.housing.save()
    task = make_task("issued")
    entry = Activity.objects.get(matter=task, event="task.issued")
    with override("zh-hans"):
        assert "住房局" in sentence_of(entry)
    with override("en"):
        assert "Housing" in sentence_of(entry)


def test_several_names_stand_in_a_row(make_task, by, org):
    task = make_task("issued")
    task = sign_for_task(task=task, actor=by(org.staff), version=task.version)
    entry = Activity.objects.filter(matter=task, event="task.signed_for").first()
    assert entry.facts["party"] == [str(org.staff)]
    assert "[" not in sentence_of(entry)


def test_nothing_to_record_sends_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert record_many([]) == []
