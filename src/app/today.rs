//! What needs somebody today, what burns first, and who answers for the office.

use std::collections::BTreeSet;

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
use crate::ids::RequestId;
use crate::store::{Only, Page, Paged, ProofRow, RequestFilter, Tx};

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
        let mut tx = self.store.read().await?;
        let mut groups = Vec::new();
        let mut listed: BTreeSet<RequestId> = BTreeSet::new();
        for kind in TodoKind::ALL {
            let found = self.todos_in(&mut tx, *kind, Page::first(SHOWN), seen).await?;
            if found.total == 0 {
                continue;
            }
            let mut items = found.rows;
            // The same request need not be read twice.
            items.retain(|todo| match todo {
                Todo::Request(item) => listed.insert(item.row.id),
                _ => true,
            });
            groups.push(TodoGroup {
                kind: *kind,
                count: found.total,
                items,
            });
        }
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

    /// How many things burn: what the office is to be told on every page.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn burning(&self) -> Result<i64, AppError> {
        let mut tx = self.store.read().await?;
        let mut count = 0;
        for kind in TodoKind::ALL.iter().filter(|kind| kind.alarms()) {
            count += match self.todo_filter(*kind) {
                Some(filter) => tx.count_requests(&filter).await?,
                None => tx.count_open_tasks_of(&kind.tasks()).await?,
            };
        }
        Ok(count)
    }

    async fn todos_in(
        &self,
        tx: &mut Tx,
        kind: TodoKind,
        page: Page,
        seen: &Seen,
    ) -> Result<Paged<Todo>, AppError> {
        let narrow = seen.requests.is_narrow();
        if kind == TodoKind::Proofs {
            return if seen.proofs && !narrow {
                self.proofs(tx, page).await
            } else {
                Ok(Paged {
                    rows: Vec::new(),
                    total: 0,
                })
            };
        }
        let filter = self.todo_filter(kind).map(|filter| RequestFilter {
            within: seen.requests.clone(),
            ..filter
        });
        let Some(filter) = filter else {
            let found = if narrow {
                own_tasks(tx, kind, page, &seen.requests).await?
            } else {
                tx.open_tasks_of(&kind.tasks(), page).await?
            };
            let views = task_views(tx, found.rows).await?;
            return Ok(Paged {
                rows: views.into_iter().map(|view| Todo::Task(Box::new(view))).collect(),
                total: found.total,
            });
        };
        let found = tx.requests(&filter, page).await?;
        let rows = items(tx, found.rows, None).await?;
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(|item| Todo::Request(Box::new(item)))
                .collect(),
            total: found.total,
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
