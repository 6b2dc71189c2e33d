//! What needs somebody today, what burns first, and who answers for the office.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::office::{by_id, task_views};
use super::week::{MISSING, OPEN, WeekItem, items};
use super::{App, AppError, TaskView};
use crate::calendar::intervals;
use crate::calendar::local;
use crate::calendar::workdays::add_workdays;
use crate::domain::office_calendar::Cover;
use crate::domain::person::Person;
use crate::domain::request::RequestState;
use crate::domain::rights::Reach;
use crate::domain::task::Task;
use crate::domain::todo::TodoKind;
use crate::ids::{RequestId, TaskId};
use crate::store::{Only, Page, Paged, ProofRow, RequestFilter, RequestRow, Tx};

/// Things of one group on the page of the day; the rest is a click away.
const SHOWN: i64 = 5;
/// An answer that is due within this time burns.
const ENDING: TimeDelta = TimeDelta::hours(4);
/// What is called off within this time before it begins is short notice.
const SHORT: TimeDelta = TimeDelta::hours(24);
/// The office is asked how it went from so long after the begin on.
const OVER: TimeDelta = TimeDelta::hours(24);
/// Proofs that end within so many days.
const PROOF_DAYS: u64 = 30;
/// Closures and covers are announced so many days ahead.
const AHEAD_DAYS: u64 = 7;

/// One thing to do.
#[derive(Clone, Debug)]
pub enum Todo {
    /// A request.
    Request(Box<WeekItem>),
    /// A task.
    Task(Box<TaskView>),
    /// A proof that runs out.
    Proof(ProofRow, Box<Person>),
}

/// A group of things to do.
#[derive(Clone, Debug)]
pub struct TodoGroup {
    /// Which.
    pub kind: TodoKind,
    /// How many there are.
    pub count: i64,
    /// The first of them, without those shown in a group before.
    pub items: Vec<Todo>,
}

/// The day of the office.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// What is to do, group by group; empty groups are left out.
    pub groups: Vec<TodoGroup>,
    /// Who covers the office today.
    pub cover: Option<Cover>,
    /// Days of the next week on which it is closed, today as well.
    pub closed: Vec<NaiveDate>,
}

/// One thing to do, before it is said what it is about.
enum Found {
    Request(Box<RequestRow>),
    Task(Task),
    Proof(Todo),
}

/// Where the words about one thing to do are found.
enum Key {
    Request(RequestId),
    Task(TaskId),
    Proof(Todo),
}

/// Which part of the office's work somebody sees.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Requests, and what is to do about them.
    pub requests: Reach,
    /// Whether they see the proofs of volunteers.
    pub proofs: bool,
}

impl Seen {
    /// Everything.
    pub fn everything() -> Self {
        Self {
            requests: Reach::Everything,
            proofs: true,
        }
    }
}

