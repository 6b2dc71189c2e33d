//! Something happened after people were told: what is the best plan now, and how few people must be disturbed for it?
//!
//! Everything away from the event stays. Around it a neighbourhood is solved exactly: first as much is covered as possible, then as few
//! people as possible lose something they were promised, then as few people as possible hear anything at all, then quality decides.
//! People may be moved one for the other along chains; a neighbourhood of h steps holds every chain of up to h - 1 people, so **fewest** is
//! proved once h is not smaller than the number of people moved. It grows until that proof holds and growing covers no more, or time is
//! over. That nothing covers more is proved where everything is covered again, or where the neighbourhood is all there is.
//! Where covering everything moves somebody, plans that move fewer and cover less are given too, for a coordinator to choose.

mod event;
mod search;

pub use event::Event;

use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::neighbourhood::{Area, Growth};
use crate::problem::*;
use crate::rules::Assignment;
use event::Aftermath;
use search::Surroundings;
use std::collections::BTreeSet;

/// More assignments than this are not looked at at once: the model would be none that is solved while somebody waits.
const LARGEST: usize = 3000;
/// A step further takes some times as long as the one before it; it is not begun when that time is not there.
const SLOWER: f64 = 4.0;
/// Of the time, so much is kept back for the search to end ...
const ENDING: f64 = 0.3;
/// ... and at most so many seconds.
const ENDING_MOST: f64 = 0.1;
/// The choice is given by at most so many plans.
const CHOICES: usize = 3;

/// One way to go on after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The whole plan, sorted.
    pub plan: Vec<Assignment>,
    /// Assignments that people were told and that are not in the plan; those the event itself undid are among them.
    pub gone: Vec<Assignment>,
    /// Assignments that are new.
    pub new: Vec<Assignment>,
    /// People who lose something they were told and that the event did not undo.
    pub moved: Vec<PersonId>,
    /// Everybody whose assignments change, the people concerned included.
    pub told: Vec<PersonId>,
    /// Requests with seats that were filled before the event, or that the event opened, and are empty now.
    pub uncovered: Vec<RequestId>,
    /// Weight of filled seats in the whole plan.
    pub coverage: i64,
    /// No plan of the whole problem that covers as much moves fewer people, as long as the plan before was the best one.
    pub fewest: bool,
    /// No plan of the whole problem covers more, as long as the plan before was the best one.
    pub most: bool,
}

/// The best plans after an event, the one that covers most first: each further one moves fewer people and covers less. At most three.
///
/// `plan` is what people were told: the assignments of a valid plan of `problem`. Empty when the event names nobody of the problem, or
/// time is over before anything is found; a budget of a third of a second is enough for a city's week.
pub fn repair(problem: &Problem, plan: &[Assignment], event: &Event, budget: &Budget) -> Vec<Repair> {
    let Some(after) = event::after(problem, plan, event) else {
        return Vec::new();
    };
    // A search that is asked to end does not end on the spot.
    let budget = &budget.keeping(ENDING, ENDING_MOST);
    let index = Index::new(&after.problem);
    let draft = Draft::of(&after.problem, &after.plan);
    let growth = Growth::new(&after.problem, &index, &draft, &after.off);
    let seeds = seeds(&after, &growth);
    if seeds.is_empty() {
        let mut one = described(problem, plan, &after, after.plan.clone());
        one.fewest = one.moved.is_empty();
        one.most = growth.nothing_open();
        return vec![one];
    }
    let mut area = growth.start(seeds);
    let mut best: Vec<Repair> = Vec::new();
    for hops in 1.. {
        let begin = budget.elapsed();
        let whole = closed(&growth, &area);
        if hops > 1 && size(&growth, &area) > LARGEST {
            break;
        }
        // The first step alone finds whoever can step in at once, which is an answer in any case.
        let found = Surroundings::new(&after, &draft, &area).choices(budget, CHOICES);
        let sure = Sure::new(hops, whole, &growth, &after);
        let list: Vec<Repair> = found
            .into_iter()
            .enumerate()
            .map(|(at, choice)| {
                let mut one = described(problem, plan, &after, choice.plan);
                sure.mark(&mut one, at == 0, choice.proved);
                one
            })
            .collect();
        if let Some(first) = list.first() {
            let gained = best.first().is_none_or(|before| first.coverage > before.coverage);
            let done = whole || list.iter().all(|one| one.fewest) && (first.most || !gained && hops > 1);
            // A larger neighbourhood that time cut short may show less than a smaller one.
            if best.first().is_none_or(|before| rank(first) <= rank(before)) {
                best = list;
            }
            if done {
                break;
            }
        }
        let spent = budget.elapsed() - begin;
        if budget.left() <= SLOWER * spent || !growth.grow(&mut area) {
            break;
        }
    }
    best
}

