//! What does a volunteer see on their own page?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, talk};
use super::{Area, Page};
use crate::domain::request::TimeOption;

/// A question, or an appointment.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnRow {
    pub(crate) url: String,
    pub(crate) time: TimeOption,
    pub(crate) programme: String,
    pub(crate) language: Option<String>,
    /// The district of a question; organisation and street of an appointment.
    pub(crate) place: String,
    pub(crate) answer_by: Option<DateTime<Utc>>,
}

/// `/v/{token}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnPage {
    /// Address of this page; everything of the volunteer is below it.
    pub(crate) base: String,
    pub(crate) first_name: String,
    pub(crate) paused: bool,
    pub(crate) open: Vec<OwnRow>,
    pub(crate) agreed: Vec<OwnRow>,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "pages/own/home.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let row = |day, place: &str, asked: bool| OwnRow {
            url: "/e/beispiel".into(),
            time: talk(day, 8, 60),
            programme: "Sprachmittlung".into(),
            language: Some("Arabisch (levantinisch)".into()),
            place: place.into(),
            answer_by: asked.then(|| at(24, 11, 0)),
        };
        let full = Self {
            base: "/v/beispiel".into(),
            first_name: "Amal".into(),
            paused: false,
            open: vec![row(25, "Heessen", true), row(26, "Mitte", true)],
            agreed: vec![row(
                27,
                "Grundschule am Mühlenbach, Mühlenweg 4, 59073 Hamm",
                false,
            )],
        };
        let hostile = OwnRow {
            language: None,
            ..row(27, HOSTILE, false)
        };
        vec![
            full.clone(),
            Self {
                paused: true,
                open: vec![],
                agreed: vec![],
                ..full.clone()
            },
            Self {
                first_name: HOSTILE.into(),
                agreed: vec![hostile],
                ..full
            },
        ]
    }
}
