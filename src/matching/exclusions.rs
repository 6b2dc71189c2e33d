//! Who must not be sent to a request? Declared ties, pairs kept apart, people asked before, cases served often enough.

use std::collections::{BTreeMap, BTreeSet};

use super::build::served;
use super::snapshot::Snapshot;
use crate::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::Request;
use crate::ids::PersonId;

/// Everybody who must not come to a request.
pub(super) fn excluded(snapshot: &Snapshot, request: &Request) -> BTreeSet<PersonId> {
    let mut out: BTreeSet<PersonId> = snapshot.asked.get(&request.id).cloned().unwrap_or_default();
    out.extend(kept_apart(snapshot, request).map(|(person, _)| person));
    out.extend(served_enough(snapshot, request));
    out
}

/// People with a tie to the organisation, the case or somebody who comes anyway, and the kind of tie.
pub(super) fn kept_apart<'a>(
    snapshot: &'a Snapshot,
    request: &'a Request,
) -> impl Iterator<Item = (PersonId, ExclusionKind)> + 'a {
    let asked = &request.asked;
    let beside = snapshot.rules.beside.get(&request.id);
    let comes = move |person: &PersonId| beside.is_some_and(|people| people.contains(person));
    snapshot.rules.exclusions.iter().filter_map(move |pair| {
        let person = match &pair.from {
            ExcludedFrom::Organisation(id) => (*id == asked.organisation).then_some(pair.person),
            ExcludedFrom::Case(token) => (Some(token) == asked.case_token.as_ref()).then_some(pair.person),
            ExcludedFrom::Person(other) if comes(other) => Some(pair.person),
            ExcludedFrom::Person(other) => comes(&pair.person).then_some(*other),
        };
        person.map(|person| (person, pair.kind))
    })
}

/// Pairs of volunteers who could meet on a request for several people but are not to.
pub(super) fn pairs(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let teams: BTreeSet<&ProgrammeId> = snapshot
        .requests
        .iter()
        .filter(|request| request.headcount() > 1)
        .map(|request| &request.asked.programme)
        .collect();
    let meets = |id: PersonId| {
        let known = snapshot.people.iter().find(|person| person.id == id);
        known.is_some_and(|person| person.programmes.iter().any(|p| teams.contains(p)))
    };
    let pair = |exclusion: &Exclusion| match exclusion.from {
        ExcludedFrom::Person(other) if meets(exclusion.person) && meets(other) => {
            let (one, other) = (exclusion.person.min(other), exclusion.person.max(other));
            Some(vec![one.to_string(), other.to_string()])
        }
        _ => None,
    };
    let found: BTreeSet<Vec<String>> = snapshot.rules.exclusions.iter().filter_map(pair).collect();
    found.into_iter().collect()
}

/// People for whom a request would be once too often for its case. What they served outside of the planned weeks
/// counts, what is agreed within them, and every request of the case that comes first: so the bound holds whatever
/// the plan gives them of those, at the price that the order of the requests decides who is left for the last.
pub(super) fn served_enough(snapshot: &Snapshot, request: &Request) -> BTreeSet<PersonId> {
    let limit = snapshot.programme(request).and_then(|p| p.case_limit);
    let (Some(limit), Some(_)) = (limit, &request.asked.case_token) else {
        return BTreeSet::new();
    };
    let same = |other: &&Request| {
        other.asked.case_token == request.asked.case_token && other.asked.programme == request.asked.programme
    };
    let order = |request: &Request| (request.asked.options.first().map(|o| o.starts_at), request.id);
    let first = snapshot
        .requests
        .iter()
        .filter(same)
        .filter(|other| order(other) < order(request))
        .count();
    let mut counts: BTreeMap<PersonId, i64> = served(snapshot, request).cloned().unwrap_or_default();
    for commitment in snapshot.committed.iter().filter(|c| same(&&c.request)) {
        *counts.entry(commitment.person).or_default() += 1;
    }
    let ahead = i64::try_from(first).unwrap_or(i64::MAX);
    counts.retain(|_, count| count.saturating_add(ahead) >= limit);
    counts.into_keys().collect()
}
