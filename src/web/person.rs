//! The pages of a volunteer behind the link of an offer. GET shows, POST decides: link scanners follow links.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};

use super::Web;
use super::access::Volunteer;
use super::forms::Kept;
use super::page::{self, Look};
use super::words::in_lang;
use crate::app::{AnswerOutcome, AppError, LATE_FROM, LATE_MINUTES, OfferView as View};
use crate::domain::offer::{Answer, OfferState};
use crate::domain::request::{RequestState, TimeOption};
use crate::view::pages::{CancelOfferPage, OfferPage, OfferView, PlaceOfWork};

/// Whoever calls off later than this should call as well.
const SOON: TimeDelta = TimeDelta::hours(24);

/// `GET /e/{token}`
pub(super) async fn show(State(web): State<Web>, look: Look, me: Volunteer) -> Result<Response, AppError> {
    let look = look.or_language(&me.view.person.ui_language);
    let page = offer_page(&me.view, &me.url, &look, None, web.app.clock.now())?;
    page::show(&web, &look, &page)
}

fn time(view: &View) -> Result<TimeOption, AppError> {
    let missing = || {
        AppError::Internal(anyhow::anyhow!(
            "offer {} names a time its request does not have",
            view.offer.id
        ))
    };
    view.request
        .asked
        .options
        .get(view.offer.option)
        .copied()
        .ok_or_else(missing)
}

fn offer_page(
    view: &View,
    url: &str,
    look: &Look,
    notice: Option<&'static str>,
    now: DateTime<Utc>,
) -> Result<OfferPage, AppError> {
    let asked = &view.request.asked;
    let lang = look.tag();
    let place = view.assignment.as_ref().map(|_| PlaceOfWork {
        organisation: view.organisation.name.clone(),
        place: view.location.name.clone(),
        street: view.location.street.clone(),
        town: format!("{} {}", view.location.postcode, view.location.town),
        room: asked.room.clone(),
        meeting_point: view.location.meeting_point.clone(),
        contact: view.contact.name.clone(),
        contact_phone: view.contact.phone.clone(),
    });
    let late = view
        .assignment
        .as_ref()
        .is_some_and(|a| (a.starts_at - LATE_FROM..a.ends_at).contains(&now));
    Ok(OfferPage {
        stand_in: view.stand_in,
        late: if late { LATE_MINUTES.to_vec() } else { Vec::new() },
        url: url.to_owned(),
        first_name: view.person.first_name.clone(),
        view: state(view),
        number: view.request.number,
        time: time(view)?,
        district: view.district.clone(),
        programme: in_lang(&view.programme, lang),
        language: view.language.as_ref().map(|names| in_lang(names, lang)),
        occasion: asked.occasion.as_str().to_owned(),
        mode: asked.mode.as_str().to_owned(),
        headcount: view.request.headcount(),
        answer_by: view.offer.answer_by,
        answerable: view.answerable,
        again_url: view.again.as_ref().map(|token| format!("/e/{token}")),
        place,
        notice,
    })
}

/// How the offer stands, as its recipient is told.
fn state(view: &View) -> OfferView {
    if view.request.state == RequestState::Cancelled {
        return OfferView::Cancelled;
    }
    if view.assignment.is_some() {
        return OfferView::Accepted;
    }
    match view.offer.state {
        OfferState::Offered if view.answerable => OfferView::Open,
        OfferState::CallRequested if view.answerable => OfferView::CallRequested,
        OfferState::Offered | OfferState::CallRequested | OfferState::Expired => OfferView::Expired,
        OfferState::Declined => OfferView::Declined,
        OfferState::Withdrawn if view.again.is_some() => OfferView::Moved,
        OfferState::Withdrawn if nobody_has_it(view.request.state) => OfferView::Withdrawn,
        OfferState::Withdrawn => OfferView::Taken,
        // Agreed once, and let go because the other places stayed empty.
        OfferState::Accepted if view.request.state == RequestState::Unfilled => OfferView::Withdrawn,
        OfferState::Accepted => OfferView::CancelledByYou,
    }
}

