//! `/office/caller` and `/office/take`: somebody is on the telephone. Who is it, what is agreed, and a request taken
//! down while they speak.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Query;
use crate::app::{AppError, CallerPerson, CallerSchool, DayForm, RequestForm};
use crate::domain::Rejection;
use crate::domain::account::{Account, Actor};
use crate::domain::programme::{Mode, ProgrammeId};
use crate::domain::rights::{Belongs, Right};
use crate::ids::{DraftId, OrganisationId};
use crate::store::{Page, RequestRow as Row};
use crate::view::pages::{
    CallerOffer, CallerPage, CallerPersonRow, CallerRequest, CallerSchoolRow, IntakeDesk, OfficeDayPage,
    TakeDraft, TakeHit, TakePage, TakeSchool,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::consultation::{day_page, typed};
use crate::web::forms::{Kept, Posted};
use crate::web::page::{self, Look, Setting};
use crate::web::school::new_page;
use crate::web::words::Words;

/// Organisations shown for a search.
const HITS: i64 = 12;

/// The fields of the telephone form as they stand on the page; faults are named in this order.
const FIELDS: [&str; 37] = [
    "language",
    "occasion",
    "date_1",
    "start_1",
    "duration_1",
    "urgent_reason",
    "location",
    "contact",
    "room",
    "step_free",
    "sender",
    "note",
    "programme",
    "mode",
    "headcount",
    "level",
    "gender",
    "gender_required",
    "people_expected",
    "case_token",
    "topic",
    "cost_centre",
    "funding",
    "date_2",
    "start_2",
    "duration_2",
    "date_3",
    "start_3",
    "duration_3",
    "flag_legal_effect",
    "flag_special_support",
    "flag_medical",
    "flag_no_professional",
    "flag_recurring",
    "insist",
    "rules_accepted",
    "form",
];

/// `GET /office/caller`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let q = query.get("q").to_owned();
    let (requests, people) = (look.reach(Right::Read), look.reach(Right::People));
    let found = web.app.callers(&q, &requests, &people).await?;
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let page = CallerPage {
        people: found.people.iter().map(person_row).collect(),
        schools: found.schools.iter().map(|s| school_row(s, &words)).collect(),
        requests: found.requests.iter().map(|r| request_row(r, &words)).collect(),
        q,
    };
    page::office(&web, &look, "overview", &page)
}

fn person_row(found: &CallerPerson) -> CallerPersonRow {
    let person = &found.person;
    CallerPersonRow {
        id: person.id.to_string(),
        name: person.full_name(),
        url: format!("/office/people/{}", person.id),
        phone: person.phone.clone(),
        state: person.state.as_str().to_owned(),
        coming: found
            .coming
            .iter()
            .map(|one| CallerOffer {
                number: one.request.number,
                organisation: one.organisation.clone(),
                time: one.time,
                agreed: one.agreed,
                offer: found
                    .open
                    .iter()
                    .find(|o| o.request == one.request.id && !one.agreed)
                    .map(|o| o.id.to_string()),
            })
            .collect(),
    }
}

fn school_row(found: &CallerSchool, words: &Words) -> CallerSchoolRow {
    CallerSchoolRow {
        id: found.organisation.id.to_string(),
        name: found.organisation.name.clone(),
        contacts: found
            .contacts
            .iter()
            .map(|c| (c.name.clone(), c.phone.clone()))
            .collect(),
        requests: found.requests.iter().map(|r| request_row(r, words)).collect(),
    }
}

fn request_row(row: &Row, words: &Words) -> CallerRequest {
    CallerRequest {
        number: row.number,
        time: row.time,
        organisation: row.organisation_name.clone(),
        language: row.language.as_ref().map(|code| words.language(code)),
        state: row.state.as_str().to_owned(),
    }
}

/// `GET /office/take`
pub(in crate::web) async fn take_form(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let mut desk = IntakeDesk::default();
    let mut organisation = query.get("organisation").parse::<OrganisationId>().ok();
    let mut form = None;
    if let Ok(key) = query.get("draft").parse::<DraftId>() {
        let drafts = web.app.office_drafts(me.id).await?;
        if let Some((school, draft)) = drafts.into_iter().find(|(_, draft)| draft.id == key) {
            organisation = Some(school.id);
            desk.draft = key.to_string();
            let fields = serde_json::to_value(&draft.fields).and_then(serde_json::from_value);
            form = Some(fields.map_err(|error| AppError::Internal(error.into()))?);
        }
    }
    if let (Some(school), Ok(number)) = (organisation, query.get("from").parse()) {
        form = web.app.follow_up_form(school, number).await?;
        // The office knows the rules.
        if let Some(form) = &mut form {
            "on".clone_into(&mut form.rules_accepted);
        }
    }
    let page = take_page(
        &web,
        &look,
        &me,
        query.get("q"),
        organisation,
        form,
        Vec::new(),
        desk,
    )
    .await?;
    page::office(&web, &look, "requests", &page)
}

