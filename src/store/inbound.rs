//! What came back by mail, whom it belongs to, and how far the mailbox has been read?

use chrono::{DateTime, Utc};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::outbox::recipient;
use super::reach::{Belonging, push_reach};
use super::rows::{Page, Paged, Place, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::assignment::Assignment;
use crate::domain::inbound::{InboundKind, InboundMail, Letter};
use crate::domain::notice::Recipient;
use crate::domain::rights::Reach;
use crate::ids::{AssignmentId, ContactId, InboundId, OfferId, OutboxId, PersonId, RequestId, TaskId};

macro_rules! inbound_columns {
    () => {
        "SELECT id, key, received_at, kind, status, outbox_id, person_id, contact_id, request_id, offer_id, task_id,
                sender, subject, body
         FROM inbound "
    };
}

/// A mail of ours that something refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailReference {
    /// The mail.
    pub outbox: OutboxId,
    /// Its recipient.
    pub recipient: Recipient,
    /// What it is about, when it is about a request.
    pub request: Option<RequestId>,
    /// About which offer.
    pub offer: Option<OfferId>,
}

/// How far a mailbox has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxState {
    /// UIDVALIDITY of the folder.
    pub uid_validity: i64,
    /// Highest UID handled.
    pub last_uid: i64,
    /// Last time the program looked.
    pub checked_at: DateTime<Utc>,
    /// Since when it cannot be read, and why (a code).
    pub failing: Option<(DateTime<Utc>, String)>,
}

#[derive(sqlx::FromRow)]
struct InboundRow {
    id: Uuid,
    key: String,
    received_at: DateTime<Utc>,
    kind: String,
    status: Option<String>,
    outbox_id: Option<Uuid>,
    person_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    request_id: Option<Uuid>,
    offer_id: Option<Uuid>,
    task_id: Option<Uuid>,
    sender: Option<String>,
    subject: Option<String>,
    body: Option<String>,
}

impl TryFrom<InboundRow> for InboundMail {
    type Error = StoreError;

    fn try_from(row: InboundRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "inbound",
            row: row.id,
        };
        let letter = match (row.sender, row.subject, row.body) {
            (Some(sender), Some(subject), Some(body)) => Some(Letter {
                sender,
                subject,
                body,
            }),
            _ => None,
        };
        Ok(Self {
            id: InboundId(row.id),
            key: row.key,
            received_at: row.received_at,
            kind: at.word("kind", &row.kind, InboundKind::parse)?,
            status: row.status,
            outbox: row.outbox_id.map(OutboxId),
            person: row.person_id.map(PersonId),
            contact: row.contact_id.map(ContactId),
            request: row.request_id.map(RequestId),
            offer: row.offer_id.map(OfferId),
            task: row.task_id.map(TaskId),
            letter,
        })
    }
}

/// Appends what keeps mails out that are about no request within reach.
fn push_within<DB>(query: &mut QueryBuilder<DB>, within: &Reach)
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
{
    if within.is_narrow() {
        query.push(
            " AND EXISTS (SELECT 1 FROM request r JOIN location l ON l.id = r.location_id
              WHERE r.id = inbound.request_id",
        );
        push_reach(query, within, Belonging::Request);
        query.push(")");
    }
}

