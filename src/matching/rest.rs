//! Who is employed needs rest between one day's work and the next: how is that said to the solver?

use passgenau_solver::LimitSpec;

use super::build::minute;
use super::snapshot::Snapshot;
use crate::domain::person::Person;
use crate::domain::request::TimeOption;

/// Whether two times lie on different days with less than so many minutes between them.
fn too_close(snapshot: &Snapshot, rest: i64, one: &TimeOption, other: &TimeOption) -> bool {
    let (first, second) = if one.starts_at <= other.starts_at {
        (one, other)
    } else {
        (other, one)
    };
    let gap = (second.starts_at - first.ends_at).num_minutes();
    gap < rest && snapshot.day(first.starts_at) != snapshot.day(second.starts_at)
}

/// What a person has agreed to within the planned weeks.
fn agreed<'a>(snapshot: &'a Snapshot, person: &Person) -> impl Iterator<Item = &'a TimeOption> {
    let id = person.id;
    let own = snapshot.committed.iter().filter(move |c| c.person == id);
    own.filter_map(|c| c.request.asked.options.get(c.option))
}

/// Limits that keep an evening and the next morning apart: of what begins from the one to the other, one at most. Where
/// several mornings follow so soon they bound each other as well, which costs a choice now and then and breaks no rest.
pub(super) fn limits(snapshot: &Snapshot, person: &Person) -> Vec<LimitSpec> {
    let Some(rest) = person.bounds.rest_minutes else {
        return Vec::new();
    };
    let possible = snapshot
        .requests
        .iter()
        .filter(|request| person.programmes.contains(&request.asked.programme));
    let mut times: Vec<TimeOption> = possible
        .flat_map(|request| request.asked.options.iter().copied())
        .chain(agreed(snapshot, person).copied())
        .collect();
    times.sort_by_key(|time| (time.starts_at, time.ends_at));
    times.dedup();
    let mut limits: Vec<LimitSpec> = Vec::new();
    for (at, first) in times.iter().enumerate() {
        let later = times[at + 1..].iter();
        for second in later.filter(|second| too_close(snapshot, rest, first, second)) {
            let (from, to) = (minute(first.starts_at), minute(second.starts_at) + 1);
            if !limits.iter().any(|known| known.from == from && known.to == to) {
                limits.push(LimitSpec {
                    from,
                    to,
                    requests: Some(1),
                    ..LimitSpec::default()
                });
            }
        }
    }
    limits
}

/// Whether what a person has agreed to leaves too little rest before or after a time.
pub(super) fn is_broken(snapshot: &Snapshot, person: &Person, time: &TimeOption) -> bool {
    let Some(rest) = person.bounds.rest_minutes else {
        return false;
    };
    agreed(snapshot, person).any(|own| too_close(snapshot, rest, own, time))
}
