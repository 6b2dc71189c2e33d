//! A whole program without a browser: a database of its own, a clock that stands still, a real SMTP server.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use passgenau::app::{App, RequestForm};
use passgenau::clock::Clock;
use passgenau::config::Config;
use passgenau::domain::account::Account;
use passgenau::domain::district::District;
use passgenau::domain::offer::{Offer, OfferState};
use passgenau::domain::organisation::{
    Contact, ContactKind, Location, LocationKind, Organisation, OrganisationKind,
};
use passgenau::domain::person::Person;
use passgenau::domain::plan::PlanState;
use passgenau::domain::rights::{Grant, Role};
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{AccountId, ContactId, Ids, LocationId, OrganisationId, PlanId};
use passgenau::mail::{Sender, Transport};
use passgenau::store::Page;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::db::TestDb;
use super::people::{day, leg, utc};
use super::smtp::{Received, Sink};
use super::templates;

/// A program under test.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) sink: Sink,
    pub(crate) school: Organisation,
    pub(crate) account: AccountId,
    pub(crate) place: LocationId,
    contact: ContactId,
}

/// Settings that tests share; mails go to `sink`.
pub(crate) fn config(sink: &Sink, more: &[(&str, &str)]) -> Config {
    let smtp = sink.settings();
    let port = smtp.port.to_string();
    let mut settings = vec![
        ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("BASE_URL", "http://127.0.0.1:8080"),
        ("MAIL_DOMAIN", "ehrenamt.example.org"),
        ("OFFICE_NAME", "Ehrenamtskoordination Teststadt"),
        ("OFFICE_PHONE", "02381 555-0100"),
        ("SMTP_HOST", smtp.host.as_str()),
        ("SMTP_PORT", port.as_str()),
        ("SMTP_TLS", "none"),
        ("SEND_TIMEOUT", "5"),
        ("LEASE_SECONDS", "30"),
        ("BACKOFF_BASE", "1"),
        ("PUBLICATION_HOLD", "0"),
        ("SECOND_FACTOR", "nobody"),
        ("ACTION_HOLD", "0"),
    ];
    settings.extend(more);
    let settings: Vec<_> = settings
        .into_iter()
        .map(|(n, v)| (format!("PASSGENAU_{n}"), v.to_owned()))
        .collect();
    Config::from_parts(&settings, None, &[], false).expect("the settings of the tests are valid")
}

impl TestApp {
    /// Monday 2026-11-23, 9:00 in Berlin; one school in Mitte; nobody to ask yet.
    pub(crate) async fn new(db: &TestDb) -> Self {
        Self::with(db, &[]).await
    }

    /// The same with other settings.
    pub(crate) async fn with(db: &TestDb, more: &[(&str, &str)]) -> Self {
        let office = Self::begin(db, more).await;
        office.app.begin_in_real_operation().await.expect("real");
        office
    }

    /// The same before the office has started its real operation.
    pub(crate) async fn on_trial(db: &TestDb) -> Self {
        Self::begin(db, &[]).await
    }

    async fn begin(db: &TestDb, more: &[(&str, &str)]) -> Self {
        let sink = Sink::start().await;
        let config = Arc::new(config(&sink, more));
        let app = Self::another(db, &config, 1);
        let school = Organisation {
            id: OrganisationId(Uuid::from_u128(10)),
            name: "Grundschule am Lindenhof".into(),
            kind: OrganisationKind::School,
            link_version: 1,
        };
        let account = AccountId(Uuid::from_u128(11));
        let (place, contact) = (LocationId(Uuid::from_u128(12)), ContactId(Uuid::from_u128(13)));
        let mut tx = app.store.write().await.expect("a transaction");
        for (code, name) in [("MI", "Mitte"), ("HS", "Heessen")] {
            tx.upsert_district(&District {
                code: code.into(),
                name: name.into(),
            })
            .await
            .expect("stored");
        }
        for travel in [leg("MI", "HS", 22), leg("MI", "MI", 15)].concat() {
            tx.upsert_travel(&travel).await.expect("stored");
        }
        tx.insert_organisation(&school).await.expect("stored");
        tx.insert_location(&Location {
            id: place,
            organisation: school.id,
            name: String::new(),
            street: "Lindenweg 3".into(),
            postcode: "59065".into(),
            town: "Teststadt".into(),
            district: "MI".into(),
            meeting_point: "Sekretariat, 1. Etage".into(),
            kind: LocationKind::Public,
        })
        .await
        .expect("stored");
        tx.insert_contact(&Contact {
            id: contact,
            organisation: school.id,
            name: "Frau Berger".into(),
            email: EmailAddress::parse("email", "sekretariat@example.org").expect("valid"),
            phone: Some("02381 555-20".into()),
            kind: ContactKind::Mailbox,
        })
        .await
        .expect("stored");
        tx.insert_account(&Account {
            id: account,
            email: EmailAddress::parse("email", "buero@example.org").expect("valid"),
            name: "Ina Leitung".into(),
            password_hash: None,
            disabled_at: None,
            created_at: app.clock.now(),
            welcome_issued_at: None,
            welcome_used_at: None,
        })
        .await
        .expect("stored");
        tx.set_grants(account, &[Grant::everywhere(Role::Administrator)])
            .await
            .expect("stored");
        tx.commit().await.expect("committed");
        Self {
            app,
            sink,
            school,
            account,
            place,
            contact,
        }
    }

