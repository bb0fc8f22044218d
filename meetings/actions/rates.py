"""The hourly rate by which the cost of meetings is reckoned."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Invalid, require
from collab.org.standing import standing_of

from ..events import HOURLY_RATE_SET
from ..models import HourlyRate

HIGHEST = Decimal("99999999.99")


@transaction.atomic
def set_hourly_rate(*, actor: Actor, amount: Decimal, currency: str, from_on: date) -> HourlyRate:
    """Reckon an hour at this amount from a day on; one set for the same day before is replaced. Coordinators do."""
    coordinates = actor.is_system or standing_of(actor.person).is_coordinator
    require(coordinates, _("Coordinators set what an hour is reckoned at."))
    if not amount.is_finite() or not 0 <= amount <= HIGHEST:
        raise Invalid.field("amount", _("Give an amount of at least 0."))
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha() and currency.isupper()):
        raise Invalid.field("currency", _("Three capital letters, as in CNY."))
    given = {"amount": amount, "currency": currency, "set_by": actor.person, "set_at": clock.now()}
    row, _fresh = HourlyRate.objects.update_or_create(from_on=from_on, defaults=given)
    record(HOURLY_RATE_SET, actor=actor, amount=str(amount), currency=currency, day=from_on.isoformat())
    return row
