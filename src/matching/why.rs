//! Why can a person not take a request? The office's own rules by name, in the office's order.
//!
//! The solver names the rule of its model that leaves nobody ("qualification"). This says what that means here
//! ("Führungszeugnis abgelaufen") and how many people it concerns, from the same data and the same functions the
//! problem is built with.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{Books, limits};
use super::build::{available, minute};
use super::demands::{may_go, shortest, shows};
use super::exclusions::{barred, kept_apart, only_apart, served_enough};
use super::languages::{Spoken, speaks};
use super::snapshot::Snapshot;
use super::{rest, rooms};
use crate::calendar::intervals;
use crate::domain::block::{Block, Ticks, Topic};
use crate::domain::exclusion::ExclusionKind;
use crate::domain::language::LanguageCode;
use crate::domain::organisation::LocationKind;
use crate::domain::person::{Person, PersonState};
use crate::domain::programme::{Mode, ProofKind};
use crate::domain::request::{Request, TimeOption};
use crate::ids::PersonId;

/// How many people each rule keeps from a request, each person counted once with the first rule that does. Nobody is
/// counted who could take it by the rules a single person meets; those are the second value.
pub fn blocks(snapshot: &Snapshot, request: &Request) -> (BTreeMap<Block, i64>, i64) {
    let asking = Asking::of(snapshot, request);
    let mut counts = BTreeMap::new();
    let mut able = 0;
    for person in &snapshot.people {
        match asking.first_block(person) {
            Some(block) => *counts.entry(block).or_default() += 1,
            None => able += 1,
        }
    }
    (counts, able)
}

/// Reason of a request whose people are not to meet.
pub(super) const APART: &str = "apart";

/// Whether enough people could come to a request, but some of them are not to be brought together.
pub(super) fn never_together(snapshot: &Snapshot, request: &Request) -> bool {
    let asking = Asking::of(snapshot, request);
    let able = snapshot.people.iter().filter(|p| asking.first_block(p).is_none());
    let able: Vec<PersonId> = able.map(|person| person.id).collect();
    only_apart(snapshot, request, &able)
}

/// Rule by rule for everybody: does it hold, and if not, which one of the office's rules speaks against it? `able` are
/// those who could come beside everything agreed.
pub fn ticks(snapshot: &Snapshot, request: &Request, able: &BTreeSet<PersonId>) -> Vec<(PersonId, Ticks)> {
    let asking = Asking::of(snapshot, request);
    let lines = |person: &Person| {
        let mut lines = asking.lines(person);
        let suits = lines.iter().all(|(_, block)| block.is_none());
        let busy = asking.busy(person) || (suits && !able.contains(&person.id));
        lines.push((Topic::Busy, busy.then_some(Block::Busy)));
        (person.id, lines)
    };
    snapshot.people.iter().map(lines).collect()
}

/// What is the same for every person who is looked at.
struct Asking<'a> {
    snapshot: &'a Snapshot,
    request: &'a Request,
    books: Books<'a>,
    no_money: bool,
    apart: BTreeMap<PersonId, ExclusionKind>,
    enough: BTreeSet<PersonId>,
    /// Options on which the organisation is open.
    open: Vec<TimeOption>,
}

impl<'a> Asking<'a> {
    fn of(snapshot: &'a Snapshot, request: &'a Request) -> Self {
        let open = |o: &&TimeOption| snapshot.closed(request, snapshot.day(o.starts_at)).is_none();
        let mut asking = Self {
            snapshot,
            request,
            books: Books::of(snapshot),
            no_money: false,
            apart: kept_apart(snapshot, request).collect(),
            enough: served_enough(snapshot, request),
            open: request.asked.options.iter().filter(open).copied().collect(),
        };
        asking.no_money = asking.no_money();
        asking
    }

    fn first_block(&self, person: &Person) -> Option<Block> {
        let asked = &self.request.asked;
        let in_programme =
            person.state == PersonState::Active && person.programmes.contains(&asked.programme);
        let Some(programme) = self.snapshot.programme(self.request).filter(|_| in_programme) else {
            return Some(Block::Programme);
        };
        self.language(person)
            .or_else(|| self.german(person))
            .or_else(|| self.proof(person))
            .or_else(|| self.length(person))
            .or_else(|| {
                (!may_go(self.snapshot, self.request, programme)).then(|| {
                    let place = self.snapshot.locations.get(&asked.location);
                    if place.is_some_and(|p| p.kind == LocationKind::Home) {
                        Block::NotPublic
                    } else {
                        Block::ModeOfProgramme
                    }
                })
            })
            .or_else(|| {
                let demanded = asked.gender.filter(|wish| wish.required);
                demanded
                    .filter(|wish| person.gender != Some(wish.gender))
                    .map(|_| Block::Gender)
            })
            .or_else(|| self.excluded(person))
            .or_else(|| self.reach(person))
            .or_else(|| self.time(person))
            .or_else(|| self.no_money.then_some(Block::Money))
    }