/// Smaller is better.
fn rank(one: &Repair) -> (i64, usize, usize) {
    (-one.coverage, one.moved.len(), one.told.len())
}

/// Where the search starts: what is to be filled, or what people who became free could fill.
fn seeds(after: &Aftermath, growth: &Growth<'_, '_>) -> BTreeSet<RequestId> {
    let mut seeds: BTreeSet<RequestId> = after.open.difference(&after.off).copied().collect();
    for &person in &after.concerned {
        seeds.extend(growth.open_for(person));
    }
    seeds
}

fn size(growth: &Growth<'_, '_>, area: &Area) -> usize {
    area.requests
        .iter()
        .map(|request| growth.eligible(*request).len())
        .sum()
}

fn closed(growth: &Growth<'_, '_>, area: &Area) -> bool {
    !growth.grow(&mut area.clone())
}

/// What makes an answer of a neighbourhood an answer for the whole problem?
struct Sure {
    hops: usize,
    whole: bool,
    /// Where everything is covered again, nothing covers more.
    limited: bool,
}

impl Sure {
    fn new(hops: usize, whole: bool, growth: &Growth<'_, '_>, after: &Aftermath) -> Self {
        // Scarce money is shared by requests that no chain of people connects.
        let money = scarce_money(&after.problem);
        Sure {
            hops: if money { 0 } else { hops },
            whole: whole && !money,
            limited: after.restricts || growth.nothing_open(),
        }
    }

    fn mark(&self, one: &mut Repair, first: bool, proved: bool) {
        one.fewest = proved && (self.whole || self.hops >= one.moved.len().max(1));
        one.most = first && proved && (self.whole || self.limited && one.uncovered.is_empty());
    }
}

/// Whether some budget could not pay for all requests that draw on it.
fn scarce_money(problem: &Problem) -> bool {
    let mut wanted = vec![0i64; problem.budgets.len()];
    for request in &problem.requests {
        if let Some(budget) = request.budget {
            let all = request.cents.saturating_mul(request.places());
            wanted[budget.index()] = wanted[budget.index()].saturating_add(all);
        }
    }
    problem
        .budgets
        .iter()
        .zip(wanted)
        .any(|(budget, wanted)| wanted > budget.cents)
}

/// Everything a coordinator wants to know about one plan.
fn described(problem: &Problem, before: &[Assignment], after: &Aftermath, plan: Vec<Assignment>) -> Repair {
    let was = |at: &Assignment| (at.request, at.person, at.time(problem));
    let is = |at: &Assignment| (at.request, at.person, at.time(&after.problem));
    let now: BTreeSet<_> = plan.iter().map(is).collect();
    let then: BTreeSet<_> = before.iter().map(was).collect();
    let gone: Vec<Assignment> = before
        .iter()
        .filter(|at| !now.contains(&was(at)))
        .copied()
        .collect();
    let new: Vec<Assignment> = plan
        .iter()
        .filter(|at| !then.contains(&is(at)))
        .copied()
        .collect();
    let moved: BTreeSet<PersonId> = after
        .told
        .iter()
        .filter(|at| !now.contains(&is(at)))
        .map(|at| at.person)
        .collect();
    let told: BTreeSet<PersonId> = gone.iter().chain(&new).map(|at| at.person).collect();
    let filled = |plan: &[Assignment], request: RequestId| {
        plan.iter().filter(|at| at.request == request).count() as i64
    };
    let uncovered: Vec<RequestId> = (0..problem.requests.len())
        .map(RequestId::from_index)
        .filter(|request| !after.off.contains(request))
        .filter(|request| {
            let now = filled(&plan, *request);
            now < filled(before, *request)
                || after.open.contains(request) && now < problem.requests[request.index()].places()
        })
        .collect();
    let coverage = plan
        .iter()
        .map(|at| problem.requests[at.request.index()].weight)
        .sum();
    Repair {
        plan,
        gone,
        new,
        moved: moved.into_iter().collect(),
        told: told.into_iter().collect(),
        uncovered,
        coverage,
        fewest: false,
        most: false,
    }
}
