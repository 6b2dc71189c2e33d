#!/usr/bin/env python3
"""Writes the golden files of the calendar tests with python-dateutil.

usage: python -m venv V && V/bin/pip install python-dateutil tzdata && V/bin/python generate.py
  easter.csv       Easter Sunday of 2000 to 2100
  recurrence.csv   500 random weekly availabilities in Europe/Berlin and the occurrences that share time with a window:
                   weekdays;interval;start;end;from;until;exceptions;window_from;window_to;occurrences (UTC minutes since 1970)
"""
import random
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from dateutil.rrule import MO, WEEKLY, rrule, rruleset, weekday

HERE = Path(__file__).parent
BERLIN = ZoneInfo("Europe/Berlin")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def utc(day, minute):
    """The wall clock of Berlin as minutes since 1970: fold=0 is the first of two, in a gap the offset before it."""
    local = (datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)).replace(tzinfo=BERLIN)
    return (local.astimezone(timezone.utc) - EPOCH) // timedelta(minutes=1)


def case(rnd):
    days = sorted(rnd.sample(range(7), rnd.choice([1, 1, 2, 3, 5, 7])))
    interval = rnd.choice([1, 1, 1, 2, 2, 3, 4, 13])
    # A fifth of them around the changed hour, the rest over the day.
    start = rnd.choice([60, 90, 120, 150, 165, 180]) if rnd.random() < .2 else rnd.randrange(0, 1380, 15)
    end = min(1440, start + rnd.choice([15, 30, 60, 90, 240, 600]))
    begin = date(2025, 1, 1) + timedelta(days=rnd.randrange(900))
    until = begin + timedelta(days=rnd.randrange(0, 700)) if rnd.random() < .4 else None
    # Windows of days around both changes, the turn of the year, the leap day, and anywhere.
    anchor = rnd.choice([date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2026, 12, 31),
                         date(2028, 2, 29), begin + timedelta(days=rnd.randrange(500))])
    first = utc(anchor - timedelta(days=rnd.randrange(1, 15)), rnd.randrange(0, 1440, 30))
    last = first + rnd.choice([1, 7, 14, 31, 90]) * 1440
    rules = rruleset()
    rules.rrule(rrule(WEEKLY, dtstart=datetime.combine(begin, datetime.min.time()), interval=interval, wkst=MO,
                      byweekday=[weekday(d) for d in days], until=datetime.combine(until, datetime.min.time()) if until else None))
    day = lambda minute: (EPOCH + timedelta(minutes=minute)).replace(tzinfo=None)
    near = [d.date() for d in rules.between(day(first) - timedelta(days=3), day(last) + timedelta(days=3), inc=True)]
    exceptions = sorted(rnd.sample(near, min(len(near), rnd.choice([0, 0, 1, 3]))))
    for skipped in exceptions:
        rules.exdate(datetime.combine(skipped, datetime.min.time()))
    near = [d.date() for d in rules.between(day(first) - timedelta(days=3), day(last) + timedelta(days=3), inc=True)]
    spans = [(utc(d, start), utc(d, end)) for d in near]
    spans = [(a, b) for a, b in spans if a < b and a < last and b > first]
    cells = [" ".join(map(str, days)), interval, start, end, begin, until or "", " ".join(map(str, exceptions)), first, last,
             " ".join(f"{a}-{b}" for a, b in spans)]
    return ";".join(map(str, cells))


if __name__ == "__main__":
    (HERE / "easter.csv").write_text("".join(f"{easter(year)}\n" for year in range(2000, 2101)))
    rnd = random.Random(20261123)
    (HERE / "recurrence.csv").write_text("".join(case(rnd) + "\n" for _ in range(500)))
