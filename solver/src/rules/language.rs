//! Does a person meet the language of a seat, and how well?

use crate::problem::{Person, Problem, Seat};

/// 100 for a language asked for itself or for a seat that asks none, the quality of the best fallback otherwise.
pub(crate) fn quality(problem: &Problem, person: &Person, seat: &Seat) -> Option<i64> {
    if seat.languages.is_empty() {
        return Some(100);
    }
    let mut best = None;
    for &(code, level) in &seat.languages {
        let speaks = |wanted| {
            person
                .languages
                .iter()
                .any(|&(spoken, reached)| spoken == wanted && reached >= level)
        };
        if speaks(code) {
            return Some(100);
        }
        for &(spoken, quality) in problem.fallbacks.get(&code).into_iter().flatten() {
            if best < Some(quality) && speaks(spoken) {
                best = Some(quality);
            }
        }
    }
    best
}