impl App {
    /// What is to do today, of what somebody sees.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn agenda(&self, seen: &Seen) -> Result<Agenda, AppError> {
        self.agenda_of(seen, SHOWN).await
    }

    /// The same with so many things of each group.
    pub(super) async fn agenda_of(&self, seen: &Seen, shown: i64) -> Result<Agenda, AppError> {
        let mut tx = self.store.read().await?;
        let mut found = Vec::new();
        let mut rows: BTreeMap<RequestId, RequestRow> = BTreeMap::new();
        let mut tasks = Vec::new();
        for kind in TodoKind::ALL {
            let group = self.found_in(&mut tx, *kind, Page::first(shown), seen).await?;
            if group.total == 0 {
                continue;
            }
            let mut keys = Vec::new();
            for one in group.rows {
                match one {
                    // The same request need not be read twice.
                    Found::Request(row) if rows.contains_key(&row.id) => {}
                    Found::Request(row) => {
                        keys.push(Key::Request(row.id));
                        rows.insert(row.id, *row);
                    }
                    Found::Task(task) => {
                        keys.push(Key::Task(task.id));
                        tasks.push(task);
                    }
                    Found::Proof(proof) => keys.push(Key::Proof(proof)),
                }
            }
            found.push((*kind, group.total, keys));
        }
        // Whoever takes part, and what tasks are about, is read once for all groups.
        let items = items(&mut tx, rows.into_values().collect(), None).await?;
        let mut items: BTreeMap<RequestId, WeekItem> = items.into_iter().map(|i| (i.row.id, i)).collect();
        let views = task_views(&mut tx, tasks).await?;
        let mut views: BTreeMap<TaskId, TaskView> = views.into_iter().map(|v| (v.task.id, v)).collect();
        let groups = found
            .into_iter()
            .map(|(kind, count, keys)| TodoGroup {
                kind,
                count,
                items: keys
                    .into_iter()
                    .filter_map(|key| match key {
                        Key::Request(id) => items.remove(&id).map(|item| Todo::Request(Box::new(item))),
                        Key::Task(id) => views.remove(&id).map(|view| Todo::Task(Box::new(view))),
                        Key::Proof(todo) => Some(todo),
                    })
                    .collect(),
            })
            .collect();
        let calendar = tx.office_calendar().await?;
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let last = today.checked_add_days(Days::new(AHEAD_DAYS)).unwrap_or(today);
        Ok(Agenda {
            groups,
            cover: calendar.cover_on(today).cloned(),
            closed: today
                .iter_days()
                .take_while(|day| *day <= last)
                .filter(|day| calendar.closed_on(*day))
                .collect(),
        })
    }

    /// One page of a group.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn todos(&self, kind: TodoKind, page: Page, seen: &Seen) -> Result<Paged<Todo>, AppError> {
        let mut tx = self.store.read().await?;
        self.todos_in(&mut tx, kind, page, seen).await
    }

    /// What the office is to be told on every page: whether no mail leaves, and how many things burn, if it is asked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn alarms(&self, burning: bool) -> Result<(bool, i64), AppError> {
        let mut tx = self.store.read().await?;
        let stands = tx.queue_stands().await?;
        if !burning {
            return Ok((stands, 0));
        }
        let mut tasks = Vec::new();
        let mut count = 0;
        for kind in TodoKind::ALL.iter().filter(|kind| kind.alarms()) {
            match self.todo_filter(*kind) {
                Some(filter) => count += tx.count_requests(&filter).await?,
                None => tasks.extend(kind.tasks()),
            }
        }
        count += tx.count_open_tasks_of(&tasks).await?;
        Ok((stands, count))
    }

    async fn todos_in(
        &self,
        tx: &mut Tx,
        kind: TodoKind,
        page: Page,
        seen: &Seen,
    ) -> Result<Paged<Todo>, AppError> {
        let found = self.found_in(tx, kind, page, seen).await?;
        let (mut requests, mut tasks, mut todos) = (Vec::new(), Vec::new(), Vec::new());
        for one in found.rows {
            match one {
                Found::Request(row) => requests.push(*row),
                Found::Task(task) => tasks.push(task),
                Found::Proof(todo) => todos.push(todo),
            }
        }
        let items = items(tx, requests, None).await?.into_iter();
        todos.extend(items.map(|item| Todo::Request(Box::new(item))));
        let views = task_views(tx, tasks).await?.into_iter();
        todos.extend(views.map(|view| Todo::Task(Box::new(view))));
        Ok(Paged {
            rows: todos,
            total: found.total,
        })
    }

    /// One page of a group without what its rows are about.
    async fn found_in(
        &self,
        tx: &mut Tx,
        kind: TodoKind,
        page: Page,
        seen: &Seen,
    ) -> Result<Paged<Found>, AppError> {
        let narrow = seen.requests.is_narrow();
        if kind == TodoKind::Proofs {
            let none = Paged {
                rows: Vec::new(),
                total: 0,
            };
            let proofs = match seen.proofs && !narrow {
                true => self.proofs(tx, page).await?,
                false => none,
            };
            return Ok(proofs.map(Found::Proof));
        }
        let Some(filter) = self.todo_filter(kind) else {
            let found = if narrow {
                own_tasks(tx, kind, page, &seen.requests).await?
            } else {
                tx.open_tasks_of(&kind.tasks(), page).await?
            };
            return Ok(found.map(Found::Task));
        };
        let filter = RequestFilter {
            within: seen.requests.clone(),
            ..filter
        };
        let total = tx.count_requests(&filter).await?;
        let rows = match total {
            0 => Vec::new(),
            _ => tx.request_rows(&filter, page).await?,
        };
        let rows = rows.into_iter().map(|row| Found::Request(Box::new(row)));
        Ok(Paged {
            rows: rows.collect(),
            total,
        })
    }

    /// Which requests a group is about; `None` when it is about tasks or proofs.
    fn todo_filter(&self, kind: TodoKind) -> Option<RequestFilter> {
        let now = self.clock.now();
        let states = |states: &[RequestState], only: Option<Only>| RequestFilter {
            states: states.to_vec(),
            from: Some(now),
            only,
            ..RequestFilter::default()
        };
        Some(match kind {
            TodoKind::Urgent => states(&OPEN, Some(Only::Urgent)),
            TodoKind::CalledOff => RequestFilter {
                to: Some(now + SHORT),
                ..states(
                    &[
                        RequestState::Substituting,
                        RequestState::Searching,
                        RequestState::Unfilled,
                        RequestState::Submitted,
                        RequestState::Cancelled,
                    ],
                    Some(Only::CalledOff(now - SHORT)),
                )
            },
            TodoKind::OpenSoon => RequestFilter {
                to: Some(self.end_of_next_workday(now)),
                ..states(&MISSING, None)
            },
            TodoKind::Ending => states(&MISSING, Some(Only::Ending(now + ENDING))),
            TodoKind::StandIn => states(
                &[
                    RequestState::Confirmed,
                    RequestState::Substituting,
                    RequestState::Searching,
                ],
                Some(Only::StandIn),
            ),
            TodoKind::Unfilled => states(&[RequestState::Unfilled], None),
            TodoKind::Outcomes => RequestFilter {
                from: None,
                to: Some(now - OVER),
                ..states(&[RequestState::Confirmed], None)
            },
            TodoKind::LastBackup
            | TodoKind::CallNow
            | TodoKind::Mail
            | TodoKind::Calls
            | TodoKind::Replies
            | TodoKind::Decide
            | TodoKind::Proofs => return None,
        })
    }

    fn end_of_next_workday(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let zone = self.config.time_zone;
        let next = add_workdays(local::local_date(zone, now), 1);
        intervals::days(zone, next, next).1
    }

    async fn proofs(&self, tx: &mut Tx, page: Page) -> Result<Paged<Todo>, AppError> {
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let until = today.checked_add_days(Days::new(PROOF_DAYS)).unwrap_or(today);
        let found = tx.proofs_running_out(until, page).await?;
        let ids: BTreeSet<_> = found.rows.iter().map(|proof| proof.person).collect();
        let people = by_id(tx.people_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?);
        let rows = found.rows.into_iter().filter_map(|proof| {
            let person = people.get(&proof.person)?.clone();
            Some(Todo::Proof(proof, Box::new(person)))
        });
        Ok(Paged {
            rows: rows.collect(),
            total: found.total,
        })
    }
}

/// One page of the tasks that are about a part of the work only; there are never many of a kind.
async fn own_tasks(tx: &mut Tx, kind: TodoKind, page: Page, reach: &Reach) -> Result<Paged<Task>, AppError> {
    let all = tx
        .open_tasks_of(&kind.tasks(), Page::first(Page::MAX_SIZE))
        .await?;
    let mut rows = Vec::new();
    for task in all.rows {
        if tx
            .task_belongs(task.id)
            .await?
            .is_some_and(|thing| reach.covers(&thing))
        {
            rows.push(task);
        }
    }
    let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let size = usize::try_from(page.size.clamp(1, Page::MAX_SIZE)).unwrap_or(1);
    let skip = usize::try_from(page.number.max(0))
        .unwrap_or(0)
        .saturating_mul(size);
    Ok(Paged {
        rows: rows.into_iter().skip(skip).take(size).collect(),
        total,
    })
}
