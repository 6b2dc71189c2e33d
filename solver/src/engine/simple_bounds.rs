//! How good could a goal possibly be, by simple counting?
//!
//! These bounds need no search. They answer for levels that time did not reach, and where the plan meets one, nothing is left to prove.

use super::candidates::Candidates;
use crate::draft::Draft;
use crate::goals::{Cost, cost, load_cost};
use crate::problem::*;
use crate::quality::quality;
use crate::rules::Assignment;
use crate::spec::Goal;

/// People that each request could get at most, were it alone.
pub(super) fn most_filled(problem: &Problem, candidates: &Candidates, pinned: &Draft<'_>) -> Vec<i64> {
    (0..problem.requests.len())
        .map(|at| {
            let request = &problem.requests[at];
            let pins = pinned.pins_of(RequestId::from_index(at)).len() as i64;
            let list = &candidates.list[candidates.of_request[at].clone()];
            let by_option = list.chunk_by(|a, b| a.option == b.option).map(|same| {
                let by_seat = same.chunk_by(|a, b| a.seat == b.seat);
                by_seat
                    .map(|seat| request.seats[seat[0].seat as usize].count.min(seat.len() as i64))
                    .sum::<i64>()
            });
            pins + by_option.max().unwrap_or(0).min(request.places() - pins)
        })
        .collect()
}

/// The same without candidates.
fn most_places(problem: &Problem) -> Vec<i64> {
    problem.requests.iter().map(Request::places).collect()
}

/// A cost that no plan can beat.
pub(super) fn bound(
    problem: &Problem,
    goal: Goal,
    candidates: Option<&Candidates>,
    pinned: &Draft<'_>,
) -> Cost {
    let units = match goal {
        Goal::Coverage => {
            let most =
                candidates.map_or_else(|| most_places(problem), |all| most_filled(problem, all, pinned));
            -problem
                .requests
                .iter()
                .zip(most)
                .map(|(request, most)| i128::from(request.weight) * i128::from(most))
                .sum::<i128>()
        }
        Goal::Stability => i128::from(problem.previous_lost),
        Goal::People | Goal::Visits => {
            let pins: Vec<Assignment> = pinned.by_request.iter().flatten().copied().collect();
            cost(problem, goal, &pins).units
        }
        Goal::Quality => quality_bound(problem, candidates, pinned),
        Goal::Fairness => {
            let minutes = |at: usize| {
                pinned.by_person[at]
                    .iter()
                    .map(|at| at.time(problem).minutes())
                    .sum()
            };
            problem
                .people
                .iter()
                .enumerate()
                .map(|(at, person)| load_cost(person, minutes(at)))
                .sum()
        }
    };
    Cost { goal, units }
}

/// The best seat of each pin, and for each open place the best candidate where that is better than nobody.
fn quality_bound(problem: &Problem, candidates: Option<&Candidates>, pinned: &Draft<'_>) -> i128 {
    let pins: i128 = problem
        .pins
        .iter()
        .map(|pin| {
            let seats = 0..problem.requests[pin.request.index()].seats.len() as u32;
            let on = |seat| Assignment {
                request: pin.request,
                option: pin.option,
                seat,
                person: pin.person,
            };
            i128::from(
                seats
                    .map(|seat| quality(problem, on(seat)).total())
                    .min()
                    .unwrap_or(0),
            )
        })
        .sum();
    let free: i128 = (0..problem.requests.len())
        .map(|at| {
            let open = problem.requests[at].places() - pinned.pins_of(RequestId::from_index(at)).len() as i64;
            let best = match candidates {
                Some(all) => all.list[all.of_request[at].clone()]
                    .iter()
                    .map(|at| quality(problem, *at).total())
                    .min()
                    .unwrap_or(0),
                None => lowest_quality(&problem.requests[at]),
            };
            i128::from(open) * i128::from(best.min(0))
        })
        .sum();
    pins + free
}

/// Fewer points than any assignment can have.
fn lowest_quality(request: &Request) -> i64 {
    let (weights, options) = (&request.weights, request.options.len());
    let favoured: i64 = request.favoured.iter().map(|one| one.points.min(0)).sum();
    let travel = weights.travel.min(0) * crate::validate::MAX_TRAVEL;
    let option = weights.option.min(0) * options as i64;
    travel
        + weights.variety.min(0) * 100
        + option
        + weights.gender.min(0)
        + weights.preferred.min(0)
        + weights.known.min(0)
        + favoured
}
