//! `/anmelden`, `/mein`: a school or a volunteer asks for a link by mail, uses it, and sees where they are signed in.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::access::SignedDevice;
use super::forms::Posted;
use super::page::{self, Look};
use super::{Web, client, cookies};
use crate::app::{AppError, LinkUse, session_token};
use crate::view::pages::{AskLinkPage, DeviceRow, DevicesPage, Entrance, Fault, LinkGonePage, UseLinkPage};

/// `GET /anmelden`
pub(super) async fn form(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &AskLinkPage::default())
}

/// Who sends a form: browser and place.
pub(super) struct Sender {
    browser: Option<String>,
    agent: String,
    client: String,
}

impl FromRequestParts<Web> for Sender {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, AppError> {
        Ok(Self {
            browser: cookies::asking(&parts.headers, web.app.config.secure()),
            agent: client::agent(parts),
            client: client::address(parts, &web.app.config.trusted_proxies),
        })
    }
}

/// `POST /anmelden`: the answer is the same whether the address is known or not.
pub(super) async fn ask(
    State(web): State<Web>,
    look: Look,
    sender: Sender,
    form: Posted,
) -> Result<Response, AppError> {
    let typed = form.get("email");
    let browser = session_token(&web.app.ids);
    match web.app.ask_for_link(typed, &browser, &sender.client).await {
        Ok(()) => {
            let page = UseLinkPage {
                action: "/anmelden/code".to_owned(),
                asked_for: Some(typed.trim().chars().take(254).collect()),
                with_code: true,
                faults: Vec::new(),
                minutes: 0,
            };
            let mut response = page::show(&web, &look, &page)?;
            let cookie = cookies::set_asking(&browser, web.app.config.secure());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(AppError::Rejected(faults)) => {
            let page = AskLinkPage {
                email: typed.chars().take(254).collect(),
                faults: faults.into_iter().map(Fault::from).collect(),
                minutes: 0,
            };
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(AppError::Throttled(seconds)) => {
            let page = AskLinkPage {
                email: typed.chars().take(254).collect(),
                faults: Vec::new(),
                minutes: seconds.div_ceil(60),
            };
            let response = page::with_status(&web, &look, StatusCode::TOO_MANY_REQUESTS, &page)?;
            Ok(waiting(response, seconds))
        }
        Err(error) => Err(error),
    }
}

fn waiting(mut response: Response, seconds: u64) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}

fn gone(web: &Web, look: &Look) -> Response {
    page::with_status(web, look, StatusCode::GONE, &LinkGonePage { kind: "login" })
        .unwrap_or_else(IntoResponse::into_response)
}

/// `GET /anmelden/{token}`: shows what to press. Nothing happens by looking.
pub(super) async fn show(
    State(web): State<Web>,
    look: Look,
    sender: Sender,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let with_code = match web.app.link_use(&token, sender.browser.as_deref()).await? {
        LinkUse::Gone => return Ok(gone(&web, &look)),
        LinkUse::Here => false,
        LinkUse::WithCode => true,
    };
    let page = UseLinkPage {
        action: format!("/anmelden/{token}"),
        asked_for: None,
        with_code,
        faults: Vec::new(),
        minutes: 0,
    };
    page::show(&web, &look, &page)
}

/// `POST /anmelden/{token}`
pub(super) async fn use_link(
    State(web): State<Web>,
    look: Look,
    sender: Sender,
    Path(token): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let browser = sender.browser.as_deref();
    let (agent, client) = (&sender.agent, &sender.client);
    let used = web
        .app
        .use_link(&token, browser, form.get("code"), agent, client)
        .await;
    signed_in(&web, &look, used, format!("/anmelden/{token}"), None).await
}

/// `POST /anmelden/code`: the mail was read elsewhere, its code is typed in here.
pub(super) async fn use_code(
    State(web): State<Web>,
    look: Look,
    sender: Sender,
    form: Posted,
) -> Result<Response, AppError> {
    let browser = sender.browser.as_deref().unwrap_or_default();
    let (agent, client) = (&sender.agent, &sender.client);
    let used = web.app.use_code(browser, form.get("code"), agent, client).await;
    let asked_for = Some(form.get("email").chars().take(254).collect());
    signed_in(&web, &look, used, "/anmelden/code".to_owned(), asked_for).await
}

async fn signed_in(
    web: &Web,
    look: &Look,
    used: Result<String, AppError>,
    action: String,
    asked_for: Option<String>,
) -> Result<Response, AppError> {
    let again = |faults, minutes| UseLinkPage {
        action,
        asked_for,
        with_code: true,
        faults,
        minutes,
    };
    let secure = web.app.config.secure();
    match used {
        Ok(token) => {
            let mut response = Redirect::to(&only_entrance(web, &token).await?).into_response();
            let headers = response.headers_mut();
            headers.append(header::SET_COOKIE, cookies::set_device(&token, secure));
            headers.append(header::SET_COOKIE, cookies::clear_asking(secure));
            Ok(response)
        }
        Err(AppError::NotFound) => Ok(gone(web, look)),
        Err(AppError::Rejected(faults)) => {
            let page = again(faults.into_iter().map(Fault::from).collect(), 0);
            page::with_status(web, look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(AppError::Throttled(seconds)) => {
            let page = again(Vec::new(), seconds.div_ceil(60));
            let response = page::with_status(web, look, StatusCode::TOO_MANY_REQUESTS, &page)?;
            Ok(waiting(response, seconds))
        }
        Err(error) => Err(error),
    }
}

/// The page a new device opens: its only one, or the list.
async fn only_entrance(web: &Web, token: &str) -> Result<String, AppError> {
    let Some(device) = web.app.device(token).await? else {
        return Ok("/mein".to_owned());
    };
    let entrances = web.app.entrances(&device.address).await?;
    Ok(
        match (entrances.organisations.as_slice(), entrances.people.as_slice()) {
            ([only], []) => format!("/s/{}", only.id),
            ([], [only]) => format!("/v/{}", only.id),
            _ => "/mein".to_owned(),
        },
    )
}

/// `GET /mein`: what this device opens, and where else the same mailbox is signed in.
pub(super) async fn own(
    State(web): State<Web>,
    look: Look,
    SignedDevice(device): SignedDevice,
) -> Result<Response, AppError> {
    let entrances = web.app.entrances(&device.address).await?;
    let organisations = entrances.organisations.iter().map(|organisation| Entrance {
        kind: "school",
        name: organisation.name.clone(),
        url: format!("/s/{}", organisation.id),
    });
    let people = entrances.people.iter().map(|person| Entrance {
        kind: "person",
        name: person.full_name(),
        url: format!("/v/{}", person.id),
    });
    let devices = web.app.devices_at(&device.address).await?;
    let devices = devices.into_iter().map(|other| DeviceRow {
        here: other.token_hash == device.token_hash,
        key: other.token_hash,
        agent: other.agent,
        created_at: other.created_at,
        last_seen_at: other.last_seen_at,
    });
    let page = DevicesPage {
        address: device.address.clone(),
        entrances: organisations.chain(people).collect(),
        devices: devices.collect(),
    };
    page::show(&web, &look, &page)
}

/// `POST /mein/devices`: signs one device out, or all of them.
pub(super) async fn end(
    State(web): State<Web>,
    look: Look,
    SignedDevice(device): SignedDevice,
    form: Posted,
) -> Result<Response, AppError> {
    let which = match form.get("device") {
        "here" => Some(device.token_hash.as_str()),
        "all" => None,
        other => Some(other),
    };
    web.app.end_devices(&device.address, which, None).await?;
    if which.is_some_and(|hash| hash != device.token_hash) {
        return Ok(page::done(&look, "/mein", "device_ended"));
    }
    let mut response = Redirect::to("/anmelden?ok=device_out").into_response();
    let cookie = cookies::clear_device(web.app.config.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// In place of a page for devices that are signed in.
pub(super) fn required(web: &Web, look: &Look) -> Response {
    let mut response = page::with_status(web, look, StatusCode::UNAUTHORIZED, &AskLinkPage::default())
        .unwrap_or_else(IntoResponse::into_response);
    response.headers_mut().insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Cookie realm=\"device\""),
    );
    response
}
