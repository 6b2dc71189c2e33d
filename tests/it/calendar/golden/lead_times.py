"""Writes lead_times.csv: for every day from 2026 to 2030 the fifth working day after it, over the holidays of
North Rhine-Westphalia. Easter comes from dateutil, the rest is a plain walk. `python3 lead_times.py > lead_times.csv`"""

from datetime import date, timedelta

from dateutil.easter import easter


def holidays(year):
    fixed = [(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)]
    moving = [-2, 1, 39, 50, 60]
    return {date(year, m, d) for m, d in fixed} | {easter(year) + timedelta(days=n) for n in moving}


off = set().union(*(holidays(year) for year in range(2026, 2032)))
day = date(2026, 1, 1)
while day.year < 2031:
    ahead, left = day, 5
    while left:
        ahead += timedelta(days=1)
        left -= ahead.weekday() < 5 and ahead not in off
    print(f"{day};{ahead}")
    day += timedelta(days=1)
