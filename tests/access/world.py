"""A department nobody else has a part in, full of things that each carry a canary word.

`SHARED` sings in what is shared with that department; `SECRET` in what is kept to its parties, so that even
coordinators may not hear it. Searching uses other words, so a page that repeats the question is no leak.
"""

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Deadline
from collab.files.actions import request_file
from collab.matters import actions as spine
from collab.matters.models import LinkKind, Visibility
from collab.notifications.models import Notification
from collab.org.models import Absence, ApiToken, Role
from goals import actions as goals
from goals.models import Cycle, Figure, Goal, HealthPoint
from insight.circulars import actions as circulars
from insight.models import CircularNotice, ImportRun
from meetings import actions as meetings
from meetings.models import Seat
from tasks import actions as tasks
from tasks.actions.parts import PartBrief
from tasks.models import CoPart, ProgressReport, Task

from . import voices
from .voices import SOUGHT, Things

SHARED, SECRET = "kanarienvogel", "geheimnisvogel"
MISSING = 900_000_000_000


class World:
    """`shared`, `secret` and `own` map the name of a kind of thing to the id of one."""

    def __init__(self, org: SimpleNamespace, department: Callable, person: Callable):
        self.org = org
        self.treasury = department("treasury", "Treasury")
        self.vault = department("vault", "Vault", self.treasury)
        self.mint = department("mint", "Mint")
        self.keeper = person("keeper", (self.treasury, Role.HEAD))
        self.clerk = person("clerk", (self.treasury, Role.MEMBER))
        self.shared = self._fill(self.treasury, self.keeper, self.clerk, SHARED, Visibility.DEPARTMENTS)
        self.secret = self._fill(self.treasury, self.keeper, self.clerk, SECRET, Visibility.PARTIES)
        self.own = self._fill(org.housing, org.head, org.staff, "rotkehlchen", Visibility.DEPARTMENTS)
        self.own["circular"] = self._name_everything_overdue()
        for things in (self.shared, self.secret, self.own):
            things["notice"] = CircularNotice.objects.get(circular=self.own["circular"]).pk
        self._tie_own_to_foreign()
        self._tell_those_who_lost_access()

    def _fill(self, department, head, worker, word: str, visibility: str) -> Things:
        by, doer = Actor(head, "api"), Actor(worker, "api")
        due = clock.now() + timedelta(days=20)
        common = {"department": department, "visibility": visibility}
        task = tasks.create_task(
            actor=by,
            title=f"{SOUGHT} {word} task",
            body=f"{word} body",
            responsible=worker,
            due_at=due,
            completion_standard=f"{word} standard",
            issue=True,
            parts=[PartBrief(self.vault, f"{word} part")],
            **common,
        )
        task = tasks.sign_for_task(task=task, actor=doer, version=task.version, note=f"{word} note")
        task = tasks.start_task(task=task, actor=doer, version=task.version)
        tasks.report_progress(task=task, actor=doer, version=task.version, percent=10, text=f"{word} report")
        found = self._hang(task.pk, by, doer, word, due)
        return (
            found
            | self._prove(task.pk, by, doer, word)
            | self._hand_over(by, word, common)
            | self._set_goals(by, worker, word, common)
            | self._meet(by, head, word, common)
            | voices.look_back(task, by, word)
            | voices.ask(by, doer, word, common)
            | voices.disagree(by, department, self.mint, word)
            | voices.put_right(department, head, word, visibility)
            | voices.give_feedback(task, doer, word, visibility)
            | self._keep(worker, head, word if word != SECRET else SHARED)
        )

    def _hang(self, pk: int, by: Actor, doer: Actor, word: str, due) -> Things:
        task = Task.objects.get(pk=pk)
        comment = spine.add_comment(matter=task, actor=by, body=f"{word} comment @{doer.person.username}")
        file = ContentFile(f"{word} {SOUGHT} bytes".encode(), name=f"{word}.txt")
        attachment = spine.attach_file(matter=task, actor=by, file=file, name=file.name)
        task = Task.objects.get(pk=pk)
        asked = {"due_at": due + timedelta(days=9), "reason": f"{word} extension"}
        extension = deadlines.request_extension(matter=task, actor=doer, version=task.version, **asked)
        other = tasks.create_task(
            actor=by,
            title=f"{SOUGHT} {word} other",
            department=task.department,
            visibility=task.visibility,
            parent=task,
        )
        link = spine.link_matters(source=task, target=other, kind=LinkKind.RELATES, actor=by)
        spine.watch_matter(matter=task, actor=by)
        dependency = tasks.add_dependency(predecessor=other, successor=task, actor=by)
        plan = self._plan(task, other, by, word)
        return {
            "task": pk,
            "other": other.pk,
            "dependency": dependency.pk,
            "plan": plan,
            "comment": comment.pk,
            "attachment": attachment.pk,
            "extension": extension.pk,
            "link": link.pk,
            "watcher": task.watchers.first().pk,
            "party": task.parties.first().pk,
            "deadline": Deadline.objects.filter(matter=task).first().pk,
            "part": CoPart.objects.get(task=task).pk,
            "report": ProgressReport.objects.filter(task=task).first().pk,
            "activity": Activity.objects.filter(matter=task).first().pk,
        }

    def _prove(self, pk: int, by: Actor, doer: Actor, word: str) -> Things:
        task = Task.objects.get(pk=pk)
        item = tasks.add_checklist_item(task=task, actor=doer, text=f"{word} step")
        asked = tasks.add_deliverable(task=task, actor=by, name=f"{word} deliverable", requires="text")
        handed_in = tasks.hand_in_evidence(deliverable=asked, actor=doer, text=f"{word} evidence")
        today = clock.now().astimezone(doer.person.zone).date()
        spent = tasks.note_time(task=task, actor=doer, day=today, minutes=5, note=f"{word} hours")
        task = Task.objects.get(pk=pk)
        first = clock.now() + timedelta(days=40)
        rule = {"rrule": "FREQ=MONTHLY", "first_at": first}
        series = tasks.repeat_task(task=task, actor=by, version=task.version, **rule)
        return {
            "task_series": series.pk,
            "checklist_item": item.pk,
            "deliverable": asked.pk,
            "evidence": handed_in.pk,
            "time_entry": spent.pk,
        }

    def _hand_over(self, by: Actor, word: str, common: dict[str, Any]) -> Things:
        handover = tasks.offer_handover(
            actor=by,
            title=f"{SOUGHT} {word} hand-over",
            giver=common["department"],
            receiver=self.treasury if common["department"] != self.treasury else self.vault,
            criteria=[f"{word} criterion"],
            outputs=f"{word} outputs",
            due_at=clock.now() + timedelta(days=20),
            visibility=common["visibility"],
        )
        return {"handover": handover.pk, "criterion": handover.criteria.get().pk}

    def _set_goals(self, by: Actor, owner, word: str, common: dict[str, Any]) -> Things:
        cycle = Cycle.objects.first() or goals.create_cycle(
            actor=Actor(self.org.coordinator, "api"),
            name="This year",
            length="year",
            starts_on=clock.now().date(),
            ends_on=clock.now().date() + timedelta(days=360),
        )
        goal = goals.create_goal(
            actor=by,
            title=f"{SOUGHT} {word} goal",
            cycle=cycle,
            owner=owner,
            sponsor=by.person,
            specific=f"{word} specific",
            metric=f"{word} metric",
            unit="flats",
            baseline=Decimal(1),
            target=Decimal(2),
            feasibility=f"{word} feasibility",
            resources=f"{word} resources",
            relevance=f"{word} relevance",
            due_on=clock.now().date() + timedelta(days=30),
            contributions=[goals.ContributionBrief(self.vault, f"{word} role", f"{word} contribution")],
            **common,
        )
        goal = goals.consult_goal(goal=goal, actor=by, version=goal.version)
        row = goal.proposal.consultations.get()
        said = {"consultation": row, "actor": Actor(self.keeper, "api"), "version": row.version}
        goals.object_to_goal(**said, grounds=f"{word} grounds")
        return {
            "goal": goal.pk,
            "cycle": cycle.pk,
            "version": goal.proposal.pk,
            "consultation": row.pk,
            "contribution": goal.contributions.get().pk,
        } | self._measure(goal.pk, by, word)

    def _measure(self, pk: int, by: Actor, word: str) -> Things:
        Goal.objects.filter(pk=pk).update(status="active", activated_at=clock.now())
        goal = Goal.objects.get(pk=pk)
        row = goals.add_key_result(
            goal=goal,
            actor=by,
            version=goal.version,
            title=f"{SOUGHT} {word} key result",
            unit=word,
            start_value=Decimal(0),
            target_value=Decimal(10),
        )
        said = {"light": "red", "message": f"{word} message", "blockers": f"{word} blockers"}
        filed = goals.check_in(key_result=row, actor=by, version=row.version, value=Decimal(5), **said)
        return {
            "key_result": row.pk,
            "check_in": filed.pk,
            "figure": Figure.objects.filter(key_result=row).first().pk,
            "health_point": HealthPoint.objects.filter(goal=pk).first().pk,
        }

    def _plan(self, task: Task, other: Task, by: Actor, word: str) -> int:
        today = clock.now().date()
        plan = tasks.create_plan(
            actor=by,
            title=f"{SOUGHT} {word} plan",
            department=task.department,
            starts_on=today,
            ends_on=today + timedelta(days=60),
            visibility=task.visibility,
        )
        for one in (task, other):
            plan = tasks.add_to_plan(plan=plan, task=one, actor=by, version=plan.version)
        return tasks.confirm_plan(plan=plan, actor=by, version=plan.version).pk

    def _meet(self, by: Actor, head, word: str, common: dict[str, Any]) -> Things:
        starts = clock.now() + timedelta(days=3)
        meeting = meetings.create_meeting(
            actor=by,
            title=f"{SOUGHT} {word} meeting",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            chair=head,
            place=f"{word} room",
            purpose=f"{word} purpose",
            **common,
        )
        item = meetings.add_agenda_item(meeting=meeting, actor=by, title=f"{SOUGHT} {word} item")
        decision = meetings.propose_decision(actor=by, title=f"{SOUGHT} {word} decision", **common)
        motion = meetings.propose_decision(actor=by, title=f"{SOUGHT} {word} motion", method="vote", **common)
        meetings.open_voting(decision=motion, actor=by, version=motion.version, voters=[head])
        meeting = meetings.announce_meeting(meeting=meeting, actor=by, version=meeting.version)
        answer = meetings.respond_to_meeting(
            meeting=meeting, actor=by, version=meeting.version, answer="accepted", note=f"{word} answer"
        )
        meeting = meetings.start_meeting(meeting=meeting, actor=by, version=meeting.version)
        minutes = meetings.write_minutes_text(minutes=meeting.written_minutes, actor=by, text=f"{word} said")
        read = SHARED if word == SECRET else word  # minutes to be reviewed are open to coordinators
        text = f"# {read} minutes\n\nDate: 2026-03-02\n\n## Action items\n- {read} do it @clerk, for {word[:3]}\n"
        taken = meetings.read_in_minutes(
            actor=by, name=f"{read}-{word[:3]}.md", text=text, department=common["department"]
        )
        return {
            "meeting": meeting.pk,
            "item": item.pk,
            "decision": decision.pk,
            "vote": Seat.objects.get(ballot__decision=motion).pk,
            "meeting_reply": answer.pk,
            "minutes": minutes.pk,
            **self._meet_regularly(by, word, common),
            "reading": taken.fresh[0].pk,
        }

    def _meet_regularly(self, by: Actor, word: str, common: dict[str, Any]) -> Things:
        wording = {"title": f"{SOUGHT} {word} topic", "sought": "discuss"}
        series = meetings.create_series(
            actor=by, title=f"{SOUGHT} {word} series", rrule="FREQ=WEEKLY", start_time=time(9), **common
        )
        item = meetings.add_series_item(series=series, actor=by, version=series.version, **wording)
        topic = meetings.bring_topic(series=series, actor=by, **wording)
        feed, _secret = meetings.make_feed(actor=by, series=series)
        return {"series": series.pk, "series_item": item.pk, "topic": topic.pk, "feed": feed.pk}

    def _keep(self, worker, head, word: str) -> Things:
        """What belongs to one person, and in the console to coordinators."""
        now = clock.now()
        absence = Absence.objects.create(
            person=worker,
            delegate=None,
            starts_at=now + timedelta(days=90),
            ends_at=now + timedelta(days=91),
            note=f"{word} absence",
        )
        token = ApiToken.objects.create(
            person=worker,
            name=f"{word} token",
            digest=ApiToken.digest_of(ApiToken.mint()),
            expires_at=now + timedelta(days=1),
        )
        taken_over = ImportRun.objects.create(
            target=ImportRun.Target.TASKS,
            file_name=f"{word} list.csv",
            state=ImportRun.State.DONE,
            started_by=self.org.coordinator,
            created_at=now,
        )
        drafting = {"actor": Actor(self.org.coordinator, "api"), "period": "week", "day": now.date()}
        draft = circulars.draft_circular(**drafting)
        draft = circulars.remark_on_circular(
            circular=draft, actor=drafting["actor"], version=1, remarks=f"{word} remarks"
        )
        note = self._notify(worker, Activity.objects.filter(actor=head).latest("pk"), word)
        return {
            "absence": absence.pk,
            "import": taken_over.pk,
            "circular": draft.pk,
            "token": token.pk,
            "view": self._keep_view(worker, word),
            "file": self._ask_for_file(worker, word),
            "notification": note.pk,
            "department": self.treasury.pk,
        }

    def _ask_for_file(self, worker, word: str) -> int:
        asked = {"maker": "ledger", "question": {"ids": []}, "format": "csv", "stem": word}
        return request_file(actor=Actor(worker, "api"), **asked).pk

    def _keep_view(self, worker, word: str) -> int:
        kept = spine.save_view(
            actor=Actor(worker, "api"),
            listing="tasks",
            name=f"{word} view {worker.saved_views.count()}",
            layout="list",
            scope="department" if word == SHARED else "own",
            department=self.treasury if word == SHARED else None,
        )
        return kept.pk

    def _name_everything_overdue(self) -> int:
        """A circular for everyone that counts what only few may see."""
        later, admin = clock.now() + timedelta(days=40), Actor(self.org.admin, "api")
        with clock.told(later):
            drawn = circulars.draft_circular(actor=admin, period="month", day=later.date())
            return circulars.issue_circular(circular=drawn, actor=admin, version=1).pk

    def _tie_own_to_foreign(self) -> None:
        """Somebody who sees both sides links what is ours to what is theirs."""
        both = Actor(self.org.admin, "api")
        ours = Task.objects.get(pk=self.own["task"])
        for things, word in ((self.shared, SHARED), (self.secret, SECRET)):
            theirs = Task.objects.get(pk=things["task"])
            spine.link_matters(source=ours, target=theirs, kind=LinkKind.LED_TO, actor=both)
            spine.link_matters(source=theirs, target=ours, kind=LinkKind.BLOCKS, actor=both)
            tasks.create_task(
                actor=both,
                title=f"{SOUGHT} {word} part",
                department=self.treasury,
                visibility=theirs.visibility,
                parent=ours,
                responsible=self.keeper,
            )

    def _tell_those_who_lost_access(self) -> None:
        """Everybody holds a notification from a time when they were let in."""
        for role in ("outsider", "staff", "coordinator"):
            for things, word in ((self.shared, SHARED), (self.secret, SECRET)):
                entry = Activity.objects.filter(matter=things["task"], event="comment.added").get()
                note = self._notify(getattr(self.org, role), entry, f"lost {word}")
                things[f"lost_{role}"] = note.pk

    @staticmethod
    def _notify(person, entry: Activity, key: str) -> Notification:
        return Notification.objects.create(
            person=person,
            activity=entry,
            matter=entry.matter,
            urgency="prompt",
            dedupe_key=f"{key} {entry.pk}",
            created_at=clock.now(),
        )
