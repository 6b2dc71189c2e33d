"""Reads calendars with icalendar and vobject and says what they saw, as JSON: the second and third opinion.

usage: read_calendars.py FILE...
"""

import datetime
import json
import sys

import icalendar
import vobject


def instant(value):
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def with_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    events = []
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise SystemExit(f"icalendar: {event.errors}")
        events.append(
            {
                "uid": str(event["UID"]),
                "sequence": int(event["SEQUENCE"]),
                "start": instant(event.decoded("DTSTART")),
                "end": instant(event.decoded("DTEND")),
                "status": str(event["STATUS"]),
                "summary": str(event["SUMMARY"]),
                "names": sorted(event.keys()),
            }
        )
    return events


def with_vobject(text):
    events = []
    for calendar in vobject.readComponents(text):
        calendar.validate(raiseException=True)
        for event in calendar.contents.get("vevent", []):
            events.append(
                {
                    "uid": event.uid.value,
                    "start": instant(event.dtstart.value),
                    "end": instant(event.dtend.value),
                    "summary": event.summary.value,
                }
            )
    return events


def read(path):
    raw = open(path, "rb").read()
    text = raw.decode("utf-8")
    lines = raw.split(b"\r\n")
    return {
        "icalendar": with_icalendar(text),
        "vobject": with_vobject(text),
        "longest_line": max(len(line) for line in lines),
        "bare_breaks": sum(line.count(b"\n") + line.count(b"\r") for line in lines),
    }


if __name__ == "__main__":
    print(json.dumps([read(path) for path in sys.argv[1:]]))
