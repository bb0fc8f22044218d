"""Who may do what with a task that planning handed to housing: written by hand from the SPEC, never from the code.

`planner` heads planning and handed it out; `staff` is responsible; `liaison` and `head` are officers of
housing, `leader` is the sponsor above it; `colleague` sees it and has no part; `outsider` may not see it.
"""

EVERYONE = (
    "anonymous",
    "outsider",
    "colleague",
    "staff",
    "liaison",
    "head",
    "leader",
    "planner",
    "coordinator",
    "admin",
)
CONSOLE = {"coordinator", "admin"}
RECEIVERS = {"staff", "liaison", "head", "leader"}
DOERS = {"staff", "liaison", "head", "leader"}
SUPERVISORS = {"planner", "coordinator", "admin"}

MAY = {
    "issue": {"planner", "coordinator", "admin"},
    "sign-for": RECEIVERS,
    "start": DOERS,
    "report-progress": DOERS,
    "submit": DOERS,
    "block": DOERS,
    "unblock": DOERS | SUPERVISORS,
    "request-extension": DOERS,
    "request-return": RECEIVERS,
    "refuse-return": SUPERVISORS,
    "reassign": SUPERVISORS | {"head"},
    "verify": SUPERVISORS,
    "complete": SUPERVISORS,
    "send-back": SUPERVISORS,
    "close-out": SUPERVISORS,
    "urge": SUPERVISORS,
    "suspend": SUPERVISORS,
    "resume": SUPERVISORS,
    "override-light": {"coordinator", "admin"},
    "withdraw": SUPERVISORS,
    "label": RECEIVERS | SUPERVISORS,
}
# A light task of one's own department, made by `staff` for itself; planning is not in it and does not see it.
MAY_LIGHT = {"finish": DOERS | set()}
HIDDEN_FROM = {"finish": {"outsider", "planner"}}


def expected(door: str, name: str, role: str) -> str:
    """What the door must answer."""
    if role == "anonymous":
        return "must_sign_in"
    if door == "admin" and role not in CONSOLE:
        return "no_console"
    if role in HIDDEN_FROM.get(name, {"outsider"}):
        return "not_found"
    return "done" if role in (MAY | MAY_LIGHT)[name] else "refused"
