//! What time it is. Nothing else in the program asks the operating system.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

/// The time source: the machine's clock, or one that a test moves by hand. Whole seconds, UTC.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved; seconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until [`Clock::advance`] moves it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.timestamp())))
    }

    /// The time now, in whole seconds (the precision both engines keep).
    pub fn now(&self) -> DateTime<Utc> {
        let seconds = match self {
            Self::System =>
            {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the one place that reads the machine's clock"
                )]
                Utc::now().timestamp()
            }
            Self::Fixed(seconds) => seconds.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    /// Moves a fixed clock; the machine's clock cannot be moved and stays as it is.
    pub fn advance(&self, by: chrono::Duration) {
        if let Self::Fixed(seconds) = self {
            seconds.fetch_add(by.num_seconds(), Ordering::SeqCst);
        }
    }
}
