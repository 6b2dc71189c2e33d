//! What stands in whose calendar feed, and how often was its address made anew?

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::assignment::AssignmentState;
use crate::domain::feed::FeedOwner;
use crate::domain::notice::NoticePayload;
use crate::ids::{OrganisationId, PersonId, RequestId};

/// Most entries of a feed; the nearest appointments come first.
const ENTRIES_MAX: i64 = 2000;

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// About which request.
    pub request: RequestId,
    /// UID, the same as in the invitation.
    pub uid: String,
    /// SEQUENCE.
    pub sequence: i64,
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Last change.
    pub changed_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct AssignedRow {
    id: Uuid,
    request_id: Uuid,
    calendar_uid: String,
    calendar_sequence: i64,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    state: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl TryFrom<AssignedRow> for FeedRow {
    type Error = StoreError;

    fn try_from(row: AssignedRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "assignment",
            row: row.id,
        };
        let state = at.word("state", &row.state, AssignmentState::parse)?;
        Ok(Self {
            request: RequestId(row.request_id),
            uid: row.calendar_uid,
            sequence: row.calendar_sequence,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            cancelled: state != AssignmentState::Confirmed,
            changed_at: row.ended_at.unwrap_or(row.created_at),
        })
    }
}

macro_rules! assigned {
    ($($more:literal)?) => {
        concat!(
            "SELECT id, request_id, calendar_uid, calendar_sequence, starts_at, ends_at, state, created_at, ended_at
             FROM assignment
             WHERE ends_at > $1 AND (state = 'confirmed' OR ended_at > $1)",
            $($more,)?
            " ORDER BY starts_at, id LIMIT $2"
        )
    };
}

impl Tx {
    /// How often the address of a feed was made anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_version(&mut self, owner: FeedOwner) -> Result<i64, StoreError> {
        let found = fetch_optional!(
            self,
            (i64,),
            "SELECT version FROM calendar_feed WHERE owner_kind = $1 AND owner_id = $2",
            owner.kind().as_str(),
            owner.id(),
        );
        Ok(found.map_or(0, |(version,)| version))
    }

    /// Makes the address of a feed anew: the one given out before is dead.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew_feed(&mut self, owner: FeedOwner, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO calendar_feed (owner_kind, owner_id, version, renewed_at) VALUES ($1, $2, 1, $3)
             ON CONFLICT (owner_kind, owner_id)
             DO UPDATE SET version = calendar_feed.version + 1, renewed_at = excluded.renewed_at",
            owner.kind().as_str(),
            owner.id(),
            now,
        );
        Ok(())
    }

    /// Everybody's assignments that end after `since`; those called off as long as that was after `since`, too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_of_all(&mut self, since: DateTime<Utc>) -> Result<Vec<FeedRow>, StoreError> {
        fetch_all!(self, AssignedRow, assigned!(), since, ENTRIES_MAX)
            .into_iter()
            .map(FeedRow::try_from)
            .collect()
    }

    /// The same of one person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_of_person(
        &mut self,
        person: PersonId,
        since: DateTime<Utc>,
    ) -> Result<Vec<FeedRow>, StoreError> {
        fetch_all!(
            self,
            AssignedRow,
            assigned!(" AND person_id = $3"),
            since,
            ENTRIES_MAX,
            person.0
        )
        .into_iter()
        .map(FeedRow::try_from)
        .collect()
    }

    /// The appointments an organisation was told of that end after `since`, and those taken back after `since`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_of_organisation(
        &mut self,
        organisation: OrganisationId,
        since: DateTime<Utc>,
    ) -> Result<Vec<FeedRow>, StoreError> {
        let standing = fetch_all!(
            self,
            (
                Uuid,
                String,
                i64,
                DateTime<Utc>,
                DateTime<Utc>,
                DateTime<Utc>
            ),
            "SELECT r.id, r.calendar_uid, r.calendar_sequence, MIN(a.starts_at), MAX(a.ends_at), MAX(a.created_at)
             FROM request r JOIN assignment a ON a.request_id = r.id AND a.state = 'confirmed'
             WHERE r.organisation_id = $1 AND r.calendar_uid IS NOT NULL AND a.ends_at > $2
             GROUP BY r.id, r.calendar_uid, r.calendar_sequence ORDER BY 4, r.id LIMIT $3",
            organisation.0,
            since,
            ENTRIES_MAX,
        );
        let mut rows: Vec<FeedRow> = standing
            .into_iter()
            .map(
                |(request, uid, sequence, starts_at, ends_at, changed_at)| FeedRow {
                    request: RequestId(request),
                    uid,
                    sequence,
                    starts_at,
                    ends_at,
                    cancelled: false,
                    changed_at,
                },
            )
            .collect();
        // A request forgets the entry it has taken back; the notice that took it back remembers.
        let ended = fetch_all!(
            self,
            (Uuid, Json<NoticePayload>, DateTime<Utc>),
            "SELECT b.request_id, b.payload, b.created_at
             FROM outbox b JOIN request r ON r.id = b.request_id
             WHERE r.organisation_id = $1 AND b.calendar AND b.recipient_kind = 'contact' AND b.created_at > $2
               AND b.kind IN ('cancelled_requester', 'substitute_requester')
             ORDER BY b.created_at DESC, b.id DESC LIMIT $3",
            organisation.0,
            since,
            ENTRIES_MAX,
        );
        for (request, payload, changed_at) in ended {
            let Some(entry) = payload.0.calendar else { continue };
            if entry.ends_at > since && rows.iter().all(|row| row.uid != entry.uid) {
                rows.push(FeedRow {
                    request: RequestId(request),
                    uid: entry.uid,
                    sequence: entry.sequence,
                    starts_at: entry.starts_at,
                    ends_at: entry.ends_at,
                    cancelled: true,
                    changed_at,
                });
            }
        }
        rows.sort_by(|a, b| (a.starts_at, &a.uid).cmp(&(b.starts_at, &b.uid)));
        Ok(rows)
    }
}
