//! How does the outbox look to the office: what waits, what failed, and does anything leave at all?

use chrono::{DateTime, Utc};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::mail_desk::HELD_BY_HAND;
use super::outbox::{recipient, recipient_columns};
use super::reach::{Belonging, push_reach};
use super::rows::{Page, Paged, Place, statement, words};
use super::{StoreError, Tx};
use crate::domain::notice::{NoticeKind, OutboxState, Recipient};
use crate::domain::rights::Reach;
use crate::ids::{AssignmentId, OfferId, OutboxId, RequestId};

/// How the queue of mails stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueState {
    /// Mails that wait.
    pub pending: i64,
    /// Mails handed to the relay.
    pub sent: i64,
    /// Mails refused for good.
    pub failed: i64,
    /// Mails overtaken by events.
    pub obsolete: i64,
    /// Since when the longest waiting mail could have left.
    pub oldest_due: Option<DateTime<Utc>>,
    /// Until when nothing leaves, and why (a code).
    pub paused: Option<(DateTime<Utc>, String)>,
}

/// Which mails a list shows; what is not set does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// State.
    pub state: Option<OutboxState>,
    /// About which request.
    pub request: Option<RequestId>,
    /// Kind.
    pub kind: Option<NoticeKind>,
    /// To whom.
    pub recipient: Option<Recipient>,
    /// Only mails about a request within reach.
    pub within: Reach,
    /// Words in the recipient's or organisation's name, or the number of the request.
    pub words: Option<String>,
}

/// What a list shows of a mail. Its text and address are not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Key.
    pub id: OutboxId,
    /// Kind.
    pub kind: NoticeKind,
    /// To whom.
    pub recipient: Recipient,
    /// About which request, if it is about one.
    pub request: Option<RequestId>,
    /// Its number.
    pub request_number: Option<i64>,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// About which assignment.
    pub assignment: Option<AssignmentId>,
    /// State.
    pub state: OutboxState,
    /// Tries so far.
    pub attempts: i64,
    /// Code of the last failure.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it may leave.
    pub next_attempt_at: DateTime<Utc>,
    /// When it was sent, refused or overtaken.
    pub closed_at: Option<DateTime<Utc>>,
}

macro_rules! entry_columns {
    () => {
        "SELECT b.id, b.kind, b.recipient_kind, b.recipient_id, b.request_id, r.number AS request_number,
         b.offer_id, b.assignment_id, b.state, b.attempts, b.last_error, b.created_at,
         b.next_attempt_at, b.closed_at
         FROM outbox b LEFT JOIN request r ON r.id = b.request_id"
    };
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    kind: String,
    recipient_kind: String,
    recipient_id: Option<Uuid>,
    request_id: Option<Uuid>,
    request_number: Option<i64>,
    offer_id: Option<Uuid>,
    assignment_id: Option<Uuid>,
    state: String,
    attempts: i64,
    last_error: Option<String>,
    created_at: DateTime<Utc>,
    next_attempt_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

impl TryFrom<EntryRow> for OutboxEntry {
    type Error = StoreError;

    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "outbox",
            row: row.id,
        };
        Ok(Self {
            id: OutboxId(row.id),
            kind: at.word("kind", &row.kind, NoticeKind::parse)?,
            recipient: at.known("recipient_kind", recipient(&row.recipient_kind, row.recipient_id))?,
            request: row.request_id.map(RequestId),
            request_number: row.request_number,
            offer: row.offer_id.map(OfferId),
            assignment: row.assignment_id.map(AssignmentId),
            state: at.word("state", &row.state, OutboxState::parse)?,
            attempts: row.attempts,
            last_error: row.last_error,
            created_at: row.created_at,
            next_attempt_at: row.next_attempt_at,
            closed_at: row.closed_at,
        })
    }
}