impl Tx {
    /// Keeps a mail that came in; `false` when the same one was handled before.
    ///
    /// # Errors
    /// When the database fails or something it points to is unknown.
    pub async fn add_inbound(&mut self, mail: &InboundMail) -> Result<bool, StoreError> {
        let letter = mail.letter.as_ref();
        let added = execute!(
            self,
            "INSERT INTO inbound (id, key, received_at, kind, status, outbox_id, person_id, contact_id, request_id,
                                  offer_id, task_id, sender, subject, body)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (key) DO NOTHING",
            mail.id.0,
            &mail.key,
            mail.received_at,
            mail.kind.as_str(),
            mail.status.as_deref(),
            mail.outbox.map(|id| id.0),
            mail.person.map(|id| id.0),
            mail.contact.map(|id| id.0),
            mail.request.map(|id| id.0),
            mail.offer.map(|id| id.0),
            mail.task.map(|id| id.0),
            letter.map(|letter| letter.sender.as_str()),
            letter.map(|letter| letter.subject.as_str()),
            letter.map(|letter| letter.body.as_str()),
        );
        Ok(added == 1)
    }

    /// Whether a mail with this key was handled before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbound_known(&mut self, key: &str) -> Result<bool, StoreError> {
        let found = fetch_optional!(self, (Uuid,), "SELECT id FROM inbound WHERE key = $1", key);
        Ok(found.is_some())
    }

    /// One mail that came in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbound(&mut self, id: InboundId) -> Result<Option<InboundMail>, StoreError> {
        let sql = concat!(inbound_columns!(), "WHERE id = $1");
        fetch_optional!(self, InboundRow, sql, id.0)
            .map(InboundMail::try_from)
            .transpose()
    }

    /// What came in, newest first; of some kinds only, unless there are none, and about requests within reach.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbound_page(
        &mut self,
        kinds: &[InboundKind],
        within: &Reach,
        page: Page,
    ) -> Result<Paged<InboundMail>, StoreError> {
        let kinds = if kinds.is_empty() { InboundKind::ALL } else { kinds };
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, concat!(inbound_columns!(), "WHERE kind IN "));
            push_list!(query, kinds.iter().map(|kind| kind.as_str()));
            push_within(&mut query, within);
            query.push(" ORDER BY received_at DESC, id DESC LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<InboundRow>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM inbound WHERE kind IN ");
            push_list!(query, kinds.iter().map(|kind| kind.as_str()));
            push_within(&mut query, within);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(InboundMail::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }

    /// What came back about one mail of ours, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbound_of_outbox(&mut self, id: OutboxId) -> Result<Vec<InboundMail>, StoreError> {
        let sql = concat!(
            inbound_columns!(),
            "WHERE outbox_id = $1 ORDER BY received_at DESC, id DESC LIMIT 50"
        );
        fetch_all!(self, InboundRow, sql, id.0)
            .into_iter()
            .map(InboundMail::try_from)
            .collect()
    }

    /// The newest letter that belongs to each of these tasks.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn letters_of_tasks(
        &mut self,
        tasks: &[TaskId],
    ) -> Result<Vec<(TaskId, InboundId)>, StoreError> {
        if tasks.is_empty() {
            return Ok(Vec::new());
        }
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT task_id, id FROM inbound WHERE body IS NOT NULL AND task_id IN ");
            push_list!(query, tasks.iter().take(500).map(|task| task.0));
            query.push(" ORDER BY received_at, id LIMIT 2000");
            query.build_query_as::<(Uuid, Uuid)>().fetch_all(c).await?
        });
        let newest: std::collections::BTreeMap<Uuid, Uuid> = rows.into_iter().collect();
        Ok(newest
            .into_iter()
            .map(|(task, id)| (TaskId(task), InboundId(id)))
            .collect())
    }

    /// The first of these mails of ours that exists: by id, then by Message-ID, each in the order given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_reference(
        &mut self,
        ids: &[OutboxId],
        message_ids: &[String],
    ) -> Result<Option<MailReference>, StoreError> {
        if ids.is_empty() && message_ids.is_empty() {
            return Ok(None);
        }
        type Row = (Uuid, String, String, Option<Uuid>, Option<Uuid>, Option<Uuid>);
        let rows: Vec<Row> = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT id, message_id, recipient_kind, recipient_id, request_id, offer_id FROM outbox WHERE 1 = 0",
            );
            if !ids.is_empty() {
                query.push(" OR id IN ");
                push_list!(query, ids.iter().map(|id| id.0));
            }
            if !message_ids.is_empty() {
                query.push(" OR message_id IN ");
                push_list!(query, message_ids.iter().map(String::as_str));
            }
            query.build_query_as().fetch_all(c).await?
        });
        let by_id = ids.iter().find_map(|id| rows.iter().find(|row| row.0 == id.0));
        let found = by_id.or_else(|| {
            message_ids
                .iter()
                .find_map(|id| rows.iter().find(|row| row.1 == *id))
        });
        let Some((id, _, kind, of, request, offer)) = found else {
            return Ok(None);
        };
        let at = Place {
            table: "outbox",
            row: *id,
        };
        Ok(Some(MailReference {
            outbox: OutboxId(*id),
            recipient: at.known("recipient_kind", recipient(kind, *of))?,
            request: request.map(RequestId),
            offer: offer.map(OfferId),
        }))
    }

    /// Whom an address belongs to, however it is written; a few when several share it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn address_owners(
        &mut self,
        address: &str,
    ) -> Result<(Vec<PersonId>, Vec<ContactId>), StoreError> {
        let people = fetch_all!(
            self,
            (Uuid,),
            "SELECT id FROM person WHERE LOWER(email) = $1 ORDER BY id LIMIT 10",
            address
        );
        let contacts = fetch_all!(
            self,
            (Uuid,),
            "SELECT id FROM contact WHERE LOWER(email) = $1 ORDER BY id LIMIT 10",
            address
        );
        Ok((
            people.into_iter().map(|(id,)| PersonId(id)).collect(),
            contacts.into_iter().map(|(id,)| ContactId(id)).collect(),
        ))
    }

    /// The assignment whose calendar entry has this UID.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignment_by_uid(&mut self, uid: &str) -> Result<Option<Assignment>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT id FROM assignment WHERE calendar_uid = $1",
            uid
        );
        match found {
            Some((id,)) => self.assignment(AssignmentId(id)).await,
            None => Ok(None),
        }
    }

    /// The request whose organisation has a calendar entry with this UID.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_by_uid(&mut self, uid: &str) -> Result<Option<RequestId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT id FROM request WHERE calendar_uid = $1",
            uid
        );
        Ok(found.map(|(id,)| RequestId(id)))
    }

    /// Notes since when mails do not reach a contact, or that they do again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_contact_failed(
        &mut self,
        contact: ContactId,
        since: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        match since {
            Some(since) => execute!(
                self,
                "INSERT INTO contact_mail_failure (contact_id, failed_at) VALUES ($1, $2)
                 ON CONFLICT (contact_id) DO UPDATE SET failed_at = excluded.failed_at",
                contact.0,
                since,
            ),
            None => execute!(
                self,
                "DELETE FROM contact_mail_failure WHERE contact_id = $1",
                contact.0
            ),
        };
        Ok(())
    }

    /// Since when mails do not reach a contact; nothing when they do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contact_failed_at(
        &mut self,
        contact: ContactId,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let found = fetch_optional!(
            self,
            (DateTime<Utc>,),
            "SELECT failed_at FROM contact_mail_failure WHERE contact_id = $1",
            contact.0
        );
        Ok(found.map(|(at,)| at))
    }

    /// Empties what people wrote before `letters`, and forgets what came in before `rows`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expire_inbound(
        &mut self,
        letters: DateTime<Utc>,
        rows: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE inbound SET sender = NULL, subject = NULL, body = NULL
             WHERE received_at < $1 AND (sender IS NOT NULL OR subject IS NOT NULL OR body IS NOT NULL)",
            letters
        ) + execute!(self, "DELETE FROM inbound WHERE received_at < $1", rows))
    }

    /// How far a mailbox has been read; nothing before the first look.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mailbox(&mut self, name: &str) -> Result<Option<MailboxState>, StoreError> {
        type Row = (i64, i64, DateTime<Utc>, Option<DateTime<Utc>>, Option<String>);
        let found: Option<Row> = fetch_optional!(
            self,
            Row,
            "SELECT uid_validity, last_uid, checked_at, failing_since, failure FROM mailbox WHERE name = $1",
            name
        );
        Ok(found.map(
            |(uid_validity, last_uid, checked_at, since, failure)| MailboxState {
                uid_validity,
                last_uid,
                checked_at,
                failing: since.zip(failure),
            },
        ))
    }

    /// Writes down how far a mailbox has been read. Of two programs that read at once the one that got further counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mailbox_read(
        &mut self,
        name: &str,
        uid_validity: i64,
        last_uid: i64,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO mailbox (name, uid_validity, last_uid, checked_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO UPDATE SET
                 last_uid = CASE WHEN mailbox.uid_validity = excluded.uid_validity
                                      AND mailbox.last_uid > excluded.last_uid
                                 THEN mailbox.last_uid ELSE excluded.last_uid END,
                 uid_validity = excluded.uid_validity, checked_at = excluded.checked_at,
                 failing_since = NULL, failure = NULL",
            name,
            uid_validity,
            last_uid,
            now,
        );
        Ok(())
    }

    /// Writes down that a mailbox cannot be read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mailbox_failed(
        &mut self,
        name: &str,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO mailbox (name, uid_validity, last_uid, checked_at, failing_since, failure)
             VALUES ($1, 0, 0, $2, $2, $3)
             ON CONFLICT (name) DO UPDATE SET
                 checked_at = excluded.checked_at, failure = excluded.failure,
                 failing_since = COALESCE(mailbox.failing_since, excluded.failing_since)",
            name,
            now,
            code,
        );
        Ok(())
    }
}
