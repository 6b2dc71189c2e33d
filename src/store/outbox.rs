//! Which mails must go out, and who is sending which one right now?
//!
//! Every row is one mail to one recipient, written in the transaction of the change it tells of. A sender claims rows
//! for a while (a lease, not a lock), sends outside of any transaction, and marks what became of each one. A mark
//! counts only while the claim is still the sender's own: one that was too slow may not mark what another one has
//! taken over. So a mail is sent at least once, always with the same Message-ID, and twice only after a crash.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::Place;
use super::{Connection, StoreError, Tx};
use crate::domain::notice::{NewNotice, NoticeKind, NoticePayload, OutboxRow, Recipient};
use crate::ids::{AccountId, AssignmentId, ContactId, OfferId, OutboxId, PersonId, RequestId};

/// How often a claim that lost every row to others is tried again at once.
const CLAIM_TRIES: u32 = 3;
/// How much later an offer leaves so that it shares a mail with another one.
const BUNDLE_WINDOW: chrono::Duration = chrono::Duration::minutes(10);

macro_rules! row_columns {
    () => {
        "id, kind, recipient_kind, recipient_id, request_id, offer_id, assignment_id, payload, message_id, in_reply_to,
         dated_at, attempts, created_at"
    };
}

/// The claim. It is right without `$lock`, but two claims that overlap may then wait for each other's rows in different
/// orders, and PostgreSQL ends one of them as a deadlock; with it they pass each other by. SQLite has one writer.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (
                 SELECT o.id FROM outbox o
                 WHERE o.state = 'pending' AND o.carried_by IS NULL AND o.next_attempt_at <= $3
                   AND (o.claimed_until IS NULL OR o.claimed_until <= $3)
                   AND NOT EXISTS (SELECT 1 FROM queue q WHERE q.name = 'mail' AND q.paused_until > $3)
                   AND NOT (o.calendar AND EXISTS (
                       SELECT 1 FROM outbox e
                       WHERE e.request_id = o.request_id AND e.recipient_id = o.recipient_id
                         AND e.calendar AND e.state = 'pending' AND (e.created_at, e.id) < (o.created_at, o.id)))
                 ORDER BY o.next_attempt_at, o.created_at, o.id
                 LIMIT $4 ",
            $lock,
            ")
             UPDATE outbox SET claimed_by = $1, claimed_until = $2, attempts = attempts + 1
             WHERE id IN (SELECT id FROM due)
               -- Said again: when PostgreSQL had to wait for another claim of a row, it looks at this condition alone.
               AND state = 'pending' AND carried_by IS NULL AND next_attempt_at <= $3
               AND (claimed_until IS NULL OR claimed_until <= $3)
             RETURNING ",
            row_columns!()
        )
    };
}

#[derive(sqlx::FromRow)]
struct ClaimedRow {
    id: Uuid,
    kind: String,
    recipient_kind: String,
    recipient_id: Option<Uuid>,
    request_id: Option<Uuid>,
    offer_id: Option<Uuid>,
    assignment_id: Option<Uuid>,
    payload: Json<NoticePayload>,
    message_id: String,
    in_reply_to: Option<String>,
    dated_at: DateTime<Utc>,
    attempts: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<ClaimedRow> for OutboxRow {
    type Error = StoreError;

    fn try_from(row: ClaimedRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "outbox",
            row: row.id,
        };
        Ok(Self {
            id: OutboxId(row.id),
            kind: at.word("kind", &row.kind, NoticeKind::parse)?,
            recipient: at.known("recipient_kind", recipient(&row.recipient_kind, row.recipient_id))?,
            request: row.request_id.map(RequestId),
            offer: row.offer_id.map(OfferId),
            assignment: row.assignment_id.map(AssignmentId),
            payload: row.payload.0,
            message_id: row.message_id,
            in_reply_to: row.in_reply_to,
            date: row.dated_at,
            // The claim has counted this try already.
            attempts: row.attempts - 1,
        })
    }
}

