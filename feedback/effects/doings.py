"""What can be done with an effect check, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings

from .. import actions
from ..models import Effect, EffectCheck
from ..models.effect import EFFECT_CHECK
from ..retrospectives.doings import CHANGE
from . import policies


def _is_waiting(check: EffectCheck) -> bool:
    return check.is_waiting


def _did_not_do(check: EffectCheck) -> bool:
    return check.outcome in (Effect.NOT_WORKED, Effect.PARTLY) and not check.lesson.followed_by.exists()


register_doings(
    Doing(
        EFFECT_CHECK,
        "record",
        _("Say whether it worked"),
        policies.can_check,
        actions.record_effect,
        _("whoever checks it, who did not make the change"),
        fits=_is_waiting,
        subject="check",
        asks=(
            Ask("outcome", _("Effect"), "choice", choices=tuple(Effect.choices), unset=True),
            Ask("words", _("What did you see?")),
        ),
        tone="primary",
        icon="eye-check",
    ),
    Doing(
        EFFECT_CHECK,
        "assign",
        _("Have somebody else check it"),
        policies.can_assign,
        actions.assign_effect_check,
        _("whoever checks it, the sponsor or a coordinator"),
        fits=_is_waiting,
        subject="check",
        asks=(Ask("checker", _("Who checks it"), "person"),),
        icon="user-share",
    ),
    Doing(
        EFFECT_CHECK,
        "change-again",
        _("Hand out another change"),
        policies.can_change_again,
        actions.change_again,
        _("everyone who took part"),
        fits=_did_not_do,
        subject="check",
        asks=(Ask("text", _("What was learned")), *CHANGE),
        tone="primary",
        icon="refresh",
    ),
)
