//! What is a mail that came back: a delivery report, an automatic answer, a calendar program's answer, or a person?
//!
//! Everything here is somebody else's text. It is read leniently, cut to size first, and never decides more than which
//! of these four it is; what a person wrote is kept as it is and not interpreted.

mod automatic;
mod calendar_reply;
mod report;

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

pub use calendar_reply::{CalendarAnswer, CalendarReply};
pub use report::Verdict;

use crate::domain::text::{lines, single_line};
use crate::ids::OutboxId;

/// Most bytes of a mail that are looked at; what follows are attachments.
pub const BYTES_MAX: usize = 1024 * 1024;
/// Most characters kept of what a person wrote.
const TEXT_MAX: usize = 8000;
/// Most parts looked at, and most references.
const PARTS_MAX: usize = 200;
const REFERENCES_MAX: usize = 50;

/// A mail that came in, as far as the program cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// The same for the same mail, whichever way it came: made of Message-ID, sender, date and body.
    pub key: String,
    /// Sender's address in lower case.
    pub from: Option<String>,
    /// Subject, one line.
    pub subject: String,
    /// Outbox rows whose return path it was sent to (VERP).
    pub returned_to: Vec<OutboxId>,
    /// Message-IDs it answers or reports on, nearest first.
    pub references: Vec<String>,
    /// What the own relay says about the sender.
    pub authentication: Authentication,
    /// What it is.
    pub content: Content,
}

/// What a mail is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A report about the delivery of one of our mails, with a status such as `5.1.1` when it names one.
    Report(Verdict, Option<String>),
    /// An out-of-office note, a newsletter, a read receipt: nobody wrote it, so nobody is answered.
    Automatic,
    /// A calendar program's answer.
    Calendar(CalendarReply, String),
    /// A person's words.
    Person(String),
}

/// Whether a sender is who it says, by the Authentication-Results of the own relay (RFC 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// The relay vouches for it.
    Passed,
    /// The relay says it is forged.
    Failed,
    /// The relay says nothing.
    Unknown,
}

/// Reads a mail. `mail_domain` is the domain of our return paths; `authserv` the name with which the own relay signs its
/// Authentication-Results, when only that one counts. `None` when the bytes are no mail at all.
pub fn read_inbound(bytes: &[u8], mail_domain: &str, authserv: Option<&str>) -> Option<Inbound> {
    let bytes = &bytes[..bytes.len().min(BYTES_MAX)];
    let message = MessageParser::default().parse(bytes)?;
    let from = message
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.address())
        .map(|address| address.trim().to_ascii_lowercase())
        .filter(|address| address.contains('@'));
    let head = Head(&message);
    let mut references = references(&message);
    let content = if let Some(found) = report::read(&head, from.as_deref()) {
        references.extend(found.originals);
        Content::Report(found.verdict, found.status)
    } else if let Some(reply) = calendar_reply::read(&message, from.as_deref()) {
        Content::Calendar(reply, written(&message))
    } else if automatic::is_automatic(&head, from.as_deref()) {
        Content::Automatic
    } else {
        Content::Person(written(&message))
    };
    references.truncate(REFERENCES_MAX);
    Some(Inbound {
        key: key(&message, from.as_deref(), bytes),
        subject: single_line(message.subject().unwrap_or_default())
            .chars()
            .take(200)
            .collect(),
        returned_to: returned_to(&head, mail_domain),
        references,
        authentication: authentication(&head, authserv),
        content,
        from,
    })
}

/// The headers of a message by name, as they were sent.
struct Head<'a, 'x>(&'a Message<'x>);

impl<'a> Head<'a, '_> {
    /// All values of a header, top to bottom, trimmed.
    fn all(&self, name: &'static str) -> impl Iterator<Item = &'a str> {
        self.0
            .headers_raw()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .take(PARTS_MAX)
    }

    /// The first value, in lower case.
    fn first(&self, name: &'static str) -> Option<String> {
        self.all(name).next().map(str::to_lowercase)
    }

    fn has(&self, name: &'static str) -> bool {
        self.all(name).next().is_some()
    }
}

