//! What does the office see when it changes many volunteers at once, lets one go, or looks for somebody everywhere?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::office_data::DataRow;
use super::{Area, Choice, Fault, Page};
use crate::domain::request::TimeOption;

/// Somebody for whom a change cannot be, and why.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BulkNot {
    pub(crate) name: String,
    pub(crate) fault: Fault,
}

/// What a change would do.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BulkPreviewed {
    pub(crate) change: Vec<String>,
    pub(crate) same: usize,
    pub(crate) not: Vec<BulkNot>,
}

/// `/office/people/bulk`, `/office/organisations/bulk`: choosing what, then seeing what it would do.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BulkPage {
    /// The list they were chosen in: `people` or `organisations`.
    pub(crate) list: &'static str,
    /// How many are chosen.
    pub(crate) count: usize,
    /// Keys of those ticked; none when all that a search finds are meant.
    pub(crate) people: Vec<String>,
    /// Whether all that a search finds are meant.
    pub(crate) all: bool,
    /// What the search was narrowed to.
    pub(crate) filter: Vec<(String, String)>,
    /// Whom the search found when it was last shown.
    pub(crate) seen: String,
    /// Message ids `bulk-action-…`.
    pub(crate) actions: Vec<&'static str>,
    pub(crate) action: String,
    /// What can be chosen for the action; none for a day.
    pub(crate) choices: Vec<Choice>,
    pub(crate) value: String,
    pub(crate) faults: Vec<Fault>,
    pub(crate) preview: Option<BulkPreviewed>,
}

impl Page for BulkPage {
    const TEMPLATE: &'static str = "pages/office/bulk.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let choose = Self {
            list: "people",
            count: 2,
            all: false,
            filter: vec![],
            seen: "2a".into(),
            people: vec!["a".into(), "b".into()],
            actions: vec!["add_programme", "training"],
            action: String::new(),
            choices: vec![],
            value: String::new(),
            faults: vec![],
            preview: None,
        };
        let fault = |code| Fault::from(crate::domain::Rejection::new("value", code));
        let valued = Self {
            action: "add_programme".into(),
            choices: vec![Choice::new("huki", "HUKi")],
            ..choose.clone()
        };
        let dated = Self {
            action: "training".into(),
            faults: vec![fault("date")],
            ..choose.clone()
        };
        let seen = Self {
            value: "huki".into(),
            preview: Some(BulkPreviewed {
                change: vec!["Amal Khoury".into(), HOSTILE.into()],
                same: 3,
                not: vec![BulkNot {
                    name: "Mehmet Yıldız".into(),
                    fault: fault("channel-email"),
                }],
            }),
            ..valued.clone()
        };
        let nothing = Self {
            preview: Some(BulkPreviewed {
                change: vec![],
                same: 1,
                not: vec![],
            }),
            ..seen.clone()
        };
        let organisations = Self {
            list: "organisations",
            count: 31,
            people: vec![],
            all: true,
            filter: vec![("kind".into(), "school".into()), ("q".into(), HOSTILE.into())],
            actions: vec!["add_movable_day", "remove_movable_day", "set_kind", "archive"],
            ..choose.clone()
        };
        let archive = Self {
            action: "archive".into(),
            preview: Some(BulkPreviewed {
                change: vec!["Grundschule am Mühlenbach".into()],
                same: 1,
                not: vec![],
            }),
            ..organisations.clone()
        };
        let nobody = Self {
            count: 0,
            people: vec![],
            faults: vec![Fault::from(crate::domain::Rejection::new(
                "people",
                "nobody-chosen",
            ))],
            ..choose.clone()
        };
        vec![
            choose,
            valued,
            dated,
            seen,
            nothing,
            nobody,
            organisations,
            archive,
        ]
    }
}

/// `/office/people/bulk/{id}`, `/office/organisations/bulk/{id}`: what was done, and taking it back.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BulkDonePage {
    /// The list they were chosen in.
    pub(crate) list: &'static str,
    pub(crate) action: String,
    pub(crate) value: String,
    /// The value, when it is a day.
    pub(crate) day: Option<NaiveDate>,
    pub(crate) changed: i64,
    pub(crate) undo_url: String,
    pub(crate) undo_until: Option<DateTime<Utc>>,
    pub(crate) undone: bool,
}

impl Page for BulkDonePage {
    const TEMPLATE: &'static str = "pages/office/bulk_done.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let done = Self {
            list: "people",
            day: None,
            action: "add_programme".into(),
            value: "HUKi".into(),
            changed: 12,
            undo_url: "/office/people/bulk/x/undo".into(),
            undo_until: Some(at(24, 8, 12)),
            undone: false,
        };
        let undone = Self {
            undo_until: None,
            undone: true,
            ..done.clone()
        };
        let old = Self {
            undone: false,
            ..undone.clone()
        };
        let schools = Self {
            list: "organisations",
            action: "add_movable_day".into(),
            value: "2027-02-08".into(),
            day: Some(day(30)),
            ..done.clone()
        };
        let archived = Self {
            action: "archive".into(),
            value: String::new(),
            day: None,
            ..schools.clone()
        };
        vec![done, undone, old, schools, archived]
    }
}

/// `/office/people/{id}/leave`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LeavePage {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) state: String,
    /// Assignments to refill: time, number of the request, organisation.
    pub(crate) coming: Vec<(TimeOption, i64, String)>,
    pub(crate) asked: usize,
    pub(crate) past: i64,
    pub(crate) payments_until: Option<NaiveDate>,
}

impl Page for LeavePage {
    const TEMPLATE: &'static str = "pages/office/leave.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let full = Self {
            name: "Amal Khoury".into(),
            url: "/office/people/x".into(),
            state: "active".into(),
            coming: vec![(talk(25, 8, 60), 1042, "Grundschule am Mühlenbach".into())],
            asked: 2,
            past: 17,
            payments_until: Some(day(30)),
        };
        let bare = Self {
            name: HOSTILE.into(),
            state: "paused".into(),
            coming: vec![],
            asked: 0,
            past: 0,
            payments_until: None,
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// One kind of what was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchGroup {
    /// Message id `search-…`.
    pub(crate) kind: &'static str,
    pub(crate) total: i64,
    pub(crate) rows: Vec<DataRow>,
    /// All of them, when more were found than are shown.
    pub(crate) all_url: Option<String>,
}

/// `/office/search`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchPage {
    pub(crate) q: String,
    pub(crate) groups: Vec<SearchGroup>,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "pages/office/search.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |title: &str| DataRow {
            title: title.into(),
            detail: "Heessen, 0151 555 0142".into(),
            url: "/office/people/x".into(),
        };
        let group = |kind, rows: Vec<DataRow>| SearchGroup {
            kind,
            total: 12,
            all_url: Some("/office/people?q=x".into()),
            rows,
        };
        let found = Self {
            q: HOSTILE.into(),
            groups: vec![
                group("people", vec![row("Amal Khoury"), row(HOSTILE)]),
                group("organisations", vec![row("Grundschule am Mühlenbach")]),
                SearchGroup {
                    all_url: None,
                    ..group("requests", vec![row("Nr. 1042")])
                },
                group("languages", vec![row("Türkisch")]),
            ],
        };
        let nothing = Self {
            q: "Xylophon".into(),
            groups: vec![],
        };
        let begin = Self {
            q: String::new(),
            groups: vec![],
        };
        vec![found, nothing, begin]
    }
}
