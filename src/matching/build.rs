//! Which planning problem do the office's data mean?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use passgenau_solver::{
    GenderSpec, Goal, OptionSpec, PersonSpec, ProblemSpec, Proficiency, RequestSpec, ResourceSpec, SeatSpec,
    Told, WeightsSpec,
};

use super::bounds::Books;
use super::demands::Demands;
use super::favours::Favours;
use super::snapshot::{Commitment, Snapshot};
use super::{bounds, cases, exclusions, languages, rooms};
use crate::calendar::intervals::{self, Interval};
use crate::calendar::recurrence::Recurrence;
use crate::domain::language::Level;
use crate::domain::person::{Person, PersonState};
use crate::domain::plan::{PlanWish, WishKind};
use crate::domain::programme::Programme;
use crate::domain::request::{Request, TimeOption};
use crate::domain::rules::Term;

/// Minutes between the end of a journey and the begin of an assignment (practice H5).
const BUFFER: i64 = 15;
/// Offered minutes per week of someone who set no limit, for the fair share only.
const USUAL_MINUTES_WEEK: i64 = 240;
/// Weeks of the fairness window (90 days).
const FAIRNESS_WEEKS: i64 = 13;
/// Months of the same, for whoever bounds months.
const FAIRNESS_MONTHS: i64 = 3;

/// The planning problem of a snapshot. Ids are those of the store; positions of options and seats are kept, so that a
/// plan can be read back without a table. Equal snapshots give equal problems, whatever the order of their lists.
pub fn problem(snapshot: &Snapshot) -> ProblemSpec {
    let demands = Demands::of(snapshot);
    let books = Books::of(snapshot);
    let favours = Favours::of(snapshot);
    let placed = snapshot.requests.iter().map(|r| RequestSpec {
        favoured: favours.of_request(r),
        ..request(snapshot, &demands, r)
    });
    let mut requests: Vec<RequestSpec> = placed.collect();
    let (pinned, mut pins) = commitments(snapshot, &demands);
    pins.extend(fixed(snapshot));
    requests.extend(pinned);
    let (past, told) = cases::remembered(snapshot);
    requests.extend(past);
    pins.extend(told);
    requests.sort_by(|a, b| a.id.cmp(&b.id));
    let mut people: Vec<PersonSpec> = snapshot
        .people
        .iter()
        .map(|p| person(snapshot, &demands, &books, p))
        .collect();
    people.sort_by(|a, b| a.id.cmp(&b.id));
    ProblemSpec {
        people,
        cases: cases::limits(snapshot, &requests),
        resources: [openings(snapshot, &requests), rooms::resources(snapshot)].concat(),
        requests,
        travel: travel(snapshot),
        buffer: BUFFER,
        language_fallbacks: languages::fallbacks(snapshot),
        budgets: bounds::budgets(snapshot, &books),
        apart: exclusions::pairs(snapshot),
        pins,
        weights: weights(&snapshot.programmes),
        levels: levels(snapshot),
        backups: snapshot.programmes.iter().map(|p| p.backups).max().unwrap_or(3),
        ..ProblemSpec::default()
    }
}

/// Minutes since 1970-01-01T00:00Z, the time of the problem format.
pub(super) fn minute(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(60)
}

pub(super) fn proficiency(level: Level) -> Proficiency {
    match level {
        Level::A1 => Proficiency::A1,
        Level::A2 => Proficiency::A2,
        Level::B1 => Proficiency::B1,
        Level::B2 => Proficiency::B2,
        Level::C1 => Proficiency::C1,
        Level::C2 => Proficiency::C2,
        Level::Native => Proficiency::Native,
    }
}

