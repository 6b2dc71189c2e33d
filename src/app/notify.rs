//! What waits in the outbox leaves: claim, gather the facts, send, mark. Three short transactions around one SMTP
//! conversation, none of them open during it.
//!
//! At least once: a crash between sending and marking sends a mail again, with the same Message-ID and Date, so that
//! the repeat is recognisable. A broken relay pauses the queue instead of failing everyone's mail.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use tracing::{info, warn};

use super::operation::Operation;
use super::{App, AppError, general};
use crate::domain::notice::{NoticeFacts, NoticeKind, OutboxRow, Recipient};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{OutboxId, PersonId, RequestId, TaskId};
use crate::mail::{self, ComposeError, SendError, SendErrorClass, Stamp};
use crate::store::Tx;

/// Mails claimed at once.
const BATCH: i64 = 20;
/// SMTP conversations at once (an Exchange relay takes three from one sender).
const CONNECTIONS: usize = 2;
/// Tries after which a mail that is always put off counts as undeliverable.
const TRIES_MAX: i64 = 12;
/// Pause of the whole queue before the relay is tried again with one mail (shorter when the settings say so).
const PAUSE_MAX: Duration = Duration::from_secs(10);
/// What the office sees while nothing leaves.
pub(super) const QUEUE_PAUSED: NewTask = NewTask {
    kind: TaskKind::QueuePaused,
    request: None,
    offer: None,
    person: None,
};

/// How long an offer waits for the welcome that must be there first, before it is looked at again.
const WELCOME_FIRST: TimeDelta = TimeDelta::minutes(1);

/// How long a conversation may go on once the program is asked to stop.
const ABANDON_AFTER: Duration = Duration::from_secs(8);

/// What one pass over the outbox did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DrainReport {
    /// Mails the relay has taken.
    pub sent: usize,
    /// Mails put off.
    pub put_off: usize,
    /// Mails refused for good.
    pub failed: usize,
    /// Mails no longer needed.
    pub obsolete: usize,
    /// Notices that travelled in the mail of another one.
    pub carried: usize,
    /// Whether the relay is out of reach, so that the rest waits.
    pub paused: bool,
}

enum Sent {
    Yes,
    PutOff,
    Failed,
    Obsolete,
    Carried,
    Paused,
}

/// What came of one conversation.
enum Outcome {
    /// The relay has taken responsibility.
    Sent,
    /// Refused for good.
    Refused(String),
    /// The mail could not be written.
    Unwritten(String),
    /// Not now (4xx).
    NotNow(String),
    /// The relay stopped answering or hung up; it may have taken the mail or not.
    Silence(String),
    /// The relay cannot be reached or does not let us in.
    NoRelay(String),
}

impl Outcome {
    fn of(result: Result<(), SendError>) -> Self {
        let Err(error) = result else { return Self::Sent };
        let code = error.code();
        match error.class {
            SendErrorClass::Recipient => Self::Refused(code),
            SendErrorClass::Relay => Self::NoRelay(code),
            SendErrorClass::Temporary if matches!(error.what.as_str(), "timeout" | "closed") => {
                Self::Silence(code)
            }
            SendErrorClass::Temporary => Self::NotNow(code),
        }
    }
}

impl App {
    /// Sends everything that is due. `stopping` ends it early; what was claimed and not sent is given back.
    ///
    /// # Errors
    /// When the store fails; every mail is then either marked or comes again after its lease.
    pub async fn drain_outbox(
        &self,
        stopping: &tokio_util::sync::CancellationToken,
    ) -> Result<DrainReport, AppError> {
        let mut report = DrainReport::default();
        self.prepare_links().await?;
        loop {
            if stopping.is_cancelled() || self.queue_paused().await? {
                return Ok(report);
            }
            let now = self.clock.now();
            let lease = TimeDelta::from_std(self.config.lease).unwrap_or(TimeDelta::minutes(5));
            // While the relay was just out of reach, one mail probes it instead of twenty.
            let limit = if report.paused { 1 } else { BATCH };
            let mut tx = self.store.write().await?;
            let rows = tx.claim(&self.node, now, lease, limit).await?;
            tx.commit().await?;
            if rows.is_empty() {
                return Ok(report);
            }
            let operation = self.operation().await?;
            for group in rows.chunks(CONNECTIONS) {
                let sending = group.iter().map(|row| self.send_one(row, &operation));
                let abandoned = async {
                    stopping.cancelled().await;
                    tokio::time::sleep(ABANDON_AFTER).await;
                };
                let results = tokio::select! {
                    results = join_all(sending) => results,
                    () = abandoned => {
                        self.release_claims().await?;
                        return Ok(report);
                    }
                };
                for result in results {
                    match result? {
                        Sent::Yes => report.sent += 1,
                        Sent::PutOff => report.put_off += 1,
                        Sent::Failed => report.failed += 1,
                        Sent::Obsolete => report.obsolete += 1,
                        Sent::Carried => report.carried += 1,
                        Sent::Paused => report.paused = true,
                    }
                }
                if report.paused || stopping.is_cancelled() {
                    self.release_claims().await?;
                    return Ok(report);
                }
            }
        }
    }

