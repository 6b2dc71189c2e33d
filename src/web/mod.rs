//! How do browsers talk to the program? Pages over HTTP/1.1, without scripts, for office, schools and volunteers.
//!
//! - [`routes`] is the one table of all addresses with who may open each; the router is built from it and nowhere else.
//! - Handlers extract, call one function of `app`, render a page of `view::pages`. They hold no rules.
//! - [`http`] puts the same shell around every answer: security headers, limits, a page for every error, a log line
//!   without personal data. [`serve`] is the loop that accepts connections and ends in time.
//!
//! GET and HEAD never change anything. Whatever changes something is a POST from a form of ours: tower-http's CSRF
//! layer looks at where it comes from, and a signed mark in the form says which page view it belongs to.

mod access;
mod account;
mod assets;
mod barriers;
mod city_login;
mod client;
mod consultation;
mod cookies;
mod demo;
mod devices;
mod error;
mod feeds;
mod forms;
mod http;
mod joining;
mod login;
mod mail_frame;
mod mails;
mod office;
mod own;
mod own_more;
mod page;
mod person;
mod places;
mod public;
mod routes;
mod school;
mod school_desk;
mod serve;
mod style;
mod upload;
mod words;

use std::sync::Arc;

use axum::Router;

use crate::app::App;

pub use routes::{Access, RouteInfo, table};
pub use serve::serve;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Web {
    app: App,
    /// Address prefix of the embedded assets; holds their hash.
    assets: Arc<str>,
}

/// All pages over the use cases.
pub fn router(app: App) -> Router {
    let web = Web {
        app,
        assets: assets::prefix().into(),
    };
    http::shell(routes::router(&web), &web).with_state(web)
}
