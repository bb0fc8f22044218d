"""Every route there is, and what each must keep from whom: this table is written by hand and must stay complete.

`public` asks nobody who they are. `signed_in` shows only what is one's own or everyone's. `audience` names a
thing that some may see and others must not find. `console` is for coordinators and administrators.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, get_resolver

PUBLIC, SIGNED_IN, AUDIENCE, CONSOLE = "public", "signed_in", "audience", "console"


@dataclass(frozen=True)
class Rule:
    """`thing` names what the `pk` of the address is; `more` are its other parts."""

    kind: str
    thing: str = ""
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    view: Any
    parameters: tuple[str, ...]


def _of(thing: str, **more: Any) -> Rule:
    return Rule(AUDIENCE, thing, more)


PAGES: dict[str, Rule] = {
    **dict.fromkeys(["livez", "readyz", "metrics", "demo_sign_in", "set_language"], Rule(PUBLIC)),
    **dict.fromkeys(["api:schema", "api:docs", "admin:login", "admin:jsi18n"], Rule(PUBLIC)),
    "org:departments": Rule(SIGNED_IN),
    "org:department": Rule(SIGNED_IN, "department"),
    "org:edit_card": Rule(SIGNED_IN, "department"),
    "org:profile": Rule(SIGNED_IN),
    "org:edit_profile": Rule(SIGNED_IN),
    "org:sign_out_elsewhere": Rule(SIGNED_IN),
    "org:add_absence": Rule(SIGNED_IN),
    "org:cancel_absence": _of("absence"),
    "org:add_token": Rule(SIGNED_IN),
    "org:revoke_token": _of("token"),
    "matters:detail": _of("task"),
    "matters:doing": _of("task", name="sign-for"),
    "matters:put": _of("plan", name="move-task"),
    **dict.fromkeys(
        [f"matters:{name}" for name in ("chain", "history", "comment", "attach", "edit", "labels")],
        _of("task"),
    ),
    **dict.fromkeys(
        [f"matters:{name}" for name in ("audience", "add_party", "add_link", "watch")], _of("task")
    ),
    **dict.fromkeys(["matters:views", "matters:save_view"], Rule(SIGNED_IN)),
    **dict.fromkeys(["matters:edit_view", "matters:remove_view"], _of("view")),
    "matters:edit_comment": _of("comment"),
    "matters:withdraw_comment": _of("comment"),
    "matters:file": _of("attachment"),
    "matters:remove_file": _of("attachment"),
    "matters:remove_party": _of("party"),
    "matters:remove_link": _of("link"),
    "deadlines:approve_extension": _of("extension"),
    "deadlines:reject_extension": _of("extension"),
    "deadlines:withdraw_extension": _of("extension"),
    **dict.fromkeys(
        ["tasks:list", "tasks:board", "tasks:create", "meetings:list", "meetings:decisions"], Rule(SIGNED_IN)
    ),
    "org:people_options": Rule(SIGNED_IN),
    "tasks:people_options": Rule(SIGNED_IN),
    **dict.fromkeys(
        ["tasks:bulk", "tasks:calendar", "tasks:ledger", "tasks:export"],
        Rule(SIGNED_IN),
    ),
    "files:list": Rule(SIGNED_IN),
    **dict.fromkeys(["files:download", "files:discard"], _of("file")),
    "tasks:bulk_do": Rule(SIGNED_IN, more={"name": "sign-for"}),
    "tasks:detail": _of("task"),
    "tasks:story": _of("task"),
    "tasks:edit": _of("task"),
    "tasks:part": _of("part", name="submit"),
    "tasks:cell": _of("task", name="title"),
    "tasks:move": _of("task", column="submitted"),
    **dict.fromkeys(
        [f"tasks:{name}" for name in ("evidence", "add_item", "add_deliverable", "note_time")], _of("task")
    ),
    **dict.fromkeys(["tasks:rename_item", "tasks:remove_item"], _of("checklist_item")),
    "tasks:step_done": _of("checklist_item", step="tick"),
    **dict.fromkeys(
        [f"tasks:{name}" for name in ("edit_deliverable", "remove_deliverable", "hand_in")],
        _of("deliverable"),
    ),
    "tasks:take_back": _of("evidence"),
    **dict.fromkeys(["tasks:correct_time", "tasks:remove_time"], _of("time_entry")),
    "tasks:series": Rule(SIGNED_IN),
    **dict.fromkeys(
        [f"tasks:{name}_series" for name in ("edit", "parties", "pause", "resume", "end")],
        _of("task_series"),
    ),
    "tasks:handovers": Rule(SIGNED_IN),
    "tasks:create_handover": Rule(SIGNED_IN),
    "tasks:handover": _of("handover"),
    "tasks:handover_story": _of("handover"),
    "tasks:criterion_met": _of("criterion"),
    "tasks:criterion_unmet": _of("criterion"),
    **dict.fromkeys(["tasks:timeline", "tasks:plans", "tasks:create_plan", "tasks:similar"], Rule(SIGNED_IN)),
    "tasks:add_dependency": _of("task"),
    "tasks:remove_dependency": _of("dependency"),
    **dict.fromkeys(
        [f"tasks:{name}" for name in ("plan", "plan_story", "edit_plan", "shift", "plan_compare")],
        _of("plan"),
    ),
    **dict.fromkeys(["goals:list", "goals:create", "goals:check"], Rule(SIGNED_IN)),
    **dict.fromkeys([f"goals:{name}" for name in ("detail", "story", "change")], _of("goal")),
    "goals:version": _of("goal", edition=1),
    "goals:consultation": _of("consultation", name="accept"),
    "goals:contribution": _of("contribution", name="acknowledge"),
    **dict.fromkeys(["goals:key_result", "goals:key_result_story"], _of("key_result")),
    "goals:check_in": _of("check_in", name="edit"),
    **dict.fromkeys(["meetings:create", "meetings:readings", "meetings:import"], Rule(SIGNED_IN)),
    **dict.fromkeys(["meetings:propose", "meetings:calls"], Rule(SIGNED_IN)),
    **dict.fromkeys(
        [
            "meetings:series",
            "meetings:create_series",
            "meetings:feeds",
            "meetings:add_feed",
            "meetings:clashes",
        ],
        Rule(SIGNED_IN),
    ),
    **dict.fromkeys(["meetings:one_series", "meetings:edit_series"], _of("series")),
    "meetings:series_do": _of("series", name="pause"),
    "meetings:series_item": _of("series_item", name="change"),
    "meetings:topic": _of("topic", name="drop"),
    "meetings:revoke_feed": _of("feed"),
    "meetings:plan_agenda": _of("meeting"),
    "calendar": Rule(PUBLIC, more={"secret": "unknown"}),
    "meetings:decision": _of("decision"),
    "meetings:item": _of("item"),
    "meetings:minutes_list": Rule(SIGNED_IN),
    **dict.fromkeys(["meetings:minutes", "meetings:write_minutes"], _of("minutes")),
    **dict.fromkeys(["meetings:live_minutes", "meetings:proposals"], _of("minutes")),
    "meetings:minutes_version": _of("minutes", edition=0),
    "meetings:minutes_file": _of("minutes", edition=0, kind="pdf"),
    "meetings:review": _of("reading"),
    **dict.fromkeys(
        [f"meetings:{name}" for name in ("detail", "edit", "add_item", "attendance", "story")], _of("meeting")
    ),
    **dict.fromkeys(["goals:map", "goals:cycles"], Rule(SIGNED_IN)),
    **dict.fromkeys(["goals:cycle", "goals:cycle_records"], Rule(SIGNED_IN, "cycle")),
    "goals:cycle_step": Rule(SIGNED_IN, "cycle", {"step": "close"}),
    **dict.fromkeys([f"feedback:{name}" for name in ("list", "create", "similar")], Rule(SIGNED_IN)),
    "feedback:detail": _of("feedback"),
    **dict.fromkeys(["voice:home", "voice:anonymous", "voice:follow_up"], Rule(PUBLIC)),
    "voice:address": Rule(PUBLIC, more={"token": "unknown"}),
    **dict.fromkeys(["voice:write", "voice:board", "feedback:hotline"], Rule(SIGNED_IN)),
    **dict.fromkeys(["insight:feedback_rates", "insight:feedback_records"], Rule(SIGNED_IN)),
    "insight:feedback_rates_file": Rule(SIGNED_IN, more={"format": "csv"}),
    "feedback:retrospectives": Rule(SIGNED_IN),
    "feedback:retrospective": _of("retrospective"),
    **dict.fromkeys(["feedback:surveys", "feedback:create_survey"], Rule(SIGNED_IN)),
    **dict.fromkeys(["feedback:survey", "feedback:compose", "feedback:answer"], _of("survey")),
    "feedback:survey_file": _of("survey", format="csv"),
    **dict.fromkeys(["feedback:look_back", "feedback:lessons", "feedback:suggestions"], Rule(SIGNED_IN)),
    **dict.fromkeys(["feedback:session", "feedback:add_card"], _of("session")),
    "feedback:session_do": _of("session", name="open-voting"),
    "feedback:card_do": _of("card", name="place"),
    "feedback:card_step": _of("card", name="place"),
    "feedback:effect_do": _of("effect", name="record"),
    "feedback:learned": _of("task"),
    **dict.fromkeys(
        [f"feedback:{step}_lesson" for step in ("mark", "apply", "take_over", "set_aside")], _of("lesson")
    ),
    "feedback:suggest_lesson_again": _of("lesson"),
    "feedback:take_lesson_back": _of("lesson"),
    **dict.fromkeys(["feedback:conflicts", "feedback:raise_conflict"], Rule(SIGNED_IN)),
    **dict.fromkeys(["feedback:correctives", "feedback:open_corrective"], Rule(SIGNED_IN)),
    "feedback:corrective": _of("corrective"),
    "feedback:conflict": _of("conflict"),
    "feedback:conflict_side": _of("conflict_side", name="write"),
    "feedback:conflict_option": _of("conflict_option", name="drop"),
    "feedback:conflict_criterion": _of("conflict_criterion", name="drop"),
    **dict.fromkeys(
        [f"notifications:{name}" for name in ("inbox", "count", "read", "read-all", "preferences")],
        Rule(SIGNED_IN),
    ),
    "notifications:open": _of("notification"),
    **dict.fromkeys(
        ["insight:workbench", "insight:hide_first_steps", "insight:search", "insight:palette"],
        Rule(SIGNED_IN),
    ),
    "insight:supervision": Rule(SIGNED_IN),
    "insight:decide_extensions": Rule(SIGNED_IN, more={"decision": "approve"}),
    "insight:circulars": Rule(SIGNED_IN),
    "insight:workload": Rule(SIGNED_IN),
    "insight:workload_records": Rule(SIGNED_IN),
    "insight:follow_through": Rule(SIGNED_IN),
    "insight:follow_through_records": Rule(SIGNED_IN),
    "insight:follow_through_file": Rule(SIGNED_IN, more={"format": "csv"}),
    "insight:draft_circular": Rule(CONSOLE),
    "insight:circular": _of("circular"),
    "insight:signatures": _of("circular"),
    "insight:notice": Rule(SIGNED_IN, "notice"),
    "insight:circular_file": _of("circular", kind="pdf"),
    "insight:circular_records": _of("circular", department=0, figure="overdue"),
    **dict.fromkeys(
        [f"insight:{step}_circular" for step in ("remark_on", "retake", "issue", "discard", "correct")],
        _of("circular"),
    ),
    "insight:department_work": Rule(SIGNED_IN, "department"),
}
# A resource of the API answers for all its routes: a list is scoped, a single row is found inside the audience.
RESOURCES: dict[str, Rule] = {
    "departments": Rule(SIGNED_IN, "department"),
    "people": Rule(SIGNED_IN, "person"),
    "me": Rule(SIGNED_IN),
    "absences": _of("absence"),
    "working-calendars": Rule(SIGNED_IN, "calendar"),
    "labels": Rule(SIGNED_IN, "label"),
    **dict.fromkeys(["matters", "search", "tasks"], _of("task")),
    "comments": _of("comment"),
    "attachments": _of("attachment"),
    "links": _of("link"),
    "watchers": _of("watcher"),
    "activities": _of("activity"),
    "progress-reports": _of("report"),
    "checklist-items": _of("checklist_item"),
    "deliverables": _of("deliverable"),
    "time-entries": _of("time_entry"),
    "task-series": _of("task_series"),
    "handovers": _of("handover"),
    "handover-criteria": _of("criterion"),
    "task-parts": _of("part"),
    "dependencies": _of("dependency"),
    "plans": _of("plan"),
    "cycles": Rule(SIGNED_IN, "cycle"),
    "goals": _of("goal"),
    "key-results": _of("key_result"),
    "figures": _of("figure"),
    "check-ins": _of("check_in"),
    "health-points": _of("health_point"),
    "goal-versions": _of("version"),
    "goal-consultations": _of("consultation"),
    "goal-contributions": _of("contribution"),
    "plan-templates": Rule(SIGNED_IN, "template"),
    "deadlines": _of("deadline"),
    "extensions": _of("extension"),
    "saved-views": _of("view"),
    "files": _of("file"),
    "notifications": _of("notification"),
    "meetings": _of("meeting"),
    "agenda-items": _of("item"),
    "decisions": _of("decision"),
    "minutes": _of("minutes", edition="0", kind="pdf"),
    "votes": _of("vote"),
    "minutes-readings": _of("reading"),
    "feedback": _of("feedback"),
    **dict.fromkeys(["feedback-board", "feedback-rates"], Rule(SIGNED_IN)),
    "retrospectives": _of("retrospective"),
    "lessons": _of("lesson"),
    "surveys": _of("survey", format="csv"),
    "retrospective-sessions": _of("session"),
    "retrospective-cards": _of("card"),
    "effect-checks": _of("effect"),
    "corrective-actions": _of("corrective"),
    "conflicts": _of("conflict"),
    "conflict-sides": _of("conflict_side"),
    "conflict-options": _of("conflict_option"),
    "conflict-criteria": _of("conflict_criterion"),
    "corrective-steps": _of("corrective_step"),
    "imports": _of("import"),
    "circulars": _of("circular", kind="pdf"),
    "circular-notices": Rule(SIGNED_IN, "notice"),
    "supervision": Rule(SIGNED_IN),
    "workload": Rule(SIGNED_IN),
    "follow-through": Rule(SIGNED_IN),
    "meeting-series": _of("series"),
    "series-items": _of("series_item"),
    "series-topics": _of("topic"),
    "calendar-feeds": _of("feed"),
    "meeting-replies": _of("meeting_reply"),
}
# The sign-in package's own pages hold nothing of ours; they are still crawled for canaries.
SIGN_IN_PREFIXES = ("account_", "mfa_", "socialaccount_", "openid_connect_", "accounts/social/")


def every_route() -> list[Route]:
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, namespace: str = "", before: str = "") -> Iterator[Route]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = namespace + entry.name if entry.name else pattern
            yield Route(name, pattern, entry.callback, tuple(entry.pattern.regex.groupindex))
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner, pattern)


def rule_of(route: Route) -> Rule | None:
    """The rule that was written for this route; None where nobody has thought about it yet."""
    if route.name in PAGES:
        return PAGES[route.name]
    if route.name.startswith("api:"):
        resource = max((known for known in RESOURCES if _belongs(route.name, known)), key=len, default="")
        return RESOURCES.get(resource)
    if route.name.startswith(SIGN_IN_PREFIXES):
        return Rule(PUBLIC)
    if route.name.startswith(("admin:", "admin/")):
        return Rule(CONSOLE)
    return None


def _belongs(name: str, resource: str) -> bool:
    own = name.removeprefix("api:")
    return own == resource or own.startswith(f"{resource}-")
