//! What do several tests need?

use chrono_tz::Tz;
use passgenau::view::Templates;

pub mod smtp;

/// The embedded templates; a missing message fails.
pub fn templates() -> Templates {
    Templates::strict(Tz::Europe__Berlin).expect("the embedded templates are sound")
}
