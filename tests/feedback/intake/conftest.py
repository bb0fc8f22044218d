"""The doors of feedback, as coordinators have set them."""

import pytest
from django.core.cache import cache

from feedback.intake.selectors import intake_settings
from feedback.models import IntakeSettings, Writers


@pytest.fixture(autouse=True)
def no_counts() -> None:
    """Tries of one test are not counted against the next."""
    cache.clear()


@pytest.fixture
def doors(org):
    """`doors(allows_anonymous=False)` sets what is allowed; everything is, to begin with."""

    def set_them(**fields) -> None:
        told = {"writers": Writers.EVERYONE, "allows_anonymous": True, "board_is_public": True} | fields
        IntakeSettings.objects.update_or_create(pk=1, defaults=told)
        intake_settings.forget()

    set_them()
    return set_them
