//! Which addresses are there, and who may open each? One table; the router is made from it and nowhere else.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{self, MethodRouter};

use super::office::{organisations, outbox, overview, people, plan, requests};
use super::{Web, access, assets, demo, person, public, school};

/// Who may open an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Everyone.
    Public,
    /// Whoever is signed in to the office.
    Account,
    /// Whoever holds the link of an organisation; the token is in the path.
    OrganisationLink,
    /// Whoever holds the link of an offer; the token is in the path.
    OfferLink,
    /// Everyone, but only in the demo city, which listens on loopback only.
    DemoOnly,
}

/// One line of the table, for tests and documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// Method; GET answers HEAD too.
    pub method: Method,
    /// Path with placeholders.
    pub path: &'static str,
    /// Who may open it.
    pub access: Access,
}

struct Route {
    info: RouteInfo,
    handler: MethodRouter<Web>,
}

fn get<H: Handler<T, Web>, T: 'static>(access: Access, path: &'static str, handler: H) -> Route {
    Route {
        info: RouteInfo {
            method: Method::GET,
            path,
            access,
        },
        handler: routing::get(handler),
    }
}

fn post<H: Handler<T, Web>, T: 'static>(access: Access, path: &'static str, handler: H) -> Route {
    Route {
        info: RouteInfo {
            method: Method::POST,
            path,
            access,
        },
        handler: routing::post(handler),
    }
}

fn routes() -> Vec<Route> {
    use Access::{Account, DemoOnly, OfferLink, OrganisationLink, Public};
    vec![
        get(Public, "/", public::start),
        get(Public, "/login", public::login_form),
        post(Public, "/login", public::login),
        post(Account, "/logout", public::logout),
        get(Public, "/welcome/{token}", public::welcome_form),
        post(Public, "/welcome/{token}", public::welcome),
        get(Public, "/impressum", public::imprint),
        get(Public, "/datenschutz", public::privacy),
        get(Public, "/barrierefreiheit", public::accessibility),
        get(Public, "/healthz", public::health),
        get(Public, "/static/{hash}/{*path}", assets::serve),
        //
        get(Account, "/office", overview::show),
        post(Account, "/office/tasks/{id}/done", overview::complete_task),
        get(Account, "/office/requests", requests::list),
        get(Account, "/office/requests/{number}", requests::show),
        get(Account, "/office/requests/{number}/cancel", requests::cancel_form),
        post(Account, "/office/requests/{number}/cancel", requests::cancel),
        post(Account, "/office/offers/{id}/answer", requests::record_answer),
        get(Account, "/office/people", people::list),
        get(Account, "/office/people/{id}", people::show),
        get(Account, "/office/organisations", organisations::list),
        get(Account, "/office/plan", plan::weeks),
        post(Account, "/office/plan", plan::start),
        get(Account, "/office/plans/{id}", plan::show),
        get(Account, "/office/plans/{id}/publish", plan::publish_form),
        post(Account, "/office/plans/{id}/publish", plan::publish),
        post(Account, "/office/plans/{id}/discard", plan::discard),
        post(Account, "/office/plans/{id}/stop", plan::stop),
        get(Account, "/office/outbox", outbox::show),
        //
        get(OrganisationLink, "/s/{token}", school::list),
        get(OrganisationLink, "/s/{token}/new", school::new_form),
        post(OrganisationLink, "/s/{token}/new", school::submit),
        get(OrganisationLink, "/s/{token}/requests/{number}", school::show),
        get(
            OrganisationLink,
            "/s/{token}/requests/{number}/cancel",
            school::cancel_form,
        ),
        post(
            OrganisationLink,
            "/s/{token}/requests/{number}/cancel",
            school::cancel,
        ),
        //
        get(OfferLink, "/e/{token}", person::show),
        post(OfferLink, "/e/{token}", person::answer),
        get(OfferLink, "/e/{token}/cancel", person::cancel_form),
        post(OfferLink, "/e/{token}/cancel", person::cancel),
        //
        get(DemoOnly, "/demo/mail", demo::list),
        get(DemoOnly, "/demo/mail/{id}", demo::show),
        get(DemoOnly, "/demo/mail/{id}/html", demo::html),
        get(DemoOnly, "/demo/mail/{id}/calendar", demo::calendar),
    ]
}

/// The table.
pub fn table() -> Vec<RouteInfo> {
    routes().into_iter().map(|route| route.info).collect()
}

/// The router over the table; every handler stands behind the gate of its access rule.
pub(super) fn router(web: &Web) -> Router<Web> {
    let demo = web.app.config.demo && web.app.config.listen.ip().is_loopback();
    routes()
        .into_iter()
        .filter(|route| demo || route.info.access != Access::DemoOnly)
        .fold(Router::new(), |router, route| {
            let gate = from_fn_with_state((web.clone(), route.info.access), access::gate);
            router.route(route.info.path, route.handler.route_layer(gate))
        })
}
