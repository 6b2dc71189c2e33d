//! Does a database open privately, beside other processes, and with a helpful sentence when it does not?

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use passgenau::store::{Store, StoreError};
use tokio::task::JoinSet;

use super::office::Office;
use crate::support::db::{Engine, TestDb, on_both};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn files_and_the_directory_are_private_to_the_user() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("data/deep/passgenau.db");
    let store = Store::open_sqlite(&file).await.unwrap();
    store.migrate().await.unwrap();
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(file.parent().unwrap()), 0o700);
    for side_file in ["passgenau.db-wal", "passgenau.db-shm"] {
        assert_eq!(mode(&file.with_file_name(side_file)), 0o600, "{side_file}");
    }
    store.close().await;
    assert!(!file.with_file_name("passgenau.db-wal").exists());

    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o664)).unwrap();
    Store::open_sqlite(&file).await.unwrap();
    assert_eq!(mode(&file), 0o600);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("passgenau.db");
    let text = "Sehr geehrte Damen und Herren, ".repeat(50);
    std::fs::write(&file, &text).unwrap();
    let error = Store::open_sqlite(&file).await.unwrap_err();
    assert!(
        error.to_string().contains("passgenau.db cannot be opened"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);

    let below = file.join("passgenau.db");
    let error = Store::open_sqlite(&below).await.unwrap_err();
    assert!(
        error.to_string().contains("Check that the directory exists"),
        "{error}"
    );
    assert!(error.is_unavailable());
}

#[tokio::test]
async fn a_server_that_cannot_be_used_is_told_without_the_password() {
    let mut urls = vec![
        (
            "postgres://amal:geheim@127.0.0.1:1/passgenau",
            "cannot be reached",
        ),
        ("postgres://amal:ge heim@@x:y", "percent-encoded"),
        ("mysql://amal:geheim@127.0.0.1/passgenau", "is not of the form"),
    ];
    let server = std::env::var("TEST_DATABASE_URL").unwrap_or_default();
    let address = server
        .rsplit_once('@')
        .map(|(_, rest)| rest.split('/').next().unwrap_or(rest).to_owned());
    let (user, database);
    if let Some(address) = address.filter(|_| Engine::Postgres.available()) {
        user = format!("postgres://nobody_like_this:geheim@{address}/postgres");
        urls.push((&user, "Check the user and the password"));
        let login = server.split("://").nth(1).unwrap().rsplit_once('@').unwrap().0;
        database = format!("postgres://{login}@{address}/no_such_geheim");
        urls.push((&database, "does not exist. Create it"));
    }
    for (url, expected) in urls {
        let error = Store::open_postgres(url).await.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains(":geheim") && !text.contains("ge heim"), "{text}");
        assert!(error.is_unavailable());
    }
}

#[tokio::test]
async fn an_error_shows_no_values_of_the_row_it_is_about() {
    if !Engine::Postgres.available() {
        return;
    }
    let db = TestDb::new(Engine::Postgres).await;
    let office = Office::open(&db).await;
    let mut tx = db.store.write().await.unwrap();
    let person = office.add_person(&mut tx, "Geheimname").await;
    let error = tx.insert_person(&person).await.unwrap_err();
    assert!(error.to_string().contains("person_pkey"), "{error}");
    assert!(!format!("{error} {error:?}").contains("Geheimname"));
    assert!(!matches!(error, StoreError::Stale));
}

on_both! {
    async fn two_processes_write_at_once_without_a_locked_database(db) {
        let office = Arc::new(Office::open(db).await);
        let stores = [db.store.clone(), db.another_process().await];
        let mut tasks = JoinSet::new();
        for store in stores {
            for _ in 0..100 {
                let (store, office) = (store.clone(), office.clone());
                tasks.spawn(async move {
                    let mut tx = store.write().await.unwrap();
                    office.add_request(&mut tx).await;
                    tx.commit().await.unwrap();
                });
            }
        }
        tasks.join_all().await;
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(office.add_request(&mut tx).await.number, 201);
    }

    async fn a_closed_store_says_that_it_is_out_of_reach(db) {
        db.store.close().await;
        assert!(db.store.read().await.unwrap_err().is_unavailable());
        assert!(db.store.write().await.unwrap_err().is_unavailable());
    }
}
