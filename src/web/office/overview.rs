//! `/office`: what is to do today, what burns first, and how many requests are where.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;

use super::Query;
use crate::app::{AppError, Seen, TaskView, Todo, TodoGroup};
use crate::calendar::local;
use crate::domain::request::RequestState;
use crate::domain::rights::Right;
use crate::domain::todo::TodoKind;
use crate::ids::{InboundId, OrganisationId, TaskId};
use crate::store::{Page, RequestFilter};
use crate::view::pages::{
    CoverNote, OutboxPause, OverviewPage, Pager, ProofLine, TaskRow, Tile, Today, TodoRow, TodoSection,
    TodosPage,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

/// The tiles, in the order of a request's life; what needs work comes first.
const TILES: [RequestState; 5] = [
    RequestState::Submitted,
    RequestState::Searching,
    RequestState::Substituting,
    RequestState::Unfilled,
    RequestState::Confirmed,
];

/// Things on a page of one group.
const TODO_ROWS: i64 = 30;
/// Seconds after which the page of the day loads itself again, when asked to.
const LIVE: u32 = 60;

/// What the account that looks may see.
fn seen(look: &Look) -> Seen {
    Seen {
        requests: look.reach(Right::Read),
        proofs: look.allows(Right::Clearance),
    }
}

/// `GET /office`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    if let Some(kind) = TodoKind::parse(query.get("show")) {
        return todos(&web, &look, kind, &query).await;
    }
    let app = &web.app;
    let overview = app.overview().await?;
    let seen = seen(&look);
    let office = app.agenda(&seen).await?;
    let zone = app.config.time_zone;
    let today = local::local_date(zone, app.clock.now());
    let todos = TodoFacts::sections(&web, &look, &office.groups).await?;
    let mut tx = app.store.read().await?;
    let midnight = local::resolve(zone, today, 0);
    let tomorrow = today
        .succ_opt()
        .map_or(midnight, |day| local::resolve(zone, day, 0));
    let agreed = tx.active_assignments_between(midnight, tomorrow).await?;
    let mut requests = tx
        .requests_by_ids(&agreed.iter().map(|a| a.request).collect::<Vec<_>>())
        .await?;
    let narrow = seen.requests.is_narrow();
    if narrow {
        let ids: Vec<_> = requests.iter().map(|r| r.id).collect();
        let own = tx.requests_within(&ids, &seen.requests).await?;
        requests.retain(|r| own.contains(&r.id));
    }
    let people = tx
        .people_by_ids(&agreed.iter().map(|a| a.person).collect::<Vec<_>>())
        .await?;
    let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    let name = |id| {
        let found = organisations.iter().find(|o| o.id == id);
        found.map(|o| o.name.clone()).unwrap_or_default()
    };
    let mut appointments: Vec<Today> = agreed
        .iter()
        .filter_map(|assignment| {
            let request = requests.iter().find(|r| r.id == assignment.request)?;
            let person = people.iter().find(|p| p.id == assignment.person)?;
            Some(Today {
                time: crate::domain::request::TimeOption {
                    starts_at: assignment.starts_at,
                    ends_at: assignment.ends_at,
                },
                number: request.number,
                organisation: name(request.asked.organisation),
                person: person.full_name(),
                person_url: format!("/office/people/{}", person.id),
            })
        })
        .collect();
    appointments.sort_by_key(|a| (a.time, a.number));
    let mut counts = overview.counts;
    if narrow {
        counts.clear();
        for state in TILES {
            let filter = RequestFilter {
                states: vec![state],
                within: seen.requests.clone(),
                ..RequestFilter::default()
            };
            counts.push((state, tx.count_requests(&filter).await?));
        }
    }
    let count = |state| {
        let found = counts.iter().find(|(s, _)| *s == state);
        found.map_or(0, |(_, n)| *n)
    };
    let live = query.get("live") == "1";
    let page = OverviewPage {
        today,
        live,
        todos,
        tiles: TILES
            .iter()
            .map(|state| Tile {
                key: state.as_str(),
                count: count(*state),
                url: format!("/office/requests?state={state}"),
            })
            .collect(),
        appointments,
        plans: if narrow {
            Vec::new()
        } else {
            super::plan_rows(&mut tx, overview.plans, zone).await?
        },
        cover: office.cover.map(|cover| CoverNote {
            name: cover.name,
            phone: cover.phone,
            until: cover.last_day,
        }),
        closed: office.closed,
        trial: app.operation().await? != crate::app::Operation::Real,
        pause: overview.queue.paused.map(|(until, code)| OutboxPause {
            until,
            reason: super::outbox::pause_reason(&code),
        }),
    };
    let setting = Setting {
        nav: "overview",
        refresh: live.then_some(LIVE),
    };
    page::render(&web, &look, setting, StatusCode::OK, &page)
}

