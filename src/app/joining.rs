//! Somebody would like to help: they write, the office goes with them from stage to stage.

use chrono::TimeDelta;

use super::{App, AppError, open_forms};
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::joining::{Interest, JoiningStage};
use crate::domain::text::{self, EmailAddress};
use crate::ids::{AccountId, InterestId};
use crate::store::FormUse;

/// Without contact for so long, what was written is deleted.
pub const FORGOTTEN: TimeDelta = TimeDelta::days(183);
/// Longest line about languages.
const LANGUAGES_MAX: usize = 200;

/// What was typed on the public page.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub struct InterestForm {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Languages, in their own words.
    pub languages: String,
    /// Programme id, or empty.
    pub programme: String,
}

impl App {
    /// Somebody would like to help. The same form twice is one.
    ///
    /// # Errors
    /// `Rejected` with every fault, `Throttled` after too many from one place.
    pub async fn show_interest(&self, form: &InterestForm, client: &str, mark: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let mut faults = Vec::new();
        let mut line = |field: &str, value: &str, max: usize| match text::line(field, value, max) {
            Ok(Some(line)) => Some(line),
            Ok(None) => {
                faults.push(Rejection::new(field, "required"));
                None
            }
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        let name = line("name", &form.name, text::NAME_MAX);
        let languages = line("languages", &form.languages, LANGUAGES_MAX);
        let email = EmailAddress::parse("email", form.email.trim())
            .map_err(|fault| faults.push(fault))
            .ok();
        let phone = text::phone("phone", &form.phone)
            .map_err(|fault| faults.push(fault))
            .ok()
            .flatten();
        let programmes = tx.programmes().await?;
        let programme = programmes
            .into_iter()
            .find(|p| p.id.0 == form.programme)
            .map(|p| p.id);
        if !form.programme.is_empty() && programme.is_none() {
            faults.push(Rejection::new("programme", "unknown-choice"));
        }
        let (Some(name), Some(languages), Some(email), true) = (name, languages, email, faults.is_empty())
        else {
            return Err(AppError::Rejected(faults));
        };
        open_forms::count(&mut tx, "interest", client, now).await?;
        let id = InterestId(self.ids.uuid(now));
        tx.insert_interest(&Interest {
            id,
            name,
            email: email.to_string(),
            phone,
            languages,
            programme,
            stage: JoiningStage::Interest,
            created_at: now,
            stage_at: now,
        })
        .await?;
        self.audit(
            &mut tx,
            now,
            Actor::System,
            "interest.shown",
            "interest",
            id.0,
            &[],
        )
        .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Everybody on the way.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn interests(&self) -> Result<Vec<Interest>, AppError> {
        Ok(self.store.read().await?.interests().await?)
    }

    /// The office takes somebody to the next stage.
    ///
    /// # Errors
    /// `Conflict` when they are elsewhere already.
    pub async fn advance_interest(
        &self,
        id: InterestId,
        from: JoiningStage,
        by: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let to = from.next().ok_or(AppError::Conflict("conflict-own-changed"))?;
        let mut tx = self.store.write().await?;
        if !tx.move_interest(id, from, to, now).await? {
            return Err(AppError::Conflict("conflict-own-changed"));
        }
        let detail = [("stage", to.as_str().into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(by),
            "interest.moved",
            "interest",
            id.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Nothing comes of it, or the record has been made: what was written is deleted.
    ///
    /// # Errors
    /// `NotFound` when it is gone already.
    pub async fn close_interest(&self, id: InterestId, by: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !tx.delete_interest(id).await? {
            return Err(AppError::NotFound);
        }
        self.audit(
            &mut tx,
            now,
            Actor::Account(by),
            "interest.closed",
            "interest",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}
