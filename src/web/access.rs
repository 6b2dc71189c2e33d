//! May this browser open this address? The gate before every handler, and who it let in.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::page::{Look, Setting};
use super::{Access, Web, cookies, devices, forms, login, page};
use crate::app::{AppError, OfferView};
use crate::domain::account::Account;
use crate::domain::device::Device;
use crate::domain::feed::FeedOwner;
use crate::domain::organisation::Organisation;
use crate::domain::person::Person;
use crate::domain::record::RecordKind;
use crate::domain::rights::{Belongs, Reach, Right, Rights};
use crate::ids::{ContactId, LocationId, OrganisationId, PersonId};
use crate::store::Tx;
use crate::view::pages::{LinkGonePage, NoRightPage};

/// Who was let in. Stands in the extensions of a request behind the gate.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// Anyone.
    Nobody,
    /// Someone of the office.
    Office(Arc<Account>, Arc<Rights>),
    /// An organisation, with the token of its link.
    School(Arc<Organisation>, Arc<str>),
    /// A volunteer, with the token of the offer's link.
    Volunteer(Arc<OfferView>, Arc<str>),
    /// A volunteer, with the token of their own page.
    Person(Arc<Person>, Arc<str>),
    /// A calendar program.
    Calendar(FeedOwner),
    /// Whoever reads a mailbox of a school or a volunteer, on a device that is signed in.
    Device(Arc<Device>),
}

impl Subject {
    /// What the marks of this subject's forms are bound to.
    pub(super) fn scope(&self) -> String {
        match self {
            Self::Nobody => "public".to_owned(),
            Self::Office(account, _) => format!("account:{}", account.id),
            Self::School(organisation, _) => format!("organisation:{}", organisation.id),
            Self::Volunteer(view, _) => format!("offer:{}", view.offer.id),
            Self::Person(person, _) => format!("person:{}", person.id),
            Self::Calendar(owner) => format!("feed:{}", owner.id()),
            Self::Device(device) => format!("device:{}", device.token_hash),
        }
    }
}

/// What one address of the office is about; decides whom an account with a narrowed right may see there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// The office's whole work: only for those whose right holds everywhere.
    Whole,
    /// A list that its handler narrows to what the right reaches.
    List,
    /// One request, by its number.
    Request,
    /// The request of one offer.
    Offer,
    /// One volunteer.
    Person,
    /// The request or the volunteer one task is about.
    Task,
    /// The request or the volunteer of something that can be taken back, or the proposal that was sent out.
    Action,
    /// One proposal: the part of the work it was computed for.
    Plan,
    /// The request one mail is about, that goes out or came in.
    Mail,
    /// See [`Target::Mail`].
    Letter,
    /// One list of what the office keeps, or one record of it.
    Record,
}

/// Kinds of records that name nobody and hold for every part of the work.
const SHARED: [RecordKind; 6] = [
    RecordKind::Programme,
    RecordKind::Language,
    RecordKind::District,
    RecordKind::Calendar,
    RecordKind::Holidays,
    RecordKind::Regime,
];

/// What an address is about. Whatever is not named here is about the whole.
fn target(path: &str) -> Target {
    const LISTS: [&str; 24] = [
        "/office",
        "/office/requests",
        "/office/people",
        "/office/search",
        "/office/week",
        // Filters under a name belong to the account.
        "/office/week/filters",
        "/office/week/filters/{id}/forget",
        "/office/calendar",
        // Whoever is added belongs to the own part, or is not added.
        "/office/people/new",
        // Whoever is ticked is looked for within reach, and a change belongs to the account that made it.
        "/office/people/bulk",
        "/office/people/bulk/{id}",
        "/office/people/bulk/{id}/undo",
        "/office/organisations",
        "/office/data",
        "/office/calls",
        "/office/caller",
        // Whoever is chosen there, or asks, is looked for within reach.
        "/office/absent",
        "/office/take",
        "/office/take/{id}",
        "/office/take/drop",
        "/office/export",
        // What is computed there is for the requests and the people within reach.
        "/office/plan",
        "/office/outbox",
        "/office/inbox",
    ];
    const PARTS: [(&str, Target); 8] = [
        ("/office/tasks/{id}", Target::Task),
        ("/office/requests/{number}", Target::Request),
        ("/office/offers/{id}", Target::Offer),
        ("/office/people/{id}", Target::Person),
        ("/office/actions/{id}", Target::Action),
        ("/office/plans/{id}", Target::Plan),
        ("/office/outbox/{id}", Target::Mail),
        ("/office/inbox/{id}", Target::Letter),
    ];
    const RECORDS: [&str; 3] = [
        "/office/data/{kind}",
        "/office/data/{kind}/{key}",
        "/office/data/{kind}/{key}/history",
    ];
    if RECORDS.contains(&path) {
        return Target::Record;
    }
    if LISTS.contains(&path) {
        return Target::List;
    }
    let below = |prefix: &str| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    PARTS
        .iter()
        .find(|(prefix, _)| below(prefix))
        .map_or(Target::Whole, |(_, target)| *target)
}

