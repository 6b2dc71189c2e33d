//! What waits in the outbox leaves: claim, gather the facts, send, mark. Three short transactions around one SMTP
//! conversation, none of them open during it.
//!
//! At least once: a crash between sending and marking sends a mail again, with the same Message-ID and Date, so that
//! the repeat is recognisable. A broken relay pauses the queue instead of failing everyone's mail.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use tracing::{info, warn};

use super::{App, AppError};
use crate::domain::notice::{NoticeFacts, NoticeKind, OutboxRow, Recipient, RequestFacts};
use crate::domain::offer::OfferState;
use crate::domain::organisation::Location;
use crate::domain::request::Request;
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::TaskId;
use crate::mail::{self, ComposeError, SendError, SendErrorClass, Stamp};
use crate::store::{Tx, Which};

/// Mails claimed at once.
const BATCH: i64 = 20;
/// SMTP conversations at once (an Exchange relay takes three from one sender).
const CONNECTIONS: usize = 2;
/// Tries after which a mail that is always put off counts as undeliverable.
const TRIES_MAX: i64 = 12;
/// Pause of the whole queue before the relay is tried again with one mail (shorter when the settings say so).
const PAUSE_MAX: Duration = Duration::from_secs(10);
/// What the office sees while nothing leaves.
const QUEUE_PAUSED: NewTask = NewTask {
    kind: TaskKind::QueuePaused,
    request: None,
    offer: None,
    person: None,
};

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
    /// Whether the relay is out of reach, so that the rest waits.
    pub paused: bool,
}

