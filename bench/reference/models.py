"""The task as a plain project would keep it: one table, no audience, no journal."""

from django.conf import settings
from django.db import models


class Department(models.Model):
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    status = models.CharField(max_length=24)
    is_open = models.BooleanField(default=True)
    priority = models.SmallIntegerField(default=0)
    light = models.CharField(max_length=8, default="none")
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at", "-id"]
        indexes = [models.Index(fields=["-updated_at", "-id"])]

    def __str__(self) -> str:
        return self.title