#[expect(clippy::too_many_arguments, reason = "what the page shows, and for whom")]
async fn take_page(
    web: &Web,
    look: &Look,
    me: &Account,
    q: &str,
    organisation: Option<OrganisationId>,
    form: Option<RequestForm>,
    faults: Vec<Rejection>,
    desk: IntakeDesk,
) -> Result<TakePage, AppError> {
    let drafts = web.app.office_drafts(me.id).await?;
    let mut page = TakePage {
        q: q.to_owned(),
        hits: Vec::new(),
        drafts: drafts
            .into_iter()
            .map(|(school, draft)| TakeDraft {
                id: draft.id.to_string(),
                organisation: school.name,
                saved_at: draft.saved_at,
            })
            .collect(),
        school: None,
    };
    if let Some(id) = organisation {
        within_reach(web, look, id).await?;
    }
    let Some(organisation) = organisation else {
        if !q.is_empty() {
            let found = web
                .app
                .find_organisations(q, None, false, &look.reach(Right::Plan), Page::first(HITS))
                .await?;
            page.hits = found
                .rows
                .into_iter()
                .map(|row| TakeHit {
                    name: row.organisation.name.clone(),
                    detail: row
                        .contacts
                        .iter()
                        .map(|c| c.name.clone())
                        .collect::<Vec<_>>()
                        .join(", "),
                    url: format!("/office/take?organisation={}", row.organisation.id),
                })
                .collect();
        }
        return Ok(page);
    };
    let data = web.app.intake_data(organisation).await?;
    let form = form.unwrap_or_else(|| RequestForm {
        mode: Mode::OnSite.as_str().to_owned(),
        headcount: "1".to_owned(),
        duration_1: "60".to_owned(),
        rules_accepted: "on".to_owned(),
        location: data
            .locations
            .first()
            .map(|l| l.id.to_string())
            .unwrap_or_default(),
        contact: data
            .contacts
            .first()
            .map(|c| c.id.to_string())
            .unwrap_or_default(),
        programme: data
            .programmes
            .first()
            .map(|p| p.id.0.clone())
            .unwrap_or_default(),
        occasion: "parent_talk".to_owned(),
        ..RequestForm::default()
    });
    let phones = data
        .contacts
        .iter()
        .map(|c| (c.name.clone(), c.phone.clone()))
        .collect();
    let mut form = new_page(web, look, "/office/take", data, form, faults, desk);
    let place = |field: &str| FIELDS.iter().position(|name| *name == field);
    form.faults.sort_by_key(|fault| place(&fault.field));
    page.school = Some(TakeSchool {
        id: organisation.to_string(),
        day_url: format!("/office/take/{organisation}/day"),
        phones,
        form,
    });
    Ok(page)
}

/// What speaks against a request of somebody whose right holds for a part of the work only: it has to lie in that part.
async fn outside(
    web: &Web,
    look: &Look,
    organisation: OrganisationId,
    form: &RequestForm,
) -> Result<Vec<Rejection>, AppError> {
    let reach = look.reach(Right::Plan);
    let (Ok(location), true) = (form.location.parse(), reach.is_narrow()) else {
        return Ok(Vec::new());
    };
    let Some(place) = web.app.store.read().await?.location(location).await? else {
        return Ok(Vec::new());
    };
    let asked = Belongs {
        programmes: vec![ProgrammeId(form.programme.clone())],
        district: place.district,
        carrier: Some(organisation),
    };
    let fault = || Rejection::new("programme", "outside-reach");
    Ok((!reach.covers(&asked)).then(fault).into_iter().collect())
}

/// A school in whose name the office asks is one that the account may plan for.
async fn within_reach(web: &Web, look: &Look, organisation: OrganisationId) -> Result<(), AppError> {
    let reach = look.reach(Right::Plan);
    let mut tx = web.app.store.read().await?;
    let near = tx.organisations_within(&reach, [organisation]).await?;
    if near.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(())
}

