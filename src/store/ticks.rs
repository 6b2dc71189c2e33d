//! Which process does a job that is due? The one whose row is first; there is no leader to elect.

use chrono::{DateTime, Utc};

use super::{StoreError, Tx};

impl Tx {
    /// Takes the run of `job` that is due at `due_at` for `node`; `false` when it was taken before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_tick(
        &mut self,
        job: &str,
        due_at: DateTime<Utc>,
        node: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO tick (job, due_at, node, claimed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            job,
            due_at,
            node,
            now,
        );
        Ok(added == 1)
    }
}
