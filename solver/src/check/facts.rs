//! Who may take a seat, and what collides, read from the format's text once more?

use crate::problem::{Interval, Person, Problem, Request, Word};
use std::collections::BTreeMap;

/// Names of the eight rules in order.
pub(super) const RULE_NAMES: [&str; 8] = [
    "programme",
    "language",
    "qualification",
    "gender",
    "excluded",
    "reach",
    "unavailable",
    "busy",
];

/// A problem with what is needed to look things up.
pub(super) struct Facts<'c> {
    problem: &'c Problem,
    pub(super) request_at: BTreeMap<&'c str, usize>,
    pub(super) person_at: BTreeMap<&'c str, usize>,
    /// People by programme.
    members: BTreeMap<Word, Vec<usize>>,
    /// People by programme and language.
    speakers: BTreeMap<(Word, Word), Vec<usize>>,
}

/// A stretch of time at some place, for collisions.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) on_site: bool,
    pub(super) district: Option<Word>,
    pub(super) place: Option<Word>,
}

impl<'c> Facts<'c> {
    pub(super) fn new(problem: &'c Problem) -> Self {
        let mut members: BTreeMap<Word, Vec<usize>> = BTreeMap::new();
        let mut speakers: BTreeMap<(Word, Word), Vec<usize>> = BTreeMap::new();
        for (at, person) in problem.people.iter().enumerate() {
            for &programme in &person.programmes {
                members.entry(programme).or_default().push(at);
                for (language, _) in &person.languages {
                    speakers.entry((programme, *language)).or_default().push(at);
                }
            }
        }
        Facts {
            problem,
            request_at: problem
                .requests
                .iter()
                .enumerate()
                .map(|(at, request)| (request.id.as_str(), at))
                .collect(),
            person_at: problem
                .people
                .iter()
                .enumerate()
                .map(|(at, person)| (person.id.as_str(), at))
                .collect(),
            members,
            speakers,
        }
    }

    /// How many people have the programme of a request.
    pub(super) fn member_count(&self, request: usize) -> usize {
        self.members
            .get(&self.problem.requests[request].programme)
            .map_or(0, Vec::len)
    }

