#!/usr/bin/env python3
"""Personnel task scheduling: fixed tasks of one day, people with shifts and skills, everything covered by as few people as possible.

usage: ptsp.py SEED TASKS PEOPLE SKILLS > problem.json          peer: ptsp.py peer problem.json SECONDS   (pip install ortools)
After the instances of Krishnamoorthy, Ernst and Baatar (shift minimisation personnel task scheduling): tasks are drawn so that a hidden
team covers them one after the other; each person has a share of the skills and a shift.
"""
import json
import random
import sys


def problem(seed, tasks, people, skills):
    rnd = random.Random(seed)
    who = []
    for number in range(people):
        start = rnd.choice([0, 60, 120, 240])
        own = sorted(rnd.sample(range(skills), max(1, skills // 3 + rnd.randrange(-1, 2))))
        who.append({"id": f"p{number:03}", "programmes": [f"s{skill}" for skill in own], "district": "d", "available": [[start, start + 480]]})
    asked, team = [], 0
    while len(asked) < tasks:
        person = who[team % people]
        team += 1
        now, end = person["available"][0]
        while len(asked) < tasks:
            length = rnd.choice([30, 45, 60, 90, 120])
            now += rnd.choice([0, 0, 0, 15])
            if now + length > end:
                break
            skill = rnd.choice(person["programmes"])
            asked.append({"id": f"t{len(asked):04}", "programme": skill, "district": "d", "options": [{"start": now, "end": now + length}]})
            now += length
    return {"format": "passgenau-problem/1", "levels": ["coverage", "people"], "people": who, "requests": asked, "backups": 0}, team


def peer(path, seconds):
    from ortools.sat.python import cp_model
    data = json.load(open(path))
    model = cp_model.CpModel()
    used, of_person = {}, {}
    for request in data["requests"]:
        option, row = request["options"][0], []
        for person in data["people"]:
            start, end = person["available"][0]
            if request["programme"] in person["programmes"] and start <= option["start"] and option["end"] <= end:
                taken = model.NewBoolVar("")
                row.append(taken)
                of_person.setdefault(person["id"], []).append((option["start"], option["end"], taken))
        model.AddExactlyOne(row)
    for person, mine in of_person.items():
        used[person] = model.NewBoolVar("")
        for moment in sorted({start for start, _, _ in mine}):
            clique = [taken for start, end, taken in mine if start <= moment < end]
            model.Add(sum(clique) <= used[person])
    model.Minimize(sum(used.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.Solve(model)
    print(json.dumps({"value": solver.ObjectiveValue(), "bound": solver.BestObjectiveBound(), "proved": status == cp_model.OPTIMAL, "seconds": solver.WallTime()}))


if __name__ == "__main__":
    if sys.argv[1] == "peer":
        peer(sys.argv[2], float(sys.argv[3]))
    else:
        json.dump(problem(*map(int, sys.argv[1:5]))[0], sys.stdout)
