//! Languages of the second block of mails: not used before the office has had them read by somebody who speaks them.

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::ids::{AccountId, PersonId};
use crate::mail::SecondLanguage;
use crate::store::{FormUse, Tx};

/// Value of the setting of a language that is released.
const RELEASED: &str = "released";

fn setting(language: SecondLanguage) -> String {
    format!("second_language/{}", language.code)
}

/// Whether a language is released.
pub(super) async fn is_released(tx: &mut Tx, language: SecondLanguage) -> Result<bool, AppError> {
    Ok(tx.setting(&setting(language)).await?.as_deref() == Some(RELEASED))
}

impl App {
    /// Every language with whether the office has released it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn second_languages(&self) -> Result<Vec<(SecondLanguage, bool)>, AppError> {
        let mut tx = self.store.read().await?;
        let mut all = Vec::new();
        for language in SecondLanguage::ALL {
            all.push((language, is_released(&mut tx, language).await?));
        }
        Ok(all)
    }

    /// Releases a language, or takes it out of use again.
    ///
    /// # Errors
    /// `NotFound` for a language there are no texts in.
    pub async fn release_language(
        &self,
        code: &str,
        released: bool,
        account: AccountId,
    ) -> Result<(), AppError> {
        let language = SecondLanguage::parse(code).ok_or(AppError::NotFound)?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let value = if released { RELEASED } else { "" };
        tx.set_setting(&setting(language), value, now).await?;
        let detail = [("language", code.into()), ("released", released.into())];
        let actor = Actor::Account(account);
        self.audit(
            &mut tx,
            now,
            actor,
            "mails.language",
            "account",
            account.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// A second language of a volunteer's mails, or none, as they choose it or the office writes it down for them.
    ///
    /// # Errors
    /// `Rejected` for a language that is not released, `NotFound` for an unknown person.
    pub async fn choose_second_language(
        &self,
        person: PersonId,
        code: &str,
        actor: Actor,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let chosen = match SecondLanguage::parse(code) {
            _ if code.is_empty() => None,
            Some(language) if is_released(&mut tx, language).await? => Some(language.code),
            _ => return Err(AppError::rejected("second_language", "unknown-choice")),
        };
        tx.person(person).await?.ok_or(AppError::NotFound)?;
        tx.set_second_language(person, chosen, now).await?;
        self.audit(&mut tx, now, actor, "person.language", "person", person.0, &[])
            .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        Ok(())
    }
}
