//! What does the office see of volunteers: the list and one person? Seeing one is written down.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::office_data::sample_history;
use super::{Area, Choice, DataEditor, DataHistory, DeviceRow, Page, Pager};
use crate::domain::request::TimeOption;

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonRow {
    /// Key, for choosing several.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) languages: Vec<String>,
    pub(crate) programmes: Vec<String>,
    pub(crate) district: String,
    pub(crate) state: String,
    pub(crate) phone: Option<String>,
    pub(crate) email_failed: bool,
}

/// What the list is narrowed to, as typed.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct PeopleFilter {
    pub(crate) q: String,
    pub(crate) state: String,
    pub(crate) programme: String,
    pub(crate) language: String,
    pub(crate) district: String,
}

/// `/office/people`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PeoplePage {
    pub(crate) filter: PeopleFilter,
    pub(crate) filtered: bool,
    pub(crate) states: Vec<&'static str>,
    pub(crate) programmes: Vec<Choice>,
    pub(crate) languages: Vec<Choice>,
    pub(crate) districts: Vec<Choice>,
    pub(crate) rows: Vec<PersonRow>,
    pub(crate) pager: Pager,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "pages/office/people.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |name: &str, state: &str| PersonRow {
            id: "p".into(),
            name: name.into(),
            url: "/office/people/p".into(),
            languages: vec!["Arabisch (levantinisch)".into(), "Kurmandschi".into()],
            programmes: vec!["Sprachmittlung".into()],
            district: "Heessen".into(),
            state: state.into(),
            phone: Some("02381 555 0142".into()),
            email_failed: false,
        };
        let page = |rows: Vec<PersonRow>, total| Self {
            filter: PeopleFilter::default(),
            filtered: total == 0,
            states: crate::domain::person::PersonState::ALL
                .iter()
                .map(|s| s.as_str())
                .collect(),
            programmes: vec![Choice::new("interpreting", "Sprachmittlung")],
            languages: vec![Choice::new("ar-levant", "Arabisch (levantinisch)")],
            districts: vec![Choice::new("HS", "Heessen")],
            rows,
            pager: Pager::new(total, 1, 50, |n| format!("?page={n}")),
        };
        let rows = vec![
            row("Amal Khoury", "active"),
            PersonRow {
                email_failed: true,
                ..row("Mehmet Yıldız", "active")
            },
            PersonRow {
                ..row("Łukasz Żak", "paused")
            },
            PersonRow {
                ..row(HOSTILE, "left")
            },
            PersonRow {
                phone: None,
                languages: vec![],
                ..row("Đặng Thị Thu Hương-Wiśniewska von der Recke", "active")
            },
        ];
        vec![page(rows, 5), page(vec![], 0)]
    }
}

/// A language and its level.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonLanguage {
    pub(crate) name: String,
    /// Message id `level-…`.
    pub(crate) level: String,
}

/// A proof the office has seen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProofRow {
    /// Message id `proof-…`.
    pub(crate) kind: String,
    pub(crate) checked_on: NaiveDate,
    pub(crate) valid_until: Option<NaiveDate>,
    pub(crate) expired: bool,
}

/// `/office/people/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonPage {
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) email: Option<String>,
    pub(crate) email_failed_at: Option<DateTime<Utc>>,
    /// All mails to this person.
    pub(crate) mails_url: String,
    pub(crate) phone: Option<String>,
    pub(crate) channel: String,
    /// Whether they may be called from half past six on.
    pub(crate) early_calls: bool,
    pub(crate) programmes: Vec<String>,
    pub(crate) languages: Vec<PersonLanguage>,
    pub(crate) district: String,
    /// Districts they go to, empty for everywhere.
    pub(crate) districts: Vec<String>,
    pub(crate) mobility: String,
    pub(crate) modes: Vec<String>,
    pub(crate) topics: Vec<String>,
    /// Weekly availability in words.
    pub(crate) availability: Vec<String>,
    /// First and last days of absence.
    pub(crate) absences: Vec<(NaiveDate, NaiveDate)>,
    pub(crate) proofs: Vec<ProofRow>,
    pub(crate) max_minutes_week: Option<i64>,
    pub(crate) max_assignments_day: Option<i64>,
    /// Coming appointments: time, request number, organisation.
    pub(crate) coming: Vec<(TimeOption, i64, String)>,
    /// This page.
    pub(crate) url: String,
    pub(crate) editors: Vec<DataEditor>,
    pub(crate) history: DataHistory,
    /// Address of the volunteer's own page, to be handed to them and nobody else.
    pub(crate) own_url: String,
    /// Message id `mail-language-…`.
    pub(crate) mail_language: String,
    /// Second languages of mails that are released, and the one chosen.
    pub(crate) second: Vec<Choice>,
    pub(crate) second_language: String,
    /// Where they are signed in.
    pub(crate) devices: Vec<DeviceRow>,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "pages/office/person.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let full = Self {
            name: "Amal Khoury".into(),
            state: "active".into(),
            email: Some("amal.khoury@example.org".into()),
            email_failed_at: Some(at(20, 8, 0)),
            mails_url: "/office/outbox?person=p".into(),
            phone: Some("0151 555 0142".into()),
            channel: "email".into(),
            early_calls: false,
            programmes: vec!["Sprachmittlung".into()],
            languages: vec![
                PersonLanguage {
                    name: "Arabisch (levantinisch)".into(),
                    level: "native".into(),
                },
                PersonLanguage {
                    name: "Deutsch".into(),
                    level: "C1".into(),
                },
            ],
            district: "Heessen".into(),
            districts: vec!["Heessen".into(), "Mitte".into()],
            mobility: "public_transport".into(),
            modes: vec!["on_site".into(), "phone".into()],
            topics: vec!["transition_advice".into()],
            availability: vec!["Mo, Mi 8-13 Uhr".into(), "Do 14-18:30 Uhr".into()],
            absences: vec![(day(28), day(30))],
            proofs: vec![
                ProofRow {
                    kind: "clearance".into(),
                    checked_on: day(2),
                    valid_until: None,
                    expired: false,
                },
                ProofRow {
                    kind: "training".into(),
                    checked_on: day(1),
                    valid_until: Some(day(20)),
                    expired: true,
                },
            ],
            max_minutes_week: Some(300),
            max_assignments_day: Some(2),
            coming: vec![(talk(25, 8, 60), 1042, "Grundschule am Mühlenbach".into())],
            url: "/office/people/p".into(),
            editors: vec![DataEditor {
                name: "Sabine Möller".into(),
                since: at(23, 8, 12),
            }],
            history: sample_history(),
            own_url: "https://ehrenamt.example.org/v/beispiel".into(),
            mail_language: "de".into(),
            second: vec![Choice::new("ar", "العربية"), Choice::new("uk", "Українська")],
            second_language: "ar".into(),
            devices: vec![DeviceRow::sample(false)],
        };
        let bare = Self {
            name: HOSTILE.into(),
            state: "left".into(),
            email: None,
            email_failed_at: None,
            mails_url: "/office/outbox?person=p".into(),
            phone: None,
            channel: "phone".into(),
            early_calls: true,
            programmes: vec![],
            languages: vec![],
            districts: vec![],
            mobility: "car".into(),
            modes: vec![],
            topics: vec![],
            availability: vec![],
            absences: vec![],
            proofs: vec![],
            max_minutes_week: None,
            max_assignments_day: None,
            coming: vec![],
            editors: vec![],
            devices: vec![],
            history: DataHistory::default(),
            ..full.clone()
        };
        vec![full, bare]
    }
}
