//! `/office`: what is to do today, and how many requests are where.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::{AppError, TaskView};
use crate::calendar::local;
use crate::domain::request::RequestState;
use crate::ids::TaskId;
use crate::view::pages::{OutboxPause, OverviewPage, TaskRow, Tile, Today};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// The tiles, in the order of a request's life; what needs work comes first.
const TILES: [RequestState; 5] = [
    RequestState::Submitted,
    RequestState::Searching,
    RequestState::Substituting,
    RequestState::Unfilled,
    RequestState::Confirmed,
];

/// `GET /office`
pub(in crate::web) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let app = &web.app;
    let overview = app.overview().await?;
    let zone = app.config.time_zone;
    let today = local::local_date(zone, app.clock.now());
    let mut tx = app.store.read().await?;
    let midnight = local::resolve(zone, today, 0);
    let tomorrow = today
        .succ_opt()
        .map_or(midnight, |day| local::resolve(zone, day, 0));
    let agreed = tx.active_assignments_between(midnight, tomorrow).await?;
    let requests = tx
        .requests_by_ids(&agreed.iter().map(|a| a.request).collect::<Vec<_>>())
        .await?;
    let people = tx
        .people_by_ids(&agreed.iter().map(|a| a.person).collect::<Vec<_>>())
        .await?;
    let replies: Vec<_> = overview.tasks.iter().map(|t| t.task.id).collect();
    let letters: std::collections::BTreeMap<_, _> =
        tx.letters_of_tasks(&replies).await?.into_iter().collect();
    let asked: Vec<_> = overview.tasks.iter().filter_map(|t| t.request.as_ref()).collect();
    let organisations: Vec<_> = requests
        .iter()
        .chain(asked)
        .map(|r| r.asked.organisation)
        .collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    let name = |id| {
        organisations
            .iter()
            .find(|o| o.id == id)
            .map(|o| o.name.clone())
            .unwrap_or_default()
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
    let count = |state| {
        overview
            .counts
            .iter()
            .find(|(s, _)| *s == state)
            .map_or(0, |(_, n)| *n)
    };
    let page = OverviewPage {
        today,
        tasks: overview
            .tasks
            .iter()
            .map(|t| TaskRow {
                letter: letters.get(&t.task.id).map(|id| format!("/office/inbox/{id}")),
                ..task_row(t, &name)
            })
            .collect(),
        tiles: TILES
            .iter()
            .map(|state| Tile {
                key: state.as_str(),
                count: count(*state),
                url: format!("/office/requests?state={state}"),
            })
            .collect(),
        appointments,
        plans: super::plan_rows(&mut tx, overview.plans, zone).await?,
        trial: app.operation().await? != crate::app::Operation::Real,
        pause: overview.queue.paused.map(|(until, code)| OutboxPause {
            until,
            reason: super::outbox::pause_reason(&code),
        }),
    };
    page::office(&web, &look, "overview", &page)
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
    _: Posted,
) -> Result<Response, AppError> {
    let id: TaskId = id.parse().map_err(|_| AppError::NotFound)?;
    match web.app.complete_task(id, me.id).await {
        // A colleague was faster: it is done all the same.
        Ok(()) | Err(AppError::NotFound) => Ok(page::done(&look, "/office", "task_done")),
        Err(error) => Err(error),
    }
}
