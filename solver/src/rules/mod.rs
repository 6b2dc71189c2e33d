//! Who may take a seat?
//!
//! The eight rules in their order, in one place: the search filters by them, the funnel counts them, `why_not` ticks them off. Each rule
//! looks at one person, one request, one of its times and one of its seats. The independent checker does not use this module.

mod collide;
mod language;
mod time;

pub(crate) use collide::{Stay, collide};
pub(crate) use language::quality as language_quality;
pub(crate) use time::covered;

use crate::plan::Reason;
use crate::problem::{Interval, Person, PersonId, Problem, Request, RequestId};

/// One person on one seat of a request at one of its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assignment {
    /// The request.
    pub request: RequestId,
    /// Position of the time.
    pub option: u32,
    /// Position of the seat.
    pub seat: u32,
    /// The person.
    pub person: PersonId,
}

impl Assignment {
    pub(crate) fn time(self, problem: &Problem) -> Interval {
        problem.slot(self.request, self.option).time
    }
}

/// The eight rules, in the order in which they are asked.
pub(crate) const RULES: [Reason; 8] = [
    Reason::Programme,
    Reason::Language,
    Reason::Qualification,
    Reason::Gender,
    Reason::Excluded,
    Reason::Reach,
    Reason::Unavailable,
    Reason::Busy,
];

/// Whether one of the eight rules holds.
pub(crate) fn holds(problem: &Problem, rule: Reason, at: Assignment) -> bool {
    let person = &problem.people[at.person.index()];
    let request = &problem.requests[at.request.index()];
    let seat = &request.seats[at.seat as usize];
    match rule {
        Reason::Programme => person.programmes.binary_search(&request.programme).is_ok(),
        Reason::Language => language::quality(problem, person, seat).is_some(),
        Reason::Qualification => seat
            .qualifications
            .iter()
            .all(|one| person.qualifications.binary_search(one).is_ok()),
        Reason::Gender => {
            let required = request
                .gender
                .and_then(|(value, required)| required.then_some(value));
            [required, seat.gender]
                .into_iter()
                .flatten()
                .all(|value| person.gender == Some(value))
        }
        Reason::Excluded => request.excluded.binary_search(&at.person).is_err(),
        Reason::Reach => reaches(problem, person, request),
        Reason::Unavailable => covered(at.time(problem), &person.available),
        Reason::Busy => !meets_busy(problem, at),
        _ => true,
    }
}

/// The first of the eight rules that does not hold.
pub(crate) fn first_broken(problem: &Problem, at: Assignment) -> Option<Reason> {
    RULES.into_iter().find(|&rule| !holds(problem, rule, at))
}

/// Whether all eight rules hold.
pub(crate) fn may_take(problem: &Problem, at: Assignment) -> bool {
    first_broken(problem, at).is_none()
}

fn reaches(problem: &Problem, person: &Person, request: &Request) -> bool {
    if person.modes.binary_search(&request.mode).is_err() {
        return false;
    }
    request.mode != problem.on_site
        || person
            .districts
            .as_ref()
            .is_none_or(|all| all.binary_search(&request.district).is_ok())
}

/// Whether the time collides with a commitment of the person.
pub(crate) fn meets_busy(problem: &Problem, at: Assignment) -> bool {
    let person = &problem.people[at.person.index()];
    let stay = Stay::of(problem, at);
    person
        .busy
        .iter()
        .any(|busy| collide(problem, person.mobility, stay, Stay::busy(busy)))
}
