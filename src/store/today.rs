//! What needs somebody at the office beside requests: tasks of some kinds, proofs that run out, who could step in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::rows::{CHUNK, Page, Paged, Place, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::programme::ProofKind;
use crate::domain::task::{Task, TaskKind};
use crate::ids::{PersonId, PlanId, RequestId, TaskId};

/// A proof that runs out or has run out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRow {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub kind: ProofKind,
    /// Its last day.
    pub until: NaiveDate,
}

/// Proofs of active people that end, those of the same kind taken together.
macro_rules! proofs {
    () => {
        " FROM person_proof q JOIN person v ON v.id = q.person_id
          WHERE v.state = 'active'
          GROUP BY q.person_id, q.kind
          HAVING MAX(q.valid_until) <= $1 AND COUNT(*) = COUNT(q.valid_until)"
    };
}

impl Tx {
    /// How many tasks of some kinds are open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_open_tasks_of(&mut self, kinds: &[TaskKind]) -> Result<i64, StoreError> {
        if kinds.is_empty() {
            return Ok(0);
        }
        Ok(on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM task WHERE done_at IS NULL AND kind IN ");
            push_list!(query, kinds.iter().map(|kind| kind.as_str()));
            query.build_query_scalar::<i64>().fetch_one(c).await?
        }))
    }

    /// One page of the open tasks of some kinds, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_tasks_of(&mut self, kinds: &[TaskKind], page: Page) -> Result<Paged<Task>, StoreError> {
        if kinds.is_empty() {
            return Ok(Paged {
                rows: Vec::new(),
                total: 0,
            });
        }
        let ids = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT id FROM task WHERE done_at IS NULL AND kind IN ");
            push_list!(query, kinds.iter().map(|kind| kind.as_str()));
            query.push(" ORDER BY created_at, id LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<(Uuid,)>().fetch_all(c).await?
        });
        let total = self.count_open_tasks_of(kinds).await?;
        let ids: Vec<TaskId> = ids.into_iter().map(|(id,)| TaskId(id)).collect();
        Ok(Paged {
            rows: self.tasks_by_ids(&ids).await?,
            total,
        })
    }

    /// One page of the proofs of active people that end by a day or have ended, soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proofs_running_out(
        &mut self,
        until: NaiveDate,
        page: Page,
    ) -> Result<Paged<ProofRow>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String, NaiveDate),
            concat!(
                "SELECT q.person_id, q.kind, MAX(q.valid_until)",
                proofs!(),
                " ORDER BY 3, q.person_id, q.kind LIMIT $2 OFFSET $3"
            ),
            until,
            page.limit(),
            page.offset(),
        );
        let (total,) = fetch_one!(
            self,
            (i64,),
            concat!("SELECT COUNT(*) FROM (SELECT q.person_id", proofs!(), ") d"),
            until,
        );
        let rows = rows.into_iter().map(|(person, kind, until)| {
            let at = Place {
                table: "person_proof",
                row: person,
            };
            Ok(ProofRow {
                person: PersonId(person),
                kind: at.word("kind", &kind, ProofKind::parse)?,
                until,
            })
        });
        Ok(Paged {
            rows: rows.collect::<Result<_, StoreError>>()?,
            total,
        })
    }

    /// Who the newest published plan of each request names as stand-ins and nobody has asked yet, best first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unasked_backups(
        &mut self,
        requests: &[RequestId],
    ) -> Result<BTreeMap<RequestId, Vec<PersonId>>, StoreError> {
        let mut newest: BTreeMap<RequestId, PlanId> = BTreeMap::new();
        let mut found: BTreeMap<RequestId, Vec<PersonId>> = BTreeMap::new();
        let mut seen: BTreeSet<(RequestId, PersonId)> = BTreeSet::new();
        for chunk in requests.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT k.request_id, k.person_id, k.plan_id FROM plan_candidate k JOIN plan p ON p.id = k.plan_id
                     WHERE p.state = 'published' AND k.role = 'backup'
                       AND NOT EXISTS (SELECT 1 FROM offer f
                                       WHERE f.request_id = k.request_id AND f.person_id = k.person_id)
                       AND k.request_id IN ",
                );
                push_list!(query, chunk.iter().map(|id| id.0));
                query.push(" ORDER BY p.created_at DESC, p.id, k.request_id, k.seat, k.rank");
                query.build_query_as::<(Uuid, Uuid, Uuid)>().fetch_all(c).await?
            });
            for (request, person, plan) in rows {
                let (request, person) = (RequestId(request), PersonId(person));
                if *newest.entry(request).or_insert(PlanId(plan)) == PlanId(plan)
                    && seen.insert((request, person))
                {
                    found.entry(request).or_default().push(person);
                }
            }
        }
        Ok(found)
    }
}
