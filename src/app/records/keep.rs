//! What is no longer needed: into the archive where something hangs on it, deleted where nothing does, and back again.

use super::load;
use crate::app::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::record::{RecordAction, RecordKind};
use crate::ids::AccountId;
use crate::store::FormUse;
use crate::view::Lang;

/// What can be done with a record that is no longer needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Delete it for good; nothing hangs on it.
    Delete,
    /// Put it into the archive.
    Archive,
    /// It is there; bring it back.
    Restore,
}

/// What would happen.
#[derive(Clone, Debug)]
pub struct RemovalPreview {
    /// Its name.
    pub title: String,
    /// What is possible.
    pub removal: Removal,
    /// What hangs on it: codes with their number.
    pub references: Vec<(&'static str, i64)>,
}

/// People leave by a page of their own, and there is always one calendar.
fn removable(kind: RecordKind) -> bool {
    !matches!(
        kind,
        RecordKind::Person | RecordKind::Calendar | RecordKind::Holidays
    )
}

impl App {
    /// What can be done with a record that is no longer needed. People have a page of their own for leaving.
    ///
    /// # Errors
    /// `NotFound` when there is none, or for a person.
    pub async fn removal_preview(&self, kind: RecordKind, key: &str) -> Result<RemovalPreview, AppError> {
        if !removable(kind) {
            return Err(AppError::NotFound);
        }
        let mut tx = self.store.read().await?;
        let loaded = load(&mut tx, kind, key, self.today(Lang::De))
            .await?
            .ok_or(AppError::NotFound)?;
        let references = tx.references(kind, key).await?;
        let removal = if tx.is_archived(kind, key).await? {
            Removal::Restore
        } else if references.is_empty() {
            Removal::Delete
        } else {
            Removal::Archive
        };
        Ok(RemovalPreview {
            title: loaded.title,
            removal,
            references,
        })
    }

    /// Does it, if it is still what can be done.
    ///
    /// # Errors
    /// `Conflict` when something hangs on the record that did not before.
    pub async fn remove_record(
        &self,
        kind: RecordKind,
        key: &str,
        wanted: Removal,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        if !removable(kind) {
            return Err(AppError::NotFound);
        }
        tx.lock_record(kind, key).await?;
        let today = self.today(Lang::De);
        load(&mut tx, kind, key, today).await?.ok_or(AppError::NotFound)?;
        let action = match wanted {
            Removal::Delete => {
                if !tx.references(kind, key).await?.is_empty() {
                    return Err(AppError::Conflict("conflict-record-in-use"));
                }
                match tx.delete_record(kind, key).await {
                    Ok(true) => {}
                    Ok(false) => return Err(AppError::NotFound),
                    Err(error) if error.is_in_use() => {
                        return Err(AppError::Conflict("conflict-record-in-use"));
                    }
                    Err(error) => return Err(error.into()),
                }
                tx.forget_values(kind, key).await?;
                RecordAction::Deleted
            }
            Removal::Archive if tx.archive_record(kind, key, account, now).await? => RecordAction::Archived,
            Removal::Restore if tx.restore_record(kind, key).await? => RecordAction::Restored,
            Removal::Archive | Removal::Restore => return Err(AppError::Conflict("conflict-record-changed")),
        };
        let what = (kind, key, action);
        self.note_change(&mut tx, Actor::Account(account), what, Vec::new(), None)
            .await?;
        tx.finish_form(mark, key).await?;
        tx.commit().await?;
        Ok(())
    }
}
