//! How many people are left after each of the eight rules?

use crate::eligibility::Index;
use crate::problem::*;
use crate::rules::{Assignment, RULES, holds};

/// For k = 1..8 the number of people who pass rules 1..k for at least one option and seat.
pub(crate) fn funnel(problem: &Problem, index: &Index, request: RequestId) -> [u32; 8] {
    let facts = &problem.requests[request.index()];
    let mut funnel = [0; 8];
    funnel[0] = index.of_programme(facts.programme).len() as u32;
    let mut people: Vec<PersonId> = facts.seats.iter().flat_map(|seat| index.speakers(problem, facts, seat)).collect();
    people.sort_unstable();
    people.dedup();
    for person in people {
        let mut furthest = 0;
        for seat in 0..facts.seats.len() as u32 {
            for option in 0..facts.options.len() as u32 {
                let at = Assignment { request, option, seat, person };
                let passed = RULES.into_iter().take_while(|&rule| holds(problem, rule, at)).count();
                furthest = furthest.max(passed);
            }
        }
        for count in &mut funnel[1..furthest.max(1)] {
            *count += 1;
        }
    }
    funnel
}