impl Tx {
    /// Puts a notice into the outbox; `false` when one with the same dedupe key was there before, whatever became of
    /// it.
    ///
    /// # Errors
    /// When the database fails or the request, offer or assignment is unknown.
    pub async fn enqueue(
        &mut self,
        notice: &NewNotice,
        id: OutboxId,
        message_id: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let (recipient_kind, recipient_id) = recipient_columns(notice.recipient);
        let mut due = notice.not_before.max(now);
        if notice.kind.bundles() {
            due = self.joined(notice, due).await?;
        }
        let added = execute!(
            self,
            "INSERT INTO outbox (id, kind, recipient_kind, recipient_id, request_id, offer_id, assignment_id, payload,
                                 calendar, message_id, in_reply_to, dated_at, created_at, state, attempts,
                                 next_attempt_at, dedupe_key)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                     (SELECT t.message_id FROM outbox t
                      WHERE t.request_id = $5 AND t.recipient_kind = $3 AND t.state <> 'obsolete'
                        AND (t.recipient_id = $4 OR t.recipient_id IS NULL)
                      ORDER BY t.created_at, t.id LIMIT 1),
                     $11, $12, 'pending', 0, $13, $14)
             ON CONFLICT (dedupe_key) DO NOTHING",
            id.0,
            notice.kind.as_str(),
            recipient_kind,
            recipient_id,
            notice.request.map(|request| request.0),
            notice.offer.map(|offer| offer.0),
            notice.assignment.map(|assignment| assignment.0),
            Json(&notice.payload),
            notice.payload.calendar.is_some(),
            message_id,
            // A mail that waits for the morning is dated in the morning.
            due,
            now,
            due,
            &notice.dedupe_key,
        );
        Ok(added == 1)
    }

    /// When a notice that can share a mail leaves: with the next one of its kind to the same recipient, if that is
    /// soon.
    async fn joined(&mut self, notice: &NewNotice, due: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
        let (_, recipient_id) = recipient_columns(notice.recipient);
        let next = fetch_one!(
            self,
            (Option<DateTime<Utc>>,),
            "SELECT MIN(next_attempt_at) FROM outbox
             WHERE recipient_id = $1 AND kind = $2 AND state = 'pending' AND attempts = 0
               AND next_attempt_at >= $3 AND next_attempt_at <= $4",
            recipient_id,
            notice.kind.as_str(),
            due,
            due + BUNDLE_WINDOW,
        );
        Ok(next.0.unwrap_or(due))
    }

    /// Everything else of the same kind that is due for the same recipient travels with the mail of a row that `node`
    /// has claimed, from its first try on; returned are all that do. On a later try nothing is added, so that it says
    /// the same. `None` when the row is no longer the node's own, or travels with another one by now. The caller keeps
    /// others from gathering for this recipient at the same moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn gather(
        &mut self,
        row: &OutboxRow,
        node: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<OutboxRow>>, StoreError> {
        let (_, recipient_id) = recipient_columns(row.recipient);
        let own = fetch_optional!(
            self,
            (Uuid,),
            "SELECT id FROM outbox WHERE id = $1 AND claimed_by = $2 AND carried_by IS NULL AND state = 'pending'",
            row.id.0,
            node,
        );
        if own.is_none() {
            return Ok(None);
        }
        if row.attempts == 0 {
            execute!(
                self,
                "UPDATE outbox SET carried_by = $1, claimed_by = NULL, claimed_until = NULL
                 WHERE recipient_id = $2 AND kind = $3 AND state = 'pending' AND id <> $1 AND carried_by IS NULL
                   AND next_attempt_at <= $4
                   AND ((claimed_by IS NULL AND attempts = 0) OR (claimed_by = $5 AND attempts = 1))",
                row.id.0,
                recipient_id,
                row.kind.as_str(),
                now,
                node,
            );
        }
        let sql = concat!(
            "SELECT ",
            row_columns!(),
            " FROM outbox WHERE carried_by = $1 AND state = 'pending' ORDER BY created_at, id LIMIT 100"
        );
        let rows = fetch_all!(self, ClaimedRow, sql, row.id.0);
        Ok(Some(rows.into_iter().filter_map(readable).collect()))
    }

    /// A mail as it would be claimed, without claiming it: to show how it would read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_row(&mut self, id: OutboxId) -> Result<Option<OutboxRow>, StoreError> {
        let sql = concat!("SELECT ", row_columns!(), " FROM outbox WHERE id = $1");
        Ok(fetch_optional!(self, ClaimedRow, sql, id.0).and_then(readable))
    }

    /// Claims up to `limit` due mails for `node` until `now + lease`, oldest first. The name of a node belongs to one
    /// process alone. Nothing while the queue is paused; of the mails with a calendar part about one request to one
    /// recipient only the oldest, so that a cancellation never overtakes its invitation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(
        &mut self,
        node: &str,
        now: DateTime<Utc>,
        lease: chrono::Duration,
        limit: i64,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        for _ in 0..CLAIM_TRIES {
            let mut rows = self.claim_once(node, now, now + lease, limit).await?;
            if !rows.is_empty() {
                // RETURNING has no order.
                rows.sort_by_key(|row| (row.created_at, row.id));
                return Ok(rows.into_iter().filter_map(readable).collect());
            }
            // Others may have taken all the rows this one had in view; there may be more behind them.
            if !self.any_due(now).await? {
                break;
            }
        }
        Ok(Vec::new())
    }

    /// Marks a mail as handed to the relay; `false` when the claim was lost or the mail is no longer pending.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_sent(
        &mut self,
        id: OutboxId,
        node: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.close_claimed(id, node, "sent", None, now).await
    }

    /// Marks a mail as refused for good; `false` when the claim was lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_failed(
        &mut self,
        id: OutboxId,
        node: &str,
        error_code: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.close_claimed(id, node, "failed", Some(error_code), now)
            .await
    }

    /// Marks a claimed mail as overtaken by events, never to be sent; `false` when the claim was lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_obsolete(
        &mut self,
        id: OutboxId,
        node: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.close_claimed(id, node, "obsolete", None, now).await
    }

    /// Gives a claimed mail back to be tried later; `false` when the claim was lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retry_later(
        &mut self,
        id: OutboxId,
        node: &str,
        next_attempt_at: DateTime<Utc>,
        error_code: &str,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, next_attempt_at = $3, last_error = $4
             WHERE id = $1 AND claimed_by = $2 AND state = 'pending'",
            id.0,
            node,
            next_attempt_at,
            error_code,
        );
        Ok(changed == 1)
    }

    /// Gives a claimed mail back untried, as if it had not been claimed; `false` when the claim was lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release(&mut self, id: OutboxId, node: &str) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, attempts = attempts - 1
             WHERE id = $1 AND claimed_by = $2 AND state = 'pending'",
            id.0,
            node,
        );
        Ok(changed == 1)
    }

    /// Gives a claimed mail back untried, to be looked at again at `until`; `false` when the claim was lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn postpone(
        &mut self,
        id: OutboxId,
        node: &str,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, attempts = attempts - 1, next_attempt_at = $3
             WHERE id = $1 AND claimed_by = $2 AND state = 'pending'",
            id.0,
            node,
            until,
        );
        Ok(changed == 1)
    }

    /// Marks every mail that waits as never to be sent, except those to people who sign in; the value is how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn obsolete_all_waiting(&mut self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE outbox SET state = 'obsolete', closed_at = $1, claimed_by = NULL, claimed_until = NULL
             WHERE state = 'pending' AND recipient_kind <> 'account'",
            now,
        ))
    }

    /// Gives back everything `node` has claimed, at its shutdown; the value is how many mails that were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_claims_of(&mut self, node: &str) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, attempts = attempts - 1
             WHERE claimed_by = $1 AND state = 'pending'",
            node,
        ))
    }

    /// Marks the unsent mail with this dedupe key as overtaken by events, if nobody is sending it right now; `false`
    /// when it is on its way or gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn obsolete_unsent(
        &mut self,
        dedupe_key: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE outbox SET state = 'obsolete', closed_at = $2, claimed_by = NULL, claimed_until = NULL
             WHERE dedupe_key = $1 AND state = 'pending' AND (claimed_until IS NULL OR claimed_until <= $2)
               AND NOT EXISTS (SELECT 1 FROM outbox c WHERE c.id = outbox.carried_by AND c.claimed_until > $2)",
            dedupe_key,
            now,
        );
        if changed == 1 {
            self.set_down(dedupe_key).await?;
        }
        Ok(changed == 1)
    }

    /// Notices that travelled with the one of this key travel by themselves again.
    async fn set_down(&mut self, dedupe_key: &str) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE outbox SET carried_by = NULL
             WHERE state = 'pending' AND carried_by IN (SELECT c.id FROM outbox c WHERE c.dedupe_key = $1)",
            dedupe_key,
        );
        Ok(())
    }

    /// Marks every unsent mail about an offer as overtaken by events, as [`Tx::obsolete_unsent`] does for one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn obsolete_unsent_of_offer(
        &mut self,
        offer: OfferId,
        kind: NoticeKind,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let keys = fetch_all!(
            self,
            (String,),
            "SELECT dedupe_key FROM outbox WHERE offer_id = $1 AND kind = $2 AND state = 'pending' ORDER BY id LIMIT 100",
            offer.0,
            kind.as_str(),
        );
        self.obsolete_unsent_all(keys, now).await
    }

    /// The same for a request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn obsolete_unsent_of_request(
        &mut self,
        request: RequestId,
        kind: NoticeKind,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let keys = fetch_all!(
            self,
            (String,),
            "SELECT dedupe_key FROM outbox WHERE request_id = $1 AND kind = $2 AND state = 'pending'
             ORDER BY id LIMIT 100",
            request.0,
            kind.as_str(),
        );
        self.obsolete_unsent_all(keys, now).await
    }

    async fn obsolete_unsent_all(
        &mut self,
        keys: Vec<(String,)>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let mut changed = 0;
        for (key,) in keys {
            changed += u64::from(self.obsolete_unsent(&key, now).await?);
        }
        Ok(changed)
    }

    async fn claim_once(
        &mut self,
        node: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<ClaimedRow>, StoreError> {
        let sql = match self.connection {
            Connection::Sqlite(_) => claim!(""),
            Connection::Postgres(_) => claim!("FOR UPDATE OF o SKIP LOCKED"),
        };
        Ok(fetch_all!(self, ClaimedRow, sql, node, until, now, limit))
    }

    async fn any_due(&mut self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT id FROM outbox
             WHERE state = 'pending' AND carried_by IS NULL AND next_attempt_at <= $1
               AND (claimed_until IS NULL OR claimed_until <= $1)
             LIMIT 1",
            now,
        );
        Ok(found.is_some())
    }

    async fn close_claimed(
        &mut self,
        id: OutboxId,
        node: &str,
        state: &str,
        error_code: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            // The error of an earlier try stays readable beside a mail that went out in the end.
            "UPDATE outbox SET state = $3, last_error = COALESCE($4, last_error), closed_at = $5, claimed_by = NULL,
                               claimed_until = NULL
             WHERE id = $1 AND claimed_by = $2 AND state = 'pending'",
            id.0,
            node,
            state,
            error_code,
            now,
        );
        if changed == 1 {
            // What travelled with it has arrived, or not, as well.
            execute!(
                self,
                "UPDATE outbox SET state = $2, last_error = COALESCE($3, last_error), closed_at = $4, attempts = 1
                 WHERE carried_by = $1 AND state = 'pending'",
                id.0,
                state,
                error_code,
                now,
            );
        }
        Ok(changed == 1)
    }
}

