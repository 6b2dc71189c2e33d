//! How does another part of the program write down a planning problem?
//!
//! Plain structs with text ids, field for field the file `passgenau-problem/1`. Fill them, give them to [`validate`](crate::validate),
//! or serialise them: the result is exactly the file that [`read_problem`](crate::read_problem) reads back.

use serde::Serialize;
use serde::ser::Serializer;
use std::collections::BTreeMap;

/// A whole planning problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "format", rename = "passgenau-problem/1")]
pub struct ProblemSpec {
    /// Who could help.
    pub people: Vec<PersonSpec>,
    /// Who is asked for.
    pub requests: Vec<RequestSpec>,
    /// Rooms, devices, anything that is needed beside people.
    pub resources: Vec<ResourceSpec>,
    /// Minutes by mobility, from district, to district. A missing pair is 0.
    pub travel: BTreeMap<String, BTreeMap<String, BTreeMap<String, i64>>>,
    /// Minutes added to each journey.
    pub buffer: i64,
    /// Languages that may stand in for another one.
    pub language_fallbacks: Vec<FallbackSpec>,
    /// A fallback below this quality does not count.
    pub min_language_quality: i64,
    /// Money that several requests share.
    pub budgets: Vec<BudgetSpec>,
    /// How often one person may serve the same case.
    pub cases: Vec<CaseSpec>,
    /// Pairs of people who are not sent to the same request. An extension of the format: a file that needs no pair does not
    /// have the field. Ids the file does not contain are no fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Vec<String>>,
    /// Assignments that stay.
    pub pins: Vec<Told>,
    /// What people have been told so far.
    pub previous: Vec<Told>,
    /// The goals in their order.
    pub levels: Vec<Goal>,
    /// Weights of the goal `quality`: `default`, and by programme.
    pub weights: BTreeMap<String, WeightsSpec>,
    /// Ranked substitutes wanted per filled seat.
    pub backups: i64,
}

impl Default for ProblemSpec {
    fn default() -> Self {
        ProblemSpec {
            people: Vec::new(),
            requests: Vec::new(),
            resources: Vec::new(),
            travel: BTreeMap::new(),
            buffer: 0,
            language_fallbacks: Vec::new(),
            min_language_quality: 1,
            budgets: Vec::new(),
            cases: Vec::new(),
            apart: Vec::new(),
            pins: Vec::new(),
            previous: Vec::new(),
            levels: vec![Goal::Coverage, Goal::Stability, Goal::Quality, Goal::Fairness],
            weights: BTreeMap::new(),
            backups: 3,
        }
    }
}

/// One person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonSpec {
    /// Unique among the people.
    pub id: String,
    /// Programmes the person takes part in.
    pub programmes: Vec<String>,
    /// Languages with their levels.
    pub languages: BTreeMap<String, Proficiency>,
    /// What the person may do.
    pub qualifications: Vec<String>,
    /// Only for requests that ask for it.
    pub gender: Option<String>,
    /// Where journeys start.
    pub district: String,
    /// A key of [`ProblemSpec::travel`].
    pub mobility: String,
    /// Where the person goes; `None` is everywhere.
    pub districts: Option<Vec<String>>,
    /// How the person works: `on_site`, or any other word the requests use.
    pub modes: Vec<String>,
    /// Times at which the person could serve.
    pub available: Vec<(i64, i64)>,
    /// Times the person likes; empty is no preference.
    pub preferred: Vec<(i64, i64)>,
    /// Commitments outside this problem.
    pub busy: Vec<BusySpec>,
    /// What the person does at most.
    pub limits: Vec<LimitSpec>,
    /// Minutes already served in the fairness window.
    pub load: i64,
    /// Minutes offered for that window.
    pub capacity: i64,
}

impl Default for PersonSpec {
    fn default() -> Self {
        PersonSpec {
            id: String::new(),
            programmes: Vec::new(),
            languages: BTreeMap::new(),
            qualifications: Vec::new(),
            gender: None,
            district: String::new(),
            mobility: "default".to_owned(),
            districts: None,
            modes: vec!["on_site".to_owned()],
            available: Vec::new(),
            preferred: Vec::new(),
            busy: Vec::new(),
            limits: Vec::new(),
            load: 0,
            capacity: 600,
        }
    }
}

/// A commitment outside the problem.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BusySpec {
    /// First minute.
    pub start: i64,
    /// Minute after the last one.
    pub end: i64,
    /// Where, if a journey from or to it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The very building, between which and itself no journey is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A limit over the assignments whose start lies in `[from, to)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LimitSpec {
    /// First minute of the window.
    pub from: i64,
    /// Minute after the window.
    pub to: i64,
    /// Sum of lengths at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// Number at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<i64>,
    /// Sum of money at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cents: Option<i64>,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestSpec {
    /// Unique among the requests.
    pub id: String,
    /// The programme that serves it.
    pub programme: String,
    /// What a filled seat counts.
    pub weight: i64,
    /// `on_site`, or any other word.
    pub mode: String,
    /// Where it takes place.
    pub district: String,
    /// The very building.
    pub place: Option<String>,
    /// Possible times, best first.
    pub options: Vec<OptionSpec>,
    /// Who is needed.
    pub seats: Vec<SeatSpec>,
    /// Whether part of the seats is worth nothing.
    pub all_or_nothing: bool,
    /// A wish or a demand.
    pub gender: Option<GenderSpec>,
    /// People who must not come.
    pub excluded: Vec<String>,
    /// People who already served this case or series.
    pub known: Vec<String>,
    /// Money per filled seat.
    pub cents: i64,
    /// Where the money comes from.
    pub budget: Option<String>,
    /// The case it belongs to.
    pub case: Option<String>,
    /// Of each inner list one is needed.
    pub resources: Vec<Vec<String>>,
    /// Who suits better for reasons of the office's own. An extension of the format: a file that needs none does not have
    /// the field. People the file does not contain are no fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub favoured: Vec<FavouredSpec>,
}