enum Sent {
    Yes,
    PutOff,
    Failed,
    Obsolete,
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

/// What pages and mails call the parts of a request.
pub(super) struct RequestWords {
    /// Name of the district.
    pub(super) district: String,
    /// Programme, German and English.
    pub(super) programme: (String, String),
    /// Language, German and English.
    pub(super) language: Option<(String, String)>,
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
            for group in rows.chunks(CONNECTIONS) {
                let sending = group.iter().map(|row| self.send_one(row));
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

    async fn send_one(&self, row: &OutboxRow) -> Result<Sent, AppError> {
        let facts = self.facts(row).await?;
        let Some(facts) = facts else {
            let mut tx = self.store.write().await?;
            tx.mark_obsolete(row.id, &self.node, self.clock.now()).await?;
            tx.commit().await?;
            return Ok(Sent::Obsolete);
        };
        let stamp = Stamp {
            id: row.id,
            message_id: row.message_id.clone(),
            date: row.date,
            in_reply_to: None,
        };
        let outcome = match mail::compose(&self.templates, &self.sender, &stamp, &facts) {
            Ok(mail) => self.transport.send(&mail).await,
            Err(error) => {
                warn!(outbox.id = %row.id, error = %error, "a mail could not be written");
                let outcome = match error {
                    ComposeError::Address { .. } => Outcome::Refused("address".to_owned()),
                    // Our own fault, not the address's.
                    _ => Outcome::Unwritten("compose".to_owned()),
                };
                return self.record(row, outcome).await;
            }
        };
        self.record(row, Outcome::of(outcome)).await
    }

    async fn record(&self, row: &OutboxRow, outcome: Outcome) -> Result<Sent, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let sent = match outcome {
            Outcome::Sent => {
                tx.mark_sent(row.id, &self.node, now).await?;
                if tx.resume_queue().await? {
                    tx.settle_task(&QUEUE_PAUSED, now).await?;
                    info!("the mail relay is back");
                }
                Sent::Yes
            }
            Outcome::Refused(code) => {
                self.give_up(&mut tx, row, &code, now).await?;
                if let Recipient::Person(person) = row.recipient {
                    tx.mark_email_failed(person, Some(now)).await?;
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
            Recipient::Contact(_) | Recipient::Office => None,
        };
        let task = NewTask {
            kind: TaskKind::MailFailed,
            request: Some(row.request),
            offer: row.offer,
            person,
        };
        tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
        warn!(outbox.id = %row.id, code, "a mail was refused for good");
        Ok(())
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

    /// Everything the text of a mail may say; `None` when the mail has been overtaken by events.
    async fn facts(&self, row: &OutboxRow) -> Result<Option<NoticeFacts>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(request) = tx.request(row.request).await? else {
            return Ok(None);
        };
        let offer = match row.offer {
            Some(id) => tx.offer(id).await?,
            None => None,
        };
        if row.kind == NoticeKind::Offer && offer.as_ref().is_none_or(|o| o.state != OfferState::Offered) {
            return Ok(None);
        }
        let Some(location) = tx.location(request.asked.location).await? else {
            return Ok(None);
        };
        let mut facts = NoticeFacts {
            kind: row.kind,
            recipient_name: self.config.office.name.clone(),
            recipient_email: self.config.office.email.clone(),
            ui_language: "de".to_owned(),
            request: self.request_facts(&mut tx, row.kind, &request, &location).await?,
            person_short_name: None,
            person_full_name: None,
            offer_state: offer.as_ref().map(|o| o.state),
            answer_by: offer.as_ref().map(|o| o.answer_by),
            link: format!("{}/office/requests/{}", self.config.base_url, request.number),
            calendar: row.payload.calendar.clone(),
            cause: row.payload.cause,
        };
        match row.recipient {
            Recipient::Office => {
                if let Some(offer) = &offer {
                    facts.person_full_name = tx.person(offer.person).await?.map(|p| p.full_name());
                }
            }
            Recipient::Person(id) => {
                let Some(person) = tx.person(id).await? else {
                    return Ok(None);
                };
                let Some(email) = &person.email else {
                    return Ok(None);
                };
                facts.recipient_name = person.full_name();
                facts.recipient_email = email.to_string();
                facts.ui_language = person.ui_language.clone();
                if let Some(offer) = &offer {
                    facts.link = format!("{}/e/{}", self.config.base_url, self.keys.offer(offer));
                }
            }
            Recipient::Contact(id) => {
                let Some(contact) = tx.contact(id).await? else {
                    return Ok(None);
                };
                let Some(organisation) = tx.organisation(request.asked.organisation).await? else {
                    return Ok(None);
                };
                facts.recipient_name = contact.name;
                facts.recipient_email = contact.email.to_string();
                let token = self.keys.organisation(&organisation);
                facts.link = format!("{}/s/{token}/requests/{}", self.config.base_url, request.number);
                facts.person_short_name = self.agreed_names(&mut tx, &request).await?;
            }
        }
        Ok(Some(facts))
    }

    /// First names and initials of everybody who has agreed, as the organisation may know them.
    async fn agreed_names(&self, tx: &mut Tx, request: &Request) -> Result<Option<String>, AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let ids: Vec<_> = agreed.iter().map(|a| a.person).collect();
        let mut names: Vec<String> = tx
            .people_by_ids(&ids)
            .await?
            .iter()
            .map(|p| p.short_name())
            .collect();
        names.sort();
        Ok((!names.is_empty()).then(|| names.join(", ")))
    }

    async fn request_facts(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        request: &Request,
        location: &Location,
    ) -> Result<RequestFacts, AppError> {
        let words = self.request_words(tx, request, location).await?;
        let mut facts = RequestFacts {
            number: request.number,
            programme: words.programme,
            language: words.language,
            occasion: request.asked.occasion,
            mode: request.asked.mode,
            times: request
                .chosen()
                .map_or_else(|| request.asked.options.clone(), |time| vec![time]),
            headcount: request.headcount(),
            district: words.district,
            organisation: String::new(),
            address: String::new(),
            meeting_point: String::new(),
            contact: String::new(),
            state: request.state,
        };
        // Before a yes a volunteer learns the district, not the school.
        if !matches!(kind, NoticeKind::Offer | NoticeKind::OfferWithdrawn) {
            let organisation = tx.organisation(request.asked.organisation).await?;
            let contact = tx.contact(request.asked.contact).await?;
            facts.organisation = organisation.map(|o| o.name).unwrap_or_default();
            facts.address = format!("{}, {} {}", location.street, location.postcode, location.town);
            let room = request.asked.room.as_deref().unwrap_or_default();
            let parts = [location.meeting_point.as_str(), room];
            facts.meeting_point = parts
                .iter()
                .filter(|p| !p.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(", ");
            facts.contact = contact
                .map(|c| match c.phone {
                    Some(phone) => format!("{}, Tel. {phone}", c.name),
                    None => c.name,
                })
                .unwrap_or_default();
        }
        Ok(facts)
    }

    pub(super) async fn request_words(
        &self,
        tx: &mut Tx,
        request: &Request,
        location: &Location,
    ) -> Result<RequestWords, AppError> {
        let districts = tx.districts().await?;
        let programmes = tx.programmes().await?;
        let languages = tx.languages().await?;
        let programme = programmes.iter().find(|p| p.id == request.asked.programme);
        let code = request.asked.seats.iter().find_map(|s| s.language.as_ref());
        let language = languages.iter().find(|l| Some(&l.code) == code);
        Ok(RequestWords {
            district: districts
                .into_iter()
                .find(|d| d.code == location.district)
                .map_or_else(|| location.district.clone(), |d| d.name),
            programme: programme
                .map(|p| (p.name_de.clone(), p.name_en.clone()))
                .unwrap_or_default(),
            language: language.map(|l| (l.name_de.clone(), l.name_en.clone())),
        })
    }
}
