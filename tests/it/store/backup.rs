//! Is a backup whole, private and self-contained, and does a restore never make anything worse?

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use passgenau::store::backup::{Existing, restore};
use passgenau::store::{Page, RequestFilter, Store, StoreError};
use tempfile::TempDir;

use super::office::Office;
use crate::support::db::{Engine, TestDb};

/// A database with one request in it, its backup, and an empty place to restore to.
struct Scene {
    db: TestDb,
    office: Arc<Office>,
    folder: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let db = TestDb::new(Engine::Sqlite).await;
        let office = Arc::new(Office::open(&db).await);
        let scene = Self {
            db,
            office,
            folder: tempfile::tempdir().unwrap(),
        };
        scene.add_request(&scene.db.store).await;
        scene
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    async fn add_request(&self, store: &Store) {
        let mut tx = store.write().await.unwrap();
        self.office.add_request(&mut tx).await;
        tx.commit().await.unwrap();
    }
}

async fn requests_in(path: &Path) -> i64 {
    let store = Store::open_sqlite(path).await.unwrap();
    let found = store
        .read()
        .await
        .unwrap()
        .requests(&RequestFilter::default(), Page::default())
        .await
        .unwrap();
    store.close().await;
    found.total
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_while_others_write_is_one_whole_file() {
    let scene = Scene::new().await;
    let stop = Arc::new(AtomicBool::new(false));
    let (store, office, stopped) = (scene.db.store.clone(), scene.office.clone(), stop.clone());
    let writer = tokio::spawn(async move {
        let mut written = 0;
        while !stopped.load(Ordering::SeqCst) {
            let mut tx = store.write().await.unwrap();
            office.add_request(&mut tx).await;
            tx.commit().await.unwrap();
            written += 1;
        }
        written
    });
    let target = scene.path("new/backup.db");
    scene.db.store.backup(&target).await.unwrap();
    stop.store(true, Ordering::SeqCst);
    let written = writer.await.unwrap();

    let files: Vec<_> = std::fs::read_dir(target.parent().unwrap())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(files, std::slice::from_ref(&target));
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        target.parent().unwrap().metadata().unwrap().permissions().mode() & 0o777,
        0o700
    );
    // Bytes 18 and 19 of the header: 1 is a rollback journal, 2 would ask for a log beside the file.
    assert_eq!(std::fs::read(&target).unwrap()[18..20], [1, 1]);

    let restored = scene.path("data/passgenau.db");
    restore(&target, &restored, Existing::Keep).await.unwrap();
    assert_eq!(restored.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let found = requests_in(&restored).await;
    assert!((1..=written + 1).contains(&found), "{found} of {written}");
}

#[tokio::test]
async fn a_backup_needs_no_running_service_and_overwrites_nothing() {
    let scene = Scene::new().await;
    let file = scene.db.file();
    scene.db.store.close().await;
    let store = Store::open_sqlite(&file).await.unwrap();
    let target = scene.path("backup.db");
    // What a backup that was interrupted has left behind does not matter.
    std::fs::write(scene.path("backup.db.partial"), "half").unwrap();
    store.backup(&target).await.unwrap();
    assert!(!scene.path("backup.db.partial").exists());
    let refused = store.backup(&target).await.unwrap_err();
    assert!(refused.to_string().contains("never overwrites"), "{refused}");
    let nowhere = target.join("x/backup.db");
    let refused = store.backup(&nowhere).await.unwrap_err();
    assert!(refused.to_string().contains("cannot be written"), "{refused}");
    assert_eq!(requests_in(&target).await, 1);
}

#[tokio::test]
async fn where_nothing_is_there_is_nothing_to_back_up() {
    let db = TestDb::empty(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let refused = db
        .store
        .backup(&folder.path().join("backup.db"))
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("nothing to back up"), "{refused}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn postgres_is_told_to_use_its_own_tools() {
    if !Engine::Postgres.available() {
        return;
    }
    let db = TestDb::new(Engine::Postgres).await;
    let refused = db
        .store
        .backup(Path::new("/nowhere/backup.db"))
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
}

#[tokio::test]
async fn a_restore_refuses_what_is_no_good_backup_and_changes_nothing() {
    let scene = Scene::new().await;
    let target = scene.path("data/passgenau.db");
    let good = scene.path("good.db");
    scene.db.store.backup(&good).await.unwrap();

    let damaged = scene.path("damaged.db");
    let mut bytes = std::fs::read(&good).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xAA);
    std::fs::write(&damaged, bytes).unwrap();
    let cut = scene.path("cut.db");
    std::fs::write(&cut, &std::fs::read(&good).unwrap()[..middle]).unwrap();
    let text = scene.path("text.db");
    std::fs::write(&text, "not a database at all").unwrap();
    let empty = scene.path("empty.db");
    std::fs::write(&empty, "").unwrap();
    let foreign = TestDb::empty(Engine::Sqlite).await;
    foreign
        .run_by_hand("CREATE TABLE bookmarks (x TEXT)")
        .await
        .unwrap();

    for (from, expected) in [
        (&damaged, "is damaged"),
        (&cut, "is damaged"),
        (&text, "is damaged or not a database"),
        (&empty, "There is no backup"),
        (&scene.path("missing.db"), "There is no backup"),
        (&foreign.file(), "not one of passgenau"),
    ] {
        let refused = restore(from, &target, Existing::Replace).await.unwrap_err();
        assert!(
            refused.to_string().contains(expected),
            "{}: {refused}",
            from.display()
        );
        assert!(!target.exists());
    }
    scene.db.store.close().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'later', TRUE, x'00', 0)";
    scene.db.run_by_hand(newer).await.unwrap();
    let refused = restore(&scene.db.file(), &target, Existing::Keep)
        .await
        .unwrap_err();
    assert!(
        matches!(refused, StoreError::NewerSchema { found: 9999, .. }),
        "{refused}"
    );
    assert!(!target.exists());
}

