"""Routes of the doors for everybody, with or without an account."""

from django.urls import path

from .views import board, voice

app_name = "voice"
urlpatterns = [
    path("", voice.Home.as_view(), name="home"),
    path("write/", voice.Write.as_view(), name="write"),
    path("anonymous/", voice.Anonymous.as_view(), name="anonymous"),
    path("follow-up/", voice.FollowUp.as_view(), name="follow_up"),
    path("address/<str:token>/", voice.Address.as_view(), name="address"),
    path("board/", board.Board.as_view(), name="board"),
]
