//! Which times could one person serve, and which can follow each other?

use crate::draft::{Draft, Usage};
use crate::problem::*;
use crate::rules::{Assignment, Stay, collide};
use std::collections::BTreeMap;

/// A person with more times than this is no job for an exact model.
const MOST_TIMES: usize = 4000;

/// The possible times of one person, by start.
#[derive(Clone, Debug, Default)]
pub(super) struct Week {
    /// Columns of all times, time after time.
    columns: Vec<u32>,
    /// Where the columns of each time end.
    ends: Vec<u32>,
    /// Minutes of each time.
    pub(super) minutes: Vec<u32>,
    /// For each time the number of first times that can all be served as well as this one and as every later one.
    first: Vec<u16>,
    /// For each time the other earlier ones that leave enough room before it.
    before: Vec<u16>,
    before_ends: Vec<u32>,
}

impl Week {
    /// The week, and pairs of times that exclude each other. `None` when there are too many times.
    pub(super) fn new(
        problem: &Problem,
        seats: &[Assignment],
        own: &[u32],
        pinned: &Draft<'_>,
        person: usize,
    ) -> Option<(Self, Vec<(u32, u32)>)> {
        let mobility = problem.people[person].mobility;
        let mut times: BTreeMap<(Interval, RequestId, u32), Vec<u32>> = BTreeMap::new();
        for &column in own {
            let at = seats[column as usize];
            times
                .entry((at.time(problem), at.request, at.option))
                .or_default()
                .push(column);
        }
        if times.len() > MOST_TIMES {
            return None;
        }
        let mut week = Week::default();
        let limits = Limits::new(problem, pinned, person);
        let mut stays: Vec<(Assignment, Stay)> = Vec::with_capacity(times.len());
        let mut edges = Vec::new();
        for ((time, request, _), columns) in times {
            let here = seats[columns[0] as usize];
            let stay = Stay::of(problem, here);
            let at = stays.len();
            for (earlier, (other, other_stay)) in stays.iter().enumerate() {
                if other.request == request
                    || collide(problem, mobility, *other_stay, stay)
                    || !limits.admit(problem, *other, here)
                {
                    edges.push((earlier as u32, at as u32));
                } else {
                    week.before.push(earlier as u16);
                }
            }
            week.before_ends.push(week.before.len() as u32);
            stays.push((here, stay));
            week.columns.extend(columns);
            week.ends.push(week.columns.len() as u32);
            week.minutes
                .push(u32::try_from(time.minutes()).unwrap_or(u32::MAX));
        }
        week.split();
        Some((week, edges))
    }

    /// Finds the first times that precede everything after them, and takes them out of the lists.
    fn split(&mut self) {
        let count = self.ends.len();
        let mut all = u16::MAX;
        self.first = vec![0; count];
        for time in (0..count).rev() {
            let prefix = self
                .before(time)
                .iter()
                .enumerate()
                .take_while(|(at, earlier)| *at == usize::from(**earlier))
                .count();
            all = all.min(u16::try_from(prefix).unwrap_or(u16::MAX));
            self.first[time] = all;
        }
        let mut kept = Vec::new();
        let mut ends = Vec::with_capacity(count);
        for time in 0..count {
            kept.extend(&self.before(time)[usize::from(self.first[time])..]);
            ends.push(kept.len() as u32);
        }
        self.before = kept;
        self.before_ends = ends;
    }

    /// How many of the first times can all be served as well as this one and every later one.
    pub(super) fn first(&self, time: usize) -> usize {
        usize::from(self.first[time])
    }

    /// Whether an earlier time can be served as well as a later one.
    pub(super) fn precedes(&self, earlier: usize, later: usize) -> bool {
        earlier < self.first(later) || self.before(later).iter().any(|at| usize::from(*at) == earlier)
    }

    /// How many times there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The columns of a time: one per seat.
    pub(super) fn columns(&self, time: usize) -> &[u32] {
        let start = if time == 0 { 0 } else { self.ends[time - 1] };
        &self.columns[start as usize..self.ends[time] as usize]
    }

    /// Earlier times beyond the first ones that can be served as well as this one.
    pub(super) fn before(&self, time: usize) -> &[u16] {
        let start = if time == 0 { 0 } else { self.before_ends[time - 1] };
        &self.before[start as usize..self.before_ends[time] as usize]
    }
}

/// What the limits of a person leave beside the pins.
struct Limits<'p> {
    person: &'p Person,
    /// What pins use of each limit.
    used: Vec<Usage>,
    /// Pins by case.
    cases: BTreeMap<CaseId, i64>,
}

impl<'p> Limits<'p> {
    fn new(problem: &'p Problem, pinned: &Draft<'_>, person: usize) -> Self {
        let facts = &problem.people[person];
        let own = &pinned.by_person[person];
        let mut cases = BTreeMap::new();
        for case in own
            .iter()
            .filter_map(|at| problem.requests[at.request.index()].case)
        {
            *cases.entry(case).or_default() += 1;
        }
        let used = |limit: &Limit| {
            let mut used = Usage::default();
            own.iter()
                .filter(|at| (limit.window.start..limit.window.end).contains(&at.time(problem).start))
                .for_each(|at| used.count(problem, *at));
            used
        };
        Limits {
            person: facts,
            used: facts.limits.iter().map(used).collect(),
            cases,
        }
    }

    /// Whether the person may serve both beside the pins.
    fn admit(&self, problem: &Problem, a: Assignment, b: Assignment) -> bool {
        let (one, other) = (a.time(problem).start, b.time(problem).start);
        let within = self.person.limits.iter().zip(&self.used).all(|(limit, pinned)| {
            let window = limit.window.start..limit.window.end;
            if !window.contains(&one) || !window.contains(&other) {
                return true;
            }
            let mut used = *pinned;
            used.count(problem, a);
            used.count(problem, b);
            !used.exceeds(limit, pinned)
        });
        within
            && case_of(problem, a)
                .filter(|case| Some(*case) == case_of(problem, b))
                .is_none_or(|case| {
                    let pins = self.cases.get(&case).copied().unwrap_or(0);
                    pins + 2 <= problem.cases[case.index()].limit.max(pins)
                })
    }
}

fn case_of(problem: &Problem, at: Assignment) -> Option<CaseId> {
    problem.requests[at.request.index()].case
}