    /// The program of another process on the same database.
    pub(crate) fn another(db: &TestDb, config: &Arc<Config>, seed: u64) -> App {
        let sender = Sender::from_config(config).expect("valid");
        let transport = Transport::from_config(config).expect("valid");
        App::new(
            config.clone(),
            db.store.clone(),
            Clock::fixed(utc("2026-11-23T08:00:00Z")),
            Ids::seeded(seed),
            templates().clone(),
            sender,
            transport,
        )
    }

    /// Adds people to the pool who do not know us yet.
    pub(crate) async fn strangers(&self, people: &[Person]) {
        let mut tx = self.app.store.write().await.expect("a transaction");
        for person in people {
            tx.insert_person(person).await.expect("stored");
        }
        tx.commit().await.expect("committed");
    }

    /// Another coordinator.
    pub(crate) async fn colleague(&self, name: &str) -> AccountId {
        let id = AccountId(self.app.ids.uuid(self.now()));
        let mut tx = self.app.store.write().await.expect("a transaction");
        tx.insert_account(&Account {
            id,
            email: EmailAddress::parse("email", &format!("{id}@example.org")).expect("valid"),
            name: name.into(),
            password_hash: None,
            disabled_at: None,
            created_at: self.now(),
            welcome_issued_at: None,
            welcome_used_at: None,
        })
        .await
        .expect("stored");
        tx.set_grants(id, &[Grant::everywhere(Role::Administrator)])
            .await
            .expect("stored");
        tx.commit().await.expect("committed");
        id
    }

    /// The contact of the school.
    pub(crate) fn contact(&self) -> ContactId {
        self.contact
    }

    /// Adds people to the pool.
    pub(crate) async fn people(&self, people: &[Person]) {
        let mut tx = self.app.store.write().await.expect("a transaction");
        for person in people {
            tx.insert_person(person).await.expect("stored");
            // Those whom the office has known for long.
            tx.mark_welcomed(person.id, self.app.clock.now())
                .await
                .expect("stored");
        }
        tx.commit().await.expect("committed");
    }

    /// A form for Turkish on Tuesday 2026-12-01, 9:00 to 10:00.
    pub(crate) fn form(&self) -> RequestForm {
        RequestForm {
            location: self.place.to_string(),
            contact: self.contact.to_string(),
            programme: "interpreting".into(),
            occasion: "parent_talk".into(),
            mode: "on_site".into(),
            language: "tr".into(),
            headcount: "1".into(),
            rules_accepted: "on".into(),
            date_1: "2026-12-01".into(),
            start_1: "09:00".into(),
            duration_1: "60".into(),
            ..RequestForm::default()
        }
    }

    /// The school asks; returns the request's number.
    pub(crate) async fn ask(&self, form: &RequestForm) -> i64 {
        let mark = self.mark("new");
        self.app
            .submit_request(self.school.id, form, &mark)
            .await
            .expect("accepted")
    }

    /// A form mark.
    pub(crate) fn mark(&self, scope: &str) -> String {
        self.app
            .keys
            .issue_form(scope, &self.app.ids, self.app.clock.now())
    }

    /// Computes a proposal for the week of 2026-11-30 and waits for it.
    pub(crate) async fn plan(&self) -> PlanId {
        let id = self
            .app
            .start_plan(day("2026-11-30"), 1, self.account)
            .await
            .expect("started");
        self.wait_for_plan(id).await;
        id
    }

