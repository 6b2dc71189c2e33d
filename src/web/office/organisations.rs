//! `/office/organisations`: who asks, and the link to give to each of them.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;

use super::{Query, ROWS};
use crate::app::{AppError, OrganisationView};
use crate::domain::organisation::OrganisationKind;
use crate::domain::record::RecordKind;
use crate::domain::rights::{Reach, Right};
use crate::ids::OrganisationId;
use crate::store::Page;
use crate::view::pages::{OrganisationRow, OrganisationsPage, Pager};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// `GET /office/organisations`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let kind = OrganisationKind::parse(query.get("kind"));
    let archived = query.get("archive") == "1";
    let number = query.page();
    let wanted = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let found = web
        .app
        .find_organisations(query.get("q"), kind, archived, &look.reach(Right::Read), wanted)
        .await?;
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let may = look.reach(Right::MasterData) == Reach::Everything;
    let page = OrganisationsPage {
        q: query.get("q").to_owned(),
        kind: query.get("kind").to_owned(),
        archived,
        kinds: OrganisationKind::ALL.iter().map(|k| k.as_str()).collect(),
        filtered: query.narrows(),
        pager: Pager::new(
            u64::try_from(found.total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| query.url("/office/organisations", n),
        ),
        rows: found
            .rows
            .into_iter()
            .map(|view| row(view, &words, may))
            .collect(),
    };
    page::office(&web, &look, "organisations", &page)
}

/// The link is for those who may change organisations: whoever holds it can do what the organisation can.
fn row(view: OrganisationView, words: &Words, may: bool) -> OrganisationRow {
    let contact = view.contacts.into_iter().next();
    let mut districts: Vec<String> = view
        .locations
        .iter()
        .map(|l| words.district(&l.district))
        .collect();
    districts.dedup();
    OrganisationRow {
        id: view.organisation.id.to_string(),
        url: super::data::url(RecordKind::Organisation, &view.organisation.id.to_string()),
        close_url: format!("/office/organisations/{}/close", view.organisation.id),
        kind: view.organisation.kind.to_string(),
        name: view.organisation.name,
        districts,
        email: contact.as_ref().map(|c| c.email.to_string()),
        phone: contact.as_ref().and_then(|c| c.phone.clone()),
        contact: contact.map(|c| c.name),
        link: if may { view.link } else { String::new() },
    }
}

/// `POST /office/organisations/{id}/close`: signs its devices out and makes its link anew.
pub(in crate::web) async fn close(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    let id: OrganisationId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app.close_organisation(id, me.id).await?;
    Ok(page::done(&look, "/office/organisations", "organisation_closed"))
}
