//! What does the office have to do by hand?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, Place, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::task::{NewTask, Task, TaskKind};
use crate::ids::{AccountId, OfferId, PersonId, RequestId, TaskId};

macro_rules! task_columns {
    () => {
        "SELECT id, kind, request_id, offer_id, person_id, created_at, done_at, done_by FROM task "
    };
}

#[derive(sqlx::FromRow)]
struct TaskRow {
    id: Uuid,
    kind: String,
    request_id: Option<Uuid>,
    offer_id: Option<Uuid>,
    person_id: Option<Uuid>,
    created_at: DateTime<Utc>,
    done_at: Option<DateTime<Utc>>,
    done_by: Option<Uuid>,
}

impl TryFrom<TaskRow> for Task {
    type Error = StoreError;

    fn try_from(row: TaskRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "task",
            row: row.id,
        };
        Ok(Self {
            id: TaskId(row.id),
            kind: at.word("kind", &row.kind, TaskKind::parse)?,
            request: row.request_id.map(RequestId),
            offer: row.offer_id.map(OfferId),
            person: row.person_id.map(PersonId),
            created_at: row.created_at,
            done_at: row.done_at,
            done_by: row.done_by.map(AccountId),
        })
    }
}

impl Tx {
    /// Adds a task; `false` when the same one is open already.
    ///
    /// # Errors
    /// When the database fails or the request, offer or person is unknown.
    pub async fn add_task(
        &mut self,
        task: &NewTask,
        id: TaskId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO task (id, kind, request_id, offer_id, person_id, subject, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT DO NOTHING",
            id.0,
            task.kind.as_str(),
            task.request.map(|request| request.0),
            task.offer.map(|offer| offer.0),
            task.person.map(|person| person.0),
            subject(task),
            now,
        );
        Ok(added == 1)
    }

    /// The task with this id, open or done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn task(&mut self, id: TaskId) -> Result<Option<Task>, StoreError> {
        let sql = concat!(task_columns!(), "WHERE id = $1");
        fetch_optional!(self, TaskRow, sql, id.0)
            .map(Task::try_from)
            .transpose()
    }

    /// The open tasks of these kinds, oldest first: all of them, or those about one request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_open_tasks(
        &mut self,
        kinds: &[TaskKind],
        request: Option<RequestId>,
    ) -> Result<Vec<Task>, StoreError> {
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, concat!(task_columns!(), "WHERE done_at IS NULL AND kind IN "));
            push_list!(query, kinds.iter().map(|kind| kind.as_str()));
            if let Some(request) = request {
                query.push(" AND request_id = ").push_bind(request.0);
            }
            query.push(" ORDER BY created_at, id");
            query.build_query_as::<TaskRow>().fetch_all(c).await?
        });
        rows.into_iter().map(Task::try_from).collect()
    }

    /// The tasks with these ids, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn tasks_by_ids(&mut self, ids: &[TaskId]) -> Result<Vec<Task>, StoreError> {
        let mut tasks = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(&*c, concat!(task_columns!(), "WHERE id IN "));
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<TaskRow>().fetch_all(c).await?
            });
            for row in rows {
                tasks.push(Task::try_from(row)?);
            }
        }
        tasks.sort_by_key(|task| (task.created_at, task.id));
        Ok(tasks)
    }

    /// How many tasks are open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_open_tasks(&mut self) -> Result<i64, StoreError> {
        Ok(fetch_one!(self, (i64,), "SELECT COUNT(*) FROM task WHERE done_at IS NULL").0)
    }

    /// Which of these tasks are open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_among(&mut self, tasks: &[TaskId]) -> Result<Vec<TaskId>, StoreError> {
        let mut open = Vec::new();
        for chunk in tasks.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(&*c, "SELECT id FROM task WHERE done_at IS NULL AND id IN ");
                push_list!(query, chunk.iter().map(|task| task.0));
                query.build_query_as::<(Uuid,)>().fetch_all(c).await?
            });
            open.extend(rows.into_iter().map(|(id,)| TaskId(id)));
        }
        Ok(open)
    }

    /// The same task as `task`, if it is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_task(&mut self, task: &NewTask) -> Result<Option<TaskId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT id FROM task WHERE subject = $1 AND done_at IS NULL",
            subject(task)
        );
        Ok(found.map(|(id,)| TaskId(id)))
    }

    /// Closes a task; `false` when it is done already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn complete_task(
        &mut self,
        id: TaskId,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE task SET done_at = $2, done_by = $3 WHERE id = $1 AND done_at IS NULL",
            id.0,
            now,
            by.map(|account| account.0),
        );
        Ok(changed == 1)
    }

    /// Closes the same task if it is open, because it settled itself; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle_task(&mut self, task: &NewTask, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE task SET done_at = $2 WHERE subject = $1 AND done_at IS NULL",
            subject(task),
            now
        );
        Ok(changed == 1)
    }

    /// Closes every open task about an offer; the value is how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_tasks_of_offer(
        &mut self,
        offer: OfferId,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE task SET done_at = $2, done_by = $3 WHERE offer_id = $1 AND done_at IS NULL",
            offer.0,
            now,
            by.map(|account| account.0),
        ))
    }

    /// Closes every open task about a request, because it settled itself; the value is how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle_tasks_of_request(
        &mut self,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE task SET done_at = $2 WHERE request_id = $1 AND done_at IS NULL",
            request.0,
            now,
        ))
    }
}

/// What makes two tasks the same.
fn subject(task: &NewTask) -> String {
    let id = |id: Option<Uuid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    format!(
        "{} {} {} {}",
        task.kind,
        id(task.request.map(|r| r.0)),
        id(task.offer.map(|o| o.0)),
        id(task.person.map(|p| p.0)),
    )
}
