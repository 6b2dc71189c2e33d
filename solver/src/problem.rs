//! What is a planning problem once it is known to be valid?
//!
//! People, requests and the rest have dense ids in the order of their text ids, so the order of a file's lists changes nothing.
//! All other words (languages, districts, ...) are numbered too. A [`Problem`] only comes out of [`validate`](crate::validate) or
//! [`read_problem`](crate::read_problem) and cannot be changed.

use crate::spec::{Goal, Proficiency};
use std::collections::BTreeMap;
use std::sync::Arc;

macro_rules! dense_id {
    ($(#[$doc:meta] $name:ident)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

dense_id! {
    /// A person of a problem.
    PersonId
    /// A request of a problem.
    RequestId
    /// A resource of a problem.
    ResourceId
    /// A budget of a problem.
    BudgetId
    /// A case of a problem.
    CaseId
}

impl PersonId {
    pub(crate) fn from_index(index: usize) -> Self {
        PersonId(u32::try_from(index).expect("a file holds fewer than 2^32 people"))
    }
}

impl RequestId {
    pub(crate) fn from_index(index: usize) -> Self {
        RequestId(u32::try_from(index).expect("a file holds fewer than 2^32 requests"))
    }
}

/// A numbered word. Only equality means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Word(pub(crate) u32);

/// A half-open interval of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// First minute.
    pub start: i64,
    /// Minute after the last one.
    pub end: i64,
}

impl Interval {
    /// Its length in minutes.
    pub fn minutes(self) -> i64 {
        self.end - self.start
    }
}

/// A valid planning problem.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(crate) people: Vec<Person>,
    pub(crate) requests: Vec<Request>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) travel: Arc<Travel>,
    pub(crate) buffer: i64,
    /// By asked language: spoken language and quality. Only those of sufficient quality.
    pub(crate) fallbacks: BTreeMap<Word, Vec<(Word, i64)>>,
    /// Those of insufficient quality, in the same form: what a coordinator might accept all the same.
    pub(crate) weak_fallbacks: BTreeMap<Word, Vec<(Word, i64)>>,
    pub(crate) budgets: Vec<Budget>,
    pub(crate) cases: Vec<Case>,
    /// Pairs that are not sent to the same request, the smaller number first; sorted.
    pub(crate) apart: Vec<(PersonId, PersonId)>,
    pub(crate) pins: Vec<Pin>,
    /// Entries of `previous` that could be kept, with their number; sorted.
    pub(crate) previous: BTreeMap<Pin, i64>,
    /// Entries of `previous` whose request, person or option the file does not contain.
    pub(crate) previous_lost: i64,
    pub(crate) levels: Vec<Goal>,
    pub(crate) backups: usize,
    /// The word for `on_site`.
    pub(crate) on_site: Word,
    /// The texts of all words.
    pub(crate) words: Arc<[String]>,
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) programmes: Vec<Word>,
    pub(crate) languages: Vec<(Word, Proficiency)>,
    pub(crate) qualifications: Vec<Word>,
    pub(crate) gender: Option<Word>,
    pub(crate) district: Word,
    pub(crate) mobility: Word,
    pub(crate) districts: Option<Vec<Word>>,
    pub(crate) modes: Vec<Word>,
    /// Sorted by start.
    pub(crate) available: Vec<Interval>,
    /// Sorted by start.
    pub(crate) preferred: Vec<Interval>,
    pub(crate) busy: Vec<Busy>,
    pub(crate) limits: Vec<Limit>,
    pub(crate) load: i64,
    pub(crate) capacity: i64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Busy {
    pub(crate) time: Interval,
    pub(crate) district: Option<Word>,
    pub(crate) place: Option<Word>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) window: Interval,
    pub(crate) minutes: Option<i64>,
    pub(crate) requests: Option<i64>,
    pub(crate) cents: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) programme: Word,
    pub(crate) weight: i64,
    pub(crate) mode: Word,
    pub(crate) district: Word,
    pub(crate) place: Option<Word>,
    pub(crate) options: Vec<Slot>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) all_or_nothing: bool,
    pub(crate) gender: Option<(Word, bool)>,
    pub(crate) excluded: Vec<PersonId>,
    pub(crate) known: Vec<PersonId>,
    /// Whether the file names anybody in `known`, here or elsewhere.
    pub(crate) known_given: bool,
    pub(crate) cents: i64,
    pub(crate) budget: Option<BudgetId>,
    pub(crate) case: Option<CaseId>,
    pub(crate) resources: Vec<Vec<ResourceId>>,
    pub(crate) weights: Weights,
    pub(crate) favoured: Vec<Favoured>,
}

