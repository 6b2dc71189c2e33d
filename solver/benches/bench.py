#!/usr/bin/env python3
"""The goals of the solver as one table, filled from one run on this machine.

usage: bench.py quick | full | xl
quick takes some minutes, full some hours with its twenty cities; xl is the largest instance alone.
Instances come from city.py and ptsp.py. Beside the solver run what it must be better than: first come first served and a greedy rule
(simple.py), the plain model in HiGHS (peer_highs.py), OR-Tools CP-SAT (peer_cpsat.py, ptsp.py). These are fetched from PyPI into
.tools/bench. Every plan of the solver is looked at by the independent check; one that fails ends the run with an error.
"""
import json
import os
import platform
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOOLS = os.path.join(ROOT, ".tools", "bench")
FILES = os.path.join(ROOT, "target", "bench")
PEERS = ["ortools==9.15.6755", "highspy==1.15.1"]
SIZES = {"S": (1, 60, 200), "M": (1, 600, 2000), "L": (8, 625, 2500), "XL": (40, 500, 2500)}
PLAN = {
    # size: seeds, seconds for the solver's coverage, seconds for HiGHS and for CP-SAT (only on the seeds named last)
    "quick": {"S": ([1, 2], 10, 10, 10, [1, 2]), "M": ([1, 2], 30, 60, 30, [1]), "L": ([1], 60, 0, 0, [])},
    "full": {
        "S": ([1, 2, 3], 10, 10, 10, [1, 2, 3]),
        "M": (list(range(1, 21)), 30, 150, 30, [1, 2, 3, 11, 12]),
        "L": ([1, 2], 60, 0, 180, [1]),
        "XL": ([1], 180, 0, 180, [1]),
    },
    "xl": {"XL": ([1], 180, 0, 0, [])},
}
LONG = {"quick": [], "full": [("L", 1, 180)], "xl": []}
LEVELS = {"quick": [1], "full": [1, 2, 3, 11, 12], "xl": []}
SHORT = {"quick": [("M", 1, 2), ("L", 1, 2)], "full": [("M", 1, 2), ("L", 1, 2), ("XL", 1, 5)], "xl": [("XL", 1, 5)]}
PTSP = {"quick": [(1, 60, 30, 6)], "full": [(1, 60, 30, 6), (2, 120, 60, 8), (3, 200, 90, 10), (4, 300, 120, 12)], "xl": []}
table = []


def say(what, goal, figures):
    table.append((what, goal, figures))
    print(f"  {what}: {figures}", flush=True)


def venv():
    python = os.path.join(TOOLS, "bin", "python")
    stamp = os.path.join(TOOLS, "peers.txt")
    if not os.path.exists(stamp) or open(stamp).read() != " ".join(PEERS):
        print("bench: fetching the peers, once", flush=True)
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS], check=True)
        open(stamp, "w").write(" ".join(PEERS))
    return python


def measure_program():
    build = [os.environ.get("CARGO", "cargo"), "bench", "--locked", "--profile", "dev", "-p", "passgenau-solver", "--bench", "measure", "--no-run", "--message-format", "json"]
    out = subprocess.run(build, check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True).stdout
    found = [json.loads(line) for line in out.splitlines() if '"measure"' in line]
    return next(one["executable"] for one in found if one.get("executable"))