/// Whether a question that was taken back was not answered by somebody else either.
fn nobody_has_it(state: RequestState) -> bool {
    state.plannable() || matches!(state, RequestState::Refused | RequestState::Solved)
}

/// The page again, as things stand now: what was pressed comes from a page that was open for more than a day.
fn out_of_date(web: &Web, look: &Look, me: &Volunteer) -> Result<Response, AppError> {
    let notice = Some("offer-page-old");
    let page = offer_page(&me.view, &me.url, look, notice, web.app.clock.now())?;
    page::with_status(web, look, StatusCode::CONFLICT, &page)
}

/// `POST /e/{token}`
pub(super) async fn answer(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.view.person.ui_language);
    if expired {
        return out_of_date(&web, &look, &me);
    }
    let answer =
        Answer::parse(form.get("answer")).ok_or_else(|| AppError::rejected("answer", "unknown-choice"))?;
    let outcome = web.app.answer(&me.token, answer, &form.mark).await?;
    let notice = match outcome {
        // Said before, on another device or in another mail; a no here is no way to call it off.
        AnswerOutcome::Confirmed if answer != Answer::Accept => Some("offer-already-agreed"),
        AnswerOutcome::Confirmed => return Ok(page::done(&look, &me.url, "answer_confirmed")),
        AnswerOutcome::Declined => return Ok(page::done(&look, &me.url, "answer_declined")),
        AnswerOutcome::CallRequested => return Ok(page::done(&look, &me.url, "answer_call")),
        AnswerOutcome::Collides => Some("offer-collides"),
        AnswerOutcome::Contradictory => Some("offer-contradictory"),
        AnswerOutcome::Taken | AnswerOutcome::Expired | AnswerOutcome::Cancelled => None,
    };
    let view = web
        .app
        .offer_by_token(&me.token)
        .await?
        .ok_or(AppError::NotFound)?;
    let page = offer_page(&view, &me.url, &look, notice, web.app.clock.now())?;
    page::with_status(&web, &look, StatusCode::CONFLICT, &page)
}

/// `GET /e/{token}/cancel`
pub(super) async fn cancel_form(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.view.person.ui_language);
    let Some(assignment) = &me.view.assignment else {
        return Ok(Redirect::to(&format!("{}{}", me.url, look.suffix())).into_response());
    };
    let page = CancelOfferPage {
        url: me.url,
        time: TimeOption {
            starts_at: assignment.starts_at,
            ends_at: assignment.ends_at,
        },
        organisation: me.view.organisation.name.clone(),
        soon: assignment.starts_at - web.app.clock.now() < SOON,
    };
    page::show(&web, &look, &page)
}

/// `POST /e/{token}/cancel`
pub(super) async fn cancel(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    if expired {
        return out_of_date(&web, &look, &me);
    }
    web.app.cancel_by_volunteer(&me.token, &form.mark).await?;
    Ok(page::done(&look, &me.url, "offer_cancelled"))
}

/// `POST /e/{token}/but`
pub(super) async fn but(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    if expired {
        return out_of_date(&web, &look, &me);
    }
    web.app.say_but(&me.token, form.get("remark"), &form.mark).await?;
    Ok(page::done(&look, &me.url, "said_but"))
}

/// `POST /e/{token}/late`
pub(super) async fn late(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    if expired {
        return out_of_date(&web, &look, &me);
    }
    let minutes = form.get("minutes").parse();
    let minutes = minutes.map_err(|_| AppError::rejected("minutes", "unknown-choice"))?;
    web.app.say_late(&me.token, minutes, &form.mark).await?;
    Ok(page::done(&look, &me.url, "said_late"))
}

/// `POST /e/{token}/stand-in`
pub(super) async fn stand_in(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    if expired {
        return out_of_date(&web, &look, &me);
    }
    if form.get("end") == "on" {
        web.app.end_stand_in(&me.token, &form.mark).await?;
        return Ok(page::done(&look, &me.url, "stand_in_ended"));
    }
    web.app.ask_stand_in(&me.token, &form.mark).await?;
    Ok(page::done(&look, &me.url, "stand_in"))
}
