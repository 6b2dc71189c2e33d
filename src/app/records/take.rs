//! How does a file change a record, and how is that taken back? The same checks, the same rows and the same history as
//! when somebody types it into the form.

use super::form::Form;
use super::{Catalogue, blank, form_of, load, save};
use crate::app::{App, AppError};
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::record::{RecordAction, RecordKind, Values, diff};
use crate::store::Tx;
use crate::view::Lang;

/// What a file made of a record.
#[derive(Clone, Debug)]
pub(in crate::app) enum Taken {
    /// It says now what the file says; `before` is absent when it was not there.
    Kept {
        /// Its values before.
        before: Option<Values>,
        /// Its values now.
        after: Values,
    },
    /// The office's rules do not take it; nothing changed.
    Refused(Vec<Rejection>),
}

impl App {
    /// The form of a kind of record, for checking what files say.
    pub(in crate::app) async fn record_form(&self, tx: &mut Tx, kind: RecordKind) -> Result<Form, AppError> {
        let catalogue = Catalogue::read(tx, &self.templates, Lang::De).await?;
        Ok(form_of(kind, &catalogue, false))
    }

    /// Changes or makes a record as `apply` says, and writes its history.
    pub(in crate::app) async fn take_record(
        &self,
        tx: &mut Tx,
        actor: Actor,
        (kind, key): (RecordKind, &str),
        form: &Form,
        apply: impl Fn(&mut Values),
    ) -> Result<Taken, AppError> {
        let today = self.today(Lang::De);
        let before = load(tx, kind, key, today).await?.map(|l| l.values);
        let mut values = before.clone().unwrap_or_else(|| blank(kind));
        apply(&mut values);
        if let Some(before) = &before
            && diff(before, &values).is_empty()
        {
            let after = before.clone();
            return Ok(Taken::Kept {
                before: Some(after.clone()),
                after,
            });
        }
        // Pairs name people by their keys, which no form does.
        if kind != RecordKind::Exclusion
            && let Err(faults) = form.parse(&form.typed(&values, today), today)
        {
            return Ok(Taken::Refused(faults));
        }
        tx.lock_record(kind, key).await?;
        match save::write(self, tx, kind, key, None, before.is_none(), &values, today).await {
            Ok(true) => {}
            Ok(false) => return Err(AppError::Conflict("conflict-record-changed")),
            Err(AppError::Rejected(faults)) => return Ok(Taken::Refused(faults)),
            Err(error) => return Err(error),
        }
        let after = load(tx, kind, key, today)
            .await?
            .map(|l| l.values)
            .ok_or(AppError::NotFound)?;
        let action = if before.is_some() {
            RecordAction::Changed
        } else {
            RecordAction::Created
        };
        let changes = diff(before.as_ref().unwrap_or(&Values::new()), &after);
        self.note_change(tx, actor, (kind, key, action), changes, None)
            .await?;
        Ok(Taken::Kept { before, after })
    }

    /// What a record says now.
    pub(in crate::app) async fn record_values(
        &self,
        tx: &mut Tx,
        kind: RecordKind,
        key: &str,
    ) -> Result<Option<Values>, AppError> {
        let loaded = load(tx, kind, key, self.today(Lang::De)).await?;
        Ok(loaded.map(|l| l.values))
    }

    /// Gives a record back the values it had; without any it goes, unless something hangs on it: then `false`.
    pub(in crate::app) async fn restore_values(
        &self,
        tx: &mut Tx,
        actor: Actor,
        (kind, key): (RecordKind, &str),
        stored: &Values,
        before: Option<&Values>,
    ) -> Result<bool, AppError> {
        let today = self.today(Lang::De);
        let Some(before) = before else {
            if !tx.references(kind, key).await?.is_empty() || !tx.delete_record(kind, key).await? {
                return Ok(false);
            }
            tx.forget_values(kind, key).await?;
            let what = (kind, key, RecordAction::Deleted);
            self.note_change(tx, actor, what, Vec::new(), None).await?;
            return Ok(true);
        };
        if !save::write(self, tx, kind, key, None, false, before, today).await? {
            return Ok(false);
        }
        let changes = diff(stored, before);
        let what = (kind, key, RecordAction::Undone);
        self.note_change(tx, actor, what, changes, None).await?;
        Ok(true)
    }
}
