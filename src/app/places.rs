//! A school keeps its own places: where its people go to, and where they meet.

use super::{App, AppError};
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::organisation::{Location, LocationKind};
use crate::domain::record::{Change, RecordAction, RecordKind};
use crate::domain::text::{self, NAME_MAX};
use crate::ids::{LocationId, OrganisationId};

/// Most places of an organisation.
const PLACES_MAX: usize = 50;

/// What was typed about a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceForm {
    /// Name, when there are several.
    pub place_name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Code of the district.
    pub district: String,
    /// Where to meet.
    pub meeting_point: String,
}

impl PlaceForm {
    /// A place as the form shows it.
    pub fn of(place: &Location) -> Self {
        Self {
            place_name: place.name.clone(),
            street: place.street.clone(),
            postcode: place.postcode.clone(),
            town: place.town.clone(),
            district: place.district.clone(),
            meeting_point: place.meeting_point.clone(),
        }
    }

    fn values(&self) -> [(&'static str, &str); 6] {
        [
            ("place_name", &self.place_name),
            ("street", &self.street),
            ("postcode", &self.postcode),
            ("town", &self.town),
            ("district", &self.district),
            ("meeting_point", &self.meeting_point),
        ]
    }
}

impl App {
    /// One place of the organisation; somebody else's, and one in the archive, does not exist.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_place(
        &self,
        organisation: OrganisationId,
        id: LocationId,
    ) -> Result<Option<Location>, AppError> {
        let places = self.intake_data(organisation).await?.locations;
        Ok(places.into_iter().find(|place| place.id == id))
    }

    /// Adds a place of an organisation, or changes one. Only public places can be added here: a protected one is the
    /// office's to enter.
    ///
    /// # Errors
    /// `Rejected` with every fault; `NotFound` for somebody else's place.
    pub async fn save_place(
        &self,
        organisation: OrganisationId,
        id: Option<LocationId>,
        form: &PlaceForm,
    ) -> Result<LocationId, AppError> {
        let stored = match id {
            Some(id) => Some(
                self.own_place(organisation, id)
                    .await?
                    .ok_or(AppError::NotFound)?,
            ),
            None => None,
        };
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let mut faults = Vec::new();
        let mut read = |field: &'static str, raw: &str, required: bool| {
            let text = match text::line(field, raw, NAME_MAX) {
                Ok(text) => text.unwrap_or_default(),
                Err(fault) => {
                    faults.push(fault);
                    return String::new();
                }
            };
            if required && text.is_empty() {
                faults.push(Rejection::new(field, "required"));
            }
            text
        };
        let mut next = PlaceForm {
            place_name: read("place_name", &form.place_name, false),
            street: read("street", &form.street, true),
            postcode: read("postcode", &form.postcode, true),
            town: read("town", &form.town, true),
            district: read("district", &form.district, true),
            meeting_point: read("point", &form.meeting_point, false),
        };
        next.postcode.retain(|c| c != ' ');
        let digits = next.postcode.len() == 5 && next.postcode.bytes().all(|b| b.is_ascii_digit());
        if !next.postcode.is_empty() && !digits {
            faults.push(Rejection::new("postcode", "postcode"));
        }
        let districts = tx.districts().await?;
        if !next.district.is_empty() && districts.iter().all(|d| d.code != next.district) {
            faults.push(Rejection::new("district", "unknown-choice"));
        }
        if stored.is_none() && tx.locations_of(organisation).await?.len() >= PLACES_MAX {
            faults.push(Rejection::new("street", "places-many"));
        }
        if !faults.is_empty() {
            return Err(AppError::Rejected(faults));
        }
        let before = stored.as_ref().map(PlaceForm::of).unwrap_or_default();
        let place = Location {
            id: id.unwrap_or_else(|| LocationId(self.ids.uuid(now))),
            organisation,
            name: next.place_name.clone(),
            street: next.street.clone(),
            postcode: next.postcode.clone(),
            town: next.town.clone(),
            district: next.district.clone(),
            meeting_point: next.meeting_point.clone(),
            kind: stored.as_ref().map_or(LocationKind::Public, |place| place.kind),
        };
        let action = if stored.is_some() {
            if !tx.update_location(&place).await? {
                return Err(AppError::NotFound);
            }
            RecordAction::Changed
        } else {
            tx.insert_location(&place).await?;
            RecordAction::Created
        };
        let changes = before.values().into_iter().zip(next.values());
        let changes = changes.filter(|((_, before), (_, after))| before != after).map(
            |((field, before), (_, after))| Change {
                field: field.to_owned(),
                before: before.to_owned(),
                after: after.to_owned(),
            },
        );
        let key = place.id.to_string();
        let actor = Actor::Organisation(organisation);
        let what = (RecordKind::Location, key.as_str(), action);
        self.note_change(&mut tx, actor, what, changes.collect(), None)
            .await?;
        tx.commit().await?;
        Ok(place.id)
    }
}
