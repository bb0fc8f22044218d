"""The console's page for outgoing messages: the ledger without contents, and sending again what failed."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin, Button, actor_of

from .actions.retrying import ENDED, retry_message
from .models import Message


@admin.register(Message)
class MessageAdmin(ActionAdmin):
    """To whom, by which channel, how it ended; never what it says."""

    within_audience = False
    list_display = ("person", "channel", "state", "attempts", "due_at", "done_at", "last_error")
    list_filter = ("state", "channel", "is_digest")
    search_fields = ("person__name", "person__username", "message_id")
    list_select_related = ("person",)
    fields = (
        "person",
        "channel",
        "is_digest",
        "state",
        "attempts",
        "due_at",
        "lease_until",
        "message_id",
        "last_error",
        "created_at",
        "done_at",
    )

    def buttons(self, request, row):
        if row.state in ENDED:
            yield Button("retry", gettext_lazy("Send again"), self._retry, tone="primary")

    def _retry(self, request, row) -> str:
        retry_message(message=row, actor=actor_of(request))
        return _("It is sent with the next round.")
