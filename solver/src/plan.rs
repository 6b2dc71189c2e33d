//! What does a run answer?
//!
//! [`Plan`] is the file `passgenau-plan/1`: text ids, serialised as it stands, read back by [`read_plan`](crate::read_plan).

use crate::problem::Problem;
use crate::rules::Assignment;
use crate::spec::{Goal, Proficiency};
use serde::Serialize;
use serde::ser::Serializer;
use std::collections::BTreeMap;

/// The answer to a planning problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "format", rename = "passgenau-plan/1")]
pub struct Plan {
    /// SHA-256 of the problem file's bytes in hex, filled in by whoever has the bytes.
    pub problem: String,
    /// `optimal` when every level is proved.
    pub status: Status,
    /// The goals in their order.
    pub levels: Vec<LevelResult>,
    /// Who serves what, sorted by request, seat and person.
    pub assignments: Vec<PlannedSeat>,
    /// Who could step in.
    pub backups: Vec<Backup>,
    /// Requests with an empty seat.
    pub unfilled: Vec<Unfilled>,
    /// What a coordinator should know about the pins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// What one more person or hour would buy, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// Who computed this.
    pub solver: SolverInfo,
}

impl Plan {
    /// The assignments by dense ids, sorted; `None` when the plan names something that the problem does not have.
    pub fn assignments_in(&self, problem: &Problem) -> Option<Vec<Assignment>> {
        let mut all = Vec::with_capacity(self.assignments.len());
        for entry in &self.assignments {
            let request = problem.request(&entry.request)?;
            let facts = &problem.requests[request.index()];
            if entry.option as usize >= facts.options.len() || entry.seat as usize >= facts.seats.len() {
                return None;
            }
            let person = problem.person(&entry.person)?;
            all.push(Assignment {
                request,
                option: entry.option,
                seat: entry.seat,
                person,
            });
        }
        all.sort_unstable();
        Some(all)
    }
}

/// Whether something is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing better exists.
    Optimal,
    /// A valid plan; something better may exist, up to the bound.
    Feasible,
}

/// The value of a goal: exact where the goal counts whole things.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A whole number.
    Whole(i64),
    /// Fairness.
    Real(f64),
}

impl Amount {
    /// The value as a floating-point number.
    pub fn as_f64(self) -> f64 {
        match self {
            Amount::Whole(value) => value as f64,
            Amount::Real(value) => value,
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Amount::Whole(value) => serializer.serialize_i64(value),
            Amount::Real(value) => serializer.serialize_f64(value),
        }
    }
}

/// How far one goal came.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelResult {
    /// Which goal.
    pub level: Goal,
    /// What the plan reaches.
    pub value: Amount,
    /// The best value still possible.
    pub bound: Amount,
    /// `optimal` when the value is proved to be the best one.
    pub status: Status,
    /// Time spent on this level.
    pub seconds: f64,
}

impl LevelResult {
    /// How far value and bound are apart, as a part of the value: 0 is proved, 0.01 is one per cent.
    pub fn gap(&self) -> f64 {
        (self.value.as_f64() - self.bound.as_f64()).abs() / self.value.as_f64().abs().max(1.0)
    }
}

/// One person on one seat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PlannedSeat {
    /// The request.
    pub request: String,
    /// Position of the chosen time.
    pub option: u32,
    /// Position of the seat.
    pub seat: u32,
    /// The person.
    pub person: String,
    /// The resource chosen for each inner list of the request.
    pub resources: Vec<String>,
    /// Whether a coordinator fixed it.
    pub pinned: bool,
}

/// Substitutes of one filled seat: any of them could stand in for one of its people, with everything else unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// The request.
    pub request: String,
    /// Position of the seat.
    pub seat: u32,
    /// Best first by quality, then by id.
    pub people: Vec<String>,
}

/// A request with an empty seat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unfilled {
    /// The request.
    pub request: String,
    /// The first rule that leaves nobody.
    pub reason: Reason,
    /// People who pass rules 1..k for at least one option and seat.
    pub funnel: [u32; 8],
    /// Requests that took what this one would need.
    pub competes_with: Vec<String>,
    /// Single changes after which the request is filled, cheapest first.
    pub fixes: Vec<Fix>,
}

/// A change of the problem after which a request is filled and no other filled seat is lost, proved by solving again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    /// The one change.
    #[serde(flatten)]
    pub change: Change,
    /// Who would then take the empty seats.
    pub people: Vec<String>,
    /// How much the value of each level changes.
    pub delta: BTreeMap<Goal, Amount>,
}

