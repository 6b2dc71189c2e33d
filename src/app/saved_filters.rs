//! Somebody of the office keeps a filter by name, and forgets it again. Everybody has their own.

use super::{App, AppError};
use crate::domain::Rejection;
use crate::domain::text;
use crate::ids::{AccountId, SavedFilterId};
use crate::store::SavedFilter;

/// Longest name.
const NAME_MAX: usize = 60;
/// Longest query.
const QUERY_MAX: usize = 1000;
/// Most filters of one account.
const FILTERS_MAX: usize = 30;

impl App {
    /// The filters of an account.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn saved_filters(&self, account: AccountId) -> Result<Vec<SavedFilter>, AppError> {
        Ok(self.store.read().await?.saved_filters(account).await?)
    }

    /// Keeps a filter, in place of the one of the same name.
    ///
    /// # Errors
    /// `Rejected` without a name, with one that is too long, or when there are too many.
    pub async fn save_filter(&self, account: AccountId, name: &str, query: &str) -> Result<(), AppError> {
        let name =
            text::line("filter_name", name, NAME_MAX).map_err(|fault| AppError::Rejected(vec![fault]))?;
        let name = name.ok_or_else(|| AppError::rejected("filter_name", "required"))?;
        if query.chars().count() > QUERY_MAX {
            let fault = Rejection::new("filter_name", "too-long").with("max", QUERY_MAX);
            return Err(AppError::Rejected(vec![fault]));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let kept = tx.saved_filters(account).await?;
        if kept.len() >= FILTERS_MAX && kept.iter().all(|filter| filter.name != name) {
            let fault = Rejection::new("filter_name", "filters-full").with("max", FILTERS_MAX);
            return Err(AppError::Rejected(vec![fault]));
        }
        let filter = SavedFilter {
            id: SavedFilterId(self.ids.uuid(now)),
            name,
            query: query.to_owned(),
        };
        tx.save_filter(account, &filter, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets a filter of one's own; it is gone all the same when it was gone before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_filter(&self, account: AccountId, id: SavedFilterId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        tx.delete_saved_filter(account, id).await?;
        tx.commit().await?;
        Ok(())
    }
}