/// Why somebody is not let in.
enum Refusal {
    /// Not signed in, or the link is not good.
    Unknown,
    /// Signed in, but a second factor has to be set up first.
    FactorMissing,
    /// Signed in, without this right.
    NoRight(Subject, Right),
    /// Outside the part of the work the account is for: as if it did not exist.
    Elsewhere,
}

/// When the session ends unless something is clicked. Stands in the extensions of requests of the office.
#[derive(Clone, Copy, Debug)]
pub(super) struct SessionEnd(pub(super) DateTime<Utc>);

/// What the office is to be told on every page. Stands in the extensions of its requests.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alarm {
    /// No mail leaves.
    pub(super) mails_stand: bool,
    /// So many things burn; none for accounts that see a part of the work only.
    pub(super) burning: i64,
}

/// The gate of one route.
pub(super) async fn gate(
    State((web, access, path)): State<(Web, Access, &'static str)>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let value = |name: &str| {
        let all = params.iter().flat_map(RawPathParams::iter);
        all.filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .next()
            .unwrap_or_default()
    };
    let admitted = match access {
        Access::Account => admit_account(&web, &parts).await.map(|who| {
            who.map(|(subject, _, end)| {
                parts.extensions.insert(end);
                subject
            })
        }),
        Access::Office(right) => match admit_account(&web, &parts).await {
            Ok(Ok((_, true, _))) => Ok(Err(Refusal::FactorMissing)),
            Ok(Ok((subject, false, end))) => {
                parts.extensions.insert(end);
                let of = target(path);
                let key = match of {
                    Target::Request => value("number"),
                    Target::Record => value("key"),
                    _ => value("id"),
                };
                admit_office(&web, subject, right, of, (value("kind"), key)).await
            }
            Ok(Err(refusal)) => Ok(Err(refusal)),
            Err(error) => Err(error),
        },
        _ => admit(&web, access, value("token"), &parts).await,
    };
    let subject = match admitted {
        Ok(Ok(subject)) => subject,
        Ok(Err(refusal)) => return refused(&web, access, refusal, &mut parts, body).await,
        Err(error) => return error.into_response(),
    };
    if let Subject::Office(_, rights) = &subject {
        match alarm(&web, rights).await {
            Ok(alarm) => parts.extensions.insert(alarm),
            Err(error) => return error.into_response(),
        };
    }
    parts.extensions.insert(subject.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // An error becomes a page further out, with the frame of whoever was let in.
    if response.status().is_client_error() || response.status().is_server_error() {
        response.extensions_mut().insert(subject);
    }
    response
}

async fn alarm(web: &Web, rights: &Rights) -> Result<Alarm, AppError> {
    let whole = rights.reach(Right::Read) == Reach::Everything;
    let (mails_stand, burning) = web.app.alarms(whole).await?;
    Ok(Alarm { mails_stand, burning })
}

/// Who is signed in to the office, for error pages of addresses that have no gate.
pub(super) async fn signed_in(web: &Web, parts: &Parts) -> Option<Subject> {
    admit_account(web, parts)
        .await
        .ok()?
        .ok()
        .map(|(subject, ..)| subject)
}

type Admitted = Result<Result<Subject, Refusal>, AppError>;

async fn admit(web: &Web, access: Access, token: &str, parts: &Parts) -> Admitted {
    let device = || cookies::device(&parts.headers, web.app.config.secure());
    // A key in place of a token: it opens nothing by itself, only on a device that is signed in.
    let key: Option<Uuid> = token.parse().ok();
    let found = match access {
        Access::Public | Access::DemoOnly => Some(Subject::Nobody),
        Access::Account | Access::Office(_) => None,
        Access::Device => match device() {
            Some(cookie) => web.app.device(&cookie).await?.map(|d| Subject::Device(d.into())),
            None => None,
        },
        Access::OrganisationLink => {
            let found = match (key, device()) {
                (None, _) => web.app.organisation_by_token(token).await?,
                (Some(id), Some(cookie)) => {
                    web.app
                        .organisation_of_device(&cookie, OrganisationId(id))
                        .await?
                }
                (Some(_), None) => None,
            };
            found.map(|organisation| Subject::School(organisation.into(), token.into()))
        }
        Access::OfferLink => {
            let found = web.app.offer_by_token(token).await?;
            found.map(|view| Subject::Volunteer(view.into(), token.into()))
        }
        Access::PersonLink => {
            let found = match (key, device()) {
                (None, _) => web.app.person_by_token(token).await?,
                (Some(id), Some(cookie)) => web.app.person_of_device(&cookie, PersonId(id)).await?,
                (Some(_), None) => None,
            };
            found.map(|person| Subject::Person(person.into(), token.into()))
        }
        Access::FeedLink => match token.strip_suffix(".ics") {
            Some(token) => web.app.feed_by_token(token).await?.map(Subject::Calendar),
            None => None,
        },
    };
    Ok(found.ok_or(Refusal::Unknown))
}

/// Who is signed in, whether a second factor is missing, and until when.
async fn admit_account(
    web: &Web,
    parts: &Parts,
) -> Result<Result<(Subject, bool, SessionEnd), Refusal>, AppError> {
    let found = match cookies::session(&parts.headers, web.app.config.secure()) {
        Some(cookie) => web.app.session(&cookie).await?,
        None => None,
    };
    Ok(found
        .map(|who| {
            let (missing, end) = (who.factor_missing, SessionEnd(who.ends_at));
            let subject = Subject::Office(who.account.into(), who.rights.into());
            (subject, missing, end)
        })
        .ok_or(Refusal::Unknown))
}

/// Whether the right of someone who is signed in reaches what the address is about.
async fn admit_office(
    web: &Web,
    subject: Subject,
    right: Right,
    of: Target,
    (kind, key): (&str, &str),
) -> Admitted {
    let Subject::Office(_, rights) = &subject else {
        return Ok(Err(Refusal::Unknown));
    };
    if !rights.allow(right) {
        return Ok(Err(Refusal::NoRight(subject, right)));
    }
    let reach = rights.reach(right);
    if reach == Reach::Everything || of == Target::List {
        return Ok(Ok(subject));
    }
    if of == Target::Whole {
        return Ok(Err(Refusal::NoRight(subject, right)));
    }
    let mut tx = web.app.store.read().await?;
    if of == Target::Record {
        let owner = match RecordKind::parse(kind) {
            Some(kind) if SHARED.contains(&kind) => return Ok(Ok(subject)),
            Some(kind @ (RecordKind::Organisation | RecordKind::Location | RecordKind::Contact))
                if !key.is_empty() =>
            {
                owner_of(&mut tx, kind, key).await?
            }
            _ => return Ok(Err(Refusal::NoRight(subject, right))),
        };
        let near = tx.organisations_within(&reach, owner).await?;
        return Ok(if near.is_empty() {
            Err(Refusal::Elsewhere)
        } else {
            Ok(subject)
        });
    }
    let plan = match of {
        Target::Plan => key.parse().ok(),
        Target::Action => match key.parse() {
            Ok(id) => tx.plan_of_action(id).await?,
            Err(_) => None,
        },
        _ => None,
    };
    if of == Target::Plan || plan.is_some() {
        let found = match plan {
            Some(id) => tx.plan(id).await?,
            None => None,
        };
        return Ok(match found {
            Some(record) if reach.includes(&record.reach) => Ok(subject),
            _ => Err(Refusal::Elsewhere),
        });
    }
    let found: Option<Belongs> = match of {
        Target::Request => match key.parse() {
            Ok(number) => tx.request_belongs(number).await?,
            Err(_) => None,
        },
        Target::Offer => match key.parse() {
            Ok(id) => tx.offer_belongs(id).await?,
            Err(_) => None,
        },
        Target::Task => match key.parse() {
            Ok(id) => tx.task_belongs(id).await?,
            Err(_) => None,
        },
        Target::Action => match key.parse() {
            Ok(id) => tx.action_belongs(id).await?,
            Err(_) => None,
        },
        Target::Mail => match key.parse() {
            Ok(id) => tx.mail_belongs(id).await?,
            Err(_) => None,
        },
        Target::Letter => match key.parse() {
            Ok(id) => tx.letter_belongs(id).await?,
            Err(_) => None,
        },
        Target::Plan | Target::Person | Target::Whole | Target::List | Target::Record => match key.parse() {
            Ok(id) => tx.person_belongs(id).await?,
            Err(_) => None,
        },
    };
    drop(tx);
    Ok(if found.is_some_and(|thing| reach.covers(&thing)) {
        Ok(subject)
    } else {
        Err(Refusal::Elsewhere)
    })
}

/// Whose organisation, place or contact it is.
async fn owner_of(tx: &mut Tx, kind: RecordKind, key: &str) -> Result<Option<OrganisationId>, AppError> {
    let Ok(id) = key.parse::<Uuid>() else {
        return Ok(None);
    };
    Ok(match kind {
        RecordKind::Location => tx.location(LocationId(id)).await?.map(|l| l.organisation),
        RecordKind::Contact => tx.contact(ContactId(id)).await?.map(|c| c.organisation),
        _ => tx.organisation(OrganisationId(id)).await?.map(|o| o.id),
    })
}

/// What is shown instead: the login, what is missing, or the page for links that are no longer good.
async fn refused(web: &Web, access: Access, refusal: Refusal, parts: &mut Parts, body: Body) -> Response {
    if access == Access::FeedLink {
        return AppError::NotFound.into_response();
    }
    let (subject, missing) = match refusal {
        Refusal::Elsewhere => return AppError::NotFound.into_response(),
        Refusal::FactorMissing => return Redirect::to("/account/factor?needed").into_response(),
        Refusal::NoRight(subject, right) => (subject, Some(right)),
        Refusal::Unknown => (Subject::Nobody, None),
    };
    parts.extensions.insert(subject);
    let look = match Look::from_request_parts(parts, web).await {
        Ok(look) => look,
        Err(error) => return error.into_response(),
    };
    match (access, missing) {
        (_, Some(right)) => {
            let page = NoRightPage {
                right: right.as_str(),
                narrow: look.allows(right),
            };
            page::render(web, &look, Setting::default(), StatusCode::FORBIDDEN, &page)
                .unwrap_or_else(IntoResponse::into_response)
        }
        (Access::Account | Access::Office(_), None) => {
            let kept = forms::kept_for_later(parts, body).await;
            login::required(web, &look, parts, kept)
        }
        (Access::Device, None) => devices::required(web, &look),
        (Access::OfferLink, None) => page::gone(web, &look, LinkGonePage { kind: "offer" }),
        (Access::PersonLink, None) => page::gone(web, &look, LinkGonePage { kind: "person" }),
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

/// The signed-in account; only behind [`Access::Account`] and [`Access::Office`].
pub(super) struct Me(pub(super) Arc<Account>);

impl FromRequestParts<Web> for Me {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        match subject(parts) {
            Subject::Office(account, _) => Ok(Self(account)),
            _ => Err(AppError::Forbidden),
        }
    }
}

/// The device that is signed in; only behind [`Access::Device`].
pub(super) struct SignedDevice(pub(super) Arc<Device>);

impl FromRequestParts<Web> for SignedDevice {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        match subject(parts) {
            Subject::Device(device) => Ok(Self(device)),
            _ => Err(AppError::Forbidden),
        }
    }
}

/// The organisation and the address of its page; only behind [`Access::OrganisationLink`].
pub(super) struct School {
    pub(super) organisation: Arc<Organisation>,
    pub(super) base: String,
}

impl School {
    /// Whether it was a device that opened the page, not a link.
    pub(super) fn by_device(&self) -> bool {
        self.base.trim_start_matches("/s/").parse::<Uuid>().is_ok()
    }
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

/// The volunteer whose own page this is, and its address; only behind [`Access::PersonLink`].
pub(super) struct Own {
    pub(super) person: Arc<Person>,
    pub(super) base: String,
}

impl FromRequestParts<Web> for Own {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        match subject(parts) {
            Subject::Person(person, token) => Ok(Self {
                person,
                base: format!("/v/{token}"),
            }),
            _ => Err(AppError::Forbidden),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_about_the_whole() {
        assert_eq!(target("/office/people/{id}"), Target::Person);
        assert_eq!(target("/office/people/{id}/edit"), Target::Person);
        assert_eq!(target("/office/people/new"), Target::List);
        assert_eq!(target("/office/requests/{number}/cancel"), Target::Request);
        assert_eq!(target("/office/plans/{id}/publish"), Target::Plan);
        assert_eq!(target("/office/plan/recruiting"), Target::Whole);
        assert_eq!(target("/office/outbox/pause"), Target::Whole);
        assert_eq!(target("/office/anything/{id}"), Target::Whole);
    }
}
