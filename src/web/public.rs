//! The pages for everyone: start, signing in and out, first password, legal pages, health.

use axum::Json;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::time::Duration;

use super::forms::Posted;
use super::page::{self, Look};
use super::{Web, client, cookies, demo};
use crate::app::{AppError, LoginError};
use crate::domain::Rejection;
use crate::view::pages::{
    AccessibilityPage, Fault, ImprintPage, LinkGonePage, LoginPage, PrivacyPage, StartPage, WelcomePage,
};

/// How long the store may take to show that it is there.
const HEALTH_TIME: Duration = Duration::from_secs(3);

/// `GET /`
pub(super) async fn start(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let demo = demo::entrances(&web).await;
    page::show(&web, &look, &StartPage { demo })
}

/// `GET /login`
pub(super) async fn login_form(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let ended = look.address().contains("ended");
    let page = LoginPage {
        email: String::new(),
        next: String::new(),
        fault: ended.then_some("ended"),
        minutes: 0,
    };
    page::show(&web, &look, &page)
}

/// The login in place of a page that needs it; status 401, the address stays.
pub(super) fn login_required(web: &Web, look: &Look, parts: &Parts) -> Response {
    let read_only = matches!(parts.method, axum::http::Method::GET | axum::http::Method::HEAD);
    let next = if read_only { look.address() } else { String::new() };
    let page = LoginPage {
        email: String::new(),
        next,
        fault: Some("required"),
        minutes: 0,
    };
    let mut response = page::with_status(web, look, StatusCode::UNAUTHORIZED, &page)
        .unwrap_or_else(IntoResponse::into_response);
    // RFC 9110, 11.6.1 wants a challenge; browsers show nothing for a scheme they do not know.
    response.headers_mut().insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Cookie realm=\"office\""),
    );
    response
}

/// `POST /login`
pub(super) async fn login(State(web): State<Web>, request: Request) -> Result<Response, Response> {
    use axum::extract::FromRequest;
    let (mut parts, body) = request.into_parts();
    let look = Look::from_request_parts(&mut parts, &web)
        .await
        .map_err(IntoResponse::into_response)?;
    let secure = web.app.config.secure();
    let before = cookies::session(&parts.headers, secure);
    let address = client::address(&parts, &web.app.config.trusted_proxies);
    let form = Posted::from_request(Request::from_parts(parts, body), &web).await?;
    let (email, next) = (form.get("email"), form.get("next"));
    let (status, fault, wait) = match web.app.login(email, form.get("password"), &address).await {
        Ok(token) => {
            if let Some(before) = before {
                web.app
                    .logout(&before)
                    .await
                    .map_err(IntoResponse::into_response)?;
            }
            return Ok(signed_in(&token, secure, safe_next(next)));
        }
        Err(LoginError::Wrong) => (StatusCode::UNAUTHORIZED, "wrong", None),
        Err(LoginError::Throttled(seconds)) => (StatusCode::TOO_MANY_REQUESTS, "throttled", Some(seconds)),
        Err(LoginError::App(error)) => return Err(error.into_response()),
    };
    let page = LoginPage {
        email: email.chars().take(254).collect(),
        next: safe_next(next).to_owned(),
        fault: Some(fault),
        minutes: wait.unwrap_or(0).div_ceil(60),
    };
    let mut response = page::with_status(&web, &look, status, &page).map_err(IntoResponse::into_response)?;
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

fn signed_in(token: &str, secure: bool, next: &str) -> Response {
    let mut response = Redirect::to(next).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookies::set_session(token, secure));
    response
}

/// Where to go after signing in: a page of the office, never another site.
fn safe_next(next: &str) -> &str {
    let office = next == "/office" || next.starts_with("/office/") || next.starts_with("/office?");
    let plain =
        next.len() <= 500 && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') && !next.contains("//");
    if office && plain { next } else { "/office" }
}

/// `POST /logout`
pub(super) async fn logout(
    State(web): State<Web>,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, AppError> {
    let secure = web.app.config.secure();
    if let Some(token) = cookies::session(&headers, secure) {
        web.app.logout(&token).await?;
    }
    let mut response = Redirect::to("/login?ended").into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookies::clear_session(secure));
    Ok(response)
}

/// `GET /welcome/{token}`
pub(super) async fn welcome_form(
    State(web): State<Web>,
    look: Look,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    match web.app.welcome_account(&token).await? {
        Some(account) => page::show(
            &web,
            &look,
            &WelcomePage {
                token,
                name: account.name,
                faults: vec![],
            },
        ),
        None => Ok(page::gone(&web, &look, LinkGonePage { kind: "welcome" })),
    }
}

/// `POST /welcome/{token}`
pub(super) async fn welcome(
    State(web): State<Web>,
    look: Look,
    Path(token): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let Some(account) = web.app.welcome_account(&token).await? else {
        return Ok(page::gone(&web, &look, LinkGonePage { kind: "welcome" }));
    };
    let result = if form.get("password") == form.get("password_again") {
        web.app.welcome(&token, form.get("password")).await
    } else {
        Err(AppError::Rejected(vec![Rejection::new(
            "password_again",
            "password-mismatch",
        )]))
    };
    match result {
        Ok(session) => Ok(signed_in(&session, web.app.config.secure(), "/office")),
        Err(AppError::Rejected(faults)) => {
            let faults = faults.into_iter().map(Fault::from).collect();
            let page = WelcomePage {
                token,
                name: account.name,
                faults,
            };
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(AppError::NotFound) => Ok(page::gone(&web, &look, LinkGonePage { kind: "welcome" })),
        Err(error) => Err(error),
    }
}

/// `GET /impressum`
pub(super) async fn imprint(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &ImprintPage {})
}

/// `GET /datenschutz`
pub(super) async fn privacy(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &PrivacyPage {})
}

/// `GET /barrierefreiheit`
pub(super) async fn accessibility(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &AccessibilityPage {})
}

/// `GET /healthz`: 200 when the store answers.
pub(super) async fn health(State(web): State<Web>) -> Response {
    let answers = async {
        let mut tx = web.app.store.read().await?;
        tx.count_open_tasks().await
    };
    match tokio::time::timeout(HEALTH_TIME, answers).await {
        Ok(Ok(_)) => Json(serde_json::json!({ "status": "ok" })).into_response(),
        _ => {
            let body = Json(serde_json::json!({ "status": "unavailable" }));
            (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::RETRY_AFTER, "10")],
                body,
            )
                .into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for good in ["/office", "/office/requests?q=M%C3%BCller", "/office?x"] {
            assert_eq!(safe_next(good), good);
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example",
            "/office//evil",
            "/officer",
            "/office\\..",
            "/s/x",
            "/office\r\nX: y",
        ] {
            assert_eq!(safe_next(bad), "/office");
        }
    }
}
