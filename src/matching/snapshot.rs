//! What does the matching need to know? One consistent reading of the store.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::district::Travel;
use crate::domain::language::LanguageFallback;
use crate::domain::organisation::Location;
use crate::domain::person::Person;
use crate::domain::programme::Programme;
use crate::domain::request::Request;
use crate::ids::{LocationId, PersonId, RequestId};

/// Everything one planning run knows.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Zone of the office.
    pub zone: Tz,
    /// The moment of reading; nothing before it can be planned.
    pub now: DateTime<Utc>,
    /// Begin of the planned weeks (a local Monday, midnight).
    pub from: DateTime<Utc>,
    /// End of the planned weeks (a local Monday, midnight).
    pub to: DateTime<Utc>,
    /// All programmes.
    pub programmes: Vec<Programme>,
    /// Languages that may stand in for another.
    pub fallbacks: Vec<LanguageFallback>,
    /// Minutes between districts.
    pub travel: Vec<Travel>,
    /// Everybody active, and whoever is committed in these weeks.
    pub people: Vec<Person>,
    /// Requests to place.
    pub requests: Vec<Request>,
    /// Agreements and open offers in these weeks: they stay.
    pub committed: Vec<Commitment>,
    /// Places of all requests above.
    pub locations: BTreeMap<LocationId, Location>,
    /// Who was asked for a request before and did not come; they are not asked again for the same one.
    pub asked: BTreeMap<RequestId, BTreeSet<PersonId>>,
    /// Minutes each person served or agreed to in the 90 days before these weeks.
    pub served_minutes: BTreeMap<PersonId, i64>,
    /// How often a person has served a case token before these weeks.
    pub served_cases: BTreeMap<String, BTreeMap<PersonId, i64>>,
}

/// One person committed to one seat of a request at its chosen time.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The request.
    pub request: Request,
    /// Position of the seat.
    pub seat: usize,
    /// Position of the time option.
    pub option: usize,
    /// Who.
    pub person: PersonId,
}
