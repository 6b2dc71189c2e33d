//! `/login/city`: the office comes in with the city's own login. Coming back shows a page; only its button signs in.

use axum::extract::{FromRequestParts, OriginalUri, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tracing::warn;

use super::forms::Posted;
use super::page::{self, Look};
use super::{Web, client, cookies, login};
use crate::app::{AppError, CityEntry, Entry, session_token};
use crate::view::pages::CityAnswerPage;

/// `POST /login/city`: off to the city's login.
pub(super) async fn begin(State(web): State<Web>, look: Look, form: Posted) -> Result<Response, AppError> {
    let browser = session_token(&web.app.ids);
    match web.app.begin_city_login(&browser).await? {
        Ok(address) => {
            let mut response = Redirect::to(&address).into_response();
            let next = login::safe_next(form.get("next"));
            let cookie = cookies::set_city(&browser, next, web.app.config.secure());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error) => {
            warn!(error = %error, "the city's login cannot be used");
            login::refused(&web, &look, StatusCode::BAD_GATEWAY, "city-away")
        }
    }
}

/// `GET /login/city/answer`: the browser comes back. Nothing happens by looking.
pub(super) async fn answer(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let pairs = page::query_pairs(&uri);
    let value = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let name = web.app.city_login_name().ok_or(AppError::NotFound)?.to_owned();
    let (state, code) = (value("state"), value("code"));
    if code.is_empty() || state.is_empty() {
        return login::refused(&web, &look, StatusCode::UNAUTHORIZED, "city-refused");
    }
    page::show(&web, &look, &CityAnswerPage { name, state, code })
}

/// Who presses the button.
pub(super) struct Presser {
    headers: HeaderMap,
    agent: String,
}

impl FromRequestParts<Web> for Presser {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        Ok(Self {
            headers: parts.headers.clone(),
            agent: client::agent(parts),
        })
    }
}

/// `POST /login/city/answer`
pub(super) async fn finish(
    State(web): State<Web>,
    look: Look,
    presser: Presser,
    form: Posted,
) -> Result<Response, AppError> {
    let secure = web.app.config.secure();
    let Some((browser, next)) = cookies::city(&presser.headers, secure) else {
        return login::refused(&web, &look, StatusCode::UNAUTHORIZED, "city-stale");
    };
    let entered = web
        .app
        .finish_city_login(&browser, form.get("state"), form.get("code"), &presser.agent)
        .await?;
    match entered {
        CityEntry::Entered(Entry { token, code_needed }) => {
            if let Some(before) = cookies::session(&presser.headers, secure) {
                web.app.logout(&before).await?;
            }
            let next = login::safe_next(&next);
            let response = if code_needed {
                login::code_for(&web, &look, next)?
            } else {
                Redirect::to(next).into_response()
            };
            let mut response = login::with_session(response, &token, &web);
            let cookie = cookies::clear_city(secure);
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        CityEntry::NoAccount => login::refused(&web, &look, StatusCode::FORBIDDEN, "city-unknown"),
        CityEntry::Stale => login::refused(&web, &look, StatusCode::UNAUTHORIZED, "city-stale"),
        CityEntry::Failed(error) => {
            warn!(error = %error, "the city's login did not say who it was");
            login::refused(&web, &look, StatusCode::BAD_GATEWAY, "city-failed")
        }
    }
}
