//! Letters about what is stored: it can be looked at, and it is gone.

use chrono::{DateTime, Utc};

use super::{App, AppError, general};
use crate::domain::account::Actor;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::person::{Person, PersonState};
use crate::ids::{AccountId, PersonId};
use crate::store::{FormUse, Tx};

impl App {
    /// Tells somebody that they are forgotten: the last mail, to the address they had.
    pub(super) async fn tell_erased(
        &self,
        tx: &mut Tx,
        person: &Person,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(email) = person.email.as_ref().filter(|_| person.reachable_by_mail()) else {
            return Ok(());
        };
        let mut told = general(NoticeKind::Erased, Recipient::Person(person.id), "1", now);
        told.not_before = self.waking().next_waking(now);
        if let Some(mail) = self.enqueue_as(tx, &told, now).await? {
            tx.set_outbox_address(mail, &person.full_name(), email.as_str())
                .await?;
        }
        Ok(())
    }

    /// The office tells somebody who asked that what is stored about them can be looked at (Art. 15 DSGVO).
    ///
    /// # Errors
    /// `NotFound`; `Conflict` when no mail reaches them.
    pub async fn send_data_ready(
        &self,
        id: PersonId,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let person = tx.person(id).await?.ok_or(AppError::NotFound)?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        if !person.reachable_by_mail() || person.state == PersonState::Left {
            return Err(AppError::Conflict("conflict-no-mail"));
        }
        let told = general(NoticeKind::DataReady, Recipient::Person(id), mark, now);
        self.enqueue(&mut tx, &told, now).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "person.data_ready", "person", id.0, &[])
            .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}
