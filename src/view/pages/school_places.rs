//! What does a school see of its own places?

use serde::Serialize;

use super::example::HOSTILE;
use super::{Area, Choice, Fault, Page};
use crate::domain::Rejection;

/// `/s/{token}/places`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolPlacesPage {
    pub(crate) base: String,
    /// Name and address, district, meeting point, address of its form.
    pub(crate) places: Vec<(String, String, String, String)>,
}

impl Page for SchoolPlacesPage {
    const TEMPLATE: &'static str = "pages/school/places.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let place = |name: &str, point: &str| {
            (
                name.to_owned(),
                "Heessen".to_owned(),
                point.to_owned(),
                "/s/beispiel/places/x".to_owned(),
            )
        };
        vec![
            Self {
                base: "/s/beispiel".into(),
                places: vec![
                    place("Hauptgebäude, Mühlbachweg 3, 59073 Hamm", "Sekretariat, 1. Etage"),
                    place(HOSTILE, ""),
                ],
            },
            Self {
                base: "/s/beispiel".into(),
                places: Vec::new(),
            },
        ]
    }
}

/// What the form says.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct PlaceFields {
    pub(crate) place_name: String,
    pub(crate) street: String,
    pub(crate) postcode: String,
    pub(crate) town: String,
    pub(crate) district: String,
    pub(crate) meeting_point: String,
}

/// `/s/{token}/places/{key}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolPlacePage {
    pub(crate) base: String,
    pub(crate) action: String,
    /// Whether it is not there yet.
    pub(crate) new: bool,
    pub(crate) districts: Vec<Choice>,
    pub(crate) form: PlaceFields,
    pub(crate) faults: Vec<Fault>,
}

impl Page for SchoolPlacePage {
    const TEMPLATE: &'static str = "pages/school/place.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let page = |new, form, faults| Self {
            base: "/s/beispiel".into(),
            action: "/s/beispiel/places/x".into(),
            new,
            districts: vec![Choice::new("MI", "Mitte"), Choice::new("HS", "Heessen")],
            form,
            faults,
        };
        vec![
            page(
                false,
                PlaceFields {
                    place_name: "Hauptgebäude".into(),
                    street: "Mühlbachweg 3".into(),
                    postcode: "59073".into(),
                    town: "Hamm".into(),
                    district: "HS".into(),
                    meeting_point: HOSTILE.into(),
                },
                Vec::new(),
            ),
            page(
                true,
                PlaceFields::default(),
                vec![
                    Rejection::new("street", "required").into(),
                    Rejection::new("postcode", "postcode").into(),
                ],
            ),
        ]
    }
}
