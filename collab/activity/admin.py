"""The console's journal browser: every entry as a sentence, and a button that verifies the chains."""

from itertools import islice

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collab.common.admin import ActionAdmin, Button

from .models import Activity
from .sentences import detail_of, sentence_of
from .verification import journal_size, verify

SHOWN_FLAWS = 100
DOORS = {
    "page": pgettext_lazy("door", "Page"),
    "api": "API",
    "admin": pgettext_lazy("door", "Console"),
    "job": pgettext_lazy("door", "Job"),
    "import": pgettext_lazy("door", "Import"),
    "system": pgettext_lazy("door", "System"),
    "unnamed": pgettext_lazy("door", "Without a name"),
}


@admin.register(Activity)
class ActivityAdmin(ActionAdmin):
    """The journal, read-only; entries of matters outside the reader's audience are left out."""

    list_display = ("at", "sentence", "actor", "on_behalf_of", "door", "event")
    list_filter = ("via", "event")
    search_fields = ("event", "actor__name", "actor__username", "matter__title")
    date_hierarchy = "at"
    list_select_related = ("actor", "on_behalf_of", "matter")
    fields = (
        "at",
        "sentence",
        "detail",
        "actor",
        "on_behalf_of",
        "door",
        "event",
        "facts",
        "stream",
        "seq",
        "digest",
    )
    readonly_fields = ("sentence", "detail", "door")

    def get_queryset(self, request: HttpRequest):
        rows = super().get_queryset(request)
        matters = Activity._meta.get_field("matter").related_model.objects.visible_to(request.user)  # type: ignore[attr-defined]
        return rows.filter(matter=None) | rows.filter(matter__in=matters)

    @admin.display(description=gettext_lazy("what happened"))
    def sentence(self, row: Activity) -> str:
        return sentence_of(row)

    @admin.display(description=gettext_lazy("in words"))
    def detail(self, row: Activity) -> str:
        return detail_of(row) or "—"

    @admin.display(description=gettext_lazy("door"), ordering="via")
    def door(self, row: Activity) -> str:
        return str(DOORS.get(row.via, row.via))

    def list_buttons(self, request):
        note = gettext_lazy("Reads the whole journal; a large one takes a while.")
        yield Button("verify", gettext_lazy("Verify the chains"), self._verify, note=note)

    def buttons(self, request, row):
        yield Button("verify", gettext_lazy("Verify this chain"), self._verify)

    def _verify(self, request, row):
        flaws = list(islice(verify(row.stream if row else None), SHOWN_FLAWS))
        if flaws:
            words = _("The journal is not as it was written:")
        elif row is not None:
            words = _("The chain %(stream)s is whole.") % {"stream": row.stream}
        else:
            words = _("%(entries)d entries in %(chains)d chains: whole.") % journal_size()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Verification of the journal"),
            "words": words,
            "lines": [f"{flaw.stream} #{flaw.seq}: {flaw.what}" for flaw in flaws],
            "home": reverse("admin:activity_activity_changelist"),
        }
        return TemplateResponse(request, "admin/steps/told.html", context)
