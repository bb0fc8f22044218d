"""The journal is written in the transaction of the change, or not at all."""

import pytest

from collab.activity.journal import record
from collab.activity.models import Activity
from collab.matters.events import LABELLED


def test_recording_outside_a_transaction_is_refused(by, make_task, org):
    task = make_task("draft")
    before = Activity.objects.count()
    with pytest.raises(RuntimeError):
        record(LABELLED, matter=task, actor=by(org.staff), labels=[])
    assert Activity.objects.count() == before
