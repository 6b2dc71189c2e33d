//! Workers are killed (`kill -9`) at every step of sending a thousand mails: is none lost, and is a repeat recognisable?

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use passgenau::clock::Clock;
use passgenau::domain::notice::{NewNotice, NoticeKind, NoticePayload, Recipient};
use passgenau::ids::{Ids, OutboxId};

use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};
use crate::support::people::able;
use crate::support::smtp::{Act, At, Received, Sink};

/// Mails to be sent.
const MAILS: usize = 1000;
/// Workers at the same time.
const WORKERS: usize = 3;
/// How often each of them is killed.
const KILLS: usize = 8;
/// Steps that pass between two kills of a worker.
const STEPS: usize = 25;
/// Where a worker dies, one after the other: between claim and send, while it sends, and between send and mark.
const WHERE: [At; 6] = [At::Body, At::Connect, At::Mail, At::Body, At::Data, At::Ehlo];

/// A process of the program with a relay of its own, so that it is known who talks.
struct Worker {
    sink: Sink,
    child: Arc<Mutex<Child>>,
}

impl Worker {
    async fn start(db: &TestDb, folder: &std::path::Path) -> Self {
        let sink = Sink::start().await;
        let child = spawn(db, &sink, folder);
        Self {
            sink,
            child: Arc::new(Mutex::new(child)),
        }
    }

    /// Lets the process die at this step, after some have passed as usual.
    fn dies_at(&self, at: At) {
        self.sink.on(at, STEPS, Act::Nothing);
        let child = Arc::clone(&self.child);
        let kill = move || {
            let mut child = child.lock().expect("lock");
            child.kill().expect("killed");
            child.wait().expect("gone");
        };
        self.sink.on(at, 1, Act::Do(Arc::new(kill)));
    }

    fn is_dead(&self) -> bool {
        let mut child = self.child.lock().expect("lock");
        child.try_wait().expect("a process").is_some()
    }

    fn start_again(&self, db: &TestDb, folder: &std::path::Path) {
        *self.child.lock().expect("lock") = spawn(db, &self.sink, folder);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut child = self.child.lock().expect("lock");
        child.kill().ok();
        child.wait().ok();
    }
}

fn spawn(db: &TestDb, sink: &Sink, folder: &std::path::Path) -> Child {
    let smtp = sink.settings();
    Command::new(env!("CARGO_BIN_EXE_passgenau"))
        .arg("serve")
        .env_clear()
        .env(
            "LD_LIBRARY_PATH",
            std::env::var("LD_LIBRARY_PATH").unwrap_or_default(),
        )
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("PASSGENAU_DATA_DIR", folder)
        .env("PASSGENAU_DATABASE_URL", db.url())
        .env("PASSGENAU_SECRET_KEY", "0123456789abcdef0123456789abcdef")
        .env("PASSGENAU_LISTEN", "127.0.0.1:0")
        .env("PASSGENAU_BASE_URL", "http://127.0.0.1:8080")
        .env("PASSGENAU_MAIL_DOMAIN", "ehrenamt.example.org")
        .env("PASSGENAU_OFFICE_NAME", "Ehrenamtskoordination Teststadt")
        .env("PASSGENAU_OFFICE_PHONE", "02381 555-0100")
        .env("PASSGENAU_SMTP_HOST", &smtp.host)
        .env("PASSGENAU_SMTP_PORT", smtp.port.to_string())
        .env("PASSGENAU_SMTP_TLS", "none")
        .env("PASSGENAU_SEND_TIMEOUT", "2")
        .env("PASSGENAU_LEASE_SECONDS", "3")
        .env("PASSGENAU_BACKOFF_BASE", "1")
        .env("PASSGENAU_LOG", "error")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn message_id(mail: &Received) -> String {
    let text = mail.text();
    let line = text.lines().find(|line| line.starts_with("Message-ID:"));
    line.expect("a Message-ID").to_owned()
}

on_both! {
    async fn killed_workers_lose_no_mail_and_repeat_recognisably(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        // The processes read the real clock.
        let now = Clock::System.now();
        let ids = Ids::system();
        let mut tx = office.app.store.write().await.unwrap();
        for n in 0..MAILS {
            let id = OutboxId(ids.uuid(now));
            let told = NewNotice {
                kind: NoticeKind::ParticularsStale,
                recipient: Recipient::Person(able(1).id),
                request: None,
                offer: None,
                assignment: None,
                payload: NoticePayload::default(),
                not_before: now,
                dedupe_key: format!("killed/{n}"),
            };
            tx.enqueue(&told, id, &format!("{id}@ehrenamt.example.org"), now).await.unwrap();
        }
        tx.commit().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut workers = Vec::new();
        for _ in 0..WORKERS {
            workers.push(Worker::start(db, folder.path()).await);
        }
        for (n, worker) in workers.iter().enumerate() {
            worker.dies_at(WHERE[n % WHERE.len()]);
        }
        let began = Instant::now();
        let mut killed = [0; WORKERS];
        let mut at_body = 0;
        while office.waiting().await > 0 {
            assert!(began.elapsed() < Duration::from_secs(300), "{} mails still wait", office.waiting().await);
            for (n, worker) in workers.iter().enumerate() {
                if worker.is_dead() {
                    at_body += usize::from(WHERE[(n + killed[n]) % WHERE.len()] == At::Body);
                    killed[n] += 1;
                    if killed[n] < KILLS {
                        worker.dies_at(WHERE[(n + killed[n]) % WHERE.len()]);
                    }
                    worker.start_again(db, folder.path());
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut arrived: BTreeMap<String, Vec<Received>> = BTreeMap::new();
        for mail in workers.iter().flat_map(|worker| worker.sink.mails()) {
            arrived.entry(message_id(&mail)).or_default().push(mail);
        }
        // Mails of the ring of the clock (an overview) have ids of their own and do not count.
        arrived.retain(|_, mails| mails[0].to == ["person1@example.org"]);
        let all: usize = arrived.values().map(Vec::len).sum();
        let kills: usize = killed.iter().sum();
        println!(
            "{MAILS} mails, {kills} kills ({at_body} between send and mark), {} repeats, {:.1} s",
            all - arrived.len(),
            began.elapsed().as_secs_f64()
        );
        assert_eq!(arrived.len(), MAILS, "none is lost");
        assert!(kills >= WORKERS * 3, "only {kills} kills");
        // Two conversations at most are open when a process dies.
        assert!(all - MAILS <= 2 * kills, "{} repeats after {kills} kills", all - MAILS);
        assert!(all - MAILS >= at_body / 2, "a mail that was taken and not marked comes again");
        for mails in arrived.values() {
            assert!(mails.iter().all(|mail| mail.bytes == mails[0].bytes), "a repeat is the same, byte for byte");
        }
    }
}
