//! Does every id stand for exactly one thing, and does everything that is named exist?

use super::*;
use std::collections::BTreeMap;

/// Positions by id.
pub(super) struct Known<'s> {
    pub(super) people: BTreeMap<&'s str, usize>,
    pub(super) requests: BTreeMap<&'s str, usize>,
}

pub(super) fn check<'s>(check: &mut Check, spec: &'s ProblemSpec) -> Known<'s> {
    let people = unique(check, "people", spec.people.iter().map(|entry| entry.id.as_str()));
    let requests = unique(
        check,
        "requests",
        spec.requests.iter().map(|entry| entry.id.as_str()),
    );
    let resources = unique(
        check,
        "resources",
        spec.resources.iter().map(|entry| entry.id.as_str()),
    );
    let budgets = unique(
        check,
        "budgets",
        spec.budgets.iter().map(|entry| entry.id.as_str()),
    );
    let cases = unique(check, "cases", spec.cases.iter().map(|entry| entry.id.as_str()));
    for (at, person) in spec.people.iter().enumerate() {
        if person.mobility != "default" && !spec.travel.contains_key(&person.mobility) {
            let message = format!(
                "`{}` is no key of `travel`. Add it there or correct it.",
                person.mobility
            );
            check.add(code::UNKNOWN_REFERENCE, format!("people[{at}].mobility"), message);
        }
    }
    for (at, request) in spec.requests.iter().enumerate() {
        if let Some(budget) = &request.budget {
            exists(check, &budgets, "budgets", budget, || {
                format!("requests[{at}].budget")
            });
        }
        if let Some(case) = &request.case {
            exists(check, &cases, "cases", case, || format!("requests[{at}].case"));
        }
        for (k, list) in request.resources.iter().enumerate() {
            for (l, resource) in list.iter().enumerate() {
                exists(check, &resources, "resources", resource, || {
                    format!("requests[{at}].resources[{k}][{l}]")
                });
            }
        }
    }
    for (at, pin) in spec.pins.iter().enumerate() {
        exists(check, &people, "people", &pin.person, || {
            format!("pins[{at}].person")
        });
        exists(check, &requests, "requests", &pin.request, || {
            format!("pins[{at}].request")
        });
    }
    Known { people, requests }
}

fn unique<'s>(check: &mut Check, list: &str, ids: impl Iterator<Item = &'s str>) -> BTreeMap<&'s str, usize> {
    let mut known = BTreeMap::new();
    for (at, id) in ids.enumerate() {
        if id.is_empty() {
            check.add(
                code::EMPTY,
                format!("{list}[{at}].id"),
                "An id must not be empty. Give it a text.",
            );
        } else if let Some(first) = known.get(id) {
            let message = format!("`{id}` is already the id of {list}[{first}]. Give each entry its own id.");
            check.add(code::DUPLICATE_ID, format!("{list}[{at}].id"), message);
            continue;
        }
        known.insert(id, at);
    }
    known
}

fn exists(
    check: &mut Check,
    known: &BTreeMap<&str, usize>,
    list: &str,
    id: &str,
    path: impl FnOnce() -> String,
) {
    // An entry whose own id is missing may be the one that is meant.
    if !known.contains_key(id) && !known.contains_key("") {
        let message = format!("`{id}` is not among `{list}`. Add it there or correct it here.");
        check.add(code::UNKNOWN_REFERENCE, path(), message);
    }
}
