//! Does any mail, however broken, huge or deep, take long or bring the program down?

use std::time::{Duration, Instant};

use passgenau::mail::inbound::{Content, read_inbound};
use proptest::prelude::*;

use super::samples::{self, DOMAIN};

fn quickly(name: &str, mail: &[u8]) -> Option<Content> {
    let begun = Instant::now();
    let seen = read_inbound(mail, DOMAIN, None);
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{name} took {:?}",
        begun.elapsed()
    );
    if let Some(seen) = &seen {
        let text = match &seen.content {
            Content::Person(text) | Content::Calendar(_, text) => text.chars().count(),
            _ => 0,
        };
        assert!(
            text <= 8000 && seen.subject.chars().count() <= 200 && seen.references.len() <= 50,
            "{name}"
        );
    }
    seen.map(|seen| seen.content)
}

#[test]
fn huge_deep_and_broken_mails_are_bounded() {
    let head = "From: amal@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
    let mut nested = head.to_owned();
    for n in 0..1000 {
        nested += &format!("Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n");
    }
    nested += "Content-Type: text/plain\r\n\r\nhallo\r\n";
    quickly("1000 multiparts", nested.as_bytes());

    let mut messages = head.to_owned();
    for _ in 0..1000 {
        messages += "Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\n";
    }
    quickly("1000 messages", messages.as_bytes());

    let huge = format!("{head}\r\n{}", "Sehr lang. ".repeat(3_000_000));
    assert!(matches!(
        quickly("33 MB", huge.as_bytes()),
        Some(Content::Person(_))
    ));
    let references = format!("{head}References: {}\r\n\r\nx", "<a@b> ".repeat(50_000));
    quickly("50,000 references", references.as_bytes());
    let calendar = format!(
        "{head}Content-Type: text/calendar; method=REPLY\r\n\r\n{}",
        "BEGIN:VEVENT\r\n".repeat(60_000)
    );
    quickly("60,000 components", calendar.as_bytes());
    let status = format!(
        "{head}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\n{}\r\n--b--\r\n",
        "Final-Recipient: rfc822; a@b\r\n\r\n".repeat(20_000)
    );
    quickly("20,000 recipients", status.as_bytes());
    let html = format!("{head}Content-Type: text/html\r\n\r\n{}", "<div>".repeat(150_000));
    quickly("150,000 tags", html.as_bytes());
    for mail in [
        "",
        "\r\n\r\n",
        "\0\0\0",
        "From:",
        "Content-Type: multipart/mixed\r\n\r\n--\r\n",
    ] {
        quickly("almost nothing", mail.as_bytes());
    }
}

/// Pieces that mails are made of, to be mixed up.
fn piece() -> impl Strategy<Value = String> {
    let mut pieces: Vec<String> = Vec::new();
    let all = samples::reports().into_iter().map(|(_, mail, _, _)| mail);
    let all = all.chain(samples::automatic().into_iter().map(|(_, mail)| mail));
    let all = all.chain(samples::calendar_answers().into_iter().map(|(_, mail, _)| mail));
    for mail in all {
        pieces.extend(mail.split_inclusive('\n').map(str::to_owned));
    }
    prop_oneof![
        8 => prop::sample::select(pieces),
        1 => "\\PC{0,40}",
        1 => Just("\n".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_inbound(&bytes, DOMAIN, Some("mx"));
    }

    #[test]
    fn no_mixture_of_real_mails_brings_it_down(pieces in prop::collection::vec(piece(), 0..60)) {
        let mail = samples::crlf(&pieces.concat());
        if let Some(seen) = read_inbound(mail.as_bytes(), DOMAIN, None) {
            prop_assert!(seen.from.is_none_or(|from| from.contains('@') && from == from.to_ascii_lowercase()));
        }
    }

    #[test]
    fn a_cut_mail_is_a_mail(cut in 0usize..3000, which in 0usize..100) {
        let all = samples::reports();
        let mail = samples::crlf(&all[which % all.len()].1);
        let mut cut = cut.min(mail.len());
        while !mail.is_char_boundary(cut) { cut -= 1; }
        let _ = read_inbound(&mail.as_bytes()[..cut], DOMAIN, None);
    }
}
