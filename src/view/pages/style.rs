//! The style page: every component of the pages in every state, for whoever builds or adapts pages.

use serde::Serialize;

use super::example::{HOSTILE, at, talk};
use super::{Area, Choice, Fault, Page, Pager};
use crate::domain::Rejection;
use crate::domain::offer::OfferState;
use crate::domain::person::PersonState;
use crate::domain::request::{RequestState, TimeOption};
use chrono::{DateTime, Utc};

/// `/stil`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StylePage {
    pub(crate) requests: Vec<&'static str>,
    pub(crate) offers: Vec<&'static str>,
    pub(crate) people: Vec<&'static str>,
    pub(crate) plans: [&'static str; 4],
    pub(crate) mails: [&'static str; 4],
    pub(crate) choices: Vec<Choice>,
    /// One fault for each field of the form that shows faults.
    pub(crate) faults: Vec<Fault>,
    pub(crate) time: TimeOption,
    pub(crate) moment: DateTime<Utc>,
    /// In the middle of a list.
    pub(crate) pager: Pager,
    /// Text that must not break a page.
    pub(crate) long: &'static str,
    pub(crate) hostile: &'static str,
}

impl StylePage {
    /// The page; everything on it is invented.
    pub(crate) fn new() -> Self {
        let required = |field: &str| Fault::from(Rejection::new(field, "required"));
        Self {
            requests: RequestState::ALL.iter().map(|state| state.as_str()).collect(),
            offers: OfferState::ALL.iter().map(|state| state.as_str()).collect(),
            people: PersonState::ALL.iter().map(|state| state.as_str()).collect(),
            plans: ["computing", "draft", "published", "failed"],
            mails: ["pending", "sent", "failed", "obsolete"],
            choices: vec![
                Choice::new("a", "Sprachmittlung"),
                Choice::new("b", "Elterntraining"),
            ],
            faults: vec![
                required("name"),
                Rejection::new("email", "email").into(),
                required("programme"),
                required("note"),
            ],
            time: talk(25, 8, 60),
            moment: at(24, 11, 0),
            pager: Pager::new(100, 3, 20, |n| format!("?page={n}")),
            long: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsordnung",
            hostile: HOSTILE,
        }
    }
}

impl Page for StylePage {
    const TEMPLATE: &'static str = "pages/style.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self::new()]
    }
}
