//! Can one person serve at two times?

use crate::problem::{Busy, Interval, Problem, Word};
use crate::rules::Assignment;

/// Where a person is bound and when: an assignment or a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Stay {
    pub(crate) time: Interval,
    /// `None` when no journey to or from it counts.
    district: Option<Word>,
    place: Option<Word>,
}

impl Stay {
    pub(crate) fn of(problem: &Problem, at: Assignment) -> Self {
        let request = &problem.requests[at.request.index()];
        let district = (request.mode == problem.on_site).then_some(request.district);
        Stay {
            time: at.time(problem),
            district,
            place: request.place,
        }
    }

    /// The same at another time.
    pub(crate) fn at(self, time: Interval) -> Self {
        Stay { time, ..self }
    }

    pub(crate) fn busy(busy: &Busy) -> Self {
        Stay {
            time: busy.time,
            district: busy.district,
            place: busy.place,
        }
    }
}

/// Minutes between the end of one stay and the start of a later one.
fn gap(problem: &Problem, mobility: Word, earlier: Stay, later: Stay) -> i64 {
    let (Some(from), Some(to)) = (earlier.district, later.district) else {
        return 0;
    };
    if earlier.place.is_some() && earlier.place == later.place {
        return 0;
    }
    problem.travel.minutes(mobility, from, to) + problem.buffer
}

/// Two stays collide unless one ends, and the gap is waited, before the other starts.
pub(crate) fn collide(problem: &Problem, mobility: Word, a: Stay, b: Stay) -> bool {
    let before = |first: Stay, second: Stay| {
        first.time.end <= second.time.start
            && first.time.end + gap(problem, mobility, first, second) <= second.time.start
    };
    !before(a, b) && !before(b, a)
}
