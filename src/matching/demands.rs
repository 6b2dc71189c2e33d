//! What does a programme demand of a person, and who meets it? The answer is a list of words both sides know: the
//! qualifications of the problem file.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::snapshot::Snapshot;
use crate::domain::language::{LanguageCode, Level};
use crate::domain::organisation::LocationKind;
use crate::domain::person::Person;
use crate::domain::programme::{Programme, ProofKind};
use crate::domain::request::Request;
use crate::domain::rules::ProofRule;

/// Demanded where a programme may not send anybody; nobody holds it.
const NEVER: &str = "never";

/// The proofs all programmes demand, by the word they have in the problem, and the days of the planned weeks.
pub(super) struct Demands {
    first: NaiveDate,
    last: NaiveDate,
    /// A kind of proof under one rule.
    proofs: BTreeMap<String, (ProofKind, ProofRule)>,
    /// Those that somebody holds on the first day but not on the last: they are asked for by day.
    ending: BTreeSet<String>,
    /// Lengths of assignments in minutes that are more than somebody's own bound.
    long: BTreeSet<i64>,
}

/// The word for a proof under a programme's rule. Programmes without an own rule share it.
fn word(kind: ProofKind, programme: &Programme) -> String {
    if programme.rules.proof(kind) == ProofRule::default() {
        kind.to_string()
    } else {
        format!("{kind}:{}", programme.id.0)
    }
}

fn on_day(word: &str, day: NaiveDate) -> String {
    format!("{word}@{day}")
}

fn german(level: Level) -> String {
    format!("german:{level}")
}

fn length(minutes: i64) -> String {
    format!("minutes:{minutes}")
}

/// Whether a person shows a kind of proof under a rule on a day.
pub(super) fn shows(person: &Person, kind: ProofKind, rule: &ProofRule, day: NaiveDate) -> bool {
    let holds = |proof: &_| {
        rule.days(proof)
            .is_some_and(|(first, last)| (first..=last).contains(&day))
    };
    person.proofs.iter().filter(|p| p.kind == kind).any(holds)
}

/// The length of a request's shortest option.
pub(super) fn shortest(request: &Request) -> i64 {
    let lengths = request.asked.options.iter().map(|o| o.minutes());
    lengths.min().unwrap_or(0)
}

impl Demands {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let first = snapshot.day(snapshot.from);
        let last = snapshot.day(snapshot.to - TimeDelta::minutes(1));
        let mut proofs = BTreeMap::new();
        for programme in &snapshot.programmes {
            for kind in &programme.proofs {
                proofs.insert(word(*kind, programme), (*kind, programme.rules.proof(*kind)));
            }
        }
        let ends_inside = |(_, (kind, rule)): &(&String, &(ProofKind, ProofRule))| {
            let of_kind = snapshot
                .people
                .iter()
                .flat_map(|p| &p.proofs)
                .filter(|p| p.kind == *kind);
            of_kind
                .filter_map(|proof| rule.days(proof))
                .any(|(begin, end)| (first..last).contains(&end) || (begin > first && begin <= last))
        };
        let ending = proofs.iter().filter(ends_inside).map(|(word, _)| word.clone());
        let ending = ending.collect();
        let bounds: Vec<i64> = snapshot
            .people
            .iter()
            .filter_map(|p| p.bounds.max_minutes_assignment)
            .collect();
        let long = snapshot
            .requests
            .iter()
            .map(shortest)
            .filter(|minutes| bounds.iter().any(|bound| bound < minutes));
        let long = long.collect();
        Self {
            first,
            last,
            proofs,
            ending,
            long,
        }
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.first.iter_days().take_while(|day| *day <= self.last)
    }

    /// What a person has: proofs that hold on all planned days (`clearance`), or on which of them
    /// (`clearance@2026-11-25`), levels of German that are reached (`german:B2`), lengths that are fine.
    pub(super) fn held(&self, person: &Person) -> Vec<String> {
        let mut held = BTreeSet::new();
        for (word, (kind, rule)) in &self.proofs {
            let shown = |day: &NaiveDate| shows(person, *kind, rule, *day);
            if self.ending.contains(word) {
                held.extend(self.days().filter(shown).map(|day| on_day(word, day)));
            } else if self.days().all(|day| shown(&day)) {
                held.insert(word.clone());
            }
        }
        if let Some(level) = person.level(&LanguageCode("de".into())) {
            held.extend(Level::ALL.iter().filter(|l| **l <= level).map(|l| german(*l)));
        }
        let bound = person.bounds.max_minutes_assignment;
        let fine = self
            .long
            .iter()
            .filter(|minutes| bound.is_none_or(|b| **minutes <= b));
        held.extend(fine.map(|minutes| length(*minutes)));
        held.into_iter().collect()
    }

    /// What a request demands of everybody on it. A proof that ends for someone within the weeks is asked for on each
    /// day the request could take place.
    pub(super) fn of_request(&self, snapshot: &Snapshot, request: &Request) -> Vec<String> {
        let Some(programme) = snapshot.programme(request) else {
            return vec![NEVER.to_owned()];
        };
        let local_days = request.asked.options.iter().map(|o| snapshot.day(o.starts_at));
        let on: BTreeSet<NaiveDate> = local_days
            .filter(|d| (self.first..=self.last).contains(d))
            .collect();
        let mut demanded = Vec::new();
        for kind in &programme.proofs {
            if !programme.rules.proof(*kind).asks(request.asked.occasion) {
                continue;
            }
            let word = word(*kind, programme);
            if self.ending.contains(&word) {
                demanded.extend(on.iter().map(|day| on_day(&word, *day)));
            } else {
                demanded.push(word);
            }
        }
        demanded.extend(programme.german_min.map(german));
        let minutes = shortest(request);
        if self.long.contains(&minutes) {
            demanded.push(length(minutes));
        }
        if !may_go(snapshot, request, programme) {
            demanded.push(NEVER.to_owned());
        }
        demanded
    }
}

/// Whether the programme sends people to such a place in such a way at all.
pub(super) fn may_go(snapshot: &Snapshot, request: &Request, programme: &Programme) -> bool {
    let place = snapshot.locations.get(&request.asked.location);
    let home = place.is_some_and(|place| place.kind == LocationKind::Home);
    !(home && programme.rules.public_only) && programme.modes.contains(&request.asked.mode)
}
