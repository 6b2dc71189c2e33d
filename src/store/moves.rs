//! What is written when an appointment moves?

use super::rows::position;
use super::{StoreError, Tx};
use crate::domain::request::TimeOption;
use crate::ids::{AssignmentId, RequestId};

impl Tx {
    /// Moves one of a request's times; `false` when it has none at this position.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn move_option(
        &mut self,
        request: RequestId,
        option: usize,
        to: TimeOption,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE request_option SET starts_at = $3, ends_at = $4 WHERE request_id = $1 AND position = $2",
            request.0,
            position(option),
            to.starts_at,
            to.ends_at,
        );
        execute!(
            self,
            "UPDATE request SET version = version + 1, listed_at = (
                 SELECT o.starts_at FROM request_option o
                 WHERE o.request_id = request.id AND o.position = COALESCE(request.chosen_option, 0))
             WHERE id = $1",
            request.0,
        );
        Ok(changed == 1)
    }

    /// Moves an agreement that stands and counts its calendar sequence up (RFC 5546: the time has changed); `false`
    /// when it does not stand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn move_assignment(&mut self, id: AssignmentId, to: TimeOption) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE assignment SET starts_at = $2, ends_at = $3, calendar_sequence = calendar_sequence + 1
             WHERE id = $1 AND state = 'confirmed'",
            id.0,
            to.starts_at,
            to.ends_at,
        );
        Ok(changed == 1)
    }
}
