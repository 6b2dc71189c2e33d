//! What does a volunteer see behind the link of an offer?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, talk};
use super::{Area, Page};
use crate::domain::request::TimeOption;

/// How an offer stands, as its recipient is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OfferView {
    /// Waits for an answer.
    Open,
    /// The office will call.
    CallRequested,
    /// Agreed; everything needed to go there is shown.
    Accepted,
    /// Said no; can be changed while nobody else has it.
    Declined,
    /// The time to answer is over.
    Expired,
    /// Someone else has it.
    Taken,
    /// No longer needed.
    Withdrawn,
    /// The appointment was moved, and the person is asked anew.
    Moved,
    /// The organisation called it off.
    Cancelled,
    /// The volunteer called it off.
    CancelledByYou,
}

/// Where to go; only after agreeing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceOfWork {
    pub(crate) organisation: String,
    pub(crate) place: String,
    pub(crate) street: String,
    pub(crate) town: String,
    pub(crate) room: Option<String>,
    pub(crate) meeting_point: String,
    pub(crate) contact: String,
    pub(crate) contact_phone: Option<String>,
}

/// `/e/{token}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OfferPage {
    /// Address of this page.
    pub(crate) url: String,
    pub(crate) first_name: String,
    pub(crate) view: OfferView,
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) district: String,
    pub(crate) programme: String,
    pub(crate) language: Option<String>,
    /// Message id `occasion-…`.
    pub(crate) occasion: String,
    /// Message id `mode-…`.
    pub(crate) mode: String,
    /// People who come together, this one included.
    pub(crate) headcount: i64,
    pub(crate) answer_by: DateTime<Utc>,
    /// Whether an answer can be given or changed now.
    pub(crate) answerable: bool,
    pub(crate) place: Option<PlaceOfWork>,
    /// Message id of something special about the last answer.
    pub(crate) notice: Option<&'static str>,
    /// Whether a stand-in is being looked for.
    pub(crate) stand_in: bool,
    /// Minutes somebody can say they will be late, when it is that time.
    pub(crate) late: Vec<i64>,
    /// Page of the question that stands in place of this one.
    pub(crate) again_url: Option<String>,
}

impl Page for OfferPage {
    const TEMPLATE: &'static str = "pages/person/offer.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        use OfferView as V;
        let page = |view| Self {
            url: "/e/beispiel".into(),
            first_name: "Amal".into(),
            view,
            number: 1042,
            time: talk(25, 8, 60),
            district: "Heessen".into(),
            programme: "Sprachmittlung".into(),
            language: Some("Arabisch (levantinisch)".into()),
            occasion: "parent_talk".into(),
            mode: "on_site".into(),
            headcount: 1,
            answer_by: at(24, 11, 0),
            answerable: matches!(view, V::Open | V::CallRequested | V::Declined),
            place: (view == V::Accepted).then(|| PlaceOfWork {
                organisation: "Grundschule am Mühlenbach".into(),
                place: "Haus B".into(),
                street: "Mühlenweg 4".into(),
                town: "59073 Hamm".into(),
                room: Some("Raum 104".into()),
                meeting_point: "Sekretariat, 1. Etage".into(),
                contact: "Petra Berger".into(),
                contact_phone: Some("02381 555 0100".into()),
            }),
            notice: None,
            stand_in: false,
            late: vec![],
            again_url: (view == V::Moved).then(|| "/e/neu".into()),
        };
        let mut all: Vec<_> = [
            V::Open,
            V::CallRequested,
            V::Accepted,
            V::Declined,
            V::Expired,
            V::Taken,
            V::Withdrawn,
            V::Moved,
            V::Cancelled,
            V::CancelledByYou,
        ]
        .map(page)
        .into();
        all.push(Self {
            first_name: HOSTILE.into(),
            language: None,
            headcount: 2,
            mode: "phone".into(),
            ..page(V::Open)
        });
        all.push(Self {
            stand_in: true,
            late: vec![10, 20, 30],
            ..page(V::Accepted)
        });
        all.push(Self {
            notice: Some("offer-collides"),
            ..page(V::Open)
        });
        all.push(Self {
            notice: Some("offer-page-old"),
            ..page(V::Open)
        });
        all.push(Self {
            notice: Some("offer-already-agreed"),
            ..page(V::Accepted)
        });
        all.push(Self {
            notice: Some("offer-contradictory"),
            ..page(V::CallRequested)
        });
        all
    }
}

/// `/e/{token}/cancel`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CancelOfferPage {
    pub(crate) url: String,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    /// Whether the appointment is so near that a call is better.
    pub(crate) soon: bool,
}

impl Page for CancelOfferPage {
    const TEMPLATE: &'static str = "pages/person/cancel.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        [true, false]
            .map(|soon| Self {
                url: "/e/beispiel".into(),
                time: talk(25, 8, 60),
                organisation: "Grundschule am Mühlenbach".into(),
                soon,
            })
            .into()
    }
}
