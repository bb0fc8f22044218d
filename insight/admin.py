"""The console's imports; its door, which is the site's own; and which pages of other apps are left out of it."""

from importlib import import_module

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin, Button, actor_of, dress, may_use_console, put
from collab.common.errors import Refusal
from collab.matters.admin import MatterAdmin

from .circulars.actions import discard_circular, issue_circular, retake_circular
from .imports.actions import begin_import, draft_import
from .imports.forms import ColumnsForm, UploadForm
from .imports.reasons import words
from .imports.report import report_lines
from .jobs import wake
from .models import Circular, CircularNotice, ImportRun

HIDDEN = {
    "auth": "django.contrib.auth",
    "axes": "axes",
    "account": "allauth.account",
    "mfa": "allauth.mfa",
    "socialaccount": "allauth.socialaccount",
}
SHOWN_ROWS = 50


def hide_foreign_pages() -> None:
    """Groups, login attempts and the like are no part of this console."""
    for app in HIDDEN.values():
        import_module(f"{app}.admin")
    for model in list(admin.site._registry):
        if model._meta.app_label in HIDDEN:
            admin.site.unregister(model)


hide_foreign_pages()
admin.site.index_title = gettext_lazy("Overview")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(ImportRun)
class ImportRunAdmin(ActionAdmin):
    """Upload, match columns, try, run, and take the report away."""

    list_display = ("__str__", "target", "state", "dry_run", "total", "reported", "started_by", "created_at")
    list_filter = ("target", "state", "dry_run")
    search_fields = ("file_name",)
    list_select_related = ("started_by",)

    def list_buttons(self, request):
        yield Button("upload", gettext_lazy("Import a file"), self._upload, _upload_form, tone="primary")

    def _upload(self, request: HttpRequest, row, target: str, file) -> HttpResponse:
        run = draft_import(target=target, content=file.read(), file_name=file.name, actor=actor_of(request))
        return HttpResponseRedirect(reverse("admin:insight_importrun_columns", args=[run.pk]))

    def get_urls(self) -> list:
        views = (
            ("columns", self.columns_view),
            ("progress", self.progress_view),
            ("report", self.report_view),
        )
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"insight_importrun_{name}")
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """The run itself: how far it is, what it found, and where it goes from here."""
        run = self._run(request, object_id)
        if run.state == ImportRun.State.DRAFT:
            return HttpResponseRedirect(reverse("admin:insight_importrun_columns", args=[run.pk]))
        return TemplateResponse(request, "insight/imports/run.html", self._context(request, run, str(run)))

    def progress_view(self, request, pk: int) -> HttpResponse:
        """The part of the page that is fetched again until the run is over."""
        run = self._run(request, pk)
        answer = TemplateResponse(request, "insight/imports/_progress.html", self._context(request, run, ""))
        if run.is_over:
            answer["HX-Refresh"] = "true"
        return answer

    def columns_view(self, request, pk: int) -> HttpResponse:
        """Which column gives which field."""
        run = self._run(request, pk)
        try:
            form = ColumnsForm(run, *((request.POST,) if request.method == "POST" else ()))
        except Refusal as refusal:
            context = self._context(request, run, str(run)) | {"refusal": str(refusal)}
            return TemplateResponse(request, "insight/imports/run.html", context, status=refusal.status)
        dress(form)
        if request.method == "POST" and form.is_valid():
            try:
                begun = begin_import(
                    run=run,
                    actor=actor_of(request),
                    mapping=form.mapping(),
                    statuses=form.statuses(),
                    dry_run=form.cleaned_data["dry_run"],
                )
            except Refusal as refusal:
                put(refusal, form)
            else:
                transaction.on_commit(wake)
                return HttpResponseRedirect(reverse("admin:insight_importrun_change", args=[begun.pk]))
        context = self._context(request, run, _("Match the columns")) | {"form": form}
        return TemplateResponse(request, "insight/imports/columns.html", context)

    def report_view(self, request, pk: int) -> HttpResponse:
        """The report of every row, to keep."""
        run = self._run(request, pk)
        answer = HttpResponse("".join(report_lines(run)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    def _run(self, request, pk) -> ImportRun:
        if not may_use_console(request.user):
            raise PermissionDenied
        run = (
            ImportRun.objects.visible_to(request.user).filter(pk=int(pk)).first()
            if str(pk).isdecimal()
            else None
        )
        if run is None:
            raise Http404
        return run

    def _context(self, request, run: ImportRun, title: str) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "run": run,
            "notes": [words(note) for note in run.notes],
            "rows": run.rows.reported().order_by("line")[:SHOWN_ROWS] if run.is_over else [],
        }


def _upload_form(request, row, *posted) -> UploadForm:
    return UploadForm(*posted)


@admin.register(Circular)
class CircularAdmin(ActionAdmin):
    """Circulars with their steps; figures and files are on the circular's own page."""

    list_display = ("number", "period", "first_day", "last_day", "state", "taken_at", "issued_by")
    list_filter = ("state", "period")
    list_select_related = ("issued_by",)
    fields = (
        "number",
        "period",
        "first_day",
        "last_day",
        "scope",
        "state",
        "remarks",
        "corrects",
        "taken_at",
        "drafted_by",
        "issued_by",
        "issued_at",
        "digest",
    )
    readonly_fields = ("number",)

    def buttons(self, request, row):
        if row.is_draft:
            issue, retake = self._step(issue_circular), self._step(retake_circular)
            yield Button("issue", gettext_lazy("Issue the circular"), issue, tone="primary")
            yield Button("retake", gettext_lazy("Count anew"), retake)
            yield Button("discard", gettext_lazy("Discard the draft"), self._discard, tone="danger")

    @admin.display(description=gettext_lazy("number"))
    def number(self, row: Circular) -> str:
        return row.number

    def _step(self, action):
        def run(request, row) -> None:
            action(circular=row, actor=actor_of(request), version=row.version)

        return run

    def _discard(self, request, row) -> HttpResponse:
        discard_circular(circular=row, actor=actor_of(request), version=row.version)
        return HttpResponseRedirect(reverse("admin:insight_circular_changelist"))


@admin.register(CircularNotice)
class NoticeAdmin(MatterAdmin):
    """通报签收: which departments have signed for a circular."""

    own_fields = ("circular",)
