"""Routes of a task's checklist, deliverables and time, below /tasks/."""

from django.urls import path

from .views import evidence as views

urlpatterns = [
    path("<int:pk>/evidence/", views.TaskEvidence.as_view(), name="evidence"),
    path("<int:pk>/checklist/", views.AddItem.as_view(), name="add_item"),
    path("checklist/<int:pk>/", views.RenameItem.as_view(), name="rename_item"),
    path("checklist/<int:pk>/remove/", views.RemoveItem.as_view(), name="remove_item"),
    path("checklist/<int:pk>/<slug:step>/", views.StepDone.as_view(), name="step_done"),
    path("<int:pk>/deliverables/", views.AddDeliverable.as_view(), name="add_deliverable"),
    path("deliverables/<int:pk>/", views.EditDeliverable.as_view(), name="edit_deliverable"),
    path("deliverables/<int:pk>/remove/", views.RemoveDeliverable.as_view(), name="remove_deliverable"),
    path("deliverables/<int:pk>/hand-in/", views.HandIn.as_view(), name="hand_in"),
    path("evidence/<int:pk>/take-back/", views.TakeBack.as_view(), name="take_back"),
    path("<int:pk>/time/", views.NoteTime.as_view(), name="note_time"),
    path("time/<int:pk>/", views.CorrectTime.as_view(), name="correct_time"),
    path("time/<int:pk>/remove/", views.RemoveTime.as_view(), name="remove_time"),
]
