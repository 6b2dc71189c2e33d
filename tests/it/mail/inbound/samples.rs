//! Mails that come back, as relays and programs write them. Names and addresses are invented.

use passgenau::mail::inbound::{CalendarAnswer, Verdict};

/// Domain of our return paths.
pub(crate) const DOMAIN: &str = "ehrenamt.example.org";
/// The outbox row that all of these are about.
pub(crate) const ROW: &str = "019ab000-0000-7000-8000-000000000017";

/// A plain answer.
pub(crate) const PLAIN: &str = "From: Amal Khoury <amal@example.org>\nTo: ehrenamt@ehrenamt.example.org\n\
Subject: AW: Einsatz =?utf-8?Q?m=C3=B6glich=3F?=\nMessage-ID: <abc@example.org>\n\
In-Reply-To: <019ab000-0000-7000-8000-000000000017@ehrenamt.example.org>\n\
Date: Mon, 23 Nov 2026 10:00:00 +0100\n\nJa, gern. Aber erst ab 10 Uhr.\n\n> Können Sie helfen?\n";

/// Line ends as on the wire.
pub(crate) fn crlf(mail: &str) -> String {
    mail.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn report(from: &str, subject: &str, letter: &str, fields: &str, original: bool) -> String {
    let third = if original {
        format!(
            "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{ROW}@{DOMAIN}>\nSubject: Einsatz\n\n"
        )
    } else {
        String::new()
    };
    format!(
        "Return-Path: <>\nFrom: {from}\nTo: bounce+{ROW}@{DOMAIN}\nSubject: {subject}\nAuto-Submitted: auto-replied\n\
         MIME-Version: 1.0\nMessage-ID: <r1@relay.example>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
         --b\nContent-Type: text/plain; charset=utf-8\n\n{letter}\n\n\
         --b\nContent-Type: message/delivery-status\n\n{fields}\n\n{third}--b--\n"
    )
}

/// Name, mail, what it means, status code.
pub(crate) fn reports() -> Vec<(&'static str, String, Verdict, Option<&'static str>)> {
    use Verdict::{Delayed, Delivered, NoSuchAddress, Refused};
    let postfix = "Mail Delivery System <MAILER-DAEMON@relay.example>";
    vec![
        (
            "Postfix, unknown user",
            report(
                postfix,
                "Undelivered Mail Returned to Sender",
                "This is the mail system at host relay.example.",
                "Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; amal@example.org\nOriginal-Recipient: rfc822;amal@example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; 550 5.1.1 <amal@example.org>: Recipient address\n    rejected: User unknown in virtual mailbox table",
                true,
            ),
            NoSuchAddress,
            Some("5.1.1"),
        ),
        (
            "Postfix, delayed",
            report(
                postfix,
                "Delayed Mail (still being retried)",
                "THIS IS A WARNING ONLY.",
                "Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; amal@example.org\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to mx.example.org: Connection timed out\nWill-Retry-Until: Sat, 28 Nov 2026 10:00:00 +0100",
                true,
            ),
            Delayed,
            Some("4.4.1"),
        ),
        (
            "Postfix, gave up after five days",
            report(
                postfix,
                "Undelivered Mail Returned to Sender",
                "Could not be delivered.",
                "Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; amal@example.org\nAction: failed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect: timed out",
                true,
            ),
            Refused,
            Some("4.4.1"),
        ),
        (
            "Exchange, German",
            report(
                "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>",
                "=?utf-8?Q?Unzustellbar:_Einsatz_m=C3=B6glich=3F?=",
                "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.",
                "Reporting-MTA: dns;mail.example.org\n\nFinal-recipient: RFC822;amal@example.org\nAction: failed\nStatus: 5.1.10\nDiagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
                true,
            ),
            NoSuchAddress,
            Some("5.1.10"),
        ),
        (
            "Exchange Online, domain gone",
            report(
                "postmaster@example.onmicrosoft.example",
                "Undeliverable: Einsatz",
                "Your message couldn't be delivered.",
                "Reporting-MTA: dns;EUR01.prod.example\n\nFinal-Recipient: rfc822;amal@example.org\nAction: failed\nStatus: 5.4.310\nDiagnostic-Code: smtp;550 5.4.310 DNS domain example.org does not exist",
                false,
            ),
            NoSuchAddress,
            Some("5.4.310"),
        ),
        (
            "Exchange, refused by a rule",
            report(
                "postmaster@example.org",
                "Unzustellbar: Einsatz",
                "Ihre Nachricht wurde nicht zugestellt, weil eine Regel sie blockiert.",
                "Reporting-MTA: dns;mail.example.org\n\nFinal-Recipient: rfc822;amal@example.org\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp;550 5.7.1 TRANSPORT.RULES.RejectMessage; user unknown to this list",
                true,
            ),
            Refused,
            Some("5.7.1"),
        ),
        (
            "Gmail, no such account",
            report(
                "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
                "Delivery Status Notification (Failure)",
                "** Die Adresse wurde nicht gefunden **",
                "Reporting-MTA: dns; googlemail.example\n\nFinal-Recipient: rfc822; amal@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.",
                true,
            ),
            NoSuchAddress,
            Some("5.1.1"),
        ),
        (
            "Gmail, mailbox full",
            report(
                "mailer-daemon@googlemail.example",
                "Delivery Status Notification (Failure)",
                "Der Posteingang ist voll.",
                "Reporting-MTA: dns; googlemail.example\n\nFinal-Recipient: rfc822; amal@example.org\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552-5.2.2 The email account that you tried to reach is over quota.",
                true,
            ),
            Refused,
            Some("5.2.2"),
        ),
        (
            "Exim with a vague status",
            report(
                "Mail Delivery System <Mailer-Daemon@relay.example>",
                "Mail delivery failed: returning message to sender",
                "A message that you sent could not be delivered.",
                "Reporting-MTA: dns; relay.example\n\nAction: failed\nFinal-Recipient: rfc822;amal@example.org\nStatus: 5.0.0\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; 550 Requested action not taken: mailbox unavailable",
                true,
            ),
            NoSuchAddress,
            Some("5.0.0"),
        ),
        (
            "Exim without a report",
            format!(
                "Return-Path: <>\nX-Failed-Recipients: amal@example.org\nFrom: Mail Delivery System <Mailer-Daemon@relay.example>\nTo: bounce+{ROW}@{DOMAIN}\nSubject: Mail delivery failed: returning message to sender\nMessage-ID: <e1@relay.example>\n\nThis message was created automatically by mail delivery software.\n\n  amal@example.org\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <{ROW}@{DOMAIN}>\n"
            ),
            NoSuchAddress,
            None,
        ),
        (
            "qmail",
            format!(
                "Return-Path: <>\nFrom: MAILER-DAEMON@relay.example\nTo: sender@{DOMAIN}\nDelivered-To: bounce+{ROW}@{DOMAIN}\nSubject: failure notice\n\nHi. This is the qmail-send program at relay.example.\n\n<amal@example.org>:\n550 5.1.1 <amal@example.org>: sorry, no mailbox here by that name.\n"
            ),
            NoSuchAddress,
            Some("5.1.1"),
        ),
        (
            "a German hoster's letter",
            format!(
                "Return-Path: <>\nFrom: Mailer-Daemon <mailer-daemon@web.example>\nTo: <bounce+{ROW}@{DOMAIN}>\nSubject: Ihre Nachricht konnte nicht zugestellt werden\nContent-Type: text/plain; charset=utf-8\n\nIhre E-Mail konnte nicht zugestellt werden: das Postfach ist voll (552 5.2.2).\n"
            ),
            Refused,
            Some("5.2.2"),
        ),
        (
            "a German hoster's delay",
            format!(
                "Return-Path: <>\nFrom: postmaster@web.example\nTo: <bounce+{ROW}@{DOMAIN}>\nSubject: =?utf-8?Q?Zustellung_verz=C3=B6gert?=\nContent-Type: text/plain; charset=utf-8\n\nDie Zustellung verzögert sich (4.2.1). Sie müssen nichts tun.\n"
            ),
            Delayed,
            Some("4.2.1"),
        ),
        (
            "a receipt of the relay",
            report(
                postfix,
                "Successful Mail Delivery Report",
                "Your message was delivered.",
                "Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; amal@example.org\nAction: delivered\nStatus: 2.1.5",
                true,
            ),
            Delivered,
            Some("2.1.5"),
        ),
    ]
}

/// Name and mail.
pub(crate) fn automatic() -> Vec<(&'static str, String)> {
    let with = |head: &str, subject: &str, text: &str| {
        format!(
            "{head}From: Amal Khoury <amal@example.org>\nTo: ehrenamt@{DOMAIN}\nSubject: {subject}\nIn-Reply-To: <{ROW}@{DOMAIN}>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        )
    };
    vec![
        (
            "RFC 3834",
            with("Auto-Submitted: auto-replied\n", "Re: Einsatz", "Ja"),
        ),
        (
            "vacation of Sieve",
            with("Auto-Submitted: auto-replied (vacation)\n", "Urlaub", "Bin weg"),
        ),
        (
            "Exchange",
            with(
                "X-Auto-Response-Suppress: All\n",
                "Automatische Antwort: Einsatz",
                "Ich bin bis 30.11. nicht da",
            ),
        ),
        (
            "Exchange, English, no header",
            with("", "Automatic reply: Einsatz", "I am away"),
        ),
        (
            "only the subject",
            with("", "=?utf-8?Q?Abwesenheitsnotiz?=", "Bin im Urlaub"),
        ),
        (
            "precedence",
            with("Precedence: auto_reply\n", "AW: Einsatz", "Danke"),
        ),
        (
            "no way back",
            with("Return-Path: <>\n", "AW: Einsatz", "Vielen Dank"),
        ),
        (
            "newsletter",
            with(
                "List-Id: <news.example.org>\nList-Unsubscribe: <https://example.org>\n",
                "Neues",
                "Hallo",
            ),
        ),
        ("GMX", with("X-Autoreply: yes\n", "Re: Einsatz", "Ich melde mich")),
        (
            "read receipt",
            format!(
                "From: amal@example.org\nTo: x@{DOMAIN}\nSubject: Gelesen: Einsatz\nIn-Reply-To: <{ROW}@{DOMAIN}>\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\nGelesen\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n"
            ),
        ),
    ]
}

/// Name, mail, how its text begins.
pub(crate) fn people() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("a plain answer", PLAIN.to_owned(), "Ja, gern."),
        (
            "a telephone, HTML only",
            format!(
                "From: amal@example.org\nTo: x@{DOMAIN}\nSubject: Re: Einsatz\nReferences: <other@example.org>\n <{ROW}@{DOMAIN}>\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><div>Nein, leider nicht m=C3=B6glich</div></body></html>\n"
            ),
            "Nein, leider nicht möglich",
        ),
        (
            "Auto-Submitted: no",
            format!(
                "Auto-Submitted: no\nFrom: amal@example.org\nSubject: x\nIn-Reply-To: <{ROW}@{DOMAIN}>\n\nKlar\n"
            ),
            "Klar",
        ),
        (
            "about a holiday",
            format!(
                "From: amal@example.org\nSubject: AW: Einsatz, bin im Urlaub\nIn-Reply-To: <{ROW}@{DOMAIN}>\n\nIch bin dann im Urlaub \u{202e}und nicht in Hamm.\n"
            ),
            "Ich bin dann im Urlaub",
        ),
    ]
}

