//! What can a volunteer change on their own page, and what is stored about them?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::{Area, Choice, Fault, Page};
use crate::domain::Rejection;
use crate::domain::request::TimeOption;

/// One day of the week grid.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GridDay {
    /// Monday = 1.
    pub(crate) number: u32,
    /// Any date of that weekday, for its name.
    pub(crate) date: NaiveDate,
    /// Each hour with whether it is ticked.
    pub(crate) hours: Vec<(u16, bool)>,
}

/// `/v/{token}/times`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnTimesPage {
    pub(crate) base: String,
    pub(crate) grid: Vec<GridDay>,
    /// Whether the grid says all there is.
    pub(crate) exact: bool,
    pub(crate) text: String,
    pub(crate) absences: Vec<(NaiveDate, NaiveDate)>,
    pub(crate) absent_from: String,
    pub(crate) absent_to: String,
    /// Appointments that fall into the absence just added.
    pub(crate) inside: Vec<TimeOption>,
    pub(crate) today: NaiveDate,
    pub(crate) faults: Vec<Fault>,
}

impl Page for OwnTimesPage {
    const TEMPLATE: &'static str = "pages/own/times.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let grid = (1..=7).map(|number| GridDay {
            number,
            date: day(22 + number),
            hours: (7..21).map(|hour| (hour, number < 6 && hour < 13)).collect(),
        });
        let page = Self {
            base: "/v/beispiel".into(),
            grid: grid.collect(),
            exact: true,
            text: "Mo-Fr 8-13".into(),
            absences: vec![(day(27), day(30)), (day(28), day(28))],
            absent_from: String::new(),
            absent_to: String::new(),
            inside: vec![],
            today: day(23),
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                exact: false,
                text: "Sa 10-14 alle 2 Wochen ab 30.11.2026".into(),
                absences: vec![],
                inside: vec![talk(27, 8, 60)],
                ..page.clone()
            },
            Self {
                text: HOSTILE.into(),
                faults: vec![
                    Rejection::new("times", "availability-vague-time")
                        .with("part", HOSTILE)
                        .into(),
                    Rejection::new("absent_from", "date").into(),
                ],
                ..page
            },
        ]
    }
}

/// `/v/{token}/pause`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnPausePage {
    pub(crate) base: String,
    pub(crate) paused: bool,
    pub(crate) today: NaiveDate,
    pub(crate) until: String,
    pub(crate) agreed: usize,
    pub(crate) faults: Vec<Fault>,
}

impl Page for OwnPausePage {
    const TEMPLATE: &'static str = "pages/own/pause.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let page = |paused, agreed| Self {
            base: "/v/beispiel".into(),
            paused,
            today: day(23),
            until: String::new(),
            agreed,
            faults: vec![],
        };
        vec![
            page(false, 2),
            page(true, 0),
            Self {
                faults: vec![Rejection::new("until", "date").into()],
                ..page(false, 0)
            },
        ]
    }
}

/// `/v/{token}/limits`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnLimitsPage {
    pub(crate) base: String,
    /// Languages with level, as the office knows them.
    pub(crate) languages: Vec<(String, String)>,
    pub(crate) programmes: Vec<String>,
    pub(crate) hours_week: String,
    pub(crate) per_day: String,
    pub(crate) phone: String,
    pub(crate) mobility: String,
    /// Ways with whether they are ticked.
    pub(crate) modes: Vec<(&'static str, bool)>,
    /// Districts with whether they are ticked.
    pub(crate) districts: Vec<(Choice, bool)>,
    pub(crate) ui_language: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for OwnLimitsPage {
    const TEMPLATE: &'static str = "pages/own/limits.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let page = Self {
            base: "/v/beispiel".into(),
            languages: vec![("Arabisch (levantinisch)".into(), "native".into())],
            programmes: vec!["Sprachmittlung".into()],
            hours_week: "6".into(),
            per_day: "2".into(),
            phone: "02381 555 01".into(),
            mobility: "public_transport".into(),
            modes: vec![("on_site", true), ("phone", false), ("video", false)],
            districts: vec![
                (Choice::new("HS", "Heessen"), true),
                (Choice::new("MI", "Mitte"), false),
            ],
            ui_language: "de".into(),
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                languages: vec![],
                hours_week: HOSTILE.into(),
                faults: ["hours_week", "per_day", "phone", "mobility", "modes", "districts"]
                    .map(|field| Rejection::new(field, "required").into())
                    .into(),
                ..page
            },
        ]
    }
}

