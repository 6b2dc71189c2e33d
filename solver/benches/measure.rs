//! One measurement of the solver on one problem file, as one line of JSON: `make bench` runs it once per line of its table.
//!
//! usage: measure solve FILE SECONDS [LEVELS] | repair FILE SECONDS | reasons FILE SECONDS | stop FILE SECONDS | same FILE SECONDS [LEVELS]
//!
//! As for the program itself, seconds count from the start: reading and writing are in them.
//!
//! Every plan is looked at by the independent check; one that does not pass it ends the run with an error.

use passgenau_solver::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let [what, file, seconds, rest @ ..] = &words[..] else {
        // `cargo bench` without a file, such as an editor runs it: nothing to measure.
        return;
    };
    let begin = Instant::now();
    let mut spec = spec(file);
    if let Some(levels) = rest.first() {
        spec.levels = levels
            .split(',')
            .map(|word| Goal::from_word(word).expect("a goal"))
            .collect();
    }
    let problem = validate(&spec).expect("the problem is valid");
    drop(spec);
    let reading = begin.elapsed().as_secs_f64();
    let limit: f64 = seconds.parse().expect("seconds");
    let figures = match what.as_str() {
        "solve" => solved(&problem, limit, begin, reading),
        "same" => same(&problem, limit),
        "repair" => repaired(&problem, limit),
        "reasons" => explained(&problem, limit),
        "stop" => stopped(&problem, limit),
        other => panic!("`{other}` is nothing to measure"),
    };
    println!("{figures}");
}

fn spec(file: &str) -> ProblemSpec {
    let bytes = std::fs::read(file).expect("the problem file can be read");
    let file: ProblemFile = serde_json::from_slice(&bytes).expect("the problem file is JSON");
    file.spec().expect("the problem file has the format")
}

fn budget(seconds: f64) -> Budget {
    let start = Instant::now();
    Budget::new(
        move || start.elapsed().as_secs_f64(),
        seconds,
        Arc::new(AtomicBool::new(false)),
    )
}

fn plan(problem: &Problem, seconds: f64) -> Plan {
    let options = Options {
        explain: false,
        ..Options::default()
    };
    let plan = solve(problem, &options, &budget(seconds), |_| {});
    insist(problem, &plan);
    plan
}

fn insist(problem: &Problem, plan: &Plan) {
    let violations = check(problem, plan, None);
    assert!(
        violations.is_empty(),
        "the independent check refuses a plan: {:#?}",
        &violations[..violations.len().min(5)]
    );
}

/// Peak memory of this process in megabytes.
fn memory() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map_or(0, |kilobytes| kilobytes / 1024)
}

fn solved(problem: &Problem, limit: f64, start: Instant, reading: f64) -> serde_json::Value {
    let mut first = None;
    // Where the time goes: what was told last, and since when.
    let mut phases: BTreeMap<String, f64> = BTreeMap::new();
    let mut now: (String, f64) = ("reading".into(), 0.0);
    let clock = Budget::new(
        move || start.elapsed().as_secs_f64(),
        limit,
        Arc::new(AtomicBool::new(false)),
    );
    let options = Options {
        explain: false,
        ..Options::default()
    };
    let plan = solve(problem, &options, &clock, |progress| {
        let seconds = start.elapsed().as_secs_f64();
        first.get_or_insert(seconds);
        let phase = format!("{} {}", progress.level.as_str(), progress.phase.as_str());
        if phase != now.0 {
            *phases.entry(std::mem::replace(&mut now.0, phase)).or_default() += seconds - now.1;
            now.1 = seconds;
        }
    });
    serde_json::to_writer(std::io::BufWriter::new(std::io::sink()), &plan).expect("a plan can be written");
    let seconds = start.elapsed().as_secs_f64();
    *phases.entry(now.0).or_default() += seconds - now.1;
    let memory = memory();
    let checked = Instant::now();
    insist(problem, &plan);
    let checking = checked.elapsed().as_secs_f64();
    let levels: Vec<serde_json::Value> = plan
        .levels
        .iter()
        .map(|level| {
            serde_json::json!({
                "level": level.level,
                "value": level.value.as_f64(),
                "bound": level.bound.as_f64(),
                "gap": level.gap(),
                "proved": level.status == Status::Optimal,
                "seconds": level.seconds,
            })
        })
        .collect();
    serde_json::json!({
        "seconds": seconds, "first_plan": first, "limit": limit, "memory_mb": memory,
        "reading": reading, "checking": checking, "phases": phases, "levels": levels,
        "engine": plan.solver.engine, "requests": problem.request_count(), "people": problem.people_count(),
    })
}

/// The same problem by one, two and four threads: whether each run ended by proof, and whether the plans are the same.
fn same(problem: &Problem, limit: f64) -> serde_json::Value {
    let plans: Vec<Plan> = [1, 2, 4]
        .into_iter()
        .map(|threads| {
            let options = Options {
                threads: Some(threads),
                ..Options::default()
            };
            let mut plan = solve(problem, &options, &budget(limit), |_| {});
            insist(problem, &plan);
            plan.solver.seconds = 0.0;
            plan.levels.iter_mut().for_each(|level| level.seconds = 0.0);
            plan
        })
        .collect();
    let proved = plans.iter().filter(|plan| plan.status == Status::Optimal).count();
    serde_json::json!({ "runs": plans.len(), "proved": proved, "same": plans.iter().all(|plan| *plan == plans[0]) })
}

