//! The first letter to a volunteer, and the page it leads to: is what we keep right, and what do you want to be sent?

use chrono::{DateTime, Utc};

use super::operation::{Operation, operation};
use super::{App, AppError, general};
use crate::domain::account::Actor;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::person::{Person, PersonMail};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{AccountId, PersonId, TaskId};
use crate::store::{FormUse, Tx};

/// What a volunteer says on the page behind the first letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailChoice {
    /// What the office keeps is right.
    Right,
    /// It is not; please call.
    Wrong,
    /// Reminders and weekly plans on.
    RemindersOn,
    /// Reminders and weekly plans off.
    RemindersOff,
    /// Thanks for so many appointments on.
    ThanksOn,
    /// The same off.
    ThanksOff,
    /// Calls from half past six on are welcome.
    EarlyOn,
    /// They are not.
    EarlyOff,
}

/// All that page shows.
#[derive(Clone, Debug)]
pub struct MailView {
    /// What they want to be sent.
    pub mail: PersonMail,
    /// Name of the district of home.
    pub district: String,
    /// Names of their languages, German and English.
    pub languages: Vec<(String, String)>,
}

impl App {
    /// Sees to it that a person gets the first letter before anything else.
    pub(super) async fn ensure_welcome(
        &self,
        tx: &mut Tx,
        person: PersonId,
        not_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if tx.person_mail(person).await?.welcomed_at.is_some() {
            return Ok(());
        }
        self.enqueue_welcome(tx, person, not_before, now).await
    }

    pub(super) async fn enqueue_welcome(
        &self,
        tx: &mut Tx,
        person: PersonId,
        not_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        // One that was thrown away with the trial is not the one that counts.
        let key = match operation(tx).await? {
            Operation::Real => "1",
            Operation::Trial { .. } => "trial",
        };
        let mut told = general(NoticeKind::Welcome, Recipient::Person(person), key, now);
        told.not_before = not_before;
        self.enqueue(tx, &told, now).await
    }

    /// What the page behind the first letter shows.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn mail_view(&self, person: &Person) -> Result<MailView, AppError> {
        let mut tx = self.store.read().await?;
        let mail = tx.person_mail(person.id).await?;
        let districts = tx.districts().await?;
        let languages = tx.languages().await?;
        let district = districts.into_iter().find(|d| d.code == person.district);
        let names = person.languages.keys().map(|code| {
            languages.iter().find(|l| l.code == *code).map_or_else(
                || (code.0.clone(), code.0.clone()),
                |l| (l.name_de.clone(), l.name_en.clone()),
            )
        });
        Ok(MailView {
            languages: names.collect(),
            district: district.map_or_else(|| person.district.clone(), |d| d.name),
            mail,
        })
    }

    /// A volunteer says something on that page. `mark` is the mark of the page view; a mail program that switches
    /// reminders off by one click (RFC 8058) has none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_mails(
        &self,
        person: PersonId,
        choice: MailChoice,
        mark: Option<&str>,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let Some(mark) = mark
            && let FormUse::Repeat(_) = tx.use_form(mark, now).await?
        {
            return Ok(());
        }
        let wrong = NewTask {
            kind: TaskKind::ParticularsWrong,
            request: None,
            offer: None,
            person: Some(person),
        };
        let action = match choice {
            MailChoice::Right => {
                tx.confirm_particulars(person, now).await?;
                tx.settle_task(&wrong, now).await?;
                "person.confirmed"
            }
            MailChoice::Wrong => {
                tx.add_task(&wrong, TaskId(self.ids.uuid(now)), now).await?;
                "person.particulars_wrong"
            }
            MailChoice::RemindersOn | MailChoice::RemindersOff => {
                tx.set_reminders(person, choice == MailChoice::RemindersOn, now)
                    .await?;
                if choice == MailChoice::RemindersOff {
                    tx.set_thanks(person, false, now).await?;
                }
                "person.reminders"
            }
            MailChoice::ThanksOn | MailChoice::ThanksOff => {
                tx.set_thanks(person, choice == MailChoice::ThanksOn, now).await?;
                "person.reminders"
            }
            MailChoice::EarlyOn | MailChoice::EarlyOff => {
                tx.set_early_calls(person, choice == MailChoice::EarlyOn, now)
                    .await?;
                "person.early_calls"
            }
        };
        self.audit(
            &mut tx,
            now,
            Actor::Person(person),
            action,
            "person",
            person.0,
            &[],
        )
        .await?;
        if let Some(mark) = mark {
            tx.finish_form(mark, "").await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A volunteer has told the office whether it may call from half past six on.
    ///
    /// # Errors
    /// `NotFound` when there is no such person.
    pub async fn allow_early_calls(
        &self,
        person: PersonId,
        on: bool,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if tx.person(person).await?.is_none() {
            return Err(AppError::NotFound);
        }
        tx.set_early_calls(person, on, now).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "person.early_calls", "person", person.0, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
