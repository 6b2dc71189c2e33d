//! Which room does a request need, and when can it have it? One use at a time, within its hours, big enough, and
//! without steps where that is asked.

use std::collections::BTreeMap;

use passgenau_solver::ResourceSpec;

use super::build::minute;
use super::snapshot::Snapshot;
use crate::calendar::availability;
use crate::calendar::intervals::{self, Interval};
use crate::calendar::recurrence::ALWAYS;
use crate::domain::organisation::Room;
use crate::domain::programme::Mode;
use crate::domain::request::{Occasion, Request, TimeOption};
use crate::domain::text::fold;
use crate::ids::LocationId;

/// The room a request names, when its place keeps one of that name.
fn wanted<'a>(snapshot: &'a Snapshot, request: &Request) -> Option<(LocationId, &'a Room)> {
    let asked = &request.asked;
    if asked.mode != Mode::OnSite {
        return None;
    }
    let name = fold(asked.room.as_deref()?);
    let rooms = snapshot.rules.rooms.get(&asked.location)?;
    let room = rooms.iter().find(|room| fold(&room.name) == name)?;
    Some((asked.location, room))
}

/// The name of the room in the problem.
pub(super) fn resource(snapshot: &Snapshot, request: &Request) -> Option<String> {
    if let Some((place, room)) = wanted(snapshot, request) {
        let id = id(place, room);
        return Some(match (unfit(request, room), takes_turns(request)) {
            (true, _) => never(&id),
            (false, true) => format!("{id}:turns"),
            (false, false) => id,
        });
    }
    steps_everywhere(snapshot, request).map(|place| never(&format!("room:{place}")))
}

/// The place of a request that needs a room without steps, where every room that is kept has some. Which of several
/// rooms it will be is the place's business as long as one of them would do.
fn steps_everywhere(snapshot: &Snapshot, request: &Request) -> Option<LocationId> {
    let asked = &request.asked;
    if asked.mode != Mode::OnSite || !asked.details.step_free || wanted(snapshot, request).is_some() {
        return None;
    }
    let rooms = snapshot.rules.rooms.get(&asked.location)?;
    (!rooms.is_empty() && !rooms.iter().any(|room| room.step_free)).then_some(asked.location)
}

fn id(place: LocationId, room: &Room) -> String {
    format!("room:{place}:{}", fold(&room.name).replace(' ', "_"))
}

/// Whether a request has its room in turns with others: on a consultation day the talks of several languages follow
/// each other in one room, and the school's own list says when.
fn takes_turns(request: &Request) -> bool {
    request.asked.occasion == Occasion::ConsultationDay
}

/// Times within the planned weeks at which a room is open and, unless it is had in turns, nobody has it yet.
fn free(snapshot: &Snapshot, request: &Request, place: LocationId, room: &Room) -> Vec<Interval> {
    let whole = vec![(snapshot.from, snapshot.to)];
    let open = match availability::parse(&room.open, ALWAYS) {
        Ok(hours) if !hours.is_empty() => {
            let spans = hours
                .iter()
                .flat_map(|window| window.intervals(snapshot.zone, snapshot.from, snapshot.to));
            intervals::clip(spans.collect(), snapshot.from, snapshot.to)
        }
        // Nothing said is always.
        _ => whole,
    };
    let here = |request: &Request| {
        wanted(snapshot, request).is_some_and(|(at, other)| at == place && other.name == room.name)
    };
    let turns = takes_turns(request);
    let besides = |other: &Request| here(other) && !(turns && takes_turns(other));
    let taken = snapshot.committed.iter().filter(|c| besides(&c.request));
    let taken = taken.filter_map(|c| c.request.asked.options.get(c.option));
    intervals::subtract(open, taken.map(|time| (time.starts_at, time.ends_at)).collect())
}

/// The rooms that requests of the problem need.
pub(super) fn resources(snapshot: &Snapshot) -> Vec<ResourceSpec> {
    let mut specs: BTreeMap<String, ResourceSpec> = BTreeMap::new();
    for request in &snapshot.requests {
        let Some(id) = resource(snapshot, request) else {
            continue;
        };
        let free = match wanted(snapshot, request) {
            Some((place, room)) if !unfit(request, room) => free(snapshot, request, place, room),
            _ => Vec::new(),
        };
        let in_minutes = free.into_iter().map(|(from, to)| (minute(from), minute(to)));
        let spec = ResourceSpec {
            id,
            capacity: if takes_turns(request) { 1_000_000 } else { 1 },
            available: Some(in_minutes.filter(|(from, to)| from < to).collect()),
        };
        specs.insert(spec.id.clone(), spec);
    }
    specs.into_values().collect()
}

/// Whether the room a request names cannot be had for any of these times, or none would do.
pub(super) fn is_blocked(snapshot: &Snapshot, request: &Request, times: &[TimeOption]) -> bool {
    let Some((place, room)) = wanted(snapshot, request) else {
        return steps_everywhere(snapshot, request).is_some();
    };
    if unfit(request, room) {
        return true;
    }
    let free = free(snapshot, request, place, room);
    !times
        .iter()
        .any(|time| intervals::contains(&free, (time.starts_at, time.ends_at)))
}

/// A room that cannot be had at all.
fn never(id: &str) -> String {
    format!("{id}:unfit")
}

/// Whether a room is too small for a request, or has steps where none may be.
fn unfit(request: &Request, room: &Room) -> bool {
    let said = &request.asked.details;
    let small =
        matches!((said.people_expected, room.people), (Some(expected), Some(most)) if expected > most);
    small || (said.step_free && !room.step_free)
}
