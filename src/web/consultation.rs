//! `/s/{token}/day`: a consultation day from a pasted list.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Web;
use super::access::School;
use super::forms::Posted;
use super::page::{self, Look};
use super::words::Words;
use crate::app::{AppError, Block, DayForm};
use crate::domain::Rejection;
use crate::ids::OrganisationId;
use crate::view::pages::{Choice, DayBlock, Fault, SchoolDayPage};

pub(super) fn typed(form: &Posted) -> DayForm {
    let get = |name: &str| form.get(name).to_owned();
    DayForm {
        location: get("location"),
        contact: get("contact"),
        date: get("date"),
        minutes: get("minutes"),
        list: get("list"),
        urgent_reason: get("urgent_reason"),
        rules_accepted: get("rules_accepted"),
    }
}

/// The form as typed, for an organisation whose pages begin at `base`.
pub(super) async fn day_page(
    web: &Web,
    look: &Look,
    organisation: OrganisationId,
    base: &str,
    form: DayForm,
    blocks: Vec<(Block, Option<bool>)>,
    faults: Vec<Rejection>,
) -> Result<SchoolDayPage, AppError> {
    let data = web.app.intake_data(organisation).await?;
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let name = tx
        .organisation(organisation)
        .await?
        .ok_or(AppError::NotFound)?
        .name;
    drop(tx);
    let blocks = blocks.into_iter().map(|(block, likely)| DayBlock {
        language: words.language(&block.language),
        start: block.start_text(),
        minutes: i64::from(block.end - block.start),
        talks: block.talks.len(),
        likely,
    });
    Ok(SchoolDayPage {
        base: base.to_owned(),
        organisation: name,
        locations: data
            .locations
            .iter()
            .map(|l| {
                Choice::new(
                    l.id.to_string(),
                    format!("{} {}", l.name, l.street).trim().to_owned(),
                )
            })
            .collect(),
        contacts: data
            .contacts
            .iter()
            .map(|c| Choice::new(c.id.to_string(), format!("{}, {}", c.name, c.email)))
            .collect(),
        location: form.location,
        contact: form.contact,
        date: form.date,
        minutes: form.minutes,
        list: form.list,
        urgent_reason: form.urgent_reason,
        rules_accepted: form.rules_accepted == "on",
        earliest: data.earliest,
        blocks: blocks.collect(),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `GET /s/{token}/day`
pub(super) async fn form(State(web): State<Web>, look: Look, school: School) -> Result<Response, AppError> {
    let blank = DayForm {
        minutes: "15".to_owned(),
        ..DayForm::default()
    };
    let id = school.organisation.id;
    let page = day_page(&web, &look, id, &school.base, blank, Vec::new(), Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /s/{token}/day`: looks at the list, or asks for everything in it.
pub(super) async fn submit(
    State(web): State<Web>,
    look: Look,
    school: School,
    form: Posted,
) -> Result<Response, AppError> {
    let id = school.organisation.id;
    let typed = typed(&form);
    let result = if form.get("act") == "send" {
        web.app.ask_for_day(id, &typed, &form.mark).await.map(|_| None)
    } else {
        web.app.consultation_preview(id, &typed).await.map(Some)
    };
    match result {
        Ok(None) => Ok(page::done(&look, &school.base, "day_submitted")),
        Ok(Some(blocks)) => {
            let page = day_page(&web, &look, id, &school.base, typed, blocks, Vec::new()).await?;
            page::show(&web, &look, &page)
        }
        Err(AppError::Rejected(faults)) => {
            let page = day_page(&web, &look, id, &school.base, typed, Vec::new(), faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}
