//! Somebody who would like to help, on the way from a first word to being planned with.

use chrono::{DateTime, Utc};

use super::programme::ProgrammeId;
use super::text_enum;
use crate::ids::InterestId;

text_enum! {
    /// How far somebody is. Nobody is planned with before the last stage.
    JoiningStage {
        /// Has written to us.
        Interest = "interest",
        /// First talk.
        Talk = "talk",
        /// Certificate, pledge, agreement.
        Papers = "papers",
        /// Basic training.
        Training = "training",
        /// First appointments beside somebody experienced.
        Tandem = "tandem",
        /// Is a volunteer; the record is made by the office.
        Active = "active",
    }
}

impl JoiningStage {
    /// The next stage; none after the last.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|stage| *stage == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

/// Somebody who would like to help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// Key.
    pub id: InterestId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Languages, in their own words.
    pub languages: String,
    /// What they would like to do.
    pub programme: Option<ProgrammeId>,
    /// How far they are.
    pub stage: JoiningStage,
    /// When they wrote.
    pub created_at: DateTime<Utc>,
    /// The last contact.
    pub stage_at: DateTime<Utc>,
}
