"""What happens to addresses and rounds."""

from __future__ import annotations

import uuid
from typing import ClassVar

from portico.ground.ledger.events import Event


class AddressesImported(Event):
    """A batch of addresses came in from a file; all batches of one file share `import_id`."""

    name: ClassVar[str] = "places.addresses_imported"
    subjects: ClassVar[tuple[str, ...]] = ("import_id",)

    import_id: uuid.UUID
    added: int
    changed: int


class RoundsImported(Event):
    """A batch of a round list came in: which addresses are on which collection rounds."""

    name: ClassVar[str] = "places.rounds_imported"
    subjects: ClassVar[tuple[str, ...]] = ("import_id",)

    import_id: uuid.UUID
    rounds_added: int
    rounds_changed: int
    addresses_added: int
    addresses_changed: int
    addresses_removed: int


class CollectionChangesImported(Event):
    """A batch of changed collection days came in, as around a bank holiday."""

    name: ClassVar[str] = "places.collection_changes_imported"
    subjects: ClassVar[tuple[str, ...]] = ("import_id",)

    import_id: uuid.UUID
    added: int
    changed: int
    removed: int
