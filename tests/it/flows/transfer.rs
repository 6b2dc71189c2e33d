//! An office outgrows its one machine: does PostgreSQL hold the same afterwards, and does every link that was sent open?

use std::collections::BTreeMap;
use std::sync::Arc;

use passgenau::app::Assigning;
use passgenau::domain::feed::FeedOwner;
use passgenau::domain::offer::Answer;
use passgenau::store::transfer::transfer;
use passgenau::store::{Store, StoreError};
use sqlx::{AssertSqlSafe, Connection as _};
use tokio_util::sync::CancellationToken;

use crate::support::app::{TestApp, config};
use crate::support::db::{Engine, TestDb};
use crate::support::people::able;

/// How many rows each table of a SQLite file has, counted past the store.
async fn rows_in(db: &TestDb) -> BTreeMap<String, usize> {
    let mut connection = db.sqlite_by_hand().await;
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                 AND name <> '_sqlx_migrations'";
    let tables: Vec<String> = sqlx::query_scalar(names)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let mut rows = BTreeMap::new();
    for table in tables {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{table}\""));
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
        rows.insert(table, usize::try_from(count).unwrap());
    }
    connection.close().await.unwrap();
    rows
}

/// What the refusal says.
async fn refusal(file: &std::path::Path, to: &Store) -> String {
    match transfer(file, to).await {
        Err(StoreError::Backup(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_moves_to_postgresql_and_goes_on_where_it_was() {
    if !Engine::Postgres.available() {
        return;
    }
    let old = TestDb::new(Engine::Sqlite).await;
    let office = TestApp::new(&old).await;
    office.people(&[able(1), able(2)]).await;
    let (agreed, asked) = (office.ask(&office.form()).await, office.ask(&office.form()).await);
    let seat = |n| Assigning {
        option: 0,
        seat: 0,
        person: able(n).id,
    };
    let mark = office.mark("agreed");
    office
        .app
        .assign(agreed, seat(1), office.account, &mark)
        .await
        .unwrap();
    office.mails().await;
    office.plan_and_publish().await;
    let (_, token) = office.open_offer(asked).await.expect("somebody is asked");
    let waiting = office.waiting().await;
    assert!(waiting > 0, "the offer's mail has not left yet");
    let owner = FeedOwner::Person(able(1).id);
    let feed = office.app.feed_path(owner).await.unwrap();
    let entries = office.app.feed(owner).await.unwrap();
    let case = format!("{:?}", office.app.request_detail(agreed).await.unwrap());
    let rows = rows_in(&old).await;
    old.store.close().await;

    let new = TestDb::empty(Engine::Postgres).await;
    let copied = transfer(&old.file(), &new.store).await.unwrap();
    let copied: BTreeMap<String, usize> = copied.into_iter().map(|t| (t.name, t.rows)).collect();
    assert_eq!(copied, rows);
    assert!(
        rows["audit"] > 3 && rows["offer"] > 0 && rows["outbox"] > 0,
        "{rows:?}"
    );

    // A start finds nothing to do.
    new.store.migrate().await.unwrap();
    let settings = Arc::new(config(&office.sink, &[]));
    let app = TestApp::another(&new, &settings, 2);
    assert_eq!(format!("{:?}", app.request_detail(agreed).await.unwrap()), case);
    let path = feed.trim_start_matches("/k/").trim_end_matches(".ics");
    assert_eq!(app.feed_by_token(path).await.unwrap(), Some(owner));
    assert_eq!(app.feed(owner).await.unwrap(), entries);
    let before = office.sink.mails().len();
    app.drain_outbox(&CancellationToken::new()).await.unwrap();
    let sent = office.sink.mails().len() - before;
    assert_eq!(i64::try_from(sent).unwrap(), waiting);
    let mark = app.keys.issue_form("a", &app.ids, app.clock.now());
    app.answer(&token, Answer::Accept, &mark).await.unwrap();
    let state = app.request_detail(asked).await.unwrap().unwrap().request.state;
    assert_eq!(state.as_str(), "confirmed");
    // References are looked at again, and the audit cannot be changed here either.
    let error = new.run_by_hand("DELETE FROM person").await.unwrap_err();
    assert!(error.contains("foreign key"), "{error}");
    assert!(new.run_by_hand("DELETE FROM audit").await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_copied_is_refused_with_a_remedy_and_nothing_happens() {
    if !Engine::Postgres.available() {
        return;
    }
    let old = TestDb::new(Engine::Sqlite).await;
    let empty = TestDb::empty(Engine::Postgres).await;
    let file = old.file();
    // Somebody has it open, and has written.
    old.store.write().await.unwrap().commit().await.unwrap();
    assert!(refusal(&file, &empty.store).await.contains("Stop the service"));
    old.store.close().await;

    let filled = TestDb::new(Engine::Postgres).await;
    assert!(refusal(&file, &filled.store).await.contains("holds data already"));
    let other = TestDb::empty(Engine::Sqlite).await;
    assert!(
        refusal(&file, &other.store)
            .await
            .contains("PASSGENAU_DATABASE_URL")
    );
    let missing = file.with_file_name("missing.db");
    assert!(refusal(&missing, &empty.store).await.contains("no database file"));
    assert!(!missing.exists());
    other.store.close().await;
    assert!(
        refusal(&other.file(), &empty.store)
            .await
            .contains("nothing to copy")
    );

    old.run_by_hand(
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
    )
    .await
    .unwrap();
    assert!(refusal(&file, &empty.store).await.contains("older version"));
    let schema = empty.store.read().await.unwrap().schema_version().await.unwrap();
    assert_eq!(schema, None, "the target is as empty as before");
}