/// Everything of one group, page by page.
async fn todos(web: &Web, look: &Look, kind: TodoKind, query: &Query) -> Result<Response, AppError> {
    let number = query.page();
    let rows = Page::nth(i64::try_from(number - 1).unwrap_or(0), TODO_ROWS);
    let found = web.app.todos(kind, rows, &seen(look)).await?;
    let all: Vec<&Todo> = found.rows.iter().collect();
    let facts = TodoFacts::read(web, look, &all).await?;
    let page = TodosPage {
        kind: kind.as_str(),
        pager: Pager::new(
            u64::try_from(found.total).unwrap_or(0),
            number,
            TODO_ROWS.unsigned_abs(),
            |n| query.url("/office", n),
        ),
        rows: found.rows.iter().map(|todo| facts.row(todo)).collect(),
    };
    page::office(web, look, "overview", &page)
}

/// What the rows of a page say beside what they are about; read once for all of them.
pub(super) struct TodoFacts {
    words: Words,
    letters: BTreeMap<TaskId, InboundId>,
    organisations: BTreeMap<OrganisationId, String>,
    today: NaiveDate,
}

impl TodoFacts {
    /// What these things to do need.
    async fn read(web: &Web, look: &Look, todos: &[&Todo]) -> Result<Self, AppError> {
        let (mut tasks, mut asked) = (Vec::new(), Vec::new());
        for todo in todos {
            if let Todo::Task(view) = todo {
                tasks.push(view.task.id);
                asked.extend(view.request.as_ref().map(|r| r.asked.organisation));
            }
        }
        let mut tx = web.app.store.read().await?;
        let organisations = tx.organisations_by_ids(&asked).await?.into_iter();
        Ok(Self {
            words: Words::read(&mut tx, look.tag()).await?,
            letters: tx.letters_of_tasks(&tasks).await?.into_iter().collect(),
            organisations: organisations.map(|o| (o.id, o.name)).collect(),
            today: local::local_date(web.app.config.time_zone, web.app.clock.now()),
        })
    }

    /// The row of one of them.
    fn row(&self, todo: &Todo) -> TodoRow {
        match todo {
            Todo::Request(item) => TodoRow {
                request: Some(super::week::week_row(item, &self.words)),
                ..TodoRow::default()
            },
            Todo::Task(view) => TodoRow {
                task: Some(TaskRow {
                    letter: self
                        .letters
                        .get(&view.task.id)
                        .map(|id| format!("/office/inbox/{id}")),
                    ..task_row(view, &|id| {
                        self.organisations.get(&id).cloned().unwrap_or_default()
                    })
                }),
                ..TodoRow::default()
            },
            Todo::Proof(proof, person) => TodoRow {
                proof: Some(ProofLine {
                    kind: proof.kind.as_str().to_owned(),
                    until: proof.until,
                    over: proof.until < self.today,
                    person: person.full_name(),
                    person_url: format!("/office/people/{}", person.id),
                    phone: person.phone.clone(),
                }),
                ..TodoRow::default()
            },
        }
    }

    /// Groups with their rows.
    pub(super) async fn sections(
        web: &Web,
        look: &Look,
        groups: &[TodoGroup],
    ) -> Result<Vec<TodoSection>, AppError> {
        let todos: Vec<&Todo> = groups.iter().flat_map(|group| &group.items).collect();
        let facts = Self::read(web, look, &todos).await?;
        Ok(groups
            .iter()
            .map(|group| TodoSection {
                kind: group.kind.as_str(),
                count: group.count,
                url: format!("/office?show={}", group.kind),
                burns: group.kind.burns(),
                rows: group.items.iter().map(|todo| facts.row(todo)).collect(),
            })
            .collect())
    }
}

fn task_row(view: &TaskView, name: &impl Fn(crate::ids::OrganisationId) -> String) -> TaskRow {
    let answerable = view.offer.as_ref().filter(|offer| offer.state.open());
    TaskRow {
        id: view.task.id.to_string(),
        kind: view.task.kind.as_str().to_owned(),
        since: view.task.created_at,
        number: view.request.as_ref().map(|r| r.number),
        organisation: view.request.as_ref().map(|r| name(r.asked.organisation)),
        time: view
            .request
            .as_ref()
            .and_then(|r| r.chosen().or(r.asked.options.first().copied())),
        person: view.person.as_ref().map(crate::domain::person::Person::full_name),
        person_url: view.person.as_ref().map(|p| format!("/office/people/{}", p.id)),
        phone: view.person.as_ref().and_then(|p| p.phone.clone()),
        letter: None,
        offer: answerable.map(|offer| offer.id.to_string()),
    }
}

/// `POST /office/tasks/{id}/done`
pub(in crate::web) async fn complete_task(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let back = super::back_to(form.get("back"));
    let id: TaskId = id.parse().map_err(|_| AppError::NotFound)?;
    match web.app.complete_task(id, me.id).await {
        // A colleague was faster: it is done all the same.
        Ok(()) | Err(AppError::NotFound) => Ok(page::done(&look, &back, "task_done")),
        Err(error) => Err(error),
    }
}