fn person(snapshot: &Snapshot, demands: &Demands, books: &Books<'_>, person: &Person) -> PersonSpec {
    let plannable = person.state == PersonState::Active;
    let by_week = person.max_minutes_week.map(|minutes| FAIRNESS_WEEKS * minutes);
    let by_month = person
        .bounds
        .max_minutes_month
        .map(|minutes| FAIRNESS_MONTHS * minutes);
    let offered = [by_week, by_month].into_iter().flatten().filter(|m| *m > 0).min();
    PersonSpec {
        id: person.id.to_string(),
        // Someone who rests or left is in the problem only for what was agreed before.
        programmes: if plannable {
            person.programmes.iter().map(|p| p.0.clone()).collect()
        } else {
            Vec::new()
        },
        languages: person
            .languages
            .keys()
            .filter_map(|code| Some((code.0.clone(), proficiency(person.level(code)?))))
            .collect(),
        qualifications: demands.held(person),
        gender: person.gender.map(|g| g.to_string()),
        district: person.district.clone(),
        mobility: person.mobility.to_string(),
        districts: person.districts.clone(),
        modes: person.modes.iter().map(ToString::to_string).collect(),
        available: in_minutes(available(snapshot, person)),
        preferred: in_minutes(recurring(snapshot, &person.preferred)),
        limits: bounds::limits(snapshot, books, person),
        load: snapshot.served_minutes.get(&person.id).copied().unwrap_or(0),
        capacity: offered.unwrap_or(FAIRNESS_WEEKS * USUAL_MINUTES_WEEK),
        ..PersonSpec::default()
    }
}

fn in_minutes(times: Vec<Interval>) -> Vec<(i64, i64)> {
    let times = times.into_iter();
    times
        .map(|(start, end)| (minute(start), minute(end)))
        .filter(|(start, end)| start < end)
        .collect()
}

/// The repeating times within the planned weeks and not before now.
fn recurring(snapshot: &Snapshot, times: &[Recurrence]) -> Vec<Interval> {
    let from = snapshot.from.max(snapshot.now);
    let open = times
        .iter()
        .flat_map(|recurrence| recurrence.intervals(snapshot.zone, from, snapshot.to));
    intervals::clip(open.collect(), from, snapshot.to)
}

/// Times of availability within the planned weeks, within the hours a person keeps, without absences.
pub(super) fn available(snapshot: &Snapshot, person: &Person) -> Vec<Interval> {
    let away = person
        .absences
        .iter()
        .map(|a| intervals::days(snapshot.zone, a.from, a.to));
    let closed = away.chain(outside_hours(snapshot, person)).collect();
    intervals::subtract(recurring(snapshot, &person.availability), closed)
}

/// The parts of the planned days before a person's earliest begin and after their latest end.
fn outside_hours(snapshot: &Snapshot, person: &Person) -> Vec<Interval> {
    let (earliest, latest) = (person.bounds.earliest_minute, person.bounds.latest_minute);
    if earliest.is_none() && latest.is_none() {
        return Vec::new();
    }
    let at = |day, minute| crate::calendar::local::resolve(snapshot.zone, day, minute);
    let last = snapshot.day(snapshot.to - TimeDelta::minutes(1));
    let days = snapshot.day(snapshot.from).iter_days().take_while(|d| *d <= last);
    let of_day = |day: NaiveDate| {
        let next = day.succ_opt().unwrap_or(day);
        let early = earliest.map(|minute| (at(day, 0), at(day, minute)));
        let late = latest.map(|minute| (at(day, minute), at(next, 0)));
        early.into_iter().chain(late)
    };
    days.flat_map(of_day).collect()
}