/// One change of a problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Change {
    /// The request takes place at another time.
    Option {
        /// First minute.
        start: i64,
        /// Minute after the last one.
        end: i64,
    },
    /// The request takes place in another way.
    Mode {
        /// Which.
        mode: String,
    },
    /// A lower level of a language the request asks for is enough.
    Level {
        /// The language.
        code: String,
        /// The level.
        level: Proficiency,
    },
    /// Another language or variety is accepted too.
    Language {
        /// Which.
        code: String,
    },
    /// A person goes to the district of the request too.
    District {
        /// Who.
        person: String,
    },
    /// A person is there at one more time.
    Available {
        /// Who.
        person: String,
        /// First minute.
        start: i64,
        /// Minute after the last one.
        end: i64,
    },
    /// The limits of a person that hold the time of the request rise to this.
    Limit {
        /// Who.
        person: String,
        /// Minutes, if these are raised.
        #[serde(skip_serializing_if = "Option::is_none")]
        minutes: Option<i64>,
        /// Number of requests, if that is raised.
        #[serde(skip_serializing_if = "Option::is_none")]
        requests: Option<i64>,
        /// Money, if that is raised.
        #[serde(skip_serializing_if = "Option::is_none")]
        cents: Option<i64>,
    },
    /// A resource can be used more often at once.
    Resource {
        /// Which.
        resource: String,
        /// Uses at once.
        capacity: i64,
    },
    /// A budget holds more.
    Budget {
        /// Which.
        budget: String,
        /// What it holds.
        cents: i64,
    },
    /// The gender asked for is dropped.
    Gender,
    /// The price: another request is given up.
    Displace {
        /// Which.
        request: String,
    },
}

/// What one more person or some more minutes of a person would add to coverage, proved by solving again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Advice {
    /// One more person who has just this.
    Person {
        /// The programme.
        programme: String,
        /// The language with its level; none when none is asked.
        languages: BTreeMap<String, Proficiency>,
        /// Where the person goes; none when nobody has to.
        district: Option<String>,
        /// When the person is there.
        available: Vec<(i64, i64)>,
        /// Weight of seats filled in addition.
        gain: i64,
    },
    /// More minutes of a person whose own limit is in the way.
    Hours {
        /// Who.
        person: String,
        /// How many more.
        minutes: i64,
        /// Weight of seats filled in addition.
        gain: i64,
    },
}

impl Advice {
    /// Weight of seats filled in addition.
    pub fn gain(&self) -> i64 {
        match self {
            Advice::Person { gain, .. } | Advice::Hours { gain, .. } => *gain,
        }
    }

    /// Decides among equal gains: hours of people who are there come first.
    pub(crate) fn order(&self) -> (bool, &str, Option<&String>, Option<&String>, Option<i64>) {
        match self {
            Advice::Hours { person, .. } => (false, person, None, None, None),
            Advice::Person {
                programme,
                languages,
                district,
                available,
                ..
            } => {
                let first = available.first().map(|time| time.0);
                (true, programme, languages.keys().next(), district.as_ref(), first)
            }
        }
    }
}

/// Why a seat stays empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// Nobody takes part in the programme.
    Programme,
    /// Nobody of them meets the language.
    Language,
    /// Nobody of them has the qualifications.
    Qualification,
    /// Nobody of them is of the gender asked for.
    Gender,
    /// All of them are excluded.
    Excluded,
    /// Nobody of them works that way and goes there.
    Reach,
    /// Nobody of them is available.
    Unavailable,
    /// All of them have other commitments.
    Busy,
    /// All of them would exceed a limit of their own.
    Limit,
    /// No resource is free for the whole time.
    Resource,
    /// The budget is too small.
    Budget,
    /// Somebody could, but takes something that counts more.
    Outcompeted,
    /// Only part of the seats can be filled.
    Seats,
}

impl Reason {
    /// All reasons in the order in which they are looked for; the first eight are the rules of who may take a seat.
    pub const ALL: [Reason; 13] = [
        Reason::Programme,
        Reason::Language,
        Reason::Qualification,
        Reason::Gender,
        Reason::Excluded,
        Reason::Reach,
        Reason::Unavailable,
        Reason::Busy,
        Reason::Limit,
        Reason::Resource,
        Reason::Budget,
        Reason::Outcompeted,
        Reason::Seats,
    ];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Programme => "programme",
            Reason::Language => "language",
            Reason::Qualification => "qualification",
            Reason::Gender => "gender",
            Reason::Excluded => "excluded",
            Reason::Reach => "reach",
            Reason::Unavailable => "unavailable",
            Reason::Busy => "busy",
            Reason::Limit => "limit",
            Reason::Resource => "resource",
            Reason::Budget => "budget",
            Reason::Outcompeted => "outcompeted",
            Reason::Seats => "seats",
        }
    }
}

/// Something a coordinator decided against the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The rule, by the names the checker uses.
    pub code: String,
    /// The request, if one is concerned.
    pub request: Option<String>,
    /// The person, if one is concerned.
    pub person: Option<String>,
    /// A sentence.
    pub detail: String,
}

/// Who computed a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SolverInfo {
    /// Name of the program.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What found the plan.
    pub engine: String,
    /// Time of the whole run.
    pub seconds: f64,
}
