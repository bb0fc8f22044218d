"""A person is a user of the site: handle, name, language, time zone."""

import zoneinfo
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import PersonQuerySet


def known_zone(name: str) -> None:
    """Raise ValidationError unless `name` is an IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(zone)s” is not a time zone."), params={"zone": name})


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Creates people for Django's own commands; the site itself uses org.actions."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "Person":
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields) -> "Person":
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


@lru_cache(maxsize=5000)
def initials_of(name: str) -> str:
    """Two Latin initials, or the last two characters of a Chinese name."""
    name = name.strip()
    if name.isascii():
        return "".join(part[0] for part in name.split()[:2]).upper() or "?"
    han = [c for c in name if "\u4e00" <= c <= "\u9fff"]
    return "".join(han[-2:]) or name[:2].upper()


class Person(AbstractBaseUser, PermissionsMixin):
    """人员. `username` is the handle that @mentions use."""

    username = models.CharField(
        _("user name"),
        max_length=150,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+\Z", _("Letters, digits and . @ + - _ only."))],
        error_messages={"unique": _("This user name is taken.")},
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    title = models.CharField(_("position"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[known_zone])
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the console"), default=False)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False)
    external_key = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.username

    @property
    def initials(self) -> str:
        """Two Latin initials, or the last two characters of a Chinese name."""
        return initials_of(str(self))

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The person's own time zone, or the site's."""
        return zoneinfo.ZoneInfo(self.time_zone or settings.TIME_ZONE)
