//! Which planning problem do the office's data mean?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use passgenau_solver::{
    CaseSpec, FallbackSpec, GenderSpec, LanguageSpec, LimitSpec, OptionSpec, PersonSpec, ProblemSpec,
    Proficiency, RequestSpec, SeatSpec, Told, WeightsSpec,
};

use super::snapshot::{Commitment, Snapshot};
use crate::calendar::{intervals, local};
use crate::domain::language::Level;
use crate::domain::person::{Person, PersonState};
use crate::domain::programme::{Programme, ProofKind};
use crate::domain::request::{Request, TimeOption};
use crate::ids::PersonId;

/// Minutes between the end of a journey and the begin of an assignment (practice H5).
const BUFFER: i64 = 15;
/// A language that is understood less well than this needs the coordinator's word, so it is never proposed.
const MIN_LANGUAGE_QUALITY: i64 = 80;
/// Offered minutes per week of someone who set no limit, for the fair share only.
const USUAL_MINUTES_WEEK: i64 = 240;
/// Weeks of the fairness window (90 days).
const FAIRNESS_WEEKS: i64 = 13;

/// The planning problem of a snapshot. Ids are those of the store; positions of options and seats are kept, so that a
/// plan can be read back without a table. Equal snapshots give equal problems, whatever the order of their lists.
pub fn problem(snapshot: &Snapshot) -> ProblemSpec {
    let days = PlannedDays::of(snapshot);
    let mut requests: Vec<RequestSpec> = snapshot
        .requests
        .iter()
        .map(|r| request(snapshot, &days, r))
        .collect();
    let (pinned, pins) = commitments(snapshot, &days);
    requests.extend(pinned);
    requests.sort_by(|a, b| a.id.cmp(&b.id));
    let mut people: Vec<PersonSpec> = snapshot
        .people
        .iter()
        .map(|p| person(snapshot, &days, p))
        .collect();
    people.sort_by(|a, b| a.id.cmp(&b.id));
    let fallback_quality = snapshot
        .fallbacks
        .iter()
        .filter(|f| (1..=99).contains(&f.quality));
    ProblemSpec {
        people,
        cases: cases(snapshot, &requests),
        requests,
        travel: travel(snapshot),
        buffer: BUFFER,
        language_fallbacks: fallback_quality
            .map(|f| FallbackSpec {
                asked: f.asked.0.clone(),
                spoken: f.spoken.0.clone(),
                quality: f.quality,
            })
            .collect(),
        min_language_quality: MIN_LANGUAGE_QUALITY,
        pins,
        weights: weights(&snapshot.programmes),
        backups: snapshot.programmes.iter().map(|p| p.backups).max().unwrap_or(3),
        ..ProblemSpec::default()
    }
}

/// Minutes since 1970-01-01T00:00Z, the time of the problem format.
pub(super) fn minute(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(60)
}

/// The local days of the planned weeks, and the proofs that end on one of them.
struct PlannedDays {
    days: Vec<NaiveDate>,
    /// Proof kinds that someone holds on the first day but not on the last: they are asked for by day.
    ending: BTreeSet<ProofKind>,
}

impl PlannedDays {
    fn of(snapshot: &Snapshot) -> Self {
        let first = snapshot.from.with_timezone(&snapshot.zone).date_naive();
        let last = (snapshot.to - TimeDelta::minutes(1))
            .with_timezone(&snapshot.zone)
            .date_naive();
        let days: Vec<NaiveDate> = first.iter_days().take_while(|d| *d <= last).collect();
        let ends_inside = |until: &NaiveDate| (first..last).contains(until);
        let ending = snapshot
            .people
            .iter()
            .flat_map(|p| &p.proofs)
            .filter(|proof| proof.valid_until.as_ref().is_some_and(ends_inside))
            .map(|proof| proof.kind)
            .collect();
        Self { days, ending }
    }
}

fn proof_on(kind: ProofKind, day: NaiveDate) -> String {
    format!("{kind}@{day}")
}

fn german(level: Level) -> String {
    format!("german:{level}")
}

