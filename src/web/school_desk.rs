//! What helps a school to ask: forms kept for later, a word on the chances, another contact, and what came of it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Web;
use super::access::School;
use super::forms::Posted;
use super::page::{self, Look};
use super::school::{new_page, place_of_return, request_page};
use crate::app::{AppError, RequestForm};
use crate::domain::Rejection;
use crate::domain::review::{Feedback, Grade};
use crate::ids::{ContactId, DraftId};
use crate::view::pages::{Choice, Fault, IntakeDesk, SchoolContactPage, SchoolRequestPage};

/// What a form carries besides what was typed: the draft it came from, the request it replaces.
pub(super) fn desk(form: &Posted) -> IntakeDesk {
    IntakeDesk {
        draft: form.get("draft").to_owned(),
        replaces: form.get("replaces").to_owned(),
        ..IntakeDesk::default()
    }
}

/// `POST /s/{token}/check`: the same form with a word beside each time. Stores nothing.
pub(super) async fn check(
    State(web): State<Web>,
    look: Look,
    school: School,
    form: Posted,
) -> Result<Response, AppError> {
    let typed: RequestForm = form.read()?;
    let id = school.organisation.id;
    let hints: Vec<(usize, bool)> = web
        .app
        .chances(id, &typed)
        .await?
        .into_iter()
        .map(|chance| (chance.option, chance.likely))
        .collect();
    let faults = if hints.is_empty() {
        vec![Rejection::new("form", "chances-unclear")]
    } else {
        Vec::new()
    };
    let data = web.app.intake_data(id).await?;
    let desk = IntakeDesk { hints, ..desk(&form) };
    let page = new_page(&web, &look, &school.base, data, typed, faults, desk);
    page::show(&web, &look, &page)
}

/// `POST /s/{token}/draft`: keeps the form for seven days.
pub(super) async fn save_draft(
    State(web): State<Web>,
    look: Look,
    school: School,
    form: Posted,
) -> Result<Response, AppError> {
    let fields: BTreeMap<String, String> = form
        .fields()
        .filter(|(name, value)| !matches!(*name, "draft" | "rules_accepted") && !value.trim().is_empty())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let key = form.get("draft").parse::<DraftId>().ok();
    web.app.save_draft(school.organisation.id, key, fields).await?;
    Ok(page::done(&look, &place_of_return(&school.base), "draft_kept"))
}

/// `POST /s/{token}/draft/drop`
pub(super) async fn drop_draft(
    State(web): State<Web>,
    look: Look,
    school: School,
    form: Posted,
) -> Result<Response, AppError> {
    let key: DraftId = form.get("draft").parse().map_err(|_| AppError::NotFound)?;
    web.app.drop_draft(school.organisation.id, key).await?;
    Ok(page::done(&look, &place_of_return(&school.base), "draft_dropped"))
}

async fn contact_page(
    web: &Web,
    school: &School,
    form: Option<&Posted>,
    faults: Vec<Rejection>,
) -> Result<SchoolContactPage, AppError> {
    let data = web.app.intake_data(school.organisation.id).await?;
    let typed = |name: &str| form.map(|f| f.get(name).to_owned()).unwrap_or_default();
    Ok(SchoolContactPage {
        base: school.base.clone(),
        contacts: data
            .contacts
            .into_iter()
            .map(|c| Choice::new(c.id.to_string(), format!("{}, {}", c.name, c.email)))
            .collect(),
        from: typed("from"),
        name: typed("name"),
        email: typed("email"),
        phone: typed("phone"),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `GET /s/{token}/contact`
pub(super) async fn contact_form(
    State(web): State<Web>,
    look: Look,
    school: School,
) -> Result<Response, AppError> {
    let page = contact_page(&web, &school, None, Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /s/{token}/contact`
pub(super) async fn change_contact(
    State(web): State<Web>,
    look: Look,
    school: School,
    form: Posted,
) -> Result<Response, AppError> {
    let from = form.get("from");
    let from: Option<ContactId> = if from.is_empty() {
        None
    } else {
        Some(from.parse().map_err(|_| AppError::NotFound)?)
    };
    let (name, email, phone) = (form.get("name"), form.get("email"), form.get("phone"));
    match web
        .app
        .change_contact(school.organisation.id, from, name, email, phone)
        .await
    {
        Ok((_, renewed)) => {
            // The address of this page has just become invalid, except on a device that is signed in.
            let base = match renewed {
                Some(organisation) if !school.by_device() => {
                    format!("/s/{}", web.app.keys.organisation(&organisation))
                }
                _ => school.base.clone(),
            };
            Ok(page::done(&look, &place_of_return(&base), "contact_changed"))
        }
        Err(AppError::Rejected(faults)) => {
            let page = contact_page(&web, &school, Some(&form), faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /s/{token}/requests/{number}/outcome`
pub(super) async fn outcome(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, number)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, AppError> {
    let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
    let held = match form.get("held") {
        "yes" => true,
        "no" => false,
        _ => return Err(AppError::rejected("held", "unknown-choice")),
    };
    let minutes = form.get("outcome_minutes");
    let said = Feedback {
        understanding: grade(&form, "understanding")?,
        arranging: grade(&form, "arranging")?,
    };
    let mut told = web
        .app
        .report_outcome(school.organisation.id, number, held, minutes)
        .await;
    if held && told.is_ok() {
        told = web.app.give_feedback(school.organisation.id, number, said).await;
    }
    let keep = |page: &mut SchoolRequestPage| minutes.clone_into(&mut page.minutes);
    told_or_again(&web, &look, school, number, told, "outcome_reported", keep).await
}

/// One of the two questions after an appointment; `None` when it was left open.
fn grade(form: &Posted, field: &'static str) -> Result<Option<Grade>, AppError> {
    match form.get(field) {
        "" => Ok(None),
        word => Grade::parse(word)
            .map(Some)
            .ok_or_else(|| AppError::rejected(field, "unknown-choice")),
    }
}

/// Thanks for what was said of a request; or its page again, with the faults and what was typed.
async fn told_or_again(
    web: &Web,
    look: &Look,
    school: School,
    number: i64,
    told: Result<(), AppError>,
    done: &'static str,
    keep: impl FnOnce(&mut SchoolRequestPage),
) -> Result<Response, AppError> {
    let path = format!("{}/requests/{number}", school.base);
    match told {
        Err(AppError::Rejected(faults)) => {
            let mut page = request_page(web, look, school, &number.to_string()).await?;
            keep(&mut page);
            page.faults = faults.into_iter().map(Fault::from).collect();
            page::with_status(web, look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        other => {
            other?;
            Ok(page::done(look, &path, done))
        }
    }
}

/// `POST /s/{token}/requests/{number}/answer`
pub(super) async fn answer(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, number)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, AppError> {
    let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
    let question = form.get("about").parse().map_err(|_| AppError::NotFound)?;
    let typed = form.get("answer");
    let told = web
        .app
        .answer_question(school.organisation.id, number, question, typed, &form.mark)
        .await;
    let keep = |page: &mut SchoolRequestPage| typed.clone_into(&mut page.answer);
    told_or_again(&web, &look, school, number, told, "question_answered", keep).await
}
