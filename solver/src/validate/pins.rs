//! Can the pins stand together in one plan?

use super::references::Known;
use super::*;
use crate::engine::pinned_resources;
use std::collections::BTreeMap;

/// Options that exist, one option per request, no more people than places, nobody twice.
pub(super) fn check_choices(check: &mut Check, spec: &ProblemSpec, known: &Known<'_>) {
    let mut by_request: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, pin) in spec.pins.iter().enumerate() {
        let Some(&request) = known.requests.get(pin.request.as_str()) else {
            continue;
        };
        let options = spec.requests[request].options.len();
        if usize::try_from(pin.option).is_ok_and(|option| option >= options) {
            let message = format!(
                "Request `{}` has {options} options, counted from 0. Name one of them.",
                pin.request
            );
            check.add(code::NO_SUCH_POSITION, format!("pins[{at}].option"), message);
        }
        by_request.entry(request).or_default().push(at);
    }
    for (request, pins) in by_request {
        let id = &spec.requests[request].id;
        let first = &spec.pins[pins[0]];
        let mut people = BTreeMap::new();
        for &at in &pins {
            let pin = &spec.pins[at];
            if pin.option != first.option {
                let message = format!(
                    "The pins of request `{id}` choose two options, {} and {}. Keep one.",
                    first.option, pin.option
                );
                check.add(code::IMPOSSIBLE_PINS, format!("pins[{at}].option"), message);
            }
            if known.people.contains_key(pin.person.as_str())
                && people.insert(pin.person.as_str(), at).is_some()
            {
                let message = format!(
                    "Person `{}` is pinned to request `{id}` twice. Remove one of the pins.",
                    pin.person
                );
                check.add(code::REPEATED_ENTRY, format!("pins[{at}]"), message);
            }
        }
        let places: i64 = spec.requests[request]
            .seats
            .iter()
            .map(|seat| seat.count.clamp(0, MAX_COUNT))
            .sum();
        if people.len() as i64 > places {
            let message = format!(
                "Request `{id}` has {places} places, but {} people are pinned to it. Remove a pin or add a seat.",
                people.len()
            );
            check.add(
                code::IMPOSSIBLE_PINS,
                format!("pins[{}]", pins[pins.len() - 1]),
                message,
            );
        }
    }
}

/// A resource for every inner list of every pinned request at once.
pub(super) fn check_resources(check: &mut Check, spec: &ProblemSpec, problem: &Problem) {
    let Err(request) = pinned_resources(problem) else {
        return;
    };
    let id = problem.request_id(request);
    let at = spec
        .pins
        .iter()
        .position(|pin| pin.request == id)
        .unwrap_or_default();
    let message = format!(
        "No resource is left for the pinned request `{id}`: all are unavailable at its time or taken by other pins. Free one, add one, or remove a pin."
    );
    check.add(code::IMPOSSIBLE_PINS, format!("pins[{at}]"), message);
}
