"""The ladders every organisation starts with (SPEC §2, §3); coordinators change them in the console.

Receipt has its terms by priority, feedback by severity, both in working minutes.
"""

from django.db import migrations

DAY = 480
RECEIPT = [
    (0, "working_minute", ["assignee"]),
    (240, "working_minute", ["liaison"]),
    (480, "working_minute", ["head"]),
]
DUE = [
    (-3, "working_day", ["assignee"]),
    (-1, "working_day", ["assignee"]),
    (-120, "working_minute", ["assignee"]),
    (0, "working_day", ["assignee", "liaison"]),
    (1, "working_day", ["head"]),
    (3, "working_day", ["sponsor"]),
    (5, "working_day", ["circular"]),
]
CHECK_IN = [
    (-1, "working_day", ["assignee"]),
    (0, "working_day", ["assignee"]),
    (1, "working_day", ["assignee", "accountable"]),
    (3, "working_day", ["head"]),
    (5, "working_day", ["sponsor"]),
]
ACCEPTANCE = [
    (-60, "working_minute", ["coordinators"]),
    (0, "working_day", ["coordinators"]),
    (240, "working_minute", ["head"]),
    (480, "working_minute", ["sponsor"]),
]
ANSWER = [
    (-240, "working_minute", ["assignee"]),
    (0, "working_day", ["assignee", "liaison"]),
    (1, "working_day", ["head"]),
    (3, "working_day", ["sponsor"]),
]
SOLUTION = [
    (-3, "working_day", ["assignee"]),
    (-1, "working_day", ["assignee"]),
    (0, "working_day", ["assignee", "liaison"]),
    (1, "working_day", ["head", "coordinators"]),
    (3, "working_day", ["sponsor"]),
    (5, "working_day", ["circular"]),
]
REPLY = [(-3, "working_day", ["submitter"]), (-1, "working_day", ["submitter"])]
CONFIRMATION = [(-3, "working_day", ["submitter"]), (-1, "working_day", ["submitter"])]
LADDERS = (
    ("Receipt 签收", "receipt", RECEIPT, {"0": 480, "1": 240, "2": 120}),
    ("Completion 办结", "due", DUE, {}),
    ("Check-in 进展更新", "check_in", CHECK_IN, {}),
    ("Effect check 效果检查", "effect", DUE, {}),
)
SEVERITIES = ("low", "normal", "high", "severe")
FEEDBACK = (
    ("Feedback: acceptance 受理", "acceptance", ACCEPTANCE, (960, 480, 240, 120)),
    ("Feedback: first answer 首次答复", "answer", ANSWER, (5 * DAY, 3 * DAY, 2 * DAY, DAY)),
    ("Feedback: solution 解决", "solution", SOLUTION, (20 * DAY, 15 * DAY, 10 * DAY, 5 * DAY)),
    ("Feedback: reply of the submitter 补充材料", "reply", REPLY, (5 * DAY,) * 4),
    ("Feedback: confirmation 待确认", "confirmation", CONFIRMATION, (5 * DAY, 5 * DAY, 5 * DAY, 10 * DAY)),
)


def create(apps, schema_editor) -> None:
    ladders, rungs = apps.get_model("deadlines", "Ladder"), apps.get_model("deadlines", "Rung")
    by_severity = ((*ladder, dict(zip(SEVERITIES, terms, strict=True))) for *ladder, terms in FEEDBACK)
    for name, clock, steps, terms in (*LADDERS, *by_severity):
        ladder = ladders.objects.create(name=name, clock=clock, is_default=True, terms=terms)
        for position, (offset, unit, targets) in enumerate(steps, 1):
            rungs.objects.create(ladder=ladder, position=position, offset=offset, unit=unit, targets=targets)


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
