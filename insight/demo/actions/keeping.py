"""Views that demo people keep of their lists, share and pin."""

from collab.matters.actions import pin_view, save_view

from .stage import Stage

VIEWS = (
    (
        "coordinator",
        "tasks",
        "ledger",
        "红灯督办件 · Red items",
        "light=red",
        "everyone",
        ("coordinator", "leader"),
    ),
    ("coordinator", "goals", "list", "偏离目标 · Goals off course", "health=red", "everyone", ("leader",)),
    (
        "coordinator",
        "decisions",
        "list",
        "待复审的决定 · Decisions to review",
        "show=to_review",
        "everyone",
        (),
    ),
    ("staff", "tasks", "list", "本周到期 · Mine, due this week", "person=me&due=week", "own", ("staff",)),
)


def keep_views(stage: Stage) -> None:
    """Save these views and have those named pin them."""
    for who, listing, layout, name, query, scope, pinned_by in VIEWS:
        view = save_view(
            actor=stage.actor(who), listing=listing, layout=layout, name=name, query=query, scope=scope
        )
        for person in pinned_by:
            pin_view(view=view, actor=stage.actor(person))
