//! A calendar feed: whose appointments a calendar program may read, again and again, at a secret address.

use uuid::Uuid;

use super::text_enum;
use crate::ids::{AccountId, OrganisationId, PersonId};

text_enum! {
    /// Kinds of owners.
    FeedKind {
        /// A volunteer: the own assignments.
        Person = "person",
        /// An organisation: its confirmed appointments.
        Organisation = "organisation",
        /// Someone of the office: all appointments.
        Account = "account",
    }
}

/// Whose feed it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOwner {
    /// A volunteer.
    Person(PersonId),
    /// An organisation.
    Organisation(OrganisationId),
    /// Someone of the office.
    Account(AccountId),
}

impl FeedOwner {
    /// The owner of this kind with this id.
    pub const fn new(kind: FeedKind, id: Uuid) -> Self {
        match kind {
            FeedKind::Person => Self::Person(PersonId(id)),
            FeedKind::Organisation => Self::Organisation(OrganisationId(id)),
            FeedKind::Account => Self::Account(AccountId(id)),
        }
    }

    /// Kind.
    pub const fn kind(self) -> FeedKind {
        match self {
            Self::Person(_) => FeedKind::Person,
            Self::Organisation(_) => FeedKind::Organisation,
            Self::Account(_) => FeedKind::Account,
        }
    }

    /// Id of the owner.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Organisation(id) => id.0,
            Self::Account(id) => id.0,
        }
    }
}
