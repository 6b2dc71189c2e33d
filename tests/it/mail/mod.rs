//! Are mails what the office promises: readable, safe, the same on every try?

mod bodies;
mod calendar;
mod files;
mod hostile;
pub(crate) mod inbound;
mod second;
mod shape;
mod smtp;

use chrono::{DateTime, Utc};
use passgenau::config::OfficeProfile;
use passgenau::domain::notice::NoticeFacts;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{Ids, OutboxId};
use passgenau::mail::{Mail, Sender, Stamp, compose};

use crate::support::templates;

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse("test", text).expect("an address")
}

/// Monday, 23 November 2026, 10:00 in Germany.
fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("a moment")
}

fn sender() -> Sender {
    Sender {
        office: OfficeProfile {
            name: "Ehrenamtskoordination Hamm".into(),
            phone: "02381 555-0199".into(),
            email: "ehrenamt@example.org".into(),
            hours: "Mo-Do 8-16 Uhr, Fr 8-12 Uhr".into(),
            address: "Musterstraße 1, 59065 Hamm".into(),
        },
        from: address("termine@ehrenamt.example.org"),
        reply_to: address("ehrenamt@example.org"),
        mail_domain: "ehrenamt.example.org".into(),
        base_url: "https://ehrenamt.example.org".into(),
    }
}

fn stamp(seed: u64) -> Stamp {
    let id = OutboxId(Ids::seeded(seed).uuid(now()));
    Stamp {
        id,
        message_id: format!("{id}@ehrenamt.example.org"),
        date: now(),
        in_reply_to: None,
    }
}

fn composed(facts: &NoticeFacts) -> Mail {
    compose(templates(), &sender(), &stamp(1), facts).expect("it can be composed")
}

fn text(mail: &Mail) -> String {
    String::from_utf8(mail.bytes.clone()).expect("a mail is ASCII")
}
