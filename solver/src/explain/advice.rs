//! What would one more person buy, or one more hour of somebody who is there?
//!
//! Seats that stay empty say what is scarce: they are gathered by programme, language, district and half of a day. For the scarcest of these
//! a person who has just that is put into the problem and the neighbourhood is solved with and without; the difference in coverage is the
//! gain. So is it with the hours of people whom only their own limit keeps from an empty seat. Over several problems - the weeks of a
//! quarter - the same half day of the week is one piece of advice, and gains add up.

use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::engine::Region;
use crate::neighbourhood::{Area, Growth, Neighbourhood};
use crate::plan::{Advice, Change, Unfilled};
use crate::problem::*;
use crate::rules::Assignment;
use crate::spec::{Goal, Proficiency};
use std::collections::{BTreeMap, BTreeSet};

/// Pieces of advice for one plan.
const MOST: usize = 10;
/// Kinds of people that are tried for one plan.
const TRIED_PEOPLE: usize = 24;
/// People whose hours are tried.
const TRIED_HOURS: usize = 12;
/// Minutes of half a day.
const HALF_DAY: i64 = 720;
/// Minutes of a week.
const WEEK: i64 = 10_080;

/// What a person would need to be, in words, so that several problems can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Profile {
    programme: String,
    language: Option<String>,
    /// `None` when nobody has to go anywhere.
    district: Option<String>,
    /// Half days since 1970, or of the week when several weeks are looked at.
    half_day: i64,
}

/// What one profile could have served.
#[derive(Clone, Debug, Default)]
struct Wanted {
    requests: BTreeSet<RequestId>,
    language: Option<Word>,
    level: Option<Proficiency>,
    times: Vec<Interval>,
    qualifications: BTreeSet<Word>,
    gender: Option<Word>,
    score: i64,
}

/// Advice for one plan, best first.
pub(crate) fn of_plan(growth: &Growth<'_, '_>, unfilled: &[Unfilled], budget: &Budget) -> Vec<Advice> {
    let mut advice = hours(growth, unfilled, budget);
    advice.extend(
        people(growth, 1, budget)
            .into_iter()
            .map(|(profile, wanted, gain)| person(profile, &wanted, gain)),
    );
    sorted(advice)
}

/// What one more person would have bought over several problems, best first: valid plans with their problems, such as the weeks of a quarter.
pub fn recruiting(history: &[(&Problem, &[Assignment])], budget: &Budget) -> Vec<Advice> {
    let mut all: BTreeMap<Profile, (Wanted, i64)> = BTreeMap::new();
    for (problem, plan) in history {
        if budget.is_over() {
            break;
        }
        let (index, draft) = (Index::new(problem), Draft::of(problem, plan));
        let growth = Growth::new(problem, &index, &draft, &BTreeSet::new());
        for (mut profile, wanted, gain) in people(&growth, history.len(), budget) {
            profile.half_day = profile.half_day.rem_euclid(WEEK / HALF_DAY);
            let entry = all.entry(profile).or_default();
            entry.0.times.extend(wanted.times);
            entry.0.level = entry.0.level.max(wanted.level);
            entry.1 += gain;
        }
    }
    sorted(
        all.into_iter()
            .map(|(profile, (wanted, gain))| person(profile, &wanted, gain))
            .collect(),
    )
}

fn sorted(mut advice: Vec<Advice>) -> Vec<Advice> {
    advice.sort_by(|a, b| b.gain().cmp(&a.gain()).then_with(|| a.order().cmp(&b.order())));
    advice.truncate(MOST);
    advice
}

fn person(profile: Profile, wanted: &Wanted, gain: i64) -> Advice {
    let mut available: Vec<(i64, i64)> = wanted.times.iter().map(|time| (time.start, time.end)).collect();
    available.sort_unstable();
    available.dedup();
    Advice::Person {
        programme: profile.programme,
        languages: profile
            .language
            .into_iter()
            .map(|code| (code, wanted.level.unwrap_or(Proficiency::Native)))
            .collect(),
        district: profile.district,
        available,
        gain,
    }
}

/// The scarcest profiles that gain something, each with what it gains.
fn people(growth: &Growth<'_, '_>, problems: usize, budget: &Budget) -> Vec<(Profile, Wanted, i64)> {
    let mut profiles: Vec<(Profile, Wanted)> = scarce(growth).into_iter().collect();
    profiles.sort_by(|a, b| b.1.score.cmp(&a.1.score).then_with(|| a.0.cmp(&b.0)));
    // Over a quarter the same need comes again every week, but is not among the scarcest of each week.
    profiles.truncate(if problems > 1 {
        3 * TRIED_PEOPLE
    } else {
        TRIED_PEOPLE
    });
    profiles
        .into_iter()
        .map_while(|(profile, wanted)| {
            (!budget.is_over()).then(|| {
                let gain = with_person(growth, &wanted, budget).unwrap_or(0);
                (profile, wanted, gain)
            })
        })
        .filter(|(_, _, gain)| *gain > 0)
        .collect()
}

