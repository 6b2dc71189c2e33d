//! Is each entry of a problem right on its own: numbers within bounds, intervals that end, lists that are not empty?

use super::*;
use crate::spec::{PersonSpec, RequestSpec, WeightsSpec};

pub(super) fn check(check: &mut Check, spec: &ProblemSpec) {
    for (at, person) in spec.people.iter().enumerate() {
        check_person(check, at, person);
    }
    for (at, request) in spec.requests.iter().enumerate() {
        check_request(check, at, request);
    }
    for (at, resource) in spec.resources.iter().enumerate() {
        check.within(
            || format!("resources[{at}].capacity"),
            resource.capacity,
            1,
            MAX_COUNT,
        );
        for (k, &(start, end)) in resource.available.iter().flatten().enumerate() {
            check.interval(|| format!("resources[{at}].available[{k}]"), start, end, None);
        }
    }
    for (mobility, from) in &spec.travel {
        for (a, to) in from {
            for (b, &minutes) in to {
                check.within(|| format!("travel.{mobility}.{a}.{b}"), minutes, 0, MAX_TRAVEL);
            }
        }
    }
    check.within(|| "buffer".into(), spec.buffer, 0, MAX_TRAVEL);
    for (at, fallback) in spec.language_fallbacks.iter().enumerate() {
        check.within(
            || format!("language_fallbacks[{at}].quality"),
            fallback.quality,
            1,
            99,
        );
    }
    check.within(
        || "min_language_quality".into(),
        spec.min_language_quality,
        0,
        100,
    );
    for (at, budget) in spec.budgets.iter().enumerate() {
        check.within(|| format!("budgets[{at}].cents"), budget.cents, 0, MAX_CENTS);
    }
    for (at, case) in spec.cases.iter().enumerate() {
        check.within(|| format!("cases[{at}].limit"), case.limit, 0, MAX_COUNT);
    }
    for (at, pair) in spec.apart.iter().enumerate() {
        if !matches!(pair.as_slice(), [one, other] if one != other) {
            let message = "Name two different people who are kept apart.";
            check.add(code::OUT_OF_BOUNDS, format!("apart[{at}]"), message);
        }
    }
    for (name, list) in [("pins", &spec.pins), ("previous", &spec.previous)] {
        for (at, told) in list.iter().enumerate() {
            check.within(|| format!("{name}[{at}].option"), told.option, 0, MAX_COUNT);
        }
    }
    for (at, goal) in spec.levels.iter().enumerate() {
        if spec.levels[..at].contains(goal) {
            let message = format!(
                "The goal `{}` stands here again. Name each goal once.",
                goal.as_str()
            );
            check.add(code::REPEATED_ENTRY, format!("levels[{at}]"), message);
        }
    }
    for (programme, weights) in &spec.weights {
        check_weights(check, programme, weights);
    }
    check.within(|| "backups".into(), spec.backups, 0, MAX_COUNT);
    check_sums(check, spec);
}

fn check_person(check: &mut Check, at: usize, person: &PersonSpec) {
    let here = || format!("people[{at}]");
    for (k, &(start, end)) in person.available.iter().enumerate() {
        check.interval(|| format!("{}.available[{k}]", here()), start, end, None);
    }
    for (k, &(start, end)) in person.preferred.iter().enumerate() {
        check.interval(|| format!("{}.preferred[{k}]", here()), start, end, None);
    }
    for (k, busy) in person.busy.iter().enumerate() {
        check.interval(
            || format!("{}.busy[{k}]", here()),
            busy.start,
            busy.end,
            Some(("start", "end")),
        );
    }
    for (k, limit) in person.limits.iter().enumerate() {
        let path = || format!("{}.limits[{k}]", here());
        check.interval(path, limit.from, limit.to, Some(("from", "to")));
        for (name, bound, high) in [
            ("minutes", limit.minutes, MAX_MINUTES),
            ("requests", limit.requests, MAX_COUNT),
            ("cents", limit.cents, MAX_CENTS),
        ] {
            check.within(|| format!("{}.{name}", path()), bound.unwrap_or(0), 0, high);
        }
    }
    check.within(|| format!("{}.load", here()), person.load, 0, MAX_MINUTES);
    check.within(|| format!("{}.capacity", here()), person.capacity, 1, MAX_MINUTES);
}

fn check_request(check: &mut Check, at: usize, request: &RequestSpec) {
    let here = || format!("requests[{at}]");
    check.within(|| format!("{}.weight", here()), request.weight, 1, MAX_WEIGHT);
    check.within(|| format!("{}.cents", here()), request.cents, 0, MAX_CENTS);
    if request.options.is_empty() {
        check.add(
            code::EMPTY,
            format!("{}.options", here()),
            "The request has no time. Give at least one option.",
        );
    }
    for (k, option) in request.options.iter().enumerate() {
        check.interval(
            || format!("{}.options[{k}]", here()),
            option.start,
            option.end,
            Some(("start", "end")),
        );
    }
    if request.seats.is_empty() {
        check.add(
            code::EMPTY,
            format!("{}.seats", here()),
            "The request has no seat. Give one, or leave the field out for one seat.",
        );
    }
    for (k, seat) in request.seats.iter().enumerate() {
        check.within(
            || format!("{}.seats[{k}].count", here()),
            seat.count,
            1,
            MAX_COUNT,
        );
    }
    for (k, one) in request.favoured.iter().enumerate() {
        let path = || format!("{}.favoured[{k}].points", here());
        check.within(path, one.points, -MAX_GOAL_WEIGHT, MAX_GOAL_WEIGHT);
    }
    for (k, list) in request.resources.iter().enumerate() {
        if list.is_empty() {
            let message = "No resource could serve here. Name at least one, or remove the inner list.";
            check.add(code::EMPTY, format!("{}.resources[{k}]", here()), message);
        }
    }
}

fn check_weights(check: &mut Check, programme: &str, weights: &WeightsSpec) {
    let all = [
        ("travel", weights.travel),
        ("variety", weights.variety),
        ("option", weights.option),
        ("gender", weights.gender),
        ("preferred", weights.preferred),
        ("known", weights.known),
    ];
    for (name, weight) in all {
        check.within(
            || format!("weights.{programme}.{name}"),
            weight.unwrap_or(0),
            -MAX_GOAL_WEIGHT,
            MAX_GOAL_WEIGHT,
        );
    }
}

fn check_sums(check: &mut Check, spec: &ProblemSpec) {
    let places = |request: &RequestSpec| -> i128 {
        request
            .seats
            .iter()
            .map(|seat| i128::from(seat.count.max(0)))
            .sum()
    };
    let weight: i128 = spec
        .requests
        .iter()
        .map(|request| i128::from(request.weight.max(0)) * places(request))
        .sum();
    let cents: i128 = spec
        .requests
        .iter()
        .map(|request| i128::from(request.cents.max(0)) * places(request))
        .sum();
    for (field, sum) in [("weight", weight), ("cents", cents)] {
        if sum > i128::from(MAX_SUM) {
            let message = format!(
                "The sum of `{field}` over all seats of all requests is more than {MAX_SUM}. Use smaller numbers or a larger unit."
            );
            check.add(code::SUM_TOO_LARGE, "requests".into(), message);
        }
    }
}
