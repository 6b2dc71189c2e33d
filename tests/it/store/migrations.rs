//! Does the schema get up to date as a whole, once, and never backwards?

use passgenau::store::StoreError;
use tokio::task::JoinSet;

use crate::support::db::{Engine, on_both};

/// The highest number among the migrations.
fn newest() -> i64 {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    ["", "sqlite"]
        .iter()
        .flat_map(|sub| std::fs::read_dir(folder.join(sub)).unwrap())
        .filter_map(|file| file.unwrap().file_name().to_str()?.get(..4)?.parse().ok())
        .max()
        .unwrap()
}

on_both! {
    empty
    async fn six_processes_that_migrate_at_once_agree(db) {
        let mut tasks = JoinSet::new();
        for _ in 0..6 {
            let store = db.another_process().await;
            tasks.spawn(async move { store.migrate().await });
        }
        for done in tasks.join_all().await {
            done.unwrap();
        }
        assert_eq!(db.store.read().await.unwrap().schema_version().await.unwrap(), Some(newest()));
        assert_eq!(db.store.read().await.unwrap().programmes().await.unwrap().len(), 4);
    }

    async fn a_migration_that_fails_leaves_the_old_schema(db) {
        // The last but one migration cannot create what is there already.
        assert_eq!(db.store.read().await.unwrap().schema_version().await.unwrap(), None);
        db.run_by_hand("CREATE TABLE audit (x TEXT)").await.unwrap();
        let failed = db.store.migrate().await.unwrap_err();
        assert!(failed.to_string().contains("migration 12"), "{failed}");
        assert!(db.run_by_hand("SELECT 1 FROM programme").await.is_err());
        db.run_by_hand("DROP TABLE audit").await.unwrap();
        db.store.migrate().await.unwrap();
    }
}

on_both! {
    async fn an_old_program_refuses_a_newer_schema_with_a_sentence(db) {
        let checksum = if db.engine == Engine::Sqlite { "x'00'" } else { "'\\x00'" };
        db.run_by_hand(&format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'later', TRUE, {checksum}, 0)"
        ))
        .await
        .unwrap();
        let refused = db.store.migrate().await.unwrap_err();
        assert!(matches!(refused, StoreError::NewerSchema { found: 9999, known } if known == newest()), "{refused}");
        assert!(refused.to_string().contains("newer version"), "{refused}");
        assert!(!refused.is_unavailable());
    }

    async fn a_migration_that_was_changed_afterwards_is_noticed(db) {
        db.run_by_hand("UPDATE _sqlx_migrations SET checksum = (SELECT checksum FROM _sqlx_migrations WHERE version = 1)
                        WHERE version = 2").await.unwrap();
        let refused = db.store.migrate().await.unwrap_err();
        assert!(refused.to_string().contains("migration 2 was changed"), "{refused}");
    }

    async fn migrating_again_changes_nothing(db) {
        let before = db.store.read().await.unwrap().languages().await.unwrap();
        db.store.migrate().await.unwrap();
        assert_eq!(db.store.read().await.unwrap().languages().await.unwrap(), before);
    }
}
