//! `/office/plans/{id}/publish`: who would be asked for what, and what that changes for whom.

use chrono::NaiveDate;
use serde::Serialize;

use super::example::{HOSTILE, day, talk};
use super::{Area, Page};
use crate::domain::request::TimeOption;

/// One request that is to be asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PublishRow {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    /// Names, and whether a mail reaches them.
    pub(crate) people: Vec<(String, bool)>,
    /// Who is asked for it already and stays asked.
    pub(crate) still_asked: Vec<String>,
    /// Whether its organisation was told that nobody could be found.
    pub(crate) told_unfilled: bool,
}

/// `/office/plans/{id}/publish`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PublishPage {
    pub(crate) url: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) requests: i64,
    pub(crate) people: i64,
    pub(crate) by_mail: i64,
    /// People to be called, because a mail does not reach them.
    pub(crate) calls: i64,
    pub(crate) unfilled: i64,
    /// Minutes the mails are held back.
    pub(crate) hold_minutes: i64,
    /// Whether nothing has changed since the draft was computed.
    pub(crate) fits: bool,
    /// Request by request, day by day.
    pub(crate) days: Vec<(NaiveDate, Vec<PublishRow>)>,
    /// Who gets something, by name.
    pub(crate) gains: Vec<PublishGain>,
    /// Whose organisation would hear that nobody was found.
    pub(crate) nobody: Vec<PublishNobody>,
}

/// Somebody who would be asked: what they know of already, and what comes on top.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PublishGain {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) phone: Option<String>,
    pub(crate) by_mail: bool,
    pub(crate) before: usize,
    pub(crate) more: usize,
}

/// A request whose organisation would hear that nobody was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PublishNobody {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) time: TimeOption,
}

impl Page for PublishPage {
    const TEMPLATE: &'static str = "pages/office/publish.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let full = Self {
            url: "/office/plans/p".into(),
            from: day(23),
            to: day(29),
            requests: 61,
            people: 38,
            by_mail: 36,
            calls: 2,
            unfilled: 3,
            hold_minutes: 5,
            fits: true,
            days: vec![
                (
                    day(25),
                    vec![PublishRow {
                        number: 1042,
                        time: talk(25, 8, 60),
                        organisation: "Grundschule am Mühlenbach".into(),
                        people: vec![("Amal Khoury".into(), true), ("Nour Haddad".into(), false)],
                        still_asked: vec!["Jelena Morosowa".into()],
                        told_unfilled: true,
                    }],
                ),
                (
                    day(26),
                    vec![PublishRow {
                        number: 1043,
                        time: talk(26, 8, 60),
                        organisation: HOSTILE.into(),
                        people: vec![(HOSTILE.into(), true)],
                        still_asked: Vec::new(),
                        told_unfilled: false,
                    }],
                ),
            ],
            gains: vec![
                PublishGain {
                    name: "Amal Khoury".into(),
                    url: "/office/people/p".into(),
                    phone: None,
                    by_mail: true,
                    before: 0,
                    more: 1,
                },
                PublishGain {
                    name: HOSTILE.into(),
                    url: "/office/people/q".into(),
                    phone: Some("0151 2345678".into()),
                    by_mail: false,
                    before: 2,
                    more: 2,
                },
            ],
            nobody: vec![PublishNobody {
                number: 1044,
                organisation: HOSTILE.into(),
                time: talk(26, 11, 45),
            }],
        };
        let small = Self {
            calls: 0,
            by_mail: 1,
            people: 1,
            requests: 1,
            unfilled: 0,
            nobody: Vec::new(),
            hold_minutes: 0,
            ..full.clone()
        };
        let stale = Self {
            fits: false,
            ..full.clone()
        };
        vec![full, small, stale]
    }
}
