//! A process that is killed while it sends: nothing is lost, and what arrives twice is recognisably the same mail.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use passgenau::config::Database;
use passgenau::domain::notice::{NewNotice, NoticeKind, NoticePayload, Recipient};
use passgenau::ids::OutboxId;
use passgenau::store::{OutboxFilter, Page};
use secrecy::ExposeSecret;

use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};
use crate::support::people::utc;

const MAILS: usize = 1000;
const KILLS: usize = 6;
/// Conversations one process has at the same time.
const CONVERSATIONS: usize = 2;

fn serve(db: &TestDb, office: &TestApp, folder: &std::path::Path) -> Child {
    let url = match db.settings() {
        Database::Sqlite(path) => format!("sqlite:{}", path.display()),
        Database::Postgres(url) => url.expose_secret().to_owned(),
    };
    let smtp = office.sink.settings();
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgenau"));
    for (name, value) in [
        ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("BASE_URL", "http://127.0.0.1:8080"),
        ("LISTEN", "127.0.0.1:0"),
        ("DATA_DIR", &folder.display().to_string()),
        ("DATABASE_URL", &url),
        ("MAIL_DOMAIN", "ehrenamt.example.org"),
        ("SMTP_HOST", &smtp.host),
        ("SMTP_PORT", &smtp.port.to_string()),
        ("SMTP_TLS", "none"),
        ("SEND_TIMEOUT", "2"),
        ("LEASE_SECONDS", "3"),
        ("BACKOFF_BASE", "1"),
    ] {
        command.env(format!("PASSGENAU_{name}"), value);
    }
    let quiet = command.arg("serve").stdout(Stdio::null()).stderr(Stdio::null());
    quiet.spawn().expect("the program starts")
}

/// The mails of the test by their Message-ID.
fn arrived(office: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut mails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in office.sink.mails() {
        let text = mail.text();
        let id = text
            .lines()
            .find(|l| l.starts_with("Message-ID:"))
            .expect("an id");
        if id.contains("probe-") {
            mails.entry(id.to_owned()).or_default().push(text.clone());
        }
    }
    mails
}

on_both! {
    async fn of_a_thousand_mails_none_is_lost_however_often_the_sender_is_killed(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        let request = office.app.request_detail(number).await.unwrap().unwrap().request;
        // Long due, whatever the day is on which this runs.
        let due = utc("2020-01-02T03:04:05Z");
        let mut tx = office.app.store.write().await.unwrap();
        for n in 0..MAILS {
            let notice = NewNotice {
                kind: NoticeKind::RequestReceived,
                recipient: Recipient::Contact(request.asked.contact),
                request: Some(request.id),
                offer: None,
                assignment: None,
                payload: NoticePayload::default(),
                not_before: due,
                dedupe_key: format!("probe/{n}"),
            };
            let id = OutboxId(office.app.ids.uuid(due));
            assert!(tx.enqueue(&notice, id, &format!("probe-{n}@ehrenamt.example.org"), due).await.unwrap());
        }
        tx.commit().await.unwrap();

        let folder = tempfile::tempdir().unwrap();
        for kill in 0..KILLS {
            let before = arrived(&office).len();
            let mut child = serve(db, &office, folder.path());
            let started = Instant::now();
            // Killed at another point of its work each time, in the middle of it.
            let goal = before + 40 + 23 * kill;
            while arrived(&office).len() < goal.min(MAILS) && started.elapsed() < Duration::from_secs(30) {
                tokio::time::sleep(Duration::from_millis(5 + 3 * kill as u64)).await;
            }
            child.kill().expect("killed");
            child.wait().expect("gone");
            assert!(arrived(&office).len() > before, "it had begun");
        }
        let mut last = serve(db, &office, folder.path());
        let started = Instant::now();
        while arrived(&office).len() < MAILS && started.elapsed() < Duration::from_secs(120) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        last.kill().expect("killed");
        last.wait().expect("gone");

        let mails = arrived(&office);
        assert_eq!(mails.len(), MAILS, "none is lost");
        let doubles: usize = mails.values().map(|copies| copies.len() - 1).sum();
        println!("{MAILS} mails, {KILLS} kills: {doubles} arrived twice");
        assert!(doubles <= KILLS * CONVERSATIONS, "{doubles} doubles");
        for copies in mails.values() {
            assert!(copies.iter().all(|copy| *copy == copies[0]), "a repeat is byte for byte the same");
        }
        let mut tx = office.app.store.read().await.unwrap();
        let filter = OutboxFilter { request: Some(request.id), state: Some(passgenau::domain::notice::OutboxState::Sent), ..OutboxFilter::default() };
        let sent = tx.outbox_page(filter, Page::first(1)).await.unwrap().total;
        assert!(sent >= i64::try_from(MAILS).unwrap(), "{sent} are marked");
    }
}
