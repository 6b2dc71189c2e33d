//! What does the office do to mails by hand, and whose are they?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, push_list, statement};
use super::{StoreError, Tx};
use crate::ids::{ContactId, OutboxId};

/// Why the queue stands still when somebody stopped it.
pub const HELD_BY_HAND: &str = "manual";

impl Tx {
    /// Lets a mail try again now: one that waits, or one that was given up. `false` when it is neither, or is being sent
    /// right now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retry_mail(&mut self, id: OutboxId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE outbox SET state = 'pending', attempts = 0, next_attempt_at = $2, closed_at = NULL,
                               claimed_by = NULL, claimed_until = NULL
             WHERE id = $1 AND state IN ('pending', 'failed') AND (claimed_until IS NULL OR claimed_until <= $2)",
            id.0,
            now,
        );
        Ok(changed == 1)
    }

    /// Lets a mail that waits never leave; `false` when it does not wait, or is being sent right now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_mail(&mut self, id: OutboxId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE outbox SET state = 'obsolete', closed_at = $2, claimed_by = NULL, claimed_until = NULL
             WHERE id = $1 AND state = 'pending' AND (claimed_until IS NULL OR claimed_until <= $2)",
            id.0,
            now,
        );
        Ok(changed == 1)
    }

    /// Stops the queue until somebody lets it go on; `false` when it was stopped by hand before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold_queue(&mut self, until: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE queue SET paused_until = $1, pause_reason = $2
             WHERE name = 'mail' AND (pause_reason IS NULL OR pause_reason <> $2)",
            until,
            HELD_BY_HAND,
        );
        Ok(changed == 1)
    }

    /// Lets the queue go on, whoever stopped it; `false` when nobody did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn free_queue(&mut self) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE queue SET paused_until = NULL, pause_reason = NULL
             WHERE name = 'mail' AND paused_until IS NOT NULL"
        );
        Ok(changed == 1)
    }

    /// Whether mails are not leaving: the relay was out of reach at the last try, or somebody stopped them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_stands(&mut self) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self,
            (String,),
            "SELECT name FROM queue WHERE name = 'mail' AND paused_until IS NOT NULL"
        );
        Ok(found.is_some())
    }

    /// Names of contacts, each with the name of its organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contact_names(
        &mut self,
        ids: &[ContactId],
    ) -> Result<BTreeMap<ContactId, (String, String)>, StoreError> {
        let mut names = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT c.id, c.name, o.name FROM contact c JOIN organisation o ON o.id = c.organisation_id
                     WHERE c.id IN ",
                );
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<(Uuid, String, String)>().fetch_all(c).await?
            });
            names.extend(
                rows.into_iter()
                    .map(|(id, name, organisation)| (ContactId(id), (name, organisation))),
            );
        }
        Ok(names)
    }
}
