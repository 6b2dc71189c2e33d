//! `/office/people/bulk` and `/office/organisations/bulk`: the same for many at once, in three steps: what, which value,
//! what it would do. Chosen are those ticked, or everything that a search found.

use axum::extract::{OriginalUri, Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::Query;
use crate::app::AppError;
use crate::app::records::{BULK_MAX, BulkAction, BulkResult};
use crate::domain::Rejection;
use crate::domain::organisation::OrganisationKind;
use crate::domain::record::RecordKind;
use crate::domain::rights::{Reach, Right};
use crate::ids::AccountId;
use crate::store::Page;
use crate::view::pages::{BulkDonePage, BulkNot, BulkPage, BulkPreviewed, Choice, Fault};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};

/// What a search can be narrowed by, in either list.
const FILTERS: [&str; 8] = [
    "q",
    "language",
    "programme",
    "district",
    "state",
    "kind",
    "archive",
    "area",
];

/// `POST /office/people/bulk`. Only the last step changes anything.
pub(in crate::web) async fn people(
    state: State<Web>,
    look: Look,
    me: Me,
    form: Posted,
) -> Result<Response, AppError> {
    steps(state, look, me, form, RecordKind::Person).await
}

/// `POST /office/organisations/bulk`. Only the last step changes anything.
pub(in crate::web) async fn organisations(
    state: State<Web>,
    look: Look,
    me: Me,
    form: Posted,
) -> Result<Response, AppError> {
    steps(state, look, me, form, RecordKind::Organisation).await
}

/// The list of a kind: its address, and its name in the navigation.
fn list(kind: RecordKind) -> &'static str {
    if kind == RecordKind::Person {
        "people"
    } else {
        "organisations"
    }
}

