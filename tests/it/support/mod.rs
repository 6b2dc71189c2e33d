//! What do several tests need?

use std::sync::OnceLock;

use chrono_tz::Tz;
use passgenau::view::Templates;

pub mod db;
pub mod smtp;

/// The embedded templates; a missing message fails.
pub fn templates() -> &'static Templates {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    TEMPLATES.get_or_init(|| Templates::strict(Tz::Europe__Berlin).expect("the embedded templates are sound"))
}
