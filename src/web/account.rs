//! `/account`: the own account - password, second factor, where one is signed in.

use axum::Extension;
use axum::extract::{OriginalUri, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::access::{Me, SessionEnd};
use super::forms::Posted;
use super::page::{self, Look};
use super::words::Words;
use super::{Web, client, cookies, login};
use crate::app::{AppError, session_hash};
use crate::domain::Rejection;
use crate::domain::account::Account;
use crate::domain::rights::Grant;
use crate::view::pages::{AccountPage, CodesPage, FactorPage, Fault, GrantLine, SessionRow};

/// `GET /account`
pub(super) async fn show(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let page = account_page(&web, &look, &me, &headers, Vec::new()).await?;
    page::show(&web, &look, &page)
}

async fn account_page(
    web: &Web,
    look: &Look,
    me: &Account,
    headers: &HeaderMap,
    faults: Vec<Rejection>,
) -> Result<AccountPage, AppError> {
    let member = web.app.member(me.id).await?.ok_or(AppError::NotFound)?;
    let this = cookies::session(headers, web.app.config.secure()).map(|token| session_hash(&token));
    let sessions = member.sessions.into_iter().map(|session| SessionRow {
        here: Some(&session.token_hash) == this.as_ref(),
        key: session.token_hash,
        agent: session.agent,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
    });
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    Ok(AccountPage {
        name: member.account.name,
        email: member.account.email.to_string(),
        grants: member
            .grants
            .iter()
            .map(|grant| grant_line(grant, &words))
            .collect(),
        factor: member.factor,
        recovery_left: member.recovery_left,
        sessions: sessions.collect(),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// A role in words. The carrier is named by whoever knows its name.
pub(super) fn grant_line(grant: &Grant, words: &Words) -> GrantLine {
    GrantLine {
        role: grant.role.as_str(),
        programme: grant.scope.programme.as_ref().map(|id| words.programme(id)),
        district: grant.scope.district.as_deref().map(|code| words.district(code)),
        carrier: grant.scope.carrier.is_some(),
    }
}

/// `POST /account/password`
pub(super) async fn change_password(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    parts: Parts,
    form: Posted,
) -> Result<Response, AppError> {
    let agent = client::agent(&parts);
    let result = if form.get("password") == form.get("password_again") {
        web.app
            .change_password(me.id, form.get("present"), form.get("password"), &agent)
            .await
    } else {
        Err(AppError::rejected("password_again", "password-mismatch"))
    };
    match result {
        Ok(entry) => {
            let response = page::done(&look, "/account", "password_changed");
            Ok(login::with_session(response, &entry.token, &web))
        }
        Err(AppError::Rejected(faults)) => {
            let page = account_page(&web, &look, &me, &parts.headers, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /account/sessions`: ends one session, or all of them.
pub(super) async fn end_sessions(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let which = form.get("session");
    web.app
        .end_sessions(me.id, (which != "all").then_some(which), me.id)
        .await?;
    if which == "all" {
        return Ok(Redirect::to("/login?ended").into_response());
    }
    Ok(page::done(&look, "/account", "session_ended"))
}

/// `GET /account/factor`
pub(super) async fn factor(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let needed = uri.query().is_some_and(|query| query.contains("needed"));
    let page = factor_page(&web, &me, needed, Vec::new()).await?;
    page::show(&web, &look, &page)
}

async fn factor_page(
    web: &Web,
    me: &Account,
    needed: bool,
    faults: Vec<Rejection>,
) -> Result<FactorPage, AppError> {
    let member = web.app.member(me.id).await?.ok_or(AppError::NotFound)?;
    Ok(FactorPage {
        on: member.factor,
        recovery_left: member.recovery_left,
        enrolment: None,
        needed,
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `POST /account/factor/begin`: shows the secret.
pub(super) async fn begin_factor(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    _: Posted,
) -> Result<Response, AppError> {
    let page = enrolment_page(&web, &me, Vec::new()).await?;
    page::show(&web, &look, &page)
}

async fn enrolment_page(web: &Web, me: &Account, faults: Vec<Rejection>) -> Result<FactorPage, AppError> {
    let enrolment = web.app.begin_factor(me.id).await?;
    let image = crate::view::qr_code(&enrolment.url);
    Ok(FactorPage {
        enrolment: Some((image, enrolment.secret)),
        ..factor_page(web, me, false, faults).await?
    })
}

/// `POST /account/factor`: the first code. The recovery codes are shown this once.
pub(super) async fn confirm_factor(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    match web.app.confirm_factor(me.id, form.get("code")).await {
        Ok(codes) => page::show(&web, &look, &CodesPage { codes }),
        Err(AppError::Rejected(faults)) => {
            let page = enrolment_page(&web, &me, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /account/factor/codes`: new recovery codes.
pub(super) async fn renew_codes(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    match web.app.renew_recovery_codes(me.id, form.get("code")).await {
        Ok(codes) => page::show(&web, &look, &CodesPage { codes }),
        Err(error) => refused(&web, &look, &me, error).await,
    }
}

/// `POST /account/factor/remove`
pub(super) async fn remove_factor(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    match web.app.remove_factor(me.id, form.get("code")).await {
        Ok(()) => Ok(page::done(&look, "/account", "factor_removed")),
        Err(error) => refused(&web, &look, &me, error).await,
    }
}

async fn refused(web: &Web, look: &Look, me: &Account, error: AppError) -> Result<Response, AppError> {
    let AppError::Rejected(faults) = error else {
        return Err(error);
    };
    let page = factor_page(web, me, false, faults).await?;
    page::with_status(web, look, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /account/stay`: keeps the session open; says for how many seconds.
pub(super) async fn stay(
    State(web): State<Web>,
    Extension(SessionEnd(end)): Extension<SessionEnd>,
    _: Posted,
) -> Response {
    (end - web.app.clock.now())
        .num_seconds()
        .to_string()
        .into_response()
}
