//! A mail comes back. A person's answer stops the clock of the offer it answers and waits for the office; a delivery
//! report marks the address; a calendar program's "no" does what the link page would do. Nothing is ever answered by
//! mail, so there can be no loop.
//!
//! Each mail is handled once: its key is written in the transaction of what it causes.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};

use super::{App, AppError};
use crate::config::CalendarDecline;
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::inbound::{InboundKind, InboundMail, Letter};
use crate::domain::notice::Recipient;
use crate::domain::offer::OfferState;
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{ContactId, InboundId, OfferId, PersonId, RequestId, TaskId};
use crate::mail::inbound::{
    Authentication, CalendarAnswer, CalendarReply, Content, Inbound, Verdict, read_inbound,
};
use crate::store::{MailReference, Tx};

/// How long what people wrote is kept, and how long that something came.
pub(super) const LETTERS_KEPT: TimeDelta = TimeDelta::days(30);
pub(super) const ROWS_KEPT: TimeDelta = TimeDelta::days(365);

/// What became of a mail that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It was ours and is handled.
    Handled(InboundKind),
    /// The same one was handled before.
    Known,
    /// It has nothing to do with a mail of ours; nothing of it is kept.
    Foreign,
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, Default)]
struct About {
    mail: Option<MailReference>,
    person: Option<PersonId>,
    contact: Option<ContactId>,
    request: Option<RequestId>,
    offer: Option<OfferId>,
}

/// What is to be kept of it.
struct Outcome {
    kind: InboundKind,
    status: Option<String>,
    task: Option<TaskId>,
    letter: Option<String>,
}

impl Outcome {
    /// A mark without a text.
    const fn mark(kind: InboundKind) -> Self {
        Self {
            kind,
            status: None,
            task: None,
            letter: None,
        }
    }
}

