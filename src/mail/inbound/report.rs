//! What does a relay report about a mail of ours (RFC 3464), and is the address at fault?
//!
//! Relays that write no report but a letter are understood by their sender, their subject and the first status code in
//! the letter.

use mail_parser::{MessageParser, PartType};

use super::automatic::is_robot;
use super::{Head, kind, parts, text_of};

/// Most bytes of a part that are read.
const PART_MAX: usize = 64 * 1024;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It arrived.
    Delivered,
    /// It is on its way still; the relay goes on trying.
    Delayed,
    /// It did not arrive, but the address may be right: a full mailbox, a filter, a relay that was away too long.
    Refused,
    /// There is no such address.
    NoSuchAddress,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) verdict: Verdict,
    /// Enhanced status code (RFC 3463).
    pub(super) status: Option<String>,
    /// Message-IDs of the mails reported on.
    pub(super) originals: Vec<String>,
}

/// Subjects of letters that say that a mail was not delivered.
const FAILED: &[&str] = &[
    "undeliver",
    "unzustellbar",
    "nicht zustellbar",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "zustellung gescheitert",
    "zustellungsfehler",
    "delivery failed",
    "delivery failure",
    "delivery has failed",
    "delivery status notification (failure)",
    "returned to sender",
    "returned mail",
    "failure notice",
    "mail system error",
];

/// Subjects of letters that say that it takes longer.
const DELAYED: &[&str] = &["delay", "verzöger", "verspätet", "still being retried"];

/// How relays say in words that there is no such address, where they give no exact status.
const UNKNOWN: &[&str] = &[
    "user unknown",
    "unknown user",
    "no such user",
    "no such recipient",
    "unknown recipient",
    "recipient unknown",
    "recipient not found",
    "does not exist",
    "doesn't exist",
    "mailbox unavailable",
    "mailbox not found",
    "no mailbox here",
    "invalid mailbox",
    "invalid recipient",
    "address rejected",
    "unrouteable address",
    "unroutable address",
    "account disabled",
    "account has been disabled",
    "empfänger unbekannt",
    "empfänger existiert nicht",
    "existiert nicht",
    "postfach nicht gefunden",
    "e-mail-adresse wurde nicht gefunden",
    "wurde nicht gefunden",
];

/// The report in a message, if it is one.
pub(super) fn read(head: &Head<'_, '_>, from: Option<&str>) -> Option<Report> {
    let groups: Vec<String> = parts(head.0)
        .filter(|part| {
            matches!(
                kind(part).as_str(),
                "message/delivery-status" | "message/global-delivery-status"
            )
        })
        .map(|part| text_of(part, PART_MAX))
        .collect();
    let mut report = if groups.iter().any(|text| !text.trim().is_empty()) {
        standard(&groups)
    } else {
        letter(head, from)?
    };
    report.originals = originals(head);
    Some(report)
}

/// A machine-readable report: one group of fields about the mail, then one for each recipient.
fn standard(texts: &[String]) -> Report {
    let mut worst = (Verdict::Delivered, None);
    let mut any = false;
    for text in texts {
        let unfolded = text
            .replace("\r\n", "\n")
            .replace("\n ", " ")
            .replace("\n\t", " ");
        for group in unfolded.split("\n\n").take(100) {
            let field = |name: &str| {
                group.lines().find_map(|line| {
                    let (key, value) = line.split_once(':')?;
                    key.trim()
                        .eq_ignore_ascii_case(name)
                        .then(|| value.trim().to_lowercase())
                })
            };
            let (action, status) = (field("Action"), field("Status"));
            if action.is_none() && status.is_none() {
                continue;
            }
            any = true;
            let diagnostic = field("Diagnostic-Code").unwrap_or_default();
            let status = status
                .as_deref()
                .and_then(status_in)
                .filter(|status| !status.ends_with(".0.0"))
                .or_else(|| status_in(&diagnostic))
                .or_else(|| status.as_deref().and_then(status_in));
            let verdict = verdict(
                action.as_deref().unwrap_or_default(),
                status.as_deref(),
                &diagnostic,
            );
            if verdict >= worst.0 {
                worst = (verdict, status);
            }
        }
    }
    if !any {
        worst.0 = Verdict::Refused;
    }
    Report {
        verdict: worst.0,
        status: worst.1,
        originals: Vec::new(),
    }
}