def run(command, seconds):
    """The JSON answer of a program; None when it did not come back in time."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command[:3])} failed:\n{done.stderr[-2000:]}")
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else lines[-1]


def city(size, seed):
    path = os.path.join(FILES, f"{size}-{seed}.json")
    if not os.path.exists(path):
        cities, people, requests = SIZES[size]
        with open(path, "w") as file:
            subprocess.run([sys.executable, os.path.join(HERE, "city.py"), *map(str, (seed, cities, people, requests))], check=True, stdout=file)
    return path


def cpsat(python, path, seconds):
    line = run([python, os.path.join(HERE, "peer_cpsat.py"), path, str(seconds)], 4 * seconds + 600)
    found = re.match(r"(\w+) value (\S+) bound (\S+)", line or "")
    return {"status": found[1], "value": float(found[2]), "bound": float(found[3])} if found and found[1] in ("OPTIMAL", "FEASIBLE") else None


def gap(level):
    return 100 * abs(level["bound"] - level["value"]) / max(abs(level["value"]), 1)


def coverage(measure, python, size, seed, limits):
    _, own, highs, sat, peers = limits
    path = city(size, seed)
    name = f"{size} seed {seed}"
    ours = run([measure, "solve", path, str(own), "coverage"], 10 * own + 600)
    level = ours["levels"][0]
    say(
        f"{name}, coverage {own} s",
        {"M": "proved where HiGHS proves", "L": "<= 0.5 % in 60 s, <= 0.1 % in 180 s", "XL": "<= 1 % in 180 s, first plan <= 5 s, < 1000 MB"}.get(size, "proved"),
        f"{level['value']:.0f}, bound {level['bound']:.0f}, {stand(level)}, {ours['seconds']:.1f} s, first plan {ours['first_plan'] or 0:.1f} s, {ours['memory_mb']} MB; read {ours['reading']:.1f} s, checked {ours['checking']:.1f} s",
    )
    simple = run([sys.executable, os.path.join(HERE, "simple.py"), path], 3600)
    say(f"{name}, against sign-up and greedy", "M: >= +30 % and +4.5 %", f"{simple['first_come']} ({100 * level['value'] / simple['first_come'] - 100:+.1f} %), {simple['greedy']} ({100 * level['value'] / simple['greedy'] - 100:+.1f} %)")
    if highs and seed in peers:
        peer = run([python, os.path.join(HERE, "peer_highs.py"), path, str(highs)], 4 * highs + 300)
        if peer:
            value = "nothing" if peer["value"] is None else f"{peer['value']:.0f}"
            state = "proved" if peer["proved"] else f"bound {peer['bound']:.0f}"
            ours["ratio"] = ours["seconds"] / max(peer["seconds"], 0.001) if peer["proved"] else None
            say(f"{name}, HiGHS alone {highs} s", "M: <= 0.3 of its time where it proves", f"{value}, {state}, {peer['seconds']:.1f} s; ratio {ours['seconds'] / max(peer['seconds'], 0.001):.2f}")
    if sat and seed in peers:
        peer = cpsat(python, path, sat)
        if peer:
            say(f"{name}, CP-SAT {sat} s", "better value and bound", f"{peer['value']:.0f} ({100 * level['value'] / max(peer['value'], 1) - 100:+.2f} %), bound {peer['bound']:.0f}")
        else:
            say(f"{name}, CP-SAT {sat} s", "better value and bound", "nothing in time")
    return ours


def stand(level):
    return "proved" if level["proved"] else f"gap {gap(level):.2f} %"


def one_city(measure):
    """What an office does all week with one city's plan."""
    path = city("M", 1)
    repair = run([measure, "repair", path, "20"], 900)
    seconds = repair["seconds"]
    say("M, one cancellation, decline or absence", "<= 0.3 s, fewest proved", f"{seconds['count']} events: median {seconds['median']:.3f} s, most {seconds['most']:.3f} s; fewest proved {repair['fewest_proved']} of {repair['events']}; all covered again {repair['all_covered_again']}; {repair['people_moved']} people moved; a choice in {repair['with_a_choice']}")
    why = run([measure, "reasons", path, "20"], 900)
    say("M, all reasons", "<= 1 s", f"{why['unfilled']} open requests: {why['reasons_seconds']:.3f} s")
    say("M, fixes and advice", "<= 0.3 s for each fix", f"{why['fixes']} fixes for {why['unfilled_with_fix']} requests, {why['advice']} pieces of advice: {why['fixes_and_advice_seconds']:.2f} s, {1000 * why['seconds_per_fix']:.1f} ms each; {why['fix_kinds']}")
    say("M, price of another person", "0.1-0.5 s", f"{why['prices']} prices: median {why['price_seconds']['median']:.3f} s, most {why['price_seconds']['most']:.3f} s")
    stop = run([measure, "stop", path, "8"], 900)["seconds"]
    say("M, stopped at any moment", "<= 0.1 s", f"{stop['count']} runs: median {stop['median']:.3f} s, most {stop['most']:.3f} s, with reasons and backups")
    same = run([measure, "same", city("S", 1), "60"], 900)
    say("S, 1, 2 and 4 threads", "the same plan when it ends by proof", f"{same['proved']} of {same['runs']} proved, {'the same' if same['same'] else 'different'}")


