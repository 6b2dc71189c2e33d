//! Which room does a request need, and when can it have it? One use at a time, within its hours, big enough.

use std::collections::BTreeMap;

use passgenau_solver::ResourceSpec;

use super::build::minute;
use super::snapshot::Snapshot;
use crate::calendar::availability;
use crate::calendar::intervals::{self, Interval};
use crate::calendar::recurrence::ALWAYS;
use crate::domain::organisation::Room;
use crate::domain::programme::Mode;
use crate::domain::request::{Request, TimeOption};
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
    let (place, room) = wanted(snapshot, request)?;
    let id = id(place, room);
    Some(if too_small(request, room) { small(&id) } else { id })
}

fn id(place: LocationId, room: &Room) -> String {
    format!("room:{place}:{}", fold(&room.name).replace(' ', "_"))
}

/// Times within the planned weeks at which a room is open and nobody has it yet.
fn free(snapshot: &Snapshot, place: LocationId, room: &Room) -> Vec<Interval> {
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
    let taken = snapshot.committed.iter().filter(|c| here(&c.request));
    let taken = taken.filter_map(|c| c.request.asked.options.get(c.option));
    intervals::subtract(open, taken.map(|time| (time.starts_at, time.ends_at)).collect())
}

/// The rooms that requests of the problem need.
pub(super) fn resources(snapshot: &Snapshot) -> Vec<ResourceSpec> {
    let mut specs: BTreeMap<String, ResourceSpec> = BTreeMap::new();
    for request in &snapshot.requests {
        let Some((place, room)) = wanted(snapshot, request) else {
            continue;
        };
        let whole = id(place, room);
        let (id, free) = if too_small(request, room) {
            (small(&whole), Vec::new())
        } else {
            (whole, free(snapshot, place, room))
        };
        let in_minutes = free.into_iter().map(|(from, to)| (minute(from), minute(to)));
        let spec = ResourceSpec {
            id,
            capacity: 1,
            available: Some(in_minutes.filter(|(from, to)| from < to).collect()),
        };
        specs.insert(spec.id.clone(), spec);
    }
    specs.into_values().collect()
}

/// Whether the room a request names cannot be had for any of these times, or is too small.
pub(super) fn is_blocked(snapshot: &Snapshot, request: &Request, times: &[TimeOption]) -> bool {
    let Some((place, room)) = wanted(snapshot, request) else {
        return false;
    };
    if too_small(request, room) {
        return true;
    }
    let free = free(snapshot, place, room);
    !times
        .iter()
        .any(|time| intervals::contains(&free, (time.starts_at, time.ends_at)))
}

/// A room that cannot be had at all.
fn small(id: &str) -> String {
    format!("{id}:small")
}

fn too_small(request: &Request, room: &Room) -> bool {
    let expected = request.asked.details.people_expected;
    matches!((expected, room.people), (Some(expected), Some(most)) if expected > most)
}
