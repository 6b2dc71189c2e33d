//! Which small problem is left when everything but a neighbourhood stays as it is?
//!
//! A neighbourhood has free requests and people who may serve them. What these people do besides becomes pins, and so do the uses of
//! resources by others; what others take from budgets is gone from them. The result is a [`Problem`] like any other: whatever solves,
//! checks or explains problems can be asked about it.

use crate::draft::Draft;
use crate::eligibility::Index;
use crate::problem::*;
use crate::rules::Assignment;
use std::collections::{BTreeMap, BTreeSet};

/// Free requests and the people who may serve them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) requests: BTreeSet<RequestId>,
    pub(crate) people: BTreeSet<PersonId>,
    /// A time besides those of the file at which a request might be served.
    pub(crate) other_time: Option<(RequestId, Interval)>,
}

impl Area {
    /// When a request might be served.
    fn times<'a>(&'a self, problem: &'a Problem, request: RequestId) -> impl Iterator<Item = Interval> + 'a {
        let other = self.other_time.filter(|(of, _)| *of == request);
        let options = problem.requests[request.index()].options.iter();
        options
            .map(|option| option.time)
            .chain(other.map(|(_, time)| time))
    }
}

/// Grows areas around requests: by the people who could serve them, by what these people do, and so on.
pub(crate) struct Growth<'g, 'p> {
    pub(crate) problem: &'p Problem,
    pub(crate) index: &'g Index,
    pub(crate) draft: &'g Draft<'p>,
    /// Requests with empty seats, by the people who could fill them.
    open: BTreeMap<PersonId, Vec<RequestId>>,
}

impl<'g, 'p> Growth<'g, 'p> {
    /// `leave` are requests that never become free, such as one that was called off.
    pub(crate) fn new(
        problem: &'p Problem,
        index: &'g Index,
        draft: &'g Draft<'p>,
        leave: &BTreeSet<RequestId>,
    ) -> Self {
        let mut growth = Growth {
            problem,
            index,
            draft,
            open: BTreeMap::new(),
        };
        for at in 0..problem.requests.len() {
            let request = RequestId::from_index(at);
            let places = problem.requests[at].places();
            if (draft.by_request[at].len() as i64) < places && !leave.contains(&request) {
                for person in growth.eligible(request) {
                    growth.open.entry(person).or_default().push(request);
                }
            }
        }
        growth
    }

    /// Everybody who may take some seat of a request at some time.
    pub(crate) fn eligible(&self, request: RequestId) -> BTreeSet<PersonId> {
        let facts = &self.problem.requests[request.index()];
        let mut people = BTreeSet::new();
        for option in 0..facts.options.len() as u32 {
            for seat in 0..facts.seats.len() as u32 {
                people.extend(self.index.eligible(self.problem, request, option, seat));
            }
        }
        people
    }

