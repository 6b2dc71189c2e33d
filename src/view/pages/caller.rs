//! What does the office see while somebody is on the telephone: who it may be, and the request they ask for?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, talk};
use super::{Area, Page, SchoolNewPage};
use crate::domain::request::TimeOption;

/// Something a volunteer has agreed to or is asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallerOffer {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) time: TimeOption,
    pub(crate) agreed: bool,
    /// The offer, while an answer can be noted.
    pub(crate) offer: Option<String>,
}

/// A volunteer who may be calling.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallerPersonRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) phone: Option<String>,
    /// Message id `person-state-…`.
    pub(crate) state: String,
    pub(crate) coming: Vec<CallerOffer>,
}

/// A request of somebody who may be calling.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallerRequest {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    pub(crate) language: Option<String>,
    /// Message id `request-state-…`.
    pub(crate) state: String,
}

/// An organisation that may be calling.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallerSchoolRow {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Names and telephone numbers.
    pub(crate) contacts: Vec<(String, Option<String>)>,
    pub(crate) requests: Vec<CallerRequest>,
}

/// `/office/caller`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallerPage {
    pub(crate) q: String,
    pub(crate) people: Vec<CallerPersonRow>,
    pub(crate) schools: Vec<CallerSchoolRow>,
    pub(crate) requests: Vec<CallerRequest>,
}

impl Page for CallerPage {
    const TEMPLATE: &'static str = "pages/office/caller.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let offer = |number, agreed| CallerOffer {
            number,
            organisation: "Grundschule am Mühlenbach".into(),
            time: talk(25, 8, 60),
            agreed,
            offer: (!agreed).then(|| "o".into()),
        };
        let request = |state: &str| CallerRequest {
            number: 1042,
            time: talk(25, 8, 60),
            organisation: "Grundschule am Mühlenbach".into(),
            language: Some("Arabisch (levantinisch)".into()),
            state: state.into(),
        };
        let full = Self {
            q: "0142".into(),
            people: vec![CallerPersonRow {
                id: "p".into(),
                name: "Amal Khoury".into(),
                url: "/office/people/p".into(),
                phone: Some("02381 555 0142".into()),
                state: "active".into(),
                coming: vec![offer(1042, true), offer(1043, false)],
            }],
            schools: vec![CallerSchoolRow {
                id: "s".into(),
                name: HOSTILE.into(),
                contacts: vec![
                    ("Petra Berger".into(), Some("02381 555 0100".into())),
                    ("Jörg Lünemann".into(), None),
                ],
                requests: vec![request("confirmed"), request("searching")],
            }],
            requests: vec![request("submitted")],
        };
        let nobody = Self {
            q: HOSTILE.into(),
            people: vec![],
            schools: vec![],
            requests: vec![],
        };
        let quiet = Self {
            people: full
                .people
                .iter()
                .map(|p| CallerPersonRow {
                    coming: vec![],
                    phone: None,
                    state: "paused".into(),
                    ..p.clone()
                })
                .collect(),
            schools: full
                .schools
                .iter()
                .map(|s| CallerSchoolRow {
                    requests: vec![],
                    contacts: vec![],
                    ..s.clone()
                })
                .collect(),
            ..full.clone()
        };
        let blank = Self {
            q: String::new(),
            ..nobody.clone()
        };
        vec![full, quiet, nobody, blank]
    }
}

/// An organisation that was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TakeHit {
    pub(crate) name: String,
    pub(crate) detail: String,
    pub(crate) url: String,
}

/// A form that was begun.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TakeDraft {
    pub(crate) id: String,
    pub(crate) organisation: String,
    pub(crate) saved_at: DateTime<Utc>,
}

/// The organisation that asks, and the form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TakeSchool {
    pub(crate) id: String,
    /// The form for a consultation day.
    pub(crate) day_url: String,
    /// Names and telephone numbers.
    pub(crate) phones: Vec<(String, Option<String>)>,
    pub(crate) form: SchoolNewPage,
}

/// `/office/take`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TakePage {
    pub(crate) q: String,
    pub(crate) hits: Vec<TakeHit>,
    pub(crate) drafts: Vec<TakeDraft>,
    pub(crate) school: Option<TakeSchool>,
}

impl Page for TakePage {
    const TEMPLATE: &'static str = "pages/office/take.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let search = Self {
            q: "mühlenb".into(),
            hits: vec![TakeHit {
                name: "Grundschule am Mühlenbach".into(),
                detail: "Petra Berger".into(),
                url: "/office/take?organisation=s".into(),
            }],
            drafts: vec![TakeDraft {
                id: "d".into(),
                organisation: HOSTILE.into(),
                saved_at: at(23, 8, 12),
            }],
            school: None,
        };
        let nothing = Self {
            q: HOSTILE.into(),
            hits: vec![],
            drafts: vec![],
            ..search.clone()
        };
        let forms = SchoolNewPage::samples().into_iter().map(|form| Self {
            school: Some(TakeSchool {
                id: "s".into(),
                day_url: "/s/beispiel/day".into(),
                phones: vec![
                    ("Petra Berger".into(), Some("02381 555 0100".into())),
                    ("Haus B".into(), None),
                ],
                form,
            }),
            q: String::new(),
            hits: vec![],
            ..search.clone()
        });
        [search.clone(), nothing].into_iter().chain(forms).collect()
    }
}
