//! Where people live and appointments are: the districts of the town and how long it takes from one to another.

use serde::{Deserialize, Serialize};

use super::person::Mobility;

/// A district of the town (Stadtbezirk).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Short name, the key ("HS").
    pub code: String,
    /// Name ("Heessen").
    pub name: String,
}

/// How long it takes from door to door; within a district as well (`from` = `to`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// How.
    pub mobility: Mobility,
    /// District code of the begin.
    pub from: String,
    /// District code of the end.
    pub to: String,
    /// Minutes.
    pub minutes: i64,
}
