#!/usr/bin/env python3
"""The goals of the solver as one table, filled from one run on this machine.

usage: bench.py quick | full [--seeds 1,2,3]
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
    # size: seeds, seconds for the solver's coverage, seconds for HiGHS, seconds for CP-SAT (0: left out)
    "quick": {"S": ([1, 2], 10, 10, 10), "M": ([1], 30, 60, 30), "L": ([], 0, 0, 0), "XL": ([], 0, 0, 0)},
    "full": {"S": ([1, 2, 3], 10, 10, 10), "M": ([1, 2, 3, 11, 12], 30, 150, 30), "L": ([1], 60, 0, 180), "XL": ([1], 180, 0, 0)},
}
LEVELS = {"quick": [1], "full": [1, 2]}
PTSP = {"quick": [(1, 60, 30, 6)], "full": [(1, 60, 30, 6), (2, 120, 60, 8), (3, 200, 90, 10), (4, 300, 120, 12)]}
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
    _, own, highs, sat = limits
    path = city(size, seed)
    name = f"{size} seed {seed}"
    ours = run([measure, "solve", path, str(own), "coverage"], 10 * own + 600)
    level = ours["levels"][0]
    simple = run([sys.executable, os.path.join(HERE, "simple.py"), path], 3600)
    proof = "proved" if level["proved"] else f"gap {gap(level):.2f} %"
    say(f"{name}, coverage", "see below", f"{level['value']:.0f}, bound {level['bound']:.0f}, {proof}, {ours['seconds']:.1f} s, first plan {ours['first_plan'] or 0:.1f} s, {ours['memory_mb']} MB")
    late = ours["seconds"] - own
    say(f"{name}, time limit {own} s", "<= 5 % or 0.5 s over", f"{max(late, 0):.2f} s over")
    say(f"{name}, against sign-up and greedy", "M: >= +30 % and +4.5 %", f"{simple['first_come']} ({100 * level['value'] / simple['first_come'] - 100:+.1f} %), {simple['greedy']} ({100 * level['value'] / simple['greedy'] - 100:+.1f} %)")
    if highs:
        peer = run([python, os.path.join(HERE, "peer_highs.py"), path, str(highs)], 4 * highs + 300)
        if peer:
            value = "nothing" if peer["value"] is None else f"{peer['value']:.0f}"
            state = "proved" if peer["proved"] else f"bound {peer['bound']:.0f}"
            say(f"{name}, HiGHS alone {highs} s", "M: <= 0.3 of its time where it proves", f"{value}, {state}, {peer['seconds']:.1f} s; ratio {ours['seconds'] / max(peer['seconds'], 0.001):.2f}")
    if sat:
        peer = cpsat(python, path, sat)
        if peer:
            say(f"{name}, CP-SAT {sat} s", "better value and bound", f"{peer['value']:.0f} ({100 * level['value'] / max(peer['value'], 1) - 100:+.2f} %), bound {peer['bound']:.0f}")
        else:
            say(f"{name}, CP-SAT {sat} s", "better value and bound", "nothing in time")
    return ours


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else "quick"
    os.makedirs(FILES, exist_ok=True)
    python, measure = venv(), measure_program()
    begin = time.time()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    print(f"bench ({mode}): {os.cpu_count()} cores, {cpu}, load {os.getloadavg()[0]:.1f}", flush=True)
    times = {}
    for size, limits in PLAN[mode].items():
        for seed in limits[0]:
            ours = coverage(measure, python, size, seed, limits)
            times.setdefault(size, []).append(ours)
    for seed in LEVELS[mode]:
        ours = run([measure, "solve", city("M", seed), "30"], 900)
        figures = "; ".join(f"{one['level']} {one['value']:.0f} {'proved' if one['proved'] else f'gap {gap(one):.2f} %'}" for one in ours["levels"])
        say(f"M seed {seed}, all levels 30 s", "coverage proved, later levels <= 1 %", f"{figures}; {ours['seconds']:.1f} s")
    repair = run([measure, "repair", city("M", 1), "20"], 900)
    seconds = repair["seconds"]
    say("M, one cancellation, decline or absence", "<= 0.3 s, fewest proved", f"{seconds['count']} events: median {seconds['median']:.3f} s, most {seconds['most']:.3f} s; fewest proved {repair['fewest_proved']} of {repair['events']}; all covered again {repair['all_covered_again']}; {repair['people_moved']} people moved; a choice in {repair['with_a_choice']}")
    why = run([measure, "reasons", city("M", 1), "20"], 900)
    say("M, all reasons", "<= 1 s", f"{why['unfilled']} open requests: {why['reasons_seconds']:.3f} s")
    say("M, fixes and advice", "<= 0.3 s for each fix", f"{why['fixes']} fixes for {why['unfilled_with_fix']} requests, {why['advice']} pieces of advice: {why['fixes_and_advice_seconds']:.2f} s, {1000 * why['seconds_per_fix']:.1f} ms each; {why['fix_kinds']}")
    say("M, price of another person", "0.1-0.5 s", f"{why['prices']} prices: median {why['price_seconds']['median']:.3f} s, most {why['price_seconds']['most']:.3f} s")
    for seed, tasks, people, skills in PTSP[mode]:
        path = os.path.join(FILES, f"ptsp-{seed}.json")
        with open(path, "w") as file:
            subprocess.run([sys.executable, os.path.join(HERE, "ptsp.py"), *map(str, (seed, tasks, people, skills))], check=True, stdout=file)
        ours = run([measure, "solve", path, "30"], 900)
        peer = run([python, os.path.join(HERE, "ptsp.py"), "peer", path, "30"], 900)
        level = ours["levels"][1]
        say(f"fewest people, {tasks} tasks", "not behind CP-SAT", f"{level['value']:.0f} (bound {level['bound']:.0f}, {ours['seconds']:.1f} s); CP-SAT {peer['value']:.0f} (bound {peer['bound']:.0f}, {peer['seconds']:.1f} s)")
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
