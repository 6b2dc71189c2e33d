//! Who did what, when, to what? Rows are only ever added; triggers refuse everything else.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::{Page, Paged, Place};
use super::{StoreError, Tx};
use crate::domain::account::Actor;
use crate::ids::{AccountId, OrganisationId, PersonId};

/// One entry of the audit. `action`, `subject_kind` and `detail` hold codes and ids, no names.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Key.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What ("publish").
    pub action: String,
    /// To what kind of thing ("plan").
    pub subject_kind: String,
    /// To which one.
    pub subject_id: Uuid,
    /// More about it: an object.
    pub detail: serde_json::Map<String, serde_json::Value>,
}

#[derive(sqlx::FromRow)]
struct AuditRow {
    id: Uuid,
    at: DateTime<Utc>,
    actor_kind: String,
    actor_id: Option<Uuid>,
    action: String,
    subject_kind: String,
    subject_id: Uuid,
    detail: Json<serde_json::Map<String, serde_json::Value>>,
}

impl TryFrom<AuditRow> for AuditEntry {
    type Error = StoreError;

    fn try_from(row: AuditRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "audit",
            row: row.id,
        };
        Ok(Self {
            id: row.id,
            at: row.at,
            actor: at.known("actor_kind", actor(&row.actor_kind, row.actor_id))?,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            detail: row.detail.0,
        })
    }
}

impl Tx {
    /// Adds an entry, in the transaction of the change it tells of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit(&mut self, entry: &AuditEntry) -> Result<(), StoreError> {
        let (actor_kind, actor_id) = actor_columns(entry.actor);
        execute!(
            self,
            "INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            entry.id,
            entry.at,
            actor_kind,
            actor_id,
            &entry.action,
            &entry.subject_kind,
            entry.subject_id,
            Json(&entry.detail),
        );
        Ok(())
    }

    /// One page of what happened to one thing, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_of(&mut self, subject: Uuid, page: Page) -> Result<Paged<AuditEntry>, StoreError> {
        let rows = fetch_all!(
            self,
            AuditRow,
            "SELECT id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail FROM audit
             WHERE subject_id = $1 ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3",
            subject,
            page.limit(),
            page.offset(),
        );
        let (total,) = fetch_one!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM audit WHERE subject_id = $1",
            subject
        );
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(AuditEntry::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }
}

pub(super) fn actor_columns(actor: Actor) -> (&'static str, Option<Uuid>) {
    match actor {
        Actor::Account(id) => ("account", Some(id.0)),
        Actor::Organisation(id) => ("organisation", Some(id.0)),
        Actor::Person(id) => ("person", Some(id.0)),
        Actor::System => ("system", None),
    }
}

pub(super) fn actor(kind: &str, id: Option<Uuid>) -> Option<Actor> {
    match (kind, id) {
        ("account", Some(id)) => Some(Actor::Account(AccountId(id))),
        ("organisation", Some(id)) => Some(Actor::Organisation(OrganisationId(id))),
        ("person", Some(id)) => Some(Actor::Person(PersonId(id))),
        ("system", None) => Some(Actor::System),
        _ => None,
    }
}