    /// Every rule by itself, in the order the office reads them; what the person has agreed to elsewhere is not among
    /// them.
    fn lines(&self, person: &Person) -> Ticks {
        let asked = &self.request.asked;
        let member = person.state == PersonState::Active && person.programmes.contains(&asked.programme);
        let here = self
            .snapshot
            .programme(self.request)
            .is_some_and(|programme| may_go(self.snapshot, self.request, programme));
        let at_home = || {
            let place = self.snapshot.locations.get(&asked.location);
            place.is_some_and(|p| p.kind == LocationKind::Home)
        };
        let elsewhere = (!here).then(|| match at_home() {
            true => Block::NotPublic,
            false => Block::ModeOfProgramme,
        });
        let demanded = asked.gender.filter(|wish| wish.required);
        let gender = demanded.filter(|wish| person.gender != Some(wish.gender));
        let free = available(self.snapshot, person);
        let fits = |o: &&TimeOption| intervals::contains(&free, (o.starts_at, o.ends_at));
        let fitting: Vec<&TimeOption> = self.open.iter().filter(fits).collect();
        let time = match (self.open.is_empty(), fitting.is_empty()) {
            (true, _) => Some(Block::Closed),
            (_, true) => Some(Block::Time),
            _ => None,
        };
        let counted = if fitting.is_empty() {
            self.open.iter().collect()
        } else {
            fitting
        };
        let limits = self
            .length(person)
            .or_else(|| self.room(person, &counted))
            .or_else(|| self.no_money.then_some(Block::Money));
        vec![
            (Topic::Programme, (!member).then_some(Block::Programme)),
            (Topic::Language, self.language(person)),
            (Topic::German, self.german(person)),
            (Topic::Proofs, self.proof(person)),
            (Topic::Gender, gender.map(|_| Block::Gender)),
            (Topic::Exclusion, self.excluded(person)),
            (Topic::Reach, self.reach(person).or(elsewhere)),
            (Topic::Time, time),
            (Topic::Limits, limits),
        ]
    }

    /// Whether the person has agreed to something else at each of the times.
    fn busy(&self, person: &Person) -> bool {
        let theirs: Vec<&TimeOption> = self
            .snapshot
            .committed
            .iter()
            .filter(|c| c.person == person.id && c.request.id != self.request.id)
            .filter_map(|c| c.request.asked.options.get(c.option))
            .collect();
        let taken = |o: &TimeOption| {
            theirs
                .iter()
                .any(|t| t.starts_at < o.ends_at && o.starts_at < t.ends_at)
        };
        !self.open.is_empty() && self.open.iter().all(taken)
    }

    fn language(&self, person: &Person) -> Option<Block> {
        let programme = self.snapshot.programme(self.request)?;
        let seats = &self.request.asked.seats;
        let found = seats.iter().map(|seat| {
            let least = seat.level.max(programme.language_min);
            seat.language.as_ref().map_or(Spoken::Yes, |code| {
                speaks(self.snapshot, self.request, code, least, person)
            })
        });
        let found: Vec<Spoken> = found.collect();
        if found.contains(&Spoken::Yes) {
            None
        } else if found.contains(&Spoken::ToConfirm) {
            Some(Block::LanguageToConfirm)
        } else {
            Some(Block::Language)
        }
    }

    fn german(&self, person: &Person) -> Option<Block> {
        let least = self.snapshot.programme(self.request)?.german_min?;
        let own = person.level(&LanguageCode("de".into()));
        own.is_none_or(|own| own < least).then_some(Block::German)
    }

    fn proof(&self, person: &Person) -> Option<Block> {
        let programme = self.snapshot.programme(self.request)?;
        let asked = &self.request.asked;
        let days = || asked.options.iter().map(|o| self.snapshot.day(o.starts_at));
        let demanded = programme
            .proofs
            .iter()
            .map(|kind| (*kind, programme.rules.proof(*kind)))
            .filter(|(_, rule)| rule.asks(asked.occasion));
        let mut missing = demanded.filter(|(kind, rule)| !days().all(|day| shows(person, *kind, rule, day)));
        missing.next().map(|(kind, _)| match kind {
            ProofKind::Clearance => Block::Clearance,
            ProofKind::Pledge => Block::Pledge,
            ProofKind::Training => Block::Training,
            ProofKind::Measles => Block::Measles,
            ProofKind::Adult => Block::Adult,
        })
    }

