//! May this browser open this address? The gate before every handler, and who it let in.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::page::Look;
use super::{Access, Web, cookies, page, public};
use crate::app::{AppError, OfferView};
use crate::domain::account::Account;
use crate::domain::organisation::Organisation;
use crate::view::pages::LinkGonePage;

/// Who was let in. Stands in the extensions of a request behind the gate.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// Anyone.
    Nobody,
    /// Someone of the office.
    Office(Arc<Account>),
    /// An organisation, with the token of its link.
    School(Arc<Organisation>, Arc<str>),
    /// A volunteer, with the token of the offer's link.
    Volunteer(Arc<OfferView>, Arc<str>),
}

impl Subject {
    /// What the marks of this subject's forms are bound to.
    pub(super) fn scope(&self) -> String {
        match self {
            Self::Nobody => "public".to_owned(),
            Self::Office(account) => format!("account:{}", account.id),
            Self::School(organisation, _) => format!("organisation:{}", organisation.id),
            Self::Volunteer(view, _) => format!("offer:{}", view.offer.id),
        }
    }
}

/// The gate of one route.
pub(super) async fn gate(
    State((web, access)): State<(Web, Access)>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let token = params
        .iter()
        .flat_map(RawPathParams::iter)
        .find(|(key, _)| *key == "token")
        .map_or("", |(_, value)| value);
    let subject = match admit(&web, access, token, &parts).await {
        Ok(Some(subject)) => subject,
        Ok(None) => return refused(&web, access, &mut parts).await,
        Err(error) => return error.into_response(),
    };
    parts.extensions.insert(subject);
    next.run(Request::from_parts(parts, body)).await
}

async fn admit(web: &Web, access: Access, token: &str, parts: &Parts) -> Result<Option<Subject>, AppError> {
    Ok(match access {
        Access::Public | Access::DemoOnly => Some(Subject::Nobody),
        Access::Account => match cookies::session(&parts.headers, web.app.config.secure()) {
            Some(cookie) => web
                .app
                .session(&cookie)
                .await?
                .map(|account| Subject::Office(account.into())),
            None => None,
        },
        Access::OrganisationLink => {
            let found = web.app.organisation_by_token(token).await?;
            found.map(|organisation| Subject::School(organisation.into(), token.into()))
        }
        Access::OfferLink => web
            .app
            .offer_by_token(token)
            .await?
            .map(|view| Subject::Volunteer(view.into(), token.into())),
    })
}

/// What is shown instead: the login, or the page for links that are no longer good.
async fn refused(web: &Web, access: Access, parts: &mut Parts) -> Response {
    parts.extensions.insert(Subject::Nobody);
    let look = match Look::from_request_parts(parts, web).await {
        Ok(look) => look,
        Err(error) => return error.into_response(),
    };
    match access {
        Access::Account => public::login_required(web, &look, parts),
        Access::OfferLink => page::gone(web, &look, LinkGonePage { kind: "offer" }),
        _ => page::gone(web, &look, LinkGonePage { kind: "school" }),
    }
}

fn subject(parts: &Parts) -> Subject {
    parts
        .extensions
        .get::<Subject>()
        .cloned()
        .unwrap_or(Subject::Nobody)
}

impl FromRequestParts<Web> for Subject {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        Ok(subject(parts))
    }
}

/// The signed-in account; only behind [`Access::Account`].
pub(super) struct Me(pub(super) Arc<Account>);

impl FromRequestParts<Web> for Me {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        match subject(parts) {
            Subject::Office(account) => Ok(Self(account)),
            _ => Err(AppError::Forbidden),
        }
    }
}

/// The organisation and the address of its page; only behind [`Access::OrganisationLink`].
pub(super) struct School {
    pub(super) organisation: Arc<Organisation>,
    pub(super) base: String,
}

impl FromRequestParts<Web> for School {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        match subject(parts) {
            Subject::School(organisation, token) => Ok(Self {
                organisation,
                base: format!("/s/{token}"),
            }),
            _ => Err(AppError::Forbidden),
        }
    }
}

/// The offer a volunteer looks at and its token; only behind [`Access::OfferLink`].
pub(super) struct Volunteer {
    pub(super) view: Arc<OfferView>,
    pub(super) token: Arc<str>,
    pub(super) url: String,
}

impl FromRequestParts<Web> for Volunteer {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        match subject(parts) {
            Subject::Volunteer(view, token) => Ok(Self {
                view,
                url: format!("/e/{token}"),
                token,
            }),
            _ => Err(AppError::Forbidden),
        }
    }
}