fn person(snapshot: &Snapshot, days: &PlannedDays, person: &Person) -> PersonSpec {
    let plannable = person.state == PersonState::Active;
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
            .iter()
            .map(|(code, level)| (code.0.clone(), proficiency(*level)))
            .collect(),
        qualifications: qualifications(days, person),
        gender: person.gender.map(|g| g.to_string()),
        district: person.district.clone(),
        mobility: person.mobility.to_string(),
        districts: person.districts.clone(),
        modes: person.modes.iter().map(ToString::to_string).collect(),
        available: available(snapshot, person),
        limits: limits(snapshot, days, person),
        load: snapshot.served_minutes.get(&person.id).copied().unwrap_or(0),
        capacity: FAIRNESS_WEEKS
            * person
                .max_minutes_week
                .filter(|m| *m > 0)
                .unwrap_or(USUAL_MINUTES_WEEK),
        ..PersonSpec::default()
    }
}

fn proficiency(level: Level) -> Proficiency {
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

/// Proofs that hold and the levels of German that are reached, as qualifications (`clearance`, `german:B2`). A proof
/// that someone loses within the planned weeks is asked for by day (`clearance@2026-11-25`).
fn qualifications(days: &PlannedDays, person: &Person) -> Vec<String> {
    let mut held = BTreeSet::new();
    for proof in &person.proofs {
        let valid =
            |day: NaiveDate| proof.checked_on <= day && proof.valid_until.is_none_or(|until| day <= until);
        if days.ending.contains(&proof.kind) {
            held.extend(
                days.days
                    .iter()
                    .filter(|d| valid(**d))
                    .map(|d| proof_on(proof.kind, *d)),
            );
        } else if days.days.iter().all(|d| valid(*d)) {
            held.insert(proof.kind.to_string());
        }
    }
    if let Some(level) = person
        .languages
        .get(&crate::domain::language::LanguageCode("de".into()))
    {
        held.extend(Level::ALL.iter().filter(|l| *l <= level).map(|l| german(*l)));
    }
    held.into_iter().collect()
}

/// Times of availability within the planned weeks, not before now, without absences.
fn available(snapshot: &Snapshot, person: &Person) -> Vec<(i64, i64)> {
    let from = snapshot.from.max(snapshot.now);
    let mut open = Vec::new();
    for recurrence in &person.availability {
        open.extend(recurrence.intervals(snapshot.zone, from, snapshot.to));
    }
    let away: Vec<_> = person
        .absences
        .iter()
        .map(|a| intervals::days(snapshot.zone, a.from, a.to))
        .collect();
    let kept = intervals::subtract(intervals::union(open), away);
    kept.into_iter()
        .map(|(start, end)| (minute(start.max(from)), minute(end.min(snapshot.to))))
        .filter(|(start, end)| start < end)
        .collect()
}

fn start_of(snapshot: &Snapshot, day: NaiveDate) -> DateTime<Utc> {
    local::resolve(snapshot.zone, day, 0)
}

fn limits(snapshot: &Snapshot, days: &PlannedDays, person: &Person) -> Vec<LimitSpec> {
    let mut limits = Vec::new();
    let range = |first: NaiveDate, count: u64| {
        let last = first.checked_add_days(Days::new(count)).unwrap_or(first);
        (
            minute(start_of(snapshot, first)),
            minute(start_of(snapshot, last)),
        )
    };
    if let Some(minutes) = person.max_minutes_week {
        for monday in days.days.iter().filter(|d| d.weekday() == chrono::Weekday::Mon) {
            let (from, to) = range(*monday, 7);
            limits.push(LimitSpec {
                from,
                to,
                minutes: Some(minutes),
                ..LimitSpec::default()
            });
        }
    }
    if let Some(requests) = person.max_assignments_day {
        for day in &days.days {
            let (from, to) = range(*day, 1);
            limits.push(LimitSpec {
                from,
                to,
                requests: Some(requests),
                ..LimitSpec::default()
            });
        }
    }
    limits
}

fn request(snapshot: &Snapshot, days: &PlannedDays, request: &Request) -> RequestSpec {
    let asked = &request.asked;
    let programme = snapshot.programmes.iter().find(|p| p.id == asked.programme);
    let location = snapshot.locations.get(&asked.location);
    let served = asked
        .case_token
        .as_ref()
        .and_then(|token| snapshot.served_cases.get(token));
    let limit = programme.and_then(|p| p.case_limit);
    let done = |count: i64| limit.is_some_and(|limit| count >= limit);
    let mut excluded: BTreeSet<PersonId> = snapshot.asked.get(&request.id).cloned().unwrap_or_default();
    excluded.extend(
        served
            .into_iter()
            .flatten()
            .filter(|(_, count)| done(**count))
            .map(|(person, _)| *person),
    );
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
                languages: seat
                    .language
                    .iter()
                    .map(|code| {
                        let least = programme.map_or(seat.level, |p| seat.level.max(p.language_min));
                        LanguageSpec {
                            code: code.0.clone(),
                            level: proficiency(least),
                        }
                    })
                    .collect(),
                qualifications: programme
                    .map(|p| demands(snapshot, days, p, &asked.options))
                    .unwrap_or_default(),
                gender: None,
            })
            .collect(),
        all_or_nothing: asked.all_or_nothing,
        gender: asked.gender.map(|g| GenderSpec {
            value: g.gender.to_string(),
            required: g.required,
        }),
        excluded: excluded.iter().map(ToString::to_string).collect(),
        known: served
            .map(|people| people.keys().map(ToString::to_string).collect())
            .unwrap_or_default(),
        case: limit.and(asked.case_token.clone()),
        ..RequestSpec::default()
    }
}

