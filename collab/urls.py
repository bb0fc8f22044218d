"""Routes of the site: each room under its own prefix, the API, the console and the health answers."""

from django.contrib import admin
from django.urls import include, path

from collab.org.views import entrance
from insight import health
from meetings.views.calendars import CalendarText

urlpatterns = [
    path("api/", include("collab.api")),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("accounts/demo/", entrance.demo_sign_in, name="demo_sign_in"),
    path("accounts/email/", entrance.AddressIsKept.as_view(), name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", entrance.set_language, name="set_language"),
    path("", include("collab.org.urls")),
    path("", include("collab.matters.urls")),
    path("", include("collab.deadlines.urls")),
    path("goals/", include("goals.urls")),
    path("tasks/", include("tasks.urls")),
    path("meetings/", include("meetings.urls")),
    path("calendar/<str:secret>.ics", CalendarText.as_view(), name="calendar"),
    path("feedback/", include("feedback.urls")),
    path("voice/", include("feedback.voice_urls")),
    path("my-files/", include("collab.files.urls")),
    path("inbox/", include("collab.notifications.urls")),
    path("", include("insight.urls")),
]
handler500 = "collab.common.pages.fault"
handler404 = "collab.common.pages.not_found"
handler403 = "collab.common.pages.forbidden"
