"""Changes how a person wants to hear, and where instant messages go."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Invalid

from ..models import Channel, Contact, Mode, Preference
from ..policies import CARRIERS, allowed_modes, carrier_of, known_kinds


@transaction.atomic
def choose_preferences(
    *, choices: Iterable[tuple[str, str, str | None]], im_url: str | None = None, actor: Actor
) -> None:
    """Keep many choices (kind, channel, mode) at once, all or none; `im_url` None leaves the address."""
    if im_url is not None:
        set_contact(im_url=im_url, actor=actor)
    for kind, channel, mode in choices:
        set_preference(kind=kind, channel=channel, mode=mode, actor=actor)


def set_preference(*, kind: str, channel: str, mode: str | None, actor: Actor) -> None:
    """Choose a mode for one's own channel and kind of event; None goes back to the default."""
    if channel not in Channel.values:
        raise Invalid.field("channel", _("There is no such channel."))
    if kind not in known_kinds():
        raise Invalid.field("kind", _("There is no such kind of event."))
    if mode is None:
        Preference.objects.filter(person=actor.person, channel=channel, kind=kind).delete()
        return
    if mode not in allowed_modes(channel):
        raise Invalid.field("mode", _("This channel does not offer that."))
    Preference.objects.update_or_create(
        person=actor.person, channel=channel, kind=kind, defaults={"mode": Mode(mode)}
    )


def set_contact(*, im_url: str, actor: Actor) -> None:
    """Keep where one's instant messages go; empty stops them. Only public services are taken."""
    im_url = im_url.strip()
    if im_url and carrier_of(im_url) is None:
        raise Invalid.field(
            "im_url",
            _("Start with the service's own scheme, one of: %(schemes)s.")
            % {"schemes": ", ".join(f"{scheme}://" for scheme in CARRIERS)},
        )
    Contact.objects.update_or_create(person=actor.person, defaults={"im_url": im_url})