def people_level(measure, python, mode):
    for seed, tasks, people, skills in PTSP[mode]:
        path = os.path.join(FILES, f"ptsp-{seed}.json")
        with open(path, "w") as file:
            subprocess.run([sys.executable, os.path.join(HERE, "ptsp.py"), *map(str, (seed, tasks, people, skills))], check=True, stdout=file)
        ours = run([measure, "solve", path, "30"], 900)
        peer = run([python, os.path.join(HERE, "ptsp.py"), "peer", path, "30"], 900)
        level = ours["levels"][1]
        say(f"fewest people, {tasks} tasks", "not behind CP-SAT", f"{level['value']:.0f} (bound {level['bound']:.0f}, {ours['seconds']:.1f} s); CP-SAT {peer['value']:.0f} (bound {peer['bound']:.0f}, {peer['seconds']:.1f} s)")


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else "quick"
    if mode not in PLAN:
        sys.exit(__doc__)
    os.makedirs(FILES, exist_ok=True)
    python, measure = venv(), measure_program()
    begin = time.time()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    print(f"bench ({mode}): {os.cpu_count()} cores, {cpu}, load {os.getloadavg()[0]:.1f}", flush=True)
    times = {}
    for size, limits in PLAN[mode].items():
        for seed in limits[0]:
            times.setdefault(size, []).append(coverage(measure, python, size, seed, limits))
    for size, seed, seconds in LONG[mode]:
        level = run([measure, "solve", city(size, seed), str(seconds), "coverage"], 10 * seconds + 600)["levels"][0]
        say(f"{size} seed {seed}, coverage {seconds} s", "<= 0.1 %", f"{level['value']:.0f}, bound {level['bound']:.0f}, {stand(level)}")
    if "M" in times:
        proved = sum(one["levels"][0]["proved"] for one in times["M"])
        ratios = sorted(one["ratio"] for one in times["M"] if one.get("ratio"))
        middle = f"median ratio {ratios[len(ratios) // 2]:.2f}, most {ratios[-1]:.2f}" if ratios else "HiGHS proved none"
        say("M, all seeds", "proved >= 80 %; <= 0.3 of HiGHS, never > 0.6", f"{proved} of {len(times['M'])} proved; {middle}")
    for seed in LEVELS[mode]:
        ours = run([measure, "solve", city("M", seed), "30"], 900)
        figures = "; ".join(f"{one['level']} {one['value']:.0f} {stand(one)}" for one in ours["levels"])
        say(f"M seed {seed}, all levels 30 s", "coverage proved, later levels <= 1 %", f"{figures}; {ours['seconds']:.1f} s")
        if seed == LEVELS[mode][0]:
            where = sorted(ours["phases"].items(), key=lambda one: -one[1])
            say(f"M seed {seed}, where the time goes", "-", ", ".join(f"{phase} {seconds:.1f} s" for phase, seconds in where if seconds >= 0.05))
    for size, seed, limit in SHORT[mode]:
        ours = run([measure, "solve", city(size, seed), str(limit)], 900)
        late = max(ours["seconds"] - limit, 0)
        say(f"{size} seed {seed}, limit {limit} s with reading and writing", "<= 5 % or 0.5 s over", f"{late:.2f} s over, coverage {ours['levels'][0]['value']:.0f}, {stand(ours['levels'][0])}; read {ours['reading']:.2f} s")
    if mode != "xl":
        one_city(measure)
        people_level(measure, python, mode)
    if "XL" in times and "M" in times:
        each = lambda size: sum(one["seconds"] / one["requests"] for one in times[size]) / len(times[size])
        say("growth, seconds per request at XL and at M", "<= 3x", f"{each('XL') / each('M'):.2f}x")
    for size in times:
        say(f"{size}, peak memory", "XL: < 1000 MB", f"{max(one['memory_mb'] for one in times[size])} MB")
    print(f"\n| {mode} run, {time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, {cpu}, {time.time() - begin:.0f} s | goal | figures |\n|---|---|---|")
    for row in table:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