    /// Gives back what this process has claimed and not sent.
    ///
    /// # Errors
    /// When the store fails; the leases then run out.
    pub async fn release_claims(&self) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        tx.release_claims_of(&self.node).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn queue_paused(&self) -> Result<bool, AppError> {
        let state = self.store.read().await?.queue_state().await?;
        Ok(state.paused.is_some_and(|(until, _)| until > self.clock.now()))
    }

    async fn send_one(&self, row: &OutboxRow, operation: &Operation) -> Result<Sent, AppError> {
        if *operation == Operation::Real
            && let Some(kept_back) = self.kept_back(row).await?
        {
            return Ok(kept_back);
        }
        let Some(carried) = self.carried(row).await? else {
            // It travels with another one that goes out at this moment.
            return Ok(Sent::Carried);
        };
        let facts = self.facts(row, &carried).await?;
        let facts = facts.and_then(|facts| operation.redirect(facts, row.recipient));
        let Some(facts) = facts else {
            let mut tx = self.store.write().await?;
            tx.mark_obsolete(row.id, &self.node, self.clock.now()).await?;
            tx.commit().await?;
            return Ok(Sent::Obsolete);
        };
        self.hand_over(row, &facts, operation).await
    }

    /// What travels in the same mail; `None` when the row itself travels with another one.
    async fn carried(&self, row: &OutboxRow) -> Result<Option<Vec<OutboxRow>>, AppError> {
        let (Recipient::Person(person), true) = (row.recipient, row.kind.bundles()) else {
            return Ok(Some(Vec::new()));
        };
        let mut tx = self.store.write().await?;
        // One after the other for one person, or two mails would each carry the other.
        tx.lock_person(person).await?;
        let carried = tx.gather(row, &self.node, self.clock.now()).await?;
        tx.commit().await?;
        Ok(carried)
    }

