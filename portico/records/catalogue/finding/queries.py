"""Finding in the catalogue as it is published now, the same in every process."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portico.ground.ledger.prepared import run_prepared
from portico.ground.tryouts.inside import place_now
from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.definition.groups import Group
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.finding.documents import Document, documents_of, life_event_document
from portico.records.catalogue.finding.everyday import phrases_of
from portico.records.catalogue.finding.finder import Finder, Found
from portico.records.catalogue.models import KeptEverydayWords, Service, ServiceGroup, ServiceVersion
from portico.records.catalogue.queries import LONGEST_SEARCH, ListedService, life_events

_STATE = """
SELECT (SELECT md5(string_agg(current_id::text, ' ' ORDER BY current_id)) FROM catalogue_service
         WHERE current_id IS NOT NULL AND withdrawn_at IS NULL),
       (SELECT md5(string_agg(definition::text, ' ' ORDER BY code)) FROM catalogue_group),
       (SELECT md5(string_agg(definition::text, ' ' ORDER BY code)) FROM catalogue_life_event),
       (SELECT checksum FROM catalogue_everyday_words)
"""
"""What is published now: any change of it changes one of these."""


@dataclass(frozen=True)
class _Kept:
    """A finder, the state of the catalogue that it was made of, and the ids of the services by code."""

    state: tuple[Any, ...]
    finder: Finder
    ids: Mapping[str, UUID]


_lock = threading.Lock()
_kept: dict[tuple[Document, ...], _Kept] = {}
_read: dict[tuple[UUID, Text | None], tuple[Document, ...]] = {}


def find(words: str, pages: tuple[Document, ...] = ()) -> tuple[Found, Finder]:
    """What these words find in all that is published now and in `pages`, and the finder that found it.

    One SQL statement; up to six after something was published.
    """
    finder = _current(pages).finder
    return finder.find(words[:LONGEST_SEARCH]), finder


def find_services(words: str) -> list[ListedService]:
    """The published services nearest to what was typed, the best first, as `find` ranks them."""
    current = _current(())
    return [
        ListedService(current.ids[one.key[1]], one.key[1], one.title, one.text or one.title, one.group)
        for one in current.finder.find(words[:LONGEST_SEARCH]).tasks
    ]


def _current(pages: tuple[Document, ...]) -> _Kept:
    state = run_prepared(_STATE, [])[0]
    kept = _kept.get(pages)
    if kept is None or kept.state != state:
        with _lock:
            kept = _kept.get(pages)
            if kept is None or kept.state != state:
                kept = _made(state, pages)
                if place_now() is None:  # what a try-out offers is nobody else's
                    _kept[pages] = kept
    return kept


def _made(state: tuple[Any, ...], pages: Sequence[Document]) -> _Kept:
    kept_groups = ServiceGroup.objects.values_list("code", "definition")
    groups = {code: Group.model_validate(kept).title for code, kept in kept_groups}
    words = KeptEverydayWords.objects.values_list("definition", flat=True).first()
    everyday = EverydayWords.model_validate(words).words if words else ()
    published = Service.objects.filter(current__isnull=False, withdrawn_at__isnull=True).order_by("code")
    rows = list(published.values_list("code", "id", "current_id", "current__listing__group"))
    documents = _documents([(version, groups.get(group)) for _, _, version, group in rows if version])
    life = [life_event_document(event) for event in life_events()]
    finder = Finder([*documents, *life, *pages], groups, phrases_of(everyday))
    return _Kept(state, finder, {code: id for code, id, _, _ in rows})


def _documents(current: Sequence[tuple[UUID, Text | None]]) -> list[Document]:
    """The documents of these versions; only those that this process has not read yet are read."""
    new = dict(one for one in current if one not in _read)
    for id, kept in ServiceVersion.objects.filter(pk__in=new).values_list("id", "definition"):
        definition = ServiceDefinition.model_validate(kept)
        _read[(id, new[id])] = tuple(documents_of(definition, new[id]))
    for old in _read.keys() - set(current):
        del _read[old]
    return [document for one in current for document in _read.get(one, ())]