/// The claimed mail, unless a newer version of the program wrote it. Then it stays claimed until the lease is over, for
/// somebody who knows it, and does not hold up the others.
fn readable(row: ClaimedRow) -> Option<OutboxRow> {
    let id = row.id;
    OutboxRow::try_from(row)
        .inspect_err(
            |error| tracing::error!(outbox.id = %id, %error, "a mail waits that this version cannot read"),
        )
        .ok()
}

/// Kind and id of a recipient, as the columns hold them.
pub(super) fn recipient_columns(recipient: Recipient) -> (&'static str, Option<Uuid>) {
    match recipient {
        Recipient::Person(id) => ("person", Some(id.0)),
        Recipient::Contact(id) => ("contact", Some(id.0)),
        Recipient::Account(id) => ("account", Some(id.0)),
        Recipient::Office => ("office", None),
    }
}

/// The recipient the columns name.
pub(super) fn recipient(kind: &str, id: Option<Uuid>) -> Option<Recipient> {
    match (kind, id) {
        ("person", Some(id)) => Some(Recipient::Person(PersonId(id))),
        ("contact", Some(id)) => Some(Recipient::Contact(ContactId(id))),
        ("account", Some(id)) => Some(Recipient::Account(AccountId(id))),
        ("office", None) => Some(Recipient::Office),
        _ => None,
    }
}
