//! How things are named inside the program: typed ids, made from the clock and a random source.
//!
//! Ids are UUID version 7 (RFC 9562), so rows sort by the moment they were made. They never appear on a page as
//! text to read; people see request numbers and names.

use std::fmt;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use rand::rngs::SysRng;
use rand::{Rng, SeedableRng, TryRng};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// An account of the office.
    AccountId,
    /// An organisation that asks for people.
    OrganisationId,
    /// A place of an organisation.
    LocationId,
    /// A person at an organisation.
    ContactId,
    /// A volunteer.
    PersonId,
    /// A request of an organisation.
    RequestId,
    /// An offer made to one volunteer for one seat of a request.
    OfferId,
    /// An agreed assignment.
    AssignmentId,
    /// A planning run and its draft.
    PlanId,
    /// A mail that must go out.
    OutboxId,
    /// A request form that was begun.
    DraftId,
    /// Somebody who would like to help.
    InterestId,
    /// Something the office has to do.
    TaskId,
    /// A payment.
    PaymentId,
    /// A pair that is kept apart.
    ExclusionId,
    /// A cover of the office.
    CoverId,
    /// A mail that came in.
    InboundId,
    /// Something the office has done and can still take back.
    HeldActionId,
    /// A file that was taken in.
    ImportId,
    /// A row of a file that was put aside.
    ParkedId,
    /// A link to sign in that somebody asked for.
    LoginLinkId,
    /// Two people who may be one.
    DoubleId,
    /// A filter somebody of the office keeps.
    SavedFilterId,
    /// A print of a week.
    PrintId,
}

/// Makes ids and other random values. Cloning shares the source.
#[derive(Clone)]
pub struct Ids {
    rng: Arc<Mutex<ChaCha20Rng>>,
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}

impl Ids {
    /// A source seeded by the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness to give; nothing safe could run then.
    pub fn system() -> Self {
        let mut seed = [0; 32];
        SysRng
            .try_fill_bytes(&mut seed)
            .expect("the operating system provides randomness");
        Self {
            rng: Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed))),
        }
    }

    /// A source that repeats itself, for tests and for the demo city.
    pub fn seeded(seed: u64) -> Self {
        Self {
            rng: Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))),
        }
    }

    /// A new id; `now` becomes its sortable part (milliseconds).
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let random: [u8; 10] = self.bytes();
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Random bytes, for secrets as well.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        // A poisoned lock only says that another thread panicked; the generator itself is still sound.
        self.rng
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }
}
