//! How does the office sign in and out? Password, then the second factor; first passwords; forms kept over a session's
//! end.

use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::access::Subject;
use super::forms::Posted;
use super::page::{self, Look};
use super::{Web, client, cookies};
use crate::app::{AppError, Entry, LoginError};
use crate::domain::Rejection;
use crate::view::pages::{CodePage, Fault, KeptField, LinkGonePage, LoginPage, ResumePage, WelcomePage};

/// Prefix of the fields of a form that is sent again after signing in.
const KEPT: &str = "kept.";

/// `GET /login`
pub(super) async fn form(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let ended = look.address().contains("ended");
    let page = LoginPage {
        email: String::new(),
        next: String::new(),
        resume: String::new(),
        kept: Vec::new(),
        fault: ended.then_some("ended"),
        minutes: 0,
        city: city(&web),
    };
    shown(&web, &look, StatusCode::OK, &page)
}

/// The login. Its button for the city's own login leads there, so the page says that it may.
fn shown(web: &Web, look: &Look, status: StatusCode, page: &LoginPage) -> Result<Response, AppError> {
    let mut response = page::with_status(web, look, status, page)?;
    if let Some(city) = &web.app.config.city_login {
        let there = format!("form-action 'self' {}", super::http::origin(&city.issuer));
        let policy = super::http::POLICY.replace("form-action 'self'", &there);
        if let Ok(policy) = HeaderValue::try_from(policy) {
            response
                .headers_mut()
                .insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    Ok(response)
}

/// Name of the city's own login for the button, when there is one.
fn city(web: &Web) -> Option<String> {
    web.app.city_login_name().map(str::to_owned)
}

/// The login again, with why.
pub(super) fn refused(
    web: &Web,
    look: &Look,
    status: StatusCode,
    fault: &'static str,
) -> Result<Response, AppError> {
    let page = LoginPage {
        email: String::new(),
        next: String::new(),
        resume: String::new(),
        kept: Vec::new(),
        fault: Some(fault),
        minutes: 0,
        city: city(web),
    };
    shown(web, look, status, &page)
}

/// The form for the second factor, after the city's login.
pub(super) fn code_for(web: &Web, look: &Look, next: &str) -> Result<Response, AppError> {
    let page = CodePage {
        next: next.to_owned(),
        resume: String::new(),
        kept: Vec::new(),
        fault: None,
        minutes: 0,
    };
    page::show(web, look, &page)
}

/// The login in place of a page that needs it; status 401, the address stays, and what a form said is kept.
pub(super) fn required(web: &Web, look: &Look, parts: &Parts, kept: Vec<(String, String)>) -> Response {
    let read_only = matches!(parts.method, Method::GET | Method::HEAD);
    let address = look.address();
    let kept = kept.into_iter().map(|(name, value)| KeptField {
        name: format!("{KEPT}{name}"),
        value,
    });
    let kept: Vec<_> = kept.collect();
    let page = LoginPage {
        email: String::new(),
        resume: if read_only || kept.is_empty() {
            String::new()
        } else {
            address.clone()
        },
        next: if read_only { address } else { String::new() },
        fault: Some(if kept.is_empty() { "required" } else { "kept" }),
        kept,
        minutes: 0,
        city: city(web),
    };
    let mut response =
        shown(web, look, StatusCode::UNAUTHORIZED, &page).unwrap_or_else(IntoResponse::into_response);
    // RFC 9110, 11.6.1 wants a challenge; browsers show nothing for a scheme they do not know.
    response.headers_mut().insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Cookie realm=\"office\""),
    );
    response
}

/// A form of the login, and who sends it.
struct Asked {
    look: Look,
    form: Posted,
    address: String,
    agent: String,
    cookie: Option<String>,
}

