//! What do several tests need?

use std::sync::{Arc, OnceLock};

use chrono_tz::Tz;
use passgenau::view::Templates;

pub mod app;
pub mod db;
pub mod imap;
pub mod people;
pub mod smtp;

/// The embedded templates; a missing message fails.
pub fn templates() -> &'static Arc<Templates> {
    static TEMPLATES: OnceLock<Arc<Templates>> = OnceLock::new();
    let built = || Templates::strict(Tz::Europe__Berlin).expect("the embedded templates are sound");
    TEMPLATES.get_or_init(|| Arc::new(built()))
}
