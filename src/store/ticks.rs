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

    /// The latest run of `job` that was taken.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_tick(&mut self, job: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(fetch_one!(
            self,
            (Option<DateTime<Utc>>,),
            "SELECT MAX(due_at) FROM tick WHERE job = $1",
            job
        )
        .0)
    }

    /// Removes the runs that were due before `before`; the value is how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_ticks(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(self, "DELETE FROM tick WHERE due_at < $1", before))
    }
}
