//! How many people are left after each of the eight rules?

use crate::eligibility::Index;
use crate::problem::*;
use crate::rules::{Assignment, RULES, holds, language_quality};

/// For k = 1..8 the number of people who pass rules 1..k for at least one option and seat.
pub fn funnel(problem: &Problem, request: RequestId) -> [u32; 8] {
    counted(problem, &Index::new(problem), request)
}

pub(crate) fn counted(problem: &Problem, index: &Index, request: RequestId) -> [u32; 8] {
    let facts = &problem.requests[request.index()];
    let mut funnel = [0; 8];
    funnel[0] = index.of_programme(facts.programme).len() as u32;
    let only_language = facts.excluded.is_empty()
        && facts.gender.is_none_or(|(_, required)| !required)
        && facts
            .seats
            .iter()
            .all(|seat| seat.qualifications.is_empty() && seat.gender.is_none());
    let gather = |of: &dyn Fn(&Seat) -> Vec<PersonId>| {
        let mut people: Vec<PersonId> = facts.seats.iter().flat_map(of).collect();
        people.sort_unstable();
        people.dedup();
        people
    };
    if !only_language {
        for person in gather(&|seat| index.speakers(problem, facts, seat)) {
            count(&mut funnel, 1, passed(problem, request, person));
        }
        return funnel;
    }
    // Rules 3 to 5 ask nothing of anybody: only people nearby need a closer look.
    let speaks = |person: &PersonId| {
        let person = &problem.people[person.index()];
        facts
            .seats
            .iter()
            .any(|seat| language_quality(problem, person, seat).is_some())
    };
    let speakers = if facts.seats.iter().any(|seat| seat.languages.is_empty()) {
        funnel[0]
    } else {
        gather(&|seat| index.speakers(problem, facts, seat))
            .iter()
            .filter(|person| speaks(person))
            .count() as u32
    };
    funnel[1..5].fill(speakers);
    for person in gather(&|seat| index.nearby(problem, facts, seat)) {
        count(&mut funnel, 5, passed(problem, request, person));
    }
    funnel
}

/// How many of the eight rules a person passes in a row, at the best option and seat.
fn passed(problem: &Problem, request: RequestId, person: PersonId) -> usize {
    let facts = &problem.requests[request.index()];
    let mut furthest = 0;
    for seat in 0..facts.seats.len() as u32 {
        for option in 0..facts.options.len() as u32 {
            let at = Assignment {
                request,
                option,
                seat,
                person,
            };
            furthest = furthest.max(
                RULES
                    .into_iter()
                    .take_while(|&rule| holds(problem, rule, at))
                    .count(),
            );
        }
    }
    furthest
}

fn count(funnel: &mut [u32; 8], from: usize, passed: usize) {
    for people in &mut funnel[from..passed.max(from)] {
        *people += 1;
    }
}