fn request(snapshot: &Snapshot, demands: &Demands, request: &Request) -> RequestSpec {
    let asked = &request.asked;
    let programme = snapshot.programme(request);
    let location = snapshot.locations.get(&asked.location);
    let served = cases::served(snapshot, request);
    let qualifications = demands.of_request(snapshot, request);
    RequestSpec {
        id: request.id.to_string(),
        programme: asked.programme.0.clone(),
        weight: asked.weight.max(1),
        mode: asked.mode.to_string(),
        district: location.map(|l| l.district.clone()).unwrap_or_default(),
        place: Some(asked.location.to_string()),
        options: asked.options.iter().map(|o| option(snapshot, o)).collect(),
        seats: asked
            .seats
            .iter()
            .map(|seat| SeatSpec {
                count: seat.headcount,
                languages: seat.language.as_ref().map_or_else(Vec::new, |code| {
                    let least = programme.map_or(seat.level, |p| seat.level.max(p.language_min));
                    languages::accepted(snapshot, request, code, least)
                }),
                qualifications: qualifications.clone(),
                gender: None,
            })
            .collect(),
        all_or_nothing: asked.all_or_nothing,
        gender: asked.gender.map(|g| GenderSpec {
            value: g.gender.to_string(),
            required: g.required,
        }),
        excluded: exclusions::excluded(snapshot, request)
            .iter()
            .map(ToString::to_string)
            .collect(),
        known: served
            .map(|people| people.keys().map(ToString::to_string).collect())
            .unwrap_or_default(),
        cents: snapshot.price(request),
        budget: snapshot.source(request).map(|source| source.id.clone()),
        case: cases::case(snapshot, request),
        resources: closed_options(snapshot, request)
            .then(|| vec![opening(request)])
            .into_iter()
            .chain(rooms::resource(snapshot, request).map(|room| vec![room]))
            .collect(),
        favoured: Vec::new(),
    }
}

/// The goals in their order: where a programme wants several talks at one place on one day in one hand, that comes
/// before who suits best.
fn levels(snapshot: &Snapshot) -> Vec<Goal> {
    let bundled = snapshot
        .requests
        .iter()
        .filter(|r| snapshot.programme(r).is_some_and(|p| p.rules.bundles));
    let visits = bundled.flat_map(|request| {
        let options = request.asked.options.iter();
        let days: BTreeSet<NaiveDate> = options.map(|o| snapshot.day(o.starts_at)).collect();
        days.into_iter().map(|day| (request.asked.location, day))
    });
    let mut seen = BTreeSet::new();
    let twice = visits.into_iter().any(|visit| !seen.insert(visit));
    let mut levels = ProblemSpec::default().levels;
    if twice {
        let quality = levels.iter().position(|goal| *goal == Goal::Quality);
        levels.insert(quality.unwrap_or(0), Goal::Visits);
    }
    levels
}

fn option(snapshot: &Snapshot, option: &TimeOption) -> OptionSpec {
    OptionSpec {
        start: minute(option.starts_at),
        end: minute(option.ends_at),
        day: snapshot.day(option.starts_at).to_string(),
    }
}

/// The doors of the organisation that asks, as a resource: shut on its days off.
fn opening(request: &Request) -> String {
    format!("open:{}", request.asked.organisation)
}

fn closed_options(snapshot: &Snapshot, request: &Request) -> bool {
    let mut options = request.asked.options.iter();
    options.any(|o| snapshot.closed(request, snapshot.day(o.starts_at)).is_some())
}

/// The doors that requests with an option on a day off need.
fn openings(snapshot: &Snapshot, requests: &[RequestSpec]) -> Vec<ResourceSpec> {
    let needed: BTreeSet<&String> = requests
        .iter()
        .flat_map(|r| r.resources.iter().flatten())
        .collect();
    let last = snapshot.day(snapshot.to - TimeDelta::minutes(1));
    let mut specs: BTreeMap<String, ResourceSpec> = BTreeMap::new();
    for request in &snapshot.requests {
        let id = opening(request);
        if !needed.contains(&id) || specs.contains_key(&id) || !closed_options(snapshot, request) {
            continue;
        }
        let days = snapshot.day(snapshot.from).iter_days().take_while(|d| *d <= last);
        let open = days.filter(|day| snapshot.closed(request, *day).is_none());
        let open = open.map(|day| intervals::days(snapshot.zone, day, day)).collect();
        let spec = ResourceSpec {
            id: id.clone(),
            // Doors do not get full.
            capacity: 1_000_000,
            available: Some(in_minutes(intervals::union(open))),
        };
        specs.insert(id, spec);
    }
    specs.into_values().collect()
}

