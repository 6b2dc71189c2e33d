//! What follows when a mail comes back: from a person, a relay, a calendar program, or somebody who pretends.

use chrono::TimeDelta;
use passgenau::app::{AnswerOutcome, Received};
use passgenau::domain::inbound::InboundKind;
use passgenau::domain::offer::{Answer, Offer, OfferState};
use passgenau::domain::rights::Reach;
use passgenau::domain::task::TaskKind;
use passgenau::ids::InboundId;
use passgenau::store::Page;

use crate::mail::inbound::{DOMAIN, ROW, samples};
use crate::support::app::{TestApp, calendar, property, subject, to};
use crate::support::db::on_both;
use crate::support::imap::Mailbox;
use crate::support::people::interpreter;
use crate::support::smtp::Received as Sent;

fn pool() -> Vec<passgenau::domain::person::Person> {
    use passgenau::domain::programme::ProofKind;
    let mut people = vec![interpreter(1), interpreter(2)];
    for person in &mut people {
        let first = person.proofs[0].clone();
        person
            .proofs
            .extend(
                [ProofKind::Training, ProofKind::Adult].map(|kind| passgenau::domain::person::Proof {
                    kind,
                    ..first.clone()
                }),
            );
    }
    people
}

fn message_id(mail: &Sent) -> String {
    let text = mail.text();
    let line = text
        .lines()
        .find(|l| l.starts_with("Message-ID: <"))
        .expect("an id");
    line.trim_start_matches("Message-ID: <")
        .trim_end_matches('>')
        .to_owned()
}

fn row(mail: &Sent) -> String {
    message_id(mail).split('@').next().expect("an id").to_owned()
}

/// One request, asked for by mail: its number, the offer, the link's token, the mail.
async fn asked(office: &TestApp) -> (i64, Offer, String, Sent) {
    office.people(&pool()).await;
    let number = office.ask(&office.form()).await;
    office.mails().await;
    office.plan_and_publish().await;
    let mails = office.mails().await;
    let (offer, token) = office.open_offer(number).await.unwrap();
    (number, offer, token, mails[0].clone())
}

/// The same, and the person has agreed: the calendar entry and the address it went to.
async fn agreed(office: &TestApp) -> (i64, Offer, String, String) {
    let (number, offer, token, _) = asked(office).await;
    let outcome = office
        .app
        .answer(&token, Answer::Accept, &office.mark("a"))
        .await
        .unwrap();
    assert_eq!(outcome, AnswerOutcome::Confirmed);
    let mails = office.mails().await;
    let mail = mails.iter().find(|m| m.to[0].starts_with("person")).unwrap();
    (
        number,
        offer,
        property(&calendar(mail).unwrap(), "UID"),
        mail.to[0].clone(),
    )
}

async fn receive(office: &TestApp, mail: &str) -> Received {
    office.app.receive(samples::crlf(mail).as_bytes()).await.unwrap()
}

fn answer(from: &str, to: &str, text: &str) -> String {
    format!(
        "From: {from}\nTo: ehrenamt@{DOMAIN}\nSubject: AW: Einsatz\nMessage-ID: <{}@x>\nIn-Reply-To: <{to}>\n\n{text}\n",
        text.len()
    )
}

fn calendar_answer(from: &str, uid: &str, attendee: &str, partstat: &str) -> String {
    let entry = samples::calendar(
        "METHOD:REPLY",
        &format!("ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}"),
    )
    .replace(&format!("5f0c3d2e9a7b4c1d8e6f0a1b2c3d4e5f@{DOMAIN}"), uid);
    samples::with_calendar(&entry, "REPLY").replace("Amal Khoury <Amal@example.org>", from)
}

async fn offer_state(office: &TestApp, offer: &Offer) -> OfferState {
    office
        .app
        .store
        .read()
        .await
        .unwrap()
        .offer(offer.id)
        .await
        .unwrap()
        .unwrap()
        .state
}

