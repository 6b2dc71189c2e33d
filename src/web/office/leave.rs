//! `/office/people/{id}/leave` and `/office/search`: somebody goes or rests; somebody is looked for everywhere.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;

use super::Query;
use super::data::url;
use crate::app::AppError;
use crate::domain::account::Actor;
use crate::domain::person::PersonState;
use crate::domain::record::RecordKind;
use crate::domain::request::TimeOption;
use crate::domain::rights::Right;
use crate::ids::PersonId;
use crate::view::pages::{DataRow, LeavePage, SearchGroup, SearchPage};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};
use crate::web::words::Words;

fn id_of(text: &str) -> Result<PersonId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// `GET /office/people/{id}/leave`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let found = web.app.leave_preview(id_of(&id)?).await?;
    let mut tx = web.app.store.read().await?;
    let requests: Vec<_> = found.coming.iter().map(|(a, _)| a.request).collect();
    let requests = tx.requests_by_ids(&requests).await?;
    let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    drop(tx);
    let name = |request| {
        let request = requests.iter().find(|r| r.id == request)?;
        let found = organisations
            .iter()
            .find(|o| o.id == request.asked.organisation)?;
        Some(found.name.clone())
    };
    let page = LeavePage {
        name: found.person.full_name(),
        url: url(RecordKind::Person, &id),
        state: found.person.state.to_string(),
        coming: found
            .coming
            .iter()
            .map(|(a, number)| {
                let time = TimeOption {
                    starts_at: a.starts_at,
                    ends_at: a.ends_at,
                };
                (time, *number, name(a.request).unwrap_or_default())
            })
            .collect(),
        asked: found.asked,
        past: found.past,
        payments_until: found.payments_until,
    };
    page::office(&web, &look, "people", &page)
}

/// `POST /office/people/{id}/state`
pub(in crate::web) async fn state(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let state = PersonState::parse(form.get("state")).ok_or(AppError::NotFound)?;
    web.app
        .set_person_state(id_of(&id)?, state, Actor::Account(me.id))
        .await?;
    Ok(page::done(&look, &url(RecordKind::Person, &id), "saved"))
}

/// `POST /office/people/{id}/erase`
pub(in crate::web) async fn erase(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    if form.get("sure") != "on" {
        return Err(AppError::Conflict("conflict-not-sure"));
    }
    web.app.erase_person(id_of(&id)?, Actor::Account(me.id)).await?;
    Ok(page::done(&look, "/office/people", "erased"))
}

/// `GET /office/search`
pub(in crate::web) async fn search(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let q = query.get("q").to_owned();
    let mut groups = Vec::new();
    if !q.is_empty() {
        let (requests, people) = (look.reach(Right::Read), look.reach(Right::People));
        let found = web.app.search(&q, requests, people).await?;
        let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
        let mut add = |kind: &'static str, total: i64, rows: Vec<DataRow>, all: String| {
            if !rows.is_empty() {
                let more = i64::try_from(rows.len()).unwrap_or(0) < total;
                groups.push(SearchGroup {
                    kind,
                    total,
                    rows,
                    all_url: more.then_some(all),
                });
            }
        };
        let encoded = super::encode(&q);
        let count = |rows: &[DataRow]| i64::try_from(rows.len()).unwrap_or(0);
        let requests: Vec<DataRow> = found
            .requests
            .iter()
            .map(|r| DataRow {
                title: web
                    .app
                    .templates
                    .message(look.lang, "search-request", &[("number", r.number.into())]),
                detail: r.organisation_name.clone(),
                url: format!("/office/requests/{}", r.number),
            })
            .collect();
        add("requests", count(&requests), requests, String::new());
        if look.allows(Right::People) {
            let people = found.people.rows.iter().map(|p| DataRow {
                title: format!("{} {}", p.first_name, p.last_name),
                detail: [
                    Some(words.district(&p.district)),
                    p.phone.clone(),
                    p.email.clone(),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
                url: url(RecordKind::Person, &p.id.to_string()),
            });
            let all = format!("/office/people?q={encoded}");
            add("people", found.people.total, people.collect(), all);
        }
        let organisations = found.organisations.rows.iter().map(|o| DataRow {
            title: o.name.clone(),
            detail: web
                .app
                .templates
                .message(look.lang, &format!("organisation-kind-{}", o.kind), &[]),
            url: url(RecordKind::Organisation, &o.id.to_string()),
        });
        let all = format!("/office/organisations?q={encoded}");
        add(
            "organisations",
            found.organisations.total,
            organisations.collect(),
            all,
        );
        let may_see = look.allows(Right::People);
        let languages: Vec<DataRow> = found
            .languages
            .iter()
            .filter(|_| may_see)
            .map(|l| DataRow {
                title: l.name(look.tag()).to_owned(),
                detail: l.autonym.clone(),
                url: format!("/office/people?language={}", super::encode(&l.code.0)),
            })
            .collect();
        add("languages", count(&languages), languages, String::new());
    }
    page::office(&web, &look, "", &SearchPage { q, groups })
}
