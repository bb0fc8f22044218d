"""What can be done with the notice of a circular, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Doing, register_doings
from collab.matters.forms import NOTE
from collab.matters.models import Kind

from . import policies
from .actions import sign_for_circular

register_doings(
    Doing(
        Kind.NOTICE,
        "sign-for",
        _("Sign for"),
        policies.can_sign,
        sign_for_circular,
        _("officers of the departments it speaks of"),
        step="sign_for",
        subject="notice",
        asks=(NOTE,),
        tone="primary",
        icon="writing-sign",
        stack="sign",
    )
)