/// Agreements and open offers as requests of their own, pinned: they count in limits, cases and journeys, and nobody
/// is added to them.
fn commitments(snapshot: &Snapshot, demands: &Demands) -> (Vec<RequestSpec>, Vec<Told>) {
    let mut by_request: BTreeMap<_, Vec<&Commitment>> = BTreeMap::new();
    for commitment in &snapshot.committed {
        by_request
            .entry(commitment.request.id)
            .or_default()
            .push(commitment);
    }
    let (mut requests, mut pins) = (Vec::new(), Vec::new());
    for group in by_request.values() {
        let Some(first) = group.first() else { continue };
        let Some(chosen) = first.request.asked.options.get(first.option) else {
            continue;
        };
        let spec = request(snapshot, demands, &first.request);
        requests.push(RequestSpec {
            options: vec![option(snapshot, chosen)],
            seats: vec![SeatSpec {
                count: i64::try_from(group.len()).unwrap_or(i64::MAX),
                ..SeatSpec::default()
            }],
            all_or_nothing: false,
            gender: None,
            excluded: Vec::new(),
            resources: Vec::new(),
            ..spec
        });
        let mut people: Vec<String> = group.iter().map(|c| c.person.to_string()).collect();
        people.sort();
        pins.extend(people.into_iter().map(|person| Told {
            request: first.request.id.to_string(),
            person,
            option: 0,
        }));
    }
    (requests, pins)
}

/// Whom the office fixed on requests to be placed: one time each, and no more people than places.
fn fixed(snapshot: &Snapshot) -> Vec<Told> {
    let mut pins: Vec<Told> = Vec::new();
    for request in &snapshot.requests {
        let wishes = snapshot
            .rules
            .wishes
            .iter()
            .filter(|w| w.request == request.id && w.kind == WishKind::Fixed)
            .filter(|w| w.option < request.asked.options.len())
            .filter(|w| snapshot.people.iter().any(|p| p.id == w.person));
        let mut wishes: Vec<&PlanWish> = wishes.collect();
        wishes.sort_by_key(|w| w.person);
        let first = wishes.first().map(|w| w.option);
        wishes.retain(|w| Some(w.option) == first);
        wishes.truncate(usize::try_from(request.headcount()).unwrap_or(0));
        pins.extend(wishes.into_iter().map(|w| Told {
            request: request.id.to_string(),
            person: w.person.to_string(),
            option: i64::try_from(w.option).unwrap_or(0),
        }));
    }
    pins
}

fn travel(snapshot: &Snapshot) -> BTreeMap<String, BTreeMap<String, BTreeMap<String, i64>>> {
    let mut table: BTreeMap<String, BTreeMap<String, BTreeMap<String, i64>>> = BTreeMap::new();
    for leg in &snapshot.travel {
        let from = table
            .entry(leg.mobility.to_string())
            .or_default()
            .entry(leg.from.clone())
            .or_default();
        from.insert(leg.to.clone(), leg.minutes);
    }
    table
}

/// The weights of each programme that differ from the usual ones.
fn weights(programmes: &[Programme]) -> BTreeMap<String, WeightsSpec> {
    let weights = programmes.iter().map(|programme| {
        let weight = |term: Term| {
            let own = programme.weights.get(term.as_str()).copied();
            Some(programme.rules.weight(term, own)).filter(|weight| *weight != term.usual())
        };
        let spec = WeightsSpec {
            travel: weight(Term::Travel),
            variety: weight(Term::Variety),
            option: weight(Term::Option),
            gender: weight(Term::Gender),
            preferred: weight(Term::Preferred),
            known: weight(Term::Known),
        };
        (programme.id.0.clone(), spec)
    });
    weights
        .filter(|(_, spec)| *spec != WeightsSpec::default())
        .collect()
}