    fn length(&self, person: &Person) -> Option<Block> {
        let most = person.bounds.max_minutes_assignment?;
        (shortest(self.request) > most).then_some(Block::TooLong)
    }

    fn excluded(&self, person: &Person) -> Option<Block> {
        if let Some(kind) = self.apart.get(&person.id) {
            return Some(match kind {
                ExclusionKind::Conflict => Block::Conflict,
                ExclusionKind::NotTogether => Block::NotTogether,
            });
        }
        if barred(self.snapshot, self.request).any(|id| id == person.id) {
            return Some(Block::Barred);
        }
        if self.enough.contains(&person.id) {
            return Some(Block::ServedEnough);
        }
        let before = self.snapshot.asked.get(&self.request.id);
        before
            .is_some_and(|people| people.contains(&person.id))
            .then_some(Block::AskedBefore)
    }

    fn reach(&self, person: &Person) -> Option<Block> {
        let asked = &self.request.asked;
        if !person.modes.contains(&asked.mode) {
            return Some(Block::Mode);
        }
        let place = self.snapshot.locations.get(&asked.location)?;
        let far = person
            .districts
            .as_ref()
            .is_some_and(|known| !known.contains(&place.district));
        (asked.mode == Mode::OnSite && far).then_some(Block::District)
    }

    fn time(&self, person: &Person) -> Option<Block> {
        if self.open.is_empty() {
            return Some(Block::Closed);
        }
        if rooms::is_blocked(self.snapshot, self.request, &self.open) {
            return Some(Block::Room);
        }
        let free = available(self.snapshot, person);
        let fits = |o: &&TimeOption| intervals::contains(&free, (o.starts_at, o.ends_at));
        let fitting: Vec<&TimeOption> = self.open.iter().filter(fits).collect();
        if fitting.is_empty() {
            return Some(Block::Time);
        }
        if fitting
            .iter()
            .all(|option| rest::is_broken(self.snapshot, person, option))
        {
            return Some(Block::Rest);
        }
        self.room(person, &fitting)
    }

    /// Whether limits and money leave room for one of the times, beside what is agreed already.
    fn room(&self, person: &Person, fitting: &[&TimeOption]) -> Option<Block> {
        let limits = limits(self.snapshot, &self.books, person);
        let price = self.snapshot.price(self.request);
        let full = |option: &TimeOption| {
            let at = minute(option.starts_at);
            let touching = limits.iter().filter(|limit| (limit.from..limit.to).contains(&at));
            let mut broken = touching.filter_map(|limit| {
                let (minutes, number, cents) = self.agreed(person, limit.from, limit.to);
                let over = |most: Option<i64>, all: i64| most.is_some_and(|most| all > most);
                if over(limit.minutes, minutes + option.minutes()) || over(limit.requests, number + 1) {
                    Some(Block::OwnLimit)
                } else {
                    (price > 0 && over(limit.cents, cents + price)).then_some(Block::Allowance)
                }
            });
            broken.next()
        };
        let mut blocked: Vec<Block> = Vec::new();
        for option in fitting {
            blocked.push(full(option)?);
        }
        blocked.into_iter().next()
    }

    /// Minutes, number and price of what a person agreed to in a span of the planned weeks.
    fn agreed(&self, person: &Person, from: i64, to: i64) -> (i64, i64, i64) {
        let theirs = self.snapshot.committed.iter().filter(|c| c.person == person.id);
        theirs
            .filter_map(|c| Some((&c.request, c.request.asked.options.get(c.option)?)))
            .filter(|(_, time)| (from..to).contains(&minute(time.starts_at)))
            .fold((0, 0, 0), |(minutes, number, cents), (request, time)| {
                (
                    minutes + time.minutes(),
                    number + 1,
                    cents + self.snapshot.price(request),
                )
            })
    }

    /// Whether the source of money holds too little, whoever comes.
    fn no_money(&self) -> bool {
        let (snapshot, request) = (self.snapshot, self.request);
        let Some(source) = snapshot.source(request) else {
            return false;
        };
        let committed = snapshot.committed.iter().map(|c| &c.request);
        let same = |other: &&Request| snapshot.source(other).is_some_and(|s| s.id == source.id);
        let promised: i64 = committed.filter(same).map(|other| snapshot.price(other)).sum();
        let left = self.books.left_in(source).unwrap_or(i64::MAX);
        let wanted = snapshot.price(request);
        wanted > 0 && left.saturating_sub(promised) < wanted
    }
}