    /// The requests with empty seats that a person could serve.
    pub(crate) fn open_for(&self, person: PersonId) -> &[RequestId] {
        self.open.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether nobody at all could fill any empty seat.
    pub(crate) fn nothing_open(&self) -> bool {
        self.open.is_empty()
    }

    /// The area of some requests alone.
    pub(crate) fn start(&self, requests: BTreeSet<RequestId>) -> Area {
        let mut area = Area {
            requests,
            people: BTreeSet::new(),
            other_time: None,
        };
        self.add_people(&mut area);
        area
    }

    /// One step further: what the people of the area do, or could do where a seat is empty, becomes free too. False when nothing is added.
    pub(crate) fn grow(&self, area: &mut Area) -> bool {
        let before = (area.requests.len(), area.people.len());
        let mut more: Vec<RequestId> = Vec::new();
        for &person in &area.people {
            more.extend(self.draft.by_person[person.index()].iter().map(|at| at.request));
            more.extend(self.open_for(person));
        }
        for &request in &area.requests {
            for time in area.times(self.problem, request) {
                for resource in self.problem.requests[request.index()].resources.iter().flatten() {
                    more.extend(self.draft.users(*resource, time));
                }
            }
        }
        area.requests.extend(more);
        self.add_people(area);
        before != (area.requests.len(), area.people.len())
    }

    fn add_people(&self, area: &mut Area) {
        for &request in &area.requests {
            area.people
                .extend(self.draft.by_request[request.index()].iter().map(|at| at.person));
            area.people.extend(self.eligible(request));
        }
    }
}

/// The small problem of an area.
pub(crate) struct Neighbourhood {
    pub(crate) problem: Problem,
    /// The plan within it, pins included.
    pub(crate) plan: Vec<Assignment>,
    people: Vec<PersonId>,
    requests: Vec<RequestId>,
    free: BTreeSet<RequestId>,
}

impl Neighbourhood {
    /// People of the area serve its requests; everything else they do stays.
    pub(crate) fn around(draft: &Draft<'_>, area: &Area) -> Self {
        let problem = draft.problem;
        let people: Vec<PersonId> = area.people.iter().copied().collect();
        let inner = |person: PersonId| people.binary_search(&person).ok().map(PersonId::from_index);
        let fixed = fixed_requests(draft, area);
        let mut requests: Vec<RequestId> = area.requests.iter().chain(fixed.keys()).copied().collect();
        requests.sort_unstable();
        let small = |request: RequestId| requests.binary_search(&request).ok().map(RequestId::from_index);

        let mut pins = Vec::new();
        let mut plan = Vec::new();
        let mut entries = Vec::with_capacity(requests.len());
        let stand_in = PersonId::from_index(people.len());
        for (at, &outer) in requests.iter().enumerate() {
            let request = RequestId::from_index(at);
            let facts = &problem.requests[outer.index()];
            let on = &draft.by_request[outer.index()];
            if area.requests.contains(&outer) {
                entries.push(Request {
                    excluded: facts.excluded.iter().filter_map(|one| inner(*one)).collect(),
                    known: facts.known.iter().filter_map(|one| inner(*one)).collect(),
                    favoured: facts.favoured.iter().map(|one| one.among(inner)).collect(),
                    ..facts.clone()
                });
                plan.extend(on.iter().filter_map(|one| {
                    Some(Assignment {
                        request,
                        person: inner(one.person)?,
                        ..*one
                    })
                }));
                pins.extend(draft.pins_of(outer).iter().filter_map(|pin| {
                    Some(Pin {
                        request,
                        person: inner(pin.person)?,
                        option: pin.option,
                    })
                }));
                continue;
            }
            let mut held: Vec<PersonId> = on.iter().filter_map(|one| inner(one.person)).collect();
            if held.is_empty() {
                held.push(stand_in);
            }
            let Some(option) = on.first().map(|one| one.option) else {
                continue;
            };
            entries.push(Request {
                options: vec![problem.slot(outer, option)],
                seats: vec![Seat {
                    count: held.len() as i64,
                    languages: Vec::new(),
                    qualifications: Vec::new(),
                    gender: None,
                }],
                all_or_nothing: false,
                gender: None,
                excluded: Vec::new(),
                known: Vec::new(),
                known_given: false,
                favoured: Vec::new(),
                budget: None,
                resources: fixed[&outer].iter().map(|one| vec![*one]).collect(),
                ..facts.clone()
            });
            for person in held {
                plan.push(Assignment {
                    request,
                    option: 0,
                    seat: 0,
                    person,
                });
                pins.push(Pin {
                    request,
                    person,
                    option: 0,
                });
            }
        }
        pins.sort_unstable();
        plan.sort_unstable();
        let previous = problem.previous.iter().filter_map(|(told, times)| {
            let request = small(told.request).filter(|_| area.requests.contains(&told.request))?;
            Some((
                Pin {
                    request,
                    person: inner(told.person)?,
                    option: told.option,
                },
                *times,
            ))
        });
        let mut folk: Vec<Person> = people
            .iter()
            .map(|one| problem.people[one.index()].clone())
            .collect();
        folk.push(nobody(problem));
        let small_problem = Problem {
            people: folk,
            requests: entries,
            resources: problem.resources.clone(),
            travel: problem.travel.clone(),
            buffer: problem.buffer,
            fallbacks: problem.fallbacks.clone(),
            weak_fallbacks: problem.weak_fallbacks.clone(),
            budgets: budgets_left(draft, area),
            cases: problem.cases.clone(),
            apart: problem
                .apart
                .iter()
                .filter_map(|(one, other)| Some((inner(*one)?, inner(*other)?)))
                .collect(),
            pins,
            previous: previous.collect(),
            previous_lost: 0,
            levels: problem.levels.clone(),
            backups: 0,
            on_site: problem.on_site,
            words: problem.words.clone(),
        };
        Neighbourhood {
            problem: small_problem,
            plan,
            people,
            requests,
            free: area.requests.clone(),
        }
    }