/// Every part but those of attached messages.
fn parts<'a, 'x>(message: &'a Message<'x>) -> impl Iterator<Item = &'a mail_parser::MessagePart<'x>> {
    message.parts.iter().take(PARTS_MAX)
}

/// `type/subtype` of a part, in lower case.
fn kind(part: &mail_parser::MessagePart<'_>) -> String {
    part.content_type().map_or_else(String::new, |kind| {
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
    })
}

/// The decoded text of a part, cut to size.
fn text_of(part: &mail_parser::MessagePart<'_>, max: usize) -> String {
    match &part.body {
        PartType::Multipart(_) | PartType::Message(_) => String::new(),
        _ => {
            let bytes = part.contents();
            String::from_utf8_lossy(&bytes[..bytes.len().min(max)]).into_owned()
        }
    }
}

fn references(message: &Message<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let values = [message.in_reply_to(), message.references()];
    let lists = values.map(|value| match value {
        mail_parser::HeaderValue::Text(one) => vec![one.to_string()],
        // The nearest one stands last.
        mail_parser::HeaderValue::TextList(all) => all.iter().rev().map(ToString::to_string).collect(),
        _ => Vec::new(),
    });
    for id in lists.into_iter().flatten().take(2 * REFERENCES_MAX) {
        let id = id.trim().trim_matches(['<', '>']).to_owned();
        if !id.is_empty() && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The rows whose return path stands in one of the headers that name a recipient.
fn returned_to(head: &Head<'_, '_>, mail_domain: &str) -> Vec<OutboxId> {
    let mut found = Vec::new();
    let end = format!("@{}", mail_domain.to_ascii_lowercase());
    for name in [
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
        "To",
        "X-Failed-Recipients",
    ] {
        for value in head.all(name) {
            let value = value.to_ascii_lowercase();
            for (at, _) in value.match_indices("bounce+").take(20) {
                let rest = &value[at + "bounce+".len()..];
                let id = rest.find(&end).and_then(|to| rest.get(..to)?.parse().ok());
                if let Some(id) = id.filter(|id| !found.contains(id)) {
                    found.push(id);
                }
            }
        }
    }
    found
}

fn authentication(head: &Head<'_, '_>, authserv: Option<&str>) -> Authentication {
    let own = |value: &&str| {
        let name = value.split(';').next().unwrap_or_default();
        let name = name.split_whitespace().next().unwrap_or_default();
        authserv.is_none_or(|own| name.eq_ignore_ascii_case(own))
    };
    // Relays add theirs on top; whatever stands below may have been written by the sender.
    let Some(value) = head.all("Authentication-Results").find(own) else {
        return Authentication::Unknown;
    };
    let value = value.to_ascii_lowercase();
    let says = |method: &str, result: &str| {
        value
            .split(';')
            .any(|part| part.trim_start().starts_with(&format!("{method}={result}")))
    };
    if says("dmarc", "fail") {
        Authentication::Failed
    } else if says("dmarc", "pass") || says("dkim", "pass") {
        Authentication::Passed
    } else if says("spf", "fail") || says("spf", "softfail") || says("dkim", "fail") {
        Authentication::Failed
    } else if says("spf", "pass") {
        Authentication::Passed
    } else {
        Authentication::Unknown
    }
}

/// What a person wrote: the plain text, or the HTML as text.
fn written(message: &Message<'_>) -> String {
    let text = message.body_text(0).unwrap_or_default();
    let cut: String = text.chars().take(TEXT_MAX).collect();
    lines("text", &cut, TEXT_MAX).ok().flatten().unwrap_or_default()
}

fn key(message: &Message<'_>, from: Option<&str>, bytes: &[u8]) -> String {
    let body = message.root_part().raw_body_offset() as usize;
    let mut digest = Sha256::new();
    for part in [
        message.message_id().unwrap_or_default().as_bytes(),
        from.unwrap_or_default().as_bytes(),
        message.header_raw("Date").unwrap_or_default().trim().as_bytes(),
        bytes.get(body..).unwrap_or_default().trim_ascii_end(),
    ] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
