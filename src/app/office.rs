//! What the office looks at: what there is to do, one request with everything about it, one person.

use std::collections::{BTreeMap, BTreeSet};

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::assignment::Assignment;
use crate::domain::offer::Offer;
use crate::domain::organisation::{Contact, Location, Organisation};
use crate::domain::person::Person;
use crate::domain::plan::PlanRecord;
use crate::domain::request::{Request, RequestState};
use crate::domain::task::Task;
use crate::ids::{AccountId, PersonId, RequestId, TaskId};
use crate::store::{AuditEntry, Page, QueueState, RequestFilter, Tx, Which};

/// Most lines of history shown for one request.
const HISTORY_SHOWN: i64 = 50;

/// Something to do, with the people and the request it is about.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// The task.
    pub task: Task,
    /// The request, if any.
    pub request: Option<Request>,
    /// The person, if any.
    pub person: Option<Person>,
    /// The offer, if any.
    pub offer: Option<Offer>,
}

/// The first page of the day.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Requests by state.
    pub counts: Vec<(RequestState, i64)>,
    /// The latest planning runs.
    pub plans: Vec<PlanRecord>,
    /// The mail queue.
    pub queue: QueueState,
}

/// One request with everything the office may know.
#[derive(Clone, Debug)]
pub struct RequestDetail {
    /// The request.
    pub request: Request,
    /// Who asks.
    pub organisation: Organisation,
    /// Where.
    pub location: Location,
    /// Contact.
    pub contact: Contact,
    /// Name of the district.
    pub district: String,
    /// Programme, German and English.
    pub programme: (String, String),
    /// Language, German and English.
    pub language: Option<(String, String)>,
    /// Everybody asked so far, in order, with the standing assignment if there is one.
    pub offers: Vec<(Offer, Person, Option<Assignment>)>,
    /// What happened, latest first.
    pub history: Vec<AuditEntry>,
}

impl App {
    /// The numbers of the day.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overview(&self) -> Result<Overview, AppError> {
        let mut tx = self.store.read().await?;
        Ok(Overview {
            counts: tx.request_counts().await?,
            plans: tx.plans(Page::first(5)).await?.rows,
            queue: tx.queue_state().await?,
        })
    }

    /// Marks a task as done.
    ///
    /// # Errors
    /// `NotFound` when it is not open any more.
    pub async fn complete_task(&self, id: TaskId, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !tx.complete_task(id, Some(account), now).await? {
            return Err(AppError::NotFound);
        }
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "task.done",
            "task",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// One request by its number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request_detail(&self, number: i64) -> Result<Option<RequestDetail>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(request) = tx.request_by_number(number).await? else {
            return Ok(None);
        };
        let missing = || {
            AppError::Internal(anyhow::anyhow!(
                "request {} points to rows that are gone",
                request.id
            ))
        };
        let organisation = tx
            .organisation(request.asked.organisation)
            .await?
            .ok_or_else(missing)?;
        let location = tx.location(request.asked.location).await?.ok_or_else(missing)?;
        let contact = tx.contact(request.asked.contact).await?.ok_or_else(missing)?;
        let words = self.request_words(&mut tx, &request, &location).await?;
        let offers = tx.offers_of_request(request.id).await?;
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let ids: BTreeSet<PersonId> = offers.iter().map(|o| o.person).collect();
        let people = by_id(tx.people_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?);
        let offers = offers
            .into_iter()
            .filter_map(|offer| {
                let person = people.get(&offer.person)?.clone();
                let standing = agreed.iter().find(|a| a.offer == offer.id).cloned();
                Some((offer, person, standing))
            })
            .collect();
        Ok(Some(RequestDetail {
            history: tx.audit_of(request.id.0, Page::first(HISTORY_SHOWN)).await?.rows,
            organisation,
            location,
            contact,
            district: words.district,
            programme: words.programme,
            language: words.language,
            offers,
            request,
        }))
    }

    /// One person; that somebody looked is written down.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_detail(&self, id: PersonId, account: AccountId) -> Result<Option<Person>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let Some(person) = tx.person(id).await? else {
            return Ok(None);
        };
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "person.viewed",
            "person",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(Some(person))
    }

    /// How many requests wait in some weeks for a proposal.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn waiting_requests(&self) -> Result<i64, AppError> {
        let filter = RequestFilter {
            states: vec![RequestState::Submitted, RequestState::Unfilled],
            ..RequestFilter::default()
        };
        Ok(self
            .store
            .read()
            .await?
            .requests(&filter, Page::first(1))
            .await?
            .total)
    }
}

pub(super) async fn task_views(tx: &mut Tx, tasks: Vec<Task>) -> Result<Vec<TaskView>, AppError> {
    let requests: BTreeSet<RequestId> = tasks.iter().filter_map(|t| t.request).collect();
    let people: BTreeSet<PersonId> = tasks.iter().filter_map(|t| t.person).collect();
    let requests: BTreeMap<RequestId, Request> = tx
        .requests_by_ids(&requests.into_iter().collect::<Vec<_>>())
        .await?
        .into_iter()
        .map(|r| (r.id, r))
        .collect();
    let people = by_id(tx.people_by_ids(&people.into_iter().collect::<Vec<_>>()).await?);
    let offers: Vec<_> = tasks.iter().filter_map(|t| t.offer).collect();
    let offers = tx.offers_by_ids(&offers).await?;
    let mut views = Vec::new();
    for task in tasks {
        views.push(TaskView {
            request: task.request.and_then(|id| requests.get(&id).cloned()),
            person: task.person.and_then(|id| people.get(&id).cloned()),
            offer: task
                .offer
                .and_then(|id| offers.iter().find(|o| o.id == id).cloned()),
            task,
        });
    }
    Ok(views)
}

pub(super) fn by_id(people: Vec<Person>) -> BTreeMap<PersonId, Person> {
    people.into_iter().map(|p| (p.id, p)).collect()
}