#[tokio::test]
async fn a_restore_replaces_a_database_only_when_told_and_keeps_the_old_one() {
    let scene = Scene::new().await;
    let (backup, target) = (scene.path("backup.db"), scene.db.file());
    scene.db.store.backup(&backup).await.unwrap();
    scene.add_request(&scene.db.store).await;

    let refused = restore(&backup, &target, Existing::Keep).await.unwrap_err();
    assert!(
        refused.to_string().contains("holds a database already"),
        "{refused}"
    );
    let refused = restore(&backup, &target, Existing::Replace).await.unwrap_err();
    assert!(refused.to_string().contains("is in use"), "{refused}");
    scene.add_request(&scene.db.store).await;

    scene.db.store.close().await;
    restore(&backup, &target, Existing::Replace).await.unwrap();
    assert_eq!(requests_in(&target).await, 1);
    let kept = target.with_file_name("test.db.replaced-1");
    assert_eq!(requests_in(&kept).await, 3);
    restore(&backup, &target, Existing::Replace).await.unwrap();
    assert!(target.with_file_name("test.db.replaced-2").exists());
}

#[tokio::test]
async fn the_log_of_a_process_that_was_killed_is_not_played_into_the_restored_file() {
    let scene = Scene::new().await;
    let backup = scene.path("backup.db");
    scene.db.store.backup(&backup).await.unwrap();
    scene.add_request(&scene.db.store).await;
    // What a killed process leaves: the file and its log.
    let target = scene.path("data/passgenau.db");
    std::fs::create_dir(scene.path("data")).unwrap();
    for suffix in ["", "-wal"] {
        let from = format!("{}{suffix}", scene.db.file().display());
        std::fs::copy(from, format!("{}{suffix}", target.display())).unwrap();
    }
    restore(&backup, &target, Existing::Replace).await.unwrap();
    assert_eq!(requests_in(&target).await, 1);
    assert_eq!(
        requests_in(&target.with_file_name("passgenau.db.replaced-1")).await,
        2
    );
}
