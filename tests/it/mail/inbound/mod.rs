//! Are mails that come back understood: delivery reports of many relays, automatic answers, calendar answers, people?

mod hostile;
pub(crate) mod samples;

use passgenau::ids::OutboxId;
use passgenau::mail::inbound::{
    Authentication, CalendarAnswer, CalendarReply, Content, Inbound, Verdict, read_inbound,
};
use uuid::Uuid;

pub(crate) use samples::{DOMAIN, ROW};

fn read(mail: &str) -> Inbound {
    read_inbound(samples::crlf(mail).as_bytes(), DOMAIN, None).expect("a mail")
}

fn row() -> OutboxId {
    OutboxId(ROW.parse::<Uuid>().expect("an id"))
}

#[test]
fn delivery_reports_of_every_relay_are_understood() {
    for (name, mail, verdict, status) in samples::reports() {
        let seen = read(&mail);
        let Content::Report(found, code) = &seen.content else {
            panic!("{name}: {:?}", seen.content)
        };
        assert_eq!((*found, code.as_deref()), (verdict, status), "{name}");
        let by_path = seen.returned_to.contains(&row());
        let by_reference = seen.references.iter().any(|id| *id == format!("{ROW}@{DOMAIN}"));
        assert!(by_path || by_reference, "{name} names its mail: {seen:?}");
    }
}

#[test]
fn automatic_answers_are_nobodys() {
    for (name, mail) in samples::automatic() {
        assert_eq!(read(&mail).content, Content::Automatic, "{name}");
    }
}

#[test]
fn what_a_person_writes_is_kept_and_not_read() {
    for (name, mail, begin) in samples::people() {
        let seen = read(&mail);
        let Content::Person(text) = &seen.content else {
            panic!("{name}: {:?}", seen.content)
        };
        assert!(text.starts_with(begin), "{name}: {text}");
        assert!(
            seen.references.iter().any(|id| *id == format!("{ROW}@{DOMAIN}")),
            "{name}"
        );
        assert!(!text.contains(['\r', '\u{202e}', '\0']), "{name}: {text:?}");
    }
}

#[test]
fn calendar_programs_answer_in_their_dialects() {
    for (name, mail, answer) in samples::calendar_answers() {
        let seen = read(&mail);
        let Content::Calendar(reply, _) = &seen.content else {
            panic!("{name}: {:?}", seen.content)
        };
        let wanted = CalendarReply {
            uid: format!("5f0c3d2e9a7b4c1d8e6f0a1b2c3d4e5f@{DOMAIN}"),
            attendee: Some("amal@example.org".to_owned()),
            answer,
        };
        assert_eq!(*reply, wanted, "{name}");
        assert_eq!(seen.from.as_deref(), Some("amal@example.org"), "{name}");
    }
    // An invitation of ours that comes back in a reply is no answer.
    let quoted = samples::calendar(
        "METHOD:REQUEST",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:amal@example.org",
    );
    assert!(matches!(
        read(&samples::with_calendar(&quoted, "REQUEST")).content,
        Content::Person(_)
    ));
    assert_eq!(CalendarAnswer::Accepted, CalendarAnswer::Accepted);
}

#[test]
fn only_the_own_relay_vouches_for_a_sender() {
    let with = |head: &str| format!("{head}{}", samples::PLAIN);
    let own = Some("mx.hamm.example");
    let judge = |head: &str, authserv| {
        let mail = samples::crlf(&with(head));
        read_inbound(mail.as_bytes(), DOMAIN, authserv)
            .expect("a mail")
            .authentication
    };
    let cases = [
        ("", None, Authentication::Unknown),
        (
            "Authentication-Results: mx.hamm.example; dmarc=pass header.from=example.org\n",
            own,
            Authentication::Passed,
        ),
        (
            "Authentication-Results: mx.hamm.example;\n spf=fail smtp.mailfrom=example.org;\n dkim=none\n",
            own,
            Authentication::Failed,
        ),
        (
            "Authentication-Results: mx.hamm.example; dkim=pass; spf=softfail\n",
            own,
            Authentication::Passed,
        ),
        (
            "Authentication-Results: mx.hamm.example 1; dmarc=fail (p=none) header.from=example.org\n",
            own,
            Authentication::Failed,
        ),
        // What a sender writes into the mail counts for nothing.
        (
            "Authentication-Results: evil.example; dmarc=pass\n",
            own,
            Authentication::Unknown,
        ),
        (
            "Authentication-Results: mx.hamm.example; dmarc=fail\nAuthentication-Results: evil.example; dmarc=pass\n",
            None,
            Authentication::Failed,
        ),
    ];
    for (head, authserv, wanted) in cases {
        assert_eq!(judge(head, authserv), wanted, "{head}");
    }
}

#[test]
fn the_same_mail_is_the_same_whichever_way_it_came() {
    let one = read(samples::PLAIN);
    let other = format!(
        "Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0100\nDelivered-To: x@example.org\n{}",
        samples::PLAIN
    );
    assert_eq!(one.key, read(&other).key);
    assert_ne!(one.key, read(&samples::PLAIN.replace("Ja, gern", "Nein")).key);
    assert_ne!(
        one.key,
        read(&samples::PLAIN.replace("amal@", "eva@")).key,
        "nobody hides another one's mail"
    );
    assert_eq!(one.returned_to, []);
    let Content::Report(verdict, _) = read(&samples::reports()[0].1).content else {
        panic!("a report")
    };
    assert_eq!(verdict, Verdict::NoSuchAddress);
}
