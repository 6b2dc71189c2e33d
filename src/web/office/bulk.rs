//! `/office/people/bulk`: the same for many volunteers at once, in three steps: what, which value, what it would do.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::AppError;
use crate::app::records::BulkAction;
use crate::domain::Rejection;
use crate::domain::rights::Right;
use crate::ids::PersonId;
use crate::view::pages::{BulkDonePage, BulkNot, BulkPage, BulkPreviewed, Choice, Fault};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};

/// `POST /office/people/bulk`. Only the last step changes anything.
pub(in crate::web) async fn steps(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let people: Vec<PersonId> = form.all("person").filter_map(|id| id.parse().ok()).collect();
    let action = BulkAction::parse(form.get("action")).filter(|action| allowed(&look, *action));
    let mut page = BulkPage {
        people: people.iter().map(ToString::to_string).collect(),
        actions: BulkAction::ALL
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
    if people.is_empty() {
        page.faults = vec![Fault::from(Rejection::new("people", "nobody-chosen"))];
        status = StatusCode::UNPROCESSABLE_ENTITY;
    } else if let Some(action) = action {
        let choices = web.app.bulk_choices(action, look.lang).await?;
        page.choices = choices
            .into_iter()
            .map(|e| Choice::new(e.value, e.label))
            .collect();
        if form.get("go") == "1" {
            let id = web
                .app
                .bulk_apply(&people, action, &page.value, me.id, &form.mark, look.lang)
                .await?;
            return Ok(Redirect::to(&format!("/office/people/bulk/{id}")).into_response());
        }
        // The first time the value is asked for, nothing is wrong with its absence.
        if form.all("value").next().is_some() {
            match web
                .app
                .bulk_preview(&people, action, &page.value, look.lang)
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
        nav: "people",
        ..Setting::default()
    };
    page::render(&web, &look, setting, status, &page)
}

/// Proofs are noted only by those who may see them.
fn allowed(look: &Look, action: BulkAction) -> bool {
    action != BulkAction::Training || look.allows(Right::Clearance)
}

/// `GET /office/people/bulk/{id}`
pub(in crate::web) async fn done(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let found = web.app.bulk_result(id).await?;
    let action = BulkAction::parse(&found.change.action).ok_or(AppError::NotFound)?;
    let choices = web.app.bulk_choices(action, look.lang).await?;
    let label = choices.into_iter().find(|e| e.value == found.change.value);
    let page = BulkDonePage {
        action: found.change.action,
        value: label.map_or(found.change.value, |e| e.label),
        changed: found.change.changed,
        undo_url: format!("/office/people/bulk/{id}/undo"),
        undo_until: found.undo_until,
        undone: found.change.undone_at.is_some(),
    };
    page::office(&web, &look, "people", &page)
}

/// `POST /office/people/bulk/{id}/undo`
pub(in crate::web) async fn undo(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _form: Posted,
) -> Result<Response, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let (_, kept) = web.app.bulk_undo(id, me.id, look.lang).await?;
    let flash = if kept == 0 { "undone" } else { "undone_partly" };
    Ok(page::done(&look, &format!("/office/people/bulk/{id}"), flash))
}
