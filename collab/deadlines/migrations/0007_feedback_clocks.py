"""Clocks of feedback: their kinds, and the ladders with terms by severity (SPEC §2, Feedback)."""

from django.db import migrations, models

KINDS = [
    ("receipt", "Sign for"),
    ("due", "Completion"),
    ("check_in", "Check-in"),
    ("acceptance", "Acceptance"),
    ("answer", "First answer"),
    ("solution", "Solution"),
    ("reply", "Reply of the submitter"),
    ("confirmation", "Confirmation, after which it is closed"),
]
DAY = 480
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
    ("Feedback: acceptance 受理", "acceptance", ACCEPTANCE, (960, 480, 240, 120)),
    ("Feedback: first answer 首次答复", "answer", ANSWER, (5 * DAY, 3 * DAY, 2 * DAY, DAY)),
    ("Feedback: solution 解决", "solution", SOLUTION, (20 * DAY, 15 * DAY, 10 * DAY, 5 * DAY)),
    ("Feedback: reply of the submitter 补充材料", "reply", REPLY, (5 * DAY,) * 4),
    ("Feedback: confirmation 待确认", "confirmation", CONFIRMATION, (5 * DAY, 5 * DAY, 5 * DAY, 10 * DAY)),
)
SEVERITIES = ("low", "normal", "high", "severe")


def create(apps, schema_editor) -> None:
    ladders, rungs = apps.get_model("deadlines", "Ladder"), apps.get_model("deadlines", "Rung")
    for name, clock, steps, terms in LADDERS:
        given = dict(zip(SEVERITIES, terms, strict=True))
        ladder = ladders.objects.create(name=name, clock=clock, is_default=True, terms=given)
        for position, (offset, unit, targets) in enumerate(steps, 1):
            rungs.objects.create(ladder=ladder, position=position, offset=offset, unit=unit, targets=targets)


def remove(apps, schema_editor) -> None:
    clocks = [clock for _name, clock, _steps, _terms in LADDERS]
    apps.get_model("deadlines", "Ladder").objects.filter(clock__in=clocks).delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0006_check_in_ladder")]
    operations = [
        *(
            migrations.AlterField(
                model, "clock", models.CharField(choices=KINDS, max_length=16, verbose_name="for")
            )
            for model in ("deadline", "ladder")
        ),
        migrations.AlterField(
            "ladder",
            "terms",
            models.JSONField(blank=True, default=dict, verbose_name="terms by priority or severity"),
        ),
        migrations.RunPython(create, remove),
    ]
