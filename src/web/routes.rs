//! Which addresses are there, and who may open each? One table; the router is made from it and nowhere else.

use std::convert::Infallible;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{self, MethodRouter};
use tower_http::limit::RequestBodyLimitLayer;

use super::forms::FORM_MAX;
use super::office::{
    absent, accounts, ask, bulk, caller, calls, data, data_form, editing, export, handover, import, inbox,
    leave, mail_texts, mailing, moving, notices, organisations, outbox, overview, parked, people, plan,
    plan_help, plan_outcome, prints, publish, request_rules, requests, week,
};
use super::{
    Web, access, account, assets, barriers, city_login, consultation, demo, devices, feeds, joining, login,
    mails, own, own_more, person, places, public, school, school_desk, style, upload,
};
use crate::domain::rights::Right;

/// Who may open an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Everyone.
    Public,
    /// Whoever is signed in to the office, whatever they may do.
    Account,
    /// Whoever is signed in to the office and has this right. An account whose right holds only for a part of the
    /// office's work is let in to what lies in that part, and to nothing that shows or changes the whole: see
    /// `access::target`.
    Office(Right),
    /// Whoever holds the link of an organisation; the token is in the path.
    OrganisationLink,
    /// Whoever holds the link of an offer; the token is in the path.
    OfferLink,
    /// A volunteer with the link to their own page; the token is in the path.
    PersonLink,
    /// Whoever holds the address of a calendar feed; the token is in the path.
    FeedLink,
    /// Whoever is signed in on a device with a link by mail: a school or a volunteer.
    Device,
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
    /// Largest body that is read.
    body: usize,
}

impl Route {
    /// The same for a form that carries a file.
    fn with_file(mut self) -> Self {
        self.body = upload::BODY_MAX;
        self
    }
}

fn get<H: Handler<T, Web>, T: 'static>(access: Access, path: &'static str, handler: H) -> Route {
    Route {
        info: RouteInfo {
            method: Method::GET,
            path,
            access,
        },
        handler: routing::get(handler),
        body: FORM_MAX,
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
        body: FORM_MAX,
    }
}