    /// A request of the whole problem by its number here.
    pub(crate) fn inner(&self, request: RequestId) -> Option<RequestId> {
        self.requests
            .binary_search(&request)
            .ok()
            .map(RequestId::from_index)
    }

    /// A person of the whole problem by its number here.
    pub(crate) fn inner_person(&self, person: PersonId) -> Option<PersonId> {
        self.people.binary_search(&person).ok().map(PersonId::from_index)
    }

    /// An assignment to a free request in the numbers of the whole problem.
    pub(crate) fn outer(&self, at: Assignment) -> Option<Assignment> {
        let request = *self.requests.get(at.request.index())?;
        let person = *self.people.get(at.person.index())?;
        self.free.contains(&request).then_some(Assignment {
            request,
            person,
            ..at
        })
    }

    /// A person of the neighbourhood in the numbers of the whole problem.
    pub(crate) fn outer_person(&self, person: PersonId) -> Option<PersonId> {
        self.people.get(person.index()).copied()
    }

    /// A request of the neighbourhood in the numbers of the whole problem.
    pub(crate) fn outer_request(&self, request: RequestId) -> RequestId {
        self.requests[request.index()]
    }

    /// The whole plan with a plan of the neighbourhood in it.
    pub(crate) fn merged(&self, draft: &Draft<'_>, inner: &[Assignment]) -> Vec<Assignment> {
        let mut all: Vec<Assignment> = draft
            .by_request
            .iter()
            .flatten()
            .filter(|at| !self.free.contains(&at.request))
            .copied()
            .chain(inner.iter().filter_map(|at| self.outer(*at)))
            .collect();
        all.sort_unstable();
        all
    }
}

/// Requests that are not free but matter: served by people of the area, or by a resource that a free request could use. With the
/// resources they hold.
fn fixed_requests(draft: &Draft<'_>, area: &Area) -> BTreeMap<RequestId, Vec<ResourceId>> {
    let problem = draft.problem;
    let of_people = area
        .people
        .iter()
        .flat_map(|one| &draft.by_person[one.index()])
        .map(|at| at.request);
    let of_resources = area.requests.iter().flat_map(|request| {
        let facts = &problem.requests[request.index()];
        area.times(problem, *request).flat_map(move |time| {
            facts
                .resources
                .iter()
                .flatten()
                .flat_map(move |resource| draft.users(*resource, time))
        })
    });
    of_people
        .chain(of_resources)
        .filter(|request| !area.requests.contains(request))
        .map(|request| {
            (
                request,
                draft.resources.get(&request).cloned().unwrap_or_default(),
            )
        })
        .collect()
}

/// Budgets without what requests outside the area spend.
fn budgets_left(draft: &Draft<'_>, area: &Area) -> Vec<Budget> {
    let problem = draft.problem;
    let mut left = crate::draft::budget_totals(problem);
    for (request, facts) in problem.requests.iter().enumerate() {
        if let Some(budget) = facts.budget
            && !area.requests.contains(&RequestId::from_index(request))
        {
            left[budget.index()] -= facts.cents * draft.by_request[request].len() as i64;
        }
    }
    problem
        .budgets
        .iter()
        .zip(left)
        .map(|(budget, cents)| Budget {
            id: budget.id.clone(),
            cents: cents.max(0),
        })
        .collect()
}

/// Stands in for people outside the area who hold a resource. Takes nothing.
fn nobody(problem: &Problem) -> Person {
    Person {
        // After every id of a file, so that ids stay sorted.
        id: "\u{10FFFF}".to_owned(),
        programmes: Vec::new(),
        languages: Vec::new(),
        qualifications: Vec::new(),
        gender: None,
        district: problem.on_site,
        mobility: problem.on_site,
        districts: None,
        modes: Vec::new(),
        available: Vec::new(),
        preferred: Vec::new(),
        busy: Vec::new(),
        limits: Vec::new(),
        load: 0,
        capacity: 1,
    }
}
