//! A programme is a service with its own rules: interpreting, parent training, companions, volunteers. It is data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::language::Level;
use super::rules::ProgrammeRules;
use super::text_enum;

/// Key of a programme, such as `interpreting`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProgrammeId(pub String);

text_enum! {
    /// What a person has shown the office. Only the fact and its dates are kept, never the paper.
    ProofKind {
        /// Inspection of the extended certificate of conduct (§ 72a SGB VIII).
        Clearance = "clearance",
        /// Signed pledge of confidentiality.
        Pledge = "pledge",
        /// Basic training.
        Training = "training",
        /// Measles proof (§ 20 IfSG).
        Measles = "measles",
        /// Of age.
        Adult = "adult",
    }
}

text_enum! {
    /// How an assignment takes place.
    Mode {
        /// At the place.
        OnSite = "on_site",
        /// By telephone.
        Phone = "phone",
        /// By video.
        Video = "video",
    }
}

/// A programme and its rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Key.
    pub id: ProgrammeId,
    /// Name of the programme in German ("Sprachmittlung").
    pub name_de: String,
    /// Name in English.
    pub name_en: String,
    /// What a person in it is called, German, with colon form ("Sprachmittler:in").
    pub role_de: String,
    /// What a person in it is called, English.
    pub role_en: String,
    /// Whether a request must name a language.
    pub needs_language: bool,
    /// Lowest level of German, if any (practice: B2 for interpreters).
    pub german_min: Option<Level>,
    /// Lowest level of the language asked for.
    pub language_min: Level,
    /// Proofs every person needs that must be valid on the day.
    pub proofs: Vec<ProofKind>,
    /// Ways it can take place; never empty.
    pub modes: Vec<Mode>,
    /// Longest assignment in minutes.
    pub max_minutes: i64,
    /// Assignments of one person to one case token, if bounded.
    pub case_limit: Option<i64>,
    /// Own weights of the quality goal (`travel`, `variety`, `option`, `gender`, `preferred`, `known`) that replace
    /// the defaults of the problem format.
    pub weights: BTreeMap<String, i64>,
    /// Ranked substitutes wanted per seat.
    pub backups: i64,
    /// Order in lists.
    pub position: i64,
    /// Everything else it rules.
    pub rules: ProgrammeRules,
}

impl Programme {
    /// The programme's name in the language of the interface.
    pub fn name(&self, ui: &str) -> &str {
        if ui == "en" { &self.name_en } else { &self.name_de }
    }
}