    /// Everybody who could pass the first two rules for some seat of a request; some who do not are among them.
    pub(super) fn possible(&self, request: usize) -> Vec<usize> {
        let asked = &self.problem.requests[request];
        let mut people = Vec::new();
        for seat in &asked.seats {
            if seat.languages.is_empty() {
                return self.members.get(&asked.programme).cloned().unwrap_or_default();
            }
            for (language, _) in &seat.languages {
                let others = self
                    .problem
                    .fallbacks
                    .get(language)
                    .into_iter()
                    .flatten()
                    .map(|(spoken, _)| *spoken);
                for spoken in others.chain([*language]) {
                    people.extend(
                        self.speakers
                            .get(&(asked.programme, spoken))
                            .into_iter()
                            .flatten(),
                    );
                }
            }
        }
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Whether all eight rules hold; people who do not go there, most of them in a large problem, are told apart at once.
    pub(super) fn may(&self, person: usize, request: usize, option: usize, seat: usize) -> bool {
        self.goes_there(person, request) && self.passes(person, request, option, seat) == 8
    }

    fn goes_there(&self, person: usize, request: usize) -> bool {
        let asked = &self.problem.requests[request];
        match &self.problem.people[person].districts {
            Some(districts) if asked.mode == self.problem.on_site => districts.contains(&asked.district),
            _ => true,
        }
    }

    /// How many of the eight rules hold before the first one that does not.
    pub(super) fn passes(&self, person: usize, request: usize, option: usize, seat: usize) -> usize {
        let who = &self.problem.people[person];
        let asked = &self.problem.requests[request];
        let demands = &asked.seats[seat];
        let time = asked.options[option].time;
        if !who.programmes.contains(&asked.programme) {
            return 0;
        }
        if self.language_quality(person, request, seat) == 0 {
            return 1;
        }
        if !demands
            .qualifications
            .iter()
            .all(|needed| who.qualifications.contains(needed))
        {
            return 2;
        }
        let demanded = match asked.gender {
            Some((value, true)) => who.gender == Some(value),
            _ => true,
        };
        if !demanded || demands.gender.is_some() && demands.gender != who.gender {
            return 3;
        }
        if asked.excluded.iter().any(|out| out.index() == person) {
            return 4;
        }
        if !who.modes.contains(&asked.mode) || !self.goes_there(person, request) {
            return 5;
        }
        if !inside(time, &who.available) {
            return 6;
        }
        let own = self.bound(request, option);
        let taken = who.busy.iter().any(|busy| {
            let other = Bound {
                from: busy.time.start,
                until: busy.time.end,
                on_site: busy.district.is_some(),
                district: busy.district,
                place: busy.place,
            };
            self.collide(who, own, other)
        });
        if taken { 7 } else { 8 }
    }

    /// 100, the best fallback's quality, or 0 when no language of the seat is met.
    pub(super) fn language_quality(&self, person: usize, request: usize, seat: usize) -> i64 {
        let who = &self.problem.people[person];
        let wanted = &self.problem.requests[request].seats[seat].languages;
        if wanted.is_empty() {
            return 100;
        }
        let mut best = 0;
        for &(spoken, reached) in &who.languages {
            for &(code, level) in wanted {
                if reached < level {
                    continue;
                }
                if spoken == code {
                    return 100;
                }
                let fallbacks = self.problem.fallbacks.get(&code).map_or(&[][..], Vec::as_slice);
                for (_, quality) in fallbacks.iter().filter(|(other, _)| *other == spoken) {
                    best = best.max(*quality);
                }
            }
        }
        best
    }

    /// Where a person is bound by a request.
    pub(super) fn bound(&self, request: usize, option: usize) -> Bound {
        let asked = &self.problem.requests[request];
        Bound {
            from: asked.options[option].time.start,
            until: asked.options[option].time.end,
            on_site: asked.mode == self.problem.on_site,
            district: Some(asked.district),
            place: asked.place,
        }
    }

    pub(super) fn collide(&self, who: &Person, a: Bound, b: Bound) -> bool {
        let (first, second) = if a.from <= b.from { (a, b) } else { (b, a) };
        let same_place = first.place.is_some() && first.place == second.place;
        let journey = match (first.district, second.district) {
            (Some(from), Some(to)) if first.on_site && second.on_site && !same_place => {
                self.minutes(who, from, to) + self.problem.buffer
            }
            _ => 0,
        };
        second.from < first.until + journey
    }

    fn minutes(&self, who: &Person, from: Word, to: Word) -> i64 {
        let row = self.problem.travel.minutes.get(&(who.mobility, from));
        row.into_iter()
            .flatten()
            .find(|(district, _)| *district == to)
            .map_or(0, |(_, minutes)| *minutes)
    }

    /// The goal `quality` for one assignment.
    pub(super) fn points(&self, person: usize, request: usize, option: usize, seat: usize) -> i128 {
        let who = &self.problem.people[person];
        let asked: &Request = &self.problem.requests[request];
        let mut points = 0;
        if asked.mode == self.problem.on_site {
            points += i128::from(asked.weights.travel)
                * i128::from(self.minutes(who, who.district, asked.district));
        }
        points += i128::from(asked.weights.variety)
            * i128::from(100 - self.language_quality(person, request, seat));
        points += i128::from(asked.weights.option) * option as i128;
        if let Some((value, false)) = asked.gender
            && who.gender != Some(value)
        {
            points += i128::from(asked.weights.gender);
        }
        if !who.preferred.is_empty() && !inside(asked.options[option].time, &who.preferred) {
            points += i128::from(asked.weights.preferred);
        }
        if asked.known_given && !asked.known.iter().any(|known| known.index() == person) {
            points += i128::from(asked.weights.known);
        }
        for one in &asked.favoured {
            if !one.people.iter().any(|favoured| favoured.index() == person) {
                points += i128::from(one.points);
            }
        }
        points
    }
}

/// Whether nothing of a time is left once every window is cut out of it.
pub(super) fn inside(time: Interval, windows: &[Interval]) -> bool {
    let mut left = vec![(time.start, time.end)];
    for window in windows {
        left = left
            .into_iter()
            .flat_map(|(start, end)| [(start, end.min(window.start)), (start.max(window.end), end)])
            .filter(|(start, end)| start < end)
            .collect();
    }
    left.is_empty()
}