on_both! {
    async fn a_person_who_writes_back_stops_the_clock(db) {
        let office = TestApp::new(db).await;
        let (number, offer, _, mail) = asked(&office).await;
        let text = answer("Amal <private@elsewhere.example>", &message_id(&mail), "Ja, aber erst ab 10 Uhr!");
        assert_eq!(receive(&office, &text).await, Received::Handled(InboundKind::Reply));
        assert_eq!(receive(&office, &text).await, Received::Known, "handled once");
        assert_eq!(office.tasks().await, ["mail_reply"]);
        assert_eq!(offer_state(&office, &offer).await, OfferState::CallRequested);
        office.later(TimeDelta::days(2));
        office.app.expire_offers().await.unwrap();
        assert_eq!(offer_state(&office, &offer).await, OfferState::CallRequested, "the clock stands still");
        assert_eq!(office.mails().await.len(), 0, "nobody is answered by a machine");

        let more = answer("person1@example.org", &message_id(&mail), "Und noch etwas, ganz anderes");
        assert_eq!(receive(&office, &more).await, Received::Handled(InboundKind::Reply));
        assert_eq!(office.tasks().await, ["mail_reply"], "one task");
        let mut tx = office.app.store.read().await.unwrap();
        let page = tx.inbound_page(&[InboundKind::Reply], &Reach::Everything, Page::first(10)).await.unwrap();
        assert_eq!(page.total, 2);
        let letter = page.rows[1].letter.clone().unwrap();
        assert_eq!((letter.sender.as_str(), letter.body.as_str()), ("private@elsewhere.example", "Ja, aber erst ab 10 Uhr!"));
        let task = tx.all_open_tasks(TaskKind::ALL, None).await.unwrap().remove(0);
        assert_eq!((task.kind, task.offer), (TaskKind::MailReply, Some(offer.id)));
        let newest: InboundId = page.rows[0].id;
        assert_eq!(tx.letters_of_tasks(&[task.id]).await.unwrap(), [(task.id, newest)]);
        drop(tx);

        // The office writes down what the person meant; that settles the task.
        office.app.record_answer(offer.id, Answer::Accept, office.account).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
        assert_eq!(office.tasks().await, Vec::<String>::new());

        // What was written goes after 30 days.
        office.later(TimeDelta::days(31));
        office.app.tidy().await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        let page = tx.inbound_page(&[], &Reach::Everything, Page::first(10)).await.unwrap();
        assert!(page.rows.iter().all(|mail| mail.letter.is_none()) && page.total == 2);
    }

    async fn a_letter_without_a_reference_belongs_to_the_only_open_offer(db) {
        let office = TestApp::new(db).await;
        let (_, offer, _, _) = asked(&office).await;
        let mine = if offer.person == interpreter(1).id { "Person1@Example.org" } else { "Person2@Example.org" };
        let fresh = |from: &str, n: u8| format!("From: {from}\nTo: x@{DOMAIN}\nSubject: Dienstag\nMessage-ID: <{n}@y>\n\nGeht klar {n}\n");
        assert_eq!(receive(&office, &fresh("fremd@example.net", 1)).await, Received::Foreign);
        assert_eq!(receive(&office, &fresh("sekretariat@example.org", 2)).await, Received::Foreign);
        assert_eq!(receive(&office, &fresh(mine, 3)).await, Received::Handled(InboundKind::Reply));
        assert_eq!(office.tasks().await, ["mail_reply"]);
        let mut tx = office.app.store.read().await.unwrap();
        assert_eq!(tx.inbound_page(&[], &Reach::Everything, Page::first(10)).await.unwrap().total, 1, "nothing is kept of foreign mail");
    }

    async fn delivery_reports_mark_bad_addresses_and_no_others(db) {
        let office = TestApp::new(db).await;
        let (_, offer, _, mail) = asked(&office).await;
        let id = row(&mail);
        assert_eq!(mail.from, format!("bounce+{id}@{DOMAIN}"), "the return path names the row");
        let failed = async || office.app.store.read().await.unwrap().person(offer.person).await.unwrap().unwrap().email_failed_at;
        let about = |text: &str| text.replace(ROW, &id);
        for (name, text, verdict, _) in samples::reports() {
            use passgenau::mail::inbound::Verdict;
            if verdict == Verdict::NoSuchAddress { continue; }
            let got = receive(&office, &about(&text)).await;
            assert!(matches!(got, Received::Handled(_)), "{name}: {got:?}");
            assert_eq!(failed().await, None, "{name}");
        }
        assert_eq!(office.tasks().await, ["mail_failed"], "refused, though the address may be right");
        for (name, text) in samples::automatic() {
            let got = receive(&office, &about(&text)).await;
            assert_eq!(got, Received::Handled(InboundKind::Automatic), "{name}");
        }
        assert_eq!(offer_state(&office, &offer).await, OfferState::Offered, "nobody has answered");
        let (_, text, ..) = samples::reports().remove(0);
        assert_eq!(receive(&office, &text).await, Received::Foreign, "about a mail that is not ours");
        assert_eq!(receive(&office, &about(&text)).await, Received::Handled(InboundKind::Bounced));
        assert_eq!(failed().await, Some(office.now()));
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1, "the office alone is told: no loop");
        assert_eq!(mails[0].to, ["ehrenamt@ehrenamt.example.org"]);
    }

    async fn a_schools_bad_address_is_marked_as_well(db) {
        let office = TestApp::new(db).await;
        office.ask(&office.form()).await;
        let mails = office.mails().await;
        let (_, text, ..) = samples::reports().remove(0);
        assert_eq!(receive(&office, &text.replace(ROW, &row(&mails[0]))).await, Received::Handled(InboundKind::Bounced));
        assert_eq!(office.tasks().await, ["mail_failed"]);
        let mut tx = office.app.store.write().await.unwrap();
        let mail = tx.inbound_page(&[], &Reach::Everything, Page::first(1)).await.unwrap().rows.remove(0);
        let contact = mail.contact.unwrap();
        assert_eq!(tx.contact_failed_at(contact).await.unwrap(), Some(office.now()));
        tx.mark_contact_failed(contact, None).await.unwrap();
        assert_eq!(tx.contact_failed_at(contact).await.unwrap(), None);
        assert_eq!(tx.inbound_of_outbox(mail.outbox.unwrap()).await.unwrap().len(), 1);
        assert_eq!(tx.inbound(mail.id).await.unwrap().unwrap().status.as_deref(), Some("5.1.1"));
    }

    async fn a_no_in_the_calendar_is_a_no_on_the_page(db) {
        let office = TestApp::new(db).await;
        let (number, offer, uid, email) = agreed(&office).await;
        let yes = calendar_answer(&format!("Amal <{}>", email.to_uppercase()), &uid, &email, "ACCEPTED");
        assert_eq!(receive(&office, &yes).await, Received::Handled(InboundKind::Accepted));
        assert_eq!(office.state(number).await, "confirmed");
        assert_eq!(office.mails().await.len(), 0, "nothing new, nobody told");
        let no = calendar_answer(&email, &uid, &email, "DECLINED");
        assert_eq!(receive(&office, &no).await, Received::Handled(InboundKind::Declined));
        assert_eq!(office.state(number).await, "substituting");
        let mails = office.mails().await;
        assert_eq!(subject(to(&mails, "sekretariat@example.org")[0]), "Ersatz wird gesucht: 01.12.2026");
        assert_eq!(to(&mails, "ehrenamt@ehrenamt.example.org").len(), 2, "the office knows, and that the next is the last");
        let (next, _) = office.open_offer(number).await.unwrap();
        assert_ne!(next.person, offer.person, "the next one is asked");
        assert_eq!(office.tasks().await, ["last_asked"]);
        // The program says it again when the cancellation arrives.
        let again = no.replace("<c1@", "<c2@");
        assert_eq!(receive(&office, &again).await, Received::Handled(InboundKind::Declined));
        assert_eq!(office.mails().await.len(), 0);
    }

    async fn a_forged_no_changes_nothing(db) {
        let office = TestApp::new(db).await;
        let (number, _, uid, email) = agreed(&office).await;
        let random = format!("00000000000000000000000000000000@{DOMAIN}");
        let forged = format!("Authentication-Results: mx; dmarc=fail\n{}", calendar_answer(&email, &uid, &email, "DECLINED"));
        let cases = [
            ("another sender", calendar_answer("evil@example.net", &uid, &email, "DECLINED")),
            ("another attendee", calendar_answer(&email, &uid, "evil@example.net", "DECLINED")),
            ("an unknown entry", calendar_answer(&email, &random, &email, "DECLINED")),
            ("the relay says forged", forged),
            ("tentative", calendar_answer(&email, &uid, &email, "TENTATIVE")),
        ];
        for (n, (name, text)) in cases.into_iter().enumerate() {
            let text = text.replace("<c1@", &format!("<f{n}@"));
            assert_eq!(receive(&office, &text).await, Received::Handled(InboundKind::Doubtful), "{name}");
            assert_eq!(office.state(number).await, "confirmed", "{name}");
            assert!(office.tasks().await.iter().all(|kind| kind == "mail_reply"), "{name}");
        }
        assert!(!office.tasks().await.is_empty());
        let elsewhere = calendar_answer("x@example.net", "a@b.example", "x@example.net", "DECLINED");
        assert_eq!(receive(&office, &elsewhere).await, Received::Foreign, "somebody else's appointment");
        assert_eq!(office.mails().await.len(), 0);
    }

    async fn an_office_that_wants_to_be_asked_is_asked(db) {
        let office = TestApp::with(db, &[("CALENDAR_DECLINE", "ask"), ("MAIL_AUTHSERV_ID", "mx.hamm.example")]).await;
        let (number, _, uid, email) = agreed(&office).await;
        let no = calendar_answer(&email, &uid, &email, "DECLINED");
        assert_eq!(receive(&office, &no).await, Received::Handled(InboundKind::Doubtful), "nobody vouches for the sender");
        let vouched = format!("Authentication-Results: mx.hamm.example; dmarc=pass\n{}", no.replace("<c1@", "<c2@"));
        assert_eq!(receive(&office, &vouched).await, Received::Handled(InboundKind::Declined));
        assert_eq!(office.state(number).await, "confirmed", "the office decides");
        assert_eq!(office.tasks().await, ["mail_reply"]);
    }

    async fn a_school_that_declines_in_the_calendar_is_asked(db) {
        let office = TestApp::new(db).await;
        let (number, ..) = agreed(&office).await;
        let mut tx = office.app.store.read().await.unwrap();
        let uid = tx.request_by_number(number).await.unwrap().unwrap().calendar.unwrap().uid;
        drop(tx);
        let no = calendar_answer("sekretariat@example.org", &uid, "sekretariat@example.org", "DECLINED");
        assert_eq!(receive(&office, &no).await, Received::Handled(InboundKind::Declined));
        assert_eq!(office.state(number).await, "confirmed");
        assert_eq!(office.tasks().await, ["mail_reply"]);
    }

    async fn the_mailbox_is_read_once_and_left_as_it_is(db) {
        let mailbox = Mailbox::start().await;
        let port = mailbox.address.port().to_string();
        let settings = [
            ("IMAP_HOST", "127.0.0.1"), ("IMAP_PORT", port.as_str()), ("IMAP_TLS", "none"),
            ("IMAP_USER", "post"), ("IMAP_PASSWORD", "geheim"), ("MAIL_REPLY_TO", "post@ehrenamt.example.org"),
        ];
        let office = TestApp::with(db, &settings).await;
        let (_, offer, _, mail) = asked(&office).await;
        assert!(mail.text().contains("<post@ehrenamt.example.org>"), "answers go there");
        assert_eq!(office.app.read_mailbox().await.unwrap(), 0);
        for n in 0..45 {
            mailbox.put(samples::crlf(&format!("From: x{n}@example.net\nSubject: Werbung {n}\n\nKaufen\n")));
        }
        mailbox.put(samples::crlf(&answer("person1@example.org", &message_id(&mail), "Ja")));
        let huge = format!("From: y@example.net\r\nSubject: Fotos\r\n\r\n{}", "x".repeat(3_000_000));
        mailbox.put(huge);
        // Two processes look at once.
        let other = TestApp::another(db, &office.app.config, 2);
        let (one, two) = tokio::join!(office.app.read_mailbox(), other.read_mailbox());
        assert_eq!(one.unwrap() + two.unwrap(), 1, "handled once");
        assert_eq!(offer_state(&office, &offer).await, OfferState::CallRequested);
        let fetches = |mailbox: &Mailbox| mailbox.commands().iter().filter(|c| c.starts_with("UID FETCH")).count();
        let before = fetches(&mailbox);
        assert_eq!(office.app.read_mailbox().await.unwrap(), 0);
        assert_eq!(fetches(&mailbox), before, "what was seen is not fetched again");
        mailbox.count_anew();
        assert_eq!(office.app.read_mailbox().await.unwrap(), 0, "counted anew, handled once all the same");
        assert!(fetches(&mailbox) > before);
        let changing = ["STORE", "EXPUNGE", "SELECT", "COPY", "MOVE", "BODY["];
        assert!(mailbox.commands().iter().all(|c| changing.iter().all(|word| !c.contains(word))), "read only");
        assert_eq!(office.tasks().await, ["mail_reply"]);

        // Out of reach for a while: the office is told after a quarter of an hour, and that it is over.
        drop(mailbox);
        for _ in 0..2 {
            assert_eq!(office.app.read_mailbox().await.unwrap(), 0);
            office.later(TimeDelta::minutes(20));
        }
        assert_eq!(office.app.read_mailbox().await.unwrap(), 0);
        assert_eq!(office.tasks().await, ["mail_reply", "mailbox_failed"]);
    }
}
