//! Who is not sent where, and not together with whom? Reasons are never kept.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::text_enum;
use crate::ids::{ExclusionId, OrganisationId, PersonId};

text_enum! {
    /// Kind of exclusion.
    ExclusionKind {
        /// A declared tie ("Befangenheit").
        Conflict = "conflict",
        /// "Nicht gemeinsam einsetzen".
        NotTogether = "not_together",
    }
}

/// With what or whom a person is not to be brought together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExcludedFrom {
    /// An organisation.
    Organisation(OrganisationId),
    /// A case token.
    Case(String),
    /// Another volunteer.
    Person(PersonId),
}

/// One pair. It holds in both directions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// Key.
    pub id: ExclusionId,
    /// Kind.
    pub kind: ExclusionKind,
    /// Who.
    pub person: PersonId,
    /// Not with whom.
    pub from: ExcludedFrom,
    /// Since when.
    pub created_at: DateTime<Utc>,
}
