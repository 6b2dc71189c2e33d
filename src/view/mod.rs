//! How does data become text for people: which template, which language, which words for dates?
//!
//! Pure: templates and messages are embedded in the program and read once at the start, together with what an office
//! has overridden. Nothing here knows HTTP, SQL or SMTP.
//!
//! - [`Templates`] renders pages and mails (`templates/{mail,pages,partials}`), strict about everything undefined.
//! - Messages (`templates/i18n/<language>/*.ftl`, Fluent) hold labels and sentences; enum values and rejection codes
//!   are message ids, so the domain contains no prose.
//! - Days and times are written by [`crate::calendar::format`] in the zone of the office.

mod fault;
mod functions;
mod i18n;
mod overrides;
pub mod pages;
mod qr;
mod templates;

pub use crate::calendar::format::Lang;
pub use fault::{Fault, ViewError};
pub use i18n::Arg;
pub use qr::qr_code;
pub use templates::{Sample, Templates};
