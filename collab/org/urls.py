"""Routes of the organisation's pages."""

from django.urls import path

from .views import departments, people, profile

app_name = "org"
urlpatterns = [
    path("departments/", departments.departments, name="departments"),
    path("departments/<int:pk>/", departments.department, name="department"),
    path("departments/<int:pk>/card/", departments.EditCard.as_view(), name="edit_card"),
    path("people/options/", people.options, name="people_options"),
    path("profile/", profile.profile, name="profile"),
    path("profile/edit/", profile.EditProfile.as_view(), name="edit_profile"),
    path("profile/elsewhere/", profile.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("profile/absences/add/", profile.AddAbsence.as_view(), name="add_absence"),
    path("profile/absences/<int:pk>/cancel/", profile.CancelAbsence.as_view(), name="cancel_absence"),
    path("profile/tokens/add/", profile.AddToken.as_view(), name="add_token"),
    path("profile/tokens/<int:pk>/revoke/", profile.RevokeToken.as_view(), name="revoke_token"),
]
