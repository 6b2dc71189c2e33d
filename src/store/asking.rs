//! How are the people for a request being asked, what can still be taken back, and who looks for a stand-in?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::asking::{AskingWay, HeldAction, HeldKind};
use crate::ids::{AccountId, AssignmentId, HeldActionId, OfferId, PersonId, PlanId, RequestId};

macro_rules! held_columns {
    () => {
        "SELECT id, kind, plan_id, request_id, made_by, made_at, until, person_id FROM held_action "
    };
}
pub(super) use held_columns;

#[derive(sqlx::FromRow)]
pub(super) struct HeldRow {
    id: Uuid,
    kind: String,
    plan_id: Option<Uuid>,
    request_id: Option<Uuid>,
    made_by: Option<Uuid>,
    made_at: DateTime<Utc>,
    until: DateTime<Utc>,
    person_id: Option<Uuid>,
}

impl TryFrom<HeldRow> for HeldAction {
    type Error = StoreError;

    fn try_from(row: HeldRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "held_action",
            row: row.id,
        };
        Ok(Self {
            id: HeldActionId(row.id),
            kind: at.word("kind", &row.kind, HeldKind::parse)?,
            plan: row.plan_id.map(PlanId),
            request: row.request_id.map(RequestId),
            by: row.made_by.map(AccountId),
            made_at: row.made_at,
            until: row.until,
            person: row.person_id.map(PersonId),
        })
    }
}

impl Tx {
    /// How the people for a request are asked, if the office has chosen it by hand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asking_way(&mut self, request: RequestId) -> Result<Option<AskingWay>, StoreError> {
        let found = fetch_optional!(
            self,
            (String,),
            "SELECT way FROM request_asking WHERE request_id = $1",
            request.0,
        );
        let at = Place {
            table: "request_asking",
            row: request,
        };
        found
            .map(|(way,)| at.word("way", &way, AskingWay::parse))
            .transpose()
    }

    /// Chooses how the people for a request are asked from now on.
    ///
    /// # Errors
    /// When the database fails or the request is unknown.
    pub async fn set_asking_way(
        &mut self,
        request: RequestId,
        way: AskingWay,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO request_asking (request_id, way, started_by, started_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (request_id) DO UPDATE SET
                 way = excluded.way, started_by = excluded.started_by, started_at = excluded.started_at",
            request.0,
            way.as_str(),
            by.map(|account| account.0),
            now,
        );
        Ok(())
    }

    /// The people for a request are asked as its programme says again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_asking_way(&mut self, request: RequestId) -> Result<(), StoreError> {
        execute!(
            self,
            "DELETE FROM request_asking WHERE request_id = $1",
            request.0
        );
        Ok(())
    }

    /// Notes what the office has just done, so that it can be taken back.
    ///
    /// # Errors
    /// When the database fails or plan, request or account is unknown.
    pub async fn hold_action(&mut self, action: &HeldAction) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO held_action (id, kind, plan_id, request_id, made_by, made_at, until, person_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            action.id.0,
            action.kind.as_str(),
            action.plan.map(|plan| plan.0),
            action.request.map(|request| request.0),
            action.by.map(|account| account.0),
            action.made_at,
            action.until,
            action.person.map(|person| person.0),
        );
        Ok(())
    }

    /// The action with this id, while it can be taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_action(
        &mut self,
        id: HeldActionId,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldAction>, StoreError> {
        let sql = concat!(
            held_columns!(),
            "WHERE id = $1 AND until > $2 AND undone_at IS NULL"
        );
        fetch_optional!(self, HeldRow, sql, id.0, now)
            .map(HeldAction::try_from)
            .transpose()
    }

    /// The latest action about a request that can be taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_action_of_request(
        &mut self,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldAction>, StoreError> {
        let sql = concat!(
            held_columns!(),
            "WHERE request_id = $1 AND until > $2 AND undone_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1"
        );
        fetch_optional!(self, HeldRow, sql, request.0, now)
            .map(HeldAction::try_from)
            .transpose()
    }

    /// The sending of a plan, while it can be taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_action_of_plan(
        &mut self,
        plan: PlanId,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldAction>, StoreError> {
        let sql = concat!(
            held_columns!(),
            "WHERE plan_id = $1 AND until > $2 AND undone_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1"
        );
        fetch_optional!(self, HeldRow, sql, plan.0, now)
            .map(HeldAction::try_from)
            .transpose()
    }

    /// Notes that an action was taken back; `false` when somebody was faster or it is too late.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undo_action(&mut self, id: HeldActionId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE held_action SET undone_at = $2 WHERE id = $1 AND until > $2 AND undone_at IS NULL",
            id.0,
            now,
        );
        Ok(changed == 1)
    }

    /// Makes a published plan a draft again, because its sending was taken back; `false` when it is not published.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reopen_plan(&mut self, id: PlanId) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE plan SET state = 'draft', closed_by = NULL, closed_at = NULL WHERE id = $1 AND state = 'published'",
            id.0,
        );
        Ok(changed == 1)
    }

    /// Notes that whoever has agreed to this assignment looks for a stand-in; `false` when that is known already.
    ///
    /// # Errors
    /// When the database fails or the assignment is unknown.
    pub async fn begin_stand_in(
        &mut self,
        assignment: AssignmentId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "INSERT INTO stand_in (assignment_id, asked_at) VALUES ($1, $2)
             ON CONFLICT (assignment_id) DO UPDATE SET asked_at = excluded.asked_at, ended_at = NULL
             WHERE stand_in.ended_at IS NOT NULL",
            assignment.0,
            now,
        );
        Ok(changed == 1)
    }

    /// Ends the search for a stand-in; `false` when there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_stand_in(
        &mut self,
        assignment: AssignmentId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE stand_in SET ended_at = $2 WHERE assignment_id = $1 AND ended_at IS NULL",
            assignment.0,
            now,
        );
        Ok(changed == 1)
    }

    /// The assignments of a request whose people look for a stand-in, longest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stand_ins_of_request(
        &mut self,
        request: RequestId,
    ) -> Result<Vec<AssignmentId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT a.id FROM assignment a JOIN stand_in s ON s.assignment_id = a.id
             WHERE a.request_id = $1 AND a.state = 'confirmed' AND s.ended_at IS NULL
             ORDER BY s.asked_at, a.id LIMIT 100",
            request.0,
        );
        Ok(rows.into_iter().map(|(id,)| AssignmentId(id)).collect())
    }

    /// Keeps what a volunteer wrote to `Ja, aber …`; a later text replaces it.
    ///
    /// # Errors
    /// When the database fails or the offer is unknown.
    pub async fn set_offer_remark(
        &mut self,
        offer: OfferId,
        remark: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO offer_remark (offer_id, remark, written_at) VALUES ($1, $2, $3)
             ON CONFLICT (offer_id) DO UPDATE SET remark = excluded.remark, written_at = excluded.written_at",
            offer.0,
            remark,
            now,
        );
        Ok(())
    }

    /// What a volunteer wrote to `Ja, aber …`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offer_remark(&mut self, offer: OfferId) -> Result<Option<String>, StoreError> {
        let found = fetch_optional!(
            self,
            (String,),
            "SELECT remark FROM offer_remark WHERE offer_id = $1",
            offer.0
        );
        Ok(found.map(|(remark,)| remark))
    }

    /// Deletes what volunteers wrote to `Ja, aber …` before that moment; the value is how many texts that were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_offer_remarks(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM offer_remark WHERE written_at < $1",
            before
        ))
    }
}
