//! Who must not be sent to a request? Declared ties, pairs kept apart, people asked before, cases served often enough.

use std::collections::{BTreeMap, BTreeSet};

use super::cases::served;
use super::snapshot::Snapshot;
use crate::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use crate::domain::plan::WishKind;
use crate::domain::programme::ProgrammeId;
use crate::domain::request::Request;
use crate::ids::PersonId;

/// Everybody who must not come to a request.
pub(super) fn excluded(snapshot: &Snapshot, request: &Request) -> BTreeSet<PersonId> {
    let mut out: BTreeSet<PersonId> = snapshot.asked.get(&request.id).cloned().unwrap_or_default();
    out.extend(kept_apart(snapshot, request).map(|(person, _)| person));
    out.extend(served_enough(snapshot, request));
    out.extend(barred(snapshot, request));
    out
}

/// People whom the office does not want for a request.
pub(super) fn barred<'a>(
    snapshot: &'a Snapshot,
    request: &'a Request,
) -> impl Iterator<Item = PersonId> + 'a {
    let wishes = snapshot.rules.wishes.iter();
    let about = wishes.filter(|w| w.request == request.id && w.kind == WishKind::Barred);
    about.map(|w| w.person)
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

/// People for whom a request would be once too often for its case, by what they served outside of the planned weeks
/// and what is agreed within them. What the plan itself gives them is bounded by [`super::cases`].
pub(super) fn served_enough(snapshot: &Snapshot, request: &Request) -> BTreeSet<PersonId> {
    let limit = snapshot.programme(request).and_then(|p| p.case_limit);
    let (Some(limit), Some(_)) = (limit, &request.asked.case_token) else {
        return BTreeSet::new();
    };
    let same = |other: &Request| {
        other.asked.case_token == request.asked.case_token && other.asked.programme == request.asked.programme
    };
    let mut counts: BTreeMap<PersonId, i64> = served(snapshot, request).cloned().unwrap_or_default();
    for commitment in snapshot.committed.iter().filter(|c| same(&c.request)) {
        *counts.entry(commitment.person).or_default() += 1;
    }
    counts.retain(|_, count| *count >= limit);
    counts.into_keys().collect()
}

/// Whether so many people as a request needs could come, but never together: of those whom no other rule keeps away,
/// some are not to meet.
pub(super) fn only_apart(snapshot: &Snapshot, request: &Request, able: &[PersonId]) -> bool {
    let wanted = usize::try_from(request.headcount()).unwrap_or(usize::MAX);
    let pair = |exclusion: &Exclusion| match exclusion.from {
        ExcludedFrom::Person(other) => Some((exclusion.person.min(other), exclusion.person.max(other))),
        _ => None,
    };
    let pairs: BTreeSet<(PersonId, PersonId)> = snapshot.rules.exclusions.iter().filter_map(pair).collect();
    let meet = |one: &PersonId, other: &PersonId| !pairs.contains(&(*one.min(other), *one.max(other)));
    // Those in no pair can come together with anybody.
    let tied = |id: &&PersonId| pairs.iter().any(|(one, other)| one == *id || other == *id);
    let bound: Vec<PersonId> = able.iter().filter(tied).copied().collect();
    if wanted < 2 || able.len() < wanted || bound.len() < 2 {
        return false;
    }
    let free = able.len() - bound.len();
    !together(&bound, &mut Vec::new(), wanted.saturating_sub(free), &meet)
}

/// Whether so many of these people can come together.
fn together(
    left: &[PersonId],
    chosen: &mut Vec<PersonId>,
    wanted: usize,
    meet: &impl Fn(&PersonId, &PersonId) -> bool,
) -> bool {
    if chosen.len() >= wanted {
        return true;
    }
    for (at, person) in left.iter().enumerate() {
        if chosen.iter().all(|other| meet(person, other)) {
            chosen.push(*person);
            if together(&left[at + 1..], chosen, wanted, meet) {
                return true;
            }
            chosen.pop();
        }
    }
    false
}