async fn read(web: &Web, request: Request) -> Result<Asked, Response> {
    let (mut parts, body) = request.into_parts();
    let look = Look::from_request_parts(&mut parts, web)
        .await
        .map_err(IntoResponse::into_response)?;
    let cookie = cookies::session(&parts.headers, web.app.config.secure());
    let address = client::address(&parts, &web.app.config.trusted_proxies);
    let agent = client::agent(&parts);
    let form = Posted::from_request(Request::from_parts(parts, body), web).await?;
    Ok(Asked {
        look,
        form,
        address,
        agent,
        cookie,
    })
}

fn kept(form: &Posted) -> Vec<KeptField> {
    let fields = form.fields().filter(|(name, _)| name.starts_with(KEPT));
    fields
        .map(|(name, value)| KeptField {
            name: name.to_owned(),
            value: value.to_owned(),
        })
        .collect()
}

/// `POST /login`
pub(super) async fn submit(State(web): State<Web>, request: Request) -> Result<Response, Response> {
    let asked = read(&web, request).await?;
    let (form, look) = (&asked.form, &asked.look);
    let (email, next) = (form.get("email"), form.get("next"));
    let entered = web
        .app
        .login(email, form.get("password"), &asked.address, &asked.agent)
        .await;
    let (status, fault, wait) = match entered {
        Ok(entry) => {
            // Whatever session the browser had: a new one begins.
            if let Some(before) = &asked.cookie {
                web.app
                    .logout(before)
                    .await
                    .map_err(IntoResponse::into_response)?;
            }
            let response = if entry.code_needed {
                code_page(&web, look, form, None, 0, StatusCode::OK)
            } else {
                go_on(&web, look, form, &entry.token).await
            };
            return response
                .map(|r| with_session(r, &entry.token, &web))
                .map_err(IntoResponse::into_response);
        }
        Err(LoginError::Wrong) => (StatusCode::UNAUTHORIZED, "wrong", None),
        Err(LoginError::Throttled(seconds)) => (StatusCode::TOO_MANY_REQUESTS, "throttled", Some(seconds)),
        Err(LoginError::App(error)) => return Err(error.into_response()),
    };
    let page = LoginPage {
        email: email.chars().take(254).collect(),
        next: safe_next(next).to_owned(),
        resume: form.get("resume").to_owned(),
        kept: kept(form),
        fault: Some(fault),
        minutes: wait.unwrap_or(0).div_ceil(60),
        city: city(&web),
    };
    let response = shown(&web, look, status, &page).map_err(IntoResponse::into_response)?;
    Ok(retry_after(response, wait))
}

fn retry_after(mut response: Response, wait: Option<u64>) -> Response {
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn code_page(
    web: &Web,
    look: &Look,
    form: &Posted,
    fault: Option<&'static str>,
    minutes: u64,
    status: StatusCode,
) -> Result<Response, AppError> {
    let page = CodePage {
        next: safe_next(form.get("next")).to_owned(),
        resume: form.get("resume").to_owned(),
        kept: kept(form),
        fault,
        minutes,
    };
    page::with_status(web, look, status, &page)
}

/// `POST /login/code`
pub(super) async fn submit_code(State(web): State<Web>, request: Request) -> Result<Response, Response> {
    let asked = read(&web, request).await?;
    let (form, look) = (&asked.form, &asked.look);
    let pending = asked.cookie.as_deref().unwrap_or_default();
    let entered = web
        .app
        .login_code(pending, form.get("code"), &asked.address, &asked.agent)
        .await;
    match entered {
        Ok(token) => go_on(&web, look, form, &token)
            .await
            .map(|response| with_session(response, &token, &web))
            .map_err(IntoResponse::into_response),
        Err(LoginError::Wrong) => code_page(&web, look, form, Some("wrong"), 0, StatusCode::UNAUTHORIZED)
            .map_err(IntoResponse::into_response),
        Err(LoginError::Throttled(seconds)) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            code_page(&web, look, form, Some("throttled"), seconds.div_ceil(60), status)
                .map(|response| retry_after(response, Some(seconds)))
                .map_err(IntoResponse::into_response)
        }
        // Ten minutes are over: from the beginning.
        Err(LoginError::App(AppError::NotFound)) => {
            let page = LoginPage {
                email: String::new(),
                next: safe_next(form.get("next")).to_owned(),
                resume: form.get("resume").to_owned(),
                kept: kept(form),
                fault: Some("late"),
                minutes: 0,
                city: city(&web),
            };
            shown(&web, look, StatusCode::UNAUTHORIZED, &page).map_err(IntoResponse::into_response)
        }
        Err(LoginError::App(error)) => Err(error.into_response()),
    }
}