/// An appointment that is over.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnDoneRow {
    pub(crate) id: String,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    pub(crate) happened: Option<bool>,
    /// Minutes it took, once said.
    pub(crate) reported: Option<i64>,
    /// Minutes as they stand in the field: typed, said, or agreed.
    pub(crate) minutes: String,
    pub(crate) km: String,
    pub(crate) ticket: String,
    /// What is given back of the journey, when something is.
    pub(crate) back: Option<OwnJourney>,
    /// What is wrong with what was typed about this one.
    pub(crate) faults: Vec<Fault>,
}

/// What is given back of a journey.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnJourney {
    pub(crate) km_cents: Option<i64>,
    pub(crate) free_km: i64,
    pub(crate) tickets: bool,
    pub(crate) most_cents: i64,
    /// What that came to, once said.
    pub(crate) cents: Option<i64>,
}

/// `/v/{token}/done`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnDonePage {
    pub(crate) base: String,
    pub(crate) rows: Vec<OwnDoneRow>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for OwnDonePage {
    const TEMPLATE: &'static str = "pages/own/done.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let row = |n: u32, happened| OwnDoneRow {
            id: format!("{n}"),
            time: talk(n, 8, 60),
            organisation: HOSTILE.into(),
            happened,
            reported: happened.filter(|yes| *yes).map(|_| 60),
            minutes: "60".into(),
            km: String::new(),
            ticket: "6,40".into(),
            back: (n != 18).then_some(OwnJourney {
                km_cents: Some(30),
                free_km: if n == 20 { 5 } else { 0 },
                tickets: n == 19,
                most_cents: 1000,
                cents: happened.filter(|yes| *yes).map(|_| 640),
            }),
            faults: Vec::new(),
        };
        let page = |rows, faults| Self {
            base: "/v/beispiel".into(),
            rows,
            faults,
        };
        vec![
            page(
                vec![row(20, None), row(19, Some(true)), row(18, Some(false))],
                vec![],
            ),
            page(vec![], vec![]),
            page(
                vec![row(20, None)],
                vec![
                    Rejection::new("minutes", "number-range")
                        .with("min", 1)
                        .with("max", 1440)
                        .into(),
                ],
            ),
        ]
    }
}

/// `/v/{token}/about`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnAboutPage {
    pub(crate) base: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) district: String,
    pub(crate) programmes: Vec<String>,
    pub(crate) languages: Vec<(String, String)>,
    pub(crate) times: Vec<String>,
    /// Proof with the day it was seen.
    pub(crate) proofs: Vec<(String, NaiveDate)>,
    /// Who looked at or changed the record, and when: message id `about-action-…` or nothing known.
    pub(crate) history: Vec<(DateTime<Utc>, String)>,
    /// Kind of row with their number.
    pub(crate) counts: Vec<(String, usize)>,
}

impl Page for OwnAboutPage {
    const TEMPLATE: &'static str = "pages/own/about.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let page = Self {
            base: "/v/beispiel".into(),
            name: "Amal Khoury".into(),
            email: Some("amal@example.org".into()),
            phone: None,
            district: "Heessen".into(),
            programmes: vec!["Sprachmittlung".into()],
            languages: vec![("Arabisch".into(), "native".into())],
            times: vec!["Mo-Fr 8-13".into()],
            proofs: vec![("clearance".into(), day(3))],
            history: vec![(at(23, 8, 0), "viewed".into()), (at(22, 8, 0), "changed".into())],
            counts: vec![("offer".into(), 3), ("assignment".into(), 1), ("other".into(), 7)],
        };
        vec![
            page.clone(),
            Self {
                name: HOSTILE.into(),
                email: None,
                programmes: vec![],
                languages: vec![],
                times: vec![],
                proofs: vec![],
                history: vec![],
                counts: vec![],
                ..page
            },
        ]
    }
}

/// `/v/{token}/leave`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnLeavePage {
    pub(crate) base: String,
    /// Appointments for which somebody else has to be found.
    pub(crate) coming: Vec<TimeOption>,
    /// Open questions.
    pub(crate) asked: usize,
    /// When name and address go.
    pub(crate) erased_on: NaiveDate,
}

impl Page for OwnLeavePage {
    const TEMPLATE: &'static str = "pages/own/leave.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let page = |coming, asked| Self {
            base: "/v/beispiel".into(),
            coming,
            asked,
            erased_on: day(30),
        };
        vec![page(vec![talk(25, 8, 60)], 1), page(vec![], 0)]
    }
}

/// After leaving.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnLeftPage {
    pub(crate) first_name: String,
}

impl Page for OwnLeftPage {
    const TEMPLATE: &'static str = "pages/own/left.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        vec![Self {
            first_name: HOSTILE.into(),
        }]
    }
}
