//! Who was asked, for what, and what did they say?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, Place, position, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::plan::{Commitment, Hold};
use crate::domain::request::TimeOption;
use crate::ids::{OfferId, PersonId, PlanId, RequestId};

macro_rules! offer_columns {
    () => {
        "SELECT id, request_id, seat, choice, person_id, plan_id, rank, state, created_at, answer_by, answered_at,
                answer_view, link_version
         FROM offer "
    };
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    id: Uuid,
    request_id: Uuid,
    seat: i64,
    choice: i64,
    person_id: Uuid,
    plan_id: Option<Uuid>,
    rank: i64,
    state: String,
    created_at: DateTime<Utc>,
    answer_by: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    answer_view: Option<String>,
    link_version: i64,
}

impl TryFrom<OfferRow> for Offer {
    type Error = StoreError;

    fn try_from(row: OfferRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "offer",
            row: row.id,
        };
        Ok(Self {
            id: OfferId(row.id),
            request: RequestId(row.request_id),
            seat: at.number("seat", row.seat)?,
            option: at.number("choice", row.choice)?,
            person: PersonId(row.person_id),
            plan: row.plan_id.map(PlanId),
            rank: row.rank,
            state: at.word("state", &row.state, OfferState::parse)?,
            created_at: row.created_at,
            answer_by: row.answer_by,
            answered_at: row.answered_at,
            answer_view: row.answer_view,
            link_version: row.link_version,
        })
    }
}

#[derive(sqlx::FromRow)]
struct CommitmentRow {
    id: Uuid,
    request_id: Uuid,
    seat: i64,
    choice: i64,
    person_id: Uuid,
    state: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl TryFrom<CommitmentRow> for Commitment {
    type Error = StoreError;

    fn try_from(row: CommitmentRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "offer",
            row: row.id,
        };
        let state = at.word("state", &row.state, OfferState::parse)?;
        Ok(Self {
            offer: OfferId(row.id),
            request: RequestId(row.request_id),
            seat: at.number("seat", row.seat)?,
            option: at.number("choice", row.choice)?,
            person: PersonId(row.person_id),
            time: TimeOption {
                starts_at: row.starts_at,
                ends_at: row.ends_at,
            },
            hold: if state.open() { Hold::Offered } else { Hold::Agreed },
        })
    }
}