impl Default for RequestSpec {
    fn default() -> Self {
        RequestSpec {
            id: String::new(),
            programme: String::new(),
            weight: 1,
            mode: "on_site".to_owned(),
            district: String::new(),
            place: None,
            options: Vec::new(),
            seats: vec![SeatSpec::default()],
            all_or_nothing: true,
            gender: None,
            excluded: Vec::new(),
            known: Vec::new(),
            cents: 0,
            budget: None,
            case: None,
            resources: Vec::new(),
            favoured: Vec::new(),
        }
    }
}

/// People who suit a request better than all others: each other person costs points of quality.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FavouredSpec {
    /// A word for why, for whoever reads the plan.
    pub reason: String,
    /// Who.
    pub people: Vec<String>,
    /// Points for each assignment of somebody else.
    pub points: i64,
}

/// One possible time of a request.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OptionSpec {
    /// First minute.
    pub start: i64,
    /// Minute after the last one.
    pub end: i64,
    /// A label, for the goal `visits`.
    pub day: String,
}

/// One seat of a request: equal people wanted `count` times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeatSpec {
    /// How many people.
    pub count: i64,
    /// One of these is enough; empty asks none.
    pub languages: Vec<LanguageSpec>,
    /// All of these.
    pub qualifications: Vec<String>,
    /// A gender this seat needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
}

impl Default for SeatSpec {
    fn default() -> Self {
        SeatSpec {
            count: 1,
            languages: Vec::new(),
            qualifications: Vec::new(),
            gender: None,
        }
    }
}

/// A language and the level asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LanguageSpec {
    /// The language or variety.
    pub code: String,
    /// At least this level.
    pub level: Proficiency,
}

/// A gender asked for by a whole request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GenderSpec {
    /// Which.
    pub value: String,
    /// A demand; otherwise a wish.
    pub required: bool,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResourceSpec {
    /// Unique among the resources.
    pub id: String,
    /// Uses at once.
    pub capacity: i64,
    /// When; `None` is always.
    pub available: Option<Vec<(i64, i64)>>,
}

/// `spoken` may stand in for `asked`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FallbackSpec {
    /// The language asked for.
    pub asked: String,
    /// The language spoken instead.
    pub spoken: String,
    /// How good that is, 1 to 99.
    pub quality: i64,
}

/// A budget.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BudgetSpec {
    /// Unique among the budgets.
    pub id: String,
    /// The money in it.
    pub cents: i64,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseSpec {
    /// Unique among the cases.
    pub id: String,
    /// Assignments of one person to its requests at most.
    pub limit: i64,
}

/// Somebody told to serve a request at one of its times: a pin, or an entry of `previous`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// The request.
    pub request: String,
    /// The person.
    pub person: String,
    /// Position of the time among the options of the request.
    pub option: i64,
}

/// Single weights of the goal `quality`; what is absent is inherited.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WeightsSpec {
    /// Per minute of the journey from home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub travel: Option<i64>,
    /// Per point of language quality below 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variety: Option<i64>,
    /// Per position of the time among the options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<i64>,
    /// For a gender wish that is not met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<i64>,
    /// For a time the person did not prefer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred: Option<i64>,
    /// For a person new to a case or series that others know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<i64>,
}

/// A level of a language, rising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proficiency {
    /// Beginner.
    A1,
    /// Elementary.
    A2,
    /// Intermediate.
    B1,
    /// Upper intermediate.
    B2,
    /// Advanced.
    C1,
    /// Proficient.
    C2,
    /// First language.
    Native,
}

impl Proficiency {
    /// All levels, rising.
    pub const ALL: [Proficiency; 7] = [
        Proficiency::A1,
        Proficiency::A2,
        Proficiency::B1,
        Proficiency::B2,
        Proficiency::C1,
        Proficiency::C2,
        Proficiency::Native,
    ];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Proficiency::A1 => "A1",
            Proficiency::A2 => "A2",
            Proficiency::B1 => "B1",
            Proficiency::B2 => "B2",
            Proficiency::C1 => "C1",
            Proficiency::C2 => "C2",
            Proficiency::Native => "native",
        }
    }

    /// The level with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

impl Serialize for Proficiency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goal {
    /// Fill what counts most.
    Coverage,
    /// Keep what people have been told.
    Stability,
    /// Ask few people.
    People,
    /// Send people to few places.
    Visits,
    /// Choose well-suited people.
    Quality,
    /// Spread the work.
    Fairness,
}

impl Goal {
    /// All goals.
    pub const ALL: [Goal; 6] = [
        Goal::Coverage,
        Goal::Stability,
        Goal::People,
        Goal::Visits,
        Goal::Quality,
        Goal::Fairness,
    ];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Goal::Coverage => "coverage",
            Goal::Stability => "stability",
            Goal::People => "people",
            Goal::Visits => "visits",
            Goal::Quality => "quality",
            Goal::Fairness => "fairness",
        }
    }

    /// The goal with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|goal| goal.as_str() == word)
    }

    /// Whether more is better; only `coverage` is.
    pub fn maximised(self) -> bool {
        self == Goal::Coverage
    }
}

impl Serialize for Goal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
