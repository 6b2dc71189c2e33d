//! How well does a person suit a seat?
//!
//! The goal `quality` adds up these parts; each is a number of points of which fewer are better. The office page shows them one by one.

use crate::problem::{PersonId, Problem};
use crate::rules::{Assignment, covered, language_quality};

/// The points of one assignment, part by part, and the facts behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Points because others suit better for the office's own reasons.
    pub favoured: i64,
}

impl QualityParts {
    /// All points together.
    pub fn total(&self) -> i64 {
        self.travel + self.variety + self.option + self.gender + self.preferred + self.known + self.favoured
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
        favoured: request
            .favoured
            .iter()
            .map(|one| if_so(one.people.binary_search(&at.person).is_err(), one.points))
            .sum(),
    }
}

/// What speaks for a person on a seat beyond the points, in words that a page can turn into sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Minutes of this assignment.
    pub minutes: i64,
    /// Minutes the person has served before, in the window of fairness.
    pub load: i64,
    /// Whether the person has served this case or series before.
    pub knows: bool,
    /// Reasons for which this person is favoured, and whether others are favoured over them instead.
    pub favoured: Vec<(String, bool)>,
}

/// What speaks for a person on a seat.
pub fn standing(problem: &Problem, at: Assignment) -> Standing {
    let request = &problem.requests[at.request.index()];
    let time = at.time(problem);
    let favoured = request.favoured.iter();
    Standing {
        minutes: time.end - time.start,
        load: problem.people[at.person.index()].load,
        knows: knows(problem, at.person, at),
        favoured: favoured
            .map(|one| (one.reason.clone(), one.people.binary_search(&at.person).is_ok()))
            .collect(),
    }
}

fn knows(problem: &Problem, person: PersonId, at: Assignment) -> bool {
    problem.requests[at.request.index()]
        .known
        .binary_search(&person)
        .is_ok()
}
