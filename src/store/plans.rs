//! Which planning runs were there, what do they propose, and which one counts?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::error::one_row;
use super::rows::{Page, Paged, Place, position, statement};
use super::{StoreError, Tx};
use crate::domain::block::Block;
use crate::domain::plan::{
    CandidateRole, NewDraft, PlanCandidate, PlanDocuments, PlanRecord, PlanState, PlanUnfilled, PlanWindow,
};
use crate::domain::rights::Reach;
use crate::ids::{AccountId, PersonId, PlanId, RequestId};

/// Rows in one INSERT: seven parameters each, and both engines bound their number.
const ROWS: usize = 500;

macro_rules! plan_columns {
    () => {
        "SELECT id, state, window_from, window_to, reach, created_by, created_at, computing_until, drafted_at, problem_digest,
                fingerprint, failure, closed_by, closed_at
         FROM plan "
    };
}

#[derive(sqlx::FromRow)]
struct PlanRow {
    id: Uuid,
    state: String,
    window_from: DateTime<Utc>,
    window_to: DateTime<Utc>,
    reach: Option<String>,
    created_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    computing_until: DateTime<Utc>,
    drafted_at: Option<DateTime<Utc>>,
    problem_digest: Option<String>,
    fingerprint: Option<String>,
    failure: Option<String>,
    closed_by: Option<Uuid>,
    closed_at: Option<DateTime<Utc>>,
}

impl TryFrom<PlanRow> for PlanRecord {
    type Error = StoreError;

    fn try_from(row: PlanRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "plan",
            row: row.id,
        };
        Ok(Self {
            id: PlanId(row.id),
            state: at.word("state", &row.state, PlanState::parse)?,
            window: PlanWindow {
                from: row.window_from,
                to: row.window_to,
            },
            reach: match row.reach {
                Some(text) => Reach::Parts(at.known("reach", serde_json::from_str(&text).ok())?),
                None => Reach::Everything,
            },
            created_by: row.created_by.map(AccountId),
            created_at: row.created_at,
            computing_until: row.computing_until,
            drafted_at: row.drafted_at,
            problem_digest: row.problem_digest,
            fingerprint: row.fingerprint,
            failure: row.failure,
            closed_by: row.closed_by.map(AccountId),
            closed_at: row.closed_at,
        })
    }
}

#[derive(sqlx::FromRow)]
struct CandidateRow {
    request_id: Uuid,
    seat: i64,
    rank: i64,
    role: String,
    choice: i64,
    person_id: Uuid,
}

impl TryFrom<CandidateRow> for PlanCandidate {
    type Error = StoreError;

    fn try_from(row: CandidateRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "plan_candidate",
            row: row.request_id,
        };
        Ok(Self {
            request: RequestId(row.request_id),
            seat: at.number("seat", row.seat)?,
            rank: row.rank,
            role: at.word("role", &row.role, CandidateRole::parse)?,
            option: at.number("choice", row.choice)?,
            person: PersonId(row.person_id),
        })
    }
}

/// How a part of the work is kept: its scopes as a text, nothing for the whole.
fn stored(reach: &Reach) -> Option<String> {
    match reach {
        Reach::Everything => None,
        Reach::Parts(parts) => Some(serde_json::json!(parts).to_string()),
    }
}

impl Tx {
    /// Begins a planning run for a part of the work, unless one is under way: then its id is returned and nothing changes. A run whose
    /// `computing_until` has passed died with its process and is closed as failed first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_plan_computing(
        &mut self,
        id: PlanId,
        window: PlanWindow,
        reach: &Reach,
        by: Option<AccountId>,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<PlanId>, StoreError> {
        execute!(
            self,
            "UPDATE plan SET state = 'failed', failure = 'lost', closed_at = $1
             WHERE state = 'computing' AND computing_until < $1",
            now,
        );
        let added = execute!(
            self,
            "INSERT INTO plan (id, state, window_from, window_to, reach, created_by, created_at, computing_until)
             VALUES ($1, 'computing', $2, $3, $4, $5, $6, $7)
             ON CONFLICT DO NOTHING",
            id.0,
            window.from,
            window.to,
            stored(reach),
            by.map(|account| account.0),
            now,
            until,
        );
        if added == 1 {
            return Ok(None);
        }
        match fetch_optional!(self, (Uuid,), "SELECT id FROM plan WHERE state = 'computing'") {
            Some((running,)) => Ok(Some(PlanId(running))),
            // It ended between the two statements; the caller may simply try again.
            None => Err(StoreError::Stale),
        }
    }

