"""Routes of decisions on clocks."""

from django.urls import path

from . import views

app_name = "deadlines"
urlpatterns = [
    path("extensions/<int:pk>/approve/", views.Approve.as_view(), name="approve_extension"),
    path("extensions/<int:pk>/reject/", views.Reject.as_view(), name="reject_extension"),
    path("extensions/<int:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw_extension"),
]
