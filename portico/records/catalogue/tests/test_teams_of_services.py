"""The teams that the cases of each service may go to."""

from __future__ import annotations

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition
from portico.records.catalogue.models import Service
from portico.records.catalogue.teams_of_services import teams_of_services
from portico.records.catalogue.tests.small_service import small_service
from tests.cast import BEGINNING


def test_the_usual_team_and_those_of_the_routes(db, django_assert_num_queries):
    routed = small_service()
    plain = routed.model_copy(update={"id": "plain", "routing": ()})
    for definition in (routed, plain):
        import_definition(definition=definition, by=Actor.system(), at=BEGINNING)
    with django_assert_num_queries(1):
        assert teams_of_services() == {
            routed.id: frozenset({"waste", "council-tax"}),
            "plain": frozenset({"waste"}),
        }
    Service.objects.filter(code="plain").update(withdrawn_at=BEGINNING)
    assert set(teams_of_services()) == {routed.id}