/// Sorted people, and the points of an assignment of anybody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Favoured {
    pub(crate) reason: String,
    pub(crate) people: Vec<PersonId>,
    pub(crate) points: i64,
}

impl Favoured {
    /// The same among people with other positions.
    pub(crate) fn among(&self, inner: impl Fn(PersonId) -> Option<PersonId>) -> Self {
        let mut people: Vec<PersonId> = self.people.iter().filter_map(|one| inner(*one)).collect();
        people.sort_unstable();
        Favoured {
            reason: self.reason.clone(),
            people,
            points: self.points,
        }
    }
}

impl Request {
    /// People wanted on all seats together.
    pub(crate) fn places(&self) -> i64 {
        self.seats.iter().map(|seat| seat.count).sum()
    }
}

/// One possible time of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) time: Interval,
    pub(crate) day: Word,
}

#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub(crate) count: i64,
    pub(crate) languages: Vec<(Word, Proficiency)>,
    pub(crate) qualifications: Vec<Word>,
    pub(crate) gender: Option<Word>,
}

#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) id: String,
    pub(crate) capacity: i64,
    /// Sorted by start.
    pub(crate) available: Option<Vec<Interval>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Budget {
    pub(crate) id: String,
    pub(crate) cents: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) limit: i64,
}

/// A person told to serve a request at one of its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pin {
    pub(crate) request: RequestId,
    pub(crate) person: PersonId,
    pub(crate) option: u32,
}

/// Weights of the goal `quality` for one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weights {
    pub(crate) travel: i64,
    pub(crate) variety: i64,
    pub(crate) option: i64,
    pub(crate) gender: i64,
    pub(crate) preferred: i64,
    pub(crate) known: i64,
}

/// Minutes from district to district, by mobility.
#[derive(Clone, Debug, Default)]
pub(crate) struct Travel {
    pub(crate) minutes: BTreeMap<(Word, Word), Vec<(Word, i64)>>,
}

impl Travel {
    /// Minutes of a journey; a missing pair is 0.
    pub(crate) fn minutes(&self, mobility: Word, from: Word, to: Word) -> i64 {
        let Some(row) = self.minutes.get(&(mobility, from)) else {
            return 0;
        };
        row.binary_search_by_key(&to, |entry| entry.0)
            .map_or(0, |at| row[at].1)
    }
}

impl Problem {
    /// Whether two people are not sent to the same request.
    pub(crate) fn are_apart(&self, one: PersonId, other: PersonId) -> bool {
        self.apart
            .binary_search(&(one.min(other), one.max(other)))
            .is_ok()
    }
}

impl Problem {
    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<PersonId> {
        self.people
            .binary_search_by(|person| person.id.as_str().cmp(id))
            .ok()
            .map(PersonId::from_index)
    }

    /// The request with this id.
    pub fn request(&self, id: &str) -> Option<RequestId> {
        self.requests
            .binary_search_by(|request| request.id.as_str().cmp(id))
            .ok()
            .map(RequestId::from_index)
    }

    /// The text id of a person.
    pub fn person_id(&self, person: PersonId) -> &str {
        &self.people[person.index()].id
    }

    /// The text id of a request.
    pub fn request_id(&self, request: RequestId) -> &str {
        &self.requests[request.index()].id
    }

    /// The text id of a resource.
    pub fn resource_id(&self, resource: ResourceId) -> &str {
        &self.resources[resource.index()].id
    }

    /// Number of people.
    pub fn people_count(&self) -> usize {
        self.people.len()
    }

    /// Number of requests.
    pub fn request_count(&self) -> usize {
        self.requests.len()
    }

    /// Number of seats of a request (positions, not people).
    pub fn seat_count(&self, request: RequestId) -> usize {
        self.requests[request.index()].seats.len()
    }

    /// The possible times of a request, best first.
    pub fn options(&self, request: RequestId) -> impl Iterator<Item = Interval> + '_ {
        self.requests[request.index()]
            .options
            .iter()
            .map(|slot| slot.time)
    }

    /// The goals in their order.
    pub fn levels(&self) -> &[Goal] {
        &self.levels
    }

    /// The text of a word.
    pub(crate) fn text(&self, word: Word) -> &str {
        &self.words[word.0 as usize]
    }

    pub(crate) fn slot(&self, request: RequestId, option: u32) -> Slot {
        self.requests[request.index()].options[option as usize]
    }
}
