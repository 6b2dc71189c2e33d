//! How well does a person suit a seat?
//!
//! The goal `quality` adds up these parts; each is a number of points of which fewer are better. The office page shows them one by one.

use crate::problem::{PersonId, Problem};
use crate::rules::{Assignment, covered, language_quality};

/// The points of one assignment, part by part, and the facts behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QualityParts {
    /// Minutes from the person's district to the request; 0 unless on site.
    pub travel_minutes: i64,
    /// Points for the journey.
    pub travel: i64,
    /// How well the language is met: 100 for the language itself, 0 for a pinned person who does not meet it.
    pub language_quality: i64,
    /// Points for another language or variety.
    pub variety: i64,
    /// Points for a time that is not the first choice.
    pub option: i64,
    /// Points for a gender wish that is not met.
    pub gender: i64,
    /// Points for a time the person did not prefer.
    pub preferred: i64,
    /// Points for a person new to a case or series that others know.
    pub known: i64,
}

impl QualityParts {
    /// All points together.
    pub fn total(&self) -> i64 {
        self.travel + self.variety + self.option + self.gender + self.preferred + self.known
    }
}

/// The points of one assignment.
pub fn quality(problem: &Problem, at: Assignment) -> QualityParts {
    let person = &problem.people[at.person.index()];
    let request = &problem.requests[at.request.index()];
    let weights = request.weights;
    let on_site = request.mode == problem.on_site;
    let travel_minutes = if on_site {
        problem
            .travel
            .minutes(person.mobility, person.district, request.district)
    } else {
        0
    };
    let language_quality = language_quality(problem, person, &request.seats[at.seat as usize]).unwrap_or(0);
    let wish_missed = request
        .gender
        .is_some_and(|(value, required)| !required && person.gender != Some(value));
    let not_preferred = !person.preferred.is_empty() && !covered(at.time(problem), &person.preferred);
    let unknown = request.known_given && !knows(problem, at.person, at);
    let if_so = |truth: bool, points: i64| if truth { points } else { 0 };
    QualityParts {
        travel_minutes,
        travel: weights.travel * travel_minutes,
        language_quality,
        variety: weights.variety * (100 - language_quality),
        option: weights.option * i64::from(at.option),
        gender: if_so(wish_missed, weights.gender),
        preferred: if_so(not_preferred, weights.preferred),
        known: if_so(unknown, weights.known),
    }
}

fn knows(problem: &Problem, person: PersonId, at: Assignment) -> bool {
    problem.requests[at.request.index()]
        .known
        .binary_search(&person)
        .is_ok()
}