impl App {
    /// Handles one mail from the mailbox or the pipe. A mail that cannot be read is foreign.
    ///
    /// # Errors
    /// When the store fails; the mail may then be handed over again.
    pub async fn receive(&self, bytes: &[u8]) -> Result<Received, AppError> {
        let authserv = self.config.mail_authserv_id.as_deref();
        let Some(mail) = read_inbound(bytes, &self.config.mail_domain, authserv) else {
            return Ok(Received::Foreign);
        };
        if mail.from.as_deref() == Some(&self.config.mail_from.as_str().to_ascii_lowercase()) {
            // Our own mail, in a mailbox that also gets copies.
            return Ok(Received::Foreign);
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if tx.inbound_known(&mail.key).await? {
            return Ok(Received::Known);
        }
        let reference = tx.mail_reference(&mail.returned_to, &mail.references).await?;
        let mut about = reference.map_or_else(About::default, About::of);
        let Some(outcome) = self.handle(&mut tx, &mail, &mut about, now).await? else {
            return Ok(Received::Foreign);
        };
        let kind = outcome.kind;
        let row = InboundMail {
            id: InboundId(self.ids.uuid(now)),
            key: mail.key.clone(),
            received_at: now,
            kind,
            status: outcome.status,
            outbox: about.mail.map(|mail| mail.outbox),
            person: about.person,
            contact: about.contact,
            request: about.request,
            offer: about.offer,
            task: outcome.task,
            letter: outcome.letter.map(|body| Letter {
                sender: mail.from.clone().unwrap_or_default(),
                subject: mail.subject.clone(),
                body,
            }),
        };
        if !tx.add_inbound(&row).await? {
            // Another process was faster; dropping the transaction undoes what this one did.
            return Ok(Received::Known);
        }
        if let Some(request) = about.request {
            let actor = about.person.map_or(Actor::System, Actor::Person);
            let detail = [("kind", kind.as_str().into())];
            self.audit(
                &mut tx,
                now,
                actor,
                "mail.received",
                "request",
                request.0,
                &detail,
            )
            .await?;
        }
        tx.commit().await?;
        info!(inbound.id = %row.id, kind = kind.as_str(), "a mail came in");
        self.ring();
        Ok(Received::Handled(kind))
    }

    /// What follows from a mail; `None` when it is none of ours.
    async fn handle(
        &self,
        tx: &mut Tx,
        mail: &Inbound,
        about: &mut About,
        now: DateTime<Utc>,
    ) -> Result<Option<Outcome>, AppError> {
        match &mail.content {
            Content::Report(verdict, status) => self.report(tx, about, *verdict, status.clone(), now).await,
            Content::Automatic => Ok(about
                .mail
                .is_some()
                .then(|| Outcome::mark(InboundKind::Automatic))),
            Content::Calendar(reply, text) => self.calendar_answer(tx, mail, reply, text, about, now).await,
            Content::Person(text) => {
                if about.mail.is_none() {
                    self.by_address(tx, mail, about).await?;
                }
                if about.person.is_none() && about.contact.is_none() {
                    // To the office about the office's own mail, or from somebody we do not know.
                    return Ok(None);
                }
                let task = self.take_over(tx, about, now).await?;
                Ok(Some(Outcome {
                    kind: InboundKind::Reply,
                    status: None,
                    task: Some(task),
                    letter: Some(text.clone()),
                }))
            }
        }
    }

    /// A mail that refers to nothing belongs to its sender's one open offer. Whatever else people write to the office
    /// is the office's own mail and none of the program's business.
    async fn by_address(&self, tx: &mut Tx, mail: &Inbound, about: &mut About) -> Result<(), AppError> {
        let Some(from) = &mail.from else { return Ok(()) };
        let (people, contacts) = tx.address_owners(from).await?;
        let ([person], []) = (people.as_slice(), contacts.as_slice()) else {
            return Ok(());
        };
        if let [offer] = tx.offers_of_person_open(*person).await?.as_slice() {
            about.person = Some(*person);
            about.request = Some(offer.request);
            about.offer = Some(offer.id);
        }
        Ok(())
    }

    /// The office takes over: the clock of the offer stands still, and there is a task.
    async fn take_over(&self, tx: &mut Tx, about: &About, now: DateTime<Utc>) -> Result<TaskId, AppError> {
        if let Some(request) = about.request {
            tx.lock_request(request).await?;
        }
        if let Some(offer) = about.offer {
            tx.answer_offer(
                offer,
                &[OfferState::Offered],
                OfferState::CallRequested,
                None,
                now,
            )
            .await?;
        }
        self.inbound_task(tx, TaskKind::MailReply, about, now).await
    }

    async fn inbound_task(
        &self,
        tx: &mut Tx,
        kind: TaskKind,
        about: &About,
        now: DateTime<Utc>,
    ) -> Result<TaskId, AppError> {
        let task = NewTask {
            kind,
            request: about.request,
            offer: about.offer,
            person: about.person,
        };
        let id = TaskId(self.ids.uuid(now));
        if tx.add_task(&task, id, now).await? {
            return Ok(id);
        }
        Ok(tx.open_task(&task).await?.unwrap_or(id))
    }

    async fn report(
        &self,
        tx: &mut Tx,
        about: &About,
        verdict: Verdict,
        status: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<Option<Outcome>, AppError> {
        if about.mail.is_none() {
            return Ok(None);
        }
        let kind = match verdict {
            Verdict::NoSuchAddress => InboundKind::Bounced,
            Verdict::Refused => InboundKind::Refused,
            Verdict::Delayed => InboundKind::Delayed,
            Verdict::Delivered => InboundKind::Delivered,
        };
        if verdict == Verdict::NoSuchAddress {
            if let Some(person) = about.person {
                tx.mark_email_failed(person, Some(now)).await?;
                if let Some(mail) = about.mail {
                    self.tell_office_of_failure(tx, mail.outbox, about.request, person, now)
                        .await?;
                }
            }
            if let Some(contact) = about.contact {
                tx.mark_contact_failed(contact, Some(now)).await?;
            }
        }
        let task = match verdict {
            Verdict::NoSuchAddress | Verdict::Refused => {
                Some(self.inbound_task(tx, TaskKind::MailFailed, about, now).await?)
            }
            Verdict::Delayed | Verdict::Delivered => None,
        };
        Ok(Some(Outcome {
            status,
            task,
            ..Outcome::mark(kind)
        }))
    }

    /// A calendar program answers. It counts only with the UID of an entry, which is random, from the address the entry
    /// went to, and unless the own relay says that the sender is forged; everything else the office looks at.
    async fn calendar_answer(
        &self,
        tx: &mut Tx,
        mail: &Inbound,
        reply: &CalendarReply,
        text: &str,
        about: &mut About,
        now: DateTime<Utc>,
    ) -> Result<Option<Outcome>, AppError> {
        let mut assignment = tx.assignment_by_uid(&reply.uid).await?;
        let mut genuine = false;
        if let Some(found) = &assignment {
            // Whoever changes the request comes after whoever changes it already.
            tx.lock_request(found.request).await?;
            assignment = tx.assignment(found.id).await?;
        }
        if let Some(found) = &assignment {
            about.person = Some(found.person);
            about.request = Some(found.request);
            about.offer = Some(found.offer);
            let email = tx.person(found.person).await?.and_then(|person| person.email);
            genuine = email.is_some_and(|email| self.is_from(mail, reply, email.as_str()));
        } else if let Some(id) = tx.request_by_uid(&reply.uid).await? {
            about.request = Some(id);
            if let Some(request) = tx.request(id).await? {
                about.contact = Some(request.asked.contact);
                let contact = tx.contact(request.asked.contact).await?;
                genuine = contact.is_some_and(|contact| self.is_from(mail, reply, contact.email.as_str()));
            }
        } else {
            let ours = reply
                .uid
                .to_ascii_lowercase()
                .ends_with(&format!("@{}", self.config.mail_domain.to_ascii_lowercase()));
            if about.mail.is_none() && !ours {
                return Ok(None);
            }
        }
        let over = assignment
            .as_ref()
            .is_some_and(|found| found.state != AssignmentState::Confirmed);
        if genuine {
            match (reply.answer, &assignment) {
                (CalendarAnswer::Accepted, _) => return Ok(Some(Outcome::mark(InboundKind::Accepted))),
                // The calendar program says no to what is called off already.
                (CalendarAnswer::Declined, Some(_)) if over => {
                    return Ok(Some(Outcome::mark(InboundKind::Declined)));
                }
                (CalendarAnswer::Declined, Some(found))
                    if found.starts_at > now && self.config.calendar_decline == CalendarDecline::Cancel =>
                {
                    self.decline_by_calendar(tx, found, now).await?;
                    return Ok(Some(Outcome::mark(InboundKind::Declined)));
                }
                _ => {}
            }
        }
        let kind = if genuine && reply.answer == CalendarAnswer::Declined {
            InboundKind::Declined
        } else {
            InboundKind::Doubtful
        };
        let task = self.inbound_task(tx, TaskKind::MailReply, about, now).await?;
        Ok(Some(Outcome {
            kind,
            status: None,
            task: Some(task),
            letter: Some(text.to_owned()),
        }))
    }

    fn is_from(&self, mail: &Inbound, reply: &CalendarReply, address: &str) -> bool {
        let address = address.to_ascii_lowercase();
        let vouched = match mail.authentication {
            Authentication::Passed => true,
            Authentication::Failed => false,
            // Where the own relay is known to sign, silence is no good sign.
            Authentication::Unknown => self.config.mail_authserv_id.is_none(),
        };
        vouched
            && mail.from.as_deref() == Some(address.as_str())
            && reply
                .attendee
                .as_deref()
                .is_none_or(|attendee| attendee == address)
    }

    async fn decline_by_calendar(
        &self,
        tx: &mut Tx,
        assignment: &Assignment,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let request = tx.request(assignment.request).await?.ok_or(AppError::NotFound)?;
        self.give_back(tx, &request, assignment, now).await
    }

    /// What the mailbox for answers is called, when there is one.
    pub fn mailbox_name(&self) -> Option<String> {
        self.mailbox.as_ref().map(|mailbox| mailbox.name())
    }

    /// Reads what is new in the mailbox; the value is how many mails of ours there were. Nothing without a mailbox.
    ///
    /// # Errors
    /// When the store fails. A mailbox that cannot be read becomes a task of the office, not an error.
    pub async fn read_mailbox(&self) -> Result<usize, AppError> {
        let Some(mailbox) = &self.mailbox else {
            return Ok(0);
        };
        let name = mailbox.name();
        let mut handled = 0;
        loop {
            let state = self.store.read().await?.mailbox(&name).await?;
            let cursor = state
                .as_ref()
                .filter(|state| state.uid_validity > 0)
                .map(|state| (state.uid_validity, state.last_uid));
            let now = self.clock.now();
            let fetched = match mailbox.fetch(cursor, now).await {
                Ok(fetched) => fetched,
                Err(error) => {
                    warn!(
                        code = error.code(),
                        "the mailbox cannot be read; trying again later"
                    );
                    let mut tx = self.store.write().await?;
                    tx.mailbox_failed(&name, error.code(), now).await?;
                    let since = tx.mailbox(&name).await?.and_then(|state| state.failing);
                    if since.is_some_and(|(since, _)| now - since >= MAILBOX_PATIENCE) {
                        tx.add_task(&MAILBOX_FAILED, TaskId(self.ids.uuid(now)), now)
                            .await?;
                    }
                    tx.commit().await?;
                    return Ok(handled);
                }
            };
            for bytes in &fetched.mails {
                if matches!(self.receive(bytes).await?, Received::Handled(_)) {
                    handled += 1;
                }
            }
            let mut tx = self.store.write().await?;
            tx.mailbox_read(&name, fetched.uid_validity, fetched.last_uid, now)
                .await?;
            tx.settle_task(&MAILBOX_FAILED, now).await?;
            tx.commit().await?;
            if !fetched.more {
                return Ok(handled);
            }
        }
    }
}

/// How long a mailbox may be out of reach before the office is told.
const MAILBOX_PATIENCE: TimeDelta = TimeDelta::minutes(15);

/// What the office sees then.
const MAILBOX_FAILED: NewTask = NewTask {
    kind: TaskKind::MailboxFailed,
    request: None,
    offer: None,
    person: None,
};

impl About {
    fn of(mail: MailReference) -> Self {
        let (person, contact) = match mail.recipient {
            Recipient::Person(id) => (Some(id), None),
            Recipient::Contact(id) => (None, Some(id)),
            Recipient::Account(_) | Recipient::Office => (None, None),
        };
        Self {
            mail: Some(mail),
            person,
            contact,
            request: mail.request,
            // What a school answers is not about one volunteer's offer.
            offer: mail.offer.filter(|_| person.is_some()),
        }
    }
}
