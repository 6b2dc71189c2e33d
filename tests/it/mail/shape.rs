//! Does a mail have the shape that mail programs and relays can read, also in the eyes of another parser?

use std::process::Command;

use passgenau::domain::notice::NoticeKind;
use passgenau::mail::{Mail, compose, sample_facts};
use serde::Deserialize;

use super::{composed, sender, stamp, text};
use crate::support::templates;

/// What Python's parser saw (tests/it/support/read_mails.py).
#[derive(Debug, Deserialize)]
pub(super) struct Seen {
    pub(super) headers: Vec<(String, String)>,
    pub(super) to: Vec<(String, String)>,
    tree: String,
    defects: Vec<String>,
    longest_line: usize,
    bare_breaks: usize,
    ascii: bool,
    pub(super) parts: Vec<SeenPart>,
}

#[derive(Debug, Deserialize)]
pub(super) struct SeenPart {
    #[serde(rename = "type")]
    kind: String,
    method: Option<String>,
    charset: Option<String>,
    encoding: String,
    disposition: Option<String>,
    pub(super) text: String,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(n, _)| n == name);
        let value = found
            .next()
            .unwrap_or_else(|| panic!("no {name} in {:?}", self.headers));
        assert!(found.next().is_none(), "{name} twice");
        &value.1
    }

    /// What holds for every mail, whatever is written in it.
    pub(super) fn check(&self) {
        assert_eq!(self.defects, Vec::<String>::new());
        assert_eq!(self.bare_breaks, 0, "lines end with CRLF");
        assert!(self.ascii, "7-bit");
        assert!(self.longest_line <= 78, "longest line {}", self.longest_line);
        let mut names: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.retain(|n| {
            !matches!(
                *n,
                "In-Reply-To" | "References" | "List-Unsubscribe" | "List-Unsubscribe-Post"
            )
        });
        let expected = [
            "From",
            "To",
            "Reply-To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Content-Language",
            "MIME-Version",
            "Content-Type",
        ];
        assert_eq!(names, expected);
        for part in &self.parts {
            let calendar = part.kind.ends_with("calendar") || part.kind.ends_with("ics");
            assert_eq!(
                part.encoding,
                if calendar { "base64" } else { "quoted-printable" }
            );
            assert_eq!(
                part.charset.as_deref(),
                if part.kind == "application/ics" {
                    None
                } else {
                    Some("utf-8")
                }
            );
        }
    }
}

/// Parses mails with Python, a part of every build machine.
pub(super) fn read_with_python(mails: &[Mail]) -> Vec<Seen> {
    let folder = tempfile::tempdir().expect("a folder");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/support/read_mails.py");
    let mut command = Command::new("python3");
    command.arg(script);
    for (index, mail) in mails.iter().enumerate() {
        let path = folder.path().join(format!("{index}.eml"));
        std::fs::write(&path, &mail.bytes).expect("written");
        command.arg(path);
    }
    let output = command.output().expect("python3 runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn every_mail_is_one_that_other_programs_read() {
    let kinds: Vec<_> = NoticeKind::ALL
        .iter()
        .flat_map(|&kind| [(kind, "de"), (kind, "en")])
        .collect();
    let mails: Vec<_> = kinds
        .iter()
        .map(|(kind, lang)| composed(&sample_facts(*kind, lang)))
        .collect();
    for ((kind, lang), seen) in kinds.into_iter().zip(read_with_python(&mails)) {
        seen.check();
        let calendar = kind.calendar_method().is_some();
        let tree = if calendar {
            "multipart/mixed{multipart/alternative{text/plain, text/html, text/calendar}, application/ics}"
        } else {
            "multipart/alternative{text/plain, text/html}"
        };
        assert_eq!(seen.tree, tree, "{kind}");
        assert_eq!(
            seen.header("From"),
            "Ehrenamtskoordination Hamm <termine@ehrenamt.example.org>"
        );
        assert_eq!(
            seen.header("Reply-To"),
            "Ehrenamtskoordination Hamm <ehrenamt@example.org>"
        );
        assert_eq!(seen.header("Message-ID"), format!("<{}>", stamp(1).message_id));
        assert_eq!(seen.header("Date"), "Mon, 23 Nov 2026 09:00:00 +0000");
        assert_eq!(seen.header("Auto-Submitted"), "auto-generated");
        assert_eq!(seen.header("X-Auto-Response-Suppress"), "OOF, AutoReply");
        assert_eq!(
            seen.header("Content-Language"),
            if lang == "en" { "de, en" } else { "de" }
        );
        assert_eq!(seen.to.len(), 1, "one recipient");
        if calendar {
            let (inline, attached) = (&seen.parts[2], &seen.parts[3]);
            assert_eq!(inline.text, attached.text, "the same entry twice");
            assert_eq!(inline.disposition, None);
            assert_eq!(
                attached.disposition.as_deref(),
                Some("attachment; filename=\"einsatz.ics\"")
            );
            let method = if seen.parts[2].text.contains("METHOD:CANCEL\r\n") {
                "CANCEL"
            } else {
                "REQUEST"
            };
            assert_eq!(inline.method.as_deref(), Some(method));
        }
    }
}

#[test]
fn reminders_can_be_stopped_by_one_click_of_a_mail_program_and_nothing_else_can() {
    for &kind in NoticeKind::ALL {
        let seen = read_with_python(&[composed(&sample_facts(kind, "de"))]).remove(0);
        let stop = seen.headers.iter().find(|(name, _)| name == "List-Unsubscribe");
        assert_eq!(stop.is_some(), kind.can_be_stopped(), "{kind}");
        if stop.is_some() {
            assert_eq!(seen.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
            assert!(seen.parts[0].text.contains("/mails/stop") || seen.parts[0].text.contains("/stop"));
        }
    }
}

#[test]
fn the_same_notice_is_the_same_mail_on_every_try() {
    for &kind in NoticeKind::ALL {
        let facts = sample_facts(kind, "en");
        assert_eq!(composed(&facts).bytes, composed(&facts).bytes, "{kind}");
    }
}

#[test]
fn boundaries_differ_between_mails_and_cannot_appear_in_a_part() {
    let facts = sample_facts(NoticeKind::Offer, "de");
    let boundary = |seed: u64| {
        let mail = compose(templates(), &sender(), &stamp(seed), &facts).expect("composed");
        let text = text(&mail);
        text.split("boundary=\"")
            .nth(1)
            .and_then(|t| t.split('"').next())
            .expect("a boundary")
            .to_owned()
    };
    assert_ne!(boundary(1), boundary(2));
    assert!(boundary(1).starts_with("=_"));
}

#[test]
fn a_bounce_finds_its_row() {
    let mail = composed(&sample_facts(NoticeKind::Offer, "de"));
    let from = mail.envelope.from().expect("a return path").to_string();
    assert_eq!(from, format!("bounce+{}@ehrenamt.example.org", mail.id));
    assert_eq!(mail.envelope.to().len(), 1);
}

#[test]
fn later_mails_about_the_same_matter_form_a_thread() {
    let mut stamp = stamp(2);
    stamp.in_reply_to = Some("first@ehrenamt.example.org".into());
    let facts = sample_facts(NoticeKind::CancelledVolunteer, "de");
    let mail = compose(templates(), &sender(), &stamp, &facts).expect("composed");
    let seen = read_with_python(&[mail]).remove(0);
    seen.check();
    assert_eq!(seen.header("In-Reply-To"), "<first@ehrenamt.example.org>");
    assert_eq!(seen.header("References"), "<first@ehrenamt.example.org>");
}
