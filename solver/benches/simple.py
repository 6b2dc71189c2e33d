#!/usr/bin/env python3
"""What an office does without a solver, on the same file: first come first served, and the best greedy rule.

usage: simple.py problem.json     prints coverage of the sign-up order (each request takes the first person who can) and of the greedy
order (what counts most first, then the request with the fewest people, each time the person with the fewest requests)
"""
import json
import sys

LEVELS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6, "native": 7}


def main(path):
    data = json.load(open(path))
    travel = data.get("travel", {}).get("default", {})
    index = {}
    for person in data["people"]:
        for programme in person["programmes"]:
            for district in person["districts"]:
                index.setdefault((programme, district), []).append(person)
    able, chances = [], {}
    for request in data["requests"]:
        option, seat, row = request["options"][0], request["seats"][0], []
        for person in index.get((request["programme"], request["district"]), []):
            asked = seat["languages"]
            if asked and not any(LEVELS.get(person["languages"].get(a["code"]), 0) >= LEVELS[a["level"]] for a in asked):
                continue
            if any(a <= option["start"] and option["end"] <= b for a, b in person["available"]):
                row.append(person)
                chances[person["id"]] = chances.get(person["id"], 0) + 1
        able.append(row)

    def fill(order, rank):
        plan, covered = {}, 0
        for at in order:
            request = data["requests"][at]
            option, seat = request["options"][0], request["seats"][0]
            left = seat.get("count", 1)
            for person in rank(able[at]):
                own = plan.setdefault(person["id"], [])
                if left and fits(person, own, option, request["district"]):
                    own.append((option["start"], option["end"], request["district"]))
                    covered += request.get("weight", 1)
                    left -= 1
        return covered

    def fits(person, own, option, district):
        for start, end, where in own:
            if start <= option["start"]:
                if end + travel.get(where, {}).get(district, 0) > option["start"]:
                    return False
            elif option["end"] + travel.get(district, {}).get(where, 0) > start:
                return False
        for limit in person["limits"]:
            if limit["from"] <= option["start"] < limit["to"]:
                inside = [x for x in own if limit["from"] <= x[0] < limit["to"]]
                if "minutes" in limit and sum(x[1] - x[0] for x in inside) + option["end"] - option["start"] > limit["minutes"]:
                    return False
                if "requests" in limit and len(inside) + 1 > limit["requests"]:
                    return False
        return True

    requests = data["requests"]
    everybody = range(len(requests))
    first = fill(everybody, lambda people: people)
    scarce = sorted(everybody, key=lambda at: (-requests[at].get("weight", 1), len(able[at]), at))
    greedy = fill(scarce, lambda people: sorted(people, key=lambda person: (chances[person["id"]], person["id"])))
    print(json.dumps({"first_come": first, "greedy": greedy}))


if __name__ == "__main__":
    main(sys.argv[1])