fn routes() -> Vec<Route> {
    use Access::{
        Account, DemoOnly, Device, FeedLink, OfferLink, Office, OrganisationLink, PersonLink, Public,
    };
    use Right::{Administer, Finance, Mail, MasterData, People, Plan, Read};
    vec![
        get(Public, "/", public::start),
        get(Public, "/login", login::form),
        post(Public, "/login", login::submit),
        post(Public, "/login/code", login::submit_code),
        post(Public, "/login/city", city_login::begin),
        get(Public, "/login/city/answer", city_login::answer),
        post(Public, "/login/city/answer", city_login::finish),
        post(Account, "/logout", login::logout),
        get(Public, "/welcome/{token}", login::welcome_form),
        post(Public, "/welcome/{token}", login::welcome),
        //
        get(Public, "/anmelden", devices::form),
        post(Public, "/anmelden", devices::ask),
        post(Public, "/anmelden/code", devices::use_code),
        get(Public, "/anmelden/{token}", devices::show),
        post(Public, "/anmelden/{token}", devices::use_link),
        get(Device, "/mein", devices::own),
        post(Device, "/mein/devices", devices::end),
        //
        get(Account, "/account", account::show),
        post(Account, "/account/password", account::change_password),
        post(Account, "/account/sessions", account::end_sessions),
        post(Account, "/account/stay", account::stay),
        get(Account, "/account/factor", account::factor),
        post(Account, "/account/factor/begin", account::begin_factor),
        post(Account, "/account/factor", account::confirm_factor),
        post(Account, "/account/factor/codes", account::renew_codes),
        post(Account, "/account/factor/remove", account::remove_factor),
        //
        get(Public, "/impressum", public::imprint),
        get(Public, "/datenschutz", public::privacy),
        get(Public, "/barrierefreiheit", barriers::show),
        post(Public, "/barrierefreiheit", barriers::report),
        get(Public, "/leichte-sprache", public::easy),
        get(Public, "/gebaerdensprache", public::signing),
        get(Account, "/stil", style::show),
        get(Public, "/healthz", public::health),
        get(Public, "/static/{hash}/{*path}", assets::serve),
        //
        get(Office(Read), "/office", overview::show),
        post(Office(Plan), "/office/tasks/{id}/done", overview::complete_task),
        get(Office(Read), "/office/week", week::show),
        post(Office(Read), "/office/week/filters", week::save),
        post(Office(Read), "/office/week/filters/{id}/forget", week::forget),
        get(Office(Read), "/office/week/prints", prints::index),
        post(Office(Plan), "/office/week/prints", prints::print),
        get(Office(Plan), "/office/week/prints/{id}", prints::sheet),
        get(Office(Plan), "/office/week/letters", prints::letters),
        get(Office(Plan), "/office/handover", handover::show),
        get(Office(Plan), "/office/emergency", prints::emergency),
        post(Office(Plan), "/office/emergency", prints::emergency_file),
        get(Office(Read), "/office/requests", requests::list),
        get(Office(Read), "/office/requests/{number}", requests::show),
        get(
            Office(Plan),
            "/office/requests/{number}/cancel",
            requests::cancel_form,
        ),
        post(Office(Plan), "/office/requests/{number}/cancel", requests::cancel),
        post(Office(Plan), "/office/requests/{number}/note", requests::note),
        post(
            Office(Plan),
            "/office/requests/{number}/note/drop",
            requests::drop_note,
        ),
        post(
            Office(Plan),
            "/office/requests/{number}/review",
            request_rules::review,
        ),
        post(
            Office(Plan),
            "/office/requests/{number}/language",
            request_rules::language,
        ),
        post(
            Office(Plan),
            "/office/requests/{number}/outcome",
            request_rules::outcome,
        ),
        post(
            Office(Plan),
            "/office/offers/{id}/answer",
            requests::record_answer,
        ),
        get(Office(People), "/office/people", people::list),
        get(Office(People), "/office/people/{id}", people::show),
        get(Office(People), "/office/people/new", data_form::new_person),
        post(Office(People), "/office/people/new", data_form::create_person),
        get(Office(People), "/office/people/{id}/edit", data_form::edit_person),
        post(
            Office(People),
            "/office/people/{id}/edit",
            data_form::update_person,
        ),
        get(
            Office(People),
            "/office/people/{id}/history",
            data::person_history,
        ),
        post(Office(People), "/office/people/{id}/undo", data::undo_person),
        get(Office(Read), "/office/organisations", organisations::list),
        post(
            Office(MasterData),
            "/office/organisations/{id}/close",
            organisations::close,
        ),
        get(Office(People), "/office/people/{id}/leave", leave::show),
        post(Office(People), "/office/people/{id}/state", leave::state),
        post(Office(People), "/office/people/{id}/devices", people::end_devices),
        post(
            Office(People),
            "/office/people/{id}/early-calls",
            people::early_calls,
        ),
        post(
            Office(People),
            "/office/people/{id}/second-language",
            people::choose_second_language,
        ),
        post(Office(People), "/office/people/{id}/erase", leave::erase),
        post(Office(People), "/office/people/bulk", bulk::people),
        get(Office(People), "/office/people/bulk/{id}", bulk::done),
        post(Office(People), "/office/people/bulk/{id}/undo", bulk::undo),
        post(
            Office(MasterData),
            "/office/organisations/bulk",
            bulk::organisations,
        ),
        get(Office(MasterData), "/office/organisations/bulk/{id}", bulk::done),
        post(
            Office(MasterData),
            "/office/organisations/bulk/{id}/undo",
            bulk::undo,
        ),
        get(Office(Read), "/office/search", leave::search),
        get(Office(Read), "/office/data", data::index),
        get(Office(Read), "/office/data/{kind}", data::list),
        get(Office(MasterData), "/office/data/{kind}/new", data_form::new),
        post(Office(MasterData), "/office/data/{kind}/new", data_form::create),
        get(Office(Read), "/office/data/{kind}/{key}", data::show),
        get(
            Office(MasterData),
            "/office/data/{kind}/{key}/edit",
            data_form::edit,
        ),
        post(
            Office(MasterData),
            "/office/data/{kind}/{key}/edit",
            data_form::update,
        ),
        get(
            Office(Read),
            "/office/data/{kind}/{key}/history",
            data::history_of,
        ),
        post(Office(MasterData), "/office/data/{kind}/{key}/undo", data::undo),
        get(
            Office(MasterData),
            "/office/data/{kind}/{key}/remove",
            data::remove_form,
        ),
        post(
            Office(MasterData),
            "/office/data/{kind}/{key}/remove",
            data::remove,
        ),
        get(Office(Read), "/office/plan", plan::weeks),
        post(Office(Plan), "/office/plan", plan::start),
        get(Office(Read), "/office/plan/recruiting", plan_help::recruiting),
        get(Office(Read), "/office/plans/{id}", plan::show),
        get(
            Office(Read),
            "/office/plans/{id}/requests/{number}/{seat}",
            plan_help::seat,
        ),
        get(Office(Read), "/office/plans/{id}/sheet", plan_outcome::sheet),
        get(Office(Plan), "/office/plans/{id}/publish", publish::publish_form),
        post(Office(Plan), "/office/plans/{id}/publish", publish::publish),
        post(Office(Plan), "/office/plans/{id}/discard", plan::discard),
        post(Office(Plan), "/office/plans/{id}/stop", plan::stop),
        post(Office(Plan), "/office/plans/{id}/wish", plan::wish),
        get(Office(Mail), "/office/outbox", outbox::show),
        post(Office(Mail), "/office/outbox/pause", outbox::pause),
        post(Office(Mail), "/office/outbox/resume", outbox::resume),
        get(Office(Mail), "/office/outbox/{id}", outbox::item),
        get(Office(Mail), "/office/outbox/{id}/html", outbox::html),
        post(Office(Mail), "/office/outbox/{id}/retry", outbox::retry),
        post(Office(Mail), "/office/outbox/{id}/drop", outbox::drop_one),
        get(Office(Mail), "/office/inbox", inbox::list),
        get(Office(Mail), "/office/inbox/{id}", inbox::show),
        get(Office(Mail), "/office/mail-texts", mail_texts::list),
        post(Office(Mail), "/office/mail-texts/languages", mail_texts::release),
        get(Office(Mail), "/office/mail-texts/{id}", mail_texts::show),
        get(Office(Mail), "/office/mail-texts/{id}/html", mail_texts::html),
        post(Office(Mail), "/office/mail-texts/{id}/test", mail_texts::test),
        get(Office(Read), "/office/calendar", feeds::office),
        post(Account, "/office/calendar", feeds::renew_office),
        get(Office(Plan), "/office/absent", absent::show),
        post(Office(Plan), "/office/absent", absent::confirm),
        get(Office(Plan), "/office/calls", calls::list),
        get(Office(Plan), "/office/caller", caller::show),
        get(Office(Plan), "/office/take", caller::take_form),
        post(Office(Plan), "/office/take", caller::take),
        post(Office(Plan), "/office/take/drop", caller::drop_draft),
        get(Office(Plan), "/office/take/{id}", caller::take_for),
        get(Office(Plan), "/office/take/{id}/day", caller::day_form),
        post(Office(Plan), "/office/take/{id}/day", caller::day),
        post(Office(Plan), "/office/offers/{id}/call", calls::note),
        get(Office(Plan), "/office/requests/{number}/ask", ask::show),
        post(Office(Plan), "/office/requests/{number}/ask", ask::ask),
        post(Office(Plan), "/office/requests/{number}/assign", ask::assign),
        get(Office(Plan), "/office/requests/{number}/move", moving::show),
        post(Office(Plan), "/office/requests/{number}/move", moving::submit),
        get(Office(Plan), "/office/requests/{number}/edit", editing::show),
        post(Office(Plan), "/office/requests/{number}/edit", editing::submit),
        get(
            Office(Plan),
            "/office/requests/{number}/question",
            notices::question,
        ),
        post(Office(Plan), "/office/requests/{number}/question", notices::ask),
        get(Office(Mail), "/office/consultation-days", notices::periods),
        post(Office(Mail), "/office/consultation-days", notices::add_period),
        post(
            Office(Mail),
            "/office/consultation-days/{id}/remove",
            notices::remove_period,
        ),
        get(Office(Finance), "/office/statements", notices::statements),
        post(Office(Finance), "/office/statements", notices::close_month),
        post(
            Office(People),
            "/office/people/{id}/data-ready",
            notices::data_ready,
        ),
        get(Office(Administer), "/office/asking", moving::rules),
        post(Office(Administer), "/office/asking", moving::set_rules),
        post(Office(Plan), "/office/actions/{id}/undo", ask::undo),
        get(Office(Administer), "/office/mailing", mailing::show),
        post(Office(Administer), "/office/mailing/trial", mailing::set_address),
        post(
            Office(Administer),
            "/office/mailing/overview",
            mailing::set_overview,
        ),
        post(Office(Administer), "/office/mailing/start", mailing::start),
        //
        get(Office(Administer), "/office/accounts", accounts::list),
        get(Office(Administer), "/office/accounts/new", accounts::new_form),
        post(Office(Administer), "/office/accounts/new", accounts::invite),
        get(Office(Administer), "/office/accounts/{id}", accounts::show),
        post(Office(Administer), "/office/accounts/{id}", accounts::change),
        post(Office(Administer), "/office/accounts/{id}/act", accounts::act),
        //
        get(Office(MasterData), "/office/export", export::show),
        post(Office(MasterData), "/office/export", export::get),
        get(Office(MasterData), "/office/import", import::index),
        post(Office(MasterData), "/office/import", import::upload).with_file(),
        get(
            Office(MasterData),
            "/office/import/template/{name}",
            import::template,
        ),
        get(Office(MasterData), "/office/import/file/{id}", import::file),
        post(
            Office(MasterData),
            "/office/import/file/{id}/sheet",
            import::choose_sheet,
        ),
        post(
            Office(MasterData),
            "/office/import/file/{id}/match",
            import::match_columns,
        ),
        get(
            Office(MasterData),
            "/office/import/file/{id}/check",
            import::check,
        ),
        post(
            Office(MasterData),
            "/office/import/file/{id}/words",
            import::explain,
        ),
        post(
            Office(MasterData),
            "/office/import/file/{id}/start",
            import::start,
        ),
        post(
            Office(MasterData),
            "/office/import/file/{id}/discard",
            import::discard,
        ),
        post(Office(MasterData), "/office/import/file/{id}/undo", import::undo),
        get(Office(MasterData), "/office/import/parked", parked::list),
        post(Office(MasterData), "/office/import/parked/retry", parked::retry),
        get(Office(MasterData), "/office/import/parked/{id}", parked::show),
        post(Office(MasterData), "/office/import/parked/{id}", parked::decide),
        get(Office(People), "/office/import/doubles", parked::doubles),
        get(Office(People), "/office/import/doubles/{id}", parked::double),
        post(
            Office(People),
            "/office/import/doubles/{id}",
            parked::settle_double,
        ),
        get(Office(MasterData), "/office/import/words", parked::words),
        post(Office(MasterData), "/office/import/words", parked::forget_word),
        //
        get(OrganisationLink, "/s/{token}", school::list),
        get(OrganisationLink, "/s/{token}/day", consultation::form),
        post(OrganisationLink, "/s/{token}/day", consultation::submit),
        post(OrganisationLink, "/s/{token}/check", school_desk::check),
        post(OrganisationLink, "/s/{token}/draft", school_desk::save_draft),
        post(OrganisationLink, "/s/{token}/draft/drop", school_desk::drop_draft),
        get(OrganisationLink, "/s/{token}/places", places::list),
        get(OrganisationLink, "/s/{token}/places/{key}", places::form),
        post(OrganisationLink, "/s/{token}/places/{key}", places::save),
        get(OrganisationLink, "/s/{token}/contact", school_desk::contact_form),
        post(
            OrganisationLink,
            "/s/{token}/contact",
            school_desk::change_contact,
        ),
        post(
            OrganisationLink,
            "/s/{token}/requests/{number}/outcome",
            school_desk::outcome,
        ),
        post(
            OrganisationLink,
            "/s/{token}/requests/{number}/answer",
            school_desk::answer,
        ),
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
        get(OrganisationLink, "/s/{token}/calendar", feeds::school),
        post(OrganisationLink, "/s/{token}/calendar", feeds::renew_school),
        //
        get(OfferLink, "/e/{token}", person::show),
        post(OfferLink, "/e/{token}", person::answer),
        get(OfferLink, "/e/{token}/cancel", person::cancel_form),
        post(OfferLink, "/e/{token}/cancel", person::cancel),
        post(OfferLink, "/e/{token}/but", person::but),
        post(OfferLink, "/e/{token}/late", person::late),
        post(OfferLink, "/e/{token}/stand-in", person::stand_in),
        get(OfferLink, "/e/{token}/calendar", feeds::person),
        post(OfferLink, "/e/{token}/calendar", feeds::renew_person),
        //
        get(PersonLink, "/v/{token}", own::show),
        get(PersonLink, "/v/{token}/calendar", feeds::own),
        post(PersonLink, "/v/{token}/calendar", feeds::renew_own),
        //
        get(FeedLink, "/k/{token}", feeds::feed),
        get(PersonLink, "/v/{token}/mails", mails::show),
        post(PersonLink, "/v/{token}/mails", mails::choose),
        get(PersonLink, "/v/{token}/mails/stop", mails::show),
        post(PersonLink, "/v/{token}/mails/stop", mails::stop),
        post(PersonLink, "/v/{token}/link", own_more::renew_link),
        get(PersonLink, "/v/{token}/times", own_more::times),
        post(PersonLink, "/v/{token}/times", own_more::set_times),
        post(PersonLink, "/v/{token}/absences", own_more::absences),
        get(PersonLink, "/v/{token}/pause", own_more::pause),
        post(PersonLink, "/v/{token}/pause", own_more::set_pause),
        get(PersonLink, "/v/{token}/limits", own_more::limits),
        post(PersonLink, "/v/{token}/limits", own_more::set_limits),
        get(PersonLink, "/v/{token}/done", own_more::done),
        post(PersonLink, "/v/{token}/done", own_more::report_done),
        get(PersonLink, "/v/{token}/about", own_more::about),
        get(PersonLink, "/v/{token}/about.json", own_more::about_file),
        get(PersonLink, "/v/{token}/leave", own_more::leave_form),
        post(PersonLink, "/v/{token}/leave", own_more::leave),
        //
        get(Public, "/mitmachen", joining::form),
        post(Public, "/mitmachen", joining::submit),
        get(Office(People), "/office/joining", joining::list),
        post(Office(People), "/office/joining/{id}", joining::act),
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
            let gate = from_fn_with_state((web.clone(), route.info.access, route.info.path), access::gate);
            let handler = route
                .handler
                .route_layer(gate)
                .layer::<_, Infallible>(DefaultBodyLimit::max(route.body))
                .layer::<_, Infallible>(RequestBodyLimitLayer::new(route.body));
            router.route(route.info.path, handler)
        })
}