async fn steps(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
    kind: RecordKind,
) -> Result<Response, AppError> {
    let all = form.get("all") == "1";
    let filter: Vec<(String, String)> = form
        .fields()
        .filter(|(name, value)| FILTERS.contains(name) && !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut keys: Vec<Uuid> = if all {
        found(&web, &look, kind, filter.clone()).await?
    } else {
        form.all("person").filter_map(|id| id.parse().ok()).collect()
    };
    let reach = reach(&look, kind);
    if kind == RecordKind::Person && reach.is_narrow() && keys.len() <= BULK_MAX {
        let within = web.app.store.read().await?.people_within(&keys, &reach).await?;
        keys.retain(|key| within.contains(key));
    }
    let action = BulkAction::parse(form.get("action"))
        .filter(|action| BulkAction::of(kind).contains(action) && allowed(&look, *action));
    let mut page = BulkPage {
        list: list(kind),
        count: keys.len(),
        seen: format!("{:x}", keys.iter().fold(0, |all, key| all ^ key.as_u128())),
        people: if all {
            Vec::new()
        } else {
            keys.iter().map(ToString::to_string).collect()
        },
        all,
        filter,
        actions: BulkAction::of(kind)
            .iter()
            .filter(|action| allowed(&look, **action))
            .map(|action| action.as_str())
            .collect(),
        action: action.map(|a| a.to_string()).unwrap_or_default(),
        choices: Vec::new(),
        value: form.get("value").to_owned(),
        faults: Vec::new(),
        preview: None,
    };
    let mut status = StatusCode::OK;
    if keys.is_empty() {
        page.faults = vec![Fault::from(Rejection::new("people", "nobody-chosen"))];
        status = StatusCode::UNPROCESSABLE_ENTITY;
    } else if let Some(action) = action {
        let choices = web.app.bulk_choices(action, look.lang).await?;
        page.choices = choices
            .into_iter()
            .map(|e| Choice::new(e.value, e.label))
            .collect();
        // A search may find somebody else by now: then it is shown again before anything happens.
        let as_seen = !all || form.get("seen") == page.seen;
        if form.get("go") == "1" && as_seen {
            let id = web
                .app
                .bulk_apply(
                    (kind, &keys),
                    (action, &page.value),
                    (me.id, &reach),
                    &form.mark,
                    look.lang,
                )
                .await?;
            return Ok(Redirect::to(&format!("/office/{}/bulk/{id}", list(kind))).into_response());
        }
        // The first time the value is asked for, nothing is wrong with its absence.
        if form.all("value").next().is_some() || !action.has_value() {
            match web
                .app
                .bulk_preview((kind, &keys), (action, &page.value), &reach, look.lang)
                .await
            {
                Ok(found) => {
                    let not = |(name, fault)| BulkNot {
                        name,
                        fault: Fault::from(fault),
                    };
                    page.preview = Some(BulkPreviewed {
                        change: found.change,
                        same: found.same,
                        not: found.not.into_iter().map(not).collect(),
                    });
                }
                Err(AppError::Rejected(faults)) => {
                    page.faults = faults.into_iter().map(Fault::from).collect();
                    status = StatusCode::UNPROCESSABLE_ENTITY;
                }
                Err(error) => return Err(error),
            }
        }
    }
    let setting = Setting {
        nav: list(kind),
        ..Setting::default()
    };
    page::render(&web, &look, setting, status, &page)
}

/// Everything a search finds, in its order.
async fn found(
    web: &Web,
    look: &Look,
    kind: RecordKind,
    filter: Vec<(String, String)>,
) -> Result<Vec<Uuid>, AppError> {
    let query = Query::read(filter);
    if kind == RecordKind::Person {
        let found = web
            .app
            .find_people_ids(&super::people::filter(&query, look))
            .await?;
        return Ok(found.into_iter().map(|id| id.0).collect());
    }
    let kind = OrganisationKind::parse(query.get("kind"));
    let archived = query.get("archive") == "1";
    let mut keys = Vec::new();
    let mut page = Page::first(Page::MAX_SIZE);
    loop {
        let found = web
            .app
            .find_organisations(
                query.get("q"),
                kind,
                archived,
                &look.reach(Right::MasterData),
                page,
            )
            .await?;
        if found.rows.is_empty() {
            return Ok(keys);
        }
        keys.extend(found.rows.into_iter().map(|view| view.organisation.id.0));
        page.number += 1;
    }
}

/// The part of the office's work in which somebody may change records of a kind.
fn reach(look: &Look, kind: RecordKind) -> Reach {
    look.reach(if kind == RecordKind::Person {
        Right::People
    } else {
        Right::MasterData
    })
}

/// Proofs are noted only by those who may see them.
fn allowed(look: &Look, action: BulkAction) -> bool {
    action != BulkAction::Training || look.allows(Right::Clearance)
}

/// A change that was made, under the address of its own list only: the rights to the lists differ. Whoever sees a part
/// of the office's work sees their own changes only.
async fn result(web: &Web, look: &Look, me: AccountId, id: Uuid, uri: &Uri) -> Result<BulkResult, AppError> {
    let found = web.app.bulk_result(id).await?;
    let own = format!("/office/{}/", list(found.change.kind));
    let theirs = found.change.account == me || !reach(look, found.change.kind).is_narrow();
    if theirs && uri.path().starts_with(&own) {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// `GET /office/people/bulk/{id}`, `GET /office/organisations/bulk/{id}`
pub(in crate::web) async fn done(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let found = result(&web, &look, me.id, id, &uri).await?;
    let action = BulkAction::parse(&found.change.action).ok_or(AppError::NotFound)?;
    let choices = web.app.bulk_choices(action, look.lang).await?;
    let label = choices.into_iter().find(|e| e.value == found.change.value);
    let list = list(found.change.kind);
    let value = label.map_or(found.change.value, |e| e.label);
    let page = BulkDonePage {
        list,
        action: found.change.action,
        day: value.parse().ok(),
        value,
        changed: found.change.changed,
        undo_url: format!("/office/{list}/bulk/{id}/undo"),
        undo_until: found.undo_until,
        undone: found.change.undone_at.is_some(),
    };
    page::office(&web, &look, list, &page)
}

/// `POST /office/people/bulk/{id}/undo`, `POST /office/organisations/bulk/{id}/undo`
pub(in crate::web) async fn undo(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    _form: Posted,
) -> Result<Response, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let list = list(result(&web, &look, me.id, id, &uri).await?.change.kind);
    let (_, kept) = web.app.bulk_undo(id, me.id, look.lang).await?;
    let flash = if kept == 0 { "undone" } else { "undone_partly" };
    Ok(page::done(&look, &format!("/office/{list}/bulk/{id}"), flash))
}
