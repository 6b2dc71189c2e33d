//! Which changes to what people have agreed to does an event ask for? From the office's data to the solver's repair and back.

use std::collections::{BTreeMap, BTreeSet};

use passgenau_solver as solver;
use solver::Assignment;

use super::build::minute;
use super::{Snapshot, problem};
use crate::domain::repair::{RepairChange, RepairEvent, RepairPlan};
use crate::domain::request::Request;
use crate::ids::{PersonId, RequestId};

/// Up to three ways to go on after an event, the one that covers most first, each further one disturbing fewer people.
///
/// The agreements and open offers of the snapshot are what people were told; of its requests only the urgent one counts,
/// what waits for the next plan goes on waiting.
///
/// # Errors
/// When the snapshot makes no valid problem, which would be a fault of ours.
pub fn repair(
    snapshot: &Snapshot,
    event: &RepairEvent,
    budget: &solver::Budget,
) -> anyhow::Result<Vec<RepairPlan>> {
    let agreed = as_requests(snapshot, event);
    let spec = problem(&agreed);
    let problem = solver::validate(&spec).map_err(|faults| {
        anyhow::anyhow!(
            "{} fault(s) in our own problem: {:?}",
            faults.len(),
            faults.first()
        )
    })?;
    // What is pinned is the past of cases; it stays.
    let placed: BTreeSet<String> = agreed.requests.iter().map(|r| r.id.to_string()).collect();
    let past = spec.pins.iter().filter(|pin| !placed.contains(&pin.request));
    let past = past.filter_map(|pin| {
        Some(Assignment {
            request: problem.request(&pin.request)?,
            option: 0,
            seat: 0,
            person: problem.person(&pin.person)?,
        })
    });
    let told: Vec<Assignment> = snapshot
        .committed
        .iter()
        .filter_map(|held| {
            Some(Assignment {
                request: problem.request(&held.request.id.to_string())?,
                option: 0,
                seat: u32::try_from(held.seat).ok()?,
                person: problem.person(&held.person.to_string())?,
            })
        })
        .chain(past)
        .collect();
    let option_of: BTreeMap<RequestId, usize> = snapshot
        .committed
        .iter()
        .map(|held| (held.request.id, held.option))
        .collect();
    solver::repair(&problem, &told, &in_minutes(event), budget)
        .iter()
        .map(|found| plan(&problem, &option_of, found))
        .collect()
}

/// The same snapshot with every agreement as a request that can be placed anew, at its agreed time only.
fn as_requests(snapshot: &Snapshot, event: &RepairEvent) -> Snapshot {
    let mut agreed = snapshot.clone();
    agreed
        .requests
        .retain(|request| matches!(event, RepairEvent::Urgent { request: urgent } if request.id == *urgent));
    let mut held: BTreeMap<RequestId, (Request, usize, BTreeSet<PersonId>)> = BTreeMap::new();
    for commitment in std::mem::take(&mut agreed.committed) {
        held.entry(commitment.request.id)
            .or_insert_with(|| (commitment.request, commitment.option, BTreeSet::new()))
            .2
            .insert(commitment.person);
    }
    for (id, (mut request, option, people)) in held {
        if let Some(time) = request.asked.options.get(option).copied() {
            request.asked.options = vec![time];
            // Whoever was asked and did not come is not asked again; whoever comes may go on coming.
            if let Some(asked) = agreed.asked.get_mut(&id) {
                asked.retain(|person| !people.contains(person));
            }
            agreed.requests.push(request);
        }
    }
    agreed
}

fn in_minutes(event: &RepairEvent) -> solver::Event {
    match event {
        RepairEvent::Unavailable { person, from, to } => solver::Event::Unavailable {
            person: person.to_string(),
            from: minute(*from),
            to: minute(*to),
        },
        RepairEvent::Declined { request, person } => solver::Event::Declined {
            request: request.to_string(),
            person: person.to_string(),
        },
        RepairEvent::Cancelled { request } => solver::Event::Cancelled {
            request: request.to_string(),
        },
        RepairEvent::Urgent { request } => solver::Event::Urgent {
            request: request.to_string(),
        },
        RepairEvent::Moved {
            request,
            starts_at,
            ends_at,
        } => solver::Event::Moved {
            request: request.to_string(),
            start: minute(*starts_at),
            end: minute(*ends_at),
        },
    }
}

fn plan(
    problem: &solver::Problem,
    option_of: &BTreeMap<RequestId, usize>,
    found: &solver::Repair,
) -> anyhow::Result<RepairPlan> {
    let person = |id: solver::PersonId| -> anyhow::Result<PersonId> { Ok(problem.person_id(id).parse()?) };
    let request =
        |id: solver::RequestId| -> anyhow::Result<RequestId> { Ok(problem.request_id(id).parse()?) };
    let mut changes: Vec<RepairChange> = Vec::new();
    for gone in &found.gone {
        let id = request(gone.request)?;
        changes.push(RepairChange {
            request: id,
            seat: gone.seat as usize,
            option: option_of.get(&id).copied().unwrap_or(gone.option as usize),
            loses: Some(person(gone.person)?),
            gains: None,
        });
    }
    for new in &found.new {
        let (id, who) = (request(new.request)?, person(new.person)?);
        let seat = new.seat as usize;
        let open = changes
            .iter_mut()
            .find(|change| change.request == id && change.seat == seat && change.gains.is_none());
        match open {
            Some(change) => change.gains = Some(who),
            None => changes.push(RepairChange {
                request: id,
                seat,
                option: option_of.get(&id).copied().unwrap_or(new.option as usize),
                loses: None,
                gains: Some(who),
            }),
        }
    }
    changes.sort_by_key(|change| (change.request, change.seat, change.loses));
    Ok(RepairPlan {
        uncovered: found
            .uncovered
            .iter()
            .map(|id| request(*id))
            .collect::<Result<_, _>>()?,
        moved: found
            .moved
            .iter()
            .map(|id| person(*id))
            .collect::<Result<_, _>>()?,
        told: found
            .told
            .iter()
            .map(|id| person(*id))
            .collect::<Result<_, _>>()?,
        changes,
        proven: found.fewest,
    })
}
