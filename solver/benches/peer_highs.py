#!/usr/bin/env python3
"""The plain model on the same file: HiGHS with one row per maximal clique, coverage only (pip install highspy).

usage: peer_highs.py problem.json SECONDS     prints value, bound, seconds
Reads problem files as city.py writes them; one option per request. In a process of its own: HiGHS overruns its limit.
"""
import json
import sys
import time

import highspy

LEVELS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6, "native": 7}


def main(path, seconds):
    begin = time.time()
    data = json.load(open(path))
    travel = data.get("travel", {}).get("default", {})
    by_programme = {}
    for person in data["people"]:
        for programme in person["programmes"]:
            by_programme.setdefault(programme, []).append(person)
    cost, rows, of_person = [], [], {}
    for request in data["requests"]:
        option, seat, row = request["options"][0], request["seats"][0], []
        for person in by_programme.get(request["programme"], []):
            if person.get("districts") is not None and request["district"] not in person["districts"]:
                continue
            asked = seat["languages"]
            if asked and not any(LEVELS.get(person["languages"].get(a["code"]), 0) >= LEVELS[a["level"]] for a in asked):
                continue
            if not any(a <= option["start"] and option["end"] <= b for a, b in person["available"]):
                continue
            column = len(cost)
            cost.append(request.get("weight", 1))
            row.append(column)
            of_person.setdefault(person["id"], []).append((option["start"], option["end"], request["district"], column))
        if row:
            rows.append(([(c, 1) for c in row], seat.get("count", 1)))
    for person in data["people"]:
        mine = sorted(of_person.get(person["id"], []), key=lambda x: x[:2])
        clash = lambda a, b: a[1] + travel.get(a[2], {}).get(b[2], 0) > b[0]  # a starts first
        covered = set()
        for i, a in enumerate(mine):
            left = [j for j in range(i + 1, len(mine)) if clash(a, mine[j]) and (i, j) not in covered]
            while left:
                clique = [i]
                for j in left + [j for j in range(i + 1, len(mine)) if j not in left]:
                    if j not in clique and all(clash(mine[min(j, k)], mine[max(j, k)]) for k in clique):
                        clique.append(j)
                covered |= {(min(x, y), max(x, y)) for x in clique for y in clique if x != y}
                rows.append(([(mine[j][3], 1) for j in clique], 1))
                left = [j for j in left if (i, j) not in covered]
        for limit in person.get("limits", []):
            inside = [x for x in mine if limit["from"] <= x[0] < limit["to"]]
            if inside and "minutes" in limit:
                rows.append(([(x[3], x[1] - x[0]) for x in inside], limit["minutes"]))
            if inside and "requests" in limit:
                rows.append(([(x[3], 1) for x in inside], limit["requests"]))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(rows)
    model.col_cost_ = [-c for c in cost]
    model.col_lower_, model.col_upper_ = [0.0] * len(cost), [1.0] * len(cost)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
    model.row_lower_, model.row_upper_ = [-highspy.kHighsInf] * len(rows), [float(bound) for _, bound in rows]
    start, index, value = [0], [], []
    for terms, _ in rows:
        index += [c for c, _ in terms]
        value += [float(v) for _, v in terms]
        start.append(len(index))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = start, index, value
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 2)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.999)
    solver.setOptionValue("time_limit", seconds)
    solver.passModel(model)
    built = time.time() - begin
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == 2
    print(json.dumps({
        "value": -info.objective_function_value if found else None,
        "bound": -info.mip_dual_bound,
        "proved": solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        "build": built,
        "seconds": time.time() - begin - built,
    }))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