/// Runs that are stopped at moments all over the limit: how long each takes to come back.
fn stopped(problem: &Problem, limit: f64) -> serde_json::Value {
    let mut times = Vec::new();
    for part in 1..=8 {
        let moment = limit * f64::from(part) / 8.0;
        let start = Instant::now();
        let flag = Arc::new(AtomicBool::new(false));
        let clock = Budget::new(move || start.elapsed().as_secs_f64(), 1e9, Arc::clone(&flag));
        let stopper = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_secs_f64(moment));
            flag.store(true, Ordering::Relaxed);
            Instant::now()
        });
        let plan = solve(problem, &Options::default(), &clock, |_| {});
        let back = Instant::now();
        insist(problem, &plan);
        if plan.status == Status::Feasible {
            let stop = stopper.join().expect("the stopper sleeps and stops");
            times.push(back.saturating_duration_since(stop).as_secs_f64());
        }
    }
    serde_json::json!({ "seconds": spread(times) })
}

/// Numbers sorted, in the form of median and largest.
fn spread(mut numbers: Vec<f64>) -> serde_json::Value {
    numbers.sort_by(f64::total_cmp);
    let at = |part: f64| {
        numbers
            .get((numbers.len() as f64 * part) as usize)
            .or(numbers.last())
            .copied()
    };
    serde_json::json!({"count": numbers.len(), "median": at(0.5), "p95": at(0.95), "most": numbers.last()})
}

/// Declines, absences and cancellations all over the plan, each with a third of a second.
fn repaired(problem: &Problem, limit: f64) -> serde_json::Value {
    let plan = plan(problem, limit);
    let before = plan.assignments_in(problem).expect("a plan of its own problem");
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let (mut fewest, mut again, mut lost, mut moved, mut choices, mut all) = (0, 0, 0, 0, 0, 0);
    for (number, at) in before.iter().step_by((before.len() / 60).max(1)).enumerate() {
        let (request, person) = (problem.request_id(at.request), problem.person_id(at.person));
        let time = problem
            .options(at.request)
            .nth(at.option as usize)
            .expect("its time");
        let (kind, event) = match number % 3 {
            0 => (
                "decline",
                Event::Declined {
                    request: request.into(),
                    person: person.into(),
                },
            ),
            1 => {
                let day = time.start.div_euclid(1440) * 1440;
                (
                    "absence",
                    Event::Unavailable {
                        person: person.into(),
                        from: day,
                        to: day + 1440,
                    },
                )
            }
            _ => (
                "cancellation",
                Event::Cancelled {
                    request: request.into(),
                },
            ),
        };
        let start = Instant::now();
        let found = repair(problem, &before, &event, &budget(0.3));
        times.entry(kind).or_default().push(start.elapsed().as_secs_f64());
        let Some(best) = found.first() else { continue };
        all += 1;
        fewest += usize::from(best.fewest);
        again += usize::from(best.uncovered.is_empty());
        lost += best.uncovered.len();
        moved += best.moved.len();
        choices += usize::from(found.len() > 1);
    }
    let everything: Vec<f64> = times.values().flatten().copied().collect();
    serde_json::json!({
        "seconds": spread(everything),
        "by_kind": times.into_iter().map(|(kind, times)| (kind, spread(times))).collect::<BTreeMap<_, _>>(),
        "events": all, "fewest_proved": fewest, "all_covered_again": again, "requests_lost": lost,
        "people_moved": moved, "with_a_choice": choices,
    })
}

/// Reasons of everything that stays open, what would help, prices of alternatives.
fn explained(problem: &Problem, limit: f64) -> serde_json::Value {
    let mut plan = plan(problem, limit);
    let seats = plan.assignments_in(problem).expect("a plan of its own problem");
    let start = Instant::now();
    let mut open = reasons(problem, &seats);
    let funnels = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let advice = help(problem, &seats, &mut open, &budget(60.0));
    let helped = start.elapsed().as_secs_f64();
    let fixes: usize = open.iter().map(|one| one.fixes.len()).sum();
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for fix in open.iter().flat_map(|one| &one.fixes) {
        let kind = serde_json::to_value(&fix.change).expect("fixes serialise")["kind"].to_string();
        *kinds.entry(kind.trim_matches('"').to_owned()).or_default() += 1;
    }
    let with_fix = open.iter().filter(|one| !one.fixes.is_empty()).count();
    let unfilled = open.len();
    plan.unfilled = open;
    plan.advice = advice;
    insist(problem, &plan);
    let mut prices = Vec::new();
    let mut people = 0;
    for at in seats.iter().step_by((seats.len() / 25).max(1)) {
        let start = Instant::now();
        let others = alternatives(problem, &seats, at.request, at.seat, &budget(5.0));
        if !others.is_empty() {
            people += others.len();
            prices.push(start.elapsed().as_secs_f64() / others.len() as f64);
        }
    }
    serde_json::json!({
        "unfilled": unfilled, "reasons_seconds": funnels, "fixes": fixes, "unfilled_with_fix": with_fix, "fix_kinds": kinds,
        "fixes_and_advice_seconds": helped, "seconds_per_fix": helped / (fixes.max(1) as f64),
        "advice": plan.advice.len(), "price_seconds": spread(prices), "prices": people,
    })
}
