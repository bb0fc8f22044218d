"""Events every kind of matter has."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register

from . import policies
from .words import link_word, party_word, visibility_word

MATTER_CHANGED = register(
    EventType(
        code="matter.changed",
        fields={"changes", "before"},
        sentence=_("%(actor)s changed the description of %(matter)s"),
        audience=policies.hears_of_progress,
    )
)
PARTY_ADDED = register(
    EventType(
        code="matter.party_added",
        fields={"role", "who", "people"},
        sentence=_("%(actor)s added %(who)s to %(matter)s (%(role)s)"),
        audience=policies.hears_as_named,
        formats={"role": party_word},
    )
)
PARTY_REMOVED = register(
    EventType(
        code="matter.party_removed",
        fields={"role", "who"},
        sentence=_("%(actor)s removed %(who)s from %(matter)s (%(role)s)"),
        formats={"role": party_word},
    )
)
MATTER_READ = register(EventType(code="matter.read", sentence=_("%(actor)s read %(matter)s")))
COMMENT_ADDED = register(
    EventType(
        code="comment.added",
        fields={"comment", "text", "mentions"},
        sentence=_("%(actor)s commented on %(matter)s"),
        audience=policies.hears_of_comment,
        detail="text",
    )
)
COMMENT_EDITED = register(
    EventType(
        code="comment.edited",
        fields={"comment", "before"},
        sentence=_("%(actor)s edited a comment on %(matter)s"),
    )
)
COMMENT_WITHDRAWN = register(
    EventType(
        code="comment.withdrawn", fields={"comment"}, sentence=_("%(actor)s withdrew a comment on %(matter)s")
    )
)
FILE_ATTACHED = register(
    EventType(
        code="attachment.added",
        fields={"attachment", "name", "sha256"},
        sentence=_("%(actor)s attached “%(name)s” to %(matter)s"),
        audience=policies.hears_of_progress,
    )
)
FILE_REMOVED = register(
    EventType(
        code="attachment.removed",
        fields={"attachment", "name"},
        sentence=_("%(actor)s removed “%(name)s” from %(matter)s"),
    )
)
LINKED = register(
    EventType(
        code="link.added",
        fields={"kind", "other"},
        sentence=_("%(actor)s linked %(matter)s: %(kind)s %(other)s"),
        formats={"kind": link_word},
    )
)
UNLINKED = register(
    EventType(
        code="link.removed",
        fields={"kind", "other"},
        sentence=_("%(actor)s removed a link of %(matter)s: %(kind)s %(other)s"),
        formats={"kind": link_word},
    )
)
LABELLED = register(
    EventType(
        code="matter.labelled",
        fields={"labels"},
        sentence=_("%(actor)s labelled %(matter)s: %(labels)s"),
        formats={"labels": lambda names: ", ".join(names) or "—"},
    )
)
VISIBILITY_CHANGED = register(
    EventType(
        code="matter.visibility_changed",
        fields={"visibility"},
        sentence=_("%(actor)s set who may see %(matter)s: %(visibility)s"),
        audience=policies.hears_of_progress,
        formats={"visibility": visibility_word},
        urgency=Urgency.DIGESTIBLE,
    )
)
LABEL_DEFINED = register(
    EventType(
        code="label.defined",
        fields={"label", "name", "colour"},
        sentence=_("%(actor)s defined the label %(name)s"),
    )
)
VIEW_SHARED = register(
    EventType(
        code="view.shared",
        sentence=_("%(actor)s shared the view %(name)s"),
        fields={"view", "name", "listing", "scope", "query"},
    )
)
VIEW_REMOVED = register(
    EventType(
        code="view.removed", sentence=_("%(actor)s removed the shared view %(name)s"), fields={"view", "name"}
    )
)