    /// Waits until a proposal is there.
    pub(crate) async fn wait_for_plan(&self, id: PlanId) {
        for _ in 0..600 {
            let plan = self
                .app
                .store
                .read()
                .await
                .expect("read")
                .plan(id)
                .await
                .expect("read")
                .expect("there");
            match plan.state {
                PlanState::Computing => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
                PlanState::Draft => return,
                other => panic!("the plan became {other}: {:?}", plan.failure),
            }
        }
        panic!("the plan took longer than 30 s");
    }

    /// Computes a proposal and publishes it.
    pub(crate) async fn plan_and_publish(&self) -> PlanId {
        let id = self.plan().await;
        let mark = self.mark("publish");
        self.app
            .publish(id, true, self.account, &mark)
            .await
            .expect("published");
        id
    }

    /// Moves the clock.
    pub(crate) fn later(&self, by: TimeDelta) {
        self.app.clock.advance(by);
    }

    /// The time on the clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Sends what is due and returns the mails that arrived by it.
    pub(crate) async fn mails(&self) -> Vec<Received> {
        let before = self.sink.mails().len();
        self.app
            .drain_outbox(&CancellationToken::new())
            .await
            .expect("drained");
        self.sink.mails().split_off(before)
    }

    /// The open offer of a request and the token of its page.
    pub(crate) async fn open_offer(&self, number: i64) -> Option<(Offer, String)> {
        let mut tx = self.app.store.read().await.expect("read");
        let request = tx.request_by_number(number).await.expect("read").expect("there");
        let offers = tx.offers_of_request(request.id).await.expect("read");
        let open = offers.into_iter().find(|o| o.state == OfferState::Offered)?;
        let token = self.app.keys.offer(&open);
        Some((open, token))
    }

    /// Every open offer of a request with the token of its page.
    pub(crate) async fn open_offers(&self, number: i64) -> Vec<(Offer, String)> {
        let mut tx = self.app.store.read().await.expect("read");
        let request = tx.request_by_number(number).await.expect("read").expect("there");
        let offers = tx.offers_of_request(request.id).await.expect("read");
        let open = offers.into_iter().filter(|o| o.state == OfferState::Offered);
        open.map(|offer| (offer.clone(), self.app.keys.offer(&offer)))
            .collect()
    }

    /// State of a request.
    pub(crate) async fn state(&self, number: i64) -> String {
        let mut tx = self.app.store.read().await.expect("read");
        tx.request_by_number(number)
            .await
            .expect("read")
            .expect("there")
            .state
            .to_string()
    }

    /// Kinds of the open tasks.
    pub(crate) async fn tasks(&self) -> Vec<String> {
        let tasks = self
            .app
            .store
            .read()
            .await
            .expect("read")
            .all_open_tasks(passgenau::domain::task::TaskKind::ALL, None)
            .await
            .expect("read");
        tasks.iter().map(|t| t.kind.to_string()).collect()
    }

    /// Mails that still wait.
    pub(crate) async fn waiting(&self) -> i64 {
        let queue = self
            .app
            .store
            .read()
            .await
            .expect("read")
            .queue_state()
            .await
            .expect("read");
        let _ = Page::first(1);
        queue.pending
    }
}

/// The mails to one address.
pub(crate) fn to<'a>(mails: &'a [Received], address: &str) -> Vec<&'a Received> {
    mails
        .iter()
        .filter(|m| m.to.iter().any(|t| t == address))
        .collect()
}

/// A header of a mail, decoded.
pub(crate) fn subject(mail: &Received) -> String {
    let bytes = mail.bytes.as_slice();
    let parsed = mail_parser::MessageParser::default()
        .parse(bytes)
        .expect("a mail");
    parsed.subject().expect("a subject").to_owned()
}

/// The calendar object of a mail, unfolded.
pub(crate) fn calendar(mail: &Received) -> Option<String> {
    let parsed = mail_parser::MessageParser::default().parse(mail.bytes.as_slice())?;
    let part = parsed.parts.iter().find(|p| {
        use mail_parser::MimeHeaders;
        p.content_type()
            .is_some_and(|t| t.ctype() == "text" && t.subtype() == Some("calendar"))
    })?;
    Some(part.text_contents()?.replace("\r\n ", ""))
}

/// A property of a calendar object's event.
pub(crate) fn property(calendar: &str, name: &str) -> String {
    let event = calendar.split("BEGIN:VEVENT").nth(1).expect("an event");
    let line = event
        .lines()
        .find(|l| l.split([':', ';']).next() == Some(name))
        .expect("the property");
    line[name.len()..].trim_start_matches([':', ';']).to_owned()
}
