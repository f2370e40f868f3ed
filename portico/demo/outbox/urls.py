"""The addresses of the demo's outbox."""

from django.urls import path

from portico.demo.outbox import views

app_name = "outbox"

urlpatterns = [
    path("messages", views.message_list, name="list"),
    path("messages/<uuid:message_id>", views.one_message, name="message"),
]