fn option(snapshot: &Snapshot, option: &TimeOption) -> OptionSpec {
    OptionSpec {
        start: minute(option.starts_at),
        end: minute(option.ends_at),
        day: option
            .starts_at
            .with_timezone(&snapshot.zone)
            .date_naive()
            .to_string(),
    }
}

/// What a programme demands of a person, as qualifications. A proof that ends for someone within the weeks is asked
/// for on each day the request could take place.
fn demands(
    snapshot: &Snapshot,
    days: &PlannedDays,
    programme: &Programme,
    options: &[TimeOption],
) -> Vec<String> {
    let local_day = |o: &TimeOption| o.starts_at.with_timezone(&snapshot.zone).date_naive();
    let on: BTreeSet<NaiveDate> = options
        .iter()
        .map(local_day)
        .filter(|d| days.days.contains(d))
        .collect();
    let mut demanded = Vec::new();
    for kind in &programme.proofs {
        if days.ending.contains(kind) {
            demanded.extend(on.iter().map(|day| proof_on(*kind, *day)));
        } else {
            demanded.push(kind.to_string());
        }
    }
    demanded.extend(programme.german_min.map(german));
    demanded
}

/// Agreements and open offers as requests of their own, pinned: they count in limits, cases and journeys, and nobody
/// is added to them.
fn commitments(snapshot: &Snapshot, days: &PlannedDays) -> (Vec<RequestSpec>, Vec<Told>) {
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
        let spec = request(snapshot, days, &first.request);
        requests.push(RequestSpec {
            options: vec![option(snapshot, chosen)],
            seats: vec![SeatSpec {
                count: i64::try_from(group.len()).unwrap_or(i64::MAX),
                ..SeatSpec::default()
            }],
            all_or_nothing: false,
            gender: None,
            excluded: Vec::new(),
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

fn cases(snapshot: &Snapshot, requests: &[RequestSpec]) -> Vec<CaseSpec> {
    let mut limits: BTreeMap<String, i64> = BTreeMap::new();
    for request in requests {
        let Some(case) = &request.case else { continue };
        let programme = snapshot.programmes.iter().find(|p| p.id.0 == request.programme);
        if let Some(limit) = programme.and_then(|p| p.case_limit) {
            limits
                .entry(case.clone())
                .and_modify(|l| *l = (*l).min(limit))
                .or_insert(limit);
        }
    }
    limits
        .into_iter()
        .map(|(id, limit)| CaseSpec { id, limit })
        .collect()
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

fn weights(programmes: &[Programme]) -> BTreeMap<String, WeightsSpec> {
    programmes
        .iter()
        .filter(|p| !p.weights.is_empty())
        .map(|p| {
            let weight = |name: &str| p.weights.get(name).copied();
            let spec = WeightsSpec {
                travel: weight("travel"),
                variety: weight("variety"),
                option: weight("option"),
                gender: weight("gender"),
                preferred: weight("preferred"),
                known: weight("known"),
            };
            (p.id.0.clone(), spec)
        })
        .collect()
}