    /// Stores what a run proposes and makes it the draft of its days; older drafts of the same work that overlap them
    /// are superseded.
    /// `false` when the run is no longer under way (it was given up as lost).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn store_draft(
        &mut self,
        id: PlanId,
        draft: &NewDraft,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE plan SET state = 'draft', problem = $2, problem_digest = $3, document = $4, fingerprint = $5,
                             drafted_at = $6
             WHERE id = $1 AND state = 'computing'",
            id.0,
            &draft.documents.problem,
            &draft.problem_digest,
            &draft.documents.plan,
            &draft.fingerprint,
            now,
        );
        if changed == 0 {
            return Ok(false);
        }
        self.supersede_drafts(id, now).await?;
        self.insert_candidates(id, &draft.candidates).await?;
        self.insert_unfilled(id, &draft.unfilled).await?;
        Ok(true)
    }

    /// Closes a run that came to nothing; `code` is the message that says why. `false` when it is not under way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail_plan(
        &mut self,
        id: PlanId,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE plan SET state = 'failed', failure = $2, closed_at = $3 WHERE id = $1 AND state = 'computing'",
            id.0,
            code,
            now,
        );
        Ok(changed == 1)
    }

    /// The run with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(&mut self, id: PlanId) -> Result<Option<PlanRecord>, StoreError> {
        let sql = concat!(plan_columns!(), "WHERE id = $1");
        fetch_optional!(self, PlanRow, sql, id.0)
            .map(PlanRecord::try_from)
            .transpose()
    }

    /// The newest draft for the whole of the office's work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn latest_draft(&mut self) -> Result<Option<PlanRecord>, StoreError> {
        let sql = concat!(
            plan_columns!(),
            "WHERE state = 'draft' AND reach IS NULL ORDER BY created_at DESC, id DESC LIMIT 1"
        );
        fetch_optional!(self, PlanRow, sql)
            .map(PlanRecord::try_from)
            .transpose()
    }

    /// One page of the runs, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plans(&mut self, page: Page) -> Result<Paged<PlanRecord>, StoreError> {
        let sql = concat!(
            plan_columns!(),
            "ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2"
        );
        let rows = fetch_all!(self, PlanRow, sql, page.limit(), page.offset());
        let (total,) = fetch_one!(self, (i64,), "SELECT COUNT(*) FROM plan");
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(PlanRecord::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }

    /// Problem and plan of a run, in the exact bytes; `None` while there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_documents(&mut self, id: PlanId) -> Result<Option<PlanDocuments>, StoreError> {
        let found = fetch_optional!(
            self,
            (String, String),
            "SELECT problem, document FROM plan
             WHERE id = $1 AND problem IS NOT NULL AND document IS NOT NULL",
            id.0
        );
        Ok(found.map(|(problem, plan)| PlanDocuments { problem, plan }))
    }

    /// Everybody a plan names, by request, seat and rank.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_candidates(&mut self, plan: PlanId) -> Result<Vec<PlanCandidate>, StoreError> {
        let rows = fetch_all!(
            self,
            CandidateRow,
            "SELECT request_id, seat, rank, role, choice, person_id FROM plan_candidate
             WHERE plan_id = $1 ORDER BY request_id, seat, rank",
            plan.0,
        );
        rows.into_iter().map(PlanCandidate::try_from).collect()
    }

    /// The candidates of one seat, first choices before substitutes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn candidates(
        &mut self,
        plan: PlanId,
        request: RequestId,
        seat: usize,
    ) -> Result<Vec<PlanCandidate>, StoreError> {
        let rows = fetch_all!(
            self,
            CandidateRow,
            "SELECT request_id, seat, rank, role, choice, person_id FROM plan_candidate
             WHERE plan_id = $1 AND request_id = $2 AND seat = $3 ORDER BY rank",
            plan.0,
            request.0,
            position(seat),
        );
        rows.into_iter().map(PlanCandidate::try_from).collect()
    }

    /// What a plan could not fill, by request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfilled(&mut self, plan: PlanId) -> Result<Vec<PlanUnfilled>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, i64, String, Json<Vec<i64>>, Json<BTreeMap<Block, i64>>),
            "SELECT request_id, missing, reason, funnel, blocks FROM plan_unfilled WHERE plan_id = $1
             ORDER BY request_id",
            plan.0,
        );
        Ok(rows
            .into_iter()
            .map(
                |(request, missing, reason, Json(funnel), Json(blocks))| PlanUnfilled {
                    request: RequestId(request),
                    missing,
                    reason,
                    funnel,
                    blocks,
                },
            )
            .collect())
    }

    /// Publishes a draft; other drafts that overlap its days are superseded. `false` when it is no draft (any more).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publish_plan(
        &mut self,
        id: PlanId,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        if !self.close_draft(id, PlanState::Published, by, now).await? {
            return Ok(false);
        }
        self.supersede_drafts(id, now).await?;
        Ok(true)
    }

    /// Discards a draft; `false` when it is no draft (any more).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn discard_plan(
        &mut self,
        id: PlanId,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.close_draft(id, PlanState::Discarded, by, now).await
    }

    async fn close_draft(
        &mut self,
        id: PlanId,
        to: PlanState,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE plan SET state = $2, closed_by = $3, closed_at = $4 WHERE id = $1 AND state = 'draft'",
            id.0,
            to.as_str(),
            by.map(|account| account.0),
            now,
        );
        Ok(changed == 1)
    }

    /// Supersedes the other drafts whose days overlap those of `id`: those for the same part of the work, all of them
    /// when it is for the whole.
    async fn supersede_drafts(&mut self, id: PlanId, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE plan SET state = 'superseded', closed_at = $2
             WHERE state = 'draft' AND id <> $1
               AND window_from < (SELECT p.window_to FROM plan p WHERE p.id = $1)
               AND window_to > (SELECT p.window_from FROM plan p WHERE p.id = $1)
               AND EXISTS (SELECT 1 FROM plan p WHERE p.id = $1 AND (p.reach IS NULL OR p.reach = plan.reach))",
            id.0,
            now,
        );
        Ok(())
    }

    async fn insert_candidates(
        &mut self,
        plan: PlanId,
        candidates: &[PlanCandidate],
    ) -> Result<(), StoreError> {
        for chunk in candidates.chunks(ROWS) {
            let added = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "INSERT INTO plan_candidate (plan_id, request_id, seat, rank, role, choice, person_id) ",
                );
                query.push_values(chunk, |mut row, candidate| {
                    row.push_bind(plan.0)
                        .push_bind(candidate.request.0)
                        .push_bind(position(candidate.seat))
                        .push_bind(candidate.rank)
                        .push_bind(candidate.role.as_str())
                        .push_bind(position(candidate.option))
                        .push_bind(candidate.person.0);
                });
                query.build().execute(c).await?.rows_affected()
            });
            debug_assert_eq!(added, chunk.len() as u64);
        }
        Ok(())
    }

    async fn insert_unfilled(&mut self, plan: PlanId, unfilled: &[PlanUnfilled]) -> Result<(), StoreError> {
        for open in unfilled {
            let added = execute!(
                self,
                "INSERT INTO plan_unfilled (plan_id, request_id, missing, reason, funnel, blocks)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                plan.0,
                open.request.0,
                open.missing,
                &open.reason,
                Json(&open.funnel),
                Json(&open.blocks),
            );
            one_row(added)?;
        }
        Ok(())
    }
}