/// A letter of a relay that writes no reports.
fn letter(head: &Head<'_, '_>, from: Option<&str>) -> Option<Report> {
    let subject = head.0.subject().unwrap_or_default().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| subject.contains(word));
    let failed_recipients = head.has("X-Failed-Recipients");
    let robot = from.is_none_or(|from| is_robot(from) || from.starts_with("microsoftexchange"))
        || head.first("Return-Path").is_some_and(|value| value == "<>");
    if !failed_recipients && !(robot && (says(FAILED) || says(DELAYED))) {
        return None;
    }
    let text = head.0.body_text(0).unwrap_or_default();
    let text: String = text.chars().take(PART_MAX).collect::<String>().to_lowercase();
    let status = status_in(&text);
    let action = if !failed_recipients && says(DELAYED) && !says(FAILED) {
        "delayed"
    } else {
        "failed"
    };
    Some(Report {
        verdict: verdict(action, status.as_deref(), &text),
        status,
        originals: Vec::new(),
    })
}

fn verdict(action: &str, status: Option<&str>, words: &str) -> Verdict {
    let status = status.unwrap_or_default();
    match action {
        "delivered" | "relayed" | "expanded" => return Verdict::Delivered,
        "delayed" => return Verdict::Delayed,
        _ => {}
    }
    if status.starts_with('2') {
        return Verdict::Delivered;
    }
    if status.starts_with('4') {
        // A relay that gives up after days of "not now" says so by its action.
        return if action == "failed" {
            Verdict::Refused
        } else {
            Verdict::Delayed
        };
    }
    let address = [
        "5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4", "5.4.310",
    ];
    // The address is right, whatever else the words say: full, too big, filtered.
    let other = status.starts_with("5.7.") || ["5.2.2", "5.2.3", "5.3.4"].contains(&status);
    if address.contains(&status) || (!other && UNKNOWN.iter().any(|known| words.contains(known))) {
        Verdict::NoSuchAddress
    } else {
        Verdict::Refused
    }
}

/// The first enhanced status code in a text: class, subject and detail.
fn status_in(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .find_map(|word| {
            let word = word.trim_matches('.');
            let numbers: Vec<&str> = word.split('.').collect();
            let [class, subject, detail] = numbers.as_slice() else {
                return None;
            };
            let fits = ["2", "4", "5"].contains(class)
                && [subject, detail].iter().all(|n| !n.is_empty() && n.len() <= 3);
            fits.then(|| word.to_owned())
        })
}

/// Message-IDs of the mails that come back inside the report, whole or as headers only.
fn originals(head: &Head<'_, '_>) -> Vec<String> {
    let parser = MessageParser::default();
    parts(head.0)
        .filter_map(|part| match &part.body {
            PartType::Message(message) => message.message_id().map(str::to_owned),
            _ if kind(part) == "text/rfc822-headers" => parser
                .parse_headers(text_of(part, PART_MAX).as_bytes())?
                .message_id()
                .map(str::to_owned),
            // A letter quotes the mail below a line of its own.
            PartType::Text(text) => quoted_id(text),
            _ => None,
        })
        .take(10)
        .collect()
}

fn quoted_id(text: &str) -> Option<String> {
    let line = text
        .lines()
        .take(2000)
        .find(|line| line.trim_start().to_ascii_lowercase().starts_with("message-id:"))?;
    let id = line.split_once('<')?.1.split_once('>')?.0;
    (id.contains('@') && id.len() < 255).then(|| id.to_owned())
}
