//! What speaks for and against one person on one seat?

use crate::draft::{Draft, Obstacle};
use crate::problem::*;
use crate::rules::{Assignment, RULES, Stay, collide, holds};

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// One of the eight rules, then `collide`, `limit`, `case`, `budget`, by the names the checker uses.
    pub rule: &'static str,
    /// Whether it holds for this person beside everything else in the plan.
    pub holds: bool,
}

/// Every rule for one person on one seat, given a plan: the eight, then what the person and the budget already do.
///
/// What the person does on this very request is left out of account, and a seat that is full is looked at as if one of its people left.
pub fn why_not(
    problem: &Problem,
    plan: &[Assignment],
    request: RequestId,
    option: u32,
    seat: u32,
    person: PersonId,
) -> Vec<Tick> {
    let at = Assignment {
        request,
        option,
        seat,
        person,
    };
    let mut draft = Draft::empty(problem);
    plan.iter()
        .filter(|other| (other.request, other.person) != (request, person))
        .for_each(|other| draft.add(*other));
    let mut ticks: Vec<Tick> = RULES
        .into_iter()
        .map(|rule| Tick {
            rule: rule.as_str(),
            holds: holds(problem, rule, at),
        })
        .collect();
    let mobility = problem.people[person.index()].mobility;
    let stay = Stay::of(problem, at);
    let own = draft.by_person[person.index()].clone();
    let (in_the_way, rest): (Vec<Assignment>, Vec<Assignment>) = own
        .into_iter()
        .partition(|other| collide(problem, mobility, stay, Stay::of(problem, *other)));
    ticks.push(Tick {
        rule: "collide",
        holds: in_the_way.is_empty(),
    });
    // What collides would have to go anyway; limits and cases are looked at without it.
    let mut beside = Draft::empty(problem);
    rest.into_iter().for_each(|other| beside.add(other));
    let obstacle = beside.obstacle(at);
    ticks.push(Tick {
        rule: "limit",
        holds: !matches!(obstacle, Some(Obstacle::Limit(_))),
    });
    ticks.push(Tick {
        rule: "case",
        holds: beside.case_has_room(at),
    });
    let full = draft.filled(request, seat) >= problem.requests[request.index()].seats[seat as usize].count;
    ticks.push(Tick {
        rule: "budget",
        holds: full || draft.affords(request, 1),
    });
    ticks
}
