"""When things happen in the demo: residents at any waking hour, staff in the office hours of working days."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from portico.ground.calendar.working_days import LONDON, Calendar

OPENS, CLOSES = time(8, 45), time(16, 50)


def at_home(after: datetime, hours: float, chance: random.Random) -> datetime:
    """A moment about so many hours later at which a resident is awake."""
    moment = (after + timedelta(hours=hours * chance.uniform(0.7, 1.3))).astimezone(LONDON)
    if moment.hour < 7:
        moment = moment.replace(hour=7) + timedelta(minutes=chance.randrange(5, 170))
    elif moment.hour >= 23:
        moment += timedelta(hours=9, minutes=chance.randrange(60))
    return moment


def at_work(after: datetime, hours: float, calendar: Calendar, chance: random.Random) -> datetime:
    """A moment about so many office hours later; a day has eight."""
    moment = (after + timedelta(minutes=chance.randrange(3, 20))).astimezone(LONDON)
    left = timedelta(hours=hours * chance.uniform(0.6, 1.4))
    while True:
        opens = datetime.combine(moment.date(), OPENS, LONDON)
        closes = datetime.combine(moment.date(), CLOSES, LONDON)
        if calendar.is_working_day(moment.date()) and moment < closes:
            moment = max(moment, opens)
            if moment + left <= closes:
                return moment + left
            left -= closes - moment
        tomorrow = moment.date() + timedelta(days=1)
        moment = datetime.combine(tomorrow, OPENS, LONDON) + timedelta(minutes=chance.randrange(40))
