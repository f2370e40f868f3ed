"""Addresses of following a request."""

from __future__ import annotations

from django.urls import path

from portico.portal.following import views

urlpatterns = [
    path("follow", views.follow, name="follow"),
    path("follow/request", views.followed, name="followed"),
    path("follow/reply", views.reply, name="reply"),
    path("follow/withdraw", views.withdraw, name="withdraw"),
    path("follow/reopen", views.reopen, name="reopen"),
    path("follow/file/<uuid:file_id>", views.file, name="followed_file"),
    path("follow/copy", views.copy, name="followed_copy"),
    path("follow/copy.pdf", views.copy_file, name="followed_copy_file"),
    path("follow/leave", views.leave, name="leave"),
]
