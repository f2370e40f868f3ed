"""The calendar file of collection days, for a phone or computer to keep and to ask for again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import quote

from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration

from portico.records.places.collections import Collection
from portico.records.places.queries import StreamCollections

EVENING_BEFORE = timedelta(hours=-5)
"""Seven o'clock in the evening before a day that begins at midnight."""
ASK_AGAIN = timedelta(days=1)


def calendar_file(
    streams: Iterable[StreamCollections], *, names: Mapping[str, str], council: str, host: str, at: datetime
) -> bytes:
    """An iCalendar file (RFC 5545) with an all-day event for each collection that takes place.

    `names` says what each kind of waste is called; `host` ends the UIDs, which stay the same for the same
    collection even when its day changes, so that a calendar moves the event and does not add another.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Portico//Collection days//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", gettext("Bin collections (%(council)s)") % {"council": council})
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for stream in streams:
        name = names.get(stream.stream, stream.stream)
        for collection in stream.collections:
            if collection.on is not None:
                uid = f"{collection.usual_on:%Y%m%d}-{quote(stream.round, safe='')}@{host}"
                calendar.add_component(_event(collection, name, uid, at))
    content: bytes = calendar.to_ical()
    return content


def _event(collection: Collection, name: str, uid: str, at: datetime) -> Event:
    day = collection.on or collection.usual_on
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", gettext("%(waste)s collection") % {"waste": name})
    if collection.changed:
        event.add("description", gettext("Changed from the usual day."))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", gettext("Put out: %(waste)s") % {"waste": name})
    alarm.add("trigger", EVENING_BEFORE)
    event.add_component(alarm)
    return event