/// Empty seats by what they ask for.
fn scarce(growth: &Growth<'_, '_>) -> BTreeMap<Profile, Wanted> {
    let problem = growth.problem;
    let mut found: BTreeMap<Profile, Wanted> = BTreeMap::new();
    for (at, facts) in problem.requests.iter().enumerate() {
        let request = RequestId::from_index(at);
        let on = &growth.draft.by_request[at];
        let option = on.first().map_or(0, |at| at.option);
        let missing: i64 = facts.places() - on.len() as i64;
        if missing == 0 || facts.all_or_nothing && missing > 1 {
            continue;
        }
        for (seat, wanted) in (0u32..).zip(&facts.seats) {
            if growth.draft.filled(request, seat) >= wanted.count {
                continue;
            }
            let time = problem.slot(request, option).time;
            let language = wanted.languages.first();
            let profile = Profile {
                programme: problem.text(facts.programme).to_owned(),
                language: language.map(|(code, _)| problem.text(*code).to_owned()),
                district: (facts.mode == problem.on_site).then(|| problem.text(facts.district).to_owned()),
                half_day: time.start.div_euclid(HALF_DAY),
            };
            let entry = found.entry(profile).or_default();
            entry.requests.insert(request);
            entry.language = language.map(|(code, _)| *code);
            entry.level = entry.level.max(language.map(|(_, level)| *level));
            entry.times.push(time);
            entry.qualifications.extend(&wanted.qualifications);
            let required = facts
                .gender
                .and_then(|(value, required)| required.then_some(value));
            entry.gender = entry.gender.or(required).or(wanted.gender);
            entry.score = entry.score.saturating_add(facts.weight);
        }
    }
    found
}

/// What coverage gains from a person who fits a profile.
fn with_person(growth: &Growth<'_, '_>, wanted: &Wanted, budget: &Budget) -> Option<i64> {
    let problem = growth.problem;
    let first = &problem.requests[wanted.requests.first()?.index()];
    let near = Neighbourhood::around(growth.draft, &growth.start(wanted.requests.clone()));
    let mut times = wanted.times.clone();
    times.sort_unstable();
    let mut more = near.problem.clone();
    more.people.push(Person {
        // After everybody, the stand-in included.
        id: "\u{10FFFF}\u{10FFFF}".to_owned(),
        programmes: vec![first.programme],
        // As the advice will say it, not what other seats of the request ask for.
        languages: wanted
            .language
            .map(|code| (code, wanted.level.unwrap_or(Proficiency::Native)))
            .into_iter()
            .collect(),
        qualifications: wanted.qualifications.iter().copied().collect(),
        gender: wanted.gender,
        district: first.district,
        mobility: problem
            .people
            .first()
            .map_or(problem.on_site, |person| person.mobility),
        districts: Some(vec![first.district]),
        modes: vec![first.mode],
        available: times,
        preferred: Vec::new(),
        busy: Vec::new(),
        limits: Vec::new(),
        load: 0,
        capacity: 600,
    });
    gain(&near.problem, &more, budget)
}

/// People whom their own limit of minutes keeps from an empty seat, and what some more would gain.
fn hours(growth: &Growth<'_, '_>, unfilled: &[Unfilled], budget: &Budget) -> Vec<Advice> {
    let problem = growth.problem;
    let mut wanted: BTreeMap<PersonId, (BTreeSet<RequestId>, i64)> = BTreeMap::new();
    for (request, fix) in unfilled
        .iter()
        .flat_map(|one| one.fixes.iter().map(move |fix| (&one.request, fix)))
    {
        let Change::Limit {
            person,
            minutes: Some(minutes),
            ..
        } = &fix.change
        else {
            continue;
        };
        let (Some(person), Some(request)) = (problem.person(person), problem.request(request)) else {
            continue;
        };
        let entry = wanted.entry(person).or_insert((BTreeSet::new(), *minutes));
        entry.0.insert(request);
        entry.1 = entry.1.min(*minutes);
    }
    let mut order: Vec<_> = wanted.into_iter().collect();
    let weight = |requests: &BTreeSet<RequestId>| -> i64 {
        requests
            .iter()
            .map(|request| problem.requests[request.index()].weight)
            .max()
            .unwrap_or(0)
    };
    order.sort_by_key(|(person, (requests, _))| (-weight(requests), *person));
    order.truncate(TRIED_HOURS);
    let mut advice = Vec::new();
    for (person, (requests, most)) in order {
        if budget.is_over() {
            break;
        }
        let starts: Vec<i64> = requests
            .iter()
            .flat_map(|request| {
                problem.requests[request.index()]
                    .options
                    .iter()
                    .map(|option| option.time.start)
            })
            .collect();
        let raised = |limit: &Limit| {
            starts
                .iter()
                .any(|start| (limit.window.start..limit.window.end).contains(start))
                && limit.minutes.is_some_and(|minutes| minutes < most)
        };
        let facts = &problem.people[person.index()];
        let Some(least) = facts
            .limits
            .iter()
            .filter(|limit| raised(limit))
            .filter_map(|limit| limit.minutes)
            .min()
        else {
            continue;
        };
        let area: Area = growth.start(requests);
        let near = Neighbourhood::around(growth.draft, &area);
        let Some(inner) = near.inner_person(person) else {
            continue;
        };
        let mut more = near.problem.clone();
        for limit in more.people[inner.index()]
            .limits
            .iter_mut()
            .filter(|limit| raised(limit))
        {
            limit.minutes = limit.minutes.map(|minutes| minutes + most - least);
        }
        if let Some(gain) = gain(&near.problem, &more, budget).filter(|gain| *gain > 0) {
            advice.push(Advice::Hours {
                person: problem.person_id(person).to_owned(),
                minutes: most - least,
                gain,
            });
        }
    }
    advice
}

/// How much more a changed small problem covers than the one it was made from.
fn gain(before: &Problem, after: &Problem, budget: &Budget) -> Option<i64> {
    let covered = |problem: &Problem| {
        let mut region = Region::new(problem, budget)?;
        let (terms, constant) = region.goal(Goal::Coverage);
        let best = region.minimise(&terms, &[], budget)?;
        Some(-(best.cost + constant))
    };
    i64::try_from(covered(after)? - covered(before)?).ok()
}