impl Tx {
    /// Adds an offer; `false` when the person has an open one for the same request already.
    ///
    /// # Errors
    /// When the database fails or the request, person or plan is unknown.
    pub async fn insert_offer(&mut self, offer: &Offer) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO offer (id, request_id, seat, choice, person_id, plan_id, rank, state, created_at, answer_by,
                                answered_at, answer_view, link_version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT DO NOTHING",
            offer.id.0,
            offer.request.0,
            position(offer.seat),
            position(offer.option),
            offer.person.0,
            offer.plan.map(|plan| plan.0),
            offer.rank,
            offer.state.as_str(),
            offer.created_at,
            offer.answer_by,
            offer.answered_at,
            &offer.answer_view,
            offer.link_version,
        );
        Ok(added == 1)
    }

    /// The offer with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offer(&mut self, id: OfferId) -> Result<Option<Offer>, StoreError> {
        let sql = concat!(offer_columns!(), "WHERE id = $1");
        fetch_optional!(self, OfferRow, sql, id.0)
            .map(Offer::try_from)
            .transpose()
    }

    /// The offers with these ids, by id; unknown ids are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offers_by_ids(&mut self, ids: &[OfferId]) -> Result<Vec<Offer>, StoreError> {
        let mut offers = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(&*c, concat!(offer_columns!(), "WHERE id IN "));
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<OfferRow>().fetch_all(c).await?
            });
            for row in rows {
                offers.push(Offer::try_from(row)?);
            }
        }
        offers.sort_by_key(|offer| offer.id);
        Ok(offers)
    }

    /// Every offer ever made for a request, by seat, rank and age.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offers_of_request(&mut self, request: RequestId) -> Result<Vec<Offer>, StoreError> {
        let sql = concat!(
            offer_columns!(),
            "WHERE request_id = $1 ORDER BY seat, rank, created_at, id"
        );
        fetch_all!(self, OfferRow, sql, request.0)
            .into_iter()
            .map(Offer::try_from)
            .collect()
    }

    /// The offers of a person that wait for an answer, most urgent first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offers_of_person_open(&mut self, person: PersonId) -> Result<Vec<Offer>, StoreError> {
        let sql = concat!(
            offer_columns!(),
            "WHERE person_id = $1 AND state IN ('offered', 'call_requested') ORDER BY answer_by, id LIMIT 500"
        );
        fetch_all!(self, OfferRow, sql, person.0)
            .into_iter()
            .map(Offer::try_from)
            .collect()
    }

    /// Moves an offer from one of the states `from` to `to` and notes the page view the answer came from; `false` when
    /// it is in none of them (someone was faster).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_offer(
        &mut self,
        id: OfferId,
        from: &[OfferState],
        to: OfferState,
        view: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        if from.is_empty() {
            return Ok(false);
        }
        let changed = on_db!(self, c => {
            let mut query = statement(&*c, "UPDATE offer SET state = ");
            query.push_bind(to.as_str()).push(", answered_at = ").push_bind(now);
            query.push(", answer_view = ").push_bind(view);
            query.push(" WHERE id = ").push_bind(id.0).push(" AND state IN ");
            push_list!(query, from.iter().map(|state| state.as_str()));
            query.build().execute(c).await?.rows_affected()
        });
        Ok(changed == 1)
    }

    /// Offers nobody answered in time, longest overdue first. Those that ask for a call do not run out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expired_offers(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<Offer>, StoreError> {
        let sql = concat!(
            offer_columns!(),
            "WHERE state = 'offered' AND answer_by <= $1 ORDER BY answer_by, id LIMIT $2"
        );
        fetch_all!(self, OfferRow, sql, now, limit)
            .into_iter()
            .map(Offer::try_from)
            .collect()
    }

    /// The offers that wait for an answer, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_offers(&mut self, limit: i64) -> Result<Vec<Offer>, StoreError> {
        let sql = concat!(
            offer_columns!(),
            "WHERE state IN ('offered', 'call_requested') ORDER BY created_at, id LIMIT $1"
        );
        fetch_all!(self, OfferRow, sql, limit)
            .into_iter()
            .map(Offer::try_from)
            .collect()
    }

    /// Everybody who was ever asked for a request, by id, except where the offer was taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asked_people(&mut self, request: RequestId) -> Result<Vec<PersonId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT DISTINCT person_id FROM offer WHERE request_id = $1 AND state <> 'withdrawn' ORDER BY person_id",
            request.0,
        );
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Everybody who was ever asked for any of these requests, by request and id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asked_people_of(
        &mut self,
        requests: &[RequestId],
    ) -> Result<Vec<(RequestId, PersonId)>, StoreError> {
        let mut asked = Vec::new();
        for chunk in requests.chunks(CHUNK) {
            let ids: Vec<Uuid> = chunk.iter().map(|id| id.0).collect();
            let rows = on_db!(self, c => {
                let mut query =
                    statement(&*c, "SELECT DISTINCT request_id, person_id FROM offer WHERE request_id IN ");
                push_list!(query, ids);
                query.push(" ORDER BY request_id, person_id LIMIT 20000");
                query.build_query_as::<(Uuid, Uuid)>().fetch_all(c).await?
            });
            asked.extend(
                rows.into_iter()
                    .map(|(request, person)| (RequestId(request), PersonId(person))),
            );
        }
        Ok(asked)
    }

    /// Whose time between `from` and `to` is taken by an open offer or an assignment that stands, by time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_and_accepted_commitments(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<Commitment>, StoreError> {
        let rows = fetch_all!(
            self,
            CommitmentRow,
            // An accepted offer counts only while its assignment stands: people may call off afterwards.
            "SELECT o.id, o.request_id, o.seat, o.choice, o.person_id, o.state, t.starts_at, t.ends_at
             FROM offer o JOIN request_option t ON t.request_id = o.request_id AND t.position = o.choice
             WHERE t.starts_at < $2 AND t.ends_at > $1
               AND (o.state IN ('offered', 'call_requested')
                    OR EXISTS (SELECT 1 FROM assignment a WHERE a.offer_id = o.id AND a.state = 'confirmed'))
             ORDER BY t.starts_at, o.id",
            from,
            to,
        );
        rows.into_iter().map(Commitment::try_from).collect()
    }
}
