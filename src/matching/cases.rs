//! How often may one person accompany one case? Exactly so often, whatever the plan gives them: what they did for the
//! case before stands in the problem as requests of the past, so that the solver counts it with the rest.

use std::collections::{BTreeMap, BTreeSet};

use passgenau_solver::{CaseSpec, OptionSpec, RequestSpec, SeatSpec, Told};
use uuid::Uuid;

use super::build::minute;
use super::snapshot::Snapshot;
use crate::domain::programme::ProgrammeId;
use crate::domain::request::Request;
use crate::ids::PersonId;

/// Minutes between the planned weeks and where the past stands in the problem: before every month and year that a limit
/// of these weeks counts over.
const LONG_AGO: i64 = 800 * 24 * 60;
/// Minutes between two entries of the past.
const STEP: i64 = 10;

/// How often people have served the case of a request.
pub(super) fn served<'a>(snapshot: &'a Snapshot, request: &Request) -> Option<&'a BTreeMap<PersonId, i64>> {
    let token = request.asked.case_token.clone()?;
    snapshot
        .served_cases
        .get(&(request.asked.programme.clone(), token))
}

/// The case of a request in the problem, when its programme bounds it: every programme counts for itself.
pub(super) fn case(snapshot: &Snapshot, request: &Request) -> Option<String> {
    snapshot.programme(request)?.case_limit?;
    let token = request.asked.case_token.as_ref()?;
    Some(format!("{}:{token}", request.asked.programme.0))
}

/// The bounds of the cases that requests of the problem belong to.
pub(super) fn limits(snapshot: &Snapshot, requests: &[RequestSpec]) -> Vec<CaseSpec> {
    let used: BTreeSet<&String> = requests.iter().filter_map(|r| r.case.as_ref()).collect();
    let limit = |id: &String| {
        let (programme, _) = id.split_once(':')?;
        let programme = snapshot.programmes.iter().find(|p| p.id.0 == programme)?;
        Some(CaseSpec {
            id: id.clone(),
            limit: programme.case_limit?,
        })
    };
    used.into_iter().filter_map(limit).collect()
}

/// What people did for the cases of the requests to be placed, as pinned requests of the past: by telephone, so that
/// no journey leads there, one minute long, so that it weighs nothing. Whoever did enough is excluded by name instead.
pub(super) fn remembered(snapshot: &Snapshot) -> (Vec<RequestSpec>, Vec<Told>) {
    let mut first: BTreeMap<(&ProgrammeId, &String), &Request> = BTreeMap::new();
    for request in &snapshot.requests {
        if let (Some(_), Some(token)) = (case(snapshot, request), &request.asked.case_token) {
            let known = first.entry((&request.asked.programme, token)).or_insert(request);
            if request.id < known.id {
                *known = request;
            }
        }
    }
    let here: BTreeSet<PersonId> = snapshot.people.iter().map(|p| p.id).collect();
    let (mut requests, mut pins) = (Vec::new(), Vec::new());
    for request in first.into_values() {
        let (Some(limit), Some(counts)) = (
            snapshot.programme(request).and_then(|p| p.case_limit),
            served(snapshot, request),
        ) else {
            continue;
        };
        for round in 1..limit {
            let people: Vec<PersonId> = counts
                .iter()
                .filter(|(id, count)| here.contains(*id) && (round..limit).contains(*count))
                .map(|(id, _)| *id)
                .collect();
            if people.is_empty() {
                break;
            }
            // A name of its own that follows from the request's, and that no request has.
            let name =
                Uuid::from_u128(!request.id.0.as_u128() ^ u128::from(round.unsigned_abs())).to_string();
            let start = minute(snapshot.from) - LONG_AGO + STEP * i64::try_from(requests.len()).unwrap_or(0);
            requests.push(RequestSpec {
                id: name.clone(),
                programme: request.asked.programme.0.clone(),
                weight: 1,
                mode: "phone".to_owned(),
                options: vec![OptionSpec {
                    start,
                    end: start + 1,
                    day: String::new(),
                }],
                seats: vec![SeatSpec {
                    count: i64::try_from(people.len()).unwrap_or(i64::MAX),
                    ..SeatSpec::default()
                }],
                all_or_nothing: false,
                case: case(snapshot, request),
                ..RequestSpec::default()
            });
            pins.extend(people.iter().map(|person| Told {
                request: name.clone(),
                person: person.to_string(),
                option: 0,
            }));
        }
    }
    (requests, pins)
}
