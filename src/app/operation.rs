//! Does the office only try things out, or is it real? Until an administrator says so, no mail leaves: whoever imports
//! and plans for the first time must not write to two hundred people by mistake.

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::notice::{NoticeFacts, Recipient};
use crate::domain::offer::OfferState;
use crate::domain::request::RequestState;
use crate::domain::text::EmailAddress;
use crate::ids::AccountId;
use crate::store::{Choice, FormUse, Tx};

/// Name of the setting that says `real`.
const OPERATION: &str = "operation";
/// Name of the setting that holds the address for mails on trial.
const TRIAL_ADDRESS: &str = "trial_address";
/// People handled at once.
const CHUNK: i64 = 200;

/// Whether mails leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Nothing leaves, or everything goes to one address. Mails to people who sign in are exempt.
    Trial {
        /// Where everything goes.
        to: Option<EmailAddress>,
    },
    /// Mails leave.
    Real,
}

/// What the start of the real operation would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RealOperationPreview {
    /// People who get the first letter.
    pub welcomed: usize,
    /// Active people who have to be told another way.
    pub without_mail: usize,
    /// Mails from the trial that are thrown away.
    pub discarded: i64,
    /// Offers from the trial that are taken back; their requests wait for a plan again.
    pub withdrawn: usize,
}

impl Operation {
    /// The facts as they leave: unchanged, to the one address, or not at all.
    pub(super) fn redirect(&self, facts: NoticeFacts, recipient: Recipient) -> Option<NoticeFacts> {
        match self {
            Self::Real => Some(facts),
            Self::Trial { .. } if matches!(recipient, Recipient::Account(_)) => Some(facts),
            Self::Trial { to } => Some(NoticeFacts {
                recipient_email: to.as_ref()?.to_string(),
                trial: true,
                ..facts
            }),
        }
    }
}

impl App {
    /// Whether mails leave.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn operation(&self) -> Result<Operation, AppError> {
        let mut tx = self.store.read().await?;
        operation(&mut tx).await
    }

    /// Sends everything to this address from now on while nothing is real; `None`: nothing leaves.
    ///
    /// # Errors
    /// `Rejected` when it is no address.
    pub async fn set_trial_address(&self, address: &str, account: AccountId) -> Result<(), AppError> {
        let address = address.trim();
        if !address.is_empty() {
            EmailAddress::parse("trial_address", address).map_err(|fault| AppError::Rejected(vec![fault]))?;
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.set_setting(TRIAL_ADDRESS, address, now).await?;
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "operation.trial_address",
            "account",
            account.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the start of the real operation would do.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn preview_real_operation(&self) -> Result<RealOperationPreview, AppError> {
        let mut tx = self.store.read().await?;
        let people = tx.active_people().await?;
        let mut welcomed = 0;
        let mut after = None;
        loop {
            let some = tx.people_to_welcome(after, CHUNK).await?;
            welcomed += some.len();
            after = some.last().copied();
            if after.is_none() {
                break;
            }
        }
        Ok(RealOperationPreview {
            welcomed,
            without_mail: people.iter().filter(|p| !p.reachable_by_mail()).count(),
            discarded: tx.queue_state().await?.pending,
            withdrawn: tx.open_offers(i64::from(u16::MAX)).await?.len(),
        })
    }

    /// `Echtbetrieb starten`: mails of the trial are thrown away, its offers taken back without a word, and everybody
    /// gets the first letter. Doing it twice is doing it once.
    ///
    /// # Errors
    /// When the store fails; then nothing has changed.
    pub async fn start_real_operation(
        &self,
        account: AccountId,
        mark: &str,
    ) -> Result<RealOperationPreview, AppError> {
        let preview = self.preview_real_operation().await?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if matches!(tx.use_form(mark, now).await?, FormUse::Repeat(_))
            || operation(&mut tx).await? == Operation::Real
        {
            return Ok(preview);
        }
        tx.obsolete_all_waiting(now).await?;
        let open = tx.open_offers(i64::from(u16::MAX)).await?;
        for offer in &open {
            let from = [OfferState::Offered, OfferState::CallRequested];
            tx.answer_offer(offer.id, &from, OfferState::Withdrawn, None, now)
                .await?;
            tx.close_tasks_of_offer(offer.id, Some(account), now).await?;
            let searched = [RequestState::Searching];
            tx.set_request_state(
                offer.request,
                &searched,
                RequestState::Submitted,
                Choice::Clear,
                now,
            )
            .await?;
        }
        tx.set_setting(OPERATION, "real", now).await?;
        let mut after = None;
        loop {
            let some = tx.people_to_welcome(after, CHUNK).await?;
            for person in &some {
                self.enqueue_welcome(&mut tx, *person, now, now).await?;
            }
            after = some.last().copied();
            if after.is_none() {
                break;
            }
        }
        let detail = [
            ("people", preview.welcomed.into()),
            ("withdrawn", open.len().into()),
        ];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "operation.real",
            "account",
            account.0,
            &detail,
        )
        .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(preview)
    }

    /// Real from the first moment, with everybody known already: the demo city and tests.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_in_real_operation(&self) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.set_setting(OPERATION, "real", now).await?;
        tx.mark_all_welcomed(now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whether mails leave, as the store says.
pub(super) async fn operation(tx: &mut Tx) -> Result<Operation, AppError> {
    if tx.setting(OPERATION).await?.as_deref() == Some("real") {
        return Ok(Operation::Real);
    }
    let address = tx.setting(TRIAL_ADDRESS).await?.unwrap_or_default();
    Ok(Operation::Trial {
        to: EmailAddress::parse("trial_address", &address).ok(),
    })
}
