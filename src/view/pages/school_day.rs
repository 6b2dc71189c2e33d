//! What does a school see when it asks for a whole consultation day?

use chrono::NaiveDate;
use serde::Serialize;

use super::example::{HOSTILE, day};
use super::{Area, Choice, Fault, Page};
use crate::domain::Rejection;

/// A stretch of talks in one language.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DayBlock {
    pub(crate) language: String,
    /// "09:30"
    pub(crate) start: String,
    pub(crate) minutes: i64,
    pub(crate) talks: usize,
    /// Whether it can probably be served; nothing when that is not known yet.
    pub(crate) likely: Option<bool>,
}

/// `/s/{token}/day`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolDayPage {
    pub(crate) base: String,
    /// Who asks, for the office.
    pub(crate) organisation: String,
    pub(crate) locations: Vec<Choice>,
    pub(crate) contacts: Vec<Choice>,
    pub(crate) location: String,
    pub(crate) contact: String,
    pub(crate) date: String,
    pub(crate) minutes: String,
    pub(crate) list: String,
    pub(crate) urgent_reason: String,
    pub(crate) rules_accepted: bool,
    pub(crate) earliest: NaiveDate,
    pub(crate) blocks: Vec<DayBlock>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for SchoolDayPage {
    const TEMPLATE: &'static str = "pages/school/day.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let block = |likely| DayBlock {
            language: "Arabisch".into(),
            start: "09:30".into(),
            minutes: 150,
            talks: 8,
            likely,
        };
        let page = Self {
            base: "/s/beispiel".into(),
            organisation: "Grundschule am Mühlenbach".into(),
            locations: vec![Choice::new("a", "Mühlenweg 4")],
            contacts: vec![
                Choice::new("c", "Petra Berger"),
                Choice::new("d", "Jörg Lünemann"),
            ],
            location: String::new(),
            contact: String::new(),
            date: String::new(),
            minutes: "15".into(),
            list: String::new(),
            urgent_reason: String::new(),
            rules_accepted: false,
            earliest: day(30),
            blocks: vec![],
            faults: vec![],
        };
        let fault = |code| Rejection::new("list", code).with("line", 3).with("part", HOSTILE);
        vec![
            page.clone(),
            Self {
                blocks: vec![block(Some(true)), block(Some(false)), block(None)],
                ..page.clone()
            },
            Self {
                list: HOSTILE.into(),
                locations: vec![],
                faults: vec![
                    fault("day-names").into(),
                    Rejection::new("date", "date").into(),
                    Rejection::new("rules_accepted", "rules").into(),
                ],
                ..page
            },
        ]
    }
}

/// `/office/take/{id}/day`: the same, taken down on the telephone.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct OfficeDayPage(pub(crate) SchoolDayPage);

impl Page for OfficeDayPage {
    const TEMPLATE: &'static str = "pages/office/day.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        SchoolDayPage::samples().into_iter().map(Self).collect()
    }
}