    /// Nobody is asked before they know who we are, and nobody by mail whom mails do not reach.
    async fn kept_back(&self, row: &OutboxRow) -> Result<Option<Sent>, AppError> {
        let Recipient::Person(id) = row.recipient else {
            return Ok(None);
        };
        if !row.kind.needs_welcome() {
            return Ok(None);
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let Some(person) = tx.person(id).await? else {
            return Ok(None);
        };
        if !person.reachable_by_mail() {
            tx.lock_person(id).await?;
            let carried = tx.gather(row, &self.node, now).await?.unwrap_or_default();
            for row in std::iter::once(row).chain(&carried) {
                let Some(offer) = row.offer else { continue };
                if tx.offer(offer).await?.is_some_and(|o| o.state.open()) {
                    let call = NewTask {
                        kind: TaskKind::CallByPhone,
                        request: row.request,
                        offer: Some(offer),
                        person: Some(id),
                    };
                    tx.add_task(&call, TaskId(self.ids.uuid(now)), now).await?;
                }
            }
            tx.mark_obsolete(row.id, &self.node, now).await?;
            tx.commit().await?;
            return Ok(Some(Sent::Obsolete));
        }
        if tx.person_mail(id).await?.welcomed_at.is_some() {
            return Ok(None);
        }
        self.ensure_welcome(&mut tx, id, now, now).await?;
        tx.postpone(row.id, &self.node, now + WELCOME_FIRST).await?;
        tx.commit().await?;
        Ok(Some(Sent::PutOff))
    }

    async fn hand_over(
        &self,
        row: &OutboxRow,
        facts: &NoticeFacts,
        operation: &Operation,
    ) -> Result<Sent, AppError> {
        let stamp = Stamp {
            id: row.id,
            message_id: row.message_id.clone(),
            date: row.date,
            in_reply_to: row.in_reply_to.clone(),
        };
        let outcome = match mail::compose(&self.templates, &self.sender, &stamp, facts) {
            Ok(mail) => self.transport.send(&mail).await,
            Err(error) => {
                warn!(outbox.id = %row.id, error = %error, "a mail could not be written");
                let outcome = match error {
                    ComposeError::Address { .. } => Outcome::Refused("address".to_owned()),
                    // Our own fault, not the address's.
                    _ => Outcome::Unwritten("compose".to_owned()),
                };
                return self.record(row, outcome, operation).await;
            }
        };
        self.record(row, Outcome::of(outcome), operation).await
    }

    async fn record(
        &self,
        row: &OutboxRow,
        outcome: Outcome,
        operation: &Operation,
    ) -> Result<Sent, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let sent = match outcome {
            Outcome::Sent => {
                tx.mark_sent(row.id, &self.node, now).await?;
                if let (NoticeKind::Welcome, Recipient::Person(person), Operation::Real) =
                    (row.kind, row.recipient, operation)
                {
                    tx.mark_welcomed(person, now).await?;
                }
                if tx.resume_queue().await? {
                    tx.settle_task(&QUEUE_PAUSED, now).await?;
                    info!("the mail relay is back");
                }
                Sent::Yes
            }
            Outcome::Refused(code) => {
                self.give_up(&mut tx, row, &code, now).await?;
                if let (Recipient::Person(person), Operation::Real) = (row.recipient, operation) {
                    tx.mark_email_failed(person, Some(now)).await?;
                    self.tell_office_of_failure(&mut tx, row.id, row.request, person, now)
                        .await?;
                }
                Sent::Failed
            }
            Outcome::Unwritten(code) => {
                self.give_up(&mut tx, row, &code, now).await?;
                Sent::Failed
            }
            Outcome::NotNow(code) | Outcome::Silence(code) if row.attempts + 1 >= TRIES_MAX => {
                self.give_up(&mut tx, row, &code, now).await?;
                Sent::Failed
            }
            Outcome::NotNow(code) => {
                tx.retry_later(row.id, &self.node, now + self.backoff(row), &code)
                    .await?;
                info!(outbox.id = %row.id, code, "a mail is put off");
                Sent::PutOff
            }
            Outcome::Silence(code) => {
                // A relay that stops talking will not talk to the next mail either; this one counts its try, for it
                // may be what silences the relay.
                let until = self.pause(&mut tx, &code, now).await?;
                tx.retry_later(row.id, &self.node, until, &code).await?;
                Sent::Paused
            }
            Outcome::NoRelay(code) => {
                self.pause(&mut tx, &code, now).await?;
                tx.release(row.id, &self.node).await?;
                Sent::Paused
            }
        };
        tx.commit().await?;
        Ok(sent)
    }

    /// The relay is out of reach or refuses us: everybody's mail waits, and the office is told once.
    async fn pause(&self, tx: &mut Tx, code: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, AppError> {
        let pause = self.config.backoff_base.min(PAUSE_MAX);
        let until = now + TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(1));
        tx.pause_queue(until, code).await?;
        tx.add_task(&QUEUE_PAUSED, TaskId(self.ids.uuid(now)), now)
            .await?;
        warn!(code, "the mail relay is out of reach or refuses us; mails wait");
        Ok(until)
    }

    async fn give_up(
        &self,
        tx: &mut Tx,
        row: &OutboxRow,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        tx.mark_failed(row.id, &self.node, code, now).await?;
        let person = match row.recipient {
            Recipient::Person(person) => Some(person),
            Recipient::Contact(_) | Recipient::Account(_) | Recipient::Office => None,
        };
        let task = NewTask {
            kind: TaskKind::MailFailed,
            request: row.request,
            offer: row.offer,
            person,
        };
        tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
        warn!(outbox.id = %row.id, code, "a mail was refused for good");
        Ok(())
    }

    /// The office learns by mail, too, that an address is no good: somebody may be waiting for an answer.
    pub(super) async fn tell_office_of_failure(
        &self,
        tx: &mut Tx,
        mail: OutboxId,
        request: Option<RequestId>,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let key = mail.to_string();
        let mut told = general(NoticeKind::UndeliverableOffice, Recipient::Office, &key, now);
        told.request = request;
        told.payload.person = Some(person);
        self.enqueue(tx, &told, now).await
    }

    /// Pause before the next try of one mail: at least doubles each time, with some spread so that mails put off
    /// together do not come back together.
    fn backoff(&self, row: &OutboxRow) -> TimeDelta {
        let base = self.config.backoff_base.as_secs_f64();
        let spread = f64::from(self.ids.bytes::<1>()[0]) / 255.0 * 0.2 - 0.1;
        let tries = i32::try_from(row.attempts.clamp(0, 30)).unwrap_or(30);
        let seconds =
            (base * 2.5_f64.powi(tries) * (1.0 + spread)).min(self.config.backoff_max.as_secs_f64());
        TimeDelta::milliseconds((seconds * 1000.0) as i64).max(TimeDelta::seconds(1))
    }
}
