//! `/k/{token}`: a calendar for programs that come again and again; and the pages that say how to subscribe to it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::Web;
use super::access::{Me, Own, School, Subject, Volunteer};
use super::forms::Posted;
use super::page::{self, Look};
use crate::app::AppError;
use crate::domain::account::Actor;
use crate::domain::feed::FeedOwner;
use crate::view::pages::{CalendarFeed, OfficeCalendarPage, PersonCalendarPage, SchoolCalendarPage};

/// `GET /k/{token}`: the calendar, or 304 when the program has it already.
pub(super) async fn feed(
    State(web): State<Web>,
    subject: Subject,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let Subject::Calendar(owner) = subject else {
        return Err(AppError::NotFound);
    };
    let text = web.app.feed(owner).await?.ok_or(AppError::NotFound)?;
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    let etag = format!("\"{hex}\"");
    let mut response = if has(&headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "inline; filename=\"einsaetze.ics\""),
        ];
        (kind, text).into_response()
    };
    let fields = response.headers_mut();
    // Kept by the program itself, asked for again each time, never by anything in between.
    fields.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    if let Ok(tag) = HeaderValue::try_from(etag) {
        fields.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Whether the program has this content; a compressed answer made its tag a weak one (RFC 9110, 8.8.3.3).
fn has(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == etag)
}

/// How to subscribe to a feed. `action` is the page itself, `back` where it was opened from.
pub(super) async fn subscription(
    web: &Web,
    owner: FeedOwner,
    action: String,
    back: String,
) -> Result<CalendarFeed, AppError> {
    let path = web.app.feed_path(owner).await?;
    let url = format!("{}{path}", web.app.config.base_url);
    let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    Ok(CalendarFeed {
        kind: owner.kind().as_str(),
        webcal: format!("webcal://{bare}"),
        path,
        url,
        action,
        back,
    })
}

/// `GET /office/calendar`
pub(super) async fn office(State(web): State<Web>, look: Look, Me(me): Me) -> Result<Response, AppError> {
    let feed = subscription(
        &web,
        FeedOwner::Account(me.id),
        "/office/calendar".into(),
        "/office".into(),
    )
    .await?;
    page::office(&web, &look, "", &OfficeCalendarPage { feed })
}

/// `POST /office/calendar`: a new address.
pub(super) async fn renew_office(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    _: Posted,
) -> Result<Response, AppError> {
    web.app
        .renew_feed(FeedOwner::Account(me.id), Actor::Account(me.id))
        .await?;
    Ok(page::done(&look, "/office/calendar", "feed_renewed"))
}

/// `GET /s/{token}/calendar`
pub(super) async fn school(State(web): State<Web>, look: Look, school: School) -> Result<Response, AppError> {
    let owner = FeedOwner::Organisation(school.organisation.id);
    let action = format!("{}/calendar", school.base);
    let feed = subscription(&web, owner, action, school.base).await?;
    page::show(&web, &look, &SchoolCalendarPage { feed })
}

/// `POST /s/{token}/calendar`: a new address.
pub(super) async fn renew_school(
    State(web): State<Web>,
    look: Look,
    school: School,
    _: Posted,
) -> Result<Response, AppError> {
    let id = school.organisation.id;
    web.app
        .renew_feed(FeedOwner::Organisation(id), Actor::Organisation(id))
        .await?;
    Ok(page::done(
        &look,
        &format!("{}/calendar", school.base),
        "feed_renewed",
    ))
}

/// `GET /e/{token}/calendar`
pub(super) async fn person(State(web): State<Web>, look: Look, me: Volunteer) -> Result<Response, AppError> {
    let look = look.or_language(&me.view.person.ui_language);
    let owner = FeedOwner::Person(me.view.person.id);
    let (action, back) = (
        format!("{}/calendar{}", me.url, look.suffix()),
        format!("{}{}", me.url, look.suffix()),
    );
    let feed = subscription(&web, owner, action, back).await?;
    page::show(&web, &look, &PersonCalendarPage { feed })
}

/// `POST /e/{token}/calendar`: a new address.
pub(super) async fn renew_person(
    State(web): State<Web>,
    look: Look,
    me: Volunteer,
    _: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.view.person.ui_language);
    let id = me.view.person.id;
    web.app
        .renew_feed(FeedOwner::Person(id), Actor::Person(id))
        .await?;
    Ok(page::done(&look, &format!("{}/calendar", me.url), "feed_renewed"))
}

/// `GET /v/{token}/calendar`
pub(super) async fn own(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let owner = FeedOwner::Person(me.person.id);
    let action = format!("{}/calendar{}", me.base, look.suffix());
    let back = format!("{}{}", me.base, look.suffix());
    let feed = subscription(&web, owner, action, back).await?;
    page::show(&web, &look, &PersonCalendarPage { feed })
}

/// `POST /v/{token}/calendar`: a new address.
pub(super) async fn renew_own(
    State(web): State<Web>,
    look: Look,
    me: Own,
    _: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let id = me.person.id;
    web.app
        .renew_feed(FeedOwner::Person(id), Actor::Person(id))
        .await?;
    Ok(page::done(
        &look,
        &format!("{}/calendar", me.base),
        "feed_renewed",
    ))
}
