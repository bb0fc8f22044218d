"""Views that demo people keep of their lists and pin to their menus.

Each is its owner's alone: sharing one is an entry of the organisation's journal, of which nothing is ever taken away.
"""

from collab.matters.actions import pin_view, save_view

from .stage import Stage

VIEWS = (
    ("coordinator", "tasks", "ledger", "红灯督办件 · Red items", "light=red"),
    ("coordinator", "decisions", "list", "待复审的决定 · Decisions to review", "show=to_review"),
    ("leader", "goals", "list", "偏离目标 · Goals off course", "health=red"),
    ("staff", "tasks", "list", "本周到期 · Mine, due this week", "person=me&due=week"),
)


def keep_views(stage: Stage) -> None:
    """Have them saved and pinned."""
    for who, listing, layout, name, query in VIEWS:
        actor = stage.actor(who)
        pin_view(
            view=save_view(actor=actor, listing=listing, layout=layout, name=name, query=query), actor=actor
        )
