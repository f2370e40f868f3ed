"""Beginning a new service, and putting a file in place of a working copy."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from portico.desk.services.beginning import FIELDS, HOWS, Choices, check, choices, definition_from, id_from
from portico.desk.services.files import ReadFile, read_file
from portico.desk.services.overview import service_or_404
from portico.desk.services.views.pages import form_page, get_or_post, to
from portico.desk.typed import Typed
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing.actions import begin_edit, begin_service, replace_copy
from portico.records.catalogue.editing.errors import BadIdError, EditRefusedError, TakenIdError
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.editing.queries import edit_going_on
from portico.records.catalogue.models import Service
from portico.records.catalogue.queries import ServiceNotFoundError

LOST = "The file could not be kept on its way here. Choose it again"


@staff_page(may=designs_services)
@get_or_post
def new(request: StaffRequest) -> HttpResponse:
    """Ask what a new service begins with, show the id that its name gives, and begin it."""
    offered = choices()
    typed = Typed.read(request, *FIELDS)
    asked = typed["how"] or request.GET.get("how", "")
    typed.values["how"] = asked if asked in HOWS else "starter"
    if request.method != "POST":
        return _new(request, typed, offered)
    check(typed, offered)
    if typed.is_good() and typed["how"] == "file":
        return _from_file(request, typed, offered)
    if not typed.is_good():
        return _new(request, typed, offered)
    typed.values["id"] = typed["id"] or id_from(typed["name"])
    try:
        return _begin(request, definition_from(typed))
    except ServiceNotFoundError:
        typed.errors["copy_of"] = "That service was withdrawn meanwhile. Choose another"
    except (BadIdError, TakenIdError) as error:
        typed.errors["id"] = _about_id(error)
    return _new(request, typed, offered)


@staff_page(may=designs_services)
@get_or_post
def put_in(request: StaffRequest, service: str) -> HttpResponse:
    """Put a file in place of the working copy; begin a change where none goes on."""
    designed, edit = service_or_404(service), edit_going_on(service)
    typed = Typed.read(request, "number")
    read = _chosen(request, typed) if request.method == "POST" else None
    if read is not None and read.data is not None:
        by, at = Actor.staff(request.powers.staff_id), timezone.now()
        try:
            if edit is None:
                edit = begin_edit(code=service, by=by, at=at)
                typed.values["number"] = str(edit.number)
            replace_copy(edit_id=edit.pk, definition=read.data, number=typed.number(), by=by, at=at)
        except (EditRefusedError, Service.DoesNotExist) as refused:
            typed.errors[""] = str(refused)
        if typed.is_good():
            return _kept(request, service, read)
    context = {"service": designed, "edit": edit, "read": read}
    return form_page(request, "desk/services/import.html", context, typed)


def _from_file(request: StaffRequest, typed: Typed, offered: Choices) -> HttpResponse:
    read = _chosen(request, typed)
    if read is not None and read.data is not None:
        data = read.data | ({"id": typed["id"]} if typed["id"] else {})
        try:
            begun = _begin(request, data)
        except (BadIdError, TakenIdError) as error:
            typed.values["id"] = typed["id"] or str(data.get("id") or "")
            typed.errors["id"] = f"{_about_id(error)} Then choose the file again."
        else:
            return _kept(request, str(data["id"]), read) if read.problems else begun
    return _new(request, typed, offered, read)


def _chosen(request: StaffRequest, typed: Typed) -> ReadFile | None:
    """The chosen file, read; says in `typed.errors` what is wrong with it as a whole."""
    given = request.FILES.get("file")
    if given is None:
        typed.errors["file"] = "Choose a file"
        return None
    try:
        read = read_file(given)
    except OSError:
        typed.errors["file"] = LOST
        return None
    if read.data is None:
        typed.errors["file"] = "The file cannot be read. Put right what is listed, then choose it again"
    return read


def _begin(request: StaffRequest, definition: Data) -> HttpResponse:
    begin_service(definition=definition, by=Actor.staff(request.powers.staff_id), at=timezone.now())
    return HttpResponseRedirect(to("desk:service_change", str(definition["id"])))


def _kept(request: StaffRequest, service: str, read: ReadFile) -> HttpResponse:
    """Say what is wrong with a file that was kept as the working copy, by its lines; else go on."""
    if not read.problems:
        return HttpResponseRedirect(to("desk:service_review", service, "imported"))
    context = {"service": service_or_404(service), "problems": read.problems}
    return form_page(request, "desk/services/imported.html", context, Typed())


def _about_id(error: BadIdError | TakenIdError) -> str:
    if isinstance(error, TakenIdError):
        return f"{error} To change the service that has it, open that service."
    return "Enter an id: lower-case words joined by hyphens, such as report-a-lost-cat."


def _new(request: StaffRequest, typed: Typed, offered: Choices, read: ReadFile | None = None) -> HttpResponse:
    context = {"offered": offered, "read": read, "how": typed["how"], "hows": HOWS}
    return form_page(request, "desk/services/new.html", context, typed)
