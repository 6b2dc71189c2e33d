//! What does somebody see who would like to help, and the office of them?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Choice, Fault, Page};
use crate::domain::Rejection;
use crate::domain::joining::JoiningStage;

/// `/mitmachen`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JoinPage {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) languages: String,
    pub(crate) programme: String,
    pub(crate) programmes: Vec<Choice>,
    pub(crate) stages: Vec<&'static str>,
    pub(crate) faults: Vec<Fault>,
}

fn stages() -> Vec<&'static str> {
    JoiningStage::ALL.iter().map(|stage| stage.as_str()).collect()
}

impl Page for JoinPage {
    const TEMPLATE: &'static str = "pages/public/join.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let page = Self {
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            languages: String::new(),
            programme: String::new(),
            programmes: vec![Choice::new("interpreting", "Sprachmittlung")],
            stages: stages(),
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                name: HOSTILE.into(),
                faults: ["name", "email", "phone", "languages", "programme"]
                    .map(|field| Rejection::new(field, "required").into())
                    .into(),
                ..page
            },
        ]
    }
}

/// Thanks.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JoinedPage {}

impl Page for JoinedPage {
    const TEMPLATE: &'static str = "pages/public/joined.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// Somebody on the way.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JoiningRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: Option<String>,
    pub(crate) languages: String,
    pub(crate) programme: Option<String>,
    pub(crate) stage: &'static str,
    /// The stage that comes next; none after the last.
    pub(crate) next: Option<&'static str>,
    pub(crate) stage_at: DateTime<Utc>,
    /// When it is deleted without contact.
    pub(crate) forgotten_at: DateTime<Utc>,
}

/// `/office/joining`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JoiningPage {
    pub(crate) rows: Vec<JoiningRow>,
}

impl Page for JoiningPage {
    const TEMPLATE: &'static str = "pages/office/joining.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let rows = JoiningStage::ALL.iter().map(|stage| JoiningRow {
            id: "1".into(),
            name: if *stage == JoiningStage::Talk {
                HOSTILE.into()
            } else {
                "Noor Haddad".into()
            },
            email: "noor@example.org".into(),
            phone: (*stage != JoiningStage::Interest).then(|| "02381 555 02".into()),
            languages: "Arabisch, Kurdisch".into(),
            programme: Some("Sprachmittlung".into()),
            stage: stage.as_str(),
            next: stage.next().map(JoiningStage::as_str),
            stage_at: at(3, 8, 0),
            forgotten_at: at(30, 8, 0),
        });
        vec![Self { rows: rows.collect() }, Self { rows: vec![] }]
    }
}
