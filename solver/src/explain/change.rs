//! Which single changes of a problem can be tried for one request, and what does each of them do?

use crate::plan::Change;
use crate::problem::*;
use crate::spec::Proficiency;

/// One change of the problem, for one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Another time, and whether that is on another day.
    Option(Interval, bool),
    Mode(Word),
    Level(Word, Proficiency),
    Language(Word),
    District(PersonId),
    Available(PersonId, Interval),
    Limit(PersonId, Measure, i64),
    Resource(ResourceId, i64),
    Budget(BudgetId, i64),
    Gender,
    Displace(RequestId),
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    Minutes,
    Requests,
    Cents,
}

impl Measure {
    pub(super) fn of(self, limit: &Limit) -> Option<i64> {
        match self {
            Measure::Minutes => limit.minutes,
            Measure::Requests => limit.requests,
            Measure::Cents => limit.cents,
        }
    }

    fn of_mut(self, limit: &mut Limit) -> &mut Option<i64> {
        match self {
            Measure::Minutes => &mut limit.minutes,
            Measure::Requests => &mut limit.requests,
            Measure::Cents => &mut limit.cents,
        }
    }
}

impl Step {
    /// The kinds in the order in which an office would rather try them, the same for two changes of one kind.
    pub(super) fn kind(self) -> u8 {
        match self {
            Step::Option(_, false) => 0,
            Step::Option(_, true) => 5,
            Step::Limit(..) => 1,
            Step::Available(..) => 2,
            Step::District(_) => 3,
            Step::Mode(_) => 4,
            Step::Resource(..) => 6,
            Step::Budget(..) => 7,
            Step::Level(..) => 8,
            Step::Language(_) => 9,
            Step::Gender => 10,
            Step::Displace(_) => 11,
        }
    }

    /// The one person whom the change is about.
    pub(super) fn person(self) -> Option<PersonId> {
        match self {
            Step::District(person) | Step::Available(person, _) | Step::Limit(person, ..) => Some(person),
            _ => None,
        }
    }

    /// Changes the problem. `Displace` changes nothing: it is about the plan.
    pub(super) fn apply(self, problem: &mut Problem, request: RequestId) {
        let facts = &mut problem.requests[request.index()];
        match self {
            Step::Option(time, _) => {
                let day = facts.options[0].day;
                facts.options.push(Slot { time, day });
            }
            Step::Mode(mode) => facts.mode = mode,
            Step::Level(code, level) => {
                for entry in facts.seats.iter_mut().flat_map(|seat| &mut seat.languages) {
                    if entry.0 == code {
                        entry.1 = entry.1.min(level);
                    }
                }
            }
            Step::Language(code) => {
                for seat in &mut facts.seats {
                    if let Some(&(_, level)) = seat.languages.first() {
                        seat.languages.push((code, level));
                    }
                }
            }
            Step::District(person) => {
                let district = facts.district;
                if let Some(districts) = &mut problem.people[person.index()].districts
                    && let Err(at) = districts.binary_search(&district)
                {
                    districts.insert(at, district);
                }
            }
            Step::Available(person, time) => {
                let available = &mut problem.people[person.index()].available;
                available.push(time);
                available.sort_unstable();
            }
            Step::Limit(person, measure, most) => {
                let starts: Vec<i64> = facts.options.iter().map(|option| option.time.start).collect();
                for limit in &mut problem.people[person.index()].limits {
                    let inside = |start: &i64| (limit.window.start..limit.window.end).contains(start);
                    if starts.iter().any(inside)
                        && let Some(bound) = measure.of_mut(limit)
                    {
                        *bound = (*bound).max(most);
                    }
                }
            }
            Step::Resource(resource, capacity) => {
                let own = &mut problem.resources[resource.index()].capacity;
                *own = (*own).max(capacity);
            }
            Step::Budget(budget, cents) => problem.budgets[budget.index()].cents += cents,
            Step::Gender => {
                facts.gender = facts.gender.map(|(value, _)| (value, false));
                facts.seats.iter_mut().for_each(|seat| seat.gender = None);
            }
            Step::Displace(_) => {}
        }
    }

    /// The same in the words of the file. Of a budget the step knows what is missing, the file says what it should hold.
    pub(super) fn written(self, problem: &Problem) -> Change {
        let person = |person: PersonId| problem.person_id(person).to_owned();
        match self {
            Step::Option(time, _) => Change::Option {
                start: time.start,
                end: time.end,
            },
            Step::Mode(mode) => Change::Mode {
                mode: problem.text(mode).to_owned(),
            },
            Step::Level(code, level) => Change::Level {
                code: problem.text(code).to_owned(),
                level,
            },
            Step::Language(code) => Change::Language {
                code: problem.text(code).to_owned(),
            },
            Step::District(id) => Change::District { person: person(id) },
            Step::Available(id, time) => Change::Available {
                person: person(id),
                start: time.start,
                end: time.end,
            },
            Step::Limit(id, measure, most) => {
                let only = |this: Measure| (measure == this).then_some(most);
                Change::Limit {
                    person: person(id),
                    minutes: only(Measure::Minutes),
                    requests: only(Measure::Requests),
                    cents: only(Measure::Cents),
                }
            }
            Step::Resource(resource, capacity) => Change::Resource {
                resource: problem.resource_id(resource).to_owned(),
                capacity,
            },
            Step::Budget(budget, missing) => {
                let budget = &problem.budgets[budget.index()];
                Change::Budget {
                    budget: budget.id.clone(),
                    cents: budget.cents + missing,
                }
            }
            Step::Gender => Change::Gender,
            Step::Displace(request) => Change::Displace {
                request: problem.request_id(request).to_owned(),
            },
        }
    }
}