impl Tx {
    /// How the queue stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_state(&mut self) -> Result<QueueState, StoreError> {
        let counts = fetch_all!(
            self,
            (String, i64),
            "SELECT state, COUNT(*) FROM outbox GROUP BY state"
        );
        let (oldest_due,) = fetch_one!(
            self,
            (Option<DateTime<Utc>>,),
            "SELECT MIN(next_attempt_at) FROM outbox WHERE state = 'pending'"
        );
        let paused = fetch_optional!(
            self,
            (DateTime<Utc>, String),
            "SELECT paused_until, COALESCE(pause_reason, '') FROM queue
             WHERE name = 'mail' AND paused_until IS NOT NULL"
        );
        let mut queue = QueueState {
            oldest_due,
            paused,
            ..QueueState::default()
        };
        for (state, count) in counts {
            let at = Place {
                table: "outbox",
                row: "(any)",
            };
            match at.word("state", &state, OutboxState::parse)? {
                OutboxState::Pending => queue.pending = count,
                OutboxState::Sent => queue.sent = count,
                OutboxState::Failed => queue.failed = count,
                OutboxState::Obsolete => queue.obsolete = count,
            }
        }
        Ok(queue)
    }

    /// Lets no mail leave until then; the code says why.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pause_queue(&mut self, until: DateTime<Utc>, reason_code: &str) -> Result<(), StoreError> {
        execute!(
            self,
            // What somebody stopped by hand, only somebody lets go on.
            "UPDATE queue SET paused_until = $1, pause_reason = $2
             WHERE name = 'mail' AND (pause_reason IS NULL OR pause_reason <> $3)",
            until,
            reason_code,
            HELD_BY_HAND,
        );
        Ok(())
    }

    /// Lets mails leave again after the relay was out of reach; `false` when that had not stopped them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn resume_queue(&mut self) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE queue SET paused_until = NULL, pause_reason = NULL
             WHERE name = 'mail' AND paused_until IS NOT NULL AND (pause_reason IS NULL OR pause_reason <> $1)",
            HELD_BY_HAND,
        );
        Ok(changed == 1)
    }

    /// What a list shows of one mail.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_entry(&mut self, id: OutboxId) -> Result<Option<OutboxEntry>, StoreError> {
        let sql = concat!(entry_columns!(), " WHERE b.id = $1");
        fetch_optional!(self, EntryRow, sql, id.0)
            .map(OutboxEntry::try_from)
            .transpose()
    }

    /// One page of the mails, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_page(
        &mut self,
        filter: &OutboxFilter,
        page: Page,
    ) -> Result<Paged<OutboxEntry>, StoreError> {
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                entry_columns!(),
            );
            push_filter(&mut query, filter);
            query.push(" ORDER BY b.created_at DESC, b.id DESC LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<EntryRow>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM outbox b");
            push_filter(&mut query, filter);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(OutboxEntry::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &OutboxFilter)
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
    for<'a> String: Encode<'a, DB> + Type<DB>,
    for<'a> i64: Encode<'a, DB> + Type<DB>,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
{
    query.push(" WHERE 1 = 1");
    if let Some(state) = filter.state {
        query.push(" AND b.state = ").push_bind(state.as_str());
    }
    if let Some(request) = filter.request {
        query.push(" AND b.request_id = ").push_bind(request.0);
    }
    if let Some(kind) = filter.kind {
        query.push(" AND b.kind = ").push_bind(kind.as_str());
    }
    if let Some(recipient) = filter.recipient {
        let (kind, id) = recipient_columns(recipient);
        query.push(" AND b.recipient_kind = ").push_bind(kind);
        if let Some(id) = id {
            query.push(" AND b.recipient_id = ").push_bind(id);
        }
    }
    if filter.within.is_narrow() {
        query.push(
            " AND EXISTS (SELECT 1 FROM request r JOIN location l ON l.id = r.location_id WHERE r.id = b.request_id",
        );
        push_reach(query, &filter.within, Belonging::Request);
        query.push(")");
    }
    for word in words(filter.words.as_deref()) {
        if let Ok(number) = word.plain.parse::<i64>() {
            query
                .push(" AND EXISTS (SELECT 1 FROM request q WHERE q.id = b.request_id AND q.number = ")
                .push_bind(number)
                .push(")");
            continue;
        }
        query
            .push(" AND (EXISTS (SELECT 1 FROM person p WHERE p.id = b.recipient_id AND p.search LIKE ")
            .push_bind(word.pattern.clone())
            .push(
                " ESCAPE '\\') OR EXISTS (SELECT 1 FROM contact c JOIN organisation g ON g.id = c.organisation_id
                  WHERE c.id = b.recipient_id AND (g.search LIKE ",
            )
            .push_bind(word.pattern.clone())
            .push(" ESCAPE '\\' OR LOWER(c.name) LIKE ")
            .push_bind(word.pattern)
            .push(" ESCAPE '\\')))");
    }
}
