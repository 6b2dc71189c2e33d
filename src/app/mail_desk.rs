//! The office looks after its mails: what each says and what became of it, once more or never, everything stopped or
//! going on, and how each kind reads.

use chrono::TimeDelta;

use super::notify::QUEUE_PAUSED;
use super::{App, AppError, reach_of};
use crate::domain::account::{Account, Actor};
use crate::domain::desk::DropReason;
use crate::domain::inbound::InboundMail;
use crate::domain::notice::{NoticeFacts, NoticeKind};
use crate::domain::rights::{Reach, Right};
use crate::ids::{AccountId, OutboxId};
use crate::mail::files::{FileMail, read_back};
use crate::mail::{self, SendError, Stamp, sample_facts};
use crate::store::{AuditEntry, OutboxEntry, Page, Tx};

/// Subject of audit lines about the queue as a whole.
const QUEUE: uuid::Uuid = uuid::Uuid::nil();
/// How long the queue stands still when somebody stops it: until somebody lets it go on.
const HELD: TimeDelta = TimeDelta::days(36_500);
/// Where personal links lead in a preview.
const HIDDEN_LINK: &str = "/…";

/// One mail with everything about it.
#[derive(Clone, Debug)]
pub struct PostedMail {
    /// What the list shows.
    pub entry: OutboxEntry,
    /// How it would read if it left now; none when it would not leave any more.
    pub preview: Option<FileMail>,
    /// What came back about it.
    pub returned: Vec<InboundMail>,
    /// What was done to it by hand.
    pub history: Vec<AuditEntry>,
}

impl App {
    /// One mail.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn posted_mail(&self, id: OutboxId) -> Result<Option<PostedMail>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(entry) = tx.outbox_entry(id).await? else {
            return Ok(None);
        };
        let returned = tx.inbound_of_outbox(id).await?;
        let history = tx.audit_of(id.0, Page::first(50)).await?.rows;
        let row = tx.outbox_row(id).await?;
        drop(tx);
        let preview = match row {
            Some(row) => match self.facts(&row, &[]).await? {
                Some(facts) => {
                    let stamp = Stamp {
                        id: row.id,
                        message_id: row.message_id.clone(),
                        date: row.date,
                        in_reply_to: row.in_reply_to.clone(),
                    };
                    self.rendered(&stamp, &self.without_links(facts))
                }
                None => None,
            },
            None => None,
        };
        Ok(Some(PostedMail {
            entry,
            preview,
            returned,
            history,
        }))
    }

    fn rendered(&self, stamp: &Stamp, facts: &NoticeFacts) -> Option<FileMail> {
        let mail = mail::compose(&self.templates, &self.sender, stamp, facts).ok()?;
        read_back(&mail)
    }

    /// Whoever reads a preview at the office must not be able to answer in somebody's name.
    fn without_links(&self, mut facts: NoticeFacts) -> NoticeFacts {
        let hidden = format!("{}{HIDDEN_LINK}", self.config.base_url);
        for item in &mut facts.items {
            item.link.clone_from(&hidden);
        }
        facts.stop_link = facts.stop_link.map(|_| hidden.clone());
        facts.own_link = facts.own_link.map(|_| hidden.clone());
        facts.link = hidden;
        facts.code = facts.code.map(|_| "······".to_owned());
        facts
    }

    /// A mail tries again now.
    ///
    /// # Errors
    /// `Conflict` when it has left, was dropped, or is being sent.
    pub async fn retry_mail(&self, id: OutboxId, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        within_reach(&mut tx, id, account).await?;
        if !tx.retry_mail(id, now).await? {
            return Err(AppError::Conflict("conflict-mail-moved"));
        }
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "mail.retried", "mail", id.0, &[])
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// A mail that waits never leaves.
    ///
    /// # Errors
    /// `Conflict` when it has left or is being sent.
    pub async fn drop_mail(
        &self,
        id: OutboxId,
        reason: DropReason,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        within_reach(&mut tx, id, account).await?;
        if !tx.drop_mail(id, now).await? {
            return Err(AppError::Conflict("conflict-mail-moved"));
        }
        let detail = [("reason", reason.as_str().into())];
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "mail.dropped", "mail", id.0, &detail)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// No mail leaves until somebody lets them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hold_mails(&self, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if tx.hold_queue(now + HELD).await? {
            let actor = Actor::Account(account);
            self.audit(&mut tx, now, actor, "mails.held", "queue", QUEUE, &[])
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Mails leave again, whoever or whatever stopped them; a relay that is still out of reach stops them anew.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn let_mails_go(&self, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if tx.free_queue().await? {
            tx.settle_task(&QUEUE_PAUSED, now).await?;
            let actor = Actor::Account(account);
            self.audit(&mut tx, now, actor, "mails.freed", "queue", QUEUE, &[])
                .await?;
        }
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// How a kind of mail reads with invented facts, in a recipient's language.
    pub fn sample_mail(&self, kind: NoticeKind, ui_language: &str) -> Option<FileMail> {
        self.rendered(&self.sample_stamp(), &sample_facts(kind, ui_language))
    }

    /// Sends such a mail to the account that asks for it, past the queue: it is the relay that is tried.
    ///
    /// # Errors
    /// When the store fails; `Ok(Err(..))` when the relay does not take it.
    pub async fn send_sample(
        &self,
        kind: NoticeKind,
        ui_language: &str,
        account: &Account,
    ) -> Result<Result<(), SendError>, AppError> {
        let mut facts = sample_facts(kind, ui_language);
        facts.recipient_name.clone_from(&account.name);
        facts.recipient_email = account.email.to_string();
        facts.trial = true;
        let mail = mail::compose(&self.templates, &self.sender, &self.sample_stamp(), &facts)
            .map_err(|error| AppError::Internal(error.into()))?;
        let sent = self.transport.send(&mail).await;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let detail = [("kind", kind.as_str().into()), ("sent", sent.is_ok().into())];
        let actor = Actor::Account(account.id);
        self.audit(&mut tx, now, actor, "mail.tested", "queue", QUEUE, &detail)
            .await?;
        tx.commit().await?;
        Ok(sent)
    }

    fn sample_stamp(&self) -> Stamp {
        let now = self.clock.now();
        let id = OutboxId(self.ids.uuid(now));
        Stamp {
            id,
            message_id: format!("{id}@{}", self.config.mail_domain),
            date: now,
            in_reply_to: None,
        }
    }
}

/// Nothing, if the account steers the mail: whoever works for a part of the office steers those about its requests.
async fn within_reach(tx: &mut Tx, id: OutboxId, account: AccountId) -> Result<(), AppError> {
    tx.outbox_entry(id).await?.ok_or(AppError::NotFound)?;
    let reach = reach_of(tx, account, Right::Mail).await?;
    let near = match reach {
        Reach::Everything => true,
        _ => tx
            .mail_belongs(id)
            .await?
            .is_some_and(|request| reach.covers(&request)),
    };
    if near { Ok(()) } else { Err(AppError::NotFound) }
}
