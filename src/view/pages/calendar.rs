//! What does somebody need to see their appointments in their own calendar? The address, and how each program takes it.

use serde::Serialize;

use super::{Area, Page};

/// A feed to subscribe to; `partials/calendar_feed.html` shows it on any page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CalendarFeed {
    /// Whose: `person`, `organisation` or `account`.
    pub(crate) kind: &'static str,
    /// Address to copy.
    pub(crate) url: String,
    /// The same for a program that is registered for subscriptions.
    pub(crate) webcal: String,
    /// The same on this site, to fetch the file once.
    pub(crate) path: String,
    /// Where the form posts that makes the address anew.
    pub(crate) action: String,
    /// Where the page was opened from.
    pub(crate) back: String,
}

impl CalendarFeed {
    fn sample(kind: &'static str) -> Self {
        let secret = "pAZrVkQ7wcf2cE2m0zJ4mXw5mJp0nq1r2s3t4u5v6w7x";
        Self {
            kind,
            url: format!("https://ehrenamt.example.org/k/{secret}.ics"),
            webcal: format!("webcal://ehrenamt.example.org/k/{secret}.ics"),
            path: format!("/k/{secret}.ics"),
            action: "/office/calendar".into(),
            back: "/office".into(),
        }
    }
}

macro_rules! page {
    ($(#[$doc:meta])* $name:ident, $area:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize)]
        pub(crate) struct $name {
            pub(crate) feed: CalendarFeed,
        }

        impl Page for $name {
            const TEMPLATE: &'static str = "pages/calendar.html";
            const AREA: Area = Area::$area;

            fn samples() -> Vec<Self> {
                vec![Self {
                    feed: CalendarFeed::sample($kind),
                }]
            }
        }
    };
}

page! {
    /// `/office/calendar`
    OfficeCalendarPage, Office, "account"
}
page! {
    /// `/s/{token}/calendar`
    SchoolCalendarPage, School, "organisation"
}
page! {
    /// `/e/{token}/calendar`
    PersonCalendarPage, Person, "person"
}
