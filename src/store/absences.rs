//! What was ended because somebody cannot come, what is asked in place of something agreed, and which calls brought no
//! answer?

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;
use uuid::Uuid;

use super::asking::{HeldRow, held_columns};
use super::rows::{CHUNK, Place, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::asking::{CallResult, HeldAction, OfferCall};
use crate::ids::{AccountId, AssignmentId, HeldActionId, OfferId, PersonId};

#[derive(sqlx::FromRow)]
struct CallRow {
    id: Uuid,
    offer_id: Uuid,
    result: String,
    again_at: Option<DateTime<Utc>>,
    made_by: Option<Uuid>,
    made_at: DateTime<Utc>,
}

impl TryFrom<CallRow> for OfferCall {
    type Error = StoreError;

    fn try_from(row: CallRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "offer_call",
            row: row.id,
        };
        Ok(Self {
            offer: OfferId(row.offer_id),
            result: at.word("result", &row.result, CallResult::parse)?,
            again_at: row.again_at,
            by: row.made_by.map(AccountId),
            at: row.made_at,
        })
    }
}

impl Tx {
    /// Keeps what was there before an action beside it, so that it can be brought back.
    ///
    /// # Errors
    /// When the database fails or the value has no text form.
    pub async fn keep_earlier(
        &mut self,
        id: HeldActionId,
        earlier: &impl Serialize,
    ) -> Result<(), StoreError> {
        let at = Place {
            table: "held_action",
            row: id.0,
        };
        let earlier = at.known("earlier", serde_json::to_value(earlier).ok())?;
        execute!(
            self,
            "UPDATE held_action SET earlier = $2 WHERE id = $1",
            id.0,
            Json(&earlier)
        );
        Ok(())
    }

    /// What was there before an action.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn earlier<T: DeserializeOwned>(&mut self, id: HeldActionId) -> Result<Option<T>, StoreError> {
        let found = fetch_optional!(
            self,
            (Option<Json<serde_json::Value>>,),
            "SELECT earlier FROM held_action WHERE id = $1",
            id.0
        );
        let at = Place {
            table: "held_action",
            row: id.0,
        };
        found
            .and_then(|(earlier,)| earlier)
            .map(|Json(earlier)| at.known("earlier", serde_json::from_value(earlier).ok()))
            .transpose()
    }

    /// Forgets what was there before actions that cannot be taken back any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_earlier(&mut self, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE held_action SET earlier = NULL WHERE until <= $1 AND earlier IS NOT NULL",
            now
        );
        Ok(())
    }

    /// The latest absence of a person that can be taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_action_of_person(
        &mut self,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldAction>, StoreError> {
        let sql = concat!(
            held_columns!(),
            "WHERE person_id = $1 AND until > $2 AND undone_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1"
        );
        fetch_optional!(self, HeldRow, sql, person.0, now)
            .map(HeldAction::try_from)
            .transpose()
    }

    /// An agreement that the volunteer gave back stands again, with the calendar entry it had; `false` when it was not
    /// given back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revive_assignment(&mut self, id: AssignmentId, sequence: i64) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE assignment SET state = 'confirmed', ended_at = NULL, calendar_sequence = $2
             WHERE id = $1 AND state = 'cancelled_by_volunteer'",
            id.0,
            sequence,
        );
        Ok(changed == 1)
    }

    /// An offer that was declined waits for its answer again; `false` when it was not declined.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reopen_offer(&mut self, id: OfferId) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE offer SET state = 'offered', answered_at = NULL, answer_view = NULL
             WHERE id = $1 AND state = 'declined'",
            id.0,
        );
        Ok(changed == 1)
    }

    /// An open offer waits until then for its answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_answer_by(&mut self, id: OfferId, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE offer SET answer_by = $2 WHERE id = $1 AND state IN ('offered', 'call_requested')",
            id.0,
            at,
        );
        Ok(())
    }

    /// Notes that an offer is made in place of an agreement, and who is asked then for what is given back.
    ///
    /// # Errors
    /// When the database fails or one of them is unknown.
    pub async fn set_instead(
        &mut self,
        offer: OfferId,
        assignment: AssignmentId,
        next: Option<PersonId>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO offer_instead (offer_id, assignment_id, next_person_id) VALUES ($1, $2, $3)
             ON CONFLICT (offer_id) DO UPDATE SET
                 assignment_id = excluded.assignment_id, next_person_id = excluded.next_person_id",
            offer.0,
            assignment.0,
            next.map(|person| person.0),
        );
        Ok(())
    }

    /// The agreement in whose place an offer is made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn instead_of(
        &mut self,
        offer: OfferId,
    ) -> Result<Option<(AssignmentId, Option<PersonId>)>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid, Option<Uuid>),
            "SELECT assignment_id, next_person_id FROM offer_instead WHERE offer_id = $1",
            offer.0
        );
        Ok(found.map(|(assignment, next)| (AssignmentId(assignment), next.map(PersonId))))
    }

    /// Notes a call that brought no answer.
    ///
    /// # Errors
    /// When the database fails or the offer is unknown.
    pub async fn note_call(&mut self, id: Uuid, call: &OfferCall) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO offer_call (id, offer_id, result, again_at, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            call.offer.0,
            call.result.as_str(),
            call.again_at,
            call.by.map(|account| account.0),
            call.at,
        );
        Ok(())
    }

    /// The calls about offers that brought no answer, latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calls_about(&mut self, offers: &[OfferId]) -> Result<Vec<OfferCall>, StoreError> {
        let mut calls = Vec::new();
        for chunk in offers.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT id, offer_id, result, again_at, made_by, made_at FROM offer_call WHERE offer_id IN ",
                );
                push_list!(query, chunk.iter().map(|offer| offer.0));
                query.push(" ORDER BY made_at DESC, id DESC");
                query.build_query_as::<CallRow>().fetch_all(c).await?
            });
            for row in rows {
                calls.push(OfferCall::try_from(row)?);
            }
        }
        Ok(calls)
    }
}
