//! Forms that anybody may send: how many from one place?

use chrono::{DateTime, TimeDelta, Utc};

use super::AppError;
use super::keys::session_hash;
use crate::store::Tx;

/// Most forms of one kind from one place within the window; a whole school sits behind one address.
const FORMS_HERE: i64 = 10;
/// Window of that limit.
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// Counts a form of a kind from a place, hashed so that no address is stored.
///
/// # Errors
/// `Throttled` after too many.
pub(super) async fn count(tx: &mut Tx, kind: &str, client: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let place = format!("{kind}:{}", session_hash(client));
    if let Some((forms, began)) = tx.failures(&place, now, WINDOW).await?
        && forms >= FORMS_HERE
    {
        let wait = (began + WINDOW - now).num_seconds().max(1);
        return Err(AppError::Throttled(u64::try_from(wait).unwrap_or(1)));
    }
    tx.count_failure(&place, now, WINDOW).await?;
    Ok(())
}
