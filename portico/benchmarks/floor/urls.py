"""The addresses of the floor."""

from django.urls import path

from portico.benchmarks.floor import views

urlpatterns = [path("insert", views.insert), path("page", views.page), path("find", views.find)]