/// A calendar object with a method and an attendee line.
pub(crate) fn calendar(method: &str, attendee: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\n{method}\nPRODID:x\nVERSION:2.0\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:5f0c3d2e9a7b4c1d8e6f0a1b2c3d4e5f@{DOMAIN}\n{attendee}\nDTSTAMP:20261123T090000Z\nDTSTART:20261125T080000Z\nSEQUENCE:0\nEND:VEVENT\nEND:VCALENDAR\n"
    )
}

/// The mail around it.
pub(crate) fn with_calendar(calendar: &str, method: &str) -> String {
    format!(
        "From: Amal Khoury <Amal@example.org>\nTo: termine@{DOMAIN}\nSubject: Abgelehnt: Einsatz\nMessage-ID: <c1@example.org>\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nIch kann leider nicht.\n--b\nContent-Type: text/calendar; charset=utf-8; method={method}\n\n{calendar}\n--b--\n"
    )
}

/// Name, mail, what it says.
pub(crate) fn calendar_answers() -> Vec<(&'static str, String, CalendarAnswer)> {
    use CalendarAnswer::{Accepted, Declined, Unclear};
    let one = |attendee: &str| with_calendar(&calendar("METHOD:REPLY", attendee), "REPLY");
    vec![
        (
            "Outlook, no organiser",
            one("ATTENDEE;PARTSTAT=DECLINED;CN=\"Khoury, Amal: privat\":MAILTO:amal@example.org"),
            Declined,
        ),
        (
            "Apple",
            one(
                "ATTENDEE;CUTYPE=INDIVIDUAL;EMAIL=\"amal@example.org\";PARTSTAT=ACCEPTED:mailto:amal@example.org\nORGANIZER:mailto:termine@ehrenamt.example.org",
            ),
            Accepted,
        ),
        (
            "Thunderbird, folded",
            one(
                "ATTENDEE;RSVP=TRUE;CN=Amal;PART\n STAT=DECLINED;ROLE=REQ-PARTICIPANT:mai\n lto:amal@example.org",
            ),
            Declined,
        ),
        (
            "Google, tentative",
            one(
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;X-NUM-GUESTS=0:mailto:amal@example.org",
            ),
            Unclear,
        ),
        (
            "several attendees",
            one(
                "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eva@example.org\nATTENDEE;PARTSTAT=DECLINED:mailto:amal@example.org",
            ),
            Declined,
        ),
        (
            "another time proposed",
            with_calendar(
                &calendar(
                    "METHOD:COUNTER",
                    "ATTENDEE;PARTSTAT=TENTATIVE:mailto:amal@example.org",
                ),
                "COUNTER",
            ),
            Unclear,
        ),
        (
            "attached only, base64",
            {
                use base64::Engine;
                let text = calendar(
                    "METHOD:REPLY",
                    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:amal@example.org",
                )
                .replace('\n', "\r\n");
                let text = base64::engine::general_purpose::STANDARD.encode(text);
                format!(
                    "Auto-Submitted: auto-generated\nFrom: amal@example.org\nSubject: Zugesagt: Einsatz\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nZugesagt\n--b\nContent-Type: application/ics; name=invite.ics\nContent-Transfer-Encoding: base64\n\n{text}\n--b--\n"
                )
            },
            Accepted,
        ),
    ]
}
