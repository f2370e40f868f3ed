"""The pages of the editor through the test client: every part of a service is changed without code."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition, import_groups
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.editing import actions, reviewing
from portico.records.catalogue.editing.paths import part_at, read_path
from portico.records.catalogue.models import ServiceEdit
from portico.records.catalogue.tests.small_service import small_service
from tests.cast import BEGINNING, make_cast
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
CODE = "bulky-waste"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def edit(cast):
    groups = Groups.model_validate({"format": 1, "groups": [{"id": "bins", "title": "Bins"}]})
    import_groups(groups=groups, by=Actor.system(), at=BEGINNING)
    missed = small_service().model_copy(update={"id": "missed-bin", "team": "waste", "group": "bins"})
    definition = small_service().model_copy(update={"team": "waste", "group": "bins"})
    for one in (missed, definition):
        import_definition(definition=one, by=Actor.system(), at=BEGINNING)
    return actions.begin_edit(code=CODE, by=Actor.staff(cast.tamsin.pk), at=BEGINNING)


@pytest.fixture
def tamsin(cast, edit):
    return signed_in(cast.tamsin)


@pytest.fixture
def joseph(cast, edit):
    return signed_in(cast.joseph)


def address(name, part=""):
    return reverse(f"desk:service_{name}", args=[CODE, *([part] if part else [])])


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return unescape(" ".join(text.split()))


def inputs(response, *, form=None):
    """What a browser would send of a form as it stands there: of the one with a seal, else the first."""
    html = response.content.decode()
    main = html[html.index('id="main-content"') :]
    forms = re.findall(r"<form\b[^>]*>(.*?)</form>", main, re.DOTALL)
    sealed = [one for one in forms if 'name="seal"' in one]
    inside = forms[form] if form is not None else (sealed or forms)[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", inside):
        given = {name: unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        if given.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        found.setdefault(given.get("name", ""), []).append(given.get("value", ""))
    for name, body in re.findall(
        r'<textarea\b[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', inside, re.DOTALL
    ):
        found.setdefault(name, []).append(unescape(body))
    for name, body in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', inside, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        found.setdefault(name, []).append(unescape(chosen[1]) if chosen else "")
    return found


def save(client, part, **typed):
    """Open a sheet, type something into its fields, and save."""
    page = client.get(address("part", part))
    assert page.status_code == 200, part
    fields = inputs(page) | {f"field-{name.replace('__', '-')}": value for name, value in typed.items()}
    return client.post(address("part", part), fields)


def press(client, part, do, **typed):
    """Open a sheet, type something, and press a button of it."""
    page = client.get(address("part", part))
    fields = inputs(page) | {f"field-{name}": value for name, value in typed.items()} | {"do": do}
    return client.post(address("part", part), fields)


def add(client, part, name, words, **more):
    """Write something into the box below a list of a sheet, and press its button."""
    page = client.get(address("part", part))
    typed = inputs(page) | {f"words-{name}": words, "do": f"add {name}"}
    return client.post(address("part", part), typed | {f"{key}-{name}": value for key, value in more.items()})


def kept():
    return ServiceEdit.objects.get(service__code=CODE, state__in=["open", "in_review", "approved"]).definition


def every_part(data, path=()):
    """The paths of all parts of the small service that have a sheet."""
    from portico.desk.editor.sheets import SECTIONS, children_at, sheet_at

    if not path:
        for section in SECTIONS:
            yield from every_part(data, section.path or (section.id,))
        return
    if path in {("about",), ("case",)}:
        yield "/".join(path)
        return
    part = part_at(data, path) if path[0] in data else None
    if sheet_at(path) is not None and part is not None:
        yield "/".join(path)
    if isinstance(part, dict):
        for name in part:
            if sheet_at((*path, name)) or children_at((*path, name)):
                yield from every_part(data, (*path, name))
    elif isinstance(part, list):
        for item in part:
            yield from every_part(data, (*path, str(item.get("id") or item.get("value") or part.index(item))))


def test_every_sheet_saves_what_it_shows_without_changing_anything(tamsin):
    before = kept()
    parts = list(every_part(before))
    assert len(parts) > 30
    for part in parts:
        page = tamsin.get(address("part", part))
        assert page.status_code == 200, part
        if "<textarea" in page.content.decode() or "field-" in page.content.decode():
            answer = tamsin.post(address("part", part), inputs(page))
            assert answer.status_code == 302, (part, words_of(answer))
            assert kept() == before, part


def test_every_part_can_be_looked_at_as_resident_and_as_staff(tamsin):
    for part in every_part(kept()):
        for who in ("", "?look=staff"):
            look = tamsin.get(address("look", part) + who)
            assert look.status_code == 200, part
            assert "cannot be shown" not in look.content.decode(), part
            assert look["X-Frame-Options"] == "SAMEORIGIN"
            assert "frame-ancestors 'self'" in look["Content-Security-Policy"]


def test_a_text_is_changed(tamsin):
    answer = save(tamsin, "about", summary="We take away sofas.")
    assert answer.status_code == 302
    assert kept()["summary"] == "We take away sofas."
    assert "Saved" in words_of(tamsin.get(answer["Location"]))


def test_the_overview_lists_what_is_wrong_with_a_way_to_it(tamsin):
    save(tamsin, "about", summary="")
    page = tamsin.get(address("change"))
    assert "1 thing is still to be done" in words_of(page)
    assert f'href="{address("part", "about")}"' in page.content.decode()
    save(tamsin, "about", summary="It costs ((price)).")
    assert "1 thing has to be put right" in words_of(tamsin.get(address("change")))


def test_the_overview_says_how_the_form_goes_on_and_what_is_undone(tamsin):
    add(tamsin, "form/pages/illness", "stops", "We only come to homes")
    page = words_of(tamsin.get(address("change")))
    assert "Are you ill A line of text, 1 stop" in page
    assert "Added: " in page
    assert "We only come to homes" in page


def test_what_can_be_put_into_texts_is_offered_by_the_words_of_the_questions(tamsin):
    page = words_of(tamsin.get(address("part", "messages/received")))
    assert "((answers.bin)) the answer to “Which bin" in page
    assert "((what_happens_next))" in page
    first = words_of(tamsin.get(address("part", "form/pages/bin/questions/bin")))
    assert "((answers.bin))" not in first
    assert "((service))" in first


def test_the_look_of_a_move_and_of_the_fee_begins_where_they_are(tamsin):
    page = tamsin.get(address("part", "workflow/moves/begin")).content.decode()
    place = re.search(r'src="[^"]+/look/workflow/moves/begin#([a-z-]+)"', page)
    assert place
    look = tamsin.get(address("look", "workflow/moves/begin")).content.decode()
    assert look.count('class="desk-look__here"') == look.count(f'id="{place.group(1)}"') == 1
    tamsin.post(reverse("desk:service_add", args=[CODE, "fee"]))
    assert "#cost" in tamsin.get(address("part", "fee")).content.decode()


def test_whoever_saves_a_question_can_go_on_to_the_next_page(tamsin):
    question = "form/pages/bin/questions/bin"
    fields = inputs(tamsin.get(address("part", question))) | {"field-label": "Which bin now?", "do": "onward"}
    answer = tamsin.post(address("part", question), fields)
    assert answer["Location"] == f"{address('part', 'form')}?done=saved#add-pages"
    assert part_at(kept(), read_path(question))["label"] == "Which bin now?"
    assert 'id="add-pages"' in tamsin.get(address("part", "form")).content.decode()


def test_a_page_is_added_with_its_first_question_and_options(tamsin):
    answer = add(tamsin, "form", "pages", "Which colour is your bin?", kind="choice")
    question = "form/pages/colour-bin/questions/colour_bin"
    assert answer["Location"].startswith(address("part", question))
    page = kept()["form"]["pages"][-1]
    assert page["questions"] == [{"id": "colour_bin", "kind": "choice", "label": "Which colour is your bin?"}]
    assert "fewer than two options" in words_of(tamsin.get(address("part", question)))
    for colour in ("Green", "Dark blue", "Green"):
        assert add(tamsin, question, "options", colour).status_code == 302
    values = [option["value"] for option in part_at(kept(), read_path(question))["options"]]
    assert values == ["green", "dark_blue", "green_2"]
    assert "still to be done" not in words_of(tamsin.get(address("part", question)))


def test_the_same_words_twice_give_two_pages_and_two_questions(tamsin):
    for _ in range(2):
        assert add(tamsin, "form", "pages", "Your name?", kind="text").status_code == 302
    assert [page["id"] for page in kept()["form"]["pages"][-2:]] == ["name", "name-2"]
    ids = [page["questions"][0]["id"] for page in kept()["form"]["pages"][-2:]]
    assert ids == ["name", "name_2"]
    assert "put right" not in words_of(tamsin.get(address("change")))


def test_nothing_typed_is_lost_on_the_way_to_a_condition_or_another_option(tamsin):
    part = "form/pages/illness"
    answer = press(tamsin, part, "condition when", text="Only if you like.")
    assert answer["Location"] == address("condition", f"{part}/when")
    assert part_at(kept(), read_path(part))["text"] == "Only if you like."
    question = "form/pages/bin/questions/bin"
    page = tamsin.get(address("part", question))
    typed = inputs(page) | {"field-hint": "The full one.", "words-options": "Glass", "do": "add options"}
    tamsin.post(address("part", question), typed)
    there = part_at(kept(), read_path(question))
    assert there["hint"] == "The full one."
    assert there["options"][-1]["label"] == "Glass"


def test_a_box_that_was_filled_is_added_by_enter_and_by_save_too(tamsin):
    question = "form/pages/bin/questions/bin"
    page = tamsin.get(address("part", question))
    tamsin.post(address("part", question), inputs(page) | {"words-options": "Glass"})
    assert part_at(kept(), read_path(question))["options"][-1]["label"] == "Glass"


def test_an_empty_box_is_told(tamsin):
    answer = add(tamsin, "form/pages/bin/questions/bin", "options", "  ")
    assert answer.status_code == 422
    assert "Enter something first" in words_of(answer)
    assert add(tamsin, "knowledge", "knowledge", "").status_code == 422


def test_a_part_is_renamed_and_something_below_it_moved_in_one_press(tamsin):
    answer = press(tamsin, "form/pages/bin", "down questions/bin", id="your-bin")
    assert answer["Location"].startswith(address("part", "form/pages/your-bin"))
    page = part_at(kept(), ("form", "pages", "your-bin"))
    assert [question["id"] for question in page["questions"]] == ["how_many", "bin"]


def test_a_kind_is_changed_and_what_it_does_not_have_goes(tamsin):
    save(tamsin, "form/pages/bin/questions/how_many", kind="text")
    question = part_at(kept(), ("form", "pages", "bin", "questions", "how_many"))
    assert "least" not in question
    assert question["kind"] == "text"


def test_a_choice_that_becomes_a_text_loses_its_options_and_a_text_that_becomes_files_says_which(tamsin):
    part = "form/pages/since/questions/since"
    save(tamsin, "form/pages/bin/questions/bin", kind="yes_no")
    assert "options" not in part_at(kept(), ("form", "pages", "bin", "questions", "bin"))
    save(tamsin, part, kind="files")
    question = part_at(kept(), read_path(part))
    assert (question["accepts"], question["most"]) == (["image", "pdf"], 5)
    assert "latest" not in question


def test_a_copy_from_a_damaged_file_can_be_looked_at_and_mended(tamsin, cast, edit):
    by = Actor.staff(cast.tamsin.pk)
    broken = {"id": CODE, "format": 1, "name": ["?"], "form": {"pages": [3, {"id": "a/b"}]}, "messages": 7}
    actions.replace_copy(edit_id=edit.pk, definition=broken, by=by, at=BEGINNING)
    assert "have to be put right" in words_of(tamsin.get(address("change")))
    for part in ("about", "form", "form/pages/0", "form/pages/1", "workflow", "deadline", "messages", "case"):
        assert tamsin.get(address("part", part)).status_code == 200, part
        assert tamsin.get(address("look", part)).status_code == 200, part
    save(tamsin, "deadline", usual__amount="5", usual__unit="days")
    assert kept()["deadline"] == {"usual": {"amount": 5, "unit": "days"}}
    add(tamsin, "workflow", "moves", "Begin")
    assert kept()["workflow"]["moves"][0]["label"] == "Begin"
    add(tamsin, "messages", "messages", "received")
    assert kept()["messages"] == {"received": {"subject": "received"}}


def test_an_id_is_changed_everywhere(tamsin):
    answer = save(tamsin, "form/pages/bin/questions/bin", id="which_bin")
    assert answer["Location"].startswith(address("part", "form/pages/bin/questions/which_bin"))
    assert "answers.which_bin" in str(kept()["form"]["pages"])
    assert "answers.bin" not in str(kept())


def test_an_id_that_is_taken_is_told_at_its_field_and_nothing_is_lost(tamsin):
    answer = save(tamsin, "form/pages/bin/questions/how_many", id="bin", label="How many bins?")
    assert answer.status_code == 422
    assert "How many bins?" in answer.content.decode()
    assert 'href="#field-id"' in answer.content.decode()


def test_what_cannot_be_read_is_told_and_kept(tamsin):
    answer = save(tamsin, "form/pages/bin/questions/how_many", least="many", label="How many bins?")
    assert answer.status_code == 422
    assert "Enter a whole number" in words_of(answer)
    assert 'value="many"' in answer.content.decode()
    assert "How many bins?" in answer.content.decode()


def test_two_designers_at_once_meet_only_in_the_same_field(tamsin, joseph):
    hers = inputs(tamsin.get(address("part", "retention")))
    his = inputs(joseph.get(address("part", "retention")))
    elsewhere = save(joseph, "deadline", usual__amount="7", usual__unit="days")
    assert elsewhere.status_code == 302
    assert joseph.post(address("part", "retention"), his | {"field-basis": "His words."}).status_code == 302
    answer = tamsin.post(address("part", "retention"), hers | {"field-basis": "Her words."})
    assert answer.status_code == 409
    assert "His words." in words_of(answer)
    assert "Her words." in words_of(answer)
    assert "Joseph Achebe" in words_of(answer)
    assert kept()["retention"]["basis"] == "His words."
    tamsin.post(address("part", "retention"), inputs(answer))
    assert kept()["retention"]["basis"] == "Her words."
    assert kept()["deadline"]["usual"] == {"amount": 7, "unit": "days"}


def test_a_part_taken_out_meanwhile_is_told_with_what_was_typed(tamsin, joseph):
    part = "form/pages/illness/questions/illness"
    fields = inputs(tamsin.get(address("part", part)))
    away = joseph.get(address("remove", "form/pages/illness"))
    joseph.post(address("remove", "form/pages/illness"), inputs(away))
    answer = tamsin.post(address("part", part), fields | {"field-label": "Are you ill today?"})
    assert answer.status_code == 410
    assert "Are you ill today?" in words_of(answer)
    assert "Joseph Achebe" in words_of(answer)


def test_a_part_is_taken_out_after_a_question_and_comes_back(tamsin):
    before = kept()
    asked = tamsin.get(address("remove", "form/pages/photo"))
    assert "Take out: Page “A photo”" in words_of(asked)
    tamsin.post(address("remove", "form/pages/photo"), inputs(asked))
    assert len(kept()["form"]["pages"]) == len(before["form"]["pages"]) - 1
    page = tamsin.get(address("change"))
    assert tamsin.post(address("undo"), inputs(page)).status_code == 302
    assert kept() == before


def test_undoing_what_somebody_else_saved_meanwhile_is_refused(tamsin, joseph):
    save(tamsin, "about", summary="Mine.")
    page = inputs(tamsin.get(address("change")))
    save(joseph, "about", name="His name for it")
    answer = tamsin.post(address("undo"), page)
    assert answer.status_code == 422
    assert "Something else was changed meanwhile" in words_of(answer)
    assert kept()["name"] == "His name for it"


def test_a_page_is_moved_up(tamsin):
    press(tamsin, "form", "up pages/photo")
    assert [page["id"] for page in kept()["form"]["pages"]][-2:] == ["photo", "illness"]


def test_a_fee_is_begun_filled_and_taken_away(tamsin):
    answer = tamsin.post(address("add", "fee"))
    assert answer["Location"].startswith(address("part", "fee"))
    save(tamsin, "fee", amount="25.50", pay="By card when we ring you.", by_channel__phone="30")
    assert kept()["fee"] == {
        "amount": {"pounds": 25, "pence": 50},
        "by_channel": {"phone": {"pounds": 30}},
        "pay": "By card when we ring you.",
    }
    tamsin.post(address("remove", "fee"), inputs(tamsin.get(address("remove", "fee"))))
    assert "fee" not in kept()


@pytest.mark.parametrize("amount", ["£45,5", "20,00", "45.5", "-45", "forty-five", "1.000", "10000000000"])
def test_an_amount_that_could_be_misread_is_refused(tamsin, amount):
    tamsin.post(address("add", "fee"))
    answer = save(tamsin, "fee", amount=amount)
    assert answer.status_code == 422
    assert "Enter an amount in pounds" in words_of(answer)


def test_a_reduction_above_the_fee_is_told(tamsin):
    tamsin.post(address("add", "fee"))
    save(tamsin, "fee", amount="1,045.00", pay="By card.")
    add(tamsin, "fee", "reductions", "You get help")
    condition = inputs(tamsin.get(address("condition", "fee/reductions/0/when")), form=1)
    written = condition | {"code": "answers.how_many > 3", "do": "write"}
    tamsin.post(address("condition", "fee/reductions/0/when"), written)
    save(tamsin, "fee/reductions/0", amount="1,060")
    assert "higher than a usual one" in words_of(tamsin.get(address("part", "fee/reductions/0")))
    save(tamsin, "fee/reductions/0", amount="60")
    assert "put right" not in words_of(tamsin.get(address("change")))


def test_a_message_is_added_named_and_sent_by_a_move(tamsin):
    add(tamsin, "messages", "messages", "We are on our way")
    assert kept()["messages"]["our-way"] == {"subject": "We are on our way"}
    save(tamsin, "workflow/moves/begin", tells="our-way")
    page = tamsin.get(address("part", "messages/our-way"))
    tamsin.post(address("rename", "messages/our-way"), inputs(page, form=1) | {"name": "on its way"})
    assert "on-its-way" in kept()["messages"]
    assert part_at(kept(), ("workflow", "moves", "begin"))["tells"] == "on-its-way"


def test_a_condition_is_put_together_from_sentences(tamsin):
    path = "form/pages/illness/when"
    page = tamsin.get(address("condition", path))
    assert "No condition is set" in words_of(page)
    chosen = tamsin.get(address("condition", path), {"of": "answers.bin"})
    fields = inputs(chosen, form=1) | {"comparison": "is", "value-option": "refuse", "do": "add"}
    assert tamsin.post(address("condition", path), fields).status_code == 302
    assert part_at(kept(), ("form", "pages", "illness"))["when"] == "answers.bin == 'refuse'"
    more = tamsin.get(address("condition", path), {"of": "answers.how_many"})
    assert "“Which bin?” is “Rubbish”" in words_of(more)
    fields = inputs(more, form=2) | {"comparison": "more", "value-number": "3", "do": "add"}
    tamsin.post(address("condition", path), fields)
    both = tamsin.get(address("condition", path))
    tamsin.post(address("condition", path), inputs(both) | {"join": "||", "do": "join"})
    when = part_at(kept(), ("form", "pages", "illness"))["when"]
    assert when == "answers.bin == 'refuse' || answers.how_many > 3"
    both = tamsin.get(address("condition", path))
    tamsin.post(address("condition", path), inputs(both) | {"do": "remove-0"})
    assert part_at(kept(), ("form", "pages", "illness"))["when"] == "answers.how_many > 3"


def test_a_condition_can_be_written_and_a_slip_is_told(tamsin):
    path = "form/pages/illness/when"
    page = inputs(tamsin.get(address("condition", path)), form=1)
    answer = tamsin.post(address("condition", path), page | {"code": "answers.bin = 'refuse'", "do": "write"})
    assert answer.status_code == 422
    assert "“=” compares nothing." in words_of(answer)
    assert "answers.bin = 'refuse'" in unescape(answer.content.decode())
    tamsin.post(address("condition", path), page | {"code": "answers.bin == 'refuse'", "do": "write"})
    assert part_at(kept(), ("form", "pages", "illness"))["when"] == "answers.bin == 'refuse'"


def test_a_question_that_comes_later_is_not_offered(tamsin):
    page = tamsin.get(address("condition", "form/pages/bin/when"))
    assert 'value="answers.address"' in page.content.decode()
    assert 'value="answers.bin"' not in page.content.decode()
    stop = tamsin.get(address("condition", "form/pages/bin/stops/0/when"))
    assert 'value="answers.bin"' in stop.content.decode()


def test_two_designers_at_one_condition_see_the_conflict(tamsin, joseph):
    path = "form/pages/illness/when"
    hers = inputs(tamsin.get(address("condition", path)), form=1)
    joseph.post(address("condition", path), hers | {"code": "answers.bin == 'food'", "do": "write"})
    answer = tamsin.post(
        address("condition", path), hers | {"code": "answers.bin == 'refuse'", "do": "write"}
    )
    assert answer.status_code == 422
    assert "Somebody changed this condition meanwhile" in words_of(answer)
    assert part_at(kept(), ("form", "pages", "illness"))["when"] == "answers.bin == 'food'"


def test_a_look_follows_what_is_typed_and_saves_nothing(tamsin):
    part = "form/pages/bin/questions/bin"
    before = kept()
    fields = inputs(tamsin.get(address("part", part))) | {"field-label": "Which bin is it, please?"}
    look = tamsin.post(address("look", part), fields)
    assert "Which bin is it, please?" in words_of(look)
    told = tamsin.post(
        address("look", part), fields | {"field-label": ""}, headers={"accept": "application/json"}
    ).json()
    assert "still to be done" in told["troubles"]
    assert kept() == before


def test_under_review_nothing_is_changed(tamsin, cast, edit):
    save(tamsin, "about", summary="We take away sofas.")
    reviewing.ask_for_review(edit_id=edit.pk, why="", by=Actor.staff(cast.tamsin.pk), at=BEGINNING)
    page = tamsin.get(address("part", "about"))
    assert "cannot be edited now" in words_of(page)
    assert ">Save<" not in page.content.decode()
    fields = inputs(page) | {"field-summary": "Another."}
    answer = tamsin.post(address("part", "about"), fields)
    assert answer.status_code == 422
    assert "Another." in answer.content.decode()
    assert kept()["summary"] == "We take away sofas."


@pytest.mark.parametrize(
    "part", ["nonsense", "form/pages/nobody", "form/pages/bin/questions/bin/label", "a/b/c/d"]
)
def test_what_is_no_part_is_not_found(tamsin, part):
    assert tamsin.get(address("part", part)).status_code in {404, 410}


def test_only_designers_see_the_editor(cast, edit):
    for staff in (cast.amina, cast.owen, cast.grace, cast.ivan):
        assert signed_in(staff).get(address("change")).status_code == 404


def test_a_page_costs_the_same_whatever_the_size(tamsin, django_assert_max_num_queries):
    tamsin.get(address("change"))
    for name, part in (("change", ""), ("part", "form"), ("part", "form/pages/bin/questions/bin")):
        with django_assert_max_num_queries(12):
            tamsin.get(address(name, part))
