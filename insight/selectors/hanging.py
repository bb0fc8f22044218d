"""Steps that a row of the workbench offers about something that hangs on its matter."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.matters.doings import doings_of
from collab.matters.models import Kind
from collab.matters.rows import RowStep
from feedback.models.effect import EFFECT_CHECK
from goals.models.agreement import CONSULTATION
from goals.models.contribution import CONTRIBUTION
from goals.models.key_result import CHECK_IN


def _hanging(kind: str, names: tuple[str, ...], route: str, pk: int) -> tuple[RowStep, ...]:
    """Steps of something that hangs on the matter, whose dialogs stand at `route`."""
    known = doings_of(kind)
    return tuple(
        RowStep(str(known[name].label), reverse(route, args=[pk, name]), known[name].icon) for name in names
    )


def _about_extension(pk: int) -> tuple[RowStep, ...]:
    return (
        RowStep(_("Approve"), reverse("deadlines:approve_extension", args=[pk]), "check"),
        RowStep(_("Refuse"), reverse("deadlines:reject_extension", args=[pk]), "x"),
    )


def _about_consultation(pk: int) -> tuple[RowStep, ...]:
    return _hanging(CONSULTATION, ("accept", "object"), "goals:consultation", pk)


def _about_confirmation(pk: int) -> tuple[RowStep, ...]:
    return _hanging(Kind.GOAL, ("confirm",), "matters:doing", pk)


def about_contribution(pk: int) -> tuple[RowStep, ...]:
    """A part in a goal that is to be acknowledged."""
    return _hanging(CONTRIBUTION, ("acknowledge",), "goals:contribution", pk)


def about_owed(pk: int, kind: str, status: str) -> tuple[RowStep, ...]:
    """What is owed on a matter that is somebody else's to carry: a check-in, or an answer."""
    if kind == Kind.SURVEY and status == "open":
        return (RowStep(pgettext("survey", "Answer"), reverse("feedback:answer", args=[pk]), "pencil"),)
    return _hanging(Kind.KEY_RESULT, ("check-in",), "matters:doing", pk) if kind == Kind.KEY_RESULT else ()


def _about_review(pk: int) -> tuple[RowStep, ...]:
    return _hanging(CHECK_IN, ("acknowledge",), "goals:check_in", pk)


def _about_effect(pk: int) -> tuple[RowStep, ...]:
    return _hanging(EFFECT_CHECK, ("record",), "feedback:effect_do", pk)


ABOUT = {
    "effect": _about_effect,
    "extension": _about_extension,
    "consultation": _about_consultation,
    "confirmation": _about_confirmation,
    "review": _about_review,
}
