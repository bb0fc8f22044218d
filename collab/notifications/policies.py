"""Which modes a channel offers, which kinds of event can be chosen, which services are let out."""

from collab.activity.registry import all_events, nobody

from .models import Channel, Mode

CARRIERS = ("dingtalk", "feishu", "lark", "wecombot", "slack", "tgram", "discord", "pover")


def allowed_modes(channel: str) -> tuple[str, ...]:
    """The inbox knows no digest; the other channels do."""
    if channel == Channel.IN_APP:
        return (Mode.IMMEDIATE, Mode.OFF)
    return (Mode.IMMEDIATE, Mode.DIGEST, Mode.OFF)


def known_kinds() -> list[str]:
    """The first words of all events that anybody hears of, and * for the rest."""
    heard = {event.code.split(".")[0] for event in all_events() if event.audience is not nobody}
    return ["*", *sorted(heard)]


def carrier_of(im_url: str) -> str | None:
    """The service, where it is one whose own public address is called; anything else could call inward."""
    scheme = im_url.split("://", 1)[0].lower() if "://" in im_url else ""
    return scheme if scheme in CARRIERS else None
