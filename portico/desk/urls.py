"""The addresses of the desk. Filters stand in them, names of people never do."""

from __future__ import annotations

from django.urls import path

from portico.desk.assisted import views as assisted
from portico.desk.editor.addresses import EDITOR
from portico.desk.services.addresses import SERVICES
from portico.desk.trying.addresses import TRYING
from portico.desk.views import case, doing, queue, search, searches

app_name = "desk"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("shortcuts", queue.shortcuts, name="shortcuts"),
    path("search", search.search, name="search"),
    path("search/<uuid:search_id>", search.found, name="found"),
    path("searches", searches.searches, name="searches"),
    path("assisted", assisted.services, name="assisted"),
    path("assisted/services/<slug:service>", assisted.start, name="assisted_start"),
    path("assisted/services/<slug:service>/<uuid:search_id>", assisted.found, name="assisted_found"),
    path("assisted/forms/<uuid:draft_id>/check", assisted.check, name="assisted_check"),
    path("assisted/forms/<uuid:draft_id>/stopped", assisted.stopped, name="assisted_stopped"),
    path("assisted/forms/<uuid:draft_id>/sent", assisted.sent, name="assisted_sent"),
    path("assisted/given-up/<uuid:draft_id>", assisted.give_up, name="assisted_give_up"),
    path("assisted/forms/<uuid:draft_id>/<slug:page>", assisted.page, name="assisted_page"),
    path("cases/<slug:reference>", case.case, name="case"),
    path("cases/<slug:reference>/files/<uuid:file_id>", case.file, name="file"),
    path("cases/<slug:reference>/moves/<slug:move>", doing.move, name="move"),
    path("cases/<slug:reference>/note", doing.note, name="note"),
    path("cases/<slug:reference>/question", doing.ask, name="ask"),
    path("cases/<slug:reference>/reply", doing.reply, name="reply"),
    path("cases/<slug:reference>/holder", doing.assign, name="assign"),
    path("cases/<slug:reference>/hand-over", doing.hand_over, name="hand_over"),
    path("cases/<slug:reference>/file", doing.attach, name="attach"),
    path("cases/<slug:reference>/take", doing.take, name="take"),
    path("cases/<slug:reference>/seen", doing.seen, name="seen"),
    path("cases/<slug:reference>/customer", doing.link, name="link"),
    path("cases/<slug:reference>/messages/<uuid:message_id>/again", doing.resend, name="resend"),
    *SERVICES,
    *EDITOR,
    *TRYING,
]