/// `POST /office/take`: asks, looks at the chances, or keeps the form for later.
pub(in crate::web) async fn take(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    let organisation: OrganisationId = form.get("organisation").parse().map_err(|_| AppError::NotFound)?;
    let key = form.get("draft").parse::<DraftId>().ok();
    let typed: RequestForm = form.read()?;
    let act = form.get("act");
    within_reach(&web, &look, organisation).await?;
    let outside = outside(&web, &look, organisation, &typed).await?;
    if act == "keep" && !expired {
        let fields = fields_of(&form);
        web.app
            .keep_office_draft(me.id, organisation, key, fields)
            .await?;
        return Ok(page::done(&look, "/office/take", "draft_kept"));
    }
    let mut desk = IntakeDesk {
        draft: form.get("draft").to_owned(),
        ..IntakeDesk::default()
    };
    let result = if expired {
        Err(AppError::Rejected(vec![Rejection::new("form", "form-expired")]))
    } else if act == "check" {
        let chances = web.app.chances(organisation, &typed).await?;
        desk.hints = chances.into_iter().map(|c| (c.option, c.likely)).collect();
        let faults = if desk.hints.is_empty() {
            vec![Rejection::new("form", "chances-unclear")]
        } else {
            Vec::new()
        };
        let page = take_page(
            &web,
            &look,
            &me,
            "",
            Some(organisation),
            Some(typed),
            faults,
            desk,
        )
        .await?;
        return page::office(&web, &look, "requests", &page);
    } else if !outside.is_empty() {
        Err(AppError::Rejected(outside))
    } else {
        web.app
            .take_request(organisation, &typed, me.id, &form.mark)
            .await
    };
    match result {
        Ok(number) => {
            if let Some(key) = key {
                web.app.drop_office_draft(me.id, key).await?;
            }
            Ok(page::done(
                &look,
                &format!("/office/requests/{number}"),
                "request_taken",
            ))
        }
        Err(AppError::Rejected(faults)) => {
            let page = take_page(
                &web,
                &look,
                &me,
                "",
                Some(organisation),
                Some(typed),
                faults,
                desk,
            )
            .await?;
            let setting = Setting {
                nav: "requests",
                refresh: None,
            };
            page::render(&web, &look, setting, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

fn fields_of(form: &Posted) -> BTreeMap<String, String> {
    form.fields()
        .filter(|(name, value)| {
            !matches!(*name, "draft" | "act" | "organisation") && !value.trim().is_empty()
        })
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// `POST /office/take/drop`: a form that was begun is not needed any more.
pub(in crate::web) async fn drop_draft(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let key: DraftId = form.get("draft").parse().map_err(|_| AppError::NotFound)?;
    web.app.drop_office_draft(me.id, key).await?;
    Ok(page::done(&look, "/office/take", "draft_dropped"))
}

/// `GET /office/take/{id}`: the form for one organisation.
pub(in crate::web) async fn take_for(Path(id): Path<String>) -> Result<Response, AppError> {
    let id: OrganisationId = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(Redirect::to(&format!("/office/take?organisation={id}")).into_response())
}

/// `GET /office/take/{id}/day`
pub(in crate::web) async fn day_form(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: OrganisationId = id.parse().map_err(|_| AppError::NotFound)?;
    let blank = DayForm {
        minutes: "15".to_owned(),
        rules_accepted: "on".to_owned(),
        ..DayForm::default()
    };
    let base = format!("/office/take/{id}");
    let page = day_page(&web, &look, id, &base, blank, Vec::new(), Vec::new()).await?;
    page::office(&web, &look, "requests", &OfficeDayPage(page))
}

/// `POST /office/take/{id}/day`: looks at the list, or asks for everything in it.
pub(in crate::web) async fn day(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id: OrganisationId = id.parse().map_err(|_| AppError::NotFound)?;
    let base = format!("/office/take/{id}");
    let day = typed(&form);
    let result = if form.get("act") == "send" {
        let actor = Actor::Account(me.id);
        web.app
            .ask_for_day_as(id, &day, actor, &form.mark)
            .await
            .map(|_| None)
    } else {
        web.app.consultation_preview(id, &day).await.map(Some)
    };
    let (blocks, faults, status) = match result {
        Ok(None) => return Ok(page::done(&look, "/office/requests", "day_taken")),
        Ok(Some(blocks)) => (blocks, Vec::new(), StatusCode::OK),
        Err(AppError::Rejected(faults)) => (Vec::new(), faults, StatusCode::UNPROCESSABLE_ENTITY),
        Err(error) => return Err(error),
    };
    let page = day_page(&web, &look, id, &base, day, blocks, faults).await?;
    let setting = Setting {
        nav: "requests",
        refresh: None,
    };
    page::render(&web, &look, setting, status, &OfficeDayPage(page))
}