/// After signing in: the page that was asked for, or the form that came too late, to be sent again.
async fn go_on(web: &Web, look: &Look, form: &Posted, token: &str) -> Result<Response, AppError> {
    let resume = form.get("resume");
    if resume.is_empty() || safe_next(resume) != resume {
        return Ok(Redirect::to(safe_next(form.get("next"))).into_response());
    }
    let Some(who) = web.app.session(token).await? else {
        return Ok(Redirect::to("/office").into_response());
    };
    let look = look
        .clone()
        .seen_by(Subject::Office(who.account.into(), who.rights.into()));
    let fields = kept(form).into_iter().map(|field| KeptField {
        name: field.name.trim_start_matches(KEPT).to_owned(),
        value: field.value,
    });
    let page = ResumePage {
        action: resume.to_owned(),
        fields: fields.collect(),
    };
    page::show(web, &look, &page)
}

/// The answer with the cookie of a session that has just begun.
pub(super) fn with_session(mut response: Response, token: &str, web: &Web) -> Response {
    response.headers_mut().append(
        header::SET_COOKIE,
        cookies::set_session(token, web.app.config.secure()),
    );
    response
}

/// Where to go after signing in: a page of the office, never another site.
pub(super) fn safe_next(next: &str) -> &str {
    let below = |root: &str| {
        let rest = next.strip_prefix(root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    let plain =
        next.len() <= 500 && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') && !next.contains("//");
    if (below("/office") || below("/account")) && plain {
        next
    } else {
        "/office"
    }
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
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let asked = read(&web, request).await?;
    let (form, look) = (&asked.form, &asked.look);
    let gone = || page::gone(&web, look, LinkGonePage { kind: "welcome" });
    let found = web.app.welcome_account(&token).await;
    let Some(account) = found.map_err(IntoResponse::into_response)? else {
        return Ok(gone());
    };
    let result = if form.get("password") == form.get("password_again") {
        web.app.welcome(&token, form.get("password"), &asked.agent).await
    } else {
        Err(AppError::Rejected(vec![Rejection::new(
            "password_again",
            "password-mismatch",
        )]))
    };
    match result {
        Ok(Entry { token, code_needed }) => {
            let response = if code_needed {
                code_page(&web, look, form, None, 0, StatusCode::OK).map_err(IntoResponse::into_response)?
            } else {
                Redirect::to("/office").into_response()
            };
            Ok(with_session(response, &token, &web))
        }
        Err(AppError::Rejected(faults)) => {
            let faults = faults.into_iter().map(Fault::from).collect();
            let page = WelcomePage {
                token,
                name: account.name,
                faults,
            };
            page::with_status(&web, look, StatusCode::UNPROCESSABLE_ENTITY, &page)
                .map_err(IntoResponse::into_response)
        }
        Err(AppError::NotFound) => Ok(gone()),
        Err(error) => Err(error.into_response()),
    }
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for good in [
            "/office",
            "/office/requests?q=M%C3%BCller",
            "/office?x",
            "/account/factor",
        ] {
            assert_eq!(safe_next(good), good);
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example",
            "/office//evil",
            "/officer",
            "/accounts",
            "/office\\..",
            "/s/x",
            "/office\r\nX: y",
        ] {
            assert_eq!(safe_next(bad), "/office");
        }
    }
}
