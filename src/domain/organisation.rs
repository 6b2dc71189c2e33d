//! Who asks: schools, day-care centres, advice centres; their places and their people.

use serde::{Deserialize, Serialize};

use super::text::EmailAddress;
use super::text_enum;
use crate::ids::{ContactId, LocationId, OrganisationId};

text_enum! {
    /// Kind of organisation.
    OrganisationKind {
        /// School.
        School = "school",
        /// Day-care centre (Kita).
        Daycare = "daycare",
        /// Family centre.
        FamilyCentre = "family_centre",
        /// Authority.
        Authority = "authority",
        /// Advice centre.
        AdviceCentre = "advice_centre",
        /// Carrier (Träger).
        Carrier = "carrier",
        /// Migrant association.
        MigrantAssociation = "migrant_association",
        /// Shelter.
        Shelter = "shelter",
        /// Community centre.
        CommunityCentre = "community_centre",
    }
}

/// An organisation that asks for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Key.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OrganisationKind,
    /// Raised to make every form link given out so far invalid.
    pub link_version: i64,
}

text_enum! {
    /// Kind of place.
    LocationKind {
        /// A public room: a school, an office, a centre.
        Public = "public",
        /// Somebody's home; its address is sensitive.
        Home = "home",
        /// A protected place, such as a shelter: its address is in no mail and on no print.
        Protected = "protected",
    }
}

text_enum! {
    /// Kind of contact.
    ContactKind {
        /// One person.
        Person = "person",
        /// A mailbox that several people read; who wrote is typed with each request.
        Mailbox = "mailbox",
    }
}

/// A place of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Key.
    pub id: LocationId,
    /// Whose place.
    pub organisation: OrganisationId,
    /// Name of the place, empty when it is the organisation itself.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// District code.
    pub district: String,
    /// Where to meet ("Sekretariat, 1. Etage").
    pub meeting_point: String,
    /// Kind.
    pub kind: LocationKind,
}

/// A person at an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Key.
    pub id: ContactId,
    /// Where.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Address for mails.
    pub email: EmailAddress,
    /// Telephone, if given.
    pub phone: Option<String>,
    /// Kind.
    pub kind: ContactKind,
}

/// A room that a place keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Name, as a request writes it ("Raum 12").
    pub name: String,
    /// How many people it holds, if known.
    pub people: Option<i64>,
    /// Whether one gets there without steps.
    pub step_free: bool,
    /// Times of the week at which it can be had, as an availability text; empty is always.
    pub open: String,
}
